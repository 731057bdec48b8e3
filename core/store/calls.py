"""Queries about calls and callbacks; agreements and other titles in full; past calls, and what was known of the person
at that time."""

from collections.abc import Sequence
from typing import NamedTuple

from core.records.call import Call, OralNotice
from core.store.port import AMONG, Reader, several


def is_written(r: Reader, hashed: str, started: str, direction: str) -> bool:
    """Tell whether a call with a number, begun within the same minute, is already written."""
    sql = "SELECT 1 FROM call WHERE hash = ? AND substr(started, 1, 16) = substr(?, 1, 16) AND direction = ?"
    return r.value(int, sql, hashed, started, direction) is not None


def closed_by_opposition(r: Reader, lead_ids: Sequence[int], hashes: Sequence[str], moment: str) -> list[int]:
    """Return the calls of these leads or numbers that an opposition closed at exactly ``moment``."""
    return r.column(
        int,
        f"""SELECT id FROM call WHERE outcome = 'opposed' AND ended = ?
           AND (lead_id {AMONG} OR hash {AMONG})""",
        moment,
        several(lead_ids),
        several(hashes),
    )


def spoken_to(r: Reader, lead_id: int) -> list[OralNotice]:
    """Return the information told to a lead, oldest first."""
    return r.of(OralNotice, "at", call_id=[call.id for call in r.of(Call, lead_id=lead_id)])


class PastCall(NamedTuple):
    """An outgoing call. ``lead_id``, ``name``: None for a number without a sheet; ``erased_at``: when the person was
    erased since."""

    id: int
    lead_id: int | None
    hash: str
    started: str
    by: str
    erased_at: str | None
    name: str | None


def made_between(r: Reader, first: str, after: str, *, past: tuple[str, int], limit: int) -> list[PastCall]:
    """Return the next outgoing calls started from ``first`` to before ``after`` (kept moments), oldest first, those
    beyond ``past`` (started, id)."""
    return r.named(
        PastCall,
        """SELECT c.id, c.lead_id, c.hash, c.started, c.by, l.erased_at, l.name
           FROM call c LEFT JOIN lead l ON l.id = c.lead_id
           WHERE c.direction = 'out' AND c.started >= ? AND c.started < ? AND (c.started, c.id) > (?, ?)
           ORDER BY c.started, c.id LIMIT ?""",
        first,
        after,
        *past,
        limit,
    )


def count_between(r: Reader, first: str, after: str) -> int:
    """Return how many outgoing calls were started from ``first`` to before ``after`` (kept moments)."""
    sql = "SELECT count(*) FROM call WHERE direction = 'out' AND started >= ? AND started < ?"
    return r.value(int, sql, first, after) or 0
