"""The storage engine: SQLite opened for safety (WAL, FULL, foreign keys). Writers take turns; every write is
announced and journaled."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path

from core.base.errors import UserError
from core.base.ids import Ids
from core.base.progress import Progress, silent
from core.model.agent import SeatCall
from core.model.register_key import KeyPlace
from core.store import safe
from core.store.engine.any_store import EVERYTHING, NO_NEWS, AnyStore, close_entry
from core.store.engine.base_sealing import clear_copy, drop_clear_copy, export, seal_base
from core.store.engine.driver import BaseConnection, Error, connect, connect_under
from core.store.engine.hold import Hold
from core.store.engine.journal import JournalEntry
from core.store.engine.known_schema import refuse_strangers, strangers
from core.store.engine.log_marks import mark, mark_of, untouched
from core.store.engine.open_file import OpenBaseFile
from core.store.engine.sqlite_statements import SqliteStatements
from core.store.engine.sqlite_touched import SqliteTouched
from core.store.engine.touched import Touched
from core.store.engine.trouble import TROUBLE, spoken
from core.store.engine.turns import Turns
from core.store.engine.views import EngineWriter
from core.store.port import Changed, Reader, Writer
from core.store.safe.base_key import BaseKey, base_key, read_note, write_note
from core.words.errors import error

WAIT = 10.0
"""Seconds a window waits for its turn, or for another program to let go of the base."""


class SqliteStore(AnyStore):
    """The SQLite implementation of :class:`core.store.port.Store`."""

    def __init__(
        self,
        path: Path,
        connection: BaseConnection,
        wait: float,
        *,
        connect: Callable[[], BaseConnection],
        touched: Touched | None = None,
        remembers: bool = False,
    ) -> None:
        """``connect``: opens another connection; ``touched``: what the steps of the schema touched, sealed by the first
        transaction; ``remembers``: refusals are remembered outside the folder too (see :mod:`.witness`)."""
        self._connection = connection
        self._connect = connect
        super().__init__(path, remembers=remembers)
        self._file = OpenBaseFile(path)
        self._unsure = self._damaged = False
        self._rested = self._taken_back = 0
        self._turns = Turns(path, wait)
        self._ids: Ids | None = None
        self._touched = touched
        self._version = self._data_version()
        self._seen = self._last_journal()
        self._file.check_first(connection)
        self._hold = Hold(path, connection.seal)
        self._moved = self._anew = self._regained = False

    trouble = (Error,)

    @property
    def _asked(self) -> SqliteStatements:
        return SqliteStatements(self._connection)

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    @property
    def state(self) -> object:
        # The version is of what others wrote, the changes are our own; what is taken back stays among them.
        return self._data_version(), self._connection.total_changes, self._taken_back, self._keys

    @contextmanager
    def read(self) -> Iterator[Reader]:
        if self._connection.in_transaction:
            yield self._reader()
            return
        with self._spoken():
            self._connection.execute("BEGIN")
            try:
                yield self._reader()
            finally:
                self._connection.execute("COMMIT")

    @contextmanager
    def write(self, what: str, *, by: str, at: datetime) -> Iterator[Writer]:
        if self._connection.in_transaction:
            raise RuntimeError("a write cannot start inside a read or another write")
        self._trust()
        entry = JournalEntry(what, by, at.isoformat(timespec="milliseconds"))
        touched = self._touched = self._touched or SqliteTouched(self._connection)
        # Without the register's key nobody would be recognised: the base is then only read.
        self.keyed_hash("", "")
        try:
            with self._turns.mine():
                with self._transaction():
                    statements = SqliteStatements(self._connection, self._turns, touched.blocks.made)
                    yield EngineWriter(statements, self._keys, self._seat_ids(), entry)
                    self._close_entry(entry, touched)
                self._note_refusals(touched)
        finally:
            touched.forget()
        self._tell(entry)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Commit at the end or roll everything back; a full or broken disk becomes an error sentence."""
        ids, seen = self._ids, self._seen
        try:
            with self._spoken():
                self._connection.execute("BEGIN IMMEDIATE")
                refuse_strangers(self._connection, self.path.parent)
                changes = self._connection.total_changes
                yield
                if self._connection.total_changes != changes:
                    mark(self._connection)
                self._same_file()
                self._stay_held()
                self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._taken_back += 1
            # A seat number taken in a rolled back transaction is free again: another window may have it by now.
            self._ids, self._seen = ids, seen
            raise

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        """Turn errors of the disk or of another program into error sentences."""
        try:
            yield
        except TROUBLE as problem:
            said = spoken(problem, self.path.parent)
            if said is None:
                raise
            self._unsure = self._unsure or said.code == "DISK_UNSURE"
            if said.code == "BASE_UNREADABLE":
                self._damaged = True
                if self._connection.total_changes:
                    said = error("BASE_DAMAGED", folder=str(self.path.parent))
            raise said from problem

    def _trust(self) -> None:
        """Make sure, before anything is confirmed, that the file is the one that was opened, that nobody can change it
        unseen and, after the disk failed once to confirm a writing, that a connection opened anew finds it whole.
        Raises UserError BASE_MOVED, BASE_LET_GO, DISK_UNSURE."""
        is_held = self._hold_again()
        self._same_file()
        if not is_held:
            raise error("BASE_LET_GO")
        if not self._unsure:
            return
        self._reopen()
        if self.problems():
            raise error("DISK_UNSURE")
        self._unsure = False

    def _stay_held(self) -> None:
        if not self._hold.stands():
            raise error("BASE_LET_GO")

    def _hold_again(self) -> bool:
        """Open the base anew when the system gave its locks back, and make sure that it holds what was confirmed here;
        return whether they stand. Another connection of this process may keep them from coming back."""
        if self._hold.stands():
            return True
        if self._connection.in_transaction or not self._file.is_there():
            return False
        with self._spoken():
            rows, hashed = self._last_journal()
            self._reopen()
            kept = self._connection.execute("SELECT hash FROM journal WHERE id = ?", (rows,)).fetchone()
        self._moved = bool(rows) and kept != (hashed,)
        is_held = self._hold.stands()
        self._regained = self._anew = is_held and not self._moved
        return is_held

    def _reopen(self) -> None:
        with self._spoken():
            self._connection.close()
            self._connection = self._connect()
            self._touched = None
            self._look_anew()
        self._hold.begin_anew()

    def is_older(self) -> bool:
        """Tell whether this computer remembers a later state of this base."""
        with self._spoken():
            memory = self._memory()
            return memory is not None and memory.is_ahead()

    def _close_entry(self, entry: JournalEntry, touched: Touched) -> None:
        """Write the journal row of a transaction that changed something."""
        # Its values come before it: they have a root in it.
        self._connection.execute("PRAGMA defer_foreign_keys = ON")
        self._see(close_entry(self._asked, self._keys, entry, touched))

    def _seat_ids(self) -> Ids:
        """Take a seat number at the first write, from a counter in the base, so that no two windows share one."""
        if self._ids is None:
            sql = "INSERT INTO safe VALUES ('seat', '1') ON CONFLICT DO UPDATE SET secret = secret + 1 RETURNING secret"
            self._ids = Ids(int(self._connection.execute(sql).fetchone()[0]))
        return self._ids

    def news(self) -> Changed:
        self._hold_again()
        if self._anew:
            self._anew = False
            return EVERYTHING
        version = self._data_version()
        if version == self._version:
            return NO_NEWS
        self._version = version
        if (changed := self._fresh()) is not None:
            return changed
        self._look_anew()
        # What another program put in its place is told at the next start, which writes into it what it lacks.
        self._moved = self._moved or self.is_older()
        return EVERYTHING

    def regained(self) -> bool:
        regained, self._regained = self._regained, False
        return regained

    def clock_ahead(self, clock: Callable[[], datetime]) -> timedelta:
        return timedelta(0)

    def scrub(self) -> bool:
        # The index keeps deleted words until it is merged; a page split by a growing table may keep a copy of a row in
        # its unused part, which secure_delete does not reach: the file is written anew.
        with self._turns.mine(), self._spoken():
            self._connection.execute("INSERT INTO lead_search (lead_search) VALUES ('optimize')")
            self._connection.execute("VACUUM")
            # The pages are others: a log of before would not fit.
            self._connection.execute("BEGIN IMMEDIATE")
            mark(self._connection)
            self._connection.execute("COMMIT")
        return self.empty_log()

    def empty_log(self) -> bool:
        with self._turns.mine(), self._spoken():
            busy = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy

    def _same_file(self) -> None:
        """Raise UserError BASE_MOVED when the file is no longer that of this base. What others wrote is heard first
        (:meth:`news`): one of them may have restored a copy."""
        if self._moved:
            raise error("BASE_MOVED", folder=str(self.path.parent))
        if self._data_version() == self._version:
            self._file.check()

    def rest(self, since: datetime) -> None:
        self._hold_again()
        self._same_file()
        log = self.path.with_name(f"{self.path.name}-wal")
        written = log.stat().st_mtime_ns if log.exists() else self._rested
        if written in (0, self._rested) or written > since.timestamp() * 1e9:
            return
        # It waits for nobody: what somebody still reads is copied back another time.
        with self._spoken():
            _busy, held, copied = self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        if held == copied:
            self._rested = written
        self._same_file()

    def problems(self) -> list[str]:
        try:
            # A look-up first: the check compares the index of words with what this connection remembers of it, and it
            # forgets that another window wrote only when it is asked for a word.
            self._connection.execute("SELECT rowid FROM lead_search WHERE lead_search MATCH 'a' LIMIT 1").fetchone()
            texts = [str(line) for (line,) in self._connection.execute("PRAGMA integrity_check")]
        except TROUBLE as problem:
            return [str(problem)]
        sound = [] if texts == ["ok"] else texts
        return sound + [f"{altered}." for altered in strangers(self._connection)]

    def copy_to(self, folder: Path, name: str = "") -> Path:
        target = folder / (name or self.path.name)
        with closing(connect_under(self._connection.seal, target)) as copy, self._spoken():
            self._connection.backup(copy)
        if self._connection.seal:
            write_note(target, self._connection.seal)
        return folder

    def trial(self) -> None:
        return None

    def become(self, other: Path) -> None:
        # In one transaction, so that a crash leaves the former content whole.
        with self._sealed_alike(other) as source, self._turns.mine(), self._spoken():
            mark(source, after=mark_of(self._connection))
            source.backup(self._connection)
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._look_anew()

    @contextmanager
    def _sealed_alike(self, other: Path) -> Iterator[BaseConnection]:
        """Open another base, or a copy of it that is sealed where this one is and plain where it is: the engine copies
        no page from one to the other."""
        seal, alike = self._connection.seal, other.with_suffix(".alike")
        with closing(connect(other)) as source:
            if (source.seal is None) == (seal is None):
                yield source
                return
            export(source, seal, alike)
        try:
            with closing(connect_under(seal, alike)) as copy:
                yield copy
        finally:
            alike.unlink()

    def is_sealed(self) -> bool:
        return self._connection.seal is not None

    def seal(self, progress: Progress = silent) -> bool:
        with self.read() as r:
            if not safe.is_apart(r):
                return False
            known_by, present = safe.key_id(r), self._connection.seal
            if present is not None and present.known_by == known_by:
                key = present
            elif safe.place(r) is KeyPlace.ABSENT:
                return False
            else:
                key = base_key(safe.key(r))
        if present != key:
            self._become_sealed(key, progress)
        if self.is_sealed() and read_note(self.path) != known_by:
            write_note(self.path, key)
        if self.is_sealed() and clear_copy(self.path).exists() and not self.problems():
            drop_clear_copy(self.path)
        return self._connection.seal == key

    def _become_sealed(self, key: BaseKey, progress: Progress) -> None:
        """Close the base, have it sealed where nobody else has it open, and open it anew, sealed or not."""
        self._hold.end()
        self._connection.close()
        failed: Exception | None = None
        try:
            seal_base(self.path, key, progress)
        except (OSError, UserError, Error) as problem:
            failed = problem
        self._connection = self._connect()
        self._touched = None
        self._taken_back += 1
        self._file, self._hold = OpenBaseFile(self.path), Hold(self.path, self._connection.seal)
        self._look_anew()
        busy = isinstance(failed, UserError) and failed.code == "BASE_BUSY"
        if failed is not None and not busy and self._connection.seal != key:
            raise error("SEAL_FAILED") from failed

    def _look_anew(self) -> None:
        """Read the key, the seats and the journal again, after the content of the base was replaced."""
        self.read_key()
        self._file.begin_anew()
        self._ids = None
        self._version, self._seen = self._data_version(), self._last_journal()

    def hold(self, lead_id: int | None, *, noting: bool = False) -> None:
        """Do as :meth:`core.store.port.Store.hold`: there is no other seat."""

    def calls(self) -> Mapping[int, SeatCall]:
        """Do as :meth:`core.store.port.Store.calls`: there is no other seat."""
        return {}

    def look(self, lead_id: int | None) -> Sequence[str]:
        """Do as :meth:`core.store.port.Store.look`: there is no other seat."""
        return ()

    def close(self) -> None:
        self._hold.end()
        # What is damaged stays as it is: the log is read again, from its bytes, by a restoration.
        with untouched(self.path) if self._damaged else nullcontext():
            self._connection.close()

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])


def new_secret() -> str:
    """Return a new random 256-bit secret, in hex."""
    return secrets.token_hex(32)
