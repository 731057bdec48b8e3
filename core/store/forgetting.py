"""Queries for an erasure: every row about a person, the list of those erased, and whose data may have been kept long
enough."""

from collections.abc import Sequence
from typing import NamedTuple

from core.model.forgetting import ErasureReason
from core.records.request import ErasedMark
from core.store.port import AMONG, Reader, several

_BESIDE = f"""erased_id IN (SELECT erased_id FROM erased_mark WHERE kind IN ('phone', 'email', 'guess')
              AND hash {AMONG})"""
BY_LEAD = (
    *("contact", "listing", "origin", "consent", "title", "call", "callback", "notice", "merging", "opposition"),
    *("request", "recipient_task", "near_apart", "stated", "milestone", "letter_choice", "reply"),
    "doubt_mark",
)
"""The tables whose rows bear a lead."""


class BatchLine(NamedTuple):
    """A row of a batch that a lead came from, or was completed by."""

    batch_id: int
    line: int


def marks_of_erased(r: Reader, lead_id: int) -> list[ErasedMark]:
    """Return the keyed hashes kept of somebody erased; none when the lead was not erased."""
    sql = """SELECT m.id, m.erased_id, m.kind, m.hash, m.signature
             FROM erased_mark m JOIN erased e ON e.id = m.erased_id
             WHERE e.lead_id = ? AND m.kind <> 'near' ORDER BY m.id"""
    return r.named(ErasedMark, sql, lead_id)


def kept_beside(r: Reader, hashes: Sequence[str]) -> dict[str, str]:
    """Return (keyed hash → kind) all that was kept of those erased who bore one of these telephones or e-mails."""
    sql = f"SELECT hash, kind FROM erased_mark WHERE kind <> 'near' AND {_BESIDE} ORDER BY id"
    return r.by_key(str, str, sql, several(hashes))


def near_erased(r: Reader, lead_ids: Sequence[int], hashes: Sequence[str]) -> list[ErasedMark]:
    """Return what finds the spellings near the addresses of these persons erased, and of those erased who bore one of
    these telephones or e-mails."""
    sql = f"""SELECT id, erased_id, kind, hash, signature FROM erased_mark WHERE kind = 'near' AND ({_BESIDE}
              OR erased_id IN (SELECT id FROM erased WHERE lead_id {AMONG})) ORDER BY id"""
    return r.named(ErasedMark, sql, several(hashes), several(lead_ids))


def rows_of_leads(r: Reader, table: str, lead_ids: Sequence[int]) -> list[int]:
    """Return the ids of the rows of ``table`` that bear one of these leads."""
    if table not in BY_LEAD:
        raise ValueError(table)
    return r.column(int, f"SELECT id FROM {table} WHERE lead_id {AMONG} ORDER BY id", several(lead_ids))


def words_of_refusals(r: Reader, lead_ids: Sequence[int]) -> list[int]:
    """Return the entries of the register that hold words read about one of these leads, on the sheet or by a mark of
    theirs, and no word of another sheet."""
    asked = several(lead_ids)
    return r.column(
        int,
        f"""WITH theirs AS (
                SELECT DISTINCT gesture, line FROM opposition WHERE lead_id {AMONG} OR (lead_id IS NULL AND hash IN
                    (SELECT hash FROM mark WHERE lead_id {AMONG} AND kind NOT IN ('number', 'mailbox', 'ad',
                        'household', 'nameless'))))
            SELECT o.id FROM opposition o JOIN theirs t ON t.gesture = o.gesture AND t.line = o.line
            WHERE (o.lead_id IS NULL OR o.lead_id {AMONG}) AND (o.note <> '' OR o.place <> '' OR o.lifted_note <> '')
            ORDER BY o.id""",
        *(asked, asked, asked),
    )


def joined(r: Reader, lead_id: int) -> list[int]:
    """Return the ids of the leads that were joined into this one and have no row of their own any more."""
    sql = """SELECT DISTINCT other_id FROM joining WHERE lead_id = ?
             AND other_id NOT IN (SELECT id FROM lead) ORDER BY other_id"""
    return r.column(int, sql, lead_id)


def joinings(r: Reader, lead_ids: Sequence[int]) -> list[int]:
    """Return the joins that speak of one of these leads, taken back ones included."""
    asked = several(lead_ids)
    return r.column(int, f"SELECT id FROM joining WHERE lead_id {AMONG} OR other_id {AMONG}", asked, asked)


def pairs_with(r: Reader, lead_ids: Sequence[int]) -> list[int]:
    """Return the pairs found alike that hold one of these leads."""
    asked = several(lead_ids)
    return r.column(int, f"SELECT id FROM alike WHERE lead_a {AMONG} OR lead_b {AMONG}", asked, asked)


