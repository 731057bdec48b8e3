"""Plain files only: a pipe would be waited for without end, a device such as /dev/zero never ends."""

import stat
from pathlib import Path


def size_of(path: Path) -> int:
    """Return the bytes of a plain file. Raises OSError when it is missing, cannot be named, or is another thing."""
    try:
        found = path.stat()
    except ValueError as problem:  # A zero byte in the name.
        raise FileNotFoundError(str(path)) from problem
    if not stat.S_ISREG(found.st_mode):
        raise IsADirectoryError(str(path))
    return found.st_size
