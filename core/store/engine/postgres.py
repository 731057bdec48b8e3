"""The storage engine of a team: one PostgreSQL server for several seats. Writers take turns; every write is announced
and journaled, as with SQLite."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime, timedelta
from functools import cached_property, partial
from pathlib import Path

from core.base.errors import UserError
from core.base.ids import Ids
from core.base.moments import now
from core.base.progress import Progress, silent
from core.model.agent import SeatCall
from core.store import safe
from core.store.engine.any_store import EVERYTHING, NO_NEWS, AnyStore, Closed, close_entry
from core.store.engine.away import renew
from core.store.engine.journal import JournalEntry
from core.store.engine.migrations import MIGRATIONS
from core.store.engine.outbox import SealedOutbox
from core.store.engine.postgres_carry import to_file, to_server
from core.store.engine.postgres_rehearsal import Rehearsal, caller
from core.store.engine.postgres_schema import EMPTIES_LOG, HEARING, TURN, steps_on_server
from core.store.engine.postgres_statements import PostgresStatements, TrialStatements
from core.store.engine.postgres_touched import PostgresTouched
from core.store.engine.views import EngineWriter
from core.store.port import Changed, End, Reader, Shelf, Store, TrialEndedError, Writer
from core.store.postgres.address import TeamAddress, connect
from core.store.postgres.driver import Error, InFailedSqlTransaction, Notify, TeamConnection, is_inside
from core.store.postgres.lease import CallLease
from core.store.postgres.shelf import THERE, LetterShelf
from core.store.postgres.trouble import speaking, spoken
from core.store.postgres.watch import SeatWatch
from core.store.safe.base_key import base_key
from core.words.errors import error

_CALLING: Changed = frozenset({"calling"})
"""What is told when another seat began or ended a call."""
_TRIAL_SEAT = 1023
"""The last of the numbers of seats: what a trial makes is never kept."""
_TRIAL_WAIT = 0.1
"""Seconds a trial waits for another writer: less than a server waits before it looks for a deadlock, and breaks it."""
_READ = b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_MY_TURN = f"SELECT pg_advisory_xact_lock({TURN})".encode()
_SEAT = """INSERT INTO safe (name, secret) VALUES ('seat', '1')
    ON CONFLICT (name) DO UPDATE SET secret = CAST(CAST(safe.secret AS BIGINT) + 1 AS text) RETURNING secret"""
_TOLD = b"""WITH told AS (UPDATE base_version SET changes = changes + 1
    WHERE pg_current_xact_id_if_assigned() IS NOT NULL RETURNING id) SELECT pg_notify('base', '') FROM told"""
_CLOCK = b"""SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')"""
_OWNS = b"SELECT pg_catalog.pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = 'lead'::regclass"


