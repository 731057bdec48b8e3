"""The rows that say where each datum comes from, and the words about a person, sealed many at a time.

The ids of a table are cut in blocks; the rows of a block have one keyed root, under a salt of its own. A transaction
that touches a block first compares its root with the rows as they were, then gives it another root under another salt:
nothing is left of the former one by which what was erased could be guessed. A block that is found other than its root
keeps none, and is told from then on (:data:`BROKEN`). The journal holds each root a transaction leaves, and the one it
found.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from core.base.lazy_imports import orjson
from core.store.engine.binding import LISTED
from core.store.engine.driver import Connection
from core.store.engine.proven import PROVEN, Mac, ProvenColumn, columns_of
from core.store.port import Reader, Value, Values, several

BROKEN = ""
"""The root of a block whose rows were not as their root said."""
Roots = dict[str, dict[str, str | None]]
"""Table → block, as a text → its root, None where there is none."""
Rows = Sequence[Values]
_OF_LEAD = frozenset(
    {"name", "first_name", "last_name", "civility", "town", "postcode", "obtained", "notice_due", "notice_sent"}
    | {"source", "batch_id"}
)
_EVERY: frozenset[str] = frozenset()


class BlockedTable(NamedTuple):
    """A table sealed by blocks. ``columns``: those sealed, empty for all; ``shift``: how many low bits of an id do not
    count to tell its block; ``key``: what its rows are known by; ``where``: which of them count; ``is_dated``:
    their ids tell their moment."""

    columns: frozenset[str] = _EVERY
    shift: int = 10
    key: str = "id"
    where: str = "1"
    is_dated: bool = True

    def block_of(self, key: Value) -> int:
        """Return the block of a row; a table of texts has one."""
        return key >> self.shift if isinstance(key, int) else 0

    def rows_sql(self, table: str, columns: Sequence[ProvenColumn]) -> str:
        """Return the query of the rows of a block, between two keys."""
        between = f"{self.key} BETWEEN ? AND ? AND {self.where}"
        names = ", ".join(f'"{column.name}"' for column in columns)
        return f"SELECT {names} FROM {table} WHERE {between} ORDER BY {self.key}"

    def keys_sql(self, table: str) -> str:
        """Return the query of the keys of all rows."""
        return f"SELECT {self.key} FROM {table} WHERE {self.where}"

    def ends(self, block: int) -> tuple[Value, Value]:
        """Return the two keys between which a block lies."""
        # Text stands after any number, and bytes after any text.
        return (block << self.shift, (block + 1 << self.shift) - 1) if self.key == "id" else ("", b"")


BLOCKED: Mapping[str, BlockedTable] = MappingProxyType(
    {
        "contact": BlockedTable(),
        "origin": BlockedTable(),
        "stated": BlockedTable(),
        "lead": BlockedTable(_OF_LEAD),
        "setting": BlockedTable(key="key", is_dated=False),
        "journal_value": BlockedTable(
            frozenset({"journal_id", "place", "table", "row_id"}), shift=6, where="salt IS NOT NULL", is_dated=False
        ),
        **{table: BlockedTable(columns) for table, columns in PROVEN.items() if columns},
    }
)
"""Table → how its rows are sealed together. Of a table whose rows are sealed one by one
(:data:`core.store.engine.proven.PROVEN`), the words about a person: their salt goes when they are erased."""
_OWN = tuple(table for table in BLOCKED if table not in PROVEN or table == "lead")


class SealedBlock(NamedTuple):
    """The root kept of a block. ``width``: how many columns were sealed; those added since hold what they were added
    with."""

    table: str
    block: int
    salt: str
    root: str
    width: int


def kept_blocks(r: Reader) -> list[SealedBlock]:
    """Return the roots kept of all blocks."""
    return r.named(SealedBlock, 'SELECT "table", block, salt, root, width FROM sealed_block')


def strange_blocks(r: Reader, table: str, kept: Mapping[int, SealedBlock]) -> set[int]:
    """Return the blocks of a table whose rows are not those their root was made of, and those that have no root."""
    kind, columns = BLOCKED[table], sealed_columns(table, columns_of(r, table))
    strange, sql, count = set[int](), kind.rows_sql(table, columns), 0
    for block, sealed in kept.items():
        rows = r.rows(sql, *kind.ends(block))
        count += len(rows)
        as_then = as_sealed(rows, sealed.width, columns)
        if as_then is None or sealed.root != root_of(r.mac, table, sealed.salt, as_then):
            strange.add(block)
    if r.value(int, f"SELECT count(*) FROM {table} WHERE {kind.where}") != count:
        strange |= {kind.block_of(key) for (key,) in r.rows(kind.keys_sql(table))} - kept.keys()
    return strange


def root_of(mac: Mac, table: str, salt: str, rows: Rows) -> str:
    """Return the keyed root of the rows of a block."""
    return mac(orjson().dumps([salt, table, rows], default=_bytes))


def _bytes(value: bytes) -> list[str]:
    return [value.hex()]


def sealed_columns(table: str, columns: Sequence[ProvenColumn]) -> list[ProvenColumn]:
    """Return which of the columns of a table are sealed, its key first."""
    key, chosen = BLOCKED[table].key, BLOCKED[table].columns
    others = [column for column in columns if column.name != key and (not chosen or column.name in chosen)]
    return [ProvenColumn(key, None), *others]


def as_sealed(rows: Rows, width: int, columns: Sequence[ProvenColumn]) -> Rows | None:
    """Return rows as they were when ``width`` columns were sealed; None where a column added since does not hold what
    it was added with."""
    added = tuple(column.default for column in columns[width:])
    if not added:
        return rows
    # A row noted before the column was added has none.
    return [row[:width] for row in rows] if all(row[width:] in (added, ()) for row in rows) else None


class Blocks:
    """The blocks that one connection touched since :meth:`forget`."""

    def __init__(self, connection: Connection, *, adopts: bool = False) -> None:
        """``adopts``: the base has no root yet: all rows are taken as they are by the first transaction."""
        self._connection = connection
        self._adopts = adopts
        self._before: defaultdict[str, dict[Value, Values]] = defaultdict(dict)
        connection.create_function("blocked", -1, self._note)

    def triggers(self, columns: Mapping[str, Sequence[ProvenColumn]], *, whole: bool) -> Iterator[str]:
        """Yield the temporary triggers that tell a row of a table sealed by blocks alone, by its values before.
        ``columns``: those of each table; ``whole``: new rows are told too, as where steps of the schema write them
        without the port."""
        for table in _OWN:
            names = [column.name for column in sealed_columns(table, columns[table])]
            old = ", ".join(f"OLD.[{name}]" for name in names)
            when, of = "", ""
            if BLOCKED[table].where != "1":
                when = f"WHEN OLD.{BLOCKED[table].where}"
            elif BLOCKED[table].columns:
                of = f" OF {', '.join(f'[{name}]' for name in names)}"
            if whole or BLOCKED[table].key != "id":
                yield _trigger(table, "INSERT", "", f"NEW.[{names[0]}]")
            yield _trigger(table, f"UPDATE{of}", when, old)
            yield _trigger(table, "DELETE", when, old)

    def made(self, table: str, keys: Iterable[Value]) -> None:
        """Note rows that were just made."""
        if table in _OWN:
            before = self._before[table]
            before.update([(key, ()) for key in keys if key not in before])

    def _note(self, table: str, key: Value, *others: Value) -> None:
        """Note a row, by its values at its first touch; none for one that is new."""
        self._before[table].setdefault(key, (key, *others) if others else ())

    def forget(self) -> None:
        """Begin anew."""
        self._before.clear()
        self._adopts = False

    def close(
        self,
        mac: Mac,
        columns: Mapping[str, Sequence[ProvenColumn]],
        proven: Mapping[str, Mapping[int, Mapping[str, Value]]],
        *,
        former: Mac | None = None,
        anew: bool = False,
    ) -> dict[str, object] | None:
        """Give their new roots to the blocks touched, and return what the journal is to hold of them, if anything.
        ``columns``: those of each table; ``proven``: of the rows sealed one by one that were touched, those there were
        before; ``former``: the key the roots were made with, where it is another; ``anew``: the rows of a base
        that has no root are taken as they are."""
        adopts = self._adopts or (anew and not self._connection.execute("SELECT 1 FROM sealed_block").fetchone())
        for table, rows in proven.items():
            if table in BLOCKED and table not in _OWN:
                names = [column.name for column in sealed_columns(table, columns[table])]
                before: dict[Value, Values] = {
                    key: tuple(row[name] for name in names) if row else () for key, row in rows.items()
                }
                self._before[table].update(before)
        left: Roots = {}
        were: Roots = {}
        for table in BLOCKED if adopts or former else self._before:
            chosen = sealed_columns(table, columns[table])
            block_rows = _Table(self._connection, table, chosen, self._before[table])
            blocks = block_rows.every() if adopts or former else block_rows.touched()
            block_rows.seal(blocks, [mac, former] if former else [mac], adopts=adopts)
            left[table], were[table] = block_rows.left, block_rows.were
        left, were = ({table: roots for table, roots in ones.items() if roots} for ones in (left, were))
        if not left and not adopts:
            return None
        return {"blocks": left, "were": were} | ({"taken": True} if adopts or former else {})


class _Table:
    """The blocks of one table. ``left``: the roots given, ``were``: those found."""

    def __init__(
        self,
        connection: Connection,
        table: str,
        columns: Sequence[ProvenColumn],
        before: Mapping[Value, Values],
    ) -> None:
        self._connection = connection
        self._table, self._columns, self._before = table, columns, before
        self._kind = BLOCKED[table]
        self._sql = self._kind.rows_sql(table, columns)
        self.left: dict[str, str | None] = {}
        self.were: dict[str, str | None] = {}

    def touched(self) -> dict[int, dict[Value, Values]]:
        """Return the blocks touched, each with the rows touched as they were."""
        blocks: defaultdict[int, dict[Value, Values]] = defaultdict(dict)
        for key, values in self._before.items():
            blocks[self._kind.block_of(key)][key] = values
        return blocks

    def every(self) -> dict[int, dict[Value, Values]]:
        """Return all blocks there are and were."""
        kind = self._kind
        keys = self._connection.execute(kind.keys_sql(self._table))
        kept = self._connection.execute('SELECT block FROM sealed_block WHERE "table" = ?', (self._table,))
        blocks = {kind.block_of(key) for (key,) in keys} | {block for (block,) in kept}
        return {block: {} for block in sorted(blocks)} | self.touched()

    def seal(self, blocks: Mapping[int, Mapping[Value, Values]], macs: Sequence[Mac], *, adopts: bool) -> None:
        """Compare blocks with their roots under one of the keys, and give them others under the first of them."""
        sql = f'SELECT "table", block, salt, root, width FROM sealed_block WHERE "table" = ? AND block {LISTED}'
        rows = self._connection.execute(sql, (self._table, several(blocks)))
        kept = {row[1]: SealedBlock(*row) for row in rows}
        fresh: list[Values] = []
        for block, touched in blocks.items():
            former, now = kept.get(block), self._connection.execute(self._sql, self._kind.ends(block)).fetchall()
            if former is None and not now:
                continue
            sound = adopts or any(self._is_as_left(mac, former, now, touched) for mac in macs)
            salt = secrets.token_hex(8) if sound else ""
            root = root_of(macs[0], self._table, salt, now) if sound else BROKEN
            if now:
                fresh.append((self._table, block, salt, root, len(self._columns)))
            self.left[str(block)] = root if now else None
            self.were[str(block)] = former.root if former else None
        gone = [(self._table, int(block)) for block, root in self.left.items() if root is None]
        self._connection.executemany('DELETE FROM sealed_block WHERE "table" = ? AND block = ?', gone)
        self._connection.executemany("REPLACE INTO sealed_block VALUES (?, ?, ?, ?, ?)", fresh)

    def _is_as_left(
        self, mac: Mac, kept: SealedBlock | None, now: Rows, touched: Mapping[Value, Values]
    ) -> bool:  # fmt: skip
        """Tell whether the rows of a block, as they were before they were touched, are those its root was made of."""
        rows = [row for row in now if row[0] not in touched]
        if changed := [row for row in touched.values() if row]:
            rows = sorted([*rows, *changed], key=lambda row: row[0])  # type: ignore[arg-type, return-value]
        if kept is None:
            return not rows
        sealed = as_sealed(rows, kept.width, self._columns)
        return sealed is not None and kept.root == root_of(mac, self._table, kept.salt, sealed)


def _trigger(table: str, event: str, when: str, values: str) -> str:
    name = f"blocked_{table}_{event.split()[0]}"
    told = f"SELECT blocked('{table}', {values});"
    return f"CREATE TEMP TRIGGER {name} AFTER {event} ON main.{table} {when} BEGIN {told} END;"
