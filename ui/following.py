"""What is shown and follows the base, without making the window wait for it."""

from collections.abc import Callable
from time import perf_counter

from core.store.port import Changed

EVERYTHING: Changed = frozenset({"*"})
SLOW_S = 0.015
"""A reading that takes longer is slow: a frame of the window. On a bad day the same reading takes five."""
CALM_MS = 1000
"""Others rest when they have written nothing for so long."""


class Follower:
    """Something read from the base: a page, the badges.

    One that is slow, in a very large base, follows at once what its own window writes; what others write, an import
    above all, waits until they rest. ``read(changed)`` reads again what changed; ``glance()`` the rows in sight only.
    """

    def __init__(self, read: Callable[[Changed], None], glance: Callable[[], None] | None = None) -> None:
        self.stale: Changed = EVERYTHING
        self._read = read
        self._glance = glance
        self._slow = False

    def catch_up(self) -> None:
        """Read all that changed."""
        if not self.stale:
            return
        began = perf_counter()
        self._take(self.stale)
        self._slow = perf_counter() - began > SLOW_S

    def follow(self, mine: Changed) -> bool:
        """Read what changed, ``mine`` of it by this window; return whether some of it is left for a calmer moment."""
        if not self._slow:
            self.catch_up()
            return False
        if mine:
            self._take(mine)
        if self.stale and self._glance is not None:
            self._glance()
        return bool(self.stale)

    def _take(self, changed: Changed) -> None:
        self.stale -= changed
        self._read(changed)
