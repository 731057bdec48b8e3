"""Makes backups: whole copies of the base, checked before they get their name. The program makes a daily one and
keeps it for a while."""

import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from core.actions.common import agency
from core.actions.common.agency import managers_only
from core.actions.common.clock import clock_leaps
from core.actions.common.files import made_folder
from core.actions.common.kept_files import letters_folder, letters_laid_out, seal_kept
from core.actions.common.scratch import scratch
from core.actions.keeping.backup_list import COPIES, STAMP, Backup, backups, plain_ones
from core.actions.keeping.sealed import DRAFT, proven, put, seal_copy
from core.actions.keeping.sweep import drop_copy, tidy
from core.actions.keeping.verifying import Verification
from core.base.disk import force_names, take_place
from core.base.errors import UserError
from core.base.moments import AGENCY_ZONE, kept
from core.store import safe
from core.store.engine import witness
from core.store.engine.copies import HeldBy
from core.store.engine.opening import NAME, close_to_others
from core.store.engine.packing import REGISTER_KEY
from core.store.notices import letters_kept
from core.store.port import Store
from core.store.safe.homes import write_private
from core.store.safe.sealing import ENDING, is_sealed
from core.store.safe.sheets import sheet_of
from core.words.errors import error

ASIDE = "premier-contact-abimee-"
"""How the name of a base set aside begins, beside the one in place."""
DAILY = timedelta(hours=20)
"""How old the last automatic copy is when a start makes another."""


def back_up(store: Store, folder: Path, *, by: str, at: datetime) -> Backup:
    """Copy the base into a folder, with its letters where it is sealed, check the copy, journal it and remember it.
    Raises UserError BACKUP_FAILED, BACKUP_FIRST_FAILED, OUT_NAME, FOLDER_READ_ONLY, DISK_FULL, TEAM_RIGHTS: an
    incomplete file never has the name of a backup."""
    with store.read() as r:
        managers_only(r)
    made_folder(folder)
    with store.read() as r:
        names = [letter.file for letter in letters_kept(r)]
    with letters_laid_out(store, names) as letters:
        backup = _copy(store, folder, at=at, letters=letters)
    with store.write("backup", by=by, at=at) as w:
        w.set_value("setting", "last_backup", at.isoformat(timespec="seconds"))
        w.set_value("setting", "backup_folder", str(folder))
    with store.read() as r, suppress(OSError):
        # The base itself is copied: a folder that takes no more keeps the memory it has.
        key_id = safe.key_id(r)
        witness.copy_beside(witness.path_of(store.path.parent, key_id), folder, key_id)
    return backup


def daily(store: Store, *, at: datetime) -> Backup | None:
    """Make the daily copy beside the base when the last one is old, and delete those kept long enough unless the
    clock leaps; return it, or None when none was due, as at the seat of an agent."""
    folder = store.path.parent
    with store.read() as r:
        days, leaps, manages = agency.settings(r).backup_days, clock_leaps(r, at), r.manages
    if not manages:
        return None
    known = backups(folder / COPIES, automatic=True)
    backup = None
    if not known or not timedelta(0) <= at - known[0].at < DAILY:
        backup = automatic_copy(store, at=at)
    for old in [] if leaps else known[0 if backup else 1 :]:
        if at - old.at > timedelta(days=days):
            drop_copy(old.path)
    return backup


def automatic_copy(store: Store, *, at: datetime) -> Backup:
    """Copy the base into the folder of automatic copies, kept for a while. Raises UserError as :func:`back_up` does."""
    return _copy(store, store.path.parent / COPIES, at=at)


def seal_older(store: Store) -> int:
    """Seal the letters, the damaged bases set aside, and the copies that the program made before the key left the base,
    which they still hold, and delete those of an older schema; return how many copies were sealed."""
    with store.read() as r:
        if not r.manages or not safe.seals(r):
            return 0
        secret = safe.sealing_key(r)
    seal_kept(store, letters_folder(store))
    for end in ("", "-wal"):
        seal_kept(store, store.path.parent, f"{ASIDE}*.db{end}")
    for before in store.path.parent.glob(f"{store.path.stem}-avant-*.db"):
        drop_copy(before)
    plain = [backup for backup in backups(store.path.parent / COPIES) if not is_sealed(backup.path)]
    return sum(_seal_one(backup, secret) for backup in plain)


