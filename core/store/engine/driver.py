"""The one driver of the engine: whatever opens a base in this process opens it here, by the SQLite of SQLCipher, which
opens plain bases and sealed ones alike. A second SQLite in the process, as Python brings one, would give back the locks
of the first when it closes a base, and might delete its log.

https://www.zetetic.net/sqlcipher/sqlcipher-api/"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakSet

from core.store.engine.hold import holds
from core.store.safe import homes
from core.store.safe.base_key import CLEAR, BaseKey, base_key, looks_sealed, read_note
from core.words.errors import error

if TYPE_CHECKING:
    # It stands in for the driver that Python brings, whose types describe it.
    from sqlite3 import Connection, Cursor, DatabaseError, Error, OperationalError, register_adapter

    open_raw: Callable[..., "BaseConnection"]
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


class BaseConnection(Connection):
    """A connection that knows under which key its file is sealed, None where it is plain, which file that is, and the
    version of the schema that was last found to be what its steps make."""

    seal: BaseKey | None = None
    file: tuple[int, int] | None = None
    known_schema: int | None = None

    def close(self) -> None:
        with _GATE:
            OPEN.discard(self)
        super().close()


OPEN: "WeakSet[BaseConnection]" = WeakSet()
"""What this process has open with the locks of the engine: those files are asked nothing but through it."""
_GATE = Lock()


def connect(
    path: Path,
    access: Access = Access.WRITE,
    *,
    wait: float = _WAIT,
    transactions: bool = True,
    statements: int = 128,
) -> BaseConnection:
    """Open a base, plain or sealed. ``wait``: seconds to wait for another program; ``transactions``: one begins by
    itself at the first change; ``statements``: how many are kept compiled. Raises Error, UserError KEY_ABSENT when
    the key that sealed it is not on this computer."""
    seal = seal_of(path)
    return connect_under(seal, path, access, wait=wait, transactions=transactions, statements=statements)


def connect_under(
    seal: BaseKey | None,
    path: Path,
    access: Access = Access.WRITE,
    *,
    wait: float = _WAIT,
    transactions: bool = True,
    statements: int = 128,
) -> BaseConnection:
    """Open a base as :func:`connect` does, under this key, or as a plain one: so is a new one made. The header of a
    sealed base is read without its key, and nothing else of it."""
    connection: BaseConnection = open_raw(
        f"{path.absolute().as_uri()}?mode={access}",
        flags=_FLAGS,
        timeout=wait,
        isolation_level="DEFERRED" if transactions else None,
        cached_statements=statements,
        factory=BaseConnection,
    )
    connection.seal = seal
    if seal is not None:
        connection.execute(f'PRAGMA key = "{seal.spelled}"')
        connection.execute(f"PRAGMA cipher_plaintext_header_size = {CLEAR}")
        connection.execute("PRAGMA cipher_log_level = NONE")
    if access is not Access.ALONE:
        connection.file = _file(path)
        with _GATE:
            OPEN.add(connection)
    return connection


def attach(connection: Connection, seal: BaseKey | None, path: Path, name: str) -> None:
    """Attach a base under this key, or a plain one, to a connection, under a name."""
    connection.execute(f"PRAGMA cipher_default_plaintext_header_size = {CLEAR}")
    connection.execute(f"ATTACH ? AS {name} KEY ?", (str(path), seal.spelled if seal else ""))


def in_memory() -> Connection:
    """Return an empty base that is never on the disk."""
    return open_raw(":memory:")


def seal_of(path: Path) -> BaseKey | None:
    """Return the key that sealed a file, None for a plain one or where there is none. Raises UserError KEY_ABSENT."""
    number = _file(path)
    with _GATE:
        connection = next((connection for connection in OPEN if number and connection.file == number), None)
    if (holder := connection or next((hold for hold in holds() if hold.covers(path)), None)) is not None:
        return holder.seal
    if not path.is_file() or not path.stat().st_size or not looks_sealed(path):
        return None
    candidate = None
    for name in _known_by(path):
        if secret := homes.find(name):
            key = base_key(secret)
            if key.opens(path):
                return key
            candidate = candidate or key
    if candidate is None:
        raise error("KEY_ABSENT")
    return candidate  # Its first page is damaged.


def _known_by(path: Path) -> Iterator[str]:
    """Yield by what the keys are known that may have sealed a file, the one that the note beside it names first."""
    if noted := read_note(path):
        yield noted
    yield from homes.known_keys()


def noted_seal(path: Path) -> BaseKey | None:
    """Return the key under which a file was sealed that is gone, as the note beside it says; None where it says none.
    Raises UserError KEY_ABSENT."""
    noted = read_note(path)
    if not noted:
        return None
    secret = homes.find(noted)
    if not secret:
        raise error("KEY_ABSENT")
    return base_key(secret)


def _file(path: Path) -> tuple[int, int] | None:
    """Return the device and the number of a file; None where there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino
