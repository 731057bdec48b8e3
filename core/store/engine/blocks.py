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
from typing import Any, NamedTuple

from core.store.engine.binding import LISTED
from core.store.engine.driver import Connection, OperationalError
from core.store.engine.proven import PROVEN, Mac, ProvenColumn, columns_of
from core.store.port import Reader, Value, Values, several

BROKEN = ""
"""The root of a block whose rows were not as their root said."""
Roots = dict[str, dict[str, str | None]]
"""Table → block, as a text → its root, None where there is none."""
_OF_LEAD = frozenset(
    {"name", "first_name", "last_name", "civility", "town", "postcode", "obtained", "notice_due", "notice_sent"}
    | {"source", "batch_id"}
)
_EVERY: frozenset[str] = frozenset()


class BlockedTable(NamedTuple):
    """A table sealed by blocks. ``columns``: those sealed, empty for all; ``shift``: how many low bits of an id do not
    count to tell its block, which never changes; ``key``: what its rows are known by; ``where``: which of them count;
    ``is_dated``: their ids tell their moment."""

    columns: frozenset[str] = _EVERY
    shift: int = 10
    key: str = "id"
    where: str = "1"
    is_dated: bool = True

    def block_of(self, key: Value) -> int:
        """Return the block of a row; a table of texts has one."""
        return key >> self.shift if isinstance(key, int) else 0

    def text_sql(self, table: str, columns: Sequence[ProvenColumn], width: int, *, each: bool = False) -> str:
        """Return the query of the rows of a block, between two keys: how many there are, how many hold the bytes of a
        file, or something in a column after the first ``width``, and the JSON of the other columns; ``each``: row by
        row, its key first."""
        # In the order of the keys: by the table itself, never by an index of it.
        inside = f"FROM {table} NOT INDEXED WHERE {self.key} BETWEEN ? AND ? AND {self.where}"
        names = [f'"{column.name}"' for column in columns]
        # Bytes come after any text: JSON may read in some what another value was.
        bytes_there = [f"{name} >= x''" for name in names[1:width]]
        added = [f'"{column.name}" IS NOT {column.empty or "NULL"}' for column in columns[width:]]
        strange = f"coalesce({' OR '.join([*bytes_there, *added]) or '0'}, 0)"
        text = f"json_array({', '.join(names[:width])})"
        if each:
            return f"SELECT {self.key}, {strange}, CAST({text} AS BLOB) {inside}"
        text = f"CAST(json_group_array({text}) AS BLOB) AS text"
        return f"SELECT count(*) AS rows, coalesce(sum({strange}), 0) AS strange, {text} {inside}"

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


class BlockText(NamedTuple):
    """What a block holds: its ``rows``, how many are ``strange`` to what was sealed whatever the rest says (bytes,
    something in a column added since), and the JSON of what was sealed of them."""

    rows: int
    strange: int
    text: bytes


def strange_blocks(r: Reader, table: str, kept: Mapping[int, SealedBlock]) -> set[int]:
    """Return the blocks of a table whose rows are not those their root was made of, and those that have no root."""
    kind, columns = BLOCKED[table], sealed_columns(table, columns_of(r, table))
    strange, count = set[int](), 0
    for block, sealed in kept.items():
        try:
            [now] = r.named(BlockText, kind.text_sql(table, columns, sealed.width), *kind.ends(block))
        except OperationalError as problem:
            _refuse_others(problem)
            strange.add(block)
            continue
        count += now.rows
        if now.strange or sealed.root != root_of(r.mac, table, sealed.salt, now.text):
            strange.add(block)
    if strange or r.value(int, f"SELECT count(*) FROM ({kind.keys_sql(table)})") == count:
        return strange
    blocks = {kind.block_of(row[kind.key]) for row in r.records(kind.keys_sql(table))}
    # A key between no two keys is in no block.
    return (blocks - kept.keys()) or blocks


def _refuse_others(problem: OperationalError) -> None:
    """Raise what is wrong again, but where it is only that a text was made the bytes of a file."""
    if "BLOB" not in str(problem):
        raise problem


def root_of(mac: Mac, table: str, salt: str, text: bytes) -> str:
    """Return the keyed root of the rows of a block, given as JSON."""
    return mac(b"%s %s %s" % (salt.encode(), table.encode(), text))


def sealed_columns(table: str, columns: Sequence[ProvenColumn]) -> list[ProvenColumn]:
    """Return which of the columns of a table are sealed, its key first."""
    key, chosen = BLOCKED[table].key, BLOCKED[table].columns
    sealed = [column for column in columns if column.name != key and (not chosen or column.name in chosen)]
    return [ProvenColumn(key, None), *sealed]


class Blocks:
    """The blocks that one connection touched since :meth:`forget`."""

    def __init__(self, connection: Connection, *, adopts: bool = False) -> None:
        """``adopts``: the base has no root yet: all rows are taken as they are by the first transaction."""
        self._connection = connection
        self._adopts = adopts
        self._before: defaultdict[str, dict[Value, Values]] = defaultdict(dict)
        self.altered = False
        """Whether the last :meth:`close` found a block other than its root, for the first time."""
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
        roots: Roots = {}
        were: Roots = {}
        self.altered = False
        for table in BLOCKED if adopts or former else list(self._before):
            chosen = sealed_columns(table, columns[table])
            blocks_of = _TableBlocks(self._connection, table, chosen, self._before[table])
            touched = blocks_of.every() if adopts or former else blocks_of.touched()
            blocks_of.seal(touched, [mac, former] if former else [mac], adopts=adopts)
            self.altered |= blocks_of.altered
            roots |= {table: blocks_of.roots} if blocks_of.roots else {}
            were |= {table: blocks_of.were} if blocks_of.were else {}
        if not roots and not adopts:
            return None
        return {"blocks": roots, "were": were} | ({"taken": True} if adopts or former else {})


