"""The readers and writers given to a transaction of any engine: they read one view of the base, write, and record what
was written."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from core.base.errors import Stale
from core.base.ids import Ids
from core.store.engine.journal import JournalEntry
from core.store.engine.proven import Mac
from core.store.named_rows import named
from core.store.one_table import order_by, select, table_of, where
from core.store.port import (
    AMONG,
    Key,
    Kind,
    PackedRows,
    Parameter,
    Single,
    TableColumn,
    Value,
    Values,
    Wanted,
    hash_head,
    several,
)
from core.store.safe.subkeys import JOURNAL, subkey
from core.words.errors import error

if TYPE_CHECKING:
    from core.store.engine.statements import Answered, Statements

_BLOCK = 64
"""Bytes that SHA-256 takes at once."""
_RANKED = ("opposition", "consent", "call")
"""The tables whose rows have a rank: the number of the journal row of their transaction."""
_MARKS_STEPS = ("contact", "origin", "listing", "stated")
"""The tables whose new rows mark the step kept of their lead through the writer, once a transaction; those changed or
deleted are marked by a trigger."""
_EMPTIED = "UPDATE journal_value SET salt = NULL, before = NULL, after = NULL"


Keyed = Callable[[str, str], str]
"""Returns the register's keyed hash of (kind, key): see :meth:`core.store.port.Reader.keyed_hash`."""


class Keys:
    """What is made with the register's key: the hashes of contact points, the digests of the journal. ``read`` gives
    the key, 64 hex digits, ``lacks`` whether it is absent; each is asked once, when it is first needed."""

    def __init__(self, read: Callable[[], str], lacks: Callable[[], bool] = lambda: False) -> None:
        self._read, self._lacks = read, lacks

    @cached_property
    def absent(self) -> bool:
        """Whether the key is nowhere on this computer."""
        return self._lacks()

    @cached_property
    def keyed(self) -> Keyed:
        """What hashes a contact point."""
        return keyed_by(self._secret)

    @cached_property
    def mac(self) -> Mac:
        """What signs in the journal (BLAKE2b, RFC 7693), under a key of its own."""
        signing = subkey(self._secret, JOURNAL)
        return lambda data: hashlib.blake2b(data, key=signing, digest_size=16).hexdigest()

    @cached_property
    def _secret(self) -> bytes:
        return bytes.fromhex(self._read())


def keyed_by(secret: bytes) -> Keyed:
    """Return the function that hashes under ``secret``. The two halves of HMAC (RFC 2104) are begun once: three times
    as fast as beginning them for each key."""
    padded = (secret if len(secret) <= _BLOCK else hashlib.sha256(secret).digest()).ljust(_BLOCK, b"\0")
    inside, outside = (hashlib.sha256(bytes(byte ^ pad for byte in padded)) for pad in (0x36, 0x5C))

    def keyed(kind: str, key: str) -> str:
        inner, outer = inside.copy(), outside.copy()
        inner.update(f"{kind}:{key}".encode())
        outer.update(inner.digest())
        return outer.hexdigest()[:32]

    return keyed


