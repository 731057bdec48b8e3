"""Where the person stands in the trade, who follows them and their labels; what happens next is noted here."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QWidget

from core.actions.common.files import write_whole
from core.actions.common.people import Who
from core.actions.leads import milestones
from core.actions.leads.appointment_file import appointment_file
from core.actions.leads.chosen import LeadSelection
from core.base.errors import UserError
from core.base.i18n import N_, _
from core.base.moments import AGENCY_ZONE
from core.base.said_moments import read_moment
from core.base.screen_shapes import day_short
from core.base.text import fold, parse_day
from core.model.editing import Change
from core.model.lead import LeadRow
from core.model.milestone import Handed, MilestoneKind, TradeEvent, WhyLost
from core.records.agent import Agent
from core.words.cautions import tag_caution
from core.words.milestones import milestone_words
from core.words.said_moments import TypedMoment, day_said, doubt_words, typed_moment
from ui.common.checks import watch
from ui.common.file_dialogs import ask_open, ask_save
from ui.common.office import Office
from ui.common.one_job import open_file
from ui.pages.calls.outcomes import ShortForm
from ui.pages.leads.bulk_actions import BulkActions
from ui.pages.leads.cards import InlineValue
from ui.pages.leads.complete_form import Kept
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.day_calendar import calendar_button
from ui.widgets.edit_value import EditValue, ValuePart
from ui.widgets.fields import Choice, text_field
from ui.widgets.label import label, paragraph, value
from ui.widgets.layouts import hbox, nest
from ui.widgets.message_band import Act

KINDS = "iCalendar (*.ics)"


def ask_calendar(office: Office, parent: QWidget, one: TradeEvent, row: LeadRow) -> None:
    """Ask where an appointment goes, then write it (iCalendar, RFC 5545). ``row``: whom it is with."""
    day = f"{one.moment.astimezone(AGENCY_ZONE):%Y-%m-%d}"
    named = "-".join(part for part in (_("rendez-vous"), day, fold(row.name).replace(" ", "-")) if part)
    chosen = ask_save(parent, office.seat, _("Ajouter à mon agenda"), f"{named}.ics", KINDS)
    if chosen is None:
        return
    with office.trying():
        with office.store.read() as r:
            content = appointment_file(r, row.id, one, at=office.now())
        write_whole(chosen, content)
        words = _("Rendez-vous écrit dans «\u202f{file}\u202f».").format(file=chosen.name)
        see = Act(_("Ouvrir"), lambda: open_file(office, str(chosen)), key="", icon="calendar")
        office.say("done", words, _("Votre agenda le prend en l’ouvrant."), act=see)


PLACES = (N_("Au bien"), N_("À l’agence"), N_("Chez la personne"), N_("Autre lieu"))
NOON = time(12)


class MilestoneForm(ShortForm):
    """The form of one kind. ``agents``: whom an appointment may be with. :meth:`milestone` reads what was typed."""

    def __init__(self, office: Office, kind: MilestoneKind, agents: Sequence[str]) -> None:
        super().__init__(office.theme, kind.shown, _(kind.verb), name=f"milestone-{kind.value}")
        self._office, self.kind = office, kind
        self.proof: Path | None = None
        self._texts: dict[str, QWidget] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        nest(self.fields, self._grid)
        today = office.now().date()
        if kind is MilestoneKind.APPOINTMENT:
            self._add_text("day", _("Le"), day_short(_working_day(today)))
            self._add_text("hour", _("À"), "10:00")
            self._add_choice("place", _("Où"), [(_(place), _(place)) for place in PLACES])
            self._add_choice("who", _("Avec"), [(agent, agent) for agent in agents])
        elif kind is MilestoneKind.ESTIMATE:
            self._add_text("day", _("Remise le"), day_short(today))
            self._add_choice("said", _("Comment"), Handed.choices())
            self._add_text("back", _("Y revenir le"), "")
        elif kind is MilestoneKind.MANDATE:
            self._add_text("said", _("Mandat n°"), "")
            self._add_text("day", _("Du"), day_short(today))
            self._add_text("back", _("Au"), "")
            self._add_proof()
        else:
            self._add_choice("said", _("Pourquoi"), WhyLost.choices())
            self._add_text("day", _("Le"), day_short(today))
        self._problem = paragraph("", "caption", ink="forbidden", name="milestone-problem")
        self._problem.hide()
        self.fields.addWidget(self._problem)

    def take_focus(self) -> None:
        """Give the focus to the first field."""
        next(iter(self._texts.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, sentence: str) -> None:
        """Say what keeps it from being noted."""
        self._problem.setText(f"✕ {sentence}")
        self._problem.show()

    def milestone(self) -> TradeEvent | None:
        """Return what was typed, None when it cannot be read, which is then said."""
        now, later = self._office.now(), self._typed("back")
        said, typed = read_moment(later, now), self._moment(now)
        back, moment = day_said(later, now), typed.moment
        if moment is None or (back is None and later):
            self.show_problem(typed.words or doubt_words(said))
            return None
        return TradeEvent(self.kind, moment, self._typed("place"), self._typed("who"), self._typed("said"), back)

    def _moment(self, now: datetime) -> TypedMoment:
        """Return when it is or was: an appointment at the hour typed, also over; anything else at noon of its day, or
        now when that is today."""
        is_met = self.kind is MilestoneKind.APPOINTMENT
        day = parse_day(self._typed("day")) if is_met else day_said(self._typed("day"), now)
        if is_met and day is None:
            return typed_moment(self._typed("day"), self._typed("hour"), now)
        hour = read_moment(self._typed("hour"), now).hour if "hour" in self._texts else NOON
        if day is None or hour is None:
            return TypedMoment(None, _("Écrivez le jour et l’heure comme ceci\u202f: 25/11/2026, 10:00."))
        moment = datetime.combine(day, hour, AGENCY_ZONE)
        return TypedMoment(min(moment, now) if not is_met and day == now.date() else moment, "")

    def _typed(self, key: str) -> str:
        field = self._texts.get(key)
        if field is None:
            return ""
        return field.value() if isinstance(field, Choice) else field.text().strip()  # type: ignore[attr-defined]

    def _add_text(self, key: str, title: str, text: str) -> None:
        made = text_field(self._theme, name=f"milestone-{key}", title=title)
        made.setText(text)
        self._add(key, title, made)
        if key in ("day", "back"):
            self._grid.addWidget(
                calendar_button(self._theme, made, name=f"milestone-{key}-month", now=self._office.now),
                len(self._texts),
                2,
            )

    def _add_choice(self, key: str, title: str, options: Sequence[tuple[str, str]]) -> None:
        if options:
            self._add(key, title, Choice(self._theme, options, name=f"milestone-{key}", title=title))

    def _add(self, key: str, title: str, made: QWidget) -> None:
        self._texts[key] = made
        line = len(self._texts)
        self._grid.addWidget(label(title, ink="muted"), line, 0)
        self._grid.addWidget(made, line, 1)

    def _add_proof(self) -> None:
        self._file = Button(self._theme, _("Joindre le mandat signé…"), name="milestone-proof", kind="link")
        self._file.clicked.connect(self._choose)
        self.fields.addWidget(self._file)
        words = _("Avec son dernier jour et sa copie, il permet l’appel pour ce qui est en cours.")
        self.fields.addWidget(paragraph(words, "caption", ink="muted"))

    def _choose(self) -> None:
        kinds = _("Documents (*.pdf *.jpg *.jpeg *.png);;Tous les fichiers (*)")
        chosen = ask_open(self, self._office.seat, _("Joindre le mandat signé"), kinds)
        if chosen:
            self.proof = chosen
            self._file.reword(self.proof.name)


def _working_day(today: date) -> date:
    after = today + timedelta(days=1)
    while after.isoweekday() > 5:
        after += timedelta(days=1)
    return after


ASKED = (
    (MilestoneKind.APPOINTMENT, N_("Rendez-vous…")),
    (MilestoneKind.ESTIMATE, N_("Estimation…")),
    (MilestoneKind.MANDATE, N_("Mandat…")),
    (MilestoneKind.LOST, N_("Perdu…")),
)


class TradeCard(Card):
    """The card. ``done``: something was noted, or given up; the sheet is to be read again."""

    done = Signal()

    def __init__(
        self, together: BulkActions, row: LeadRow, last: TradeEvent | None, agents: Sequence[Agent], kept: Kept, *,
        editable: bool,
    ) -> None:  # fmt: skip
        office = together.strip.office
        super().__init__(office.theme, _("Suivi"), name="sheet-trade")
        self._office, self._row, self._together = office, row, together
        self.form: MilestoneForm | None = None
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        status = row.status.shown
        told = f"{status}. {milestone_words(last)}." if last is not None else status
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("Statut"), value(told, semibold=True, name="trade-status")),
            (_("Suivi par"), self._agent(agents) if editable else value(row.agent or "–")),
            (
                _("Étiquettes"),
                TagsValue(office, row.tags, self._together.known_tags, kept)
                if editable
                else value(", ".join(row.tags) or "–"),
            ),
        )
        for line, (title, widget) in enumerate(rows):
            grid.addWidget(label(title, ink="muted"), line, 0)
            grid.addWidget(widget, line, 1)
        nest(self.body, grid)
        if last is not None and last.kind is MilestoneKind.APPOINTMENT and last.moment > office.now():
            self._offer_calendar(last)
        self._links = QWidget()
        links = hbox(on=self._links, margins=(0, 4, 0, 0), spacing=4)
        for kind, words in ASKED:
            button = Button(office.theme, _(words), name=f"trade-{kind.value}", kind="link")
            button.clicked.connect(partial(self.ask, kind))
            links.addWidget(button)
        links.addStretch(1)
        self.body.addWidget(self._links)
        self._links.setVisible(editable)

    def take_focus(self) -> None:
        """Give the focus to what notes what happens next."""
        first = self._links.findChild(Button)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def typing(self) -> bool:
        """Tell whether a form is open."""
        return self.form is not None

    def ask(self, kind: MilestoneKind, *_checked: object) -> None:
        """Open the form of a kind of milestone."""
        names = sorted((agent.name for agent in self._together.agents()), key=lambda name: name != self._office.by)
        self._links.hide()
        self.form = MilestoneForm(self._office, kind, names)
        # Queued: the answer makes the sheet again, and deletes the form that has the key.
        self.form.done.connect(self._note, Qt.ConnectionType.QueuedConnection)
        self.form.dropped.connect(self._leave, Qt.ConnectionType.QueuedConnection)
        self.body.addWidget(self.form)
        self.form.take_focus()

    def _note(self) -> None:
        form, office = self.form, self._office
        one = form.milestone() if form is not None else None
        if form is None or one is None:
            return
        try:
            number = milestones.note_milestone(
                office.store, Who(self._row.id), one, by=office.by, at=office.now(), proof=form.proof
            )
        except UserError as problem:
            form.show_problem(problem.text)
            return
        office.say(
            "done", f"{milestone_words(one)}.", _("Noté dans la fiche."),
            act=Act(_("Annuler"), partial(_take_back, office, number, one)),
        )  # fmt: skip
        self._leave()

    def _offer_calendar(self, last: TradeEvent) -> None:
        """Offer the appointment to come to the agent's own calendar."""
        link = Button(self._office.theme, _("Ajouter à mon agenda…"), name="trade-calendar", kind="link")
        link.clicked.connect(lambda: ask_calendar(self._office, self, last, self._row))
        self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _leave(self) -> None:
        self.form = None
        self.done.emit()

    def _agent(self, here: Sequence[Agent]) -> EditValue:
        mine = next((str(agent.id) for agent in here if agent.name == self._row.agent), "")
        options = (("", _("Personne")), *((str(agent.id), agent.name) for agent in here))

        def keep(typed: Mapping[str, str]) -> tuple[str, str]:
            wanted = next((agent for agent in here if str(agent.id) == typed["agent"]), None)
            self._together.assign(LeadSelection((self._row.id,)), wanted)
            return "", ""

        return EditValue(
            self._office.theme, _("Suivi par"), self._row.agent or _("Personne"),
            [ValuePart("agent", _("Suivi par"), mine, options)], keep=keep, name="trade-agent",
        )  # fmt: skip


