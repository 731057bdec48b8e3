"""The journal: append-only, one row per transaction, each row sealed with the hash of the one before.

The sealed payload holds no personal data: for each changed row its table, its id and a salted commitment to the values
before and after; for a bulk insertion one digest. The values themselves are in ``journal_value``, where an erasure can
empty them without breaking the chain.
"""

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from core.base.i18n import _
from core.base.lazy_imports import orjson
from core.base.records import Struct, field
from core.store.engine.blocks import BLOCKED
from core.store.port import Reader, Value, Values

_PAGE = 1000
START = "0" * 64
"""What the first row takes for the hash of the row before it."""


def canonical(value: object) -> str:
    """Return ``value`` as JSON with sorted keys and no spaces, so that equal values give equal texts."""
    written: bytes = orjson().dumps(value, option=orjson().OPT_SORT_KEYS)
    return written.decode()


def seal(previous: str, parts: Sequence[Value]) -> str:
    """Return the SHA-256 (hex) that chains ``parts`` of a journal row to the row before."""
    return hashlib.sha256((previous + canonical(list(parts))).encode()).hexdigest()


def digest(rows: Sequence[Values]) -> str:
    """Return the SHA-256 (hex) of many rows, written as compact JSON."""
    return hashlib.sha256(orjson().dumps(rows)).hexdigest()


class JournalEntry(Struct):
    """The changes of one transaction, collected while it runs; the journal row is made of them at the commit."""

    what: str
    by: str
    at: str
    tables: set[str] = field(default_factory=set)
    items: list[dict[str, object]] = field(default_factory=list)
    values: list[tuple[int, str, int, str, str | None, str | None]] = field(default_factory=list)
    grown: Counter[str] = field(default_factory=Counter)
    """Table → rows it gained, less those it lost."""
    whole: bool = False
    """Every proven row is sealed at the end, touched or not."""
    secret: str = ""
    """The key of the register from now on, when it was changed."""

    def change(
        self, table: str, row_id: int, before: Mapping[str, Value] | None, after: Mapping[str, Value] | None
    ) -> None:
        """Record one changed row; its values are committed to with a new salt."""
        salt = secrets.token_hex(16)
        old = canonical(dict(before)) if before is not None else None
        new = canonical(dict(after)) if after is not None else None
        self.tables.add(table)
        self.grown[table] += (before is None) - (after is None)
        self.values.append((len(self.items), table, row_id, salt, old, new))
        self.items.append({"table": table, "id": row_id, "is": commitment(salt, old, new)})

    def bulk(self, table: str, rows: Sequence[Values]) -> None:
        """Record many inserted rows by one digest; those of a table sealed by blocks have a root instead."""
        self.tables.add(table)
        self.grown[table] += len(rows)
        self.items.append({"table": table, "rows": len(rows)} | ({} if table in BLOCKED else {"is": digest(rows)}))

    def bulk_gone(self, table: str, rows: Sequence[Values]) -> None:
        """Record many deleted rows as :meth:`bulk` does those inserted; their values are kept nowhere."""
        self.tables.add(table)
        self.grown[table] -= len(rows)
        self.items.append({"table": table, "gone": len(rows)} | ({} if table in BLOCKED else {"is": digest(rows)}))

    def erased(self, table: str, count: int) -> None:
        """Record how many rows were erased, and no digest: a digest of a telephone could be found by trying every
        number."""
        self.tables.add(table)
        self.items.append({"table": table, "erased": count})

    def note(self, what: str) -> None:
        """Record a fact that changes no row."""
        self.items.append({"note": what})


def commitment(salt: str, before: str | None, after: str | None) -> str:
    """Return the salted SHA-256 (hex) that the chain holds for the values before and after."""
    return hashlib.sha256(canonical([salt, before, after]).encode()).hexdigest()


class SealedRow(NamedTuple):
    """A row of the journal; ``hash`` seals the others with ``previous``, the hash of the row before."""

    id: int
    at: str
    by: str
    what: str
    tables: str
    payload: str
    previous: str
    hash: str


class JournalHead(NamedTuple):
    """Where the chain ends: how many rows, the hash of the last, and the digest that signs both."""

    rows: int
    hash: str
    mac: str


class HeldValues(NamedTuple):
    """The values held beside a row of the journal, JSON, and the ``place`` of its change in the payload."""

    place: int
    salt: str
    before: str | None
    after: str | None


class Check(Struct, frozen=True):
    """The result of checking the whole chain: ``rows`` seen, ``head`` hash, ``problems`` in French, the first broken
    row first."""

    rows: int
    head: str
    problems: tuple[str, ...]


