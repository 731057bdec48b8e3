"""The embedded engine: SQLite opened for safety (WAL, FULL, foreign keys), written in turn, announced and journaled."""

import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from core.errors import Stale
from core.ids import Ids
from core.store.journal import START, Entry, canonical, seal
from core.store.port import Changed, Listener, Reader, Row, Value, Writer
from core.store.trouble import spoken
from core.store.turns import Turns
from core.wording import error

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    # A chunk of an import writes 8 MB of index pages, mostly the same ones: copied back less than every time.
    "PRAGMA wal_autocheckpoint = 4000",
    "PRAGMA cache_size = -32000",
    "PRAGMA temp_store = MEMORY",
)
WAIT = 10.0
"""Seconds a window waits for its turn, or for another program to let go of the base."""
_NO_NEWS: Changed = frozenset()


def connect(path: Path, wait: float) -> sqlite3.Connection:
    """Return a connection without implicit transactions; ``path`` is made at the first write if it does not exist."""
    return sqlite3.connect(path, timeout=wait, isolation_level=None)


def prepare(connection: sqlite3.Connection) -> None:
    """Set what makes a base safe; the first setting writes to a base that never had it."""
    for pragma in _PRAGMAS:
        connection.execute(pragma)


class SqliteReader:
    """See :class:`core.store.port.Reader`."""

    def __init__(self, connection: sqlite3.Connection, secret: bytes) -> None:
        self._connection = connection
        self._secret = secret

    def rows(self, sql: str, *values: Value) -> list[Row]:
        return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Value) -> Row | None:
        found: Row | None = self._connection.execute(sql, values).fetchone()
        return found

    def search(self, words: Sequence[str], limit: int) -> list[int]:
        # A sign inside a word would make it a phrase, which this small index (detail=none) does not answer.
        bare = [found for word in words if (found := "".join(filter(str.isalnum, word)))]
        if not bare:
            return []
        asked = [f'"{word}"' for word in bare[:-1]] + [f'"{bare[-1]}"*']
        sql = "SELECT rowid FROM lead_search WHERE lead_search MATCH ? ORDER BY rowid DESC LIMIT ?"
        return [found for (found,) in self._connection.execute(sql, (" AND ".join(asked), limit))]

    def keyed_hash(self, kind: str, key: str) -> str:
        return hmac.digest(self._secret, f"{kind}:{key}".encode(), "sha256").hex()[:32]


