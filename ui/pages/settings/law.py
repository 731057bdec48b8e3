"""The texts of law behind the lights, with the references the agency’s counsel corrected; and the calls of a period
judged again: how many broke the law of their day, which ones, and by which rule."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from PySide6.QtCore import Qt

from core.actions.calling import rejudging
from core.actions.papers import references
from core.actions.papers.references import RulebookPeriod, RuleText, shown_as
from core.base import text
from core.base.errors import UserError
from core.base.i18n import N_, _
from core.base.screen_shapes import day, day_short, hour
from core.model.rejudged import Breach, Rejudged
from core.words.past_calls import summary
from core.words.verdicts import reference, sentence
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.pages.settings.section import SettingsSection
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.form import FieldRow, Form
from ui.widgets.job_bar import JobBar
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, fill, hbox
from ui.widgets.lists.table import Table
from ui.widgets.lists.table_model import Cell, Column, TableRow

GRADES: Mapping[str, str] = MappingProxyType(
    {
        "A": N_("A : lu dans le texte officiel"),
        "B": N_("B : cité entre guillemets par une source"),
        "C": N_("C : résumé par une source"),
        "D": N_("D : prudence du programme, aucun texte trouvé"),
    }
)
TEXT_COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("rule", N_("Règle"), 110),
    ("grade", N_("Note"), 60),
    ("reference", N_("Référence affichée"), 400),
    ("since", N_("En vigueur"), 240),
    ("changed", N_("Corrigée"), 150),
)
LISTED_TEXTS = 9
"""Rules in sight without scrolling the list."""


class LawTextsSection(SettingsSection):
    """The section. Rules never change here: only the article shown for one does."""

    key = "law-texts"
    title = N_("Textes de loi")
    sentence = N_("Votre avocat peut corriger une référence affichée. La règle reste ; le journal garde qui et quand.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._rows: dict[int, TableRow[RuleText]] = {}
        self._table = self._build_table()
        self._heading = label("", "heading", name="law-text-rule")
        row = FieldRow(
            "reference",
            _("Référence affichée"),
            help=_("Vide : la référence du programme revient."),
            check=_not_too_long,
        )
        self._form = Form(office.theme, (row,), name="law-text-form")
        self._card = Card(office.theme, _("D’où vient cette règle"), name="law-text-card")
        self._about = paragraph("", name="law-text-about")
        self._card.body.addWidget(self._about)
        watch = references.law_watch()
        self.body.addWidget(paragraph(_("Règles relues le {day}.").format(day=day(watch.read)), name="law-read"))
        for watched in watch.watch:
            words = _("À suivre\u202f: {title}. {sentence}").format(title=watched.title, sentence=watched.sentence)
            self.body.addWidget(paragraph(words, ink="muted", name="law-watch"))
        for widget in (self._table, self._heading, self._form, self._card):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._form.changed.connect(self._save)
        self._table.current_changed.connect(self._show)
        office.theme.follow(self._fit)

    def refresh(self) -> None:
        """Show the references again; the one selected stays selected."""
        with self.office.store.read() as r:
            texts = references.listed(r)
        self._rows = {place: TableRow(place, one) for place, one in enumerate(texts)}
        self._table.show_ids(array("q", list(self._rows)))
        if self._table.current_id() is None:
            self._table.go_to(0)
        self._show(self._table.current_id())

    def _show(self, place: int | None) -> None:
        if place is None:
            return
        one = self._rows[place].found
        self._heading.setText(one.rule)
        self.show_kept(self._form, {"reference": shown_as(one)})
        self._form.field("reference").setEnabled(not one.prudent)
        self._about.setText("\n".join(_about(one)))

    def _save(self, _key: str, value: str) -> None:
        place = self._table.current_id()
        if place is None:
            return
        office = self.office
        with self.saving():
            references.correct(office.store, self._rows[place].found, value, by=office.by, at=office.now())
            self.refresh()

    def _build_table(self) -> Table[TableRow[RuleText]]:
        cells = (_text_rule, _grade, _reference, _since, _changed)
        columns = [
            Column(key, _(title), width, cell, sortable=False)
            for (key, title, width), cell in zip(TEXT_COLUMNS, cells, strict=True)
        ]
        return Table(
            self.office.theme, columns, lambda ids: self._fetch(ids), name="law-texts", title=_("Textes de loi")
        )

    def _fetch(self, ids: Sequence[int]) -> list[TableRow[RuleText]]:
        return [self._rows[row_id] for row_id in ids]

    def _fit(self) -> None:
        self._table.setFixedHeight(self.office.theme.height(30) * LISTED_TEXTS + self.office.theme.height(28) + 20)


def _not_too_long(typed: str) -> str:
    if len(typed) <= references.LONGEST:
        return ""
    return _("Trop long : {n} caractères au plus.").format(n=references.LONGEST)


def _text_rule(row: TableRow[RuleText]) -> Cell:
    return Cell(row.found.rule, semibold=True)


def _grade(row: TableRow[RuleText]) -> Cell:
    return Cell(row.found.grade, spoken=_(GRADES[row.found.grade]))


def _reference(row: TableRow[RuleText]) -> Cell:
    return Cell(shown_as(row.found), ink="muted" if row.found.prudent else "text")


def _since(row: TableRow[RuleText]) -> Cell:
    first, last = row.found.periods[0], row.found.periods[-1]
    if last.end is not None:
        return Cell(_("jusqu’au {day}").format(day=day_short(last.end)), ink="muted")
    return Cell(_("depuis le {day}").format(day=day_short(first.start)))


def _changed(row: TableRow[RuleText]) -> Cell:
    one = row.found
    return Cell(day_short(one.at.date()), icon="edit") if one.at is not None else Cell("")


def _about(one: RuleText) -> Iterator[str]:
    yield _(GRADES[one.grade])
    if one.changed and one.at is not None:
        yield _("Référence du programme : {original}").format(original=one.original)
        yield _("Corrigée par {by} le {day}").format(by=one.by, day=day(one.at.date()))
    for period in one.periods:
        yield _law(period)


def _law(period: RulebookPeriod) -> str:
    return _("{title}. Sources : {sources}").format(title=period.title, sources=" ; ".join(period.sources))


LISTED_CALLS = 8
"""Calls in sight without scrolling the list."""


BREACH_COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("at", N_("Appel du"), 150),
    ("who", N_("Prospect"), 190),
    ("by", N_("Par"), 100),
    ("rule", N_("Règle"), 110),
    ("said", N_("Ce que la loi disait ce jour-là"), 400),
)


class PastCallsSection(SettingsSection):
    """The section. A control changes nothing in the base."""

    key = "past-calls"
    title = N_("Contrôle des appels passés")
    sentence = N_("Chaque appel est relu selon la loi de son jour, avec ce que vous saviez alors de la personne.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._rows: dict[int, TableRow[Breach]] = {}
        self._form = Form(office.theme, _fields(), name="past-calls-form")
        self._run = Button(office.theme, _("Relire les appels"), name="past-calls-run", kind="primary", icon="shield")
        self._bar = JobBar(office.theme, name="past-calls-job")
        self._job = OneJob(office.jobs, self._bar)
        self._summary = paragraph("", name="past-calls-summary")
        self._table = self._build_table()
        self._card = Card(office.theme, _("Pourquoi cet appel"), name="past-calls-why")
        self._why = paragraph("", name="past-calls-reasons")
        self._card.body.addWidget(self._why)
        fill(self.body, self._form, hbox(self._run, STRETCH))
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
        period = rejudging.RejudgingPeriod(self.office.folder, first, last, () if checked is None else (checked,))
        self._run.refuse(_("Relecture en cours…"))
        self._show(None)
        self._job.run(
            rejudging.rejudge,
            period,
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
        self._rows = {breach.call: TableRow(breach.call, breach) for breach in breaches}
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

    def _build_table(self) -> Table[TableRow[Breach]]:
        cells = (_at, _who, _by, _breach_rule, _said)
        columns = [
            Column(key, _(title), width, cell, sortable=False)
            for (key, title, width), cell in zip(BREACH_COLUMNS, cells, strict=True)
        ]
        title = _("Appels contraires à la loi de leur jour")
        made = Table(self.office.theme, columns, lambda ids: self._fetch(ids), name="past-calls", title=title)
        made.horizontalHeader().setStretchLastSection(True)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return made

    def _fetch(self, ids: Sequence[int]) -> list[TableRow[Breach]]:
        return [self._rows[row_id] for row_id in ids]

    def _fit(self) -> None:
        lines = min(max(len(self._rows), 1), LISTED_CALLS)
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


def _at(row: TableRow[Breach]) -> Cell:
    return Cell(f"{day_short(row.found.at.date())} {hour(row.found.at)}")


def _who(row: TableRow[Breach]) -> Cell:
    return Cell(row.found.name or _("sans nom"), semibold=True)


def _by(row: TableRow[Breach]) -> Cell:
    return Cell(row.found.by, ink="muted")


def _breach_rule(row: TableRow[Breach]) -> Cell:
    ink = "wait" if row.found.prudent else "forbidden"
    return Cell(row.found.reasons[0].rule, ink=ink, icon="warning")


def _said(row: TableRow[Breach]) -> Cell:
    return Cell(sentence(row.found.reasons[0]))


def _reasons(found: Breach) -> Iterator[str]:
    yield found.law
    for reason in found.reasons:
        yield f"{reason.rule} · {sentence(reason)} ({reference(reason)})"
