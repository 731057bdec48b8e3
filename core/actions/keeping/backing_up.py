"""Backups: a whole copy of the base, verified before it bears its name; daily ones made by the program, kept a
while."""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from core.actions.common import agency
from core.actions.keeping.sweep import COPIES, drop_copy, tidy
from core.actions.keeping.verifying import verify
from core.base.errors import UserError
from core.base.moments import AGENCY_ZONE, read
from core.model.backup import BackupStanding
from core.store import backups as kept
from core.store.opening import open_file
from core.store.port import Store
from core.words.errors import error

LATE = timedelta(days=7)
"""How long without a backup before the program says so."""
DAILY = timedelta(hours=20)
"""How old the last automatic copy is when a start makes another."""
_NAME = re.compile(r"premier-contact-(\d{4}-\d\d-\d\d-\d{6})\.db")
_STAMP = "%Y-%m-%d-%H%M%S"
_DRAFT = ".premier-contact-sauvegarde-"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the base: where, of when, its size in bytes, whether the program made it by itself."""

    path: Path
    at: datetime
    size: int
    automatic: bool


def back_up(store: Store, folder: Path, *, by: str, at: datetime) -> Backup:
    """Copy the base into a folder, verify the copy, journal and remember it. Raises UserError BACKUP_FAILED,
    BACKUP_FIRST_FAILED, FOLDER_READ_ONLY, DISK_FULL: nothing half made bears the name of a backup."""
    made = _copy(store, folder, at=at)
    with store.write("backup", by=by, at=at) as w:
        w.set_value("setting", "last_backup", at.isoformat(timespec="seconds"))
        w.set_value("setting", "backup_folder", str(folder))
    return made


def daily(store: Store, *, at: datetime) -> Backup | None:
    """Make the copy of the day beside the base when the last one is old, and delete those kept long enough; return it,
    or None when none was due."""
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
    """Copy the base among the copies the program keeps for a while. Raises UserError as :func:`back_up` does."""
    return _copy(store, store.path.parent / COPIES, at=at)


def backups(folder: Path, *, automatic: bool = False) -> list[Backup]:
    """Return the backups of a folder, newest first; empty when the disk is not there."""
    found = []
    for path in folder.glob("*.db") if folder.is_dir() else ():
        named = _NAME.fullmatch(path.name)
        if named:
            moment = datetime.strptime(named[1], _STAMP).replace(tzinfo=AGENCY_ZONE)
            found.append(Backup(path, moment, path.stat().st_size, automatic))
    return sorted(found, key=lambda one: one.at, reverse=True)


def known_backups(store: Store) -> list[Backup]:
    """Return the backups of the folder last chosen and those made by the program, newest first."""
    with store.read() as r:
        chosen = agency.settings(r).backup_folder
    own = store.path.parent / COPIES
    found = backups(own, automatic=True)
    if chosen and Path(chosen) != own:
        found += backups(Path(chosen))
    return sorted(found, key=lambda one: one.at, reverse=True)


def standing(store: Store, *, at: datetime) -> BackupStanding:
    """Return where backups stand. Only one made by hand counts as a backup: a copy on the same disk dies with it."""
    with store.read() as r:
        settings = agency.settings(r)
        first = read(kept.first_moment(r))
    chosen = read(settings.last_backup)
    own = backups(store.path.parent / COPIES, automatic=True)
    last = max((moment for moment in (chosen, own[0].at if own else None) if moment), default=None)
    since = chosen or first or at
    return BackupStanding(chosen, last, (at - since).days if at - since > LATE else 0)


def _copy(store: Store, folder: Path, *, at: datetime) -> Backup:
    before = backups(folder)
    path = folder / f"premier-contact-{at.astimezone(AGENCY_ZONE):{_STAMP}}.db"
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
    """Give a hidden folder on the same disk; what a crash left there is thrown away first."""
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
    """Open the copy as a base and check all of it: the file and the journal's chain."""
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
    with copy.open("rb+") as file:
        os.fsync(file.fileno())
    copy.replace(path)
