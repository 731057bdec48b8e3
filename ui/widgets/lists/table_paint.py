"""Paints a table: the delegate of its cells, and its header, with the margin line after the first column."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from ui.look.icons import draw_icon, draw_light
from ui.look.theme import Theme
from ui.widgets.lists.table_model import Cell, Index, TableModel
from ui.widgets.mark import paint_pill
from ui.widgets.paint import LEFT, RIGHT, hairline, margin_line, selected_ground, text_width

PADDING = 8
FIRST_PADDING = 18


class CellDelegate(QStyledItemDelegate):
    """Paints a cell straight from the model's :class:`Cell`, for speed: it asks for no Qt role and calls no style."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._theme = theme
        self.hovered = -1

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of a cell; the table itself sets the widths of columns."""
        return QSize(60, self._theme.height(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
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
        self._paint_cell(painter, inner, model.cells(line)[column], right=model.columns[column].right)

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell, *, right: bool) -> None:
        if cell.pill:
            self._paint_pill(painter, rect, cell)
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

    def _paint_pill(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        if cell.text:
            paint_pill(painter, self._theme, rect, text=cell.text, ink=cell.ink)


class TableHeader(QHeaderView):
    """The header, 28 high, in small semibold text, with the sort arrow after the label."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setObjectName("table-header")
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(False)
        self.setMinimumSectionSize(40)
        self.sorted_by: tuple[int, bool] = (-1, False)
        theme.changed.connect(self._fit)
        self._fit()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one title."""
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

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.height(28) + 1)


def paint_row_ring(painter: QPainter, theme: Theme, rect: QRect) -> None:
    """Paint the focus ring of the current row, inside the row."""
    painter.setPen(QPen(theme.color("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -2))
