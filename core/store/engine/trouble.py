"""Turns errors of SQLite into sentences: what the disk or another program did to the base."""

import sqlite3
from pathlib import Path

from core.base.errors import UserError
from core.words.errors import error

_GARBLED = ("Could not decode to UTF-8", "malformed JSON")
"""How the engine words a text whose letters are damaged."""


TROUBLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What the engine raises for what is wrong with a base: where a damaged name stands in its message, Python cannot read
the message itself."""


def spoken(problem: sqlite3.DatabaseError | UnicodeDecodeError, folder: Path) -> UserError | None:
    """Return the sentence for what the disk of ``folder`` or another program did; None when it is a bug of ours."""
    if isinstance(problem, UnicodeDecodeError):
        return error("BASE_UNREADABLE", folder=str(folder))
    exact = getattr(problem, "sqlite_errorcode", 0)
    code = exact & 0xFF
    if exact == sqlite3.SQLITE_IOERR_FSYNC:
        return error("DISK_UNSURE")
    if code == sqlite3.SQLITE_FULL:
        return error("DISK_FULL", need=100)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return error("BASE_BUSY", seat="un autre programme")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        return error("BASE_READ_ONLY")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or str(problem).startswith(_GARBLED):
        return error("BASE_UNREADABLE", folder=str(folder))
    return None
