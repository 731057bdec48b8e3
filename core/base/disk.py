"""Writes a file whole, forces names to the disk (after a power cut, a file has the name it was said to have, and all of
its content), and checks that a path is a plain file before it is read: a pipe could wait for ever, and a device such as
/dev/zero never ends."""

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import ctypes
TRIES = 10 if os.name == "nt" else 1
PAUSE_S = 0.05
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


def drive_type(root: str) -> int:
    """Return what Windows answers of the drive of that root (GetDriveTypeW); 0, that it is unknown, elsewhere."""
    if sys.platform == "win32":
        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    return 0


def take_place(draft: Path, target: Path) -> None:
    """Give ``draft`` the name of ``target``, in its place. Windows refuses while another program, an antivirus mostly,
    reads either: it is asked again for half a second. Raises OSError."""
    for remaining in reversed(range(TRIES)):
        try:
            draft.replace(target)
        except PermissionError:
            if not remaining:
                raise
            time.sleep(PAUSE_S)
        else:
            return


@contextmanager
def whole_file(path: Path, *, named: bool = True) -> Iterator[BinaryIO]:
    """Give a file to write to, for this user alone, which becomes ``path`` at the end: a crash, a full disk or a stop
    leaves no partial file. ``named``: its name is forced to the disk too; who writes many
    forces the names of their folder once. Raises OSError."""
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.unlink(missing_ok=True)
        # Made anew: what a crash left is not written to, nor what somebody's link leads to.
        with open(draft, "x+b", opener=_private) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        take_place(draft, path)
        if named:
            force_names(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


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
