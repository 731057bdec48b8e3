"""The queue: whom to call now, and who comes later; in a narrow window, a strip above the person, where names stay."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.actions.calling.calldesk import CallQueue
from core.base.i18n import _, n_
from core.base.records import Struct
from core.base.screen_shapes import number
from core.model.lead import LeadRow
from core.model.verdict import Light
from ui.look.icons import draw_icon, draw_light
from ui.look.theme import Theme
from ui.pages.calls.reading import nobody_yet, queue_detail, queue_spoken
from ui.widgets.keys import digit, letter
from ui.widgets.label import as_tip, label
from ui.widgets.layouts import Themed, vbox, widget_of
from ui.widgets.paint import LEFT, hairline, margin_line, selected_ground, text_width

Index = QModelIndex | QPersistentModelIndex


class QueueEntry(Struct, frozen=True):
    """A line of the column: a person, or without one the ``words`` of a heading; ``folds``: it shows or hides those
    who come after today."""

    words: str = ""
    row: LeadRow | None = None
    light: Light = Light.WAIT
    folds: bool = False


class QueueModel(QAbstractListModel):
    """Whom to call now, then who comes later today under its heading, then the others under a line that unfolds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: list[QueueEntry] = []
        self._now: datetime | None = None
        self.unfolded = False

    def show_queue(self, now: Sequence[LeadRow], queue: CallQueue, at: datetime) -> None:
        """Show the queue, its moments written as seen at ``at``; the same people in the same order keep the selection
        and the scroll position."""
        entries = [QueueEntry(row=row, light=row.light) for row in now]
        if queue.today:
            entries += [QueueEntry(_("Plus tard aujourd’hui")), *map(_waits, queue.today)]
        if queue.later:
            count = len(queue.later)
            words = n_("Demain et après, {n} personne", "Demain et après, {n} personnes", count).format(n=number(count))
            entries += [QueueEntry(words, folds=True), *(map(_waits, queue.later) if self.unfolded else ())]
        same = [_key(one) for one in entries] == [_key(one) for one in self._entries]
        if not same:
            self.beginResetModel()
        self._entries, self._now = entries, at
        if not same:
            self.endResetModel()
        elif entries:
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))

    def row_of(self, lead_id: int) -> int:
        """Return the place of a person, -1 when absent."""
        places = (place for place, one in enumerate(self._entries) if one.row is not None and one.row.id == lead_id)
        return next(places, -1)

    def entry(self, place: int) -> QueueEntry:
        """Return the line at ``place``."""
        return self._entries[place]

    def detail(self, place: int) -> str:
        """Return the second line of a person."""
        one = self._entries[place]
        return queue_detail(one.row, self._now) if one.row is not None and self._now else ""

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a heading is passed over by the keyboard, and that a person or a fold is not."""
        one = self._entries[index.row()]
        if one.row is None and not one.folds:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        one = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (one.row.name or _("Sans nom")) if one.row is not None else one.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row())
        return as_tip(self._spoken(index.row())) if role == Qt.ItemDataRole.ToolTipRole else None

    def _spoken(self, place: int) -> str:
        one = self._entries[place]
        return queue_spoken(one.row, self.detail(place)) if one.row is not None else one.words


def _waits(row: LeadRow) -> QueueEntry:
    return QueueEntry(row=row)


def _key(one: QueueEntry) -> object:
    return one.words if one.row is None else one.row.id


WIDTH = 232
MARGIN = 44
ROW = 52
HEADING = 32
FOLD = 36
ANY = (1 << 24) - 1
"""Qt's largest size of a widget: no limit."""
CELL = 190
"""Greatest width of a person in the strip."""


