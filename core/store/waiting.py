"""Waiting, a stretch at a time: for the turn, for the disk. A window paints between two stretches."""

from collections.abc import Callable
from math import inf
from time import monotonic
from typing import Final

STRETCH_S = 0.03
"""Seconds a write waits without letting its window paint: two frames."""


class Waiting:
    """How the writes of one store wait: at a stretch, until :meth:`paint_with` says what to do meanwhile."""

    def __init__(self) -> None:
        self._meanwhile: Callable[[], None] | None = None
        self._since = 0.0
        self.pausing = False
        """True inside ``meanwhile``, before the transaction of a write or after its commit, never within."""

    def paint_with(self, meanwhile: Callable[[], None]) -> None:
        """From now on call ``meanwhile`` between two stretches."""
        self._meanwhile = meanwhile

    def begin(self) -> None:
        """Count the first stretch from now."""
        self._since = monotonic()

    def stretch(self) -> float:
        """Return the seconds one may wait before :meth:`pause` is due."""
        return inf if self._meanwhile is None else max(0.0, self._since + STRETCH_S - monotonic())

    def pause(self) -> None:
        """Let the window paint."""
        if self._meanwhile is None:
            return
        self.pausing = True
        try:
            self._meanwhile()
        finally:
            self.pausing, self._since = False, monotonic()


AT_A_STRETCH: Final = Waiting()
"""For who has nothing to paint."""
