"""The first page: things to do by deadline, the latest actions, and the results of the letters and calls."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from core.actions.common.step_cache import way_tally
from core.actions.desk import recent, today
from core.actions.desk.steps_due import Due
from core.base.i18n import N_, _, n_
from core.base.moments import read
from core.base.screen_shapes import day_month, hour, long_day, number
from core.model.lead import Event
from core.records.lead import Lead
from core.store import lead_lists, leads
from core.store import today as counted
from core.store.port import Changed, Reader
from ui.common.office import Office
from ui.common.page import Page
from ui.pages.today import slowly
from ui.pages.today.charts import (
    CALLS,
    FUNNEL_HEADINGS,
    LIGHTS,
    REPLIES,
    BarChart,
    Chart,
    ChartCard,
    ColumnChart,
    of_calls,
    of_funnel,
    of_replies,
    of_ways,
)
from ui.pages.today.lines import late, lines_of, page_of
from ui.widgets.button import Button
from ui.widgets.calm_timer import CalmTimer
from ui.widgets.card import Card, Hairline
from ui.widgets.empty_state import EmptyState
from ui.widgets.header import PageHeader
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import Fitted, fill, hbox, vbox
from ui.widgets.lists.timeline import Timeline, TimelineEntry
from ui.widgets.lists.todo import MARGIN, ToDoList
from ui.widgets.pages import scrolled

SINCE_VISIT, WHOLE = 40, 300
"""Gestures shown since the last visit, and of the whole journal."""
VISIT = "last-visit"
"""The choice of the seat that holds the moment when this page was last read."""


class Story(Card):
    """The card. ``resized`` is emitted when it shows more or fewer lines."""

    resized = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(office.theme, name="today-story")
        self._office = office
        self._whole = False
        moment = read(office.seat.text(VISIT))
        self._visit = moment.astimezone(office.now().tzinfo) if moment else None
        self.list = Timeline(office.theme, name="today-journal", title="", margin=MARGIN)
        self.list.setStyleSheet("background: transparent")
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._title = label("", semibold=True, name="today-story-title")
        self._more = Button(office.theme, "", name="today-story-more", kind="link", press=self._turn)
        self._quiet = label(_("Aucun geste."), ink="muted", name="today-quiet")
        self._quiet.setContentsMargins(16, 0, 16, 8)
        head = hbox((self._title, 1), self._more, margins=(16, 0, 12, 0))
        self.body.setContentsMargins(1, 8, 1, 1)
        self.body.setSpacing(4)
        fill(self.body, head, Hairline(office.theme), self._quiet, (self.list, 1))

    def refresh(self, r: Reader, now: datetime) -> None:
        """Read the gestures again."""
        yesterday = (now - timedelta(days=1)).date()
        visit = self._visit if self._visit and self._visit.date() < yesterday else None
        if self._whole:
            actions, title = recent.recent(r, at=now, limit=WHOLE, since=date.min), _("Tout le journal")
            if len(actions) == WHOLE:
                title = _("Tout le journal\u202f: les {n} derniers gestes").format(n=number(WHOLE))
        elif visit:
            actions = recent.recent(r, at=now, limit=SINCE_VISIT, since=visit.date())
            title = _("Depuis votre dernière visite, le {day}").format(day=day_month(visit.date()))
        else:
            actions, title = recent.recent(r, at=now), _("Hier et aujourd’hui")
        self._title.setText(title)
        for named in (self, self.list):
            named.setAccessibleName(title)
        self._more.setText(_("Revenir aux derniers gestes") if self._whole else _("Tout le journal"))
        self.list.show_entries(_entries(actions, now))
        self._quiet.setVisible(not actions)
        self._office.seat.save_text(VISIT, now.isoformat())

    def show_whole(self) -> None:
        """Show the whole journal, and give it the keyboard."""
        if not self._whole:
            self._turn()
        self._more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self) -> None:
        self._whole = not self._whole
        with self._office.store.read() as r:
            self.refresh(r, self._office.now())
        self.resized.emit()


def _entries(told: Sequence[Event], now: datetime) -> list[TimelineEntry]:
    """Return the lines of the latest gestures, with the day above those of an earlier one."""
    entries: list[TimelineEntry] = []
    above = now.date()
    for action in told:
        day = action.at.date()
        if day != above:
            yesterday = day == now.date() - timedelta(days=1)
            entries.append(TimelineEntry("", _("Hier") if yesterday else long_day(day), heading=True))
            above = day
        entries.append(TimelineEntry(hour(action.at), action.text, action.by))
    return entries


SIDE = 480
"""Width of the charts' column at 100 %."""
STACKED = 900
"""Below that width, at 100 %, the charts stand under the lists."""
EVERY_MS = 60_000
COUNTING = N_("Ce qui est à faire se compte…")


