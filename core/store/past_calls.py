"""Calls of the past and what was known of the person then: rows with the moment each was made and unmade."""

import json
from collections import defaultdict
from collections.abc import Sequence

from core.store.port import Reader, Row

_AMONG = "IN (SELECT value FROM json_each(?))"

_EVER = {
    # (kind, how, at, hash, own, lifted)
    "oppositions": f"""SELECT m.lead_id, o.kind, o.how, o.at, o.hash, o.lead_id IS m.lead_id, o.lifted_at FROM mark m
        JOIN opposition o ON o.hash = m.hash WHERE m.lead_id {_AMONG} ORDER BY o.at""",
    # (kind, number, object, how, starts, ends, answered, has proof, closed)
    "titles": f"""SELECT lead_id, kind, number, object, how, starts, ends, answered, proof_id IS NOT NULL, closed_at
        FROM title WHERE lead_id {_AMONG} ORDER BY id""",
    # (moment the first layer of the information was said whole)
    "told": f"""SELECT c.lead_id, o.at FROM oral_notice o CROSS JOIN call c ON c.id = o.call_id
        WHERE o.complete = 1 AND c.lead_id {_AMONG} ORDER BY o.at""",
}


def made_between(r: Reader, first: str, after: str, *, past: tuple[str, int], limit: int) -> list[Row]:
    """Return (id, lead_id, hash, started, by, lead erased at, lead's name) of outgoing calls started from ``first`` to
    before ``after`` (kept moments), oldest first, those beyond ``past`` (started, id)."""
    return r.rows(
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
    row = r.row("SELECT count(*) FROM call WHERE direction = 'out' AND started >= ? AND started < ?", first, after)
    return int(row[0]) if row else 0


def ever(r: Reader, what: str, ids: Sequence[int]) -> dict[int, list[Row]]:
    """Return the rows of one of the queries above, by lead, without the lead's id."""
    by_lead: dict[int, list[Row]] = defaultdict(list)
    for row in r.rows(_EVER[what], json.dumps(list(ids))):
        by_lead[int(row[0])].append(row[1:])
    return by_lead
