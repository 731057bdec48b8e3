"""The people of the agency in the settings: name, initials, role, and whether they work here still."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.actions.common import agents
from core.base.errors import UserError
from core.base.french import number
from core.base.i18n import _, n_
from core.model.agent import Agent
from ui.common.office import Office
from ui.widgets.button import Button
from ui.widgets.card import MarginRows
from ui.widgets.fields import CheckBox, being_typed, mark_wrong, text_field
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import nest


class PeopleCard(MarginRows):
    """The card, made again when somebody changed. Signal: ``saved``."""

    saved = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(office.theme, _("Les personnes de l’agence"), name="people", margin=64)
        self._office = office
        self._shown: list[tuple[Agent, int]] | None = None

    def refresh(self) -> None:
        """Show who is in the base, unless it is what is shown, or something is being typed."""
        with self._office.store.read() as r:
            every = [(one, agents.follows(r, one.id)) for one in agents.everybody(r)]
        if every == self._shown or being_typed(self):
            return
        self._shown = every
        self.clear()
        for place, (one, leads) in enumerate(every):
            row = AgentRow(self._office, one, leads, place, self._keep)
            self.add(label(one.initials, semibold=True), row, line=place > 0)
        self.add(None, self._adding(), line=bool(every))

    def _keep(self, one: Agent, name: str, initials: str, role: str, active: bool) -> str:
        """Change somebody, and return what keeps it from being done. What another window changed of them since they
        are shown stays, where nothing else was typed."""
        office = self._office
        with office.store.read() as r:
            now = next((other for other in agents.everybody(r) if other.id == one.id), one)
        fields = ((name, one.name, now.name), (initials, one.initials, now.initials), (role, one.role, now.role))
        name, initials, role = (typed if typed != was else theirs for typed, was, theirs in fields)
        active = active if active != one.active else now.active
        try:
            kept = agents.keep_agent(
                office.store, name, initials=initials, role=role, active=active, agent_id=one.id, by=office.by,
                at=office.now(),
            )  # fmt: skip
        except UserError as problem:
            return problem.text
        if office.by == one.name:
            office.by = kept.name
        self.saved.emit()
        return ""

    def _adding(self) -> QWidget:
        office, held = self._office, QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        field = text_field(office.theme, name="people-new", title=_("Ajouter une personne"), hint=_("Prénom et nom"))
        button = Button(office.theme, _("Ajouter"), name="people-add")

        def add() -> None:
            if not field.text().strip():
                field.setFocus()
                return
            with office.trying():
                agents.keep_agent(office.store, field.text(), by=office.by, at=office.now())
                field.setModified(False)
                self.saved.emit()

        button.clicked.connect(add)
        field.returnPressed.connect(add)
        row.addWidget(field, 1)
        row.addWidget(button)
        return held


class AgentRow(QWidget):
    """One person of the agency, as fields; each is kept when it is left."""

    def __init__(
        self, office: Office, one: Agent, leads: int, place: int, keep: Callable[[Agent, str, str, str, bool], str]
    ) -> None:
        super().__init__()
        self._one, self._keep = one, keep
        theme = office.theme
        self.name = self._field(office, f"people-name-{place}", _("Nom"), one.name)
        self.role = self._field(office, f"people-role-{place}", _("Rôle"), one.role)
        self.initials = self._field(office, f"people-initials-{place}", _("Initiales"), one.initials)
        self.initials.setMaximumWidth(theme.px(70))
        self.active = CheckBox(theme, _("Travaille ici"), name=f"people-active-{place}")
        self.active.setChecked(one.active)
        self.active.toggled.connect(self._save)
        words = n_("{n} prospect suivi", "{n} prospects suivis", leads).format(n=number(leads))
        if leads and not one.active:
            left = n_(
                "{user} ne travaille plus ici\u202f: {n} prospect reste à son nom.",
                "{user} ne travaille plus ici\u202f: {n} prospects restent à son nom.",
                leads,
            )
            words = left.format(user=one.name, n=number(leads))
        self._problem = paragraph("", "caption", ink="forbidden", name=f"people-problem-{place}")
        self._problem.hide()
        fields = QHBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(self.name, 3)
        fields.addWidget(self.initials, 1)
        fields.addWidget(self.role, 2)
        under = QHBoxLayout()
        under.setSpacing(12)
        under.addWidget(self.active)
        under.addWidget(paragraph(words, "caption", ink="muted"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        nest(column, fields)
        nest(column, under)
        column.addWidget(self._problem)

    def _field(self, office: Office, name: str, title: str, text: str) -> QLineEdit:
        made = text_field(office.theme, name=name, title=f"{title}, {self._one.name}", hint=title)
        made.setText(text)
        made.editingFinished.connect(self._save)
        return made

    def _save(self, *_checked: object) -> None:
        one = self._one
        typed = (self.name.text().strip(), self.initials.text().strip(), self.role.text().strip())
        if (*typed, self.active.isChecked()) == (one.name, one.initials, one.role, one.active):
            return
        problem = self._keep(one, *typed, self.active.isChecked())
        for field in (self.name, self.initials, self.role):
            field.setModified(field.isModified() and bool(problem))
        self._problem.setText(f"✕ {problem}")
        self._problem.setVisible(bool(problem))
        mark_wrong(self.name, problem)
