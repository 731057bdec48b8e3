"""Makes writers of all processes take turns, first come first served, so that an import never keeps a call from being
saved.

SQLite's own waiting is unfair: whoever has just released the lock takes it again. Two file locks make a queue: a writer
waits for the writing lock while holding the « door » lock, so that whoever wrote last must wait behind the door.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from core.base.lazy_imports import filelock
from core.words.errors import error

if TYPE_CHECKING:
    from filelock import BaseFileLock

_POLL = 0.001


class Turns:
    """The queue of one base. ``wait``: seconds a writer waits before the base is reported as busy."""

    def __init__(self, base: Path, wait: float) -> None:
        self._base, self._wait = base, wait

    @cached_property
    def _door(self) -> "BaseFileLock":
        return self._lock("door")

    @cached_property
    def _desk(self) -> "BaseFileLock":
        return self._lock("desk")

    def _lock(self, name: str) -> "BaseFileLock":
        made: BaseFileLock = filelock().FileLock(self._base.with_name(f"{self._base.name}.{name}"), timeout=self._wait)
        return made

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Hold the turn to write. Raises UserError, with nothing done, when it does not come in time or the folder
        refuses."""
        with ExitStack() as desk:
            try:
                with self._door.acquire(poll_interval=_POLL):
                    desk.enter_context(self._desk.acquire(poll_interval=_POLL))
            except filelock().Timeout:
                raise error("BASE_BUSY", seat="un autre poste") from None
            except OSError as problem:  # The folder refuses the lock's file; a Timeout is handled above.
                raise error("BASE_READ_ONLY") from problem
            yield

    def awaited(self) -> bool:
        """Tell whether another writer waits for the turn held here."""
        try:
            self._door.acquire(timeout=0)
        except OSError:  # A Timeout is one: somebody stands at the door. Any other trouble ends the turn as soon.
            return True
        self._door.release()
        return False
