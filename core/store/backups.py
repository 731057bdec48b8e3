"""Queries for a restoration and a verification: what the restored base must know too, the values held beside the
journal, the letters and the proofs with their hashes."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from core.records.consent import Proof
from core.store.port import AMONG, Reader, Writer, several


class GainedSince(NamedTuple):
    """What a base gained since a moment, and a copy of then would lose: of the ``letters``, those that never left, and
    those of persons who came since."""

    leads: int
    calls: int
    letters: int
    agreements: int


def free(r: Reader) -> set[int]:
    """Return the leads neither frozen nor erased."""
    return set(r.column(int, "SELECT id FROM lead WHERE restricted_at IS NULL AND erased_at IS NULL"))


def shares_journal(r: Reader, seals: Mapping[int, str]) -> bool:
    """Tell whether a base has a row of its journal in common with another, given by number and seal."""
    numbers = several(seals)
    rows = r.by_key(int, str, f"SELECT id, hash FROM journal WHERE id {AMONG}", numbers)
    return any(seals[number] == seal for number, seal in rows.items())


def first_moment(r: Reader) -> str | None:
    """Return the moment of the first journal row of a base."""
    return r.value(str, "SELECT at FROM journal ORDER BY id LIMIT 1")


def last_moment(r: Reader) -> str | None:
    """Return the moment of the last journal row of a base."""
    return r.value(str, "SELECT at FROM journal ORDER BY id DESC LIMIT 1")


def gained_since(r: Reader, moment: str) -> GainedSince:
    """Return what a base gained after a kept moment."""
    [since] = r.named(
        GainedSince,
        """SELECT (SELECT count(DISTINCT o.lead_id) FROM origin o JOIN batch b ON b.id = o.batch_id
                      WHERE b.at > ?) AS leads,
                  (SELECT count(*) FROM call WHERE started > ?) AS calls,
                  (SELECT count(*) FROM notice n WHERE at > ? AND unfinished = 0
                      AND (coalesce(printed_at, posted_at) IS NULL OR NOT EXISTS (
                          SELECT 1 FROM origin o JOIN batch b ON b.id = o.batch_id
                          WHERE o.lead_id = n.lead_id AND b.at <= ?))) AS letters,
                  (SELECT count(*) FROM consent WHERE at > ?) AS agreements""",
        *(moment,) * 5,
    )
    return since


def seats(r: Reader) -> int:
    """Return how many seats a base gave a number to."""
    return int(r.value(str, "SELECT secret FROM safe WHERE name = 'seat'") or 0)


def keep_seats(w: Writer, count: int) -> None:
    """Go on numbering seats after ``count``: a window still open never shares its number with a new one."""
    w.upsert("safe", ("name", "secret"), [("seat", str(count))])


class OpenMark(NamedTuple):
    """A keyed hash whose bearer is held: its kind, the keyed hash of the words, since when; its signature where it
    finds the spellings near an address."""

    doubt_id: int
    hash: str
    kind: str
    text: str
    at: str
    signature: str


def open_marks(r: Reader) -> list[OpenMark]:
    """Return the keyed hashes whose bearers wait for an answer, oldest first."""
    return r.named(
        OpenMark,
        """SELECT k.doubt_id, k.hash, k.kind, d.text, d.at, k.signature
            FROM doubt_mark k JOIN doubt d ON d.id = k.doubt_id WHERE k.hash <> '' AND d.answer = ''
            GROUP BY k.doubt_id, k.hash, k.kind, d.text, d.at, k.signature ORDER BY k.doubt_id, min(k.id)""",
    )


_PAGE = 5000


class HeldValue(NamedTuple):
    """What the journal holds of a row of a table after a change, as JSON; None: it was deleted."""

    id: int
    table: str
    row_id: int
    after: str | None


def altered_rows(r: Reader) -> dict[str, int]:
    """Return how many rows of each table were found changed by something else since the base is sealed."""
    sql = """SELECT "table", count(*) FROM last_seal WHERE found_at IS NOT NULL GROUP BY 1 ORDER BY 1"""
    return r.by_key(str, int, sql)


def altered_blocks(r: Reader) -> dict[str, int]:
    """Return how many blocks of rows of each table were found changed by something else since the base is sealed."""
    return r.by_key(str, int, """SELECT "table", count(*) FROM sealed_block WHERE root = '' GROUP BY 1 ORDER BY 1""")


def last_seals(r: Reader, table: str) -> dict[int, str]:
    """Return the seal that the last transaction left of each row of a table that has one."""
    sql = """SELECT row_key, seal FROM last_seal WHERE "table" = ? AND seal IS NOT NULL"""
    return r.by_key(int, str, sql, table)


def held_values(r: Reader, table: str) -> Iterator[HeldValue]:
    """Yield the values still held of the rows of a table, oldest first."""
    sql = """SELECT id, "table", row_id, after FROM journal_value
        WHERE "table" = ? AND salt IS NOT NULL AND id > ? ORDER BY id LIMIT ?"""
    last = -1 << 63
    while page := r.named(HeldValue, sql, table, last, _PAGE):
        yield from page
        last = page[-1].id


def filed_proofs(r: Reader) -> Iterator[Proof]:
    """Yield the proofs kept in the base, one at a time: a file may be large."""
    for proof_id in r.column(int, "SELECT id FROM proof ORDER BY id"):
        yield r.row(Proof, proof_id)
