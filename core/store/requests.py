"""Requests of persons: the open ones by deadline, the answered ones after."""

from core.store.port import Reader, Row

_REQUEST = """SELECT q.id, q.lead_id, coalesce(l.name, ''), q.person, q.hash, q.kind, q.received, q.how, q.identity,
        q.due, q.extended, q.answered, q.outcome, q.answered_how, q.answer, q.note, q.by, q.version
    FROM request q LEFT JOIN lead l ON l.id = q.lead_id AND l.erased_at IS NULL"""


def every(r: Reader, limit: int = 2000) -> list[Row]:
    """Return (id, lead id, lead name or '', person typed, hash, kind, received, how, identity, due, extended, answered,
    outcome, answered_how, answer, note, by, version): the open ones first, by deadline, then the last answered."""
    order = "ORDER BY q.answered IS NOT NULL, CASE WHEN q.answered IS NULL THEN q.due END, q.answered DESC, q.id DESC"
    return r.rows(f"{_REQUEST} {order} LIMIT ?", limit)


def one(r: Reader, request_id: int) -> Row | None:
    """Return the same of one request, or None."""
    return r.row(f"{_REQUEST} WHERE q.id = ?", request_id)


def of_lead(r: Reader, lead_id: int) -> list[Row]:
    """Return the same of what one lead asked, oldest first."""
    return r.rows(f"{_REQUEST} WHERE q.lead_id = ? ORDER BY q.received, q.id", lead_id)


def waiting(r: Reader) -> list[Row]:
    """Return (id, lead id, lead name or the person typed, kind, due) of the open requests, by deadline."""
    return r.rows(
        """SELECT q.id, q.lead_id, coalesce(nullif(l.name, ''), q.person), q.kind, q.due
           FROM request q LEFT JOIN lead l ON l.id = q.lead_id WHERE q.answered IS NULL ORDER BY q.due, q.id"""
    )


def restricted_at(r: Reader, lead_id: int) -> str | None:
    """Return since when the data of a lead are frozen, or None."""
    row = r.row("SELECT restricted_at FROM lead WHERE id = ?", lead_id)
    return str(row[0]) if row and row[0] else None


def corrected(r: Reader, lead_id: int, since: str) -> bool:
    """Tell whether a lead was corrected since a kept moment: the journal says so, whoever did it."""
    row = r.row(
        """SELECT 1 FROM journal j JOIN journal_value v ON v.journal_id = j.id
           WHERE j.what = 'correct' AND j.at >= ?1
             AND (v.row_id = ?2 OR v.row_id IN (SELECT id FROM contact WHERE lead_id = ?2)
                  OR json_extract(v.before, '$.lead_id') = ?2 OR json_extract(v.after, '$.lead_id') = ?2) LIMIT 1""",
        since,
        lead_id,
    )
    return row is not None
