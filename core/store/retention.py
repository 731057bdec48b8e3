"""What the retention rules look at: whose data may be over, and what is held of each."""

import json
from collections import defaultdict
from collections.abc import Sequence

from core.store.port import Reader, Row
from core.store.withdrawn import GONE

_AMONG = "IN (SELECT value FROM json_each(?))"

_CLOSED = """SELECT id FROM lead WHERE opposed_at IS NOT NULL AND erased_at IS NULL
    UNION SELECT lead_id FROM listing l WHERE gone_on IS NOT NULL
        AND (SELECT erased_at FROM lead WHERE id = l.lead_id) IS NULL"""

_QUERIES = {
    # (lead, call, started, direction)
    "calls": f"SELECT lead_id, id, started, direction FROM call WHERE lead_id {_AMONG} ORDER BY id",
    # (lead, agreement, collected, last day of the form, withdrawn)
    "consents": f"SELECT lead_id, id, collected, until, withdrawn FROM consent WHERE lead_id {_AMONG} ORDER BY id",
    # (lead, title, kind, recorded, starts, ends, answered, closed)
    "titles": f"""SELECT lead_id, id, kind, at, starts, ends, answered, closed_at FROM title
        WHERE lead_id {_AMONG} ORDER BY id""",
    # (lead, letter, posted, returned, withdrawn)
    "notices": f"""SELECT lead_id, id, posted_at, returned_at, withdrawn_at FROM notice
        WHERE lead_id {_AMONG} ORDER BY id""",
    # (lead, last day an ad was withdrawn) where none is left online
    "gone": f"""SELECT lead_id, max(gone_on) FROM listing
        WHERE lead_id IN (SELECT lead_id FROM listing WHERE gone_on IS NOT NULL AND lead_id {_AMONG})
        GROUP BY lead_id HAVING min({GONE}) = 1""",
    # (lead, moment the last message about a refusal left, how many wait to)
    "messages": f"""SELECT lead_id, max(sent), count(*) - count(sent) FROM recipient_task
        WHERE kind = 'objection' AND lead_id {_AMONG} GROUP BY lead_id""",
    # (lead, moment told)
    "told": f"""SELECT c.lead_id, o.at FROM oral_notice o JOIN call c ON c.id = o.call_id
        WHERE o.complete = 1 AND c.lead_id {_AMONG}""",
}


def candidates(r: Reader, *, obtained: str, uninformed: str, older: str) -> list[int]:
    """Return the leads of whom something may be over: obtained by a day, or by another and not informed, or with a
    call, an agreement or a title older than a third, or erased before it (ISO days); and :func:`closed`."""
    sql = f"""SELECT id FROM lead WHERE erased_at IS NULL
                AND (obtained <= ?1 OR (notice_sent IS NULL AND obtained <= ?2))
             UNION SELECT lead_id FROM call WHERE started < ?3 AND lead_id IS NOT NULL
             UNION SELECT lead_id FROM consent WHERE collected < ?3 UNION SELECT lead_id FROM title WHERE at < ?3
             UNION SELECT n.lead_id FROM notice n JOIN lead l ON l.id = n.lead_id WHERE l.erased_at < ?3
             UNION {_CLOSED}"""
    return [int(row[0]) for row in r.rows(sql, obtained, uninformed, older)]


def closed(r: Reader) -> list[int]:
    """Return the leads not erased whose ad is withdrawn, or who refuse canvassing."""
    return [int(row[0]) for row in r.rows(_CLOSED)]


def people(r: Reader, ids: Sequence[int]) -> list[Row]:
    """Return (id, obtained, erased_at, restricted_at, opposed_at where something personal is held) of leads."""
    return r.rows(
        f"""SELECT id, obtained, erased_at, restricted_at, CASE WHEN opposed_at IS NOT NULL AND (name <> ''
                OR EXISTS (SELECT 1 FROM contact c WHERE c.lead_id = lead.id)) THEN opposed_at END
            FROM lead WHERE id {_AMONG}""",
        json.dumps(list(ids)),
    )


def about(r: Reader, what: str, ids: Sequence[int]) -> dict[int, list[Row]]:
    """Return the rows of one of the queries above, by lead, without the lead's id."""
    by_lead: dict[int, list[Row]] = defaultdict(list)
    for row in r.rows(_QUERIES[what], json.dumps(list(ids))):
        by_lead[int(row[0])].append(row[1:])
    return by_lead


def orphan_calls(r: Reader, before: str) -> list[int]:
    """Return the calls of numbers without a sheet started before a kept moment."""
    return [int(row[0]) for row in r.rows("SELECT id FROM call WHERE lead_id IS NULL AND started < ?", before)]


def answered_requests(r: Reader, day: str) -> list[Row]:
    """Return (id, received) of what persons asked, answered, received by a day; those of a frozen sheet left out."""
    return r.rows(
        """SELECT q.id, q.received FROM request q LEFT JOIN lead l ON l.id = q.lead_id
           WHERE q.answered IS NOT NULL AND q.received <= ? AND l.restricted_at IS NULL ORDER BY q.received""",
        day,
    )


def told_in(r: Reader, call_ids: Sequence[int]) -> list[int]:
    """Return the informations said during calls."""
    return [
        int(row[0]) for row in r.rows(f"SELECT id FROM oral_notice WHERE call_id {_AMONG}", json.dumps(list(call_ids)))
    ]
