"""The hold of this process on the files of an open base.

POSIX gives back every lock of a process on a file when that process closes any descriptor of it (fcntl(2)), whoever
opened it: the next program that opens and closes the base then takes itself for the last one, and deletes the log under
those who still write in it. So nothing here opens these files but SQLite: what Python opens is refused, and what a
library opens by itself is seen by the locks that are gone. On Windows a lock belongs to its own handle.
"""

import errno
import os
import sys
from collections.abc import Iterable
from functools import cache
from os.path import samestat
from pathlib import Path
from stat import S_ISREG
from typing import Any
from weakref import WeakSet

from core.store.safe.base_key import BaseKey

_OPEN, _TOLD = Path("/proc/self/fd"), Path("/proc/self/fdinfo")
_SHARED = 0x40000002
"""The first byte of the base that whoever has it open in WAL locks (sqlite3, os.h: SHARED_FIRST)."""
_ALIVE = 128
"""The byte of the index of the log that says that somebody uses it (os_unix.c: UNIX_SHM_DMS)."""
_SAID = "the base is open: only its engine may read this file"


class Hold:
    """The hold on the base at ``path``, just opened by a connection that has read it. ``seal``: under which it is
    sealed, which its file is not asked again."""

    def __init__(self, path: Path, seal: BaseKey | None = None) -> None:
        self.seal = seal
        self._files = {path: _SHARED, path.with_name(f"{path.name}-shm"): _ALIVE}
        self._bearing: set[Path] = set()
        self.begin_anew()
        # Some file systems and sandboxes name the files otherwise in their table, or have none: then it says nothing.
        self._says = sys.platform == "linux" and self._stands()
        _watch()
        HELD.add(self)

    def begin_anew(self) -> None:
        """Look for the locks that a connection just opened takes."""
        self._bytes = {(file.stat().st_ino, byte) for file, byte in self._files.items() if file.exists()}

    def stands(self) -> bool:
        """Tell whether the system still holds the locks for this process; true where it does not say."""
        return not self._says or self._stands()

    def end(self) -> None:
        """Let go of the files: the base is closed."""
        HELD.discard(self)

    def covers(self, path: str | bytes | Path) -> bool:
        """Tell whether ``path`` is one of the files whose locks would be lost. The log bears none."""
        try:
            asked = Path(os.fsdecode(path)).stat()
        except (OSError, ValueError):
            return False
        # A device may have the numbers of any file: Windows' "nul" has none.
        return S_ISREG(asked.st_mode) and any(_is(asked, file) for file in self._files)

    def _stands(self) -> bool:
        """Ask the descriptors that bore the locks the last time, and all of them where these no longer do."""
        return self._borne_by(self._bearing) or self._borne_by(_OPEN.glob("*"))

    def _borne_by(self, descriptors: Iterable[Path]) -> bool:
        locks = _own_locks({number for number, _byte in self._bytes}, descriptors)
        self._bearing = {descriptor for descriptor, *_lock in locks}
        return len(self._bytes) == len(self._files) and all(
            any(number == of and first <= byte <= last for _by, of, first, last in locks)
            for number, byte in self._bytes
        )


HELD: "WeakSet[Hold]" = WeakSet()
"""The bases that this process has open: what is refused here is so for the whole process."""


def holds() -> tuple[Hold, ...]:
    """Return the bases that this process has open, whatever another thread opens or closes meanwhile."""
    while True:
        try:
            return tuple(HELD)
        except RuntimeError:  # The set changed while it was read.
            continue


def _own_locks(numbers: set[int], descriptors: Iterable[Path]) -> list[tuple[Path, int, int, int]]:
    """Return the locks of this process on the files of ``numbers``, each as (descriptor, number of the file, first
    byte, last byte). They are asked of ``descriptors`` (proc_pid_fdinfo(5)): the table of the whole system,
    /proc/locks, is read a page at a time, and misses some while others come and go."""
    found = []
    try:
        for descriptor in descriptors:
            number = _number(int(descriptor.name))
            lines = _lines(f"{_TOLD}/{descriptor.name}") if number in numbers else []
            for words in (line.split() for line in lines if line.startswith(b"lock:")):
                found.append((descriptor, number, int(words[7]), sys.maxsize if words[8] == b"EOF" else int(words[8])))
    except OSError:
        return []
    return found


def _lines(path: str) -> list[bytes]:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - twice as fast, and asked twice by each write
        return file.read().splitlines()


def _number(descriptor: int) -> int:
    """Return the number of the file open there; 0 where it was closed meanwhile."""
    try:
        return os.fstat(descriptor).st_ino
    except OSError:
        return 0


def _is(asked: os.stat_result, file: Path) -> bool:
    try:
        return samestat(asked, file.stat())
    except OSError:
        return False


@cache
def _watch() -> None:
    """Refuse from now on what Python opens of a base that is open here; a hook is never taken away."""

    def opening(event: str, values: tuple[Any, ...]) -> None:
        if event == "open" and HELD and isinstance(values[0], str | bytes):
            refused = any(hold.covers(values[0]) for hold in holds())
            if refused:
                raise PermissionError(errno.EACCES, _SAID, values[0])

    sys.addaudithook(opening)
