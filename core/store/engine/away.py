"""What a seat of a team reads while the server is away: a copy of the base, sealed under a key of this seat alone, that
it makes each day from the server. Nothing is written in it but what the outbox of the seat keeps for the server.

It opens for seven days after the last contact. A clock set back does not prolong them: a moment before one that was
seen opens nothing. Who sets it back each day, a little less, is not seen: the computer knows no other clock."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from core.base.disk import whole_file
from core.base.progress import Progress, silent
from core.base.records import Decoder, encode, replace
from core.store.engine.any_store import last_journal
from core.store.engine.driver import BaseConnection, connect_under
from core.store.engine.known_schema import steps_taken
from core.store.engine.migrations import MIGRATIONS
from core.store.engine.outbox import SealedOutbox
from core.store.engine.postgres_carry import to_file
from core.store.engine.sqlite import SqliteStore
from core.store.engine.sqlite_statements import SqliteStatements
from core.store.engine.trouble import TROUBLE
from core.store.port import SeatCopy, Writer
from core.store.postgres import roster
from core.store.postgres.driver import TeamConnection
from core.store.safe.base_key import base_key, note_of
from core.store.safe.sealed_files import file_key, is_sealed_file, opened_file, sealed_file
from core.store.safe.seat_key import find_seat_key, forget_seat_key, seat_key
from core.words.errors import error

COPY, STATE = "lecture.copie", "lecture.etat"
OPENS_FOR = timedelta(days=7)
_RENEWED, _NOTED = timedelta(hours=20), timedelta(hours=1)
_CLOCKS = timedelta(minutes=15)
"""What the clock of a computer is corrected by."""
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
)
_ERASED = b"SELECT 1 FROM journal WHERE id > $1 AND 'erased' = ANY (string_to_array(tables, ',')) LIMIT 1"
"""Whether somebody was erased since a row of the journal."""
_WITHOUT_WAYS = "UPDATE step SET way = '' WHERE way <> ''"


_read = Decoder(SeatCopy)


class AwayStore(SqliteStore):
    """The copy of a seat, in place of the base."""

    def __init__(
        self, path: Path, connection: BaseConnection, wait: float, known: SeatCopy,
        connect: Callable[[], BaseConnection],
    ) -> None:  # fmt: skip
        self.away = self._known = known
        super().__init__(path, connection, wait, connect=connect)
        self.outbox = self._held = SealedOutbox(path.parent)

    @property
    def _asked(self) -> SqliteStatements:
        statements = super()._asked
        statements.as_of, statements.person, statements.manages = self._known.made, self._known.person, False
        return statements

    @contextmanager
    def write(self, what: str, *, by: str, at: datetime) -> Iterator[Writer]:
        """Do as :meth:`core.store.port.Store.write` for what the outbox keeps. Raises UserError TEAM_AWAY for all
        else."""
        if not any((gesture.what, gesture.by, gesture.at) == (what, by, at) for gesture in self._held.pending()):
            raise error("TEAM_AWAY")
        with super().write(what, by=by, at=at) as w:
            yield w

    def copy_to(self, folder: Path, name: str = "") -> Path:
        """Raise UserError TEAM_AWAY: a copy of a copy would be taken for one of the base."""
        raise error("TEAM_AWAY")

    def become(self, other: Path) -> None:
        """Raise UserError TEAM_AWAY."""
        raise error("TEAM_AWAY")

    def seal(self, progress: Progress = silent) -> bool:
        """Do nothing: the copy is sealed under the key of its seat."""
        return True


def renew(base: Path, connection: TeamConnection, at: datetime) -> None:
    """Make the copy of a seat again from the server, where the last one is of another day or somebody was erased since,
    and note that the server answered. A disk that takes none keeps the last one."""
    state = _known(base.parent)
    with suppress(OSError):
        is_of_today = state is not None and state.made <= at < state.made + _RENEWED
        if state is None or not is_of_today or connection.execute(_ERASED, (state.rows,)).fetchone():
            state = _made(base.parent, connection, at)
        elif at < state.contact + _NOTED:
            return
        _keep(base.parent, replace(state, contact=at, seen=at))


def _made(folder: Path, connection: TeamConnection, at: datetime) -> SeatCopy:
    key = base_key(seat_key(folder))
    acting = roster.acting(connection)
    # The log of the copy before is not of this one.
    _drop(folder, "-wal", "-shm")
    to_file(connection, folder / COPY, key)
    with closing(connect_under(key, folder / COPY)) as copy:
        rows, head = last_journal(SqliteStatements(copy))
    if acting is None:
        return SeatCopy(at, at, at, rows, head)
    return SeatCopy(at, at, at, rows, head, roster.seats(connection)[0].name, acting.person)


def opened_copy(base: Path, wait: float, at: datetime) -> AwayStore | None:
    """Open the copy of a seat; None where there is none, or none of this seat and program. Raises UserError
    TEAM_COPY_OLD, the copy deleted, once the server was silent for a week."""
    folder = base.parent
    state, secret = _known(folder), find_seat_key(folder)
    if state is None or not (folder / COPY).is_file():
        return None
    if at + _CLOCKS < state.seen:
        raise error("TEAM_COPY_CLOCK")
    if at - state.contact > OPENS_FOR:
        forget_copy(folder)
        raise error("TEAM_COPY_OLD", seat=state.host)
    connect = partial(_connected, folder / COPY, secret, wait)
    try:
        connection = connect()
        try:
            if _is_whole(connection, state):
                connection.execute(_WITHOUT_WAYS)
                if at > state.seen + _NOTED:
                    _keep(folder, replace(state, seen=at))
                return AwayStore(folder / COPY, connection, wait, state, connect)
        except BaseException:
            connection.close()
            raise
        connection.close()
    except (OSError, *TROUBLE):
        return None
    return None


def forget_copy(folder: Path) -> None:
    """Delete the copy of a seat, and its key where nothing waits that it seals. Raises OSError."""
    _drop(folder, "", "-wal", "-shm", ".door", ".desk")
    note_of(folder / COPY).unlink(missing_ok=True)
    (folder / STATE).unlink(missing_ok=True)
    outbox = SealedOutbox(folder)
    if not outbox.pending() and not outbox.unread():
        forget_seat_key(folder)


def _connected(path: Path, secret: str, wait: float) -> BaseConnection:
    connection = connect_under(base_key(secret), path, wait=wait, transactions=False)
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _is_whole(connection: BaseConnection, known: SeatCopy) -> bool:
    """Tell whether a copy is of this program's schema, and goes on from where it was made."""
    row = connection.execute("SELECT 1 FROM journal WHERE id = ? AND hash = ?", (known.rows, known.head)).fetchone()
    return steps_taken(connection) == list(MIGRATIONS) and (row is not None or not known.rows)


def _known(folder: Path) -> SeatCopy | None:
    """Return what a seat knows of its copy; None where nothing says it, or what does was not sealed here."""
    with suppress(OSError, ValueError):
        secret, content = find_seat_key(folder), (folder / STATE).read_bytes()
        if secret and is_sealed_file(content):
            return _read.decode(opened_file(content, file_key(secret)))
    return None


def _keep(folder: Path, known: SeatCopy) -> None:
    with whole_file(folder / STATE) as file:
        file.write(sealed_file(encode(known), file_key(seat_key(folder))))


def _drop(folder: Path, *ends: str) -> None:
    for end in ends:
        (folder / f"{COPY}{end}").unlink(missing_ok=True)