class TodayPage(Fitted, Page):
    """A page of the rail."""

    def __init__(self, office: Office) -> None:
        super().__init__(name="today", title=_("Aujourd’hui"))
        self._office = office
        self._dues: dict[str, Due] = {}
        self._erasures: list[Due] = []
        self._later: date | None = None
        self._read: datetime | None = None
        self._held = self._counting = False
        self._steps = slowly.WorkInSteps(self._read_slowly, self)
        theme = office.theme
        self._header = PageHeader(theme, _("Aujourd’hui"), name="today-header")
        self._build_buttons()
        self._todo = ToDoList(theme, name="today-todo", title=_("À faire"))
        self._todo.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._todo.setStyleSheet("background: transparent")
        self._todo.chosen.connect(self._open)
        self._todo.selectionModel().currentChanged.connect(self._follow)
        self._nothing = paragraph("", ink="muted", name="today-nothing")
        self._story = Story(office)
        self._story.resized.connect(self._fit)
        bars = [BarChart(theme, name=f"chart-{name}") for name in ("funnel", "lights", "replies")]
        for bar in bars:
            bar.beside = bars
        headings = (FUNNEL_HEADINGS, LIGHTS, REPLIES)
        self._funnel, self.lights, self.replies = map(self._chart, bars, headings)
        self.calls = self._chart(ColumnChart(theme, name="chart-calls"), CALLS)
        self._empty = self._build_empty()
        self._lay_out()
        self._minute = CalmTimer(self._tick, self, every=EVERY_MS)
        theme.changed.connect(self._fit)

    def refresh(self, _changed: Changed) -> None:
        """Read what is urgent at once, and the rest after painting: anything the page shows may have changed."""
        office = self._office
        now = self._read = office.now()
        with office.store.read() as r:
            self._held = r.one(Lead) is not None
            tally = office.standing(r, at=now)
            self._counting = not tally.counts_all(leads.count_leads(r))
            dues = today.ranked([*today.pressing(r, office.law, tally, by=office.by, at=now), *self._erasures])
            self._story.refresh(r, now)
            self._later = today.next_due(r, at=now)
        self._show_dues(dues)
        self._steps.begin()

    def show_filters(self, values: Mapping[str, str]) -> None:
        """Show the whole journal: « today/journal=whole »."""
        if "journal" in values:
            self._story.show_whole()

    def _show_dues(self, dues: Sequence[Due]) -> None:
        self._dues = {due.kind: due for due in dues}
        self._todo.show_lines(lines_of(dues, self._office.now()))
        late_ones = sum(late(due, self._office.now()) for due in dues)
        short = n_("{n} chose", "{n} choses", len(dues)).format(n=number(len(dues)))
        if self._counting:
            self._header.show_count(_(COUNTING))
        else:
            self._header.show_count(_counted(len(dues), late_ones), short)
        self._nothing.setText(self._why_nothing())
        self._nothing.setVisible(not dues)
        self._todo.setVisible(bool(dues))
        empty = not self._held and not dues
        self._empty.setVisible(empty)
        self._area.setVisible(not empty)
        self._fit()

    def _why_nothing(self) -> str:
        if self._counting:
            return _(COUNTING)
        if self._later:
            return _("Rien à faire aujourd’hui. Prochaine échéance : {day}.").format(day=long_day(self._later))
        return _("Rien à faire aujourd’hui.")

    def take_focus(self) -> None:
        """Give the focus to what is due, or to the first button when nothing is."""
        first = self._empty.findChild(Button) if self._area.isHidden() else self._header.findChild(Button)
        wanted = self._todo if self._dues else first
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Read again when the page is shown, if time has passed."""
        super().showEvent(event)
        if self._read is None or self._office.now() - self._read >= timedelta(milliseconds=EVERY_MS):
            self._tick()
        else:
            self._steps.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop reading; it is done when the page is shown again."""
        super().hideEvent(event)
        self._steps.drop()

    def _tick(self) -> None:
        if self.isVisible():
            self.refresh(frozenset())

    def _read_slowly(self) -> Iterator[None]:
        self._read_charts()
        yield
        self._show_erasures((yield from slowly.erasures(self._office)))

    def _read_charts(self) -> None:
        office = self._office
        with office.store.read() as r:
            replies = counted.replies(r)
            days = today.call_days(r, at=office.now())
            stages = lead_lists.funnel(r)
            tally = office.standing(r, at=office.now())
            ways = way_tally(r, tally)
        self.lights.show_finding(of_ways(ways))
        # A count of some would be read as that of all: it is shown once every lead was looked at.
        self.lights.setVisible(tally.whole and any(ways.values()))
        self._funnel.show_finding(of_funnel(stages))
        self._funnel.setVisible(any(stages.values()))
        self.replies.show_finding(of_replies(replies))
        self.replies.setVisible(replies.written > 0)
        self.calls.show_finding(of_calls(days))
        self.calls.setVisible(any(day.calls for day in days))
        self._side.setVisible(any(not card.isHidden() for card in self._cards()))

    def _show_erasures(self, found: list[Due]) -> None:
        if found != self._erasures:
            dues = [due for due in self._dues.values() if due not in self._erasures]
            self._erasures = found
            self._show_dues(today.ranked([*dues, *found]))

    def _open(self, kind: str) -> None:
        page, lead_id = page_of(self._dues[kind])
        self._office.go(page, lead_id)

    def _follow(self, current: QModelIndex) -> None:
        """Scroll the page to the current line, since the list itself never scrolls."""
        line = self._todo.visualRect(current)
        place = self._todo.mapTo(self._inner, line.center())
        self._area.ensureVisible(place.x(), place.y(), 0, line.height())

    def _cards(self) -> tuple[ChartCard, ...]:
        return (self._funnel, self.lights, self.replies, self.calls)

    def _chart(self, chart: Chart, headings: Sequence[str]) -> ChartCard:
        name = chart.objectName().replace("chart", "card")
        card = ChartCard(self._office.theme, chart, headings=headings, name=name)
        card.chosen.connect(self._office.go)
        card.hide()
        return card

    def _build_buttons(self) -> None:
        theme = self._office.theme
        typed = Button(theme, _("Saisir un prospect"), name="today-type")
        typed.clicked.connect(lambda: self._office.go("leads/new_lead"))
        file = Button(theme, _("Importer un fichier"), name="today-import", kind="primary", icon="imports")
        file.clicked.connect(lambda: self._office.go("imports/import_file"))
        self._header.add_button(typed)
        self._header.add_button(file)

    def _build_empty(self) -> EmptyState:
        theme = self._office.theme
        file = Button(theme, _("Importer un fichier"), name="today-empty-import", icon="imports")
        file.clicked.connect(lambda: self._office.go("imports/import_file"))
        typed = Button(theme, _("Saisir un prospect"), name="today-empty-type")
        typed.clicked.connect(lambda: self._office.go("leads/new_lead"))
        state = EmptyState(
            theme,
            _("Rien à faire aujourd’hui"),
            _("Aucun prospect. Commencez par un fichier, une annonce ou une saisie."),
            name="today-empty",
            buttons=(file, typed),
        )
        state.hide()
        return state

    def _lay_out(self) -> None:
        theme = self._office.theme
        due = Card(theme, name="today-due")
        due.setAccessibleName(_("À faire"))
        # The bottom margin is 0, so that the last line ends on the border of the card.
        due.body.setContentsMargins(1, 1, 1, 0)
        due.body.addWidget(self._todo)
        self._nothing.setContentsMargins(16, 16, 16, 16)
        due.body.addWidget(self._nothing)
        layout = vbox(due, (self._story, 1), spacing=12)
        self._side = QWidget()
        right = vbox(on=self._side, margins=None, spacing=12)
        for card in self._cards():
            right.addWidget(card)
        right.addStretch(1)
        right.setContentsMargins(0, 0, 0, 0)
        self._inner = QWidget()
        self._inner.setProperty("plain", True)
        self._columns = hbox((layout, 1), self._side, on=self._inner, margins=(20, 0, 20, 16), spacing=20)
        self._area = scrolled(self._inner, name="today-area")
        vbox(self._header, (self._area, 1), (self._empty, 1), on=self, spacing=0)

    def _fit(self) -> None:
        """Give each list the height of its lines, so that the page scrolls instead of the lists."""
        self._todo.setFixedHeight(_tall(self._todo))
        self._story.list.setMinimumHeight(_tall(self._story.list))
        theme = self._office.theme
        stacked = self.width() < theme.px(STACKED)
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        # The charts get two fifths of the page, or less when they need less.
        wide = self.width() if stacked else min(theme.px(SIDE), self.width() * 2 // 5)
        self._side.setMaximumWidth(wide if not stacked else 16_777_215)
        self._side.setMinimumWidth(0 if stacked else wide)


def _tall(shown: ToDoList | Timeline) -> int:
    model = shown.model()
    return sum(shown.sizeHintForRow(line) for line in range(model.rowCount()))


def _counted(count: int, late: int) -> str:
    """Return « 11 choses à faire, 1 en retard »; empty when there is nothing."""
    words = n_("{n} chose à faire", "{n} choses à faire", count).format(n=number(count))
    delayed = _("{things}, {n} en retard").format(things=words, n=number(late))
    return (delayed if late else words) if count else ""
