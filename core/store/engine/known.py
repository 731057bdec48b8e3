"""Which bases this computer knows, noted outside their folders: where one was, no empty one is made in its place even
when the whole folder is gone."""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

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


def _note(folder: Path) -> Path:
    named = hashlib.sha256(os.fsencode(_real(folder))).hexdigest()[:16]
    return config_folder() / _BASES / f"{named}.txt"


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))