def last_moments(r: Reader, count: int) -> list[str]:
    """Return the moments of the last ``count`` rows, the last first."""
    return r.column(str, "SELECT at FROM journal ORDER BY id DESC LIMIT ?", count)


def signed_head(rows: int, hashed: str) -> bytes:
    """Return what is signed of a chain: how many rows it has, and the hash of the last, to which every other adds."""
    return f"{rows}:{hashed}".encode()


def sealed(r: Reader) -> Iterator[SealedRow]:
    """Yield every row of the journal, in order."""
    # Damage may make a text bytes: it is told as any other.
    sql = """SELECT id, at, by, what, tables, payload, CAST(previous AS TEXT) AS previous, CAST(hash AS TEXT) AS hash
        FROM journal WHERE id > ? ORDER BY id LIMIT ?"""
    last = -1 << 63
    while page := r.named(SealedRow, sql, last, _PAGE):
        yield from page
        last = page[-1].id


def check(r: Reader, heard: Callable[[SealedRow], None] = lambda _row: None) -> Check:
    """Check the whole chain and compare every value still held with its commitment; ``heard`` is told each row."""
    problems: list[str] = []
    altered: list[str] = []
    previous, expected = START, 1
    for row in sealed(r):
        if row.id != expected:
            problems.append(_("Journal\u202f: la ligne {row} manque.").format(row=expected))
        hashed = seal(row.previous, (row.id, row.at, row.by, row.what, row.tables, row.payload))
        if row.previous != previous or row.hash != hashed:
            problems.append(_("Journal\u202f: la ligne {row} ({at}) a été modifiée.").format(row=row.id, at=row.at))
        altered += _altered_values(r, row)
        previous, expected = row.hash, row.id + 1
        heard(row)
    problems += altered
    head = r.first(JournalHead, "SELECT rows, hash, mac FROM journal_head")
    if (head[:2] if head else (0, START)) != (expected - 1, previous):
        problems.append(_("Journal\u202f: la fin a été coupée après la ligne {row}.").format(row=expected - 1))
    return Check(expected - 1, previous, tuple(problems))


def last_row(r: Reader) -> SealedRow | None:
    """Return the last row of the journal; None when it is empty."""
    return r.first(SealedRow, "SELECT * FROM journal ORDER BY id DESC LIMIT 1")


def row_of(r: Reader, number: int) -> SealedRow | None:
    """Return a row of the journal by its number."""
    return r.first(SealedRow, "SELECT * FROM journal WHERE id = ?", number)


def row_sealed(r: Reader, head: str) -> SealedRow | None:
    """Return the row whose hash begins with ``head`` (hex digits); None when there is none."""
    return r.first(
        SealedRow, "SELECT * FROM journal WHERE substr(hash, 1, CAST(? AS INTEGER)) = ? LIMIT 1", len(head), head
    )


def last_moment_of(r: Reader, what: str) -> str | None:
    """Return the moment at which an action was last done."""
    return r.value(str, "SELECT at FROM journal WHERE what = ? ORDER BY id DESC LIMIT 1", what)


def unsigned(r: Reader) -> list[str]:
    """Return what is wrong with the signature of the chain: it was made again by somebody without the key. Raises
    UserError KEY_ABSENT."""
    head = r.first(JournalHead, "SELECT rows, hash, mac FROM journal_head")
    if head is None or head.mac == r.mac(signed_head(head.rows, head.hash)):
        return []
    return [
        _("Journal\u202f: sa fin n’est pas signée par la clé de cette base\u202f: il a été refait hors du programme.")
    ]


def _altered_values(r: Reader, row: SealedRow) -> list[str]:
    """Return the problem found by comparing the values held beside a row with what its payload committed to; emptied
    ones (without salt) were erased and are no problem. The payload is parsed once: it may hold thousands of changes."""
    sql = """SELECT place, CAST(salt AS TEXT) AS salt, CAST(before AS TEXT) AS before, CAST(after AS TEXT) AS after
             FROM journal_value WHERE journal_id = ? AND salt IS NOT NULL"""
    values = r.named(HeldValues, sql, row.id)
    if not values:
        return []
    try:
        committed = {place: item.get("is") for place, item in enumerate(json.loads(row.payload))}
    except (ValueError, TypeError, AttributeError):  # The chain tells the row itself as changed.
        committed = {}
    if all(committed.get(value.place) == commitment(value.salt, value.before, value.after) for value in values):
        return []
    return [_("Journal\u202f: les valeurs de la ligne {row} ont été modifiées.").format(row=row.id)]
