"""« Ce qui permet d’appeler »: every title of a person with its end, its proof and its flaw, and the buttons to add
one.

The card can be used anywhere: make ``TitlesCard(office)`` and call ``show_lead(id)``.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from core.actions.calling import proof_copies, titles
from core.actions.calling.openings import Held, held
from core.base.french import day
from core.base.i18n import _
from core.model.channel import TitleKind
from core.model.verdict import Light
from core.words.verdicts import reference, sentence
from ui.common.file_dialogs import ask_save
from ui.common.office import Office
from ui.pages.calls.consent_form import open_consent_form
from ui.pages.calls.proof import show_proof
from ui.pages.calls.title_form import OTHER_TITLES, PDF, form_of, open_title_form, print_form, take_back
from ui.widgets.button import Button
from ui.widgets.card import MarginRows
from ui.widgets.label import label, paragraph
from ui.widgets.turning import Turning
from ui.widgets.verdict import LightMark


class TitlesCard(MarginRows):
    """The card. ``changed`` is emitted when a title was added, answered, withdrawn or closed in it."""

    changed = Signal()

    def __init__(self, office: Office, *, name: str = "titles") -> None:
        super().__init__(office.theme, _("Ce qui permet d’appeler"), name=name)
        self._office = office
        self._grid.setVerticalSpacing(12)
        self._lead_id: int | None = None
        self._shown: Sequence[Held] = ()
        self.add_button = Button(office.theme, _("Ajouter"), name=f"{name}-add", kind="link", icon="plus")
        self.add_button.setAccessibleName(_("Ajouter ce qui permet d’appeler"))
        self.menu = self._menu()
        self.add_button.clicked.connect(self._open_menu)
        head = self._head.layout()
        assert head is not None, "laid out by MarginRows"  # noqa: S101
        head.addWidget(self.add_button)

    def show_lead(self, lead_id: int) -> None:
        """Show the titles of a lead, as judged now."""
        with self._office.store.read() as r:
            found = held(r, lead_id, self._office.law, at=self._office.now())
        self.show_titles(lead_id, found)

    def show_titles(self, lead_id: int, found: Sequence[Held]) -> None:
        """Show the titles of a lead, already read."""
        if (lead_id, found) == (self._lead_id, self._shown) and self._row:
            return
        self._lead_id, self._shown = lead_id, found
        held = self.window().focusWidget()
        if held is not None and self.isAncestorOf(held):  # Its row goes: the keyboard stays in the card.
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.clear()
        for place, one in enumerate(found):
            self.add(self._mark(one), self._row_of(one, place), line=place > 0)
        if not found:
            self.add(None, paragraph(_("Rien pour le moment\u202f: l’accord vient de la personne."),
                                     ink="muted", name=f"{self.objectName()}-none"))  # fmt: skip

    def copy_proof(self, one: Held) -> None:
        """Write the copy of a proof, to be given to the person (C. consom., art. R223-2)."""
        out = ask_save(self, self._office.seat, _("Copie de la preuve"), f"preuve-accord-{one.id}.pdf", PDF)
        if out is None:
            return
        with self._office.trying():
            files = proof_copies.copy_proof(self._office.store, one.id, out, by=self._office.by, at=self._office.now())
            self._office.say("done", _("Copie de la preuve prête à remettre."), ", ".join(file.name for file in files))
        self._again()

    def _row_of(self, one: Held, place: int) -> QWidget:
        told = QWidget()
        words = QVBoxLayout(told)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(1)
        words.addWidget(label(one.head, semibold=True))
        for line in one.lines:
            words.addWidget(paragraph(line, ink="muted"))
        state, ink = self._state(one)
        words.addWidget(paragraph(state, ink=ink, name=f"{self.objectName()}-state-{place}"))
        told.setAccessibleName(". ".join((one.head, *one.lines, state)))
        actions = QWidget()
        column = QVBoxLayout(actions)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for word, name, run in self._actions(one):
            button = Button(self._office.theme, word, name=f"{self.objectName()}-{name}-{place}", kind="link", tall=26)
            button.setAccessibleName(f"{word}, {one.head}")
            button.clicked.connect(run)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return Turning(self._office.theme, told, actions)

    @staticmethod
    def _state(one: Held) -> tuple[str, str]:
        if one.flaw is not None:
            return f"{sentence(one.flaw)} ({reference(one.flaw)})", "forbidden"
        if one.ends is None:
            return _("Sans fin connue"), "muted"
        until = _("Jusqu’au {day}").format(day=day(one.ends))
        if one.soon and one.kind is not TitleKind.REQUEST:
            return _("{until}\u202f: proposez dès maintenant un nouveau formulaire.").format(until=until), "wait"
        return until, "muted"

    def _actions(self, one: Held) -> list[tuple[str, str, Callable[[], object]]]:
        found: list[tuple[str, str, Callable[[], object]]] = []
        proof = one.proof
        if proof is not None:
            found.append((_("Voir la preuve"), "see", lambda: show_proof(self._office, proof)))
        if one.kind is TitleKind.CONSENT:
            if proof is not None:
                found.append((_("Copie de la preuve"), "copy", lambda: self.copy_proof(one)))
            if one.alive:
                found.append((_("Retirer…"), "withdraw", self._take_back))
        elif one.alive and one.kind is TitleKind.REQUEST:
            found.append((_("Répondue"), "answered", lambda: self._end(titles.answered, one)))
        elif one.alive:
            found.append((_("Arrêter"), "close", lambda: self._end(titles.close, one)))
        return found

    def _mark(self, one: Held) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 2, 0, 0)
        row.addWidget(LightMark(self._office.theme, self._light(one)))
        return holder

    @staticmethod
    def _light(one: Held) -> Light:
        if one.flaw is None:
            return Light.ALLOWED
        return Light.WAIT if one.flaw.code == "CONTRACT_NOT_BEGUN" else Light.FORBIDDEN

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName(f"{self.objectName()}-menu")
        menu.setAccessibleName(_("Ajouter ce qui permet d’appeler"))
        menu.addAction(_("Accord signé…"), self._add_consent)
        for kind in OTHER_TITLES:
            menu.addAction(form_of(kind).title + "…", self._adder(kind))
        menu.addSeparator()
        menu.addAction(_("Imprimer un formulaire…"), self.print_form)
        return menu

    def _open_menu(self) -> None:
        self.menu.popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    def _adder(self, kind: TitleKind) -> Callable[[], None]:
        def add() -> None:
            if self._lead_id is not None and open_title_form(self._office, self._lead_id, kind, self):
                self._again()

        return add

    def _add_consent(self) -> None:
        if self._lead_id is not None and open_consent_form(self._office, self._lead_id, self):
            self._again()

    def print_form(self) -> None:
        """Ask which form of agreement to print, and where it is written."""
        print_form(self._office, self._lead_id, self)

    def _take_back(self) -> None:
        if self._lead_id is not None and take_back(self._office, self._lead_id, self):
            self._again()

    def _end(self, action: Callable[..., None], one: Held) -> None:
        with self._office.trying():
            action(self._office.store, one.id, by=self._office.by, at=self._office.now())
        self._again()

    def _again(self) -> None:
        if self._lead_id is not None:
            self.show_lead(self._lead_id)
        self.changed.emit()