def mentions(r: Reader, lead_ids: Sequence[int]) -> list[int]:
    """Return the values beside the journal that name one of these leads: also what was changed in rows deleted
    since."""
    asked = several(lead_ids)
    return r.column(
        int,
        f"""WITH named AS (
                SELECT id, row_id FROM journal_value WHERE salt IS NOT NULL
                AND (row_id {AMONG} OR CAST(json_extract(before, '$.lead_id') AS BIGINT) {AMONG}
                     OR CAST(json_extract(after, '$.lead_id') AS BIGINT) {AMONG}))
            SELECT id FROM named
            UNION SELECT v.id FROM journal_value v JOIN (SELECT DISTINCT row_id FROM named) n ON n.row_id = v.row_id
            WHERE v.salt IS NOT NULL""",
        *(asked, asked, asked),
    )


def values_of_batches(r: Reader, batch_ids: Sequence[int]) -> list[int]:
    """Return the values beside the journal that tell how these batches were read."""
    sql = f"""SELECT id FROM journal_value WHERE salt IS NOT NULL AND "table" = 'batch' AND row_id {AMONG}"""
    return r.column(int, sql, several(batch_ids))


def proof_names(r: Reader, lead_id: int) -> dict[int, str]:
    """Return the file names of the proofs of a lead's agreements and titles, and of the pages of its coupons, by id."""
    return r.by_key(
        int,
        str,
        """SELECT id, name FROM proof WHERE id IN (SELECT proof_id FROM consent WHERE lead_id = ?
           UNION SELECT proof_id FROM title WHERE lead_id = ?
           UNION SELECT proof_id FROM reply WHERE lead_id = ?) ORDER BY id""",
        *(lead_id,) * 3,
    )


def lines(r: Reader, lead_id: int) -> list[BatchLine]:
    """Return each row of a batch that a lead came from, or was completed by."""
    return r.named(
        BatchLine,
        """SELECT batch_id, line FROM origin WHERE lead_id = ? AND batch_id IS NOT NULL
           UNION SELECT batch_id, line FROM merging WHERE lead_id = ?""",
        *(lead_id,) * 2,
    )


def alone(r: Reader, lead_id: int) -> list[int]:
    """Return the batches that brought this lead only (a page, a typed sheet): their name may tell the person's ad."""
    sql = """SELECT id FROM batch b WHERE id IN (SELECT batch_id FROM origin WHERE lead_id = ?)
             AND NOT EXISTS (SELECT 1 FROM origin o WHERE o.batch_id = b.id AND o.lead_id <> ?)
             AND added + merged + rejected <= 1"""
    return r.column(int, sql, lead_id, lead_id)


def taken_away(r: Reader, hashed: str) -> list[int]:
    """Return the entries of those who bore a keyed hash and whose sheet a restoration took away."""
    sql = """SELECT id FROM erased WHERE why = ? AND id IN (SELECT erased_id FROM erased_mark WHERE hash = ?)"""
    return r.column(int, sql, ErasureReason.RESTORED, hashed)


_CLOSED = """SELECT id FROM lead WHERE opposed_at IS NOT NULL AND erased_at IS NULL
    UNION SELECT lead_id FROM listing l WHERE gone_on IS NOT NULL
        AND (SELECT erased_at FROM lead WHERE id = l.lead_id) IS NULL"""


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


_BEGUN = {
    "request_proof": """SELECT q.id, q.received AS since FROM request q LEFT JOIN lead l ON l.id = q.lead_id
        WHERE q.answered IS NOT NULL AND l.restricted_at IS NULL""",
    "message": """SELECT t.id, t.sent AS since FROM recipient_task t LEFT JOIN lead l ON l.id = t.lead_id
        WHERE l.restricted_at IS NULL""",
    "erased_mark": """SELECT m.id, e.at AS since FROM erased_mark m JOIN erased e ON e.id = m.erased_id
        WHERE e.swept_at IS NOT NULL""",
}
"""Retention rule → its rows and the day or the kept moment from which their time runs: of requests answered, when they
were received; of messages to whoever gave or received data, when they left; of the keyed hashes kept of those erased,
when they were. What is about a frozen sheet is left out."""


def begun_before(r: Reader, rule: str, before: str) -> dict[int, str]:
    """Return when the time of each row of a rule of the list above began, before a day or a kept moment, oldest
    first."""
    return r.by_key(int, str, f"SELECT id, since FROM ({_BEGUN[rule]}) WHERE since < ? ORDER BY since", before)