class _TableBlocks:
    """The blocks of one table. ``roots``: those given, ``were``: those found; ``altered``: one was found other than its
    root, for the first time."""

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
        self.roots: dict[str, str | None] = {}
        self.were: dict[str, str | None] = {}
        self.altered = False

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
        sealed = self._connection.execute('SELECT block FROM sealed_block WHERE "table" = ?', (self._table,))
        blocks = {kind.block_of(key) for (key,) in keys} | {block for (block,) in sealed}
        return {block: {} for block in sorted(blocks)} | self.touched()

    def seal(self, blocks: Mapping[int, Mapping[Value, Values]], macs: Sequence[Mac], *, adopts: bool) -> None:
        """Compare blocks with their roots under one of the keys, and give them others under the first of them."""
        sql = f'SELECT "table", block, salt, root, width FROM sealed_block WHERE "table" = ? AND block {LISTED}'
        rows = self._connection.execute(sql, (self._table, several(blocks)))
        sealed = {row[1]: SealedBlock(*row) for row in rows}
        changed = list[Values]()
        for block, touched in blocks.items():
            former = sealed.get(block)
            now, before = self._texts(block, former, touched)
            if former is None and not now.rows:
                continue
            sound = adopts or (before is not None and any(self._is_left(mac, former, before) for mac in macs))
            self.altered |= not sound and (former is None or former.root != BROKEN)
            salt = secrets.token_hex(8) if sound else ""
            root = root_of(macs[0], self._table, salt, now.text) if sound and now.text else BROKEN
            if now.rows:
                changed.append((self._table, block, salt, root, len(self._columns)))
            self.roots[str(block)] = root if now.rows else None
            if former is not None:
                self.were[str(block)] = former.root
        emptied = [(self._table, int(block)) for block, root in self.roots.items() if root is None]
        self._connection.executemany('DELETE FROM sealed_block WHERE "table" = ? AND block = ?', emptied)
        self._connection.executemany("REPLACE INTO sealed_block VALUES (?, ?, ?, ?, ?)", changed)

    def _is_left(self, mac: Mac, former: SealedBlock | None, before: Sequence[bytes]) -> bool:
        """Tell whether the rows of a block before it was touched are those its root was made of."""
        if former is None:
            return not before
        return former.root == root_of(mac, self._table, former.salt, _joined(before))

    def _texts(
        self, block: int, former: SealedBlock | None, touched: Mapping[Value, Values]
    ) -> tuple[BlockText, Sequence[bytes] | None]:
        """Return what a block holds, and its rows as they were before they were touched, None where they hold what is
        strange to what was sealed."""
        width = len(self._columns)
        try:
            if former is None and not any(touched.values()):
                sql = self._kind.text_sql(self._table, self._columns, width)
                now = BlockText(*self._connection.execute(sql, self._kind.ends(block)).fetchone())
                if now.rows == len(touched):
                    return now, []
            rows = self._each(block, width)
            now = BlockText(len(rows), 0, _joined(text for _key, _is_strange, text in rows))
            if former and former.width != width:
                width, rows = former.width, self._each(block, former.width)
            texts = {key: b"" if is_strange else text for key, is_strange, text in rows if key not in touched}
            texts |= dict(self._before_touched(width, touched))
        except OperationalError as problem:
            _refuse_others(problem)
            return BlockText(1, 1, b""), None
        return now, [texts[key] for key in sorted(texts, key=_by_key)] if all(texts.values()) else None

    def _each(self, block: int, width: int) -> list[tuple[Value, int, bytes]]:
        """Return the rows of a block: the key of each, whether it is strange to what was sealed, its JSON."""
        sql = self._kind.text_sql(self._table, self._columns, width, each=True)
        return self._connection.execute(sql, self._kind.ends(block)).fetchall()

    def _before_touched(self, width: int, touched: Mapping[Value, Values]) -> Iterator[tuple[Value, bytes]]:
        """Yield the rows touched that were there before, by their key, as JSON; empty where one is strange."""
        added = tuple(column.default for column in self._columns[width:])
        sql = f"SELECT CAST(json_array({', '.join('?' * width)}) AS BLOB)"
        for key, values in touched.items():
            if values:
                [text] = self._connection.execute(sql, values[:width]).fetchone()
                # A row noted before a column was added has none.
                is_strange = values[width:] not in (added, ()) or any(isinstance(value, bytes) for value in values)
                yield key, b"" if is_strange else text


def _joined(texts: Iterable[bytes]) -> bytes:
    """Return rows as the engine joins their JSON."""
    return b"[%s]" % b",".join(texts)


def _by_key(key: Value) -> Any:
    return key


def _trigger(table: str, event: str, when: str, values: str) -> str:
    name = f"blocked_{table}_{event.split()[0]}"
    return (
        f"CREATE TEMP TRIGGER {name} AFTER {event} ON main.{table} {when} "
        f"BEGIN SELECT blocked('{table}', {values}); END;"
    )
