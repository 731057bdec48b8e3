"""Tells the pages, on the main thread, what was committed by this window or another program.

In this process the store tells it at once; for other processes the version of the base is read four times a second (3.5
µs). Nothing is told while a gesture is under way (a mouse button held down, a menu or a list dropped down, a dialog
that waits for its answer): what a page shows anew then would take it away, with the card that asked.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from core.store.port import Changed, Store

EVERY_MS = 250


class Live(QObject):
    """Calls ``heard(changed)``: at once for the first change, then at most four times a second, between gestures."""

    def __init__(self, store: Store, heard: Callable[[Changed], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("live")
        self._store = store
        self._heard = heard
        self._waiting: Changed = frozenset()
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(EVERY_MS)
        self._resting.timeout.connect(self._tell)
        self._looking = QTimer(self)
        self._looking.setInterval(EVERY_MS)
        self._looking.timeout.connect(self._look)
        self._looking.start()
        self._deaf = store.listen(self.hear)

    def stop(self) -> None:
        """Stop calling, because the window closes."""
        deaf, self._deaf = self._deaf, _nothing
        deaf()
        self._looking.stop()
        self._resting.stop()

    def hear(self, changed: Changed) -> None:
        """Tell what changed, now or soon."""
        if not changed:
            return
        self._waiting |= changed
        if not self._resting.isActive():
            self._tell()

    def _look(self) -> None:
        self.hear(self._store.news())

    def _tell(self) -> None:
        if not self._waiting:
            return
        self._resting.start()
        if QGuiApplication.mouseButtons() or QApplication.activePopupWidget() or QApplication.activeModalWidget():
            return
        changed, self._waiting = self._waiting, frozenset()
        self._heard(changed)


def _nothing() -> None:
    """Stop nothing: a window may be closed twice."""
