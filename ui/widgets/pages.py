"""A stack of pages that shows one at a time, what scrolls inside a page, and how what has just appeared is scrolled
into sight."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from ui.look.theme import Theme
from ui.widgets.layouts import Named

PageT = TypeVar("PageT", bound=QWidget)


class Pages(Named, QFrame):
    """A stack that asks what the page shown asks: a larger hidden page must not make the window scroll, nor squeeze
    what stands above. ``currentChanged(place)``: another page is shown."""

    currentChanged = Signal(int)  # noqa: N815 - as Qt names it in its own stack

    def __init__(self, *pages: QWidget, name: str = "pages") -> None:
        super().__init__(name=name)
        self._stack = _PageStack(self)
        self._stack.currentChanged.connect(self.updateGeometry)
        self._stack.currentChanged.connect(self.currentChanged)
        for page in pages:
            self.addWidget(page)

    def addWidget(self, page: QWidget) -> None:
        """Add a page at the end; the first is shown."""
        self._stack.addWidget(page)

    def late(self, theme: Theme, make: Callable[[], PageT]) -> PageT:
        """Return a page that is made now, long after the others: dressed once it is whole, and added at the end."""
        with theme.undressed():
            made = make()
            self.addWidget(made)
        return made

    def setCurrentWidget(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)

    def setCurrentIndex(self, place: int) -> None:
        self._stack.setCurrentIndex(place)

    def currentWidget(self) -> QWidget | None:
        return self._stack.currentWidget()

    def currentIndex(self) -> int:
        """Return the place of the page shown, -1 without one."""
        return self._stack.currentIndex()


class _PageStack(QStackedLayout):
    """The layout of the stack; Qt's own asks for the height that the longest text needs, in sight or not."""

    def minimumSize(self) -> QSize:
        widget = self.currentWidget()
        return widget.minimumSizeHint() if widget else QSize(0, 0)

    def hasHeightForWidth(self) -> bool:
        widget = self.currentWidget()
        return widget is not None and widget.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """Return the least height of the page shown, its texts whole: what a column of Qt asks for here, it holds for
        the minimum, and a list that would like more would squeeze what stands above."""
        widget = self.currentWidget()
        if widget is None:
            return 0
        inside = widget.layout()
        asked_count = inside.totalMinimumHeightForWidth(width) if inside else widget.heightForWidth(width)
        return max(asked_count, self.minimumSize().height())


class Upright(QVBoxLayout):
    """A column whose parts scroll by themselves, so that it never asks the window for the height of all their text."""

    def hasHeightForWidth(self) -> bool:
        """Return False, whatever the parts return."""
        return False


MOST = 16_777_215
"""No limit to a size, for Qt."""


def stand_beside(theme: Theme, side: QWidget, row: QBoxLayout, *, wide: int, tall: int, least: int = 0) -> bool:
    """Stand ``side``, the last part of ``row``, beside the rest, ``wide`` pixels; or, in a window that is narrow or has
    fewer than ``least`` pixels at 100 %, under it, as wide as the page and at least ``tall`` pixels high. Return
    whether it stands under."""
    along = QBoxLayout.Direction
    under = theme.upright(side) or side.window().width() < theme.px(least)
    row.setDirection(along.TopToBottom if under else along.LeftToRight)
    side.setMinimumWidth(0 if under else wide)
    side.setMaximumWidth(MOST if under else wide)
    side.setMinimumHeight(tall if under else 0)
    return under


def scrolled(held: QWidget | None, *, name: str, across: bool = True) -> QScrollArea:
    """Return ``held``, None for what comes later, in a scroll area without a frame, for when it is taller than its
    place. ``across``: it may be wider too."""
    area = QScrollArea()
    area.setObjectName(name)
    bare_area(area, held, across=across)
    return area


def bare_area(area: QScrollArea, held: QWidget | None, *, across: bool = False) -> None:
    """Have ``area`` hold a widget, as :func:`scrolled` does."""
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    if not across:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    if held is not None:
        area.setWidget(held)


def move_part(part: QWidget, into: QBoxLayout, place: int) -> None:
    """Move a part into a layout, at ``place`` or at its end; it stays shown or hidden and keeps the keyboard it has."""
    place, here = min(place, into.count()), into.indexOf(part)
    if here >= 0 and here in (place, place - 1):
        return
    hidden, widget = part.isHidden(), part.window().focusWidget()
    inside = widget is not None and part.isAncestorOf(widget)
    if widget is not None and inside:
        widget.clearFocus()  # Else Qt gives the keyboard to the next control, and scrolls to it.
    into.insertWidget(place - (0 <= here < place), part)
    part.setVisible(not hidden)  # What a layout takes in is hidden until the next turn of the loop.
    if widget is not None and inside:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)


_AIR = 16
"""Pixels kept above and below."""


def bring_into_sight(widget: QWidget) -> None:
    """Scroll the page around a widget so that it is seen, once it has its place."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        area = above
        QTimer.singleShot(0, widget, lambda: area.ensureWidgetVisible(widget, 0, _AIR))
