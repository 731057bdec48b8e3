"""What somebody would read in a base."""

import re
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite3

_HASH = re.compile(r"[0-9a-f]{16,}")
"""A hash, a salt or an id: seven figures looked for may stand in one by chance, once in some hundred runs."""


def readable(base: Path) -> str:
    """Return every row of a base, the inside of its search index included, without the figures that say nothing of
    anybody."""
    with closing(sqlite3.connect(base)) as opened:
        tables = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [row for name in tables for row in opened.execute(f'SELECT * FROM "{name}"')]
    return without_hashes("\n".join(map(repr, rows)))


def without_hashes(held: str) -> str:
    """Return ``held`` with a sharp in place of each hash and each id."""
    return _HASH.sub("#", held)
