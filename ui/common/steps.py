"""Work of the window's own that is too long for one frame, done a step at a time."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer


class Steps(QTimer):
    """Does ``make()`` a step at each turn of the window's loop, so that keys and painting come between. A step is what
    runs up to the next ``yield``. Begun again while it is under way, the work is first done, then done anew once."""

    def __init__(self, make: Callable[[], Iterator[None]], parent: QObject) -> None:
        super().__init__(parent)
        self._make = make
        self._left: Iterator[None] | None = None
        self._again = False
        self.timeout.connect(self._step)

    def begin(self) -> None:
        """Do the work from the next turn on."""
        self._again = self._left is not None
        self._left = self._left or self._make()
        self.start(0)

    def drop(self) -> None:
        """Leave what is under way."""
        self.stop()
        self._left = None

    def _step(self) -> None:
        if self._left is None:
            return
        try:
            next(self._left)
        except StopIteration:
            self._left = None
            self.stop()
            if self._again:
                self.begin()
