"""Queries about requests of persons: the open ones by deadline, then those answered."""

from core.records.request import Request
from core.store.one_table import select
from core.store.port import Reader
from core.store.today import DueLine

_STOPS = ("erasure", "objection", "restriction")
"""Requests to erase a person, to freeze their data or to contact them no more."""


def every(r: Reader, limit: int = 2000) -> list[Request]:
    """Return the requests: the open ones first, by deadline, then the last answered."""
    order = """ORDER BY answered IS NOT NULL, CASE WHEN answered IS NULL THEN due END NULLS FIRST,
        answered DESC NULLS LAST, id DESC"""
    return r.named(Request, f"{select(Request)} {order} LIMIT ?", limit)


def stops_asked(r: Reader, *, ever: bool = False) -> list[Request]:
    """Return the requests to erase, freeze or leave alone a person that have no answer, oldest first; answered ones too
    when ``ever``."""
    return r.of(Request, "at", kind=_STOPS) if ever else r.of(Request, "at", kind=_STOPS, answered=None)


def open_requests(r: Reader) -> list[DueLine]:
    """Return the open requests, by deadline."""
    return r.named(
        DueLine,
        """SELECT coalesce(q.lead_id, 0) AS lead_id, coalesce(nullif(l.name, ''), q.person) AS name, q.due
           FROM request q LEFT JOIN lead l ON l.id = q.lead_id WHERE q.answered IS NULL ORDER BY q.due, q.id""",
    )


def frozen_since(r: Reader, lead_id: int, moment: str) -> str | None:
    """Return since when the data of a lead are frozen, where that was asked at a kept moment or later; None where it
    was not, or the freeze is over."""
    sql = """SELECT restricted_at FROM lead l WHERE id = ? AND restricted_at IS NOT NULL AND (restricted_at >= ?
             OR EXISTS (SELECT 1 FROM request q WHERE q.lead_id = l.id AND q.kind = 'restriction' AND q.at >= ?))"""
    return r.value(str, sql, lead_id, moment, moment)


def erased_at(r: Reader, hashed: str) -> str | None:
    """Return when somebody who bore a keyed hash was last erased, None when nobody was."""
    sql = """SELECT max(e.at) FROM erased e JOIN erased_mark m ON m.erased_id = e.id WHERE m.hash = ?"""
    return r.value(str, sql, hashed)


def corrected(r: Reader, lead_id: int, since: str) -> bool:
    """Tell whether a lead was corrected since a kept moment: the journal says so, whoever did it."""
    number = r.value(
        int,
        """SELECT 1 FROM journal j JOIN journal_value v ON v.journal_id = j.id
           WHERE j.what = 'correct' AND j.at >= ?
             AND (v.row_id = ? OR v.row_id IN (SELECT id FROM contact WHERE lead_id = ?)
                  OR CAST(json_extract(v.before, '$.lead_id') AS BIGINT) = ?
                  OR CAST(json_extract(v.after, '$.lead_id') AS BIGINT) = ?)""",
        since,
        *(lead_id,) * 4,
    )
    return number is not None
