"""What erasing a person reads: every row that speaks of them, and the list of those erased."""

import json
from collections.abc import Sequence

from core.store.port import Reader, Row

_AMONG = "IN (SELECT value FROM json_each(?))"
BY_LEAD = (
    *("contact", "listing", "origin", "consent", "title", "call", "callback", "notice", "merging", "opposition"),
    *("request", "recipient_task"),
)
"""The tables whose rows bear a lead."""


def owned(r: Reader, table: str, lead_ids: Sequence[int]) -> list[int]:
    """Return the ids of the rows of ``table`` that bear one of these leads."""
    if table not in BY_LEAD:
        raise ValueError(table)
    return _ids(r, f"SELECT id FROM {table} WHERE lead_id {_AMONG} ORDER BY id", json.dumps(list(lead_ids)))


def state(r: Reader, lead_id: int) -> Row | None:
    """Return (erased_at, opposed_at, obtained) of a lead."""
    return r.row("SELECT erased_at, opposed_at, obtained FROM lead WHERE id = ?", lead_id)


def joined(r: Reader, lead_id: int) -> list[int]:
    """Return the leads that were made one with this one, and are no longer."""
    sql = """SELECT DISTINCT other_id FROM joining WHERE lead_id = ?
             AND other_id NOT IN (SELECT id FROM lead) ORDER BY other_id"""
    return _ids(r, sql, lead_id)


def joinings(r: Reader, lead_ids: Sequence[int]) -> list[int]:
    """Return the joins that speak of one of these leads, taken back ones included."""
    asked = json.dumps(list(lead_ids))
    return _ids(r, f"SELECT id FROM joining WHERE lead_id {_AMONG} OR other_id {_AMONG}", asked, asked)


def pairs(r: Reader, lead_ids: Sequence[int]) -> list[int]:
    """Return the pairs found alike that hold one of these leads."""
    asked = json.dumps(list(lead_ids))
    return _ids(r, f"SELECT id FROM alike WHERE lead_a {_AMONG} OR lead_b {_AMONG}", asked, asked)


def mentions(r: Reader, lead_ids: Sequence[int]) -> list[int]:
    """Return the values beside the journal that name one of these leads: also of rows deleted since."""
    asked = json.dumps(list(lead_ids))
    return _ids(
        r,
        f"""SELECT id FROM journal_value WHERE salt IS NOT NULL
            AND (row_id {_AMONG} OR json_extract(before, '$.lead_id') {_AMONG}
                 OR json_extract(after, '$.lead_id') {_AMONG})""",
        *(asked, asked, asked),
    )


def values_of_batches(r: Reader, batch_ids: Sequence[int]) -> list[int]:
    """Return the values beside the journal that tell how these batches were read."""
    sql = f"""SELECT id FROM journal_value WHERE salt IS NOT NULL AND "table" = 'batch' AND row_id {_AMONG}"""
    return _ids(r, sql, json.dumps(list(batch_ids)))


def consents(r: Reader, lead_id: int) -> list[Row]:
    """Return (id, collected, proof id) of the agreements of a lead."""
    return r.rows("SELECT id, collected, proof_id FROM consent WHERE lead_id = ? ORDER BY id", lead_id)


def titles(r: Reader, lead_id: int) -> list[Row]:
    """Return (id, kind, starts, ends, proof id, at) of the contracts, requests and so on of a lead."""
    return r.rows("SELECT id, kind, starts, ends, proof_id, at FROM title WHERE lead_id = ? ORDER BY id", lead_id)


def proof_names(r: Reader, lead_id: int) -> list[Row]:
    """Return (id, file name) of the proofs of a lead's agreements and titles."""
    return r.rows(
        """SELECT id, name FROM proof WHERE id IN (SELECT proof_id FROM consent WHERE lead_id = ?1
           UNION SELECT proof_id FROM title WHERE lead_id = ?1) ORDER BY id""",
        lead_id,
    )


def lines(r: Reader, lead_id: int) -> list[Row]:
    """Return (batch id, line) of each row of a batch a lead came from, or was completed by."""
    return r.rows(
        """SELECT batch_id, line FROM origin WHERE lead_id = ?1 AND batch_id IS NOT NULL
           UNION SELECT batch_id, line FROM merging WHERE lead_id = ?1""",
        lead_id,
    )


def typed_cells(r: Reader, batch_id: int) -> str:
    """Return what was typed when a batch was checked, as JSON, empty when nothing was."""
    row = r.row("SELECT fixes FROM batch WHERE id = ?", batch_id)
    return str(row[0]) if row else ""


def alone(r: Reader, lead_id: int) -> list[int]:
    """Return the batches that brought this lead only (a page, a typed sheet): their name may tell the person's ad."""
    sql = """SELECT id FROM batch b WHERE id IN (SELECT batch_id FROM origin WHERE lead_id = ?1)
             AND NOT EXISTS (SELECT 1 FROM origin o WHERE o.batch_id = b.id AND o.lead_id <> ?1)
             AND added + merged + rejected <= 1"""
    return _ids(r, sql, lead_id)


def rejects(r: Reader) -> list[Row]:
    """Return (id, reason, cells as JSON) of every rejected row held."""
    return r.rows("SELECT id, reason, cells FROM reject ORDER BY id")


def letters(r: Reader, lead_ids: Sequence[int]) -> list[Row]:
    """Return (file, moment made) of the letters written to leads."""
    return r.rows(f"SELECT file, at FROM notice WHERE lead_id {_AMONG} ORDER BY id", json.dumps(list(lead_ids)))


def unswept(r: Reader) -> list[Row]:
    """Return (id, lead id) of the erasures that are not finished."""
    return r.rows("SELECT id, lead_id FROM erased WHERE swept_at IS NULL ORDER BY id")


def erased(r: Reader) -> list[Row]:
    """Return (id, lead id, at, by, why, property, swept_at) of everyone erased, oldest first."""
    return r.rows("SELECT id, lead_id, at, by, why, property, swept_at FROM erased ORDER BY id")


def erased_marks(r: Reader) -> list[Row]:
    """Return (id, erasure id, kind, hash) by which those erased are recognised in an older base."""
    return r.rows("SELECT id, erased_id, kind, hash FROM erased_mark ORDER BY id")


def of_lead(r: Reader, lead_id: int) -> Row | None:
    """Return (at, by, why, property, swept_at) of the last erasure of a lead."""
    sql = "SELECT at, by, why, property, swept_at FROM erased WHERE lead_id = ? ORDER BY id DESC LIMIT 1"
    return r.row(sql, lead_id)


def known(r: Reader, lead_ids: Sequence[int]) -> list[int]:
    """Return which leads the base holds, not erased."""
    return _ids(r, f"SELECT id FROM lead WHERE erased_at IS NULL AND id {_AMONG}", json.dumps(list(lead_ids)))


def _ids(r: Reader, sql: str, *values: str | int) -> list[int]:
    return [int(row[0]) for row in r.rows(sql, *values)]
