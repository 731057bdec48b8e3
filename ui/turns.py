"""Work of the window's own that is too long for one frame, done a step at a time."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer


class Turns(QTimer):
    """One step at each turn of the window's loop, so that keys and painting come between; work begun anew takes the
    place of what was under way. A step is what runs up to the next ``yield``."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] = iter(())
        self.timeout.connect(self._step)

    def begin(self, steps: Iterator[None]) -> None:
        """Do this work from the next turn on."""
        self._steps = steps
        self.start(0)

    def _step(self) -> None:
        try:
            next(self._steps)
        except StopIteration:
            self.stop()
