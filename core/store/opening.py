"""Opening a base: where it may live, its key, its migrations with a copy before, a newer one refused."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path, PurePath

from core.heavy import sqlite_utils
from core.store.schema import HISTORY, SET, migrations
from core.store.sqlite import SqliteStore, connect, new_secret
from core.store.turns import Turns
from core.wording import error

NAME = "premier-contact.db"
_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "mon drive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "kdrive": "kDrive",
    "box sync": "Box",
    "pcloud": "pCloud",
    "mega": "MEGA",
}
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "davfs", "fuse.davfs2", "afs", "9p", "fuse.rclone"}


def open_store(folder: Path) -> SqliteStore:
    """Open the base of ``folder``, made if there is none. Raises UserError when the folder or the base cannot be
    used."""
    refuse_shared_folder(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise error("FOLDER_READ_ONLY", folder=str(folder)) from problem
    path = folder / NAME
    try:
        connection = connect(path)
        _refuse_newer(connection)
        _migrate(path, connection)
        return SqliteStore(path, connection)
    except sqlite3.DatabaseError as problem:
        if isinstance(problem, sqlite3.OperationalError):
            raise error("FOLDER_READ_ONLY", folder=str(folder)) from problem
        raise error("BASE_UNREADABLE", folder=str(folder)) from problem


def refuse_shared_folder(folder: Path, mounts: str | None = None) -> None:
    """Raise UserError when ``folder`` is synchronised or on the network: SQLite would lose or damage the base there."""
    whole = folder.absolute()
    for part in whole.parts:
        name = part.lower()
        for mark, service in _SYNCED.items():
            if name == mark or name.startswith((mark + " -", mark + "-", mark + " (")):
                raise error("FOLDER_SYNCED", service=service)
    if str(folder).startswith(("\\\\", "//")) or _file_system(whole, mounts) in _NETWORK:
        raise error("FOLDER_NETWORK")


def _file_system(folder: Path, mounts: str | None) -> str:
    """Return the kind of file system under ``folder`` (Linux), empty elsewhere."""
    table = Path("/proc/mounts")
    if mounts is None:
        mounts = table.read_text() if table.exists() else ""
    kinds = {fields[1]: fields[2] for fields in (line.split() for line in mounts.splitlines()) if len(fields) > 2}
    place = PurePath(os.path.realpath(folder))
    return next((kinds[str(parent)] for parent in (place, *place.parents) if str(parent) in kinds), "")


def _applied(connection: sqlite3.Connection) -> list[str]:
    """Return the schemas a base went through, oldest first; read by hand, so that opening one that is up to date does
    not load sqlite-utils (90 ms)."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone():
        return []
    sql = "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY rowid"
    return [str(name) for (name,) in connection.execute(sql, (SET,))]


def _refuse_newer(connection: sqlite3.Connection) -> None:
    unknown = [name for name in _applied(connection) if name not in HISTORY]
    if unknown:
        connection.close()
        raise error("BASE_NEWER", version=unknown[-1])


def _migrate(path: Path, connection: sqlite3.Connection) -> None:
    """Bring the base to the last schema, in turn, after a copy of what was there."""
    wanted = list(HISTORY)
    if _applied(connection) == wanted:
        return
    with Turns(path, 30.0).mine():
        before = _applied(connection)
        if before and before != wanted:
            copy = sqlite3.connect(path.with_name(f"{path.stem}-avant-{wanted[-1]}.db"))
            with closing(copy):
                connection.backup(copy)
        migrations().apply(sqlite_utils().Database(connection))
        connection.execute("INSERT OR IGNORE INTO safe VALUES ('register', ?)", (new_secret(),))


def free_space(folder: Path) -> int:
    """Return the free bytes of the disk under ``folder``."""
    return shutil.disk_usage(folder).free
