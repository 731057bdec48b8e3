"""Turns errors of SQLite into sentences: what the disk or another program did to the base."""

from pathlib import Path

from core.base.errors import UserError
from core.store.engine import driver
from core.store.engine.driver import DatabaseError
from core.words.errors import error

_GARBLED = ("Could not decode to UTF-8", "malformed JSON")
"""How the engine words a text whose letters are damaged."""


TROUBLE = (DatabaseError, UnicodeDecodeError)
"""What the engine raises for what is wrong with a base: where a damaged name stands in its message, Python cannot read
the message itself."""


def spoken(problem: DatabaseError | UnicodeDecodeError, folder: Path) -> UserError | None:
    """Return the sentence for what the disk of ``folder`` or another program did; None when it is a bug of ours."""
    if isinstance(problem, UnicodeDecodeError):
        return error("BASE_UNREADABLE", folder=str(folder))
    exact = getattr(problem, "sqlite_errorcode", 0)
    code = exact & 0xFF
    if exact == driver.IOERR_FSYNC:
        return error("DISK_UNSURE")
    if code == driver.FULL:
        return error("DISK_FULL", need=100)
    if code in (driver.BUSY, driver.LOCKED):
        return error("BASE_BUSY", seat="un autre programme")
    if code in (driver.READONLY, driver.IOERR, driver.CANTOPEN):
        return error("BASE_READ_ONLY")
    if code in (driver.CORRUPT, driver.NOTADB) or str(problem).startswith(_GARBLED):
        return error("BASE_UNREADABLE", folder=str(folder))
    return None
