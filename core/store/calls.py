"""Queries about calls, callbacks and the people to call next."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, several


class UnfinishedCall(NamedTuple):
    """A call that never ended, with the name of its person, empty when unknown."""

    id: int
    lead_id: int | None
    name: str
    phone: str
    direction: str
    started: str
    by: str


def is_written(r: Reader, hashed: str, started: str, direction: str) -> bool:
    """Tell whether a call with a number, begun within the same minute, is already written."""
    sql = "SELECT 1 FROM call WHERE hash = ? AND substr(started, 1, 16) = substr(?, 1, 16) AND direction = ?"
    return r.value(int, sql, hashed, started, direction) is not None


def unfinished(r: Reader) -> list[UnfinishedCall]:
    """Return the calls that never ended, oldest first: the program stopped in the middle."""
    return r.named(
        UnfinishedCall,
        """SELECT c.id, c.lead_id, coalesce(l.name, '') AS name, c.phone, c.direction, c.started, c.by FROM call c
           LEFT JOIN lead l ON l.id = c.lead_id WHERE c.ended IS NULL ORDER BY c.started""",
    )


def queue(r: Reader, limit: int = -1) -> list[int]:
    """Return leads worth looking at for a call: a callback or a title, not opposed or agreed since; by moment,
    callbacks first."""
    return r.column(
        int,
        """SELECT lead_id FROM (
               SELECT b.lead_id, b.due AS moment FROM callback b WHERE b.done_at IS NULL AND b.cancelled_at IS NULL
               UNION ALL SELECT lead_id, '9999' FROM consent WHERE withdrawn IS NULL AND calls_withdrawn IS NULL
               UNION ALL SELECT lead_id, '9999' FROM title
                   WHERE answered IS NULL AND closed_at IS NULL AND written = '')
           JOIN lead l ON l.id = lead_id WHERE l.erased_at IS NULL AND (l.opposed_at IS NULL
               OR EXISTS (SELECT 1 FROM consent c WHERE c.lead_id = l.id AND c.collected > l.opposed_at
                          AND c.withdrawn IS NULL AND c.calls_withdrawn IS NULL))
           GROUP BY lead_id ORDER BY min(moment), lead_id LIMIT ?""",
        limit,
    )


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
