"""What somebody would read in a base."""

import re
from contextlib import closing
from pathlib import Path
from sqlite3.dump import _iterdump  # type: ignore[attr-defined]

from sqlcipher3 import dbapi2 as sqlite3

_HASH = re.compile(r"[0-9a-f]{16,}")
"""A hash, a salt or an id: seven figures looked for may stand in one by chance, once in some hundred runs."""


def readable(base: Path) -> str:
    """Return the whole base as SQL, without the figures that say nothing of anybody."""
    with closing(sqlite3.connect(base)) as opened:
        return without_hashes("\n".join(_iterdump(opened)))


def without_hashes(held: str) -> str:
    """Return ``held`` with a sharp in place of each hash and each id."""
    return _HASH.sub("#", held)
