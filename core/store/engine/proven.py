"""The rows that prove what was done, and their seals.

Each transaction writes in the chain, for every such row it left changed, a keyed digest of its columns: what the chain
says last of a row must be what the row says today. Nothing is left out by way of a bulk write, a cascade or an erasure,
since the seal is that of the row as it stands when the transaction ends.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from core.base.lazy_imports import orjson
from core.store.port import Reader, TableColumn, Value

Mac = Callable[[bytes], str]
"""Returns the keyed digest of bytes: see :meth:`core.store.port.Reader.mac`."""
State = dict[str, dict[str, str | None]]
"""Table → row id, as a text → its seal, None when the row is gone."""
FORCED = ("opposed_at", "restricted_at", "erased_at")
"""What is proven of a lead: since when it is closed, frozen, erased. Most leads have none of them, and no seal."""
_NOTHING: frozenset[str] = frozenset()
_PAGE = 5000
PROVEN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "opposition": frozenset({"note", "place", "lifted_note"}),
        "consent": frozenset({"object"}),
        "title": frozenset({"asker", "object"}),
        "call": frozenset({"phone", "note"}),
        "oral_notice": _NOTHING,
        "notice": _NOTHING,
        "request": frozenset({"person", "identity", "extended", "note"}),
        "recipient_task": frozenset({"facts"}),
        "reply": _NOTHING,
        "milestone": frozenset({"place", "who", "said"}),
        "erased": _NOTHING,
        "erased_mark": _NOTHING,
        "doubt": frozenset({"quote"}),
        "doubt_mark": _NOTHING,
        "proof": frozenset({"name"}),
        "wording": _NOTHING,
        "page_read": frozenset({"url"}),
        "site_terms": _NOTHING,
        "supplier": _NOTHING,
        "supplier_site": _NOTHING,
        "batch": frozenset({"name", "fixes"}),
        "rule_reference": _NOTHING,
        "lead": _NOTHING,
    }
)
"""Table → the columns its seals leave out: words about a person, of which an erasure must leave nothing to try guesses
on. They are sealed by blocks, under a salt that goes with them (:mod:`core.store.engine.blocks`), and compared with the
values beside the journal, while these are held."""


class ProvenRow(NamedTuple):
    """A row to be proven, as it stands: its id, its seal, and its values by column."""

    id: int
    seal: str
    values: Mapping[str, Value]


def rows_sql(table: str, where: str = "true") -> str:
    """Return the query of the rows of ``table`` to be proven, by id."""
    if table == "lead":
        some = " OR ".join(f"{name} IS NOT NULL" for name in FORCED)
        return f"SELECT id, {', '.join(FORCED)} FROM lead WHERE ({some}) AND {where} ORDER BY id"
    columns = "id, name, sha256" if table == "proof" else "*"
    return f"SELECT {columns} FROM {table} WHERE {where} ORDER BY id"


def sealing(mac: Mac, table: str, columns: Sequence[TableColumn]) -> Callable[[Mapping[str, Value]], str]:
    """Return the function that seals a row of ``table``. A column that holds what older rows have in it does not count,
    so that a column added later changes no seal."""
    empty = {column.name: column.default for column in columns}
    left_out, writer = PROVEN[table], orjson()

    def seal(row: Mapping[str, Value]) -> str:
        told = {name: value for name, value in row.items() if name not in left_out and not _same(value, empty[name])}
        return mac(writer.dumps([table, told], default=bytes.hex, option=writer.OPT_SORT_KEYS))

    return seal


def _same(value: Value, other: Value) -> bool:
    return type(value) is type(other) and value == other


def sealed_rows(r: Reader, table: str) -> Iterator[ProvenRow]:
    """Yield each row of ``table`` to be proven."""
    seal = sealing(r.mac, table, r.columns(table))
    last = -1 << 63
    while page := r.records(f"{rows_sql(table, 'id > ?')} LIMIT {_PAGE}", last):
        for row in page:
            last = int(str(row["id"]))
            yield ProvenRow(last, seal(row), row)
