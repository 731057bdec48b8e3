"""Queries for the retention rules: whose data may have been kept long enough, and what is held about each person."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, several
from core.store.withdrawn import GONE

_CLOSED = """SELECT id FROM lead WHERE opposed_at IS NOT NULL AND erased_at IS NULL
    UNION SELECT lead_id FROM listing l WHERE gone_on IS NOT NULL
        AND (SELECT erased_at FROM lead WHERE id = l.lead_id) IS NULL"""


class KeptPerson(NamedTuple):
    """A lead. ``opposed_at``: since when it refuses, where something personal is held of it."""

    id: int
    obtained: str
    erased_at: str | None
    restricted_at: str | None
    opposed_at: str | None


class AdsGone(NamedTuple):
    """No ad of the lead is left online: the last day one was withdrawn."""

    lead_id: int
    last_day: str


class RefusalMessages(NamedTuple):
    """The messages that tell a refusal: when the last one left, and how many wait to."""

    lead_id: int
    last_sent: str | None
    waiting: int


class AnsweredRequest(NamedTuple):
    """What a person asked, answered since."""

    id: int
    received: str


class KeptSince(NamedTuple):
    """A row and the kept moment from which its time runs."""

    id: int
    since: str


def candidates(r: Reader, *, obtained: str, uninformed: str, older: str) -> list[int]:
    """Return the leads of whom something may be over: obtained by a day, or by another and not informed, or with a
    call, an agreement or a title older than a third, or erased before it (ISO days); and :func:`closed`."""
    sql = f"""SELECT id FROM lead WHERE erased_at IS NULL
                AND (obtained <= ? OR (notice_sent IS NULL AND obtained <= ?))
             UNION SELECT lead_id FROM call WHERE started < ? AND lead_id IS NOT NULL
             UNION SELECT lead_id FROM consent WHERE collected < ? UNION SELECT lead_id FROM title WHERE at < ?
             UNION SELECT n.lead_id FROM notice n JOIN lead l ON l.id = n.lead_id WHERE l.erased_at < ?
             UNION {_CLOSED}"""
    return r.column(int, sql, obtained, uninformed, *(older,) * 4)


def closed(r: Reader) -> list[int]:
    """Return the leads not erased whose ad is withdrawn, or who refuse canvassing."""
    return r.column(int, _CLOSED)


def kept_people(r: Reader, ids: Sequence[int]) -> list[KeptPerson]:
    """Return those of ``ids`` that the base knows."""
    return r.named(
        KeptPerson,
        f"""SELECT id, obtained, erased_at, restricted_at, CASE WHEN opposed_at IS NOT NULL AND (name <> ''
                OR EXISTS (SELECT 1 FROM contact c WHERE c.lead_id = lead.id)) THEN opposed_at END AS opposed_at
            FROM lead WHERE id {AMONG}""",
        several(ids),
    )


def told_whole(r: Reader, ids: Sequence[int]) -> set[int]:
    """Return which of these leads were told the first layer of the information, whole, on the telephone."""
    sql = f"""SELECT c.lead_id FROM oral_notice o JOIN call c ON c.id = o.call_id
        WHERE o.complete = 1 AND c.lead_id {AMONG}"""
    return set(r.column(int, sql, several(ids)))


def ads_gone(r: Reader, ids: Sequence[int]) -> list[AdsGone]:
    """Return those of these leads that have no ad left online."""
    sql = f"""SELECT lead_id, max(gone_on) AS last_day FROM listing
        WHERE lead_id IN (SELECT lead_id FROM listing WHERE gone_on IS NOT NULL AND lead_id {AMONG})
        GROUP BY lead_id HAVING count(*) FILTER (WHERE NOT ({GONE})) = 0"""
    return r.named(AdsGone, sql, several(ids))


def refusal_messages(r: Reader, ids: Sequence[int]) -> list[RefusalMessages]:
    """Return what became of the messages that tell the refusal of these leads, for those who have any."""
    sql = f"""SELECT lead_id, max(sent) AS last_sent, count(*) - count(sent) AS waiting FROM recipient_task
        WHERE kind = 'objection' AND lead_id {AMONG} GROUP BY lead_id"""
    return r.named(RefusalMessages, sql, several(ids))


def answered_requests(r: Reader, day: str) -> list[AnsweredRequest]:
    """Return what persons asked, answered, received by a day, oldest first; those of a frozen sheet left out."""
    return r.named(
        AnsweredRequest,
        """SELECT q.id, q.received FROM request q LEFT JOIN lead l ON l.id = q.lead_id
           WHERE q.answered IS NOT NULL AND q.received <= ? AND l.restricted_at IS NULL ORDER BY q.received""",
        day,
    )


def sent_messages(r: Reader, before: str) -> list[KeptSince]:
    """Return the messages to whoever gave or received data that left before a kept moment, oldest first; those about a
    frozen sheet left out."""
    return r.named(
        KeptSince,
        """SELECT t.id, t.sent AS since FROM recipient_task t LEFT JOIN lead l ON l.id = t.lead_id
           WHERE t.sent < ? AND l.restricted_at IS NULL ORDER BY t.sent""",
        before,
    )


def old_erased_marks(r: Reader, before: str) -> list[KeptSince]:
    """Return the keyed hashes kept of those erased before a kept moment, oldest first."""
    return r.named(
        KeptSince,
        """SELECT m.id, e.at AS since FROM erased_mark m JOIN erased e ON e.id = m.erased_id
           WHERE e.at < ? AND e.swept_at IS NOT NULL ORDER BY e.at""",
        before,
    )
