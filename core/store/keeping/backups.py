"""Queries for a restoration: what the present base knows and the restored one must know too (refusals, withdrawn
agreements, frozen sheets, requests of persons and messages to recipients)."""

from collections.abc import Mapping
from typing import NamedTuple

from core.store.port import AMONG, Reader, Writer, several


class WrittenTo(NamedTuple):
    """What is no name of the person of a letter: days, and by which source they came."""

    id: int
    obtained: str
    notice_due: str
    notice_sent: str | None
    source: str
    erased_at: str | None


class Sealed(NamedTuple):
    """A row of the journal, by its number and its seal."""

    id: int
    hash: str


class GainedSince(NamedTuple):
    """What a base gained since a moment, and a copy of then would lose: of the ``letters``, those that never left, and
    those of persons who came since."""

    leads: int
    calls: int
    letters: int
    agreements: int


class HeldNow(NamedTuple):
    """What a base holds: leads not erased, refusals in force."""

    leads: int
    oppositions: int


def written_to(r: Reader, lead_id: int) -> WrittenTo | None:
    """Return what is kept of the person of a letter whose sheet is gone."""
    sql = "SELECT id, obtained, notice_due, notice_sent, source, erased_at FROM lead WHERE id = ?"
    return r.first(WrittenTo, sql, lead_id)


def free(r: Reader) -> set[int]:
    """Return the leads neither frozen nor erased."""
    return set(r.column(int, "SELECT id FROM lead WHERE restricted_at IS NULL AND erased_at IS NULL"))


def shares_journal(r: Reader, seals: Mapping[int, str]) -> bool:
    """Tell whether a base has a row of its journal in common with another, given by number and seal."""
    numbers = several(seals)
    rows = r.named(Sealed, f"SELECT id, hash FROM journal WHERE id {AMONG}", numbers)
    return any(seals[row.id] == row.hash for row in rows)


def first_moment(r: Reader) -> str | None:
    """Return the moment of the first journal row of a base."""
    return r.value(str, "SELECT at FROM journal ORDER BY id LIMIT 1")


def last_moment(r: Reader) -> str | None:
    """Return the moment of the last journal row of a base."""
    return r.value(str, "SELECT at FROM journal ORDER BY id DESC LIMIT 1")


def gained_since(r: Reader, moment: str) -> GainedSince:
    """Return what a base gained after a kept moment."""
    [found] = r.named(
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
    return found


def held_now(r: Reader) -> HeldNow:
    """Return what a base holds."""
    [found] = r.named(
        HeldNow,
        """SELECT (SELECT count(*) FROM lead WHERE erased_at IS NULL) AS leads,
                  (SELECT count(DISTINCT gesture) FROM opposition
                   WHERE lifted_at IS NULL AND kind <> 'near') AS oppositions""",
    )
    return found


def seats(r: Reader) -> int:
    """Return how many seats a base gave a number to."""
    return int(r.value(str, "SELECT secret FROM safe WHERE name = 'seat'") or 0)


def keep_seats(w: Writer, count: int) -> None:
    """Go on numbering seats after ``count``: a window still open never shares its number with a new one."""
    w.upsert("safe", ("name", "secret"), [("seat", str(count))])
