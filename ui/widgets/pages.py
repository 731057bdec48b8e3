"""A stack of pages of which one is in sight."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class Pages(QStackedWidget):
    """The stack of pages, as small as the page in sight allows: the others must not make it scroll."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pages")

    def minimumSizeHint(self) -> QSize:
        """Return what the page in sight needs."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown else QSize(0, 0)
