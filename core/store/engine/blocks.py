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
from typing import TYPE_CHECKING, Any, NamedTuple

from core.store.engine.proven import PROVEN, Mac
from core.store.port import AMONG, PackedRows, Reader, TableColumn, Value, Values, several

if TYPE_CHECKING:
    from core.store.engine.statements import Statements

BROKEN = ""
"""The root of a block whose rows were not as their root said."""
_KEEP = """INSERT INTO sealed_block ("table", block, salt, root, width) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT ("table", block) DO UPDATE SET salt = excluded.salt, root = excluded.root, width = excluded.width"""
_KEPT = f'SELECT "table", block, salt, root, width FROM sealed_block WHERE "table" = ? AND block {AMONG}'
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
    where: str = "true"
    is_dated: bool = True

    def block_of(self, key: Value) -> int:
        """Return the block of a row; a table of texts has one."""
        return key >> self.shift if isinstance(key, int) else 0

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
BLOCKED_ALONE = tuple(table for table in BLOCKED if table not in PROVEN or table == "lead")
"""The tables whose rows are noted when they are touched to be sealed by blocks alone."""


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
    kind, columns = BLOCKED[table], sealed_columns(table, r.columns(table))
    strange, count = set[int](), 0
    for block, sealed in kept.items():
        now = r.packed(table, columns, kind.ends(block), sealed.width, kind.where)
        count += now.rows
        if now.strange or sealed.root != root_of(r.mac, table, sealed.salt, now.text):
            strange.add(block)
    if strange or r.value(int, f"SELECT count(*) FROM ({kind.keys_sql(table)})") == count:
        return strange
    blocks = {kind.block_of(row[kind.key]) for row in r.records(kind.keys_sql(table))}
    # A key between no two keys is in no block.
    return (blocks - kept.keys()) or blocks


def root_of(mac: Mac, table: str, salt: str, text: bytes) -> str:
    """Return the keyed root of the rows of a block, given as JSON."""
    return mac(b"%s %s %s" % (salt.encode(), table.encode(), text))


def sealed_columns(table: str, columns: Sequence[TableColumn]) -> list[TableColumn]:
    """Return which of the columns of a table are sealed, its key first."""
    key, chosen = BLOCKED[table].key, BLOCKED[table].columns
    sealed = [column for column in columns if column.name != key and (not chosen or column.name in chosen)]
    return [TableColumn(key, None), *sealed]


class Blocks:
    """The blocks that one connection touched since :meth:`forget`."""

    def __init__(self, statements: "Statements", *, adopts: bool = False) -> None:
        """``adopts``: the base has no root yet: all rows are taken as they are by the first transaction."""
        self._statements = statements
        self._adopts = adopts
        self._before: defaultdict[str, dict[Value, Values]] = defaultdict(dict)
        self.altered = False
        """Whether the last :meth:`close` found a block other than its root, for the first time."""

    def made(self, table: str, keys: Iterable[Value]) -> None:
        """Note rows that were just made."""
        if table in BLOCKED_ALONE:
            before = self._before[table]
            before.update([(key, ()) for key in keys if key not in before])

    def note(self, table: str, key: Value, *others: Value) -> None:
        """Note a row, by its values at its first touch; none for one that is new."""
        self._before[table].setdefault(key, (key, *others) if others else ())

    def forget(self) -> None:
        """Begin anew."""
        self._before.clear()
        self._adopts = False

    def close(
        self,
        mac: Mac,
        columns: Mapping[str, Sequence[TableColumn]],
        proven: Mapping[str, Mapping[int, Mapping[str, Value]]],
        *,
        former: Mac | None = None,
        anew: bool = False,
    ) -> dict[str, object] | None:
        """Give their new roots to the blocks touched, and return what the journal is to hold of them, if anything.
        ``columns``: those of each table; ``proven``: of the rows sealed one by one that were touched, those there were
        before; ``former``: the key the roots were made with, where it is another; ``anew``: the rows of a base
        that has no root are taken as they are."""
        adopts = self._adopts or (anew and not self._statements.execute("SELECT 1 FROM sealed_block").fetchone())
        for table, rows in proven.items():
            if table in BLOCKED and table not in BLOCKED_ALONE:
                names = [column.name for column in sealed_columns(table, columns[table])]
                before: dict[Value, Values] = {
                    key: tuple(row[name] for name in names) if row else () for key, row in rows.items()
                }
                self._before[table].update(before)
        roots: Roots = {}
        were: Roots = {}
        changed, emptied = list[Values](), list[Values]()
        self.altered = False
        if not (adopts or former):
            kinds = {table: {BLOCKED[table].block_of(key) for key in rows} for table, rows in self._before.items()}
            self._statements.expect((_KEPT, (table, several(blocks))) for table, blocks in kinds.items())
            self._statements.expect_packed(
                (table, sealed_columns(table, columns[table]), BLOCKED[table].ends(block), BLOCKED[table].where)
                for table, blocks in kinds.items()
                for block in blocks
            )
        for table in BLOCKED if adopts or former else list(self._before):
            chosen = sealed_columns(table, columns[table])
            blocks_of = _TableBlocks(self._statements, table, chosen, self._before[table])
            touched = blocks_of.every() if adopts or former else blocks_of.touched()
            blocks_of.seal(touched, [mac, former] if former else [mac], adopts=adopts)
            self.altered |= blocks_of.altered
            changed += blocks_of.changed
            emptied += blocks_of.emptied
            roots |= {table: blocks_of.roots} if blocks_of.roots else {}
            were |= {table: blocks_of.were} if blocks_of.were else {}
        self._statements.executemany('DELETE FROM sealed_block WHERE "table" = ? AND block = ?', emptied)
        self._statements.executemany(_KEEP, changed)
        if not roots and not adopts:
            return None
        return {"blocks": roots, "were": were} | ({"taken": True} if adopts or former else {})


