"""Counts for the first page, made in SQL so that it never reads a hundred thousand leads."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import NamedTuple

from core.records.consent import Consent
from core.store.one_table import select
from core.store.port import AMONG, Reader, several
from core.store.steps import CallEnd

ENDING = 1000
"""Agreements and contracts about to end, at most: more is not read by a person."""


class DueLine(NamedTuple):
    """What is due at a kept moment or on an ISO day, with the name of its person; ``lead_id``: 0 for nobody known."""

    lead_id: int
    name: str
    due: str


class Replies(NamedTuple):
    """What came of the letters posted. Each lead is counted once, by its strongest answer: opposed, agreed,
    returned, otherwise (another coupon, a request, a call)."""

    written: int
    agreed: int
    opposed: int
    returned: int
    otherwise: int = 0

    @property
    def silent(self) -> int:
        """The people who did not answer, or not yet."""
        return self.written - self.agreed - self.opposed - self.returned - self.otherwise


class JournalLine(NamedTuple):
    """What was done, when and by whom, as the journal says."""

    id: int
    at: str
    by: str
    what: str


class RowTouched(NamedTuple):
    """A row that a line of the journal changed."""

    journal_id: int
    table: str
    row_id: int


class RowTold(NamedTuple):
    """What is told of a row: the name of its person or supplier, and one or two more words, by table: see
    :func:`rows_told`."""

    id: int
    name: str
    word: str
    direction: str


def callbacks_until(r: Reader, until: str) -> list[DueLine]:
    """Return the open callbacks due by ``until`` (kept moment), by moment."""
    return r.named(
        DueLine,
        """SELECT b.lead_id, l.name, b.due FROM callback b JOIN lead l ON l.id = b.lead_id
           WHERE b.done_at IS NULL AND b.cancelled_at IS NULL AND b.due <= ? ORDER BY b.due""",
        until,
    )


def agreements_ending(r: Reader, *, since: str, before: str, until: str) -> list[Consent]:
    """Return the newest agreement of each lead not opposed, collected from ``since`` to ``before`` (kept moments), or
    whose form ends by ``until`` (ISO day)."""
    sql = f"""{select(Consent)} WHERE withdrawn IS NULL AND collected >= ? AND (collected <= ? OR until <= ?)
             AND lead_id IN (SELECT id FROM lead WHERE opposed_at IS NULL AND erased_at IS NULL)
             AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.lead_id = consent.lead_id AND n.withdrawn IS NULL
                             AND n.id > consent.id)
           ORDER BY id LIMIT ?"""
    return r.named(Consent, sql, since, before, until, ENDING)


def contracts_ending(r: Reader, since: str, until: str) -> list[DueLine]:
    """Return the running contracts that end between two ISO days, by day."""
    return r.named(
        DueLine,
        """SELECT t.lead_id, l.name, t.ends AS due FROM title t JOIN lead l ON l.id = t.lead_id
           WHERE t.kind = 'contract' AND t.closed_at IS NULL AND t.ends BETWEEN ? AND ?
             AND l.opposed_at IS NULL AND l.erased_at IS NULL
           ORDER BY t.ends LIMIT ?""",
        since,
        until,
        ENDING,
    )


def replies(r: Reader) -> Replies:
    """Return what came of the letters posted."""
    [counts] = r.named(
        Replies,
        """WITH said AS (
             SELECT n.lead_id AS lead, 1 AS rank FROM lead l JOIN notice n ON n.lead_id = l.id
               WHERE l.opposed_at IS NOT NULL AND n.posted_at <= l.opposed_at
             UNION SELECT c.lead_id, 2 FROM consent c JOIN notice n ON n.lead_id = c.lead_id
               WHERE c.withdrawn IS NULL AND n.posted_at <= c.at
             UNION SELECT lead_id, 3 FROM notice WHERE returned_at IS NOT NULL AND posted_at IS NOT NULL
             UNION SELECT n.lead_id, 4 FROM notice n JOIN reply s ON s.notice_id = n.id
               WHERE n.posted_at IS NOT NULL AND s.undone_at IS NULL
             UNION SELECT n.lead_id, 4 FROM notice n JOIN title t ON t.lead_id = n.lead_id WHERE n.posted_at <= t.at
             UNION SELECT n.lead_id, 4 FROM notice n JOIN request q ON q.lead_id = n.lead_id WHERE n.posted_at <= q.at
             -- Only the calls after a letter are read: they are large with their verdicts.
             UNION SELECT n.lead_id, 4 FROM notice n WHERE n.posted_at IS NOT NULL AND EXISTS (SELECT 1 FROM call c
               WHERE c.lead_id = n.lead_id AND c.started >= n.posted_at AND c.direction = 'in')),
           first AS (SELECT lead, min(rank) AS rank FROM said GROUP BY lead)
           SELECT (SELECT count(DISTINCT lead_id) FROM notice WHERE posted_at IS NOT NULL) AS written,
                  count(*) FILTER (WHERE rank = 1) AS opposed, count(*) FILTER (WHERE rank = 2) AS agreed,
                  count(*) FILTER (WHERE rank = 3) AS returned, count(*) FILTER (WHERE rank = 4) AS otherwise
           FROM first""",
    )
    return counts


def calls_since(r: Reader, since: str) -> list[CallEnd]:
    """Return the outgoing calls since a kept moment."""
    # The index on (lead_id, started) holds the moments, so that the calls, large with their verdicts, are not read.
    return r.named(
        CallEnd,
        """SELECT lead_id, started, outcome FROM call WHERE direction = 'out'
             AND id IN (SELECT id FROM call WHERE started >= ?)""",
        since,
    )


def journal_lines(r: Reader, whats: Sequence[str], limit: int) -> list[JournalLine]:
    """Return the journal's lines of these kinds, newest first."""
    return r.named(
        JournalLine,
        f"""SELECT id, at, by, what FROM journal WHERE what {AMONG}
           ORDER BY id DESC LIMIT ?""",
        several(whats),
        limit,
    )