class PostgresStore(AnyStore):
    """The PostgreSQL implementation of :class:`core.store.port.Store`."""

    trouble = (Error,)
    hears: Sequence[str] = HEARING
    """What a connection asks for first, to hear of what it touches and of what others commit."""
    statements_of: type[PostgresStatements] = PostgresStatements

    def __init__(self, path: Path, connect: Callable[[], TeamConnection], wait: float, *, remembers: bool) -> None:
        """``path``: where the base of this seat would be; ``connect``: opens a connection to the team's; ``wait``:
        seconds to wait for a turn."""
        self._connect, self._wait = connect, wait
        self._ids: Ids | None = None
        self._lease, self._watch = CallLease(self._dial), SeatWatch(connect)
        self._taken_back = 0
        self._heard = self._inside = False
        self._rehearsal = Rehearsal()
        self._begin_anew()
        super().__init__(path, remembers=remembers)
        with self._spoken():
            self._seen = self._last_journal()

    def check_schema(self, *, older: bool = False) -> None:
        """Raise UserError BASE_NEWER or TEAM_OLD where the server's schema is not the one of this program; ``older``:
        an older one may be."""
        with self._spoken():
            taken = steps_on_server(self._connection)
        if unknown := [name for name in taken if name not in MIGRATIONS]:
            raise error("BASE_NEWER", version=unknown[-1])
        if taken != (*MIGRATIONS,) and not older:
            raise error("TEAM_OLD")

    def _dial(self) -> TeamConnection:
        """Return a connection that waits as long as the watch hears the server. Raises UserError TEAM_AWAY,
        TEAM_REFUSED."""
        if self._watch.silent:
            raise error("TEAM_AWAY")
        connection = self._connect()
        connection.gives_up = self._watch.doubt
        return connection

    def _begin_anew(self) -> None:
        """Connect, and ask to be told of what others commit."""
        self._connection = self._dial()
        self._connection.execute(f"SET lock_timeout = {round(self._wait * 1000):d}".encode())
        for statement in self.hears:
            self._connection.execute(statement.encode())
        self._connection.add_notify_handler(self._hear)
        self._own = self._connection.info.backend_pid
        self._statements = self.statements_of(self._connection, self._rehearsal, hears=bool(self.hears))
        self._touched = PostgresTouched(self._statements)

    def _is_inside(self) -> bool:
        if not self._inside:
            self._statements.hear_end()
        return self._inside or is_inside(self._connection)

    @property
    def _asked(self) -> PostgresStatements:
        return self._statements

    def _hear(self, told: Notify) -> None:
        self._heard = self._heard or told.pid != self._own

    @cached_property
    def shelf(self) -> Shelf | None:  # type: ignore[override]
        """Do as :attr:`core.store.port.Store.shelf`."""
        [[is_made]] = self._ask(THERE, ())
        return LetterShelf(self._ask) if is_made else None

    def _ask(self, sql: bytes, values: Sequence[object]) -> Sequence[Sequence[object]]:
        with self._spoken():
            self._reach()
            cursor = self._connection.execute(sql, values)
            return cursor.fetchall() if cursor.description else ()

    @property
    def size(self) -> int:
        with self.read() as r:
            return r.value(int, "SELECT pg_database_size(current_database())") or 0

    @property
    def state(self) -> object:
        with self._spoken():
            changes = self._statements.execute("SELECT changes FROM base_version").fetchone()
        return changes, self._statements.changes, self._taken_back, self._keys

    @contextmanager
    def read(self) -> Iterator[Reader]:
        if self._is_inside():
            yield self._reader()
            return
        with self._spoken():
            self._reach()
            self._statements.begin(caller(), _READ)
            self._inside = True
            try:
                yield self._reader()
            finally:
                self._inside = False
                if is_inside(self._connection):
                    self._statements.end_view()
                else:  # Nothing was asked, or the line is cut: the server never heard that it began.
                    self._statements.forget()

    @contextmanager
    def write(self, what: str, *, by: str, at: datetime) -> Iterator[Writer]:
        if self._is_inside():
            raise RuntimeError("a write cannot start inside a read or another write")
        # Without the register's key nobody would be recognised: the base is then only read.
        with self._spoken():
            self._reach()
            self.keyed_hash("", "")
            person = self._statements.person
        entry = JournalEntry(what, person or by, at.isoformat(timespec="milliseconds"))
        try:
            with self._transaction(what) as ended:
                yield EngineWriter(self._statements, self._keys, self._seat_ids(), entry)
                ended.append(self._close_entry(entry))
            with suppress(UserError), self.read():  # What is confirmed stays so.
                self._note_refusals(self._touched)
        finally:
            self._touched.forget()
        self._tell(entry)

    @contextmanager
    def write_beside(self, what: str, *, at: datetime, by: str = "") -> Iterator[tuple[Writer, TeamConnection]]:
        """Open a transaction as :meth:`write`, and give its connection too: what stands beside the base, as its seats
        do, changes with the line of the journal that says so."""
        with self.write(what, by=by, at=at) as w:
            self._statements.flush()
            yield w, self._connection

    def _close_entry(self, entry: JournalEntry) -> Closed | None:
        end = close_entry(self._statements, self._keys, entry, self._touched)
        self._statements.later(_TOLD)
        self._see(end)
        return end

    @contextmanager
    def _transaction(self, what: str) -> Iterator[list[Closed | None]]:
        """Hold the turn to write, commit at the end or roll everything back. What was written is given back by the
        caller, so that a confirmation that is lost on the way can be asked for again."""
        ids, seen = self._ids, self._seen
        ended: list[Closed | None] = []
        try:
            with self._spoken():
                self._statements.begin(what, b"BEGIN", _MY_TURN)
                self._inside = True
                yield ended
                self._commit(ended[0] if ended else None)
                self._inside = False
        except BaseException:
            self._take_back()
            self._taken_back += 1
            # A seat number taken in a rolled back transaction is free again: another window may have it by now.
            self._ids, self._seen = ids, seen
            raise

    def _commit(self, closed: Closed | None) -> None:
        try:
            self._statements.end(b"COMMIT")
        except Error as problem:
            sentence = spoken(problem, self.path.parent)
            if closed is None or sentence is None or sentence.code != "TEAM_AWAY" or not self._was_confirmed(closed):
                raise

    def _was_confirmed(self, closed: Closed) -> bool:
        """Tell whether a transaction whose confirmation was lost on the way was committed. Raises UserError TEAM_UNSURE
        when nobody can say."""
        self._connection.close()
        try:
            self._begin_anew()
            self._connection.execute(b"BEGIN")
            # Whoever holds the turn may be the transaction itself, about to end.
            self._connection.execute(_MY_TURN)
            row = self._statements.execute("SELECT 1 FROM journal WHERE id = ? AND hash = ?", closed.now).fetchone()
            self._connection.execute(b"COMMIT")
        except (Error, UserError) as problem:
            self._connection.close()  # Whoever looks sees that the line is cut, and sends what waits.
            raise error("TEAM_UNSURE") from problem
        self._heard = True
        return row is not None

    def _take_back(self) -> None:
        """Roll the transaction back, where it was begun and the connection still stands."""
        self._inside = False
        self._statements.forget()
        if not self._connection.closed and is_inside(self._connection):
            # What went wrong was told already: the server has rolled back by itself.
            with suppress(InFailedSqlTransaction):
                self._statements.end(b"ROLLBACK")

    def _spoken(self) -> AbstractContextManager[None]:
        return speaking(self.path.parent)

    def _reach(self) -> None:
        """Connect again after the connection was lost. Raises UserError TEAM_AWAY, TEAM_REFUSED."""
        self._statements.hear_end()
        if self._connection.closed or self._connection.broken:
            self._connection.close()
            self._begin_anew()
            self._heard = True
            try:
                self.check_schema()  # The server may have been updated meanwhile.
            except BaseException:
                self._connection.close()
                raise

    def _seat_ids(self) -> Ids:
        """Take a seat number at the first write, from a counter in the base, so that no two windows share one."""
        if self._ids is None:
            self._ids = Ids(int(self._statements.execute(_SEAT).fetchone()[0]))
        return self._ids

    def news(self) -> Changed:
        return self._committed_elsewhere() | (_CALLING if self._watch.has_moved() else NO_NEWS)

    def _committed_elsewhere(self) -> Changed:
        if not self._inside:
            self._listen_once()
        if not self._heard or self._connection.closed or self._connection.pgconn.is_busy():
            return NO_NEWS
        with self._spoken():
            try:
                self._heard = False
                if (changed := self._fresh()) is None:
                    self._look_anew()
                    return EVERYTHING
            except Error:
                if not self.is_cut():
                    raise
                return NO_NEWS
        return changed

    def _listen_once(self) -> None:
        """Read what the server sent by itself: nothing is asked of it. A line that is cut has no news: whoever reads or
        writes next is told."""
        server = self._connection.pgconn
        try:
            server.consume_input()
            while notice := server.notifies():
                self._heard = self._heard or notice.be_pid != self._own
        except Error:
            self._connection.close()

    def _look_anew(self) -> None:
        """Read the key, the seats and the journal again, after the content of the base was replaced."""
        self.read_key()
        self._ids = None
        self._seen = self._last_journal()

    def is_older(self) -> bool:
        """Tell whether this computer remembers a later state of this base."""
        with self._spoken():
            memory = self._memory()
            return memory is not None and memory.is_ahead()

    def regained(self) -> bool:
        """Do as :meth:`core.store.port.Store.regained`: a server loses no lock."""
        return False

    def is_cut(self) -> bool:
        return self._connection.closed or self._connection.broken or self._watch.silent

    def clock_ahead(self, clock: Callable[[], datetime]) -> timedelta:
        """Do as :meth:`core.store.port.Store.clock_ahead`: the server's clock is read between two looks at this one."""
        with self._spoken():
            self._reach()
            before = clock()
            row = self._connection.execute(_CLOCK).fetchone()
            after = clock()
        return before + (after - before) / 2 - datetime.fromisoformat(str(row[0] if row else after))

    def remember(self, *, anew: bool = False, lost: Sequence[End] = ()) -> None:
        """Do as :meth:`core.store.port.Store.remember`; the copy that this seat reads when the server is away is made
        again once a day."""
        # A line that is cut remembers nothing: whoever opens the base next does.
        with suppress(*self.trouble):
            super().remember(anew=anew, lost=lost)
            if self._remembers and self.outbox is not None:
                renew(self.path, self._connection, now())

    def problems(self) -> list[str]:
        """Do as :meth:`core.store.port.Store.problems`: the server refuses by itself a page whose sum is wrong."""
        return []

    def copy_to(self, folder: Path, name: str = "") -> Path:
        """Do as :meth:`core.store.port.Store.copy_to`: the copy is a base of SQLite."""
        with self._spoken(), self.read() as r:
            key = base_key(safe.key(r)) if safe.is_apart(r) else None
            to_file(self._connection, folder / (name or self.path.name), key)
        return folder

    def trial(self) -> Store:
        return PostgresTrial(self.path, self._dial, _TRIAL_WAIT, remembers=False)

    def become(self, other: Path) -> None:
        with self._spoken():
            self._reach()
            to_server(other, self._connection)
        self._look_anew()

    @contextmanager
    def others_waiting(self) -> Iterator[None]:
        """Hold the turn to write until the end, through any number of transactions: whoever else writes waits, or is
        told that the base is busy. Raises UserError BASE_BUSY."""
        self._ask(f"SELECT pg_advisory_lock({TURN})".encode(), ())
        try:
            yield
        finally:
            if not self._connection.closed:
                self._ask(f"SELECT pg_advisory_unlock({TURN})".encode(), ())

    def is_sealed(self) -> bool:
        """Do as :meth:`core.store.port.Store.is_sealed`: the files are those of the server, which seals none."""
        return False

    def seal(self, progress: Progress = silent) -> bool:
        """Do as :meth:`core.store.port.Store.seal`: nothing is sealed here."""
        return False

    def scrub(self) -> bool:
        """Do as :meth:`core.store.port.Store.scrub`. Returns False for a seat that does not own the base: the one that
        serves it does it."""
        [[owns]] = self._ask(_OWNS, ())
        if not owns:
            return False
        try:
            with self._spoken():
                self._connection.execute(b"VACUUM (FULL, ANALYZE)")
        except UserError as problem:
            if problem.code != "BASE_BUSY":
                raise
            return False
        return self.empty_log()

    def rest(self, since: datetime) -> None:
        """Do as :meth:`core.store.port.Store.rest`: the server looks after its own log."""

    def empty_log(self) -> bool:
        """Do as :meth:`core.store.port.Store.empty_log`. Returns False for a seat that may not."""
        try:
            for statement in EMPTIES_LOG:
                self._ask(statement, ())
        except UserError as problem:
            if problem.code != "TEAM_RIGHTS":
                raise
            return False
        return True

    def hold(self, lead_id: int | None, *, noting: bool = False) -> None:
        with self._spoken():
            if noting:
                self._lease.note()
            elif lead_id is not None:
                self._lease.take(lead_id)
            elif self._connection.closed:
                self._lease.drop()
            else:
                self._lease.let_go()

    def calls(self) -> Mapping[int, SeatCall]:
        return {lead_id: call for lead_id, call in self._watch.calls().items() if lead_id != self._lease.lead_id}

    def look(self, lead_id: int | None) -> Sequence[str]:
        return self._watch.look(lead_id)

    def close(self) -> None:
        self._lease.drop()
        self._watch.stop()
        self._connection.close()


