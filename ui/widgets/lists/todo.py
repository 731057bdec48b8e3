"""What is due, by deadline: each line has its deadline in the margin, a sentence and one verb, and can be pressed
anywhere."""

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.base.records import Struct
from ui.look.icons import draw_icon
from ui.look.theme import Theme
from ui.widgets.button import ENTER
from ui.widgets.lists.table_model import DISPLAY, SPOKEN, Index
from ui.widgets.lists.table_paint import paint_row_ring
from ui.widgets.lists.timeline import LineModel, MarginList
from ui.widgets.paint import LEFT, RIGHT, hairline, margin_line, text_width

MARGIN = 88


class ToDo(Struct, frozen=True):
    """One line. ``deadline``: « En retard », « 11 h 30 », « J − 3 », in the colour ``ink``. ``key`` is emitted when the
    line is chosen. ``heading``: the sentence names the lines below it, and is never chosen."""

    key: str
    deadline: str
    sentence: str
    detail: str
    verb: str
    ink: str = "text"
    heading: bool = False


class ToDoModel(LineModel[ToDo]):
    """The lines of what is due."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a heading is neither current nor chosen."""
        if index.isValid() and self.lines[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return the sentence, or the whole line for screen readers."""
        if role == DISPLAY:
            return self.lines[index.row()].sentence
        if role == SPOKEN:
            line = self.lines[index.row()]
            if line.heading:
                return line.sentence
            return f"{line.deadline}, {line.sentence}. {line.detail}. {line.verb}"
        return None


class ToDoDelegate(QStyledItemDelegate):
    """Paints one line, 54 high."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._list = parent

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size: 54 high at 100 %, a heading half of it."""
        model = index.model()
        if isinstance(model, ToDoModel) and model.lines[index.row()].heading:
            return QSize(200, self._theme.line("caption") + 10)
        return QSize(200, self._theme.line() + self._theme.line("caption") + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, ToDoModel):
            return
        line = model.lines[index.row()]
        theme = self._theme
        rect: QRect = option.rect
        if line.heading:
            self._paint_heading(painter, rect, line)
            return
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        hairline(painter, theme, left=rect.left(), right=rect.right() + 1, y=rect.bottom())
        x = rect.left() + theme.px(MARGIN)
        margin_line(painter, theme, x=x, top=rect.top(), bottom=rect.bottom() + 1)
        bold = theme.font("body", semibold=True)
        top, high = rect.top() + 8, theme.line()
        painter.setFont(bold)
        painter.setPen(theme.color(line.ink))
        painter.drawText(QRect(rect.left(), top, theme.px(MARGIN) - 12, high), RIGHT, line.deadline)
        end = self._paint_verb(painter, rect, line.verb)
        inner = QRect(x + 17, top, end - x - 33, high)
        painter.setPen(theme.color("text"))
        painter.drawText(inner, LEFT, _elided(painter, line.sentence, inner.width()))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("muted"))
        inner = QRect(inner.left(), top + high, inner.width(), theme.line("caption"))
        painter.drawText(inner, LEFT, _elided(painter, line.detail, inner.width()))
        if option.state & QStyle.StateFlag.State_HasFocus and self._list.hasFocus():
            paint_row_ring(painter, theme, rect)

    def _paint_heading(self, painter: QPainter, rect: QRect, line: ToDo) -> None:
        theme = self._theme
        x = rect.left() + theme.px(MARGIN)
        painter.fillRect(rect, theme.color("sunken"))
        hairline(painter, theme, left=rect.left(), right=rect.right() + 1, y=rect.bottom())
        margin_line(painter, theme, x=x, top=rect.top(), bottom=rect.bottom() + 1)
        painter.setFont(theme.font("caption", semibold=True))
        painter.setPen(theme.color(line.ink))
        painter.drawText(rect.adjusted(x + 17 - rect.left(), 0, -16, 0), LEFT, line.sentence)

    def _paint_verb(self, painter: QPainter, rect: QRect, verb: str) -> int:
        """Paint the verb and its chevron, and return the x where they begin."""
        side = self._theme.px(14)
        right = rect.right() - 14
        chevron = QRectF(right - side, rect.center().y() - side / 2, side, side)
        draw_icon(painter, self._theme, "chevron-right", rect=chevron, ink="accent")
        wide = text_width(painter.font(), verb)
        painter.setPen(self._theme.color("accent"))
        words = QRect(right - side - 8 - wide, rect.top(), wide + 2, rect.height())
        painter.drawText(words, LEFT, verb)
        return words.left()


class ToDoList(MarginList):
    """The list. ``chosen(key)`` is emitted when a line is pressed, or on Entrée."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, *, name: str, title: str) -> None:
        super().__init__(theme, name=name, title=title, margin=MARGIN)
        self._lines = ToDoModel(self)
        self.show_lines = self._lines.show_lines
        self.setModel(self._lines)
        self.setItemDelegate(ToDoDelegate(theme, self))
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the line under the pointer."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.flags() and event.button() == Qt.MouseButton.LeftButton:
            self._choose(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the current line on Entrée."""
        if Qt.Key(event.key()) in ENTER and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent) -> None:
        """Make the first line current when the list gets the focus without one."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        if not self.currentIndex().isValid() and self._lines.lines:
            first = next(place for place, line in enumerate(self._lines.lines) if not line.heading)
            self.setCurrentIndex(self._lines.index(first))

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._lines.lines[index.row()].key)


def _elided(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
