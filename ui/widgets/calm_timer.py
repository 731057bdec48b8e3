"""A timer that never fires between the press and the release of a mouse button: what is made again, moved or widened
under the pointer would lose the click."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

AGAIN_MS = 40
"""How often the end of a click is waited for."""


def is_clicking() -> bool:
    """Tell whether a button of the mouse is held."""
    return QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton


class CalmTimer(QTimer):
    """Calls ``run`` every ``every`` milliseconds, or once after :meth:`start`."""

    def __init__(self, run: Callable[[], object], parent: QObject, *, every: int = 0) -> None:
        super().__init__(parent)
        self._run = run
        self._waiting = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._waiting.timeout.connect(self._fire)
        self.timeout.connect(self._fire)
        self.setSingleShot(not every)
        if every:
            self.start(every)

    def stop(self) -> None:
        """Fire no more, not even what waits for the end of a click."""
        super().stop()
        self._waiting.stop()

    def _fire(self) -> None:
        if is_clicking():
            self._waiting.start()
        else:
            self._run()
