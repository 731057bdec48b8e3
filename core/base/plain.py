"""Checks that a path is a plain file before it is read: reading a pipe could wait for ever, and a device such as
/dev/zero never ends."""

import stat
from pathlib import Path


def size_of(path: Path) -> int:
    """Return the size of a plain file, in bytes. Raises OSError when it is missing, cannot be named, or is not a plain
    file."""
    try:
        found = path.stat()
    except ValueError as problem:  # A zero byte in the name.
        raise FileNotFoundError(str(path)) from problem
    if not stat.S_ISREG(found.st_mode):
        raise IsADirectoryError(str(path))
    return found.st_size
