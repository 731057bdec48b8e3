"""A connection of the embedded engine, and what makes a base safe."""

import sqlite3
from pathlib import Path

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    # 16 MiB of pages: an import copies them back every few commits, the day of an agency hardly ever.
    "PRAGMA wal_autocheckpoint = 4000",
    "PRAGMA cache_size = -32000",
    "PRAGMA temp_store = MEMORY",
)


def connect(path: Path, wait: float) -> sqlite3.Connection:
    """Return a connection without implicit transactions; ``path`` is made at the first write if it does not exist."""
    return sqlite3.connect(path, timeout=wait, isolation_level=None)


def prepare(connection: sqlite3.Connection) -> None:
    """Set what makes a base safe; the first setting writes to a base that never had it."""
    for pragma in _PRAGMAS:
        connection.execute(pragma)
