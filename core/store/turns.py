"""Writers take turns, first come first served, across processes: an import never starves a call log.

SQLite's own waiting is unfair: who has just released the lock takes it again. Two file locks make a queue: a writer
waits for the writing lock while holding the door, so whoever wrote last finds the door shut and waits behind.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from filelock import FileLock, Timeout

from core.store.waiting import Waiting
from core.wording import error

_POLL = 0.001


class Turns:
    """The queue of one base; ``wait`` is how long (seconds) a writer waits before it says that the base is busy."""

    def __init__(self, base: Path, wait: float, waiting: Waiting | None = None) -> None:
        self._door = FileLock(base.with_name(base.name + ".door"))
        self._desk = FileLock(base.with_name(base.name + ".desk"))
        self._wait = wait
        self._waiting = waiting or Waiting()

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Hold the turn; raise UserError, nothing done, when it does not come or the folder refuses."""
        try:
            self._take(self._door)
            try:
                self._take(self._desk)
            finally:
                self._door.release()
        except Timeout:
            raise error("BASE_BUSY", seat="un autre poste") from None
        except OSError as problem:  # Timeout is one too: the folder refuses the lock's file.
            raise error("BASE_READ_ONLY") from problem
        try:
            yield
        finally:
            self._desk.release()

    def _take(self, lock: FileLock) -> None:
        """Take a lock, waiting a stretch at a time; raise Timeout when it does not come."""
        until = monotonic() + self._wait
        while True:
            left = until - monotonic()
            try:
                lock.acquire(timeout=max(0.0, min(left, self._waiting.stretch())), poll_interval=_POLL)
            except Timeout:
                if left <= 0:
                    raise
                self._waiting.pause()
            else:
                return
