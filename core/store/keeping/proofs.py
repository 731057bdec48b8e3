"""Queries for the verification: the values still held beside the journal, the letters and the proofs with their
hashes."""

from collections.abc import Iterator
from typing import NamedTuple

from core.store.notices import GIVEN
from core.store.port import Reader

_PAGE = 5000


class HeldValue(NamedTuple):
    """What the journal holds of a row of a table after a change, as JSON; None: it was deleted."""

    id: int
    table: str
    row_id: int
    after: str | None


class FiledLetter(NamedTuple):
    """A letter of a person who was not erased; its file is among the letters of the base."""

    id: int
    reference: str
    file: str
    sha256: str


class FiledProof(NamedTuple):
    """A proof and the hash it was kept with; ``content``: its file."""

    id: int
    sha256: str
    content: bytes


class LastSeal(NamedTuple):
    """The seal that the last transaction left of a row."""

    table: str
    row_key: int
    seal: str


class AlteredRows(NamedTuple):
    """How many ``rows`` of a table were found changed by something else."""

    table: str
    rows: int


def altered_rows(r: Reader) -> list[AlteredRows]:
    """Return how many rows of each table were found changed since the base is sealed."""
    sql = """SELECT "table", count(*) AS rows FROM last_seal WHERE found_at IS NOT NULL GROUP BY 1 ORDER BY 1"""
    return r.named(AlteredRows, sql)


def last_seals(r: Reader) -> list[LastSeal]:
    """Return the last seal of each row that has one."""
    return r.named(LastSeal, """SELECT "table", row_key, seal FROM last_seal WHERE seal IS NOT NULL""")


def held_values(r: Reader, table: str) -> Iterator[HeldValue]:
    """Yield the values still held of the rows of a table, oldest first."""
    sql = """SELECT id, "table", row_id, after FROM journal_value
        WHERE "table" = ? AND salt IS NOT NULL AND id > ? ORDER BY id LIMIT ?"""
    last = -1 << 63
    while page := r.named(HeldValue, sql, table, last, _PAGE):
        yield from page
        last = page[-1].id


def filed_letters(r: Reader) -> list[FiledLetter]:
    """Return the letters whose file is kept."""
    return r.named(
        FiledLetter,
        """SELECT n.id, n.reference, n.file, n.sha256 FROM notice n JOIN lead l ON l.id = n.lead_id
           WHERE n.unfinished = 0 AND n.file <> '' AND n.versions NOT LIKE ? AND l.erased_at IS NULL ORDER BY n.id""",
        f"{GIVEN}%",
    )


def filed_proofs(r: Reader) -> Iterator[FiledProof]:
    """Yield the proofs kept in the base, one at a time: a file may be large."""
    for proof_id in r.column(int, "SELECT id FROM proof ORDER BY id"):
        yield from r.named(FiledProof, "SELECT id, sha256, content FROM proof WHERE id = ?", proof_id)
