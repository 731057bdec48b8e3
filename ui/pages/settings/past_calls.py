"""Judges the calls of a period again: how many broke the law of their day, which ones, and by which rule."""

from array import array
from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from core.actions.calling.rejudging import Period, rejudge
from core.base import text
from core.base.errors import UserError
from core.base.french import day_short, hour
from core.base.i18n import N_, _
from core.base.records import Struct
from core.model.rejudged import Breach, Rejudged
from core.words.past_calls import summary
from core.words.verdicts import reference, sentence
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.pages.settings.section import Section
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.form import FieldRow, Form
from ui.widgets.job_bar import JobBar
from ui.widgets.label import paragraph
from ui.widgets.layouts import nest
from ui.widgets.lists.table import Table
from ui.widgets.lists.table_model import Cell, Column

LISTED = 8
"""Calls in sight without scrolling the list."""


class BreachRow(Struct, frozen=True):
    """One call as listed."""

    id: int
    found: Breach


COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("at", N_("Appel du"), 150),
    ("who", N_("Prospect"), 190),
    ("by", N_("Par"), 100),
    ("rule", N_("Règle"), 110),
    ("said", N_("Ce que la loi disait ce jour-là"), 400),
)


class PastCallsSection(Section):
    """The section. A control changes nothing in the base."""

    key = "past-calls"
    title = N_("Contrôle des appels passés")
    sentence = N_("Chaque appel est relu selon la loi de son jour, avec ce que vous saviez alors de la personne.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._rows: dict[int, BreachRow] = {}
        self._form = Form(office.theme, _fields(), name="past-calls-form")
        self._run = Button(office.theme, _("Relire les appels"), name="past-calls-run", kind="primary", icon="shield")
        self._bar = JobBar(office.theme, name="past-calls-job")
        self._job = OneJob(office.jobs, self._bar)
        self._summary = paragraph("", name="past-calls-summary")
        self._table = self._build_table()
        self._card = Card(office.theme, _("Pourquoi cet appel"), name="past-calls-why")
        self._why = paragraph("", name="past-calls-reasons")
        self._card.body.addWidget(self._why)
        row = QHBoxLayout()
        row.addWidget(self._run)
        row.addStretch(1)
        self.body.addWidget(self._form)
        nest(self.body, row)
        for widget in (self._bar, self._summary, self._table, self._card):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._show(None)
        self._run.clicked.connect(self.run)
        self._table.current_changed.connect(self._explain)
        self._table.opened.connect(self._open)
        office.theme.changed.connect(self._fit)

    def refresh(self) -> None:
        """Propose the year so far; what is typed or found stays."""
        if not self._form.value("last"):
            today = self.office.now().date()
            first = date(today.year, 1, 1)
            self._form.show_values({"first": day_short(first), "last": day_short(today)})

    def run(self) -> None:
        """Judge the calls of the period typed again."""
        if self._job.running or not self._form.check_all():
            return
        first, last, checked = (text.parse_day(self._form.value(key)) for key in ("first", "last", "bloctel"))
        if first is None or last is None:
            return  # The error is already shown under the field.
        asked = Period(self.office.folder, first, last, () if checked is None else (checked,))
        self._run.refuse(_("Relecture en cours…"))
        self._show(None)
        self._job.run(
            rejudge,
            asked,
            text=_("Relecture des appels"),
            done=self._done,
            failed=self._failed,
            stopped=self._stopped,
        )

    def _done(self, found: Rejudged) -> None:
        self._run.allow()
        self._show(found)

    def _failed(self, problem: UserError) -> None:
        self._run.allow()
        self.office.complain(problem)

    def _stopped(self) -> None:
        self._run.allow()
        self.office.say("note", _("Relecture arrêtée."), _("Rien n’a été changé."))

    def _show(self, found: Rejudged | None) -> None:
        breaches = () if found is None else found.breaches
        self._rows = {one.call: BreachRow(one.call, one) for one in breaches}
        self._summary.setText("" if found is None else "\n".join(summary(found)))
        self._summary.setVisible(found is not None)
        self._table.show_ids(array("q", list(self._rows)))
        for part in (self._table, self._card):
            part.setVisible(bool(breaches))
        if breaches:
            self._table.go_to(0)
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()

    def _explain(self, call_id: int | None) -> None:
        row = self._rows.get(call_id) if call_id is not None else None
        self._why.setText("" if row is None else "\n".join(_reasons(row.found)))

    def _open(self, call_id: int) -> None:
        self.office.go("leads", self._rows[call_id].found.lead)

    def _build_table(self) -> Table[BreachRow]:
        cells = (_at, _who, _by, _rule, _said)
        columns = [
            Column(key, _(title), width, cell, sortable=False)
            for (key, title, width), cell in zip(COLUMNS, cells, strict=True)
        ]
        title = _("Appels contraires à la loi de leur jour")
        made = Table(self.office.theme, columns, lambda ids: self._fetch(ids), name="past-calls", title=title)
        made.horizontalHeader().setStretchLastSection(True)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return made

    def _fetch(self, ids: Sequence[int]) -> list[BreachRow]:
        return [self._rows[one] for one in ids]

    def _fit(self) -> None:
        lines = min(max(len(self._rows), 1), LISTED)
        self._table.setFixedHeight(self.office.theme.height(30) * lines + self.office.theme.height(28) + 20)


def _fields() -> tuple[FieldRow, ...]:
    return (
        FieldRow("first", _("Du"), narrow=True, check=_day, hint=_("01/01/2026")),
        FieldRow("last", _("Au"), narrow=True, check=_day, hint=_("31/12/2026")),
        FieldRow(
            "bloctel",
            _("Bloctel consulté le"),
            narrow=True,
            check=_day_or_nothing,
            help=_("Avant le 11 août 2026 seulement : jour où le fichier y a été comparé, preuve en main."),
        ),
    )


def _day(typed: str) -> str:
    return "" if text.parse_day(typed) else _("Écrivez une date, par exemple 31/12/2026.")


def _day_or_nothing(typed: str) -> str:
    return _day(typed) if typed else ""


def _at(row: BreachRow) -> Cell:
    return Cell(f"{day_short(row.found.at.date())} {hour(row.found.at)}")


def _who(row: BreachRow) -> Cell:
    return Cell(row.found.name or _("sans nom"), semibold=True)


def _by(row: BreachRow) -> Cell:
    return Cell(row.found.by, ink="muted")


def _rule(row: BreachRow) -> Cell:
    ink = "wait" if row.found.prudent else "forbidden"
    return Cell(row.found.reasons[0].rule, ink=ink, icon="warning")


def _said(row: BreachRow) -> Cell:
    return Cell(sentence(row.found.reasons[0]))


def _reasons(found: Breach) -> Iterator[str]:
    yield found.law
    for reason in found.reasons:
        yield f"{reason.rule} · {sentence(reason)} ({reference(reason)})"