class EngineReader:
    """The implementation of :class:`core.store.port.Reader` on the statements of an engine."""

    def __init__(self, statements: "Statements", keys: Keys) -> None:
        self._statements = statements
        self._keys = keys

    def named(self, kind: type[Kind], sql: str, *values: Parameter) -> list[Kind]:
        cursor = self._statements.execute(sql, values)
        return named(kind, _columns(cursor), cursor.fetchall())

    def first(self, kind: type[Kind], sql: str, *values: Parameter) -> Kind | None:
        cursor = self._statements.execute(sql, values)
        found = named(kind, _columns(cursor), cursor.fetchmany(1))
        return found[0] if found else None

    def of(self, record: type[Kind], /, order: str = "id", limit: int | None = None, **equal: Wanted) -> list[Kind]:
        condition, values = where(record, equal)
        most = "" if limit is None else f" LIMIT {limit:d}"
        return self.named(record, f"{select(record)}{condition}{order_by(record, order)}{most}", *values)

    def one(self, record: type[Kind], /, order: str = "id", **equal: Wanted) -> Kind | None:
        rows = self.of(record, order, 1, **equal)
        return rows[0] if rows else None

    def get(self, record: type[Kind], row_id: int | None, /) -> Kind | None:
        return self.first(record, f"{select(record)} WHERE id = ?", row_id)

    def row(self, record: type[Kind], row_id: int | None, /) -> Kind:
        return self.get(record, row_id) or record._make(record._field_defaults.values())

    def count(self, record: type[Kind], /, **equal: Wanted) -> int:
        condition, values = where(record, equal)
        return self.value(int, f"SELECT count(*) FROM {table_of(record)}{condition}", *values) or 0

    def column(self, kind: type[Single], sql: str, *values: Parameter) -> list[Single]:
        return [value for (value,) in self._statements.execute(sql, values)]

    def by_key(self, key: type[Key], kind: type[Single], sql: str, *values: Parameter) -> dict[Key, Single]:
        return dict(self._statements.execute(sql, values).fetchall())

    def value(self, kind: type[Single], sql: str, *values: Parameter) -> Single | None:
        found: tuple[Single | None] | None = self._statements.execute(sql, values).fetchone()
        return found[0] if found else None

    def records(self, sql: str, *values: Parameter) -> list[dict[str, Value]]:
        cursor = self._statements.execute(sql, values)
        names = _columns(cursor)
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def columns(self, table: str) -> list[TableColumn]:
        return self._statements.columns([table])[table]

    def packed(
        self, table: str, columns: Sequence[TableColumn], ends: tuple[Value, Value], width: int, where: str
    ) -> PackedRows:
        return self._statements.packed(table, columns, ends, width, where)

    def search(self, words: Sequence[str], limit: int) -> list[int]:
        bare = [text for word in words if (text := "".join(filter(str.isalnum, word)))]
        return self._statements.search(bare, limit) if bare else []

    def bearers(self, hashes: Collection[str]) -> list[tuple[str, int]]:
        # The head only tells where to look: the whole hashes are then compared.
        heads = several(hash_head(hashed) for hashed in hashes)
        found = self._statements.execute(
            f"SELECT hash, lead_id FROM mark WHERE head {AMONG} AND kind NOT IN ('number', 'mailbox', 'ad')",
            (heads,),
        )
        return [one for one in found if one[0] in hashes]

    @property
    def keyless(self) -> bool:
        return self._keys.absent

    @property
    def as_of(self) -> datetime | None:
        return self._statements.as_of

    @property
    def person(self) -> str:
        return self._statements.person

    @property
    def manages(self) -> bool:
        return self._statements.manages

    @property
    def team_key(self) -> str:
        return self._statements.team_key

    def keyed_hash(self, kind: str, key: str) -> str:
        return self._keys.keyed(kind, key)

    def mac(self, data: bytes) -> str:
        return self._keys.mac(data)


