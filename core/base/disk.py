"""Forces the names of files to the disk: after a power cut, a file has the name it was said to have."""

import errno
import os
import sys
from pathlib import Path

_KNOWS_NOT = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM)
"""What a folder answers that cannot be forced: its disk has no such way, or it may be written and not read."""


def force_names(*folders: Path) -> None:
    """Force what folders hold, by name, to the disk, where the system has a way to. Raises OSError."""
    if sys.platform == "win32":
        return
    for folder in folders:
        try:
            opened = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)
        except OSError as problem:
            if problem.errno not in _KNOWS_NOT:
                raise
