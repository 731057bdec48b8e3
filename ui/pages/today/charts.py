"""Charts painted with QPainter: labels on the bars, a base line, no grid, no legend; ← → move between bars."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.base.french import number
from core.base.records import Struct
from ui.look.theme import Theme
from ui.widgets.paint import CENTER, LEFT, box, text_width
from ui.widgets.spoken import AS

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


class Chart(QWidget):
    """A chart. ``chosen(key)`` is emitted when a bar is pressed, or on Entrée. ← → move between bars."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__()
        self.setProperty(AS, "chart")
        self._theme = theme
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

    def minimumSizeHint(self) -> QSize:
        """Return the size: as high as its bars."""
        return self.sizeHint()

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
        """Paint the bars, and the ring of the current one."""
        painter = QPainter(self)
        self._paint(painter)
        if self.hasFocus() and self._bars:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self._place(self._current)).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, 4, 4)

    def _paint(self, painter: QPainter) -> None:
        raise NotImplementedError

    def _place(self, index: int) -> QRect:
        raise NotImplementedError

    def _move(self, step: int) -> None:
        self._current = max(0, min(len(self._bars) - 1, self._current + step))
        self._tell()
        self.update()

    def _tell(self) -> None:
        bar = self._bars[self._current] if self._bars else None
        self.setAccessibleName(f"{self._title}. {bar.spoken}" if bar else self._title)

    def _at(self, point: QPoint) -> int | None:
        return next((index for index in range(len(self._bars)) if self._place(index).contains(point)), None)

    def _scale(self, value: int, room: int) -> int:
        """Return the length of ``value`` in pixels, when the greatest value takes ``room``."""
        most = max((bar.value for bar in self._bars), default=0)
        return max(self._theme.px(THIN), round(value * room / most)) if value and most else 0


class BarChart(Chart):
    """Horizontal bars, one under the other, each with its word at the left and its count at the end. ``beside``: the
    charts whose bars begin on the same line."""

    beside: Sequence["BarChart"] = ()

    def sizeHint(self) -> QSize:
        """Return the size of one row per bar."""
        return QSize(self._theme.px(260), self._step() * max(1, len(self._bars)))

    def _paint(self, painter: QPainter) -> None:
        for index, bar in enumerate(self._bars):
            self._paint_bar(painter, self._place(index), bar)

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
            box(painter, theme, place, ground=f"{bar.ink}-tint", edge=bar.ink, radius=0)
        elif long:
            painter.fillRect(place, theme.color(bar.ink))
        painter.setFont(theme.font("body", semibold=True))
        painter.setPen(theme.color("text"))
        painter.drawText(
            QRect(place.right() + 8, row.top(), row.right() - place.right(), row.height()), LEFT, number(bar.value)
        )

    def _words(self) -> int:
        return max(one.words_width() for one in (self, *self.beside))

    def words_width(self) -> int:
        """Return the width of its longest word, in pixels."""
        font = self._theme.font("body")
        return max((text_width(font, bar.label) for bar in self._bars), default=0) + 18

    def _step(self) -> int:
        return max(self._theme.px(STEP), 24)

    def _place(self, index: int) -> QRect:
        return QRect(0, index * self._step(), self.width(), self._step())


class ColumnChart(Chart):
    """Columns side by side on one base line, their count above, their word below; a part of each in a darker ink."""

    def sizeHint(self) -> QSize:
        """Return the size: counts, columns, base line and words."""
        return QSize(self._theme.px(260), self._theme.px(TALL) + self._theme.line("caption") * 2 + 8)

    def _paint(self, painter: QPainter) -> None:
        theme = self._theme
        base = self._base()
        painter.fillRect(0, base, self.width(), 1, theme.color("muted"))
        for index, bar in enumerate(self._bars):
            self._paint_column(painter, self._place(index), base, bar)

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

    def _place(self, index: int) -> QRect:
        count = max(1, len(self._bars))
        left, right = index * self.width() // count, (index + 1) * self.width() // count
        return QRect(left, 0, right - left, self.height())
