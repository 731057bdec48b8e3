"""Writers take turns, first come first served, across processes: an import never starves a call log.

SQLite's own waiting is unfair: who has just released the lock takes it again. Two file locks make a queue: a writer
waits for the writing lock while holding the door, so whoever wrote last finds the door shut and waits behind.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from time import monotonic

from filelock import FileLock, Timeout

from core.store.waiting import AT_A_STRETCH, Waiting
from core.wording import error

_POLL = 0.001


class Turns:
    """The queue of one base; ``wait`` is how long (seconds) a writer waits before it says that the base is busy."""

    def __init__(self, base: Path, wait: float) -> None:
        self._door = FileLock(base.with_name(base.name + ".door"))
        self._desk = FileLock(base.with_name(base.name + ".desk"))
        self._wait = wait

    @contextmanager
    def mine(self, waiting: Waiting = AT_A_STRETCH) -> Iterator[None]:
        """Hold the turn; raise UserError, nothing done, when it does not come or the folder refuses. The place in the
        queue is kept while a window paints."""
        with ExitStack() as desk:
            try:
                with self._taken(self._door, waiting):
                    desk.enter_context(self._taken(self._desk, waiting))
            except Timeout:
                raise error("BASE_BUSY", seat="un autre poste") from None
            except OSError as problem:  # Timeout is one too: the folder refuses the lock's file.
                raise error("BASE_READ_ONLY") from problem
            yield

    def _taken(self, lock: FileLock, waiting: Waiting) -> AbstractContextManager[object]:
        """Take a lock, and return what lets it go; raise Timeout when it does not come."""
        until = monotonic() + self._wait
        while True:
            left = until - monotonic()
            try:
                return lock.acquire(timeout=max(0.0, min(left, waiting.stretch())), poll_interval=_POLL)
            except Timeout:
                if left <= 0:
                    raise
            waiting.pause()
