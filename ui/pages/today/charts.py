"""The charts of the first page: counts turned into findings, bars and tables of figures; each chart in its card,
painted with QPainter, its labels on the bars, a base line, no grid, no legend; ← → move between bars."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.actions.desk.today import CallDay
from core.base.i18n import N_, _, n_
from core.base.records import Struct
from core.base.screen_shapes import day_month, number, weekday
from core.model.trade import FunnelStage
from core.model.way_now import WayNow
from core.store.today import Replies
from ui.look.icons import QUIET, shape_ink
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.label import paragraph
from ui.widgets.layouts import STRETCH, Firm, Themed, fill, hbox, vbox
from ui.widgets.lists.table import ListTable
from ui.widgets.lists.table_model import Cell, Column
from ui.widgets.paint import CENTER, LEFT, box, text_width
from ui.widgets.speech import AS

STEP = 22
THICK = 14
"""Of one horizontal bar: from one to the next, and the bar itself."""
COLUMN_ROOM = 26
"""Width of a column at most."""
TALL = 76
"""Height of the tallest column."""
THIN = 4
"""The least a bar shows of something that exists."""


class Bar(Struct, frozen=True):
    """One bar. ``key`` is emitted when it is chosen; ``part`` of the value is painted in ``part_ink``; ``hollow``:
    painted light with a border, for people who have not answered. ``spoken``: the text for screen readers."""

    key: str
    label: str
    value: int
    ink: str
    spoken: str
    hollow: bool = False
    part: int = 0
    part_ink: str = ""


class Chart(Themed, Firm, QWidget):
    """A chart. ``chosen(key)`` is emitted when a bar is pressed, or on Entrée. ← → move between bars."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__(theme)
        self.setProperty(AS, "chart")
        self._bars: Sequence[Bar] = ()
        self._title = ""
        self._current = 0
        self.setObjectName(name)
        # A ring around one bar replaces the window's focus ring.
        self.setProperty("bare", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_bars(self, title: str, bars: Sequence[Bar]) -> None:
        """Show ``bars``; ``title`` is the finding, which screen readers read before them."""
        self._title = title
        self._bars = bars
        self._current = min(self._current, max(0, len(bars) - 1))
        self._tell()
        self.updateGeometry()
        self.update()

    def bars(self) -> Sequence[Bar]:
        """Return the bars shown."""
        return self._bars

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with ← → (and ↑ ↓), open with Entrée."""
        match Qt.Key(event.key()):
            case Qt.Key.Key_Right | Qt.Key.Key_Down:
                self._move(1)
            case Qt.Key.Key_Left | Qt.Key.Key_Up:
                self._move(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._bars:
                self.chosen.emit(self._bars[self._current].key)
            case _:
                super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the bar that was pressed."""
        place = self._at(event.position().toPoint())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = place
            self._tell()
            self.chosen.emit(self._bars[place].key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint(painter)
        if self.hasFocus() and self._bars:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.place_of(self._current)).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, 4, 4)

    def _paint(self, painter: QPainter) -> None:
        raise NotImplementedError

    def place_of(self, index: int) -> QRect:
        raise NotImplementedError

    def _move(self, step: int) -> None:
        self._current = max(0, min(len(self._bars) - 1, self._current + step))
        self._tell()
        self.update()

    def _tell(self) -> None:
        bar = self._bars[self._current] if self._bars else None
        self.setAccessibleName(f"{self._title}. {bar.spoken}" if bar else self._title)

    def _at(self, point: QPoint) -> int | None:
        return next((index for index in range(len(self._bars)) if self.place_of(index).contains(point)), None)

    def _scale(self, value: int, room: int) -> int:
        """Return the length of ``value`` in pixels, when the greatest value takes ``room``."""
        most = max((bar.value for bar in self._bars), default=0)
        return max(self._theme.px(THIN), round(value * room / most)) if value and most else 0


