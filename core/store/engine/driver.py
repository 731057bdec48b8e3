"""The one driver of the engine: whatever opens a base in this process opens it here, by the SQLite of SQLCipher, which
opens plain bases and sealed ones alike. A second SQLite in the process, as Python brings one, would give back the locks
of the first when it closes a base, and might delete its log."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # It stands in for the driver that Python brings, whose types describe it.
    from sqlite3 import Connection, Cursor, DatabaseError, Error, OperationalError, register_adapter

    open_raw: Callable[..., Connection]
else:
    from sqlcipher3.dbapi2 import Connection, Cursor, DatabaseError, Error, OperationalError, register_adapter
    from sqlcipher3.dbapi2 import connect as open_raw

__all__ = ("Connection", "Cursor", "DatabaseError", "Error", "OperationalError", "register_adapter")
# https://www.sqlite.org/rescode.html
BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
IOERR_FSYNC = IOERR | 4 << 8
_FLAGS = 0x02 | 0x04 | 0x40 | 0x02000000
"""How a file is opened: to be read and written, made where there is none, by an address, and with exact error codes
(https://www.sqlite.org/c3ref/open.html), without which a disk that does not confirm looks like one that refuses."""
_WAIT = 5.0


class Access(StrEnum):
    """How a file is opened (https://www.sqlite.org/uri.html). ``ALONE``: to be read without its log, its locks or
    anything written beside it."""

    WRITE = "rwc"
    READ = "ro"
    ALONE = "ro&immutable=1"


def connect(
    path: Path,
    access: Access = Access.WRITE,
    *,
    wait: float = _WAIT,
    transactions: bool = True,
    statements: int = 128,
) -> Connection:
    """Open a base. ``wait``: seconds to wait for another program; ``transactions``: one begins by itself at the first
    change; ``statements``: how many are kept compiled. Raises Error."""
    address = f"{path.absolute().as_uri()}?mode={access}"
    return open_raw(
        address,
        flags=_FLAGS,
        timeout=wait,
        isolation_level="DEFERRED" if transactions else None,
        cached_statements=statements,
    )


def in_memory() -> Connection:
    """Return an empty base that is never on the disk."""
    return open_raw(":memory:")
