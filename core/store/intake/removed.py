"""Queries about what the undoing of a batch removed and holds for a while: rows whole, as they were."""

from collections.abc import Sequence

from core.store.port import AMONG, Reader, Value, several

BY_LEAD = ("origin", "contact", "listing", "merging", "stated", "mark")
"""The tables whose rows go with a lead, in an order in which they can be written again."""
_WHERE = {
    **dict.fromkeys(BY_LEAD, f"lead_id {AMONG}"),
    "lead": f"id {AMONG}",
    "alike": f"lead_a {AMONG} OR lead_b {AMONG}",
    "reject": f"id {AMONG}",
    "shared_value": f"hash {AMONG}",
}


def rows_about(r: Reader, table: str, asked: Sequence[int] | Sequence[str]) -> list[dict[str, Value]]:
    """Return whole rows: of these leads, or the rejected rows of these ids, or the shared values of these hashes."""
    where = _WHERE[table]
    return r.records(f"SELECT * FROM {table} WHERE {where}", *(several(asked),) * where.count(AMONG))


def row(r: Reader, table: str, row_id: int) -> dict[str, Value] | None:
    """Return a whole row of ``lead`` or of a table of :data:`BY_LEAD`, None when it is gone."""
    if table != "lead" and table not in BY_LEAD:
        raise ValueError(table)
    return next(iter(r.records(f"SELECT * FROM {table} WHERE id = ?", row_id)), None)


def held_of(r: Reader, batch_id: int, since: str) -> list[int]:
    """Return the ids of what is held of a batch since a moment, the last first."""
    sql = "SELECT id FROM removed WHERE batch_id = ? AND at >= ? ORDER BY id DESC"
    return r.column(int, sql, batch_id, since)


def content(r: Reader, removed_id: int) -> bytes:
    """Return the rows held under an id, as compressed JSON; empty when nothing is."""
    return r.value(bytes, "SELECT content FROM removed WHERE id = ?", removed_id) or b""


def held_before(r: Reader, moment: str) -> list[int]:
    """Return the ids of what was held before a moment."""
    return r.column(int, "SELECT id FROM removed WHERE at < ?", moment)