class PostgresTrial(PostgresStore):
    """The base of a team in one transaction: what is written is read again, and rolled back when it is closed. It takes
    no turn; once another writer is to change the same row, it ends and raises TrialEndedError."""

    hears = ()
    statements_of = TrialStatements

    def _dial(self) -> TeamConnection:
        return self._connect()  # Whose base is tried watches the server.

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        try:
            with super()._spoken():
                yield
        except UserError as problem:
            if problem.code != "BASE_BUSY":
                raise
            raise TrialEndedError from problem

    @contextmanager
    def read(self) -> Iterator[Reader]:
        with self._spoken():
            self._begin()
            yield self._reader()

    @contextmanager
    def write(self, what: str, *, by: str, at: datetime) -> Iterator[Writer]:
        entry = JournalEntry(what, by, at.isoformat(timespec="milliseconds"))
        with self._spoken():
            self._begin()
            try:
                # What is cut short is taken back, and the rest of the trial goes on.
                with self._connection.transaction():
                    yield EngineWriter(self._statements, self._keys, self._seat_ids(), entry)
                    self._statements.flush()
            except BaseException:
                self._statements.forget()
                raise
        self._tell(entry)

    def _begin(self) -> None:
        if not self._is_inside():
            self._connection.execute(b"BEGIN")

    def _seat_ids(self) -> Ids:
        self._ids = self._ids or Ids(_TRIAL_SEAT)
        return self._ids

    def close(self) -> None:
        """Roll back all that was written, and close."""
        self._take_back()
        super().close()


def open_shared(base: Path, address: TeamAddress, wait: float, *, older: bool = False) -> PostgresStore:
    """Open the base of a team. ``base``: where that of this seat would be; ``wait``: seconds to wait for a turn;
    ``older``: even where the server's schema is an older one, to be copied. Raises UserError TEAM_AWAY, TEAM_REFUSED;
    BASE_NEWER, TEAM_OLD where the server's schema is not that of this program."""
    with speaking(base.parent):
        shared = PostgresStore(base, partial(connect, address), wait, remembers=True)
    shared.outbox = SealedOutbox(base.parent)
    try:
        shared.check_schema(older=older)
    except BaseException:
        shared.close()
        raise
    return shared
