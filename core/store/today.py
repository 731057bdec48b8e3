"""What the first page counts, in SQL: a page of the day never reads a hundred thousand leads."""

import json
from collections.abc import Sequence
from types import MappingProxyType

from core.store import notices
from core.store.port import Reader, Row

MANY = 3000
"""Letters due are counted up to that many: each asks whether the lead has an address (83 ms for 60 000)."""
ENDING = 1000
"""Agreements and contracts about to end, at most: more is not read by a person."""


def letters_due(r: Reader) -> int:
    """Return how many leads must still be written to: see :func:`core.store.notices.count_waiting`."""
    return notices.count_waiting(r, MANY + 1)


def letters_ready(r: Reader) -> Row:
    """Return (count, name and last day to inform of the most pressing) of the letters made and not posted."""
    row = r.row(
        """SELECT count(*), l.name, min(l.notice_due) FROM notice n JOIN lead l ON l.id = n.lead_id
           WHERE n.posted_at IS NULL AND n.withdrawn_at IS NULL AND n.returned_at IS NULL AND l.opposed_at IS NULL"""
    )
    return row or (0, None, None)


def callbacks(r: Reader, until: str) -> list[Row]:
    """Return (lead, name, due) of the open callbacks due by ``until`` (kept moment), by moment."""
    return r.rows(
        """SELECT b.lead_id, l.name, b.due FROM callback b JOIN lead l ON l.id = b.lead_id
           WHERE b.done_at IS NULL AND b.cancelled_at IS NULL AND b.due <= ? ORDER BY b.due""",
        until,
    )


def next_callback(r: Reader, after: str) -> str | None:
    """Return the moment of the first open callback after ``after`` (kept moments), or None."""
    row = r.row("SELECT min(due) FROM callback WHERE done_at IS NULL AND cancelled_at IS NULL AND due > ?", after)
    return str(row[0]) if row and row[0] else None


def agreements_ending(r: Reader, *, since: str, before: str, until: str) -> list[Row]:
    """Return (lead, name, moment collected, last day of the form) of the newest agreement of each lead not opposed,
    collected from ``since`` to ``before`` (kept moments), or whose form ends by ``until`` (ISO day)."""
    return r.rows(
        """SELECT c.lead_id, l.name, c.collected, c.until FROM consent c JOIN lead l ON l.id = c.lead_id
           WHERE c.withdrawn IS NULL AND l.opposed_at IS NULL AND l.erased_at IS NULL AND c.collected >= ?
             AND (c.collected <= ? OR c.until <= ?)
             AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.lead_id = c.lead_id AND n.withdrawn IS NULL
                             AND n.id > c.id)
           LIMIT ?""",
        since,
        before,
        until,
        ENDING,
    )


def contracts_ending(r: Reader, since: str, until: str) -> list[Row]:
    """Return (lead, name, last day) of the running contracts that end between two ISO days, by day."""
    return r.rows(
        """SELECT t.lead_id, l.name, t.ends FROM title t JOIN lead l ON l.id = t.lead_id
           WHERE t.kind = 'contract' AND t.closed_at IS NULL AND t.ends BETWEEN ? AND ?
             AND l.opposed_at IS NULL AND l.erased_at IS NULL
           ORDER BY t.ends LIMIT ?""",
        since,
        until,
        ENDING,
    )


def forgettable(r: Reader, before: str) -> int:
    """Return how many leads were obtained before an ISO day and have neither agreement nor title."""
    row = r.row(
        """SELECT count(*) FROM lead WHERE obtained < ? AND erased_at IS NULL
             AND id NOT IN (SELECT lead_id FROM consent WHERE withdrawn IS NULL UNION SELECT lead_id FROM title)""",
        before,
    )
    return _count(row)


def opposed(r: Reader) -> int:
    """Return how many leads are marked as opposed."""
    return _count(r.row("SELECT count(*) FROM lead WHERE opposed_at IS NOT NULL"))