class SqliteWriter(SqliteReader):
    """See :class:`core.store.port.Writer`. Table and column names come from this program, never from a file."""

    def __init__(self, connection: sqlite3.Connection, secret: bytes, ids: Ids, entry: Entry) -> None:
        super().__init__(connection, secret)
        self._ids = ids
        self._entry = entry

    def new_id(self) -> int:
        return self._ids.new()

    def insert(self, table: str, values: Mapping[str, Value]) -> int:
        row_id = values.get("id") or self._ids.new()
        full = {"id": row_id, **values}
        marks = ", ".join("?" * len(full))
        self._connection.execute(f"INSERT INTO {table} ({_names(full)}) VALUES ({marks})", tuple(full.values()))
        self._entry.change(table, int(row_id), None, _plain(full))
        return int(row_id)

    def update(self, table: str, row_id: int, values: Mapping[str, Value], *, version: int | None = None) -> None:
        before = self._connection.execute(f"SELECT {_names(values)} FROM {table} WHERE id = ?", (row_id,)).fetchone()
        sets = ", ".join(f"{name} = ?" for name in values)
        where = "id = ?"
        asked: list[Value] = [*values.values(), row_id]
        if version is not None:
            sets, where = f"{sets}, version = version + 1", "id = ? AND version = ?"
            asked.append(version)
        done = self._connection.execute(f"UPDATE {table} SET {sets} WHERE {where}", asked)
        if done.rowcount != 1:
            raise error("STALE", Stale, user="Un autre poste")
        self._entry.change(table, row_id, _plain(dict(zip(values, before, strict=True))), _plain(values))

    def delete(self, table: str, row_id: int) -> None:
        cursor = self._connection.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
        before = dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
        self._connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        self._entry.change(table, row_id, _plain(before), None)

    def insert_many(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        if not rows:
            return
        marks = ", ".join("?" * len(columns))
        self._connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
        self._entry.bulk(table, rows)

    def delete_many(self, table: str, columns: Sequence[str], keys: Iterable[Row]) -> int:
        where = " AND ".join(f"{name} = ?" for name in columns)
        gone: list[Row] = []
        for key in keys:
            gone += self._connection.execute(f"DELETE FROM {table} WHERE {where} RETURNING *", key).fetchall()
        if gone:
            self._entry.bulk_gone(table, gone)
        return len(gone)

    def set_value(self, table: str, key: str, value: str) -> None:
        before = self._connection.execute(f"SELECT value FROM {table} WHERE key = ?", (key,)).fetchone()
        if before == (value,):
            return
        self._connection.execute(f"REPLACE INTO {table} (key, value) VALUES (?, ?)", (key, value))
        self._entry.change(table, 0, {key: before[0]} if before else None, {key: value})

    def index(self, words: Iterable[tuple[int, str]]) -> None:
        pairs = list(words)
        self.unindex(row_id for row_id, _ in pairs)
        self._connection.executemany("INSERT INTO lead_search (rowid, words) VALUES (?, ?)", pairs)

    def unindex(self, lead_ids: Iterable[int]) -> None:
        self._connection.executemany("DELETE FROM lead_search WHERE rowid = ?", ((row_id,) for row_id in lead_ids))

    def note(self, what: str) -> None:
        self._entry.note(what)


class SqliteStore:
    """See :class:`core.store.port.Store`. One object serves one thread; a worker opens its own."""

    def __init__(self, path: Path, connection: sqlite3.Connection, wait: float) -> None:
        self.path = path
        self._connection = connection
        self._secret = bytes.fromhex(
            connection.execute("SELECT secret FROM safe WHERE name = 'register'").fetchone()[0]
        )
        self._turns = Turns(path, wait)
        self._ids: Ids | None = None
        self._listeners: list[Listener] = []
        self._version = self._data_version()
        self._seen = self._last_journal()

    @contextmanager
    def read(self) -> Iterator[Reader]:
        if self._connection.in_transaction:
            yield SqliteReader(self._connection, self._secret)
            return
        with self._spoken():
            self._connection.execute("BEGIN")
            try:
                yield SqliteReader(self._connection, self._secret)
            finally:
                self._connection.execute("COMMIT")

    @contextmanager
    def write(self, what: str, *, by: str, at: datetime) -> Iterator[Writer]:
        if self._connection.in_transaction:
            raise RuntimeError("a write cannot start inside a read or another write")
        entry = Entry(what, by, at.isoformat(timespec="milliseconds"))
        with self._turns.mine(), self._transaction():
            yield SqliteWriter(self._connection, self._secret, self._seat_ids(), entry)
            self._close_entry(entry)
        changed = frozenset(entry.tables)
        for listener in list(self._listeners):
            listener(changed)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Commit at the end or undo everything; a disk that is full or broken becomes a sentence."""
        ids, seen = self._ids, self._seen
        try:
            with self._spoken():
                self._connection.execute("BEGIN IMMEDIATE")
                yield
                self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            # A seat taken by what was undone is free again: another window may hold it by now.
            self._ids, self._seen = ids, seen
            raise

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        """Say in a sentence what the disk or another program did."""
        try:
            yield
        except sqlite3.DatabaseError as problem:
            said = spoken(problem, self.path.parent)
            if said is None:
                raise
            raise said from problem

    def _close_entry(self, entry: Entry) -> None:
        """Write the journal row of a transaction that did something, and move the head."""
        if not entry.items:
            return
        head = self._connection.execute("SELECT rows, hash FROM journal_head").fetchone() or (0, START)
        parts = (head[0] + 1, entry.at, entry.by, entry.what, ",".join(sorted(entry.tables)), canonical(entry.items))
        hashed = seal(head[1], parts)
        self._connection.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*parts, head[1], hashed))
        self._connection.execute("REPLACE INTO journal_head VALUES (1, ?, ?)", (parts[0], hashed))
        self._connection.executemany(
            """INSERT INTO journal_value (journal_id, place, "table", row_id, salt, before, after)
               VALUES (?, ?, ?, ?, ?, ?, ?)""",
            ((parts[0], *value) for value in entry.values),
        )
        if self._seen == head[0]:
            self._seen = parts[0]

    def _seat_ids(self) -> Ids:
        """Take a seat number at the first write: a counter in the base, so that two windows never share one."""
        if self._ids is None:
            sql = "INSERT INTO safe VALUES ('seat', '1') ON CONFLICT DO UPDATE SET secret = secret + 1 RETURNING secret"
            self._ids = Ids(int(self._connection.execute(sql).fetchone()[0]))
        return self._ids

    def listen(self, listener: Listener) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def news(self) -> Changed:
        version = self._data_version()
        if version == self._version:
            return _NO_NEWS
        self._version = version
        found = self._connection.execute(
            "SELECT id, tables FROM journal WHERE id > ? ORDER BY id", (self._seen,)
        ).fetchall()
        if not found:
            return _NO_NEWS
        self._seen = found[-1][0]
        return frozenset(name for _, tables in found for name in tables.split(",") if name)

    def problems(self) -> list[str]:
        """Return what SQLite's own integrity check says is wrong; empty when all is well."""
        try:
            found = [str(line) for (line,) in self._connection.execute("PRAGMA integrity_check")]
        except sqlite3.DatabaseError as problem:
            return [str(problem)]
        return [] if found == ["ok"] else found

    def copy_to(self, folder: Path) -> Path:
        """Copy the base into ``folder`` as it is now, and return the folder."""
        with closing(sqlite3.connect(folder / self.path.name)) as target, self._spoken():
            self._connection.backup(target)
        return folder

    def close(self) -> None:
        self._connection.close()

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def _last_journal(self) -> int:
        return int((self._connection.execute("SELECT rows FROM journal_head").fetchone() or (0,))[0])


def new_secret() -> str:
    """Return a fresh 256-bit secret, in hex."""
    return secrets.token_hex(32)


def _names(values: Mapping[str, Value]) -> str:
    return ", ".join(values)


def _plain(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return values fit for JSON: a file's content is told by its hash."""
    return {
        name: f"sha256:{hashlib.sha256(value).hexdigest()}" if isinstance(value, bytes) else value
        for name, value in values.items()
    }
