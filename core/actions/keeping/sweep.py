"""Files outside the base that may name a person: printed letters, copies made by the program, files left by a
program that died."""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from core.actions.common import scratch
from core.actions.common.kept_files import drop_letters, letters_folder
from core.actions.keeping.backup_list import COPIES
from core.actions.keeping.erasing import Erasure, erase_again, erasures_listed
from core.actions.keeping.sealed import seal_again
from core.base.errors import UserError
from core.base.lazy_imports import filelock, psutil
from core.base.moments import local
from core.base.progress import Progress, silent
from core.records.notice import Notice
from core.store import safe
from core.store.engine.opening import NAME, open_file
from core.store.engine.packing import lay_out
from core.store.port import Store
from core.store.safe.sealing import ENDING
from core.store.safe.sheets import sheet_of
from core.words.errors import error

_LOCKED = ("BACKUP_LOCKED", "KEY_ABSENT")
_LOCK = ".premier-contact-nettoyage"
STAGE = "restauration"
"""Where a backup is made ready before it takes the place of the base."""
_BESIDE = ("-wal", "-shm", ".door", ".desk", "-journal")


def stage_of(folder: Path) -> Path:
    """Return where this process makes a backup ready, in the folder of a base."""
    return folder / STAGE / str(os.getpid())


def drop_stages(folder: Path) -> None:
    """Delete what this process made ready in the folder of a base, and what programs that died left there."""
    for path in (folder / STAGE).glob("*"):
        is_used = path.name.isdecimal() and int(path.name) != os.getpid() and psutil().pid_exists(int(path.name))
        if path.is_dir() and not is_used:
            shutil.rmtree(path, ignore_errors=True)
        elif not path.is_dir():
            path.unlink(missing_ok=True)
    with suppress(OSError):  # Another process makes one ready, or there is none.
        (folder / STAGE).rmdir()


def automatic(folder: Path) -> list[Path]:
    """Return the copies the program made by itself beside the base of ``folder``, newest first."""
    found = (path for ending in (".db", ENDING) for path in (folder / COPIES).glob(f"*{ending}"))
    return sorted(found, reverse=True)


def drop_copy(path: Path) -> None:
    """Delete a copy of a base, its sheet and the files its engine left beside it."""
    if path.name.endswith(ENDING):
        sheet_of(path).unlink(missing_ok=True)
    for end in ("", *_BESIDE):
        path.with_name(path.name + end).unlink(missing_ok=True)


def tidy(path: Path) -> None:
    """Delete the files that opening a copy left beside it, the copy of an older schema included."""
    for end in _BESIDE:
        path.with_name(path.name + end).unlink(missing_ok=True)
    for before in path.parent.glob(f"{path.stem}-avant-*.db"):
        before.unlink()


def sweep_files(
    store: Store, letters: Sequence[Notice], *, by: str, at: datetime, progress: Progress = silent
) -> tuple[int, int]:
    """Delete ``letters`` and what dead programs left, clean the copies; return (letters deleted, copies cleaned)."""
    folder = store.path.parent
    scratch.sweep(seen=True)
    drop_stages(folder)
    for before in folder.glob(f"{store.path.stem}-avant-*.db"):
        drop_copy(before)
    return _letters(store, letters), _copies(store, by=by, at=at, progress=progress)


def _letters(store: Store, letters: Sequence[Notice]) -> int:
    """Delete letters, the files that bind them with others for printing, and drafts left by a crash."""
    names = {letter.file for letter in letters}
    names |= {f"lettres-{local(letter.at):%Y-%m-%d-%H%M%S}.pdf" for letter in letters}
    for draft in letters_folder(store).glob(".*.part"):
        draft.unlink(missing_ok=True)
    return drop_letters(store, names)


def _copies(store: Store, *, by: str, at: datetime, progress: Progress) -> int:
    """Erase the erased persons again in each copy. One that cannot be read is of no use and is deleted; one whose key
    is elsewhere says nothing here, and is kept. Raises UserError KEY_ABSENT, DISK_FULL."""
    folder = store.path.parent / COPIES
    if not folder.is_dir():
        return 0
    # Whoever serves the base of a team, and a window beside it, clean the same copies.
    with filelock().FileLock(folder.with_name(_LOCK)):
        copies = automatic(store.path.parent)
        with store.read() as r:
            entries = erasures_listed(r)
            if copies:
                safe.key(r)
        for done_count, path in enumerate(copies):
            progress(done_count, len(copies))
            try:
                _erase_in(path, entries, by=by, at=at)
            except UserError as problem:
                if problem.code == "DISK_FULL" and path.exists():
                    raise
                if problem.code not in _LOCKED:
                    drop_copy(path)
        return len(copies)


def _erase_in(path: Path, entries: Sequence[Erasure], *, by: str, at: datetime) -> None:
    """Erase persons in one copy, sealed again where it was. Raises UserError for one that cannot be read."""
    if path.name.endswith(ENDING):
        try:
            with scratch.scratch() as folder:
                secret = lay_out(path, folder)
                _erase_in(folder / NAME, entries, by=by, at=at)
                seal_again(folder, path, secret)
        except OSError as problem:
            raise error("DISK_FULL", need=100) from problem
        return
    copy = open_file(path)
    try:
        erase_again(copy, entries, by=by, at=at)
        copy.scrub()
    finally:
        copy.close()
    tidy(path)
