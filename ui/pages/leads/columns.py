"""The columns of the list: their widths, which are shown, and the menu that chooses them; kept for this seat."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from ui.common.office import Office
from ui.widgets.lists.column_widths import NARROWEST, shared_widths, wanted_widths
from ui.widgets.lists.lead_table import LeadTable

TABLE = "leads-property"
"""The name the columns are kept under; it changes with the columns of the list."""
SAVE_AFTER_MS = 400
KEPT = 6
"""Columns shown before the others: the light, the name, the town, the next step, the telephone, the source."""
YIELDING = (5, 3, 1, 2)
"""Those of them that give room when there is too little, the first first: the source, the next step, the name, the
town; never the telephone."""
LEAVING = (5, 2)
"""Those that are then left out: who has little room needs the name, the next step and the telephone."""
SHAPE = 36
"""Width of the light's shape alone, with its margins: what stays of the light at last."""


class ColumnKeeper(QObject):
    """Shares the width of the list among its columns until the user sets them, then keeps what they set, with the text
    size they were chosen at."""

    def __init__(self, office: Office, table: LeadTable) -> None:
        super().__init__(table)
        self._office = office
        self._table = table
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(SAVE_AFTER_MS)
        self._saving.timeout.connect(self.save)
        header = table.horizontalHeader()
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(self._resized)
        self._wanted: list[int] = []
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(0)
        self._reading.timeout.connect(self._read)
        table.model().modelReset.connect(self._reading.start)
        table.viewport().installEventFilter(self)
        office.theme.changed.connect(self.restore)
        self.restore()

    def menu(self) -> QMenu:
        """Return the menu that shows or hides the columns after the light and the name."""
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("columns-menu")
        for place, column in enumerate(self._table.rows().columns[2:], start=2):
            action = QAction(column.title, menu)
            action.setCheckable(True)
            action.setChecked(not self._table.isColumnHidden(place))
            action.toggled.connect(self._shower(place))
            menu.addAction(action)
        return menu

    def save(self) -> None:
        """Keep the columns as they are."""
        self._office.seat.save_columns(self._place(), self._table.save_columns())

    def restore(self) -> None:
        """Show the columns that were kept at this text size, or share the width."""
        kept = self._office.seat.columns(self._place())
        if not kept.isEmpty():
            self._table.restore_columns(kept)
        self._wanted = []
        self._read()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the width among the columns when the width of the list changes."""
        if event.type() == QEvent.Type.Resize:
            self._spread()
        return super().eventFilter(watched, event)

    def _shower(self, place: int) -> Callable[[bool], None]:
        def show(shown: bool) -> None:
            self._table.setColumnHidden(place, not shown)
            self.save()

        return show

    def _read(self) -> None:
        """Widen the columns for what the list shows now; none becomes narrower for other rows, nothing jumps."""
        asked = wanted_widths(self._office.theme, self._table.rows())
        wanted = [max(pair) for pair in zip(asked, self._wanted or asked, strict=True)]
        if wanted != self._wanted:
            self._wanted = wanted
            self._spread()

    def _spread(self) -> None:
        """Share the width among the columns, until the user sets their widths."""
        if not self._wanted or not self._office.seat.columns(self._place()).isEmpty():
            return
        theme, columns = self._office.theme, self._table.rows().columns
        least = [theme.px(SHAPE), *(round(theme.px(column.width) * NARROWEST) for column in columns[1:])]
        room = self._table.viewport().width()
        widths = shared_widths(self._wanted, least, room, kept=KEPT, yielding=YIELDING, leaving=LEAVING)
        for n, wide in enumerate(widths):
            self._table.setColumnHidden(n, not wide)
            if wide:
                self._table.setColumnWidth(n, wide)

    def _place(self) -> str:
        return f"{TABLE}-{self._office.theme.scale}"

    def _resized(self, *_which: int) -> None:
        # The layout of the window resizes columns too, also while a row is clicked, which opens the sheet: only what is
        # dragged among the titles is the user's choice.
        if QGuiApplication.mouseButtons() and self._table.horizontalHeader().viewport().underMouse():
            self._saving.start()