class BarChart(Chart):
    """Horizontal bars, one under the other, each with its word at the left and its count at the end. ``beside``: the
    charts whose bars begin on the same line."""

    beside: Sequence["BarChart"] = ()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(260), self._step() * max(1, len(self._bars)))

    def _paint(self, painter: QPainter) -> None:
        for index, bar in enumerate(self._bars):
            self._paint_bar(painter, self.place_of(index), bar)

    def _paint_bar(self, painter: QPainter, row: QRect, bar: Bar) -> None:
        theme = self._theme
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text"))
        words = self._words()
        painter.drawText(row.adjusted(2, 0, 0, 0), LEFT, bar.label)
        figures = max(
            (text_width(theme.font("body", semibold=True), number(one.value)) for one in self._bars), default=0
        )
        long = self._scale(bar.value, max(40, row.width() - words - figures - 14))
        thick = theme.px(THICK)
        place = QRect(row.left() + words, row.center().y() - thick // 2 + 1, long, thick)
        if long and bar.hollow:
            ground = "sunken" if bar.ink == QUIET else f"{bar.ink}-tint"
            box(painter, theme, place, ground=ground, edge=bar.ink, radius=0)
        elif long:
            painter.fillRect(place, theme.color(bar.ink))
        painter.setFont(theme.font("body", semibold=True))
        painter.setPen(theme.color("text"))
        painter.drawText(
            QRect(place.right() + 8, row.top(), row.right() - place.right(), row.height()), LEFT, number(bar.value)
        )

    def _words(self) -> int:
        return max(chart.words_width() for chart in (self, *self.beside))

    def words_width(self) -> int:
        """Return the width of its longest word, in pixels."""
        font = self._theme.font("body")
        return max((text_width(font, bar.label) for bar in self._bars), default=0) + 18

    def _step(self) -> int:
        return max(self._theme.px(STEP), 24)

    def place_of(self, index: int) -> QRect:
        return QRect(0, index * self._step(), self.width(), self._step())


class ColumnChart(Chart):
    """Columns side by side on one base line, their count above, their word below; a part of each in a darker ink."""

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(260), self._theme.px(TALL) + self._theme.line("caption") * 2 + 8)

    def _paint(self, painter: QPainter) -> None:
        theme = self._theme
        base = self._base()
        painter.fillRect(0, base, self.width(), 1, theme.color("muted"))
        for index, bar in enumerate(self._bars):
            self._paint_column(painter, self.place_of(index), base, bar)

    def _paint_column(self, painter: QPainter, room: QRect, base: int, bar: Bar) -> None:
        theme = self._theme
        wide = min(theme.px(COLUMN_ROOM), room.width() - 6)
        high = self._scale(bar.value, theme.px(TALL))
        place = QRect(room.center().x() - wide // 2, base - high, wide, high)
        painter.fillRect(place, theme.color(bar.ink))
        if bar.part:
            part = self._scale(bar.part, theme.px(TALL))
            painter.fillRect(QRect(place.left(), base - part, wide, part), theme.color(bar.part_ink))
        caption = theme.line("caption")
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("muted"))
        painter.drawText(QRect(room.left(), base + 5, room.width(), caption), CENTER, bar.label)
        if bar.value:
            painter.drawText(
                QRect(room.left(), place.top() - caption, room.width(), caption), CENTER, number(bar.value)
            )

    def _base(self) -> int:
        return self._theme.px(TALL) + self._theme.line("caption")

    def place_of(self, index: int) -> QRect:
        count = max(1, len(self._bars))
        left, right = index * self.width() // count, (index + 1) * self.width() // count
        return QRect(left, 0, right - left, self.height())


class Finding(Struct, frozen=True):
    """What a chart shows. ``title``: the finding; ``scope``: what was counted; ``rows``: the table of figures, the
    words first."""

    title: str
    scope: str
    bars: Sequence[Bar]
    rows: Sequence[Sequence[str]]