def replies(r: Reader) -> Row:
    """Return (leads written to, agreed since, opposed since, letter returned) over the letters posted.

    Each lead is counted once, by its strongest answer: opposed, agreed, returned.
    """
    row = r.row(
        """WITH said AS (
             SELECT n.lead_id AS lead, 1 AS rank FROM lead l JOIN notice n ON n.lead_id = l.id
               WHERE l.opposed_at IS NOT NULL AND n.posted_at <= l.opposed_at
             UNION SELECT c.lead_id, 2 FROM consent c JOIN notice n ON n.lead_id = c.lead_id
               WHERE c.withdrawn IS NULL AND n.posted_at <= c.at
             UNION SELECT lead_id, 3 FROM notice WHERE returned_at IS NOT NULL AND posted_at IS NOT NULL),
           first AS (SELECT lead, min(rank) AS rank FROM said GROUP BY lead)
           SELECT (SELECT count(DISTINCT lead_id) FROM notice WHERE posted_at IS NOT NULL),
                  count(*) FILTER (WHERE rank = 2), count(*) FILTER (WHERE rank = 1), count(*) FILTER (WHERE rank = 3)
           FROM first"""
    )
    return row or (0, 0, 0, 0)


def calls_since(r: Reader, since: str) -> list[Row]:
    """Return (moment started, outcome) of the outgoing calls since a kept moment."""
    # The index on (lead_id, started) holds the moments: the calls themselves, fat with their verdicts, stay unread.
    return r.rows(
        """SELECT started, outcome FROM call WHERE direction = 'out'
             AND id IN (SELECT id FROM call INDEXED BY call_lead WHERE started >= ?)""",
        since,
    )


def gestures(r: Reader, whats: Sequence[str], limit: int = 500) -> list[Row]:
    """Return (journal id, local moment, by, what) of the journal's rows of these kinds, newest first."""
    return r.rows(
        """SELECT id, at, by, what FROM journal WHERE what IN (SELECT value FROM json_each(?))
           ORDER BY id DESC LIMIT ?""",
        json.dumps(list(whats)),
        limit,
    )


def touched(r: Reader, journal_ids: Sequence[int]) -> list[Row]:
    """Return (journal id, table, row id) of the rows each of these journal rows changed, in their order."""
    return r.rows(
        """SELECT journal_id, "table", row_id FROM journal_value
           WHERE journal_id IN (SELECT value FROM json_each(?)) ORDER BY journal_id, place""",
        json.dumps(list(journal_ids)),
    )


_ABOUT = MappingProxyType(
    {
        "notice": "SELECT t.id, l.name, t.reference, '' FROM notice t LEFT JOIN lead l ON l.id = t.lead_id",
        "call": "SELECT t.id, l.name, t.outcome, t.direction FROM call t LEFT JOIN lead l ON l.id = t.lead_id",
        "opposition": "SELECT t.id, l.name, t.how, '' FROM opposition t LEFT JOIN lead l ON l.id = t.lead_id",
        "consent": "SELECT t.id, l.name, '', '' FROM consent t LEFT JOIN lead l ON l.id = t.lead_id",
        "title": "SELECT t.id, l.name, t.kind, '' FROM title t LEFT JOIN lead l ON l.id = t.lead_id",
        "callback": "SELECT t.id, l.name, t.due, '' FROM callback t LEFT JOIN lead l ON l.id = t.lead_id",
        "oral_notice": """SELECT t.id, l.name, t.complete, '' FROM oral_notice t
            LEFT JOIN call c ON c.id = t.call_id LEFT JOIN lead l ON l.id = c.lead_id""",
        "listing": "SELECT t.id, l.name, '', '' FROM listing t LEFT JOIN lead l ON l.id = t.lead_id",
        "supplier": "SELECT t.id, t.name, '', '' FROM supplier t",
    }
)
"""Table → (id, name of the person or supplier, what more is told of the row)."""


def about(r: Reader, table: str, ids: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """Return (name, two more words of the row) by id, for one of the tables above; a row that is gone is left out."""
    sql = f"{_ABOUT[table]} WHERE t.id IN (SELECT value FROM json_each(?))"
    return {
        int(str(row[0])): (str(row[1] or ""), str(row[2] or ""), str(row[3] or ""))
        for row in r.rows(sql, json.dumps(list(ids)))
    }


def _count(row: Row | None) -> int:
    return int(str(row[0])) if row else 0
