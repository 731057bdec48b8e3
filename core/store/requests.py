"""Queries about requests of persons: the open ones by deadline, then those answered."""

from typing import NamedTuple

from core.records.request import Request
from core.store.port import Reader, Value
from core.store.today import DueLine

_REQUEST = """SELECT q.id, q.lead_id, coalesce(l.name, '') AS name, q.person, q.hash, q.kind, q.received, q.how,
        q.identity, q.due, q.extended, q.answered, q.outcome, q.answered_how, q.answer, q.note, q.at, q.by, q.version
    FROM request q LEFT JOIN lead l ON l.id = q.lead_id AND l.erased_at IS NULL"""
_STOPS = ("erasure", "objection", "restriction")
"""Requests to erase a person, to freeze their data or to contact them no more."""


class RequestRow(NamedTuple):
    """A request as it is kept: see :class:`core.model.request.PersonRequest`, which is made of it."""

    id: int
    lead_id: int | None
    name: str
    person: str
    hash: str
    kind: str
    received: str
    how: str
    identity: str
    due: str
    extended: str
    answered: str | None
    outcome: str
    answered_how: str
    answer: str
    note: str
    at: str
    by: str
    version: int

    def columns(self) -> dict[str, Value]:
        """Return what another base is to know of it, by column."""
        return {column: value for column, value in self._asdict().items() if column not in ("name", "version")}


def every(r: Reader, limit: int = 2000) -> list[RequestRow]:
    """Return the requests: the open ones first, by deadline, then the last answered."""
    order = """ORDER BY q.answered IS NOT NULL, CASE WHEN q.answered IS NULL THEN q.due END NULLS FIRST,
        q.answered DESC NULLS LAST, q.id DESC"""
    return r.named(RequestRow, f"{_REQUEST} {order} LIMIT ?", limit)


def records(r: Reader) -> list[RequestRow]:
    """Return every request, oldest first."""
    return r.named(RequestRow, f"{_REQUEST} ORDER BY q.id")


def request(r: Reader, request_id: int) -> RequestRow | None:
    """Return one request."""
    return r.first(RequestRow, f"{_REQUEST} WHERE q.id = ?", request_id)


def requests_of_lead(r: Reader, lead_id: int) -> list[RequestRow]:
    """Return what one lead asked, oldest first."""
    return r.named(RequestRow, f"{_REQUEST} WHERE q.lead_id = ? ORDER BY q.received, q.id", lead_id)


def stops_asked(r: Reader) -> list[Request]:
    """Return the requests to erase, freeze or leave alone a person that have no answer, oldest first."""
    return r.of(Request, "at", kind=_STOPS, answered=None)


def stops_ever_asked(r: Reader) -> list[Request]:
    """Return the requests to erase, freeze or leave alone a person, answered ones included, oldest first."""
    return r.of(Request, "at", kind=_STOPS)


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
                  OR json_extract(v.before, '$.lead_id') = ? OR json_extract(v.after, '$.lead_id') = ?)""",
        since,
        *(lead_id,) * 4,
    )
    return number is not None
