"""Lists the backups there are, and tells how old the last one is; nothing is written."""

import re
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from core.actions.common import agency
from core.base.moments import AGENCY_ZONE, read
from core.base.records import Struct
from core.model.backup import BackupStanding
from core.store import backups as kept
from core.store import safe
from core.store.port import Store
from core.store.safe.sealing import ENDING

LATE = timedelta(days=7)
"""How long without a backup before the program says so."""
COPIES = "sauvegardes"
"""Where the program keeps the copies it makes by itself, beside the base."""
_NAME = re.compile(r"premier-contact-(\d{4}-\d\d-\d\d-\d{6})(?:\.db|\.zip\.age)")
STAMP = "%Y-%m-%d-%H%M%S"


class Backup(Struct, frozen=True):
    """A copy of the base: where it is, its moment, its size in bytes, whether the program made it by itself."""

    path: Path
    at: datetime
    size: int
    automatic: bool

    @property
    def sealed(self) -> bool:
        """Tell whether only the key opens it."""
        return self.path.name.endswith(ENDING)


def backups(folder: Path, *, automatic: bool = False) -> list[Backup]:
    """Return the backups of a folder, newest first; empty when the disk is not there."""
    found = []
    for path in folder.glob("premier-contact-*") if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        # Another program may be sealing it, or deleting it.
        if match:
            moment = datetime.strptime(match[1], STAMP).replace(tzinfo=AGENCY_ZONE)
            with suppress(FileNotFoundError):
                found.append(Backup(path, moment, path.stat().st_size, automatic))
    return sorted(found, key=lambda one: one.at, reverse=True)


def known_backups(store: Store) -> list[Backup]:
    """Return the backups of the folder last chosen and those made by the program, newest first."""
    with store.read() as r:
        chosen = agency.settings(r).backup_folder
    path = store.path.parent / COPIES
    found = backups(path, automatic=True)
    if chosen and Path(chosen) != path:
        found += backups(Path(chosen))
    return sorted(found, key=lambda one: one.at, reverse=True)


def plain_ones(store: Store) -> list[Backup]:
    """Return the known backups that anybody who finds them can read."""
    return [backup for backup in known_backups(store) if not backup.sealed]


def is_sealed_here(store: Store) -> bool:
    """Tell whether the backups made from now on are sealed."""
    with store.read() as r:
        return safe.seals(r)


def standing(store: Store, *, at: datetime) -> BackupStanding:
    """Return the state of the backups. Only one made by hand counts: a copy on the same disk is lost with that disk."""
    with store.read() as r:
        settings = agency.settings(r)
        first = read(kept.first_moment(r))
    chosen = read(settings.last_backup)
    own = backups(store.path.parent / COPIES, automatic=True)
    last = max((moment for moment in (chosen, own[0].at if own else None) if moment), default=None)
    since = chosen or first or at
    return BackupStanding(chosen, last, (at - since).days if at - since > LATE else 0, read(settings.last_drill))
