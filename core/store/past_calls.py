"""Queries about past calls and what was known of the person at that time: rows with the moment each was added and
withdrawn."""

from collections.abc import Sequence
from typing import NamedTuple

from core.records.title import Title
from core.store.judging import ALONE, RefusalMet, Told
from core.store.port import AMONG, Reader, several


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


def ever_opposed(r: Reader, ids: Sequence[int]) -> list[RefusalMet]:
    """Return the refusals of leads, lifted ones included, oldest first."""
    return r.named(
        RefusalMet,
        f"""SELECT m.lead_id, m.kind, m.hash, o.how, o.at, o.lifted_at, {ALONE} AS alone, o.rank
            FROM mark m JOIN opposition o ON o.hash = m.hash
            WHERE m.lead_id {AMONG} ORDER BY o.at""",
        several(ids),
    )


def ever_titled(r: Reader, ids: Sequence[int]) -> list[Title]:
    """Return the titles of leads but agreements, closed ones included, oldest first."""
    return r.of(Title, lead_id=ids, written="")


def ever_told(r: Reader, ids: Sequence[int]) -> list[Told]:
    """Return each time the first layer of the information was said whole, oldest first."""
    return r.named(
        Told,
        f"""SELECT c.lead_id, o.at FROM oral_notice o CROSS JOIN call c
            WHERE c.id = o.call_id AND o.complete = 1 AND c.lead_id {AMONG} ORDER BY o.at""",
        several(ids),
    )
