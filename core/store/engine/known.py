"""Which bases this computer knows, noted outside their folders: where one was, no empty one is made in its place even
when the whole folder is gone; and where its journal ended, so that an older base put back is seen."""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from core.store.safe.homes import config_folder, write_private

_BASES = "bases"


def note_base(folder: Path) -> None:
    """Note that a base is in ``folder``. One in the temporary folder is made to be thrown away, and is not noted;
    nor is any where this computer takes no note: that is no reason to refuse a base."""
    note = _note(folder)
    if _real(folder).is_relative_to(_real(Path(tempfile.gettempdir()))):
        return
    with suppress(OSError):
        if not note.exists():
            write_private(note, f"Une base de Premier Contact se trouve dans « {_real(folder)} ».\n")


def is_known(folder: Path) -> bool:
    """Tell whether a base was ever in ``folder``, as far as this computer noted."""
    # os.path answers no where Path raises: a configuration that cannot be read says nothing.
    return os.path.exists(_note(folder))  # noqa: PTH110


class End(NamedTuple):
    """Where a journal ended: how many ``rows``, the hash of the last, its moment (ISO 8601); ``key``: what the
    register's key is known by."""

    rows: int
    head: str
    at: str
    key: str


def note_end(folder: Path, end: End) -> None:
    """Note where the journal of the base of ``folder`` ended, where this computer takes notes."""
    with suppress(OSError):
        write_private(_note(folder, ".fin"), "\n".join(map(str, end)) + "\n")


def noted_end(folder: Path) -> End | None:
    """Return where the journal of the base of ``folder`` was last seen to end; None when nothing is noted."""
    try:
        rows, head, at, key = _note(folder, ".fin").read_text("utf-8").split()
        return End(int(rows), head, at, key)
    except (OSError, ValueError):
        return None


def _note(folder: Path, end: str = ".txt") -> Path:
    named = hashlib.sha256(os.fsencode(_real(folder))).hexdigest()[:16]
    return config_folder() / _BASES / f"{named}{end}"


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))
