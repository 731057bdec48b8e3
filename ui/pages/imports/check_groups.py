"""The list of the groups of problems of a file."""

from collections.abc import Callable, Sequence
from itertools import chain

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from core.model.checking import Group
from ui.look.theme import Theme
from ui.pages.imports.check_group_row import GroupRow, line_height, teller
from ui.pages.imports.check_settling import awaits, to_settle
from ui.widgets.layouts import drop

MOST = 6


class GroupList(QScrollArea):
    """The list. Signals: ``opened(code)``, to show its rows; ``settled(code, key)``, a choice was made;
    ``unsettled(code)``, it was removed.

    A group keeps its place when it is settled, so that nothing moves under the pointer.
    """

    opened = Signal(str)
    settled = Signal(str, str)
    unsettled = Signal(str)

    def __init__(self, theme: Theme, before: QWidget) -> None:
        """``before``: the control that precedes the first group in the tab order."""
        super().__init__()
        self._theme = theme
        self._before = before
        self._rows: dict[str, GroupRow] = {}
        self._groups: dict[str, Group] = {}
        self._alone = ""
        self.setObjectName("check-groups")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        inside = QWidget()
        inside.setProperty("plain", True)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setWidget(inside)
        theme.changed.connect(self.updateGeometry)

    def show_groups(self, groups: Sequence[Group], chosen: Callable[[Group], str]) -> None:
        """Show ``groups``; ``chosen`` returns the choice in force for each."""
        self._groups = {group.code: group for group in groups}
        for code in [code for code in self._rows if code not in self._groups]:
            drop(self._rows.pop(code))
        for group in groups:
            if group.code not in self._rows:
                self._add(group.code)
        for code, row in self._rows.items():
            row.show_group(self._groups[code], chosen(self._groups[code]))
        self.show_alone(self._alone)

    def show_alone(self, code: str) -> None:
        """Show one group only, while its rows are open; all groups for an empty ``code``."""
        self._alone = code if code in self._rows else ""
        for name, row in self._rows.items():
            row.setVisible(not self._alone or name == self._alone)
            row.show_open(name == self._alone)
        self.updateGeometry()

    def row(self, code: str) -> GroupRow:
        """Return the line of a group."""
        return self._rows[code]

    def group(self, code: str) -> Group | None:
        """Return the group of a code, or None when none is shown."""
        return self._groups.get(code)

    def next_after(self, code: str, chosen: Callable[[Group], str]) -> str:
        """Return the group to settle that follows ``code``; after the last, the first one that waits for an answer;
        empty when there is none."""
        codes = list(self._rows)
        start = codes.index(code) + 1 if code in codes else 0
        after = (one for one in codes[start:] if to_settle(self._groups[one], chosen(self._groups[one])))
        again = (one for one in codes[:start] if awaits(self._groups[one], chosen(self._groups[one])))
        return next(chain(after, again), "")

    def current(self) -> str:
        """Return the group that has the focus, empty when none has."""
        return next((code for code, row in self._rows.items() if row.isAncestorOf(self.focusWidget() or self)), "")

    def go_to(self, code: str) -> None:
        """Give the focus to a group: Entrée opens its lines, Tab goes to its repairs."""
        self._rows[code].take_focus()
        self.ensureWidgetVisible(self._rows[code])

    def sizeHint(self) -> QSize:
        """Return the height of its lines, at most six: the lines of the file below need room too."""
        shown = len([row for row in self._rows.values() if not row.isHidden()])
        return QSize(400, self._high(min(shown, MOST)))

    def minimumSizeHint(self) -> QSize:
        """Return the height of one line and the start of the next."""
        shown = len([row for row in self._rows.values() if not row.isHidden()])
        return QSize(200, min(self._high(shown), self._high(1) + 20))

    def _high(self, lines: int) -> int:
        return lines * (line_height(self._theme) + 1)

    def _add(self, code: str) -> None:
        row = GroupRow(self._theme, code)
        row.opened.connect(teller(self.opened.emit, code))
        row.settled.connect(lambda key: self.settled.emit(code, key))
        row.unsettled.connect(teller(self.unsettled.emit, code))
        self._column.addWidget(row)
        QWidget.setTabOrder([*self._rows.values()][-1].last() if self._rows else self._before, row.line)
        self._rows[code] = row
