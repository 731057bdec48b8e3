"""Writes files whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from core.words.errors import error


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``; see :func:`made_whole`."""
    with made_whole(path) as file:
        file.write(content)


@contextmanager
def made_whole(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to, which becomes ``path`` at the end: a crash, a full disk or a stop leaves no partial
    file.

    Raises UserError PDF_OPEN when another program holds the file, FOLDER_READ_ONLY when the folder refuses.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except PermissionError as problem:
        if path.exists():
            raise error("PDF_OPEN", file=path.name) from problem
        raise error("FOLDER_READ_ONLY", folder=str(path.parent)) from problem
    except OSError as problem:
        raise error("DISK_FULL", need=100) from problem
    finally:
        draft.unlink(missing_ok=True)