class _TableBlocks:
    """The blocks of one table. ``roots``: those given, ``were``: those found; ``altered``: one was found other than its
    root, for the first time; ``changed``, ``emptied``: what is to be written of them in ``sealed_block``."""

    def __init__(
        self,
        statements: "Statements",
        table: str,
        columns: Sequence[TableColumn],
        before: Mapping[Value, Values],
    ) -> None:
        self._statements = statements
        self._table, self._columns, self._before = table, columns, before
        self._kind = BLOCKED[table]
        self.roots: dict[str, str | None] = {}
        self.were: dict[str, str | None] = {}
        self.changed: list[Values] = []
        self.emptied: list[Values] = []
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
        keys = self._statements.execute(kind.keys_sql(self._table))
        sealed = self._statements.execute('SELECT block FROM sealed_block WHERE "table" = ?', (self._table,))
        blocks = {kind.block_of(key) for (key,) in keys} | {block for (block,) in sealed}
        return {block: {} for block in sorted(blocks)} | self.touched()

    def seal(self, blocks: Mapping[int, Mapping[Value, Values]], macs: Sequence[Mac], *, adopts: bool) -> None:
        """Compare blocks with their roots under one of the keys, and give them others under the first of them."""
        rows = self._statements.execute(_KEPT, (self._table, several(blocks)))
        sealed = {row[1]: SealedBlock(*row) for row in rows}
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
                self.changed.append((self._table, block, salt, root, len(self._columns)))
            self.roots[str(block)] = root if now.rows else None
            if former is not None:
                self.were[str(block)] = former.root
        self.emptied = [(self._table, int(block)) for block, root in self.roots.items() if root is None]

    def _is_left(self, mac: Mac, former: SealedBlock | None, before: Sequence[bytes]) -> bool:
        """Tell whether the rows of a block before it was touched are those its root was made of."""
        if former is None:
            return not before
        return former.root == root_of(mac, self._table, former.salt, _joined(before))

    def _texts(
        self, block: int, former: SealedBlock | None, touched: Mapping[Value, Values]
    ) -> tuple[PackedRows, Sequence[bytes] | None]:
        """Return what a block holds, and its rows as they were before they were touched, None where they hold what is
        strange to what was sealed."""
        width = len(self._columns)
        if former is None and not any(touched.values()):
            ends = self._kind.ends(block)
            now = self._statements.packed(self._table, self._columns, ends, width, self._kind.where)
            if not now.text or now.rows == len(touched):
                return now, [] if now.text else None
        rows = self._each(block, width)
        before = self._each(block, former.width) if former and former.width != width else rows
        if rows is None or before is None:
            return PackedRows(1, 1, b""), None
        now = PackedRows(len(rows), 0, _joined(text for _key, _is_strange, text in rows))
        texts = {key: b"" if is_strange else text for key, is_strange, text in before if key not in touched}
        texts |= dict(self._before_touched(former.width if former else width, touched))
        return now, [texts[key] for key in sorted(texts, key=_by_key)] if all(texts.values()) else None

    def _each(self, block: int, width: int) -> list[tuple[Value, int, bytes]] | None:
        """Return the rows of a block, as :meth:`Statements.packed_each` does."""
        ends = self._kind.ends(block)
        return self._statements.packed_each(self._table, self._columns, ends, width, self._kind.where)

    def _before_touched(self, width: int, touched: Mapping[Value, Values]) -> Iterator[tuple[Value, bytes]]:
        """Yield the rows touched that were there before, by their key, as JSON; empty where one is strange."""
        added = tuple(column.default for column in self._columns[width:])
        for key, values in touched.items():
            if values:
                # A row noted before a column was added has none.
                is_strange = values[width:] not in (added, ()) or any(isinstance(value, bytes) for value in values)
                yield key, b"" if is_strange else self._statements.as_json(values[:width])


def _joined(texts: Iterable[bytes]) -> bytes:
    """Return rows as the engine joins their JSON."""
    return b"[%s]" % b",".join(texts)


def _by_key(key: Value) -> Any:
    return key