def seal_known(store: Store) -> int:
    """Seal the plain copies of the folder last chosen too, which hold the key; return how many were sealed, here and
    there. Raises UserError KEY_ABSENT, FOLDER_READ_ONLY."""
    done_count = seal_older(store)
    with store.read() as r:
        if not safe.seals(r):
            return 0
        secret = safe.sealing_key(r)
    return done_count + sum(_seal_one(backup, secret) for backup in plain_ones(store))


def _seal_one(one: Backup, secret: str) -> bool:
    """Put a sealed copy in the place of a plain one; one that cannot be read is left as it is."""
    with _drafting(one.path.parent) as draft:
        shutil.copyfile(one.path, draft / NAME)
        try:
            _seal(draft, one.path.with_name(one.path.stem + ENDING), secret, at=one.at)
        except UserError:
            return False
    drop_copy(one.path)
    return True


def _copy(store: Store, folder: Path, *, at: datetime, letters: Sequence[Path] = ()) -> Backup:
    before = backups(folder)
    with store.read() as r:
        # Until its phrase is surely on paper, a key could be lost with its computer: nothing is sealed with it. What a
        # base sealed before it was a team's is sealed on, so that no seat opens it: its sheet is asked for each day.
        secret = safe.sealing_key(r) if safe.seals(r) else ""
        register = safe.key(r) if r.team_key else ""
    path = folder / f"premier-contact-{at.astimezone(AGENCY_ZONE):{STAMP}}{ENDING if secret else '.db'}"
    with _drafting(folder) as draft:
        try:
            _need(store.size, folder, letters if secret else ())
            with _plain_place(draft, secret) as plain:
                store.copy_to(plain)
                if secret:
                    if register:
                        write_private(plain / REGISTER_KEY, register)
                    _seal(plain, path, secret, at=at, letters=letters, draft=draft)
                else:
                    _verify(plain / store.path.name)
                    _place(plain / store.path.name, path)
        except (OSError, UserError) as problem:
            if isinstance(problem, UserError) and problem.code in ("DISK_FULL", "BASE_BUSY"):
                raise
            raise _failed(before) from problem
    store.remember()
    return Backup(path, at, path.stat().st_size, folder.name == COPIES)


@contextmanager
def _plain_place(draft: Path, secret: str) -> Iterator[Path]:
    """Give the folder for the copy before it is sealed: never on the disk of the backup, which keeps traces."""
    if not secret:
        yield draft
        return
    with scratch() as folder:
        yield folder


def _seal(
    plain: Path, path: Path, secret: str, *, at: datetime, letters: Sequence[Path] = (), draft: Path | None = None
) -> None:
    """Verify the copy in ``plain``, seal it in ``draft`` and give it its place."""
    seen = _verify(plain / NAME)
    sealed = (draft or plain) / path.name
    seal_copy(plain / NAME, sealed, secret, seen, made=kept(at), letters=letters)
    _force(sheet_of(sealed))
    _force(sealed)
    put(sealed, path)


def _failed(before: list[Backup]) -> UserError:
    return error("BACKUP_FAILED", date=before[0].at.date()) if before else error("BACKUP_FIRST_FAILED")


@contextmanager
def _drafting(folder: Path) -> Iterator[Path]:
    """Give a hidden folder on the same disk; what a crash left in it is deleted first."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.glob(f"{DRAFT}*"):
            shutil.rmtree(path, ignore_errors=True)
        draft = folder / f"{DRAFT}{secrets.token_hex(4)}"
        draft.mkdir(mode=0o700)
    except OSError as problem:
        raise error("FOLDER_READ_ONLY", folder=str(folder)) from problem
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _need(base: int, folder: Path, letters: Sequence[Path] = ()) -> None:
    """Raise UserError DISK_FULL where the folder has no room for a copy of a base of so many bytes, and its letters."""
    size = base * 2 + sum(letter.stat().st_size for letter in letters)
    free = shutil.disk_usage(folder).free
    if free < size:
        raise error("DISK_FULL", need=(size - free) // (1 << 20) + 1)


def _verify(copy: Path) -> tuple[Verification, HeldBy]:
    seen = proven(copy)
    tidy(copy)
    return seen


def _place(copy: Path, path: Path) -> None:
    """Force the copy to the disk, then give it its name."""
    close_to_others(copy)
    _force(copy)
    take_place(copy, path)
    force_names(path.parent)


def _force(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