class ChartCard(Card):
    """The card. ``chosen(key)`` is emitted when a bar is opened. « Voir les chiffres » shows the table instead of
    the chart, and back; the table is made when it is first asked for."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, chart: Chart, *, headings: Sequence[str], name: str) -> None:
        """``headings``: of the table of figures."""
        super().__init__(theme, " ", name=name)
        self._chart = chart
        chart.chosen.connect(self.chosen)
        self._rows: Sequence[Sequence[str]] = ()
        self._theme, self._headings = theme, headings
        self._table: ListTable[Sequence[str]] | None = None
        self._scope = paragraph("", "caption", ink="muted", name=f"{name}-scope")
        self._turn = Button(theme, _("Voir les chiffres"), name=f"{name}-turn", kind="link", press=self._turned)
        self.body.setContentsMargins(16, 12, 16, 8)
        self.body.setSpacing(8)
        self._middle = vbox(self._chart)
        fill(self.body, self._middle, STRETCH, hbox((self._scope, 1), self._turn))

    def show_finding(self, finding: Finding) -> None:
        """Show another finding; the chart or the table stays, whichever is visible."""
        self.title.setText(finding.title)
        self.setAccessibleName(finding.title)
        self._scope.setText(finding.scope)
        self._chart.show_bars(finding.title, finding.bars)
        self._rows = finding.rows
        self._fit()

    def figures(self) -> ListTable[Sequence[str]]:
        """Return the table of the figures, hidden when it is made."""
        if self._table is not None:
            return self._table
        columns = [_column(place, heading) for place, heading in enumerate(self._headings)]
        made = ListTable(self._theme, columns, name=f"{self.objectName()}-figures", title="")
        made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.hide()
        self._middle.addWidget(made)
        QWidget.setTabOrder(self._chart, made)
        self._theme.changed.connect(self._fit)
        self._table = made
        self._show_figures(made)
        return made

    def _fit(self) -> None:
        if self._table is not None:
            self._show_figures(self._table)

    def _show_figures(self, table: ListTable[Sequence[str]]) -> None:
        """Show the figures in a table as high as its lines, so that the page scrolls instead of it."""
        table.setAccessibleName(self.title.text())
        table.show_rows(self._rows)
        row = table.verticalHeader().defaultSectionSize()
        table.setFixedHeight(table.horizontalHeader().height() + row * len(self._rows))

    def _turned(self) -> None:
        table = self.figures()
        figures = table.isHidden()
        table.setVisible(figures)
        self._chart.setVisible(not figures)
        self._turn.reword(_("Voir le graphique") if figures else _("Voir les chiffres"))


def _column(place: int, heading: str) -> Column[Sequence[str]]:
    def cell(figures: Sequence[str]) -> Cell:
        return Cell(figures[place], semibold=place > 0)

    return Column(str(place), heading, 190 if place == 0 else 92, cell, right=place > 0)


FUNNEL_HEADINGS = (N_("Étape"), N_("Personnes"))
LIGHTS = (N_("Feu"), N_("Prospects"))
REPLIES = (N_("Réponse"), N_("Personnes"))
CALLS = (N_("Jour"), N_("Appels"), N_("Rendez-vous"))
"""Headings of the tables behind the charts."""


def of_ways(counts: Mapping[WayNow, int]) -> Finding:
    """Return the finding on what may be done now, and with how many."""
    callable_, total = counts[WayNow.CALL], sum(counts.values())
    title = n_("Appel permis pour {n} personne", "Appel permis pour {n} personnes", callable_)
    if not callable_:
        title = _("Appel permis pour personne en ce moment")
    scope = n_("{n} prospect par feu", "{n} prospects par feu", total).format(n=number(total))
    solid = (WayNow.CALL, WayNow.OPPOSED)
    shown = [
        ("oppositions" if way is WayNow.OPPOSED else f"leads/way_now={way.value}",
         way.shown, count, shape_ink(way), way not in solid)
        for way, count in counts.items()
        if count or way is WayNow.CALL
    ]  # fmt: skip
    return _finding(title.format(n=number(callable_)), scope, shown)


def of_funnel(stages: Mapping[str, int]) -> Finding:
    """Return the finding on how far the leads of letters went: each stage counts who ever reached it."""
    letters, mandates = stages["letter"], stages["mandate"]
    title = _("{mandates} pour {letters}").format(
        mandates=n_("{n} mandat", "{n} mandats", mandates).format(n=number(mandates)),
        letters=n_("{n} lettre", "{n} lettres", letters).format(n=number(letters)),
    )
    shown = [
        (
            f"leads/reached={stage}",
            FunnelStage(stage).shown,
            count,
            "accent-fill" if stage == "mandate" else "chart-soft",
            False,
        )
        for stage, count in stages.items()
    ]
    return _finding(title, _("De la lettre au mandat, chaque personne comptée une fois par étape"), shown)


def of_replies(replies: Replies) -> Finding:
    """Return the finding on the answers to the letters."""
    agreed = n_("{n} accord", "{n} accords", replies.agreed).format(n=number(replies.agreed))
    people = n_("{n} personne informée", "{n} personnes informées", replies.written)
    title = _("{agreed} pour {people}").format(agreed=agreed, people=people.format(n=number(replies.written)))
    shown = (
        ("calls", _("Accord"), replies.agreed, "allowed", False),
        ("oppositions", _("Opposition"), replies.opposed, "opposed", False),
        ("letters", _("Autre réponse"), replies.otherwise, "accent-fill", False),
        ("letters", _("Retour à l’envoyeur"), replies.returned, "border", False),
        ("letters", _("Sans réponse"), replies.silent, "chart-soft", False),
    )
    return _finding(title, _("Réponses aux lettres postées"), shown)


def of_calls(days: Sequence[CallDay]) -> Finding:
    """Return the finding on the calls of the last two weeks, day by day."""
    calls, met = sum(day.calls for day in days), sum(day.appointments for day in days)
    appointments = n_("{n} rendez-vous", "{n} rendez-vous", met).format(n=number(met))
    total = n_("{n} appel", "{n} appels", calls).format(n=number(calls))
    title = _("{appointments} sur {calls}").format(appointments=appointments, calls=total)
    bars = [
        Bar(
            "calls",
            str(one.day.day),
            one.calls,
            "chart-soft",
            _spoken_day(one),
            part=one.appointments,
            part_ink="accent",
        )
        for one in days
    ]
    rows = [(_day(one), number(one.calls), number(one.appointments)) for one in days]
    return Finding(title, _("Appels par jour sur deux semaines, rendez-vous en foncé"), bars, rows)


def _finding(title: str, scope: str, shown: Sequence[tuple[str, str, int, str, bool]]) -> Finding:
    bars = [
        Bar(page, words, count, ink, _("{words} : {n}").format(words=words, n=number(count)), hollow=hollow)
        for page, words, count, ink, hollow in shown
    ]
    return Finding(title, scope, bars, [(words, number(count)) for _page, words, count, _ink, _hollow in shown])


def _day(one: CallDay) -> str:
    return f"{weekday(one.day.isoweekday())} {day_month(one.day)}"


def _spoken_day(one: CallDay) -> str:
    calls = n_("{n} appel", "{n} appels", one.calls).format(n=number(one.calls))
    met = n_("{n} rendez-vous", "{n} rendez-vous", one.appointments).format(n=number(one.appointments))
    return _("{day} : {calls}, {met}").format(day=_day(one), calls=calls, met=met)
