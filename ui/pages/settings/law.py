"""The texts of law behind the lights, with the references the agency’s counsel corrected; and the calls of a period
judged again: how many broke the law of their day, which ones, and by which rule."""

from collections.abc import Iterator, Mapping
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
from ui.widgets.lists.table import ListTable
from ui.widgets.lists.table_model import Cell, Column

GRADES: Mapping[str, str] = MappingProxyType(
    {
        "A": N_("A : lu dans le texte officiel"),
        "B": N_("B : cité entre guillemets par une source"),
        "C": N_("C : résumé par une source"),
        "D": N_("D : prudence du programme, aucun texte trouvé"),
    }
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
        self._table = ListTable(office.theme, TEXT_COLUMNS, name="law-texts", title=_("Textes de loi"))
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
        fill(self.body, self._table, self._heading, self._form, self._card, STRETCH)
        self._form.changed.connect(self._save)
        self._table.current_changed.connect(lambda _place: self._show())
        office.theme.follow(self._fit)

    def refresh(self) -> None:
        """Show the references again; the one selected stays selected."""
        with self.office.store.read() as r:
            self._table.show_rows(references.listed(r))
        if self._table.current_id() is None:
            self._table.go_to(0)
        self._show()

    def _show(self) -> None:
        one = self._table.current()
        if one is None:
            return
        self._heading.setText(one.rule)
        self.show_kept(self._form, {"reference": shown_as(one)})
        self._form.field("reference").setEnabled(not one.prudent)
        self._about.setText("\n".join(_about(one)))

    def _save(self, _key: str, value: str) -> None:
        one, office = self._table.current(), self.office
        if one is None:
            return
        with self.saving():
            references.correct(office.store, one, value, by=office.by, at=office.now())
            self.refresh()

    def _fit(self) -> None:
        self._table.setFixedHeight(self.office.theme.height(30) * LISTED_TEXTS + self.office.theme.height(28) + 20)


def _not_too_long(typed: str) -> str:
    if len(typed) <= references.LONGEST:
        return ""
    return _("Trop long : {n} caractères au plus.").format(n=references.LONGEST)


def _since(one: RuleText) -> Cell:
    first, last = one.periods[0], one.periods[-1]
    if last.end is not None:
        return Cell(_("jusqu’au {day}").format(day=day_short(last.end)), ink="muted")
    return Cell(_("depuis le {day}").format(day=day_short(first.start)))


def _changed(one: RuleText) -> Cell:
    return Cell(day_short(one.at.date()), icon="edit") if one.at is not None else Cell("")


TEXT_COLUMNS: tuple[Column[RuleText], ...] = (
    Column("rule", N_("Règle"), 110, lambda one: Cell(one.rule, semibold=True)),
    Column("grade", N_("Note"), 60, lambda one: Cell(one.grade, spoken=_(GRADES[one.grade]))),
    Column("reference", N_("Référence affichée"), 400,
           lambda one: Cell(shown_as(one), ink="muted" if one.prudent else "text")),
    Column("since", N_("En vigueur"), 240, _since),
    Column("changed", N_("Corrigée"), 150, _changed),
)  # fmt: skip


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


BREACH_COLUMNS: tuple[Column[Breach], ...] = (
    Column("at", N_("Appel du"), 150, lambda found: Cell(f"{day_short(found.at.date())} {hour(found.at)}")),
    Column("who", N_("Prospect"), 190, lambda found: Cell(found.name or _("sans nom"), semibold=True)),
    Column("by", N_("Par"), 100, lambda found: Cell(found.by, ink="muted")),
    Column("rule", N_("Règle"), 110,
           lambda found: Cell(found.reasons[0].rule, ink="wait" if found.prudent else "forbidden", icon="warning")),
    Column("said", N_("Ce que la loi disait ce jour-là"), 400, lambda found: Cell(sentence(found.reasons[0]))),
)  # fmt: skip


class PastCallsSection(SettingsSection):
    """The section. A control changes nothing in the base."""

    key = "past-calls"
    title = N_("Contrôle des appels passés")
    sentence = N_("Chaque appel est relu selon la loi de son jour, avec ce que vous saviez alors de la personne.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._form = Form(office.theme, _fields(), name="past-calls-form")
        self._run = Button(office.theme, _("Relire les appels"), name="past-calls-run", kind="primary", icon="shield")
        self._bar = JobBar(office.theme, name="past-calls-job")
        self._job = OneJob(office.jobs, self._bar)
        self._summary = paragraph("", name="past-calls-summary")
        title = _("Appels contraires à la loi de leur jour")
        self._table = ListTable(office.theme, BREACH_COLUMNS, name="past-calls", title=title)
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._card = Card(office.theme, _("Pourquoi cet appel"), name="past-calls-why")
        self._why = paragraph("", name="past-calls-reasons")
        self._card.body.addWidget(self._why)
        fill(
            self.body, self._form, hbox(self._run, STRETCH), self._bar, self._summary, self._table, self._card, STRETCH
        )
        self._show(None)
        self._run.clicked.connect(self.run)
        self._table.current_changed.connect(lambda _call: self._explain())
        self._table.opened.connect(lambda call_id: office.go("leads", self._table.shown[call_id].lead))
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
        self._summary.setText("" if found is None else "\n".join(summary(found)))
        self._summary.setVisible(found is not None)
        self._table.show_rows({breach.call: breach for breach in breaches})
        for part in (self._table, self._card):
            part.setVisible(bool(breaches))
        if breaches:
            self._table.go_to(0)
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()

    def _explain(self) -> None:
        found = self._table.current()
        self._why.setText("" if found is None else "\n".join(_reasons(found)))

    def _fit(self) -> None:
        lines = min(max(len(self._table.shown), 1), LISTED_CALLS)
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


def _reasons(found: Breach) -> Iterator[str]:
    yield found.law
    for reason in found.reasons:
        yield f"{reason.rule} · {sentence(reason)} ({reference(reason)})"
