"""Makes backups: whole copies of the base, checked before they get their name. The program makes a daily one and
keeps it for a while."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from core.actions.common import agency
from core.actions.keeping.backup_list import COPIES, STAMP, Backup, backups
from core.actions.keeping.sweep import drop_copy, tidy
from core.actions.keeping.verifying import verify
from core.base.errors import UserError
from core.base.moments import AGENCY_ZONE
from core.store.opening import close_to_others, open_file
from core.store.port import Store
from core.words.errors import error

DAILY = timedelta(hours=20)
"""How old the last automatic copy is when a start makes another."""
_DRAFT = ".premier-contact-sauvegarde-"


def back_up(store: Store, folder: Path, *, by: str, at: datetime) -> Backup:
    """Copy the base into a folder, check the copy, journal it and remember it. Raises UserError BACKUP_FAILED,
    BACKUP_FIRST_FAILED, FOLDER_READ_ONLY, DISK_FULL: an incomplete file never has the name of a backup."""
    made = _copy(store, folder, at=at)
    with store.write("backup", by=by, at=at) as w:
        w.set_value("setting", "last_backup", at.isoformat(timespec="seconds"))
        w.set_value("setting", "backup_folder", str(folder))
    return made


def daily(store: Store, *, at: datetime) -> Backup | None:
    """Make the daily copy beside the base when the last one is old, and delete those kept long enough; return it, or
    None when none was due."""
    folder = store.path.parent
    with store.read() as r:
        days = agency.settings(r).backup_days
    known = backups(folder / COPIES, automatic=True)
    made = None
    if not known or not timedelta(0) <= at - known[0].at < DAILY:
        made = automatic_copy(store, at=at)
    for old in known[0 if made else 1 :]:
        if at - old.at > timedelta(days=days):
            drop_copy(old.path)
    return made


def automatic_copy(store: Store, *, at: datetime) -> Backup:
    """Copy the base into the folder of automatic copies, kept for a while. Raises UserError as :func:`back_up` does."""
    return _copy(store, store.path.parent / COPIES, at=at)


def _copy(store: Store, folder: Path, *, at: datetime) -> Backup:
    before = backups(folder)
    path = folder / f"premier-contact-{at.astimezone(AGENCY_ZONE):{STAMP}}.db"
    with _drafting(folder) as draft:
        try:
            _need(store.path, folder)
            store.copy_to(draft)
            _verify(draft / store.path.name)
            _place(draft / store.path.name, path)
        except (OSError, UserError) as problem:
            if isinstance(problem, UserError) and problem.code in ("DISK_FULL", "BASE_BUSY"):
                raise
            raise _failed(before) from problem
    return Backup(path, at, path.stat().st_size, folder.name == COPIES)


def _failed(before: list[Backup]) -> UserError:
    return error("BACKUP_FAILED", date=before[0].at.date()) if before else error("BACKUP_FIRST_FAILED")


@contextmanager
def _drafting(folder: Path) -> Iterator[Path]:
    """Give a hidden folder on the same disk; what a crash left in it is deleted first."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f"{_DRAFT}*"):
            shutil.rmtree(left, ignore_errors=True)
        draft = folder / f"{_DRAFT}{secrets.token_hex(4)}"
        draft.mkdir()
    except OSError as problem:
        raise error("FOLDER_READ_ONLY", folder=str(folder)) from problem
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _need(base: Path, folder: Path) -> None:
    size = base.stat().st_size * 2
    free = shutil.disk_usage(folder).free
    if free < size:
        raise error("DISK_FULL", need=(size - free) // (1 << 20) + 1)


def _verify(copy: Path) -> None:
    """Open the copy as a base and check everything: the file and the journal's chain."""
    opened = open_file(copy)
    try:
        problems = verify(opened).problems
    finally:
        opened.close()
    tidy(copy)
    if problems:
        raise error("BACKUP_DAMAGED", file=copy.name)


def _place(copy: Path, path: Path) -> None:
    """Force the copy to the disk, then give it its name."""
    close_to_others(copy)
    with copy.open("rb+") as file:
        os.fsync(file.fileno())
    copy.replace(path)