class TagsValue(InlineValue):
    """The labels, parted by commas; the one being typed completes from those in use."""

    def __init__(self, office: Office, tags: Sequence[str], known: Callable[[], Sequence[str]], kept: Kept) -> None:
        typed, self._known = ", ".join(tags), known

        def changes(texts: Mapping[str, str]) -> list[Change]:
            return [Change("tags", texts["tags"], was=typed)]

        parts = (ValuePart("tags", _("Étiquettes"), typed),)
        super().__init__(
            office, _("Étiquettes"), typed or _("Ajouter une étiquette"), parts, changes=changes, kept=kept,
            name="trade-tags",
        )  # fmt: skip

    def begin(self) -> None:
        """Open the field, with its completion and the caution below it."""
        super().begin()
        field = self.field("tags")
        if isinstance(field, QLineEdit) and field.completer() is None:
            field.setCompleter(LastWord(self._known(), field))
            field.deselect()
            field.end(False)
            editor = field.parentWidget()
            layout = editor.layout() if editor is not None else None
            if layout is not None:
                layout.addWidget(watch(field, name="tags-caution", said=tag_caution))


class LastWord(QCompleter):
    """Completes the last of the labels parted by commas."""

    def __init__(self, known: Sequence[str], field: QLineEdit) -> None:
        super().__init__(list(known), field)
        self._field = field
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def splitPath(self, path: str) -> list[str]:
        """Return the label that is being typed."""
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Return all the labels with the one chosen in place of the last."""
        before, comma, _last = self._field.text().rpartition(",")
        return f"{before}{comma} {super().pathFromIndex(index)}".strip()


def _take_back(office: Office, number: int, one: TradeEvent) -> None:
    with office.trying():
        milestones.take_back(office.store, number, by=office.by, at=office.now())
        office.say("done", _("Annulé."), f"{milestone_words(one)}.")
