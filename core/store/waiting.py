"""Waiting, a stretch at a time: for the turn, for the disk. A window paints between two stretches."""

from collections.abc import Callable
from math import inf
from time import monotonic

STRETCH_S = 0.03
"""Seconds a window waits without painting: two frames."""


class Waiting:
    """How one waits. Nobody paints until :meth:`paint_with` is called: one stretch is then as long as the wait."""

    def __init__(self) -> None:
        self._meanwhile: Callable[[], None] | None = None
        self._since = 0.0
        self.pausing = False
        """True inside ``meanwhile``: what is begun there would come in the middle of a write."""

    def paint_with(self, meanwhile: Callable[[], None]) -> None:
        """From now on call ``meanwhile`` between two stretches."""
        self._meanwhile = meanwhile

    def begin(self) -> None:
        """A write begins: the window painted until now."""
        self._since = monotonic()

    def stretch(self) -> float:
        """Return the seconds one may wait before :meth:`pause` is due."""
        return inf if self._meanwhile is None else max(0.0, self._since + STRETCH_S - monotonic())

    def pause(self) -> None:
        """Let the window paint."""
        if self._meanwhile is None:
            return
        outer, self.pausing = self.pausing, True
        try:
            self._meanwhile()
        finally:
            self.pausing, self._since = outer, monotonic()
