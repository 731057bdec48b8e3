"""The list of sections at the left of the settings; the current one is in the accent colour."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.look.theme import Theme
from ui.widgets.lists.table_model import Index
from ui.widgets.paint import LEFT, box

WIDE = 212
ROW = 36


class SectionDelegate(QStyledItemDelegate):
    """Paints the name of one section."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._list = parent

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size: 36 high at 100 %."""
        return QSize(self._theme.px(120), self._theme.height(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the background, the name and the focus ring."""
        theme = self._theme
        rect: QRect = option.rect
        place = rect.adjusted(8, 1, -8, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            box(painter, theme, place, ground="accent-tint", edge="", radius=6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            box(painter, theme, place, ground="hover", edge="", radius=6)
        painter.setFont(theme.font("body", semibold=chosen))
        painter.setPen(theme.color("accent" if chosen else "text"))
        painter.drawText(place.adjusted(12, 0, -4, 0), LEFT, str(index.data()))
        if chosen and self._list.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 5, 5)


class SectionList(QListWidget):
    """``currentRowChanged(place)`` is Qt's own; ↑ ↓ move."""

    def __init__(self, theme: Theme, titles: Sequence[str], *, name: str, title: str) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setItemDelegate(SectionDelegate(theme, self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        for words in titles:
            self.addItem(QListWidgetItem(words))
        theme.changed.connect(self.doItemsLayout)
