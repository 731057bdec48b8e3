"""The timeline of a lead: hour in the margin, one sentence, its author, newest first. Also used for the journal of a
day."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.base.records import Struct
from ui.look.theme import Theme
from ui.widgets.layouts import Themed
from ui.widgets.lists.table_model import DISPLAY, NO_INDEX, SPOKEN, Index
from ui.widgets.paint import LEFT, RIGHT, margin_line, selected_ground, text_width

LineT = TypeVar("LineT")


class TimelineEntry(Struct, frozen=True):
    """One entry. ``when``: date or hour shown in the margin; ``text``: one sentence; ``by``: who. ``undone``: since
    when it no longer counts (« annulé à 10 h 44 »). ``heading``: the text is a day, in semibold, without the rest."""

    when: str
    text: str
    by: str = ""
    undone: str = ""
    heading: bool = False


class LineModel(QAbstractListModel, Generic[LineT]):
    """The lines of a list, in the order given."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: Sequence[LineT] = ()

    def show_lines(self, lines: Sequence[LineT]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)


class EntryModel(LineModel[TimelineEntry]):
    """The entries of a timeline."""

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return the sentence, or the whole entry for screen readers."""
        if role == DISPLAY:
            return self.lines[index.row()].text
        if role == SPOKEN:
            entry = self.lines[index.row()]
            return ", ".join(part for part in (entry.when, entry.text, entry.by, entry.undone) if part)
        return None


class EntryDelegate(QStyledItemDelegate):
    """Paints one line of the timeline."""

    def __init__(self, theme: Theme, margin: int, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._margin = margin

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size: 28 high at 100 %."""
        return QSize(200, self._theme.height(28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, EntryModel):
            return
        entry = model.lines[index.row()]
        theme = self._theme
        rect: QRect = option.rect
        line = theme.px(self._margin)
        if option.state & QStyle.StateFlag.State_Selected:
            selected_ground(painter, theme, rect)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("muted"))
        painter.drawText(QRect(rect.left(), rect.top(), line - 12, rect.height()), RIGHT, entry.when)
        margin_line(painter, theme, x=rect.left() + line, top=rect.top(), bottom=rect.bottom() + 1)
        tail = "  ".join(part for part in (entry.by, entry.undone) if part)
        right = text_width(theme.font("body"), tail) + 12 if tail else 0
        inner = QRect(rect.left() + line + 16, rect.top(), rect.width() - line - 28 - right, rect.height())
        font = theme.font("body", semibold=entry.heading)
        painter.setFont(font)
        painter.setPen(theme.color("muted" if entry.undone else "text"))
        text = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, LEFT, text)
        if tail:
            painter.setFont(theme.font("body"))
            painter.setPen(theme.color("muted"))
            start = min(inner.left() + text_width(font, text) + 12, rect.right() - right)
            painter.drawText(QRect(start, rect.top(), right, rect.height()), LEFT, tail)


class MarginList(Themed, QListView):
    """A list whose margin line goes down to the bottom."""

    def __init__(self, theme: Theme, *, name: str, title: str, margin: int) -> None:
        super().__init__(theme, name=name, title=title)
        self._margin = margin
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.doItemsLayout)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        x = self._theme.px(self._margin)
        margin_line(painter, self._theme, x=x, top=0, bottom=self.viewport().height())
        painter.end()
        super().paintEvent(event)


class Timeline(MarginList):
    """The list of entries."""

    def __init__(self, theme: Theme, *, name: str, title: str, margin: int = 88) -> None:
        super().__init__(theme, name=name, title=title, margin=margin)
        self._entries = EntryModel(self)
        self.show_entries = self._entries.show_lines
        self.setModel(self._entries)
        self.setItemDelegate(EntryDelegate(theme, margin, self))
        self.setUniformItemSizes(True)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        self.viewport().update()
