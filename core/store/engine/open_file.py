"""Whether the file of an open base is still the one that was opened: one renamed, replaced or written over meanwhile
takes nothing more."""

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from core.store.engine import driver
from core.store.engine.driver import Access, Connection, Error, connect
from core.words.errors import error

_SETTLED = 1_000_000_000
"""Nanoseconds after which nobody copies the log back any more: what is read in between may be half old, half new."""

_LAST = "SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1"
_NONE = (0, "")


class OpenBaseFile:
    """The file of a base, known by its device and number, and by the last row of the journal in it: what is copied back
    in it from its log never takes one away."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is = self._state()[:2]
        self.begin_anew()

    def begin_anew(self) -> None:
        """Know nothing of the content: it is first seen, or was replaced through the engine."""
        self._seen: tuple[int, ...] = ()
        self._row, self._hash = _NONE

    def is_there(self) -> bool:
        """Tell whether the file of that name is still the one that was opened, whatever it holds."""
        return self._state()[:2] == self._is

    def check(self) -> None:
        """Raise UserError BASE_MOVED when the file of that name is another, or is gone, or holds another content."""
        self._check(self._look)

    def check_first(self, connection: Connection) -> None:
        """Do as :meth:`check` for a base just opened by ``connection``, which has read the schema already: reading it
        again was a quarter of an opening. What it answers is in the file, as long as the log beside it is empty."""
        self._check(lambda: self._answered(connection) or self._look())

    def _check(self, look: Callable[[], tuple[int, str]]) -> None:
        state = self._state()
        if not state or state[:2] != self._is:
            raise error("BASE_MOVED", folder=str(self._path.parent))
        if state != self._seen and time.time_ns() - state[2] > _SETTLED:
            last = look()
            if state == self._state():
                self._seen, (self._row, self._hash) = state, last

    def _answered(self, connection: Connection) -> tuple[int, str] | None:
        """Return the last row of the journal as ``connection`` says, None when it may be in the log alone."""
        try:
            last: tuple[int, str] | None = connection.execute(_LAST).fetchone()
        except Error:
            return None
        log = self._path.with_name(f"{self._path.name}-wal")
        return None if log.exists() and log.stat().st_size else last or _NONE

    def _state(self) -> tuple[int, ...]:
        """Return the device and the number of the file, when it was written and its size; nothing when it is gone."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return ()
        return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size

    def _look(self) -> tuple[int, str]:
        """Look for the row last seen in the file alone, without its log, and return the last one now. The engine opens
        it: any other way of closing it would drop the locks of this process."""
        try:
            with closing(connect(self._path, Access.ALONE)) as alone:
                last = alone.execute(_LAST).fetchone()
                then = alone.execute("SELECT hash FROM journal WHERE id = ?", (self._row,)).fetchone()
        except Error as problem:
            if self._hash and problem.sqlite_errorcode == driver.NOTADB:
                raise error("BASE_MOVED", folder=str(self._path.parent)) from problem
            return self._row, self._hash  # Nothing was copied back yet.
        if self._hash and (then is None or then[0] != self._hash):
            raise error("BASE_MOVED", folder=str(self._path.parent))
        return last or _NONE
