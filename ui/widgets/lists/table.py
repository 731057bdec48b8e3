"""The table used by every page: made for the keyboard, sorted by its owner, with the margin line down to the bottom."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Generic

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip

from core.base.i18n import _
from core.base.records import replace
from ui.look.theme import Theme
from ui.widgets.button import ENTER
from ui.widgets.keys import figure
from ui.widgets.label import as_tip
from ui.widgets.layouts import Themed
from ui.widgets.lists.table_model import PAGE, Column, RowT, TableModel
from ui.widgets.lists.table_paint import (
    BOX_ROOM,
    FIRST_PADDING,
    PADDING,
    CellDelegate,
    TableHeader,
    in_box,
    paint_row_ring,
)
from ui.widgets.paint import margin_line, text_width


def chosen_lines(selection: QItemSelectionModel) -> list[int]:
    """Return the lines chosen, in order."""
    chosen = selection.selection()
    spans = [chosen.at(place) for place in range(chosen.count())]
    return sorted({line for span in spans for line in range(span.top(), span.bottom() + 1)})


def rows_of(rows: QAbstractItemModel, lines: Sequence[int]) -> QItemSelection:
    """Return the selection of these rising lines, whole."""
    found, last = QItemSelection(), rows.columnCount() - 1
    for _gap, run in groupby(enumerate(lines), lambda pair: pair[1] - pair[0]):
        span = [line for _place, line in run]
        found.select(rows.index(span[0], 0), rows.index(span[-1], last))
    return found


NARROWEST, WIDEST = 0.77, 1.6
"""How far a column may go from its width of the design, for the words it holds."""
SPREAD = 1.35
"""How far the columns shown share what room is left."""
MARK = 24
"""Width at 100 % of a shape before the words, of the sort arrow after a title."""


def wanted_widths(theme: Theme, rows: TableModel[RowT], lines: int = PAGE) -> list[int]:
    """Return the pixels that the titles and the words of the first ``lines`` ask for, column by column."""
    shown = [rows.cells(line) for line in range(min(lines, rows.rowCount()))]
    wanted = []
    for place, column in enumerate(rows.columns):
        around = PADDING + (FIRST_PADDING if place == 0 else PADDING) + (theme.px(BOX_ROOM) if column.boxed else 0)
        asked_count = text_width(theme.font("caption", semibold=True), column.title) + theme.px(MARK)
        for cells in shown:
            cell = cells[place]
            mark = theme.px(MARK) if cell.light or cell.icon else 0
            asked_count = max(asked_count, text_width(theme.font("body", semibold=cell.semibold), cell.text) + mark + 2)
        wanted.append(min(asked_count + around, theme.px(column.width * WIDEST)))
    return wanted


def shared_widths(
    wanted: Sequence[int],
    least: Sequence[int],
    room: int,
    *,
    kept: int,
    yielding: Sequence[int],
    leaving: Sequence[int] = (),
    last: int = -1,
) -> list[int]:
    """Return the width of each column, 0 for one left out. The first ``kept`` come before the others; when they have
    too little room, those of ``yielding`` go down to their ``least``, the first of them first; then those of
    ``leaving`` are left out, in their order, the widest goes down to its least, and the very first to its own; the one
    at ``last`` is left out where that is not enough. The list scrolls sideways for what is still too wide."""
    widths = _fitting(wanted, kept, room)
    for place in yielding:
        over = sum(widths) - room
        if over > 0:
            widths[place] -= min(over, max(0, widths[place] - least[place]))
    for place in leaving:
        if sum(widths) > room:
            widths[place] = 0
    widest = max(range(len(widths)), key=widths.__getitem__)
    widths[widest] -= min(max(0, sum(widths) - room), max(0, widths[widest] - least[widest]))
    if sum(widths) > room:
        widths[0] = min(widths[0], least[0])
    if last >= 0 and sum(widths) > room:
        widths[last] = 0
    first, others = widths[0], sum(widths[1:])
    share = min(max((room - first) / max(1, others), 1.0), SPREAD)
    spread = [first, *(int(width * share) for width in widths[1:])]
    return spread + [0] * (len(wanted) - len(spread))


def _fitting(wanted: Sequence[int], kept: int, room: int) -> list[int]:
    """Return the widths of the first ``kept`` columns and of those after them that still have room."""
    count = kept
    while count < len(wanted) and sum(wanted[: count + 1]) <= room:
        count += 1
    return list(wanted[:count])


ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
ALONE = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Table(Themed, QTableView, Generic[RowT]):
    """A table of rows known by their 63-bit ids. Signals: ``current_changed(id or None)``, ``opened(id)``,
    ``selection_changed()``, ``menu_asked(place on the screen)`` by the right button, the menu key or Maj+F10.

    ``sorted(column key, descending)`` asks the owner to sort in SQL and to call :meth:`show_ids`.
    ``opens_by_click``: False where a click only selects, what is selected being shown beside.
    """

    current_changed = Signal(object)
    opened = Signal(object)
    selection_changed = Signal()
    menu_asked = Signal(QPoint)
    sorted = Signal(str, bool)

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Column[RowT]],
        fetch: Callable[[Sequence[int]], Mapping[int, RowT]],
        *,
        name: str,
        title: str,
        leaving: Sequence[str] = (),
    ) -> None:
        """``title`` is the accessible name; ``leaving``: the columns that are left out, in this order, where there is
        too little room, when what they hold is shown elsewhere too."""
        super().__init__(theme, name=name, title=title)
        self._rows: TableModel[RowT] = TableModel(columns, fetch, self)
        self._delegate = CellDelegate(theme, self)
        self._header = TableHeader(theme, self)
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(self._header)
        self._dress()
        self._header.sectionClicked.connect(self._ask_sort)
        self._header.all_asked.connect(self._tick_all)
        self.entered.connect(self._hover)
        self.opens_by_click, self._boxed = True, False
        keys = [column.key for column in columns]
        self._leaving, self._tight = [keys.index(key) for key in leaving], False
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._clicked_twice)
        theme.follow(self._fit)

    def show_ids(self, ids: "array[int]") -> None:
        """Show these ids in this order; the current row stays current when it is still among them, and those chosen
        together stay so."""
        kept_count, chosen, ticking = self.current_id(), self.selected_ids(), self.ticking
        offset = self.verticalScrollBar().value()
        self._rows.show_ids(ids)
        place = self._rows.place(kept_count) if kept_count is not None else -1
        self._delegate.ticking = ticking
        together = self.select_ids(chosen)
        if place >= 0:
            self.go_to(place, alone=not together)
            self.verticalScrollBar().setValue(offset)
        self._share_width()

    def reread(self) -> None:
        """Fetch the visible rows again."""
        self._rows.reread()

    def rows(self) -> TableModel[RowT]:
        """Return the model."""
        return self._rows

    def current_id(self) -> int | None:
        """Return the id of the current row."""
        line = self.currentIndex().row()
        return self._rows.ids[line] if 0 <= line < len(self._rows.ids) else None

    def selected_ids(self) -> list[int]:
        """Return the ids of the selected rows, from top to bottom."""
        return [self._rows.ids[line] for line in chosen_lines(self.selectionModel())]

    def ids_in_sight(self) -> Sequence[int]:
        """Return the ids of the rows that the height shows, from top to bottom."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return self._rows.ids[first : last + 1 if last >= 0 else None] if first >= 0 else ()

    def selected_below(self) -> int:
        """Return how many of the selected rows stand under those in sight."""
        last = self.rowAt(self.viewport().height() - 1)
        return sum(line > last for line in chosen_lines(self.selectionModel())) if last >= 0 else 0

    def go_to(self, line: int, *, alone: bool = True) -> None:
        """Make ``line`` the current row, and the only one selected when ``alone``."""
        index, flag = self._rows.index(line, 0), QItemSelectionModel.SelectionFlag
        flags = flag.ClearAndSelect | flag.Rows if alone else flag.NoUpdate
        self._delegate.ticking = self.ticking and not alone
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def select_ids(self, ids: Sequence[int]) -> bool:
        """Select the rows of ``ids`` that are shown, if there were several or ticked ones; return whether some are. The
        list is gone through once, since every row may be selected."""
        wanted = frozenset(ids)
        lines = (
            [line for line, one in enumerate(self._rows.ids) if one in wanted]
            if len(wanted) > 1 or self.ticking
            else []
        )
        self.selectionModel().select(rows_of(self._rows, lines), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        return bool(lines)

    @property
    def ticking(self) -> bool:
        """Tell whether the rows selected were ticked: one alone counts then."""
        return self._delegate.ticking

    def _tick(self, line: int) -> None:
        """Tick a row, or no longer: the first one ticked leaves those selected before."""
        flag = QItemSelectionModel.SelectionFlag
        way = flag.Toggle if self.ticking else flag.ClearAndSelect
        self._delegate.ticking = True
        self.selectionModel().select(self._rows.index(line, 0), way | flag.Rows)
        self.selectionChanged(QItemSelection(), QItemSelection())

    def _tick_all(self) -> None:
        """Tick every row, or none when all are."""
        every = self._header.ticked is not True
        self._delegate.ticking = every
        if every:
            self.selectAll()
        else:
            self.clearSelection()
        self.selectionChanged(QItemSelection(), QItemSelection())

    def _tell_ticks(self) -> None:
        """Show in the header how many are ticked; several selected otherwise are ticked too."""
        count = len(chosen_lines(self.selectionModel())) if self._rows.columns[0].boxed else 0
        self._delegate.ticking = count > 1 or (self.ticking and count > 0)
        some = None if count < len(self._rows.ids) else True
        self._header.ticked = some if self.ticking else False
        self._header.viewport().update()

    def show_sort(self, key: str, *, descending: bool) -> None:
        """Show the arrow on column ``key`` without emitting ``sorted``."""
        keys = [column.key for column in self._rows.columns]
        self._header.sorted_by = (keys.index(key) if key in keys else -1, descending)
        self._header.viewport().update()

    def save_columns(self) -> QByteArray:
        """Return the widths, order and hidden columns, to be saved in the settings of this seat."""
        return self._header.saveState()

    def restore_columns(self, state: QByteArray) -> None:
        """Use the columns saved earlier; a state of another version is ignored."""
        self._header.restoreState(state)
        self._header.setSortIndicatorShown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Entrée, select on Espace, copy on Ctrl+C, go to an end on Début or Fin, leave figures to the page; Qt
        handles the other keys."""
        current = self.currentIndex()
        if figure(event):
            event.ignore()
        elif Qt.Key(event.key()) in ENDS and event.modifiers() in ALONE and self._rows.ids:
            # Qt goes to the other end of the line, which is read whole: nothing would be seen to move.
            self.go_to(0 if event.key() == Qt.Key.Key_Home else len(self._rows.ids) - 1)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif Qt.Key(event.key()) in ENTER and current.isValid():
            self._open(current)
        elif event.key() == Qt.Key.Key_Space and current.isValid() and self._rows.columns[0].boxed:
            self._tick(current.row())
        elif event.key() == Qt.Key.Key_Space and current.isValid():
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(current, flag.Toggle | flag.Rows)
        else:
            self._leave_ticks(event.modifiers())
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick a row by its box; elsewhere, a press selects."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        left = place.x() - self.columnViewportPosition(0)
        boxed = self._rows.columns[0].boxed and index.isValid() and in_box(self._theme, left)
        self._boxed = boxed and event.button() is Qt.MouseButton.LeftButton
        if self._boxed:
            self._tick(index.row())
            return
        self._leave_ticks(event.modifiers())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See :meth:`mousePressEvent`."""
        if not self._boxed:
            super().mouseReleaseEvent(event)

    def _leave_ticks(self, keys: Qt.KeyboardModifier) -> None:
        """Let a row that is selected alone be one that nobody ticked."""
        if not keys & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            self._delegate.ticking = False

    def copy(self) -> None:
        """Put the selected rows on the clipboard, cells separated by tabs."""
        shown_ids = [c for c in range(len(self._rows.columns)) if not self.isColumnHidden(c)]
        places = [self._rows.place(wanted) for wanted in self.selected_ids()]
        lines = ("\t".join(self._rows.cells(place)[column].text for column in shown_ids) for place in places)
        QGuiApplication.clipboard().setText("\n".join(lines))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the selection; a right button on a row outside it makes that row the selection."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            line = self.indexAt(event.pos()).row()
            if line < 0:
                return
            if self._rows.ids[line] not in self.selected_ids():
                self.go_to(line)
            self.menu_asked.emit(event.globalPos())
        elif self.currentIndex().isValid():
            place = self.visualRect(self.currentIndex())
            self.menu_asked.emit(self.viewport().mapToGlobal(QPoint(self._theme.px(150), place.bottom())))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Remove the hover colour when the pointer is below the last row."""
        super().mouseMoveEvent(event)
        if not self.indexAt(event.position().toPoint()).isValid():
            self._hover(QModelIndex())

    def leaveEvent(self, event: QEvent) -> None:
        """Remove the hover colour."""
        super().leaveEvent(event)
        self._hover(QModelIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        first = self._header.logicalIndex(0)
        x = self.columnViewportPosition(first) + self.columnWidth(first) - 1
        top = self.rowViewportPosition(len(self._rows.ids) - 1) + self.rowHeight(0) if self._rows.ids else 0
        margin_line(painter, self._theme, x=x, top=max(top, 0), bottom=self.viewport().height())
        current = self.currentIndex()
        if self.hasFocus() and current.isValid():
            top, high = self.rowViewportPosition(current.row()), self.rowHeight(current.row())
            paint_row_ring(painter, self._theme, QRect(0, top, self.viewport().width(), high))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.row() != previous.row():
            self.current_changed.emit(self.current_id())

    def selectionChanged(self, selected: object, deselected: object) -> None:
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]
        self._tell_ticks()
        self.selection_changed.emit()

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._header.setStretchLastSection(True)
        self._header.setSectionsMovable(True)
        self._header.setFirstSectionMovable(False)

    def _fit(self) -> None:
        self.verticalHeader().setMinimumSectionSize(24)
        self.verticalHeader().setDefaultSectionSize(self._theme.height(30))
        for number, column in enumerate(self._rows.columns):
            self.setColumnWidth(number, self._theme.px(column.width))
        self._share_width()

    def _share_width(self) -> None:
        """Give each column the width of its words where there is too little room for that of the design; which comes
        back with the room, but not over what was dragged since."""
        widths, room = [self._theme.px(column.width) for column in self._rows.columns], self.viewport().width()
        tight, was_tight = bool(self._leaving) and sum(widths) > room, self._tight
        self._tight = tight
        if not tight and not was_tight:
            return
        if tight:
            wanted = wanted_widths(self._theme, self._rows)
            least = [min(asked, round(wide * NARROWEST)) for asked, wide in zip(wanted, widths, strict=True)]
            widths = shared_widths(wanted, least, room, kept=len(wanted), yielding=(), leaving=self._leaving)
        for place, wide in enumerate(widths):
            self.setColumnHidden(place, not wide)
            if wide:
                self.setColumnWidth(place, wide)

    def _ask_sort(self, section: int) -> None:
        column = self._rows.columns[section]
        if not column.sortable:
            return
        before, descending = self._header.sorted_by
        descending = not descending if before == section else False
        self.show_sort(column.key, descending=descending)
        self.sorted.emit(column.key, descending)

    def _clicked(self, index: QModelIndex) -> None:
        """Open on a click, unless a key says that it selects."""
        if self.opens_by_click and QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self._open(index)

    def _clicked_twice(self, index: QModelIndex) -> None:
        if not self.opens_by_click:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._rows.ids[index.row()])

    def _hover(self, index: QModelIndex) -> None:
        if self._delegate.hovered != index.row():
            self._delegate.hovered = index.row()
            self.viewport().update()


AROUND = 26
"""Padding of a cell and the room its icon may take, in pixels."""


class ListTable(Table[RowT]):
    """A table of rows that are all at hand, ``shown``: id → row. The titles of its columns are translated here; the
    text of a cell that is cut is shown whole under the pointer."""

    def __init__(
        self, theme: Theme, columns: Sequence[Column[RowT]], *, name: str, title: str, leaving: Sequence[str] = ()
    ) -> None:
        self.shown: Mapping[int, RowT] = {}
        columns = [replace(column, title=_(column.title)) for column in columns]
        super().__init__(theme, columns, lambda _ids: self.shown, name=name, title=title, leaving=leaving)

    def show_rows(self, rows: Mapping[int, RowT] | Sequence[RowT]) -> None:
        """Show these rows, by their ids, or by their places from 0."""
        self.shown = rows if isinstance(rows, Mapping) else dict(enumerate(rows))
        self.show_ids(array("q", self.shown))

    def current(self) -> RowT | None:
        """Return the current row."""
        place = self.current_id()
        return None if place is None else self.shown.get(place)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the whole text of the cell under the pointer when it is cut, or says more to those who listen."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(event), self.viewport())
            return True
        return super().viewportEvent(event)

    def _tip(self, event: QHelpEvent) -> str:
        index = self.indexAt(event.pos())
        if not index.isValid():
            return ""
        cell = self._rows.cells(index.row())[index.column()]
        font = self._theme.font("body", semibold=cell.semibold)
        cut = text_width(font, cell.text) > self.columnWidth(index.column()) - AROUND
        return as_tip(cell.spoken or cell.text) if cut or cell.spoken else ""
