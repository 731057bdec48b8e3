"""Tells a base in which nobody ever wrote from any other, and has this computer forget it."""

from contextlib import closing
from pathlib import Path

from core.base.errors import UserError
from core.store.engine.driver import Access, connect
from core.store.engine.opening import notes_of_base
from core.store.engine.trouble import TROUBLE
from core.store.engine.witness import path_of
from core.store.safe.subkeys import fingerprint

_MADE = ("_sqlite_migrations", "safe", "tally")
"""Tables in which the making of a base writes, besides those of the engine and of its index."""
_ENGINES = ("sqlite_", "lead_search")


def unused_key(base: Path) -> str:
    """Return by what the key of a base is known in which nobody ever wrote: it holds no row of the journal nor of any
    other table, and its key was never elsewhere. Empty for any other base, and for what is none."""
    try:
        with closing(connect(base, Access.READ)) as connection:
            secrets = dict(connection.execute("SELECT name, secret FROM safe").fetchall())
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            tables = [name for (name,) in names if name not in _MADE and not name.startswith(_ENGINES)]
            written = (connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone() for name in tables)
            is_unused = set(secrets) == {"register"} and "journal" in tables and not any(written)
            return fingerprint(bytes.fromhex(secrets["register"])) if is_unused else ""
    except (*TROUBLE, UserError):  # Not ours, damaged, or sealed, which only its user does.
        return ""


def forget_base(folder: Path, known_by: str) -> None:
    """Have this computer forget that a folder had a base, and what it remembers of the one under that key."""
    for path in (*notes_of_base(folder), path_of(folder, known_by)):
        path.unlink(missing_ok=True)
