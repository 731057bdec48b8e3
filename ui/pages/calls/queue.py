"""The queue: the people to call, each with their present light. In a narrow window only its margin is shown."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from core.base.i18n import _, n_
from core.model.lead import LeadRow
from ui.look.icons import draw_light
from ui.look.theme import Theme
from ui.pages.calls.words_of import queue_detail, queue_spoken
from ui.widgets.keys import digit
from ui.widgets.label import label
from ui.widgets.paint import LEFT, hairline, margin_line

WIDTH = 232
MARGIN = 44
ROW = 52
Index = QModelIndex | QPersistentModelIndex


class QueueModel(QAbstractListModel):
    """The rows of the queue, at most two hundred."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[LeadRow] = []
        self._now: datetime | None = None

    def show_rows(self, rows: Sequence[LeadRow], now: datetime) -> None:
        """Show ``rows``, their moments written as seen at ``now``; the same people in the same order keep the
        selection and scroll position."""
        same = [row.id for row in rows] == [row.id for row in self._rows]
        if not same:
            self.beginResetModel()
        self._rows, self._now = list(rows), now
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def row_of(self, lead_id: int) -> int:
        """Return the place of a person, -1 when absent."""
        return next((place for place, row in enumerate(self._rows) if row.id == lead_id), -1)

    def row(self, place: int) -> LeadRow:
        """Return the person at ``place``."""
        return self._rows[place]

    def detail(self, place: int) -> str:
        """Return the second line of a row."""
        return queue_detail(self._rows[place], self._now) if self._now else ""

    def rowCount(self, _parent: Index | None = None) -> int:
        """Return how many people are in the queue."""
        return len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return the name, or the text for screen readers."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()].name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return queue_spoken(self._rows[index.row()], self.detail(index.row()))
        return None


class QueueDelegate(QStyledItemDelegate):
    """Paints a row: the light in the margin, the name, the most important fact."""

    def __init__(self, theme: Theme, model: QueueModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self.shapes_only = False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size: two lines high."""
        return QSize(0, max(self._theme.height(ROW), self._theme.line() + self._theme.line("caption") + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one person."""
        theme, rect = self._theme, option.rect
        row = self._model.row(index.row())
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accent-tint"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        side = theme.px(16)
        line = theme.px(MARGIN) - 1
        first = rect.top() + (rect.height() - theme.line() - theme.line("caption")) // 2
        mark = QRectF((line - side) / 2, first + (theme.line() - side) / 2, side, side)
        draw_light(painter, theme, row.light, rect=mark)
        hairline(painter, theme, left=0, right=rect.right() + 1, y=rect.bottom())
        if not self.shapes_only:
            margin_line(painter, theme, x=line, top=rect.top(), bottom=rect.bottom() + 1)
            self._paint_words(painter, rect, row.name, self._model.detail(index.row()), first=first)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _paint_words(self, painter: QPainter, rect: QRect, name: str, detail: str, *, first: int) -> None:
        theme = self._theme
        left = theme.px(MARGIN) + 10
        width = rect.right() - left - 8
        for words, style, ink, top, semibold in (
            (name, "body", "text", first, True),
            (detail, "caption", "muted", first + theme.line(), False),
        ):
            painter.setFont(theme.font(style, semibold=semibold))
            painter.setPen(theme.color(ink))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(left, top, width, theme.line(style)), LEFT, shown)


class QueueView(QListView):
    """The list itself; a digit chooses an outcome on the page, and never searches in the list."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave digits to the page."""
        if digit(event):
            event.ignore()
            return
        super().keyPressEvent(event)


class QueueColumn(QFrame):
    """The column, 232 wide. ``chosen(lead_id)`` is emitted when the user goes to a person."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._narrow = False
        self.setObjectName("queue-column")
        self.setProperty("ground", "surface")
        self._title = label(_("Appels"), "title", name="calls-title")
        self._count = label("", "caption", ink="muted", name="calls-count")
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(16, 14, 12, 12)
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addWidget(self._count)
        self.model = QueueModel(self)
        self.view = QueueView()
        self.view.setObjectName("queue")
        self.view.setAccessibleName(_("Personnes à appeler"))
        self.view.setModel(self.model)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._delegate = QueueDelegate(theme, self.model, self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.selectionModel().currentChanged.connect(self._moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.view, 1)
        theme.changed.connect(self._fit)
        self._fit()

    def show_rows(self, rows: Sequence[LeadRow], now: datetime, *, current: int | None, waiting: int) -> None:
        """Show the queue, with ``current`` selected without a signal; ``waiting``: how many people are left."""
        self._count.setText(
            n_("{n} personne à traiter", "{n} personnes à traiter", waiting).format(n=waiting)
            if waiting
            else _("Personne à appeler")
        )
        self.model.show_rows(rows, now)
        self.select(current)

    def select(self, lead_id: int | None) -> None:
        """Select a person without a signal."""
        place = self.model.row_of(lead_id) if lead_id is not None else -1
        selection = self.view.selectionModel()
        selection.blockSignals(True)
        index = self.model.index(place) if place >= 0 else QModelIndex()
        selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(False)
        if place >= 0:
            self.view.scrollTo(index)
        self.view.viewport().update()

    def set_narrow(self, narrow: bool) -> None:
        """Show only the margin with its shapes, or the words again."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the line at right and the one under the head."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self._theme.color("line"))
        if not self._narrow:
            hairline(painter, self._theme, left=0, right=self.width(), y=self._head.geometry().bottom())

    def _moved(self, current: QModelIndex, _old: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.model.row(current.row()).id)

    def _fit(self) -> None:
        self._head.setVisible(not self._narrow)
        self._delegate.shapes_only = self._narrow
        self.setFixedWidth(self._theme.px(MARGIN if self._narrow else WIDTH))
        self.view.doItemsLayout()
