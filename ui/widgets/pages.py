"""A stack of pages that shows one at a time, and what scrolls inside a page."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget


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


def scrolled(held: QWidget, *, name: str) -> QScrollArea:
    """Return ``held`` in a scroll area without a frame, for when it is taller than its place."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setWidget(held)
    return area