def rows_touched(r: Reader, journal_ids: Sequence[int]) -> list[RowTouched]:
    """Return the rows each of these journal lines changed, in their order."""
    return r.named(
        RowTouched,
        f"""SELECT journal_id, "table", row_id FROM journal_value
           WHERE journal_id {AMONG} ORDER BY journal_id, place""",
        several(journal_ids),
    )


_PERSON = "coalesce(l.name, '') AS name, '' AS direction"
_TOLD = MappingProxyType(
    {
        "notice": f"SELECT t.id, {_PERSON}, t.reference AS word FROM notice t LEFT JOIN lead l ON l.id = t.lead_id",
        "call": """SELECT t.id, coalesce(l.name, '') AS name, t.outcome AS word, t.direction FROM call t
            LEFT JOIN lead l ON l.id = t.lead_id""",
        "opposition": f"SELECT t.id, {_PERSON}, t.how AS word FROM opposition t LEFT JOIN lead l ON l.id = t.lead_id",
        "consent": f"SELECT t.id, {_PERSON}, '' AS word FROM consent t LEFT JOIN lead l ON l.id = t.lead_id",
        "title": f"SELECT t.id, {_PERSON}, t.kind AS word FROM title t LEFT JOIN lead l ON l.id = t.lead_id",
        "callback": f"SELECT t.id, {_PERSON}, t.due AS word FROM callback t LEFT JOIN lead l ON l.id = t.lead_id",
        "oral_notice": f"""SELECT t.id, {_PERSON}, CASE WHEN t.complete = 1 THEN 'complete' ELSE '' END AS word
            FROM oral_notice t LEFT JOIN call c ON c.id = t.call_id LEFT JOIN lead l ON l.id = c.lead_id""",
        "listing": f"SELECT t.id, {_PERSON}, '' AS word FROM listing t LEFT JOIN lead l ON l.id = t.lead_id",
        "supplier": "SELECT t.id, t.name, '' AS word, '' AS direction FROM supplier t",
        "journal": "SELECT t.id, '' AS name, t.payload AS word, '' AS direction FROM journal t",
    }
)
"""Table → what is told of its rows. ``word``: the reference of a letter, the outcome of a call, how an opposition was
said, the kind of a title, when a callback is due, « complete » for an information told whole; ``direction``: of a
call."""


def rows_told(r: Reader, table: str, ids: Sequence[int]) -> dict[int, RowTold]:
    """Return what is told of rows of one of the tables above, by id; a row that is gone is left out."""
    sql = f"{_TOLD[table]} WHERE t.id {AMONG}"
    return {row.id: row for row in r.named(RowTold, sql, several(ids))}
