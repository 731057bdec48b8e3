"""Makes writers of all processes take turns, first come first served, so that an import never keeps a call from being
saved.

SQLite's own waiting is unfair: whoever has just released the lock takes it again. Two file locks make a queue: a writer
waits for the writing lock while holding the « door » lock, so that whoever wrote last must wait behind the door.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from core.base.locks import held
from core.words.errors import error


class Turns:
    """The queue of one base. ``wait``: seconds a writer waits before the base is reported as busy."""

    def __init__(self, base: Path, wait: float) -> None:
        self._door, self._desk = (base.with_name(f"{base.name}.{name}") for name in ("door", "desk"))
        self._wait = wait

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Hold the turn to write. Raises UserError, with nothing done, when it does not come in time or the folder
        refuses."""
        with ExitStack() as desk:
            try:
                with held(self._door, self._wait):
                    desk.enter_context(held(self._desk, self._wait))
            except TimeoutError:
                raise error("BASE_BUSY", seat="un autre poste") from None
            except OSError as problem:  # The folder refuses the lock's file.
                raise error("BASE_READ_ONLY") from problem
            yield

    def awaited(self) -> bool:
        """Tell whether another writer waits for the turn held here."""
        try:
            with held(self._door, 0):
                return False
        except OSError:  # A TimeoutError is one: somebody stands at the door. Any other trouble ends the turn as soon.
            return True