class EngineWriter(EngineReader):
    """The implementation of :class:`core.store.port.Writer` on the statements of an engine. Table and column names come
    from this program, never from a file."""

    def __init__(self, statements: "Statements", keys: Keys, ids: Ids, entry: JournalEntry) -> None:
        super().__init__(statements, keys)
        self._ids = ids
        self._entry = entry
        self._made: set[Value] = set()
        self.rank = (self.value(int, "SELECT rows FROM journal_head") or 0) + 1

    def awaited(self) -> bool:
        return self._statements.awaited()

    def new_id(self) -> int:
        return self._ids.new()

    def new_ids(self, count: int) -> Iterator[int]:
        return self._ids.take(count)

    def insert(self, table: str, values: Mapping[str, Value]) -> int:
        row_id = values.get("id") or self._ids.new()
        full = {"id": 0, **values} | {"id": row_id}
        if table in _RANKED:
            full.setdefault("rank", self.rank)
        marks = ", ".join("?" * len(full))
        self._statements.execute(f"INSERT INTO {table} ({_names(full)}) VALUES ({marks})", tuple(full.values()))
        if table in _MARKS_STEPS:
            self._mark_steps({full["lead_id"]})
        self._statements.made(table, [row_id])
        self._entry.change(table, int(row_id), None, _plain(full))
        return int(row_id)

    def update(self, table: str, row_id: int, values: Mapping[str, Value], *, version: int | None = None) -> None:
        before = self._statements.change(table, row_id, values, version)
        if before is None:
            raise error("STALE", Stale, user="Un autre poste")
        self._entry.change(table, row_id, _plain(dict(zip(values, before, strict=True))), _plain(values))

    def delete(self, table: str, row_id: int) -> None:
        [before] = self.records(f"SELECT * FROM {table} WHERE id = ?", row_id)
        self._statements.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        self._entry.change(table, row_id, _plain(before), None)

    def insert_many(self, table: str, columns: Sequence[str], rows: Sequence[Values]) -> None:
        if not rows:
            return
        if table in _RANKED and "rank" not in columns:
            columns, rows = (*columns, "rank"), [(*row, self.rank) for row in rows]
        self._statements.fill(table, columns, rows)
        if table == "lead":
            self._made.update(row[0] for row in rows)
        if table in _MARKS_STEPS:
            place = columns.index("lead_id")
            self._mark_steps({row[place] for row in rows} - self._made)
        if "id" in columns:
            self._statements.made(table, map(itemgetter(columns.index("id")), rows))
        self._entry.bulk(table, rows)

    def _mark_steps(self, leads: Collection[Value]) -> None:
        """Note that the steps kept of these leads are to be made again; a lead just made has none."""
        if leads:
            sql = f"UPDATE step SET turns = '' WHERE lead_id {AMONG} AND turns <> ''"
            self._statements.execute(sql, (several(leads),))

    def delete_many(self, table: str, columns: Sequence[str], keys: Iterable[Values]) -> int:
        where = " AND ".join(f"{name} = ?" for name in columns)
        gone: list[Values] = []
        for key in keys:
            gone += self._statements.execute(f"DELETE FROM {table} WHERE {where} RETURNING *", key).fetchall()
        if gone:
            self._entry.bulk_gone(table, gone)
        return len(gone)

    def wipe(self, table: str, ids: Sequence[int]) -> None:
        if ids:
            gone = self._statements.execute(f"DELETE FROM {table} WHERE id {AMONG}", (several(ids),))
            self._entry.grown[table] -= gone.rowcount
            self._erased(table, ids)

    def blank(self, table: str, ids: Sequence[int], values: Mapping[str, Value]) -> None:
        if ids:
            sets = ", ".join(f"{name} = ?" for name in values)
            asked = (*values.values(), several(ids))
            self._statements.execute(f"UPDATE {table} SET {sets} WHERE id {AMONG}", asked)
            self._erased(table, ids)

    def empty(self, value_ids: Sequence[int]) -> None:
        self._statements.execute(f"{_EMPTIED} WHERE id {AMONG}", (several(value_ids),))

    def _erased(self, table: str, ids: Sequence[int]) -> None:
        asked = (several(ids), table)
        self._statements.execute(f'{_EMPTIED} WHERE row_id {AMONG} AND "table" = ?', asked)
        self._entry.erased(table, len(ids))

    def upsert(self, table: str, columns: Sequence[str], rows: Iterable[Values]) -> None:
        key, *rest = columns
        marks, sets = ", ".join("?" * len(columns)), ", ".join(f"[{name}] = excluded.[{name}]" for name in rest)
        sql = f"INSERT INTO {table} ({_names(columns)}) VALUES ({marks}) ON CONFLICT ([{key}]) DO UPDATE SET {sets}"
        self._statements.executemany(sql, rows)

    def set_value(self, table: str, key: str, value: str) -> None:
        before = self._statements.execute(f"SELECT value FROM {table} WHERE key = ?", (key,)).fetchone()
        if before == (value,):
            return
        self.upsert(table, ("key", "value"), [(key, value)])
        self._entry.change(table, 0, {key: before[0]} if before else None, {key: value})

    def mark(self, rows: Iterable[tuple[int, str, str]]) -> None:
        whole = ((lead_id, hash_head(hashed), kind, hashed) for lead_id, kind, hashed in rows)
        self._statements.add_marks(whole)

    def index(self, words: Iterable[tuple[int, str]]) -> None:
        self._statements.put_words(words)

    def unindex(self, lead_ids: Iterable[int]) -> None:
        self._statements.drop_words(lead_ids)

    def note(self, what: str) -> None:
        self._entry.note(what)

    def seal_all(self, secret: str = "") -> None:
        self._entry.whole, self._entry.secret = True, secret


def _columns(cursor: "Answered") -> list[str]:
    return [column[0] for column in cursor.description]


def _names(values: Iterable[str]) -> str:
    # In brackets, since one column is called « table »; in quotes, an unknown name would be a text to SQLite.
    return ", ".join(f"[{name}]" for name in values)


def _plain(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return values that fit JSON: the content of a file is replaced by its hash."""
    return {
        name: f"sha256:{hashlib.sha256(value).hexdigest()}"
        if isinstance(value, bytes)
        else int(value)
        if isinstance(value, bool)
        else value
        for name, value in values.items()
    }
