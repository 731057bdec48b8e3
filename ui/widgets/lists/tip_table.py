"""A table that tells the whole of a cell too long for its column, as plain text, and what is spoken of others."""

from typing import TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from ui.widgets.label import as_tip
from ui.widgets.lists.table import Table
from ui.widgets.lists.table_model import HasId
from ui.widgets.paint import text_width

RowT = TypeVar("RowT", bound=HasId)
AROUND = 26
"""Padding of a cell and the room its icon may take, in pixels."""


class TipTable(Table[RowT]):
    """See :class:`ui.widgets.lists.table.Table`."""

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
        cell = self.rows().cells(index.row())[index.column()]
        font = self._theme.font("body", semibold=cell.semibold)
        cut = text_width(font, cell.text) > self.columnWidth(index.column()) - AROUND
        return as_tip(cell.spoken or cell.text) if cut or cell.spoken else ""
