"""Writers take turns, first come first served, across processes: an import never starves a call log.

SQLite's own waiting is unfair: who has just released the lock takes it again. Two file locks make a queue: a writer
waits for the writing lock while holding the door, so whoever wrote last finds the door shut and waits behind.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from core.words.errors import error

_POLL = 0.001


class Turns:
    """The queue of one base; ``wait`` is how long (seconds) a writer waits before it says that the base is busy."""

    def __init__(self, base: Path, wait: float) -> None:
        self._door = FileLock(base.with_name(base.name + ".door"), timeout=wait)
        self._desk = FileLock(base.with_name(base.name + ".desk"), timeout=wait)

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Hold the turn; raise UserError, nothing done, when it does not come or the folder refuses."""
        with ExitStack() as desk:
            try:
                with self._door.acquire(poll_interval=_POLL):
                    desk.enter_context(self._desk.acquire(poll_interval=_POLL))
            except Timeout:
                raise error("BASE_BUSY", seat="un autre poste") from None
            except OSError as problem:  # Timeout is one too: the folder refuses the lock's file.
                raise error("BASE_READ_ONLY") from problem
            yield
