"""A file that one program at a time holds: the system lets go of it when its holder ends, however it ends."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    _NO_LINK = 0
else:
    import fcntl

    _NO_LINK = os.O_NOFOLLOW

_POLL_S = 0.001


@contextmanager
def held(path: Path, wait: float = float("inf")) -> Iterator[None]:
    """Hold the file, made if it is not there, for this user alone. ``wait``: seconds. Raises TimeoutError when another
    holder keeps it all that while, of this program or of another; OSError when it cannot be made."""
    until = time.monotonic() + wait
    while (file := _taken(path)) is None:
        if time.monotonic() >= until:
            raise TimeoutError(str(path))
        time.sleep(_POLL_S)
    try:
        yield
    finally:
        _let_go(file)


def _taken(path: Path) -> int | None:
    """Return the file, open and held; None when another holds it. It is opened at each try, so that no name that was
    taken away is waited for."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o600)
    try:
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # The second is what Windows answers.
        os.close(file)
        return None
    except BaseException:
        os.close(file)
        raise
    return file


def _let_go(file: int) -> None:
    # Closed alone, Windows would let go of it when it finds the time, and a child that copied this program never.
    if sys.platform == "win32":
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_UN)
    os.close(file)