class QueueDelegate(QStyledItemDelegate):
    """Paints a person: the light in the margin, the name, the most important fact; and a heading."""

    def __init__(self, theme: Theme, model: QueueModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self.in_strip = False

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size: two lines high for a person, one for a heading; in the strip all are as high."""
        theme, one = self._theme, self._model.entry(index.row())
        person = max(theme.height(ROW), theme.line() + theme.line("caption") + 14)
        if self.in_strip:
            words = text_width(theme.font("caption", semibold=True), one.words) + theme.px(16) + 36
            return QSize(self._wide(index) if one.row else words, person)
        if one.row is None:
            return QSize(0, max(theme.height(FOLD if one.folds else HEADING), theme.line("caption") + 12))
        return QSize(0, person)

    def _wide(self, index: Index) -> int:
        """Return the width of a person in the strip: of their words, within bounds."""
        theme, name = self._theme, str(index.data())
        detail = text_width(theme.font("caption"), self._model.detail(index.row()))
        words = max(text_width(theme.font("body", semibold=True), name), detail)
        return min(theme.px(MARGIN) + words + 26, theme.px(CELL))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect, one = self._theme, option.rect, self._model.entry(index.row())
        if option.state & QStyle.StateFlag.State_Selected and one.row is not None:
            selected_ground(painter, theme, rect)
        elif option.state & QStyle.StateFlag.State_MouseOver and (one.row is not None or one.folds):
            painter.fillRect(rect, theme.color("hover"))
        elif one.row is None and not one.folds:
            painter.fillRect(rect, theme.color("sunken"))
        if self.in_strip:
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), theme.color("line"))
        else:
            hairline(painter, theme, left=0, right=rect.right() + 1, y=rect.bottom())
        if one.row is None:
            self._paint_heading(painter, rect, one)
        else:
            self._paint_person(painter, rect, one.row, self._model.detail(index.row()), one.light)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _paint_heading(self, painter: QPainter, rect: QRect, one: QueueEntry) -> None:
        theme, inner = self._theme, rect.adjusted(16, 0, -12, 0)
        ink = "accent" if one.folds else "muted"
        if one.folds:
            side = theme.px(16)
            place = QRect(inner.right() - side, inner.center().y() - side // 2, side, side)
            name = "chevron-up" if self._model.unfolded else "chevron-down"
            draw_icon(painter, theme, name, rect=QRectF(place), ink=ink)
            inner.setRight(place.left() - 4)
        painter.setFont(theme.font("caption", semibold=True))
        painter.setPen(theme.color(ink))
        text = painter.fontMetrics().elidedText(one.words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, LEFT, text)

    def _paint_person(self, painter: QPainter, rect: QRect, row: LeadRow, detail: str, light: Light) -> None:
        theme, free = self._theme, row.called is None
        side, line = theme.px(16), rect.left() + theme.px(MARGIN) - 1
        first = rect.top() + (rect.height() - theme.line() - theme.line("caption")) // 2
        mark = QRectF((rect.left() + line - side) / 2, first + (theme.line() - side) / 2, side, side)
        draw_light(painter, theme, light, rect=mark)
        margin_line(painter, theme, x=line, top=rect.top(), bottom=rect.bottom() + 1)
        left = line + 11
        width = rect.right() - left - 8
        for words, style, ink, top, semibold in (
            (row.name or _("Sans nom"), "body", "text" if free else "muted", first, free),
            (detail, "caption", "muted" if free else "accent", first + theme.line(), False),
        ):
            painter.setFont(theme.font(style, semibold=semibold))
            painter.setPen(theme.color(ink))
            text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(left, top, width, theme.line(style)), LEFT, text)


class QueueView(QListView):
    """The list itself; a digit chooses an outcome on the page, and never searches in the list. ``acted``: a line was
    clicked, or Entrée or Espace was pressed on it; ``calling``: a call is going on, whose note letters begin."""

    acted = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.calling = False
        self.clicked.connect(self.acted)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the keyboard without choosing anybody: Qt would choose the first line where there is none."""
        blocked = QSignalBlocker(self.selectionModel())
        super().focusInEvent(event)
        blocked.unblock()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave digits to the page, and letters during a call."""
        if digit(event) or (self.calling and letter(event)):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self.acted.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class QueueColumn(Themed, QFrame):
    """The column, 232 wide, or the strip. ``chosen(lead_id)`` is emitted when the user goes to a person."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="queue-column")
        self._narrow = False
        self._shown: tuple[Sequence[LeadRow], CallQueue, datetime, int | None] | None = None
        self.setProperty("ground", "surface")
        self._title = label(_("Appels"), "title", name="calls-title")
        self._count = label("", "caption", ink="muted", name="calls-count")
        self._head = widget_of(vbox(self._title, self._count, margins=(16, 14, 12, 12), spacing=2))
        self.model = QueueModel(self)
        self.view = QueueView()
        self.view.setObjectName("queue")
        self.view.setAccessibleName(_("Personnes à appeler"))
        self.view.setModel(self.model)
        self.view.setMouseTracking(True)
        self.view.horizontalScrollBar().rangeChanged.connect(self._fit_bar)
        self.view.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._delegate = QueueDelegate(theme, self.model, self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.acted.connect(self._opened)
        vbox(self._head, (self.view, 1), on=self, margins=(0, 0, 1, 0), spacing=0)
        theme.follow(self._fit)

    def show_queue(
        self, now: Sequence[LeadRow], queue: CallQueue, at: datetime, *, current: int | None, calling: bool = False,
        told: str = "",
    ) -> None:  # fmt: skip
        """Show the queue, with ``current`` selected without a signal. ``now``: the first part, with whoever is shown
        beside the queue; ``calling``: a call with ``current`` is going on, who no longer counts among those to
        call; ``told``: what is said of them all instead of how many they are."""
        waiting = sum(not (calling and lead.id == current) for lead in queue.now)
        self._count.setText(
            told
            or (
                n_("{n} personne à appeler maintenant", "{n} personnes à appeler maintenant", waiting).format(n=waiting)
                if waiting
                else nobody_yet(queue)
            )
        )
        self.view.calling = calling
        self._shown = (now, queue, at, current)
        self.model.show_queue(now, queue, at)
        if self._narrow:  # What is told of somebody may be longer now.
            self.view.doItemsLayout()
        self.select(current)

    def select(self, lead_id: int | None) -> None:
        """Select a person without a signal."""
        place = self.model.row_of(lead_id) if lead_id is not None else -1
        selection = self.view.selectionModel()
        with QSignalBlocker(selection):
            index = self.model.index(place) if place >= 0 else QModelIndex()
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if place >= 0:
            self.view.scrollTo(index)
        self.view.viewport().update()

    def set_narrow(self, narrow: bool) -> None:
        """Show the queue as a strip, or as a column again."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self._theme.color("line"))
        if not self._narrow:
            hairline(painter, self._theme, left=0, right=self.width(), y=self._head.geometry().bottom())
        else:
            hairline(painter, self._theme, left=0, right=self.width(), y=self.height() - 1)

    def _moved(self, current: QModelIndex, _old: QModelIndex) -> None:
        one = self.model.entry(current.row()) if current.isValid() else None
        if one is not None and one.row is not None:
            self.chosen.emit(one.row.id)

    def _opened(self, index: QModelIndex) -> None:
        """Show or hide those who come after today."""
        if self.model.entry(index.row()).folds and self._shown is not None:
            now, queue, at, current = self._shown
            self.model.unfolded = not self.model.unfolded
            self.model.show_queue(now, queue, at)
            self.select(current)

    def _fit(self) -> None:
        narrow, policy = self._narrow, Qt.ScrollBarPolicy
        self._head.setVisible(not narrow)
        self._delegate.in_strip = narrow
        self.view.setFlow(QListView.Flow.LeftToRight if narrow else QListView.Flow.TopToBottom)
        self.view.setHorizontalScrollBarPolicy(policy.ScrollBarAsNeeded if narrow else policy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if narrow else policy.ScrollBarAsNeeded)
        self.setMinimumWidth(0 if narrow else self._theme.px(WIDTH))
        self.setMaximumWidth(ANY if narrow else self._theme.px(WIDTH))
        self._fit_bar()
        self.view.doItemsLayout()

    def _fit_bar(self) -> None:
        """Give the strip the height of a person, and of its scroll bar while it has one."""
        if not self._narrow:
            self.setMinimumHeight(0)
            self.setMaximumHeight(ANY)
            return
        bar = self.view.horizontalScrollBar()
        person = max(self._theme.height(ROW), self._theme.line() + self._theme.line("caption") + 14)
        self.setFixedHeight(person + 1 + (bar.sizeHint().height() if bar.maximum() else 0))
