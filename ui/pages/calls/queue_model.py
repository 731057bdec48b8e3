"""What the queue shows, line by line: whom to call now, then who comes later."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from core.actions.calling.calldesk import Queue
from core.base.french import number
from core.base.i18n import _, n_
from core.base.records import Struct
from core.model.lead import LeadRow
from core.model.verdict import Light
from ui.pages.calls.words_of import queue_detail, queue_spoken
from ui.widgets.label import as_tip

Index = QModelIndex | QPersistentModelIndex


class Entry(Struct, frozen=True):
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
        self._entries: list[Entry] = []
        self._now: datetime | None = None
        self.unfolded = False

    def show_queue(self, now: Sequence[LeadRow], queue: Queue, at: datetime) -> None:
        """Show the queue, its moments written as seen at ``at``; the same people in the same order keep the selection
        and the scroll position."""
        entries = [Entry(row=row, light=row.light) for row in now]
        if queue.today:
            entries += [Entry(_("Plus tard aujourd’hui")), *map(_waits, queue.today)]
        if queue.later:
            count = len(queue.later)
            words = n_("Demain et après, {n} personne", "Demain et après, {n} personnes", count).format(n=number(count))
            entries += [Entry(words, folds=True), *(map(_waits, queue.later) if self.unfolded else ())]
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

    def entry(self, place: int) -> Entry:
        """Return the line at ``place``."""
        return self._entries[place]

    def detail(self, place: int) -> str:
        """Return the second line of a person."""
        one = self._entries[place]
        return queue_detail(one.row, self._now) if one.row is not None and self._now else ""

    def rowCount(self, _parent: Index | None = None) -> int:
        """Return how many lines the column has."""
        return len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a heading is passed over by the keyboard, and that a person or a fold is not."""
        one = self._entries[index.row()]
        if one.row is None and not one.folds:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return the name, the text for screen readers, or the same as a tooltip."""
        one = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (one.row.name or _("Sans nom")) if one.row is not None else one.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row())
        return as_tip(self._spoken(index.row())) if role == Qt.ItemDataRole.ToolTipRole else None

    def _spoken(self, place: int) -> str:
        one = self._entries[place]
        return queue_spoken(one.row, self.detail(place)) if one.row is not None else one.words


def _waits(row: LeadRow) -> Entry:
    return Entry(row=row)


def _key(one: Entry) -> object:
    return one.words if one.row is None else one.row.id
