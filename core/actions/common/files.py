"""Writes files whole or not at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from core.base.disk import whole_file
from core.words.errors import error

LONGEST = 240
"""The bytes of the longest name: a disk takes 255, and the draft of a file adds to its name."""
_BASE = b"SQLite format 3\0"
_BESIDE = ("-wal", "-shm", "-journal")
"""How the files end that a base keeps beside itself: what was just confirmed may stand there alone."""


def write_whole(path: Path, content: bytes, *, named: bool = True) -> None:
    """Write ``content`` to ``path``; see :func:`made_whole`."""
    with made_whole(path, named=named) as file:
        file.write(content)


def made_folder(folder: Path) -> Path:
    """Make a folder, and those above it, where there is none, for this user alone; return it. Raises UserError
    OUT_NAME, FOLDER_READ_ONLY."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        # Windows says of a name too long that it finds no file.
        if problem.errno == errno.ENAMETOOLONG or len(os.fsencode(folder.name)) > LONGEST:
            raise error("OUT_NAME", file=folder.name[:40]) from problem
        raise error("FOLDER_READ_ONLY", folder=str(folder)) from problem
    return folder


def _refuse(path: Path) -> None:
    """Raise UserError where a file must not, or cannot, be written: over a base, a device, a folder; under no name."""
    # "liste:1.csv" is a stream of the file "liste" on Windows, and "con.csv" the console.
    reserved = getattr(os.path, "isreserved", lambda name: False)(path.name)
    if not path.name or "\0" in str(path) or reserved or len(os.fsencode(path.name)) > LONGEST:
        raise error("OUT_NAME", file=path.name[:40])
    if not path.parent.is_dir():
        raise error("OUT_FOLDER", folder=str(path.parent))
    beside = [end for end in _BESIDE if path.name.endswith(end) and _is_base(path.with_name(path.name[: -len(end)]))]
    if beside or (os.path.lexists(path) and (not path.is_file() or _is_base(path))):
        raise error("OUT_TAKEN", file=path.name)


def _is_base(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_BASE)) == _BASE
    except OSError:
        return False


@contextmanager
def made_whole(path: Path, *, named: bool = True) -> Iterator[BinaryIO]:
    """Give a file to write to, which becomes ``path`` at the end; see :func:`core.base.disk.whole_file`.

    Raises UserError PDF_OPEN when another program holds the file, FOLDER_READ_ONLY when the
    folder refuses, OUT_NAME, OUT_FOLDER, OUT_TAKEN when the name, its folder or what bears it already is not fit.
    """
    _refuse(path)
    try:
        with whole_file(path, named=named) as file:
            yield file
    except PermissionError as problem:
        if path.exists():
            raise error("PDF_OPEN", file=path.name) from problem
        raise error("FOLDER_READ_ONLY", folder=str(path.parent)) from problem
    except OSError as problem:
        raise error("DISK_FULL", need=100) from problem
