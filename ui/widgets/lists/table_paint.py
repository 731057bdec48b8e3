"""Paints a table: the delegate of its cells, and its header, with the margin line after the first column."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from ui.look.icons import draw_icon, draw_light
from ui.look.theme import Theme
from ui.widgets.lists.table_model import Cell, Index, TableModel
from ui.widgets.mark import paint_pill
from ui.widgets.paint import LEFT, RIGHT, box, hairline, margin_line, selected_ground, text_width

PADDING = 8
FIRST_PADDING = 18
BOX, BOX_ROOM = 18, 26
"""Side at 100 % of the box to tick of a row, and with the space after it."""


def paint_tick(painter: QPainter, theme: Theme, rect: QRect, *, ticked: bool | None) -> None:
    """Paint the box of a row at the left of ``rect``, or of all of them: None for some."""
    side = theme.px(BOX)
    place = QRect(rect.left(), rect.center().y() - side // 2 + 1, side, side)
    on = ticked is not False
    box(painter, theme, place, ground="accent-fill" if on else "surface", edge="accent-edge" if on else "border",
        radius=4)  # fmt: skip
    if ticked:
        draw_icon(painter, theme, "check", rect=QRectF(place).adjusted(3, 3, -3, -3), ink="on-accent")
    elif on:
        middle = QRect(place.left() + side // 4, place.center().y(), side - 2 * (side // 4), 2)
        painter.fillRect(middle, theme.color("on-accent"))


class CellDelegate(QStyledItemDelegate):
    """Paints a cell straight from the model's :class:`Cell`, for speed: it asks for no Qt role and calls no style.
    ``ticking``: the rows selected are those ticked."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._theme = theme
        self.hovered = -1
        self.ticking = False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of a cell; the table itself sets the widths of columns."""
        return QSize(60, self._theme.height(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, TableModel):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        line, column = index.row(), index.column()
        first = column == 0
        if state & QStyle.StateFlag.State_Selected:
            selected_ground(painter, self._theme, rect, begins=first)
        elif line == self.hovered:
            painter.fillRect(rect, self._theme.color("hover"))
        hairline(painter, self._theme, left=rect.left(), right=rect.right() + 1, y=rect.bottom())
        if first:
            margin_line(painter, self._theme, x=rect.right(), top=rect.top(), bottom=rect.bottom() + 1)
        inner = rect.adjusted(FIRST_PADDING if first else PADDING, 0, -PADDING, -1)
        if first and model.columns[column].boxed:
            ticked = self.ticking and bool(state & QStyle.StateFlag.State_Selected)
            paint_tick(painter, self._theme, inner, ticked=ticked)
            inner.setLeft(inner.left() + self._theme.px(BOX_ROOM))
        self._paint_cell(painter, inner, model.cells(line)[column], right=model.columns[column].right)

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell, *, right: bool) -> None:
        if cell.pill:
            if cell.text:
                paint_pill(painter, self._theme, rect, text=cell.text, ink=cell.ink)
            return
        side = self._theme.px(16)
        if cell.light or cell.icon:
            place = QRectF(rect.left(), rect.center().y() - side // 2 + 1, side, side)
            if cell.light:
                draw_light(painter, self._theme, cell.light, rect=place)
            else:
                draw_icon(painter, self._theme, cell.icon, rect=place, ink=cell.ink)
            rect = rect.adjusted(side + 8, 0, 0, 0)
            if rect.width() < side:  # Where there is little room the shape stands alone.
                return
        font = self._theme.font("body", semibold=cell.semibold)
        painter.setFont(font)
        painter.setPen(self._theme.color(cell.ink))
        text = cell.text
        if text_width(font, text) > rect.width():
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, RIGHT if right else LEFT, text)


class TableHeader(QHeaderView):
    """The header, 28 high, in small semibold text, with the sort arrow after the label. ``ticked``: every row is, some
    are (None) or none; ``all_asked``: its box was pressed."""

    all_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setObjectName("table-header")
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(False)
        self.setMinimumSectionSize(40)
        self.sorted_by: tuple[int, bool] = (-1, False)
        self.ticked: bool | None = False
        self._pressed = False
        theme.follow(self._fit)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme = self._theme
        painter.save()
        painter.fillRect(rect, theme.color("sunken"))
        hairline(painter, theme, left=rect.left(), right=rect.right() + 1, y=rect.bottom())
        first = self.visualIndex(section) == 0
        if first:
            margin_line(painter, theme, x=rect.right(), top=rect.top(), bottom=rect.bottom() + 1)
        model = self.model()
        column = model.columns[section] if isinstance(model, TableModel) else None
        title = str(model.headerData(section, Qt.Orientation.Horizontal))
        inner = rect.adjusted(FIRST_PADDING if first else PADDING, 0, -PADDING, 0)
        if first and column and column.boxed:
            paint_tick(painter, theme, inner, ticked=self.ticked)
            inner.setLeft(inner.left() + theme.px(BOX_ROOM))
        font = theme.font("caption", semibold=True)
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        painter.drawText(inner, RIGHT if column and column.right else LEFT, title)
        if self.sorted_by[0] == section:
            side = theme.px(12)
            left = min(inner.left() + text_width(font, title) + 5, inner.right() - side)
            arrow = QRectF(left, rect.center().y() - side // 2 + 1, side, side)
            name = "chevron-down" if self.sorted_by[1] else "chevron-up"
            draw_icon(painter, theme, name, rect=arrow, ink="muted")
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick every row, or none, by the box; anywhere else a press sorts."""
        self._pressed = self._in_box(event)
        if not self._pressed:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See :meth:`mousePressEvent`."""
        if not self._pressed:
            super().mouseReleaseEvent(event)
        elif self._in_box(event):
            self.all_asked.emit()

    def _in_box(self, event: QMouseEvent) -> bool:
        model, first = self.model(), self.logicalIndex(0)
        boxed = isinstance(model, TableModel) and model.columns[first].boxed
        place = event.position().x() - self.sectionViewportPosition(first)
        return boxed and event.button() is Qt.MouseButton.LeftButton and in_box(self._theme, place)

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.height(28) + 1)


def in_box(theme: Theme, x: float) -> bool:
    """Tell whether a press so many pixels from the left of the first column is on its box, a little around included."""
    return 0 <= x < FIRST_PADDING + theme.px(BOX_ROOM) - 2


def paint_row_ring(painter: QPainter, theme: Theme, rect: QRect) -> None:
    """Paint the focus ring of the current row, inside the row."""
    painter.setPen(QPen(theme.color("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -2))
