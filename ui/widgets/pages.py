"""A stack of pages that shows one at a time, and what scrolls inside a page."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ui.look.theme import Theme


class Pages(QStackedWidget):
    """A stack that may be as small as the page shown: a larger hidden page must not make the window scroll."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pages")

    def minimumSizeHint(self) -> QSize:
        """Return the minimum size of the page shown."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown else QSize(0, 0)


class Upright(QVBoxLayout):
    """A column whose parts scroll by themselves, so that it never asks the window for the height of all their text."""

    def hasHeightForWidth(self) -> bool:
        """Return False, whatever the parts return."""
        return False


MOST = 16_777_215
"""No limit to a size, for Qt."""


def stand_beside(theme: Theme, side: QWidget, row: QBoxLayout, *, wide: int, tall: int) -> bool:
    """Stand ``side``, the last part of ``row``, beside the rest, ``wide`` pixels; or, in a narrow window, under it, as
    wide as the page and at least ``tall`` pixels high. Return whether it stands under."""
    under, along = theme.upright(side), QBoxLayout.Direction
    row.setDirection(along.TopToBottom if under else along.LeftToRight)
    side.setMinimumWidth(0 if under else wide)
    side.setMaximumWidth(MOST if under else wide)
    side.setMinimumHeight(tall if under else 0)
    return under


def scrolled(held: QWidget, *, name: str) -> QScrollArea:
    """Return ``held`` in a scroll area without a frame, for when it is taller than its place."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setWidget(held)
    return area


def move_part(part: QWidget, into: QBoxLayout, place: int) -> None:
    """Move a part into a layout, at ``place`` or at its end; it stays shown or hidden and keeps the keyboard it has."""
    place, here = min(place, into.count()), into.indexOf(part)
    if here >= 0 and here in (place, place - 1):
        return
    hidden, held = part.isHidden(), part.window().focusWidget()
    inside = held is not None and part.isAncestorOf(held)
    if held is not None and inside:
        held.clearFocus()  # Else Qt gives the keyboard to the next control, and scrolls to it.
    into.insertWidget(place - (0 <= here < place), part)
    part.setVisible(not hidden)  # What a layout takes in is hidden until the next turn of the loop.
    if held is not None and inside:
        held.setFocus(Qt.FocusReason.OtherFocusReason)
