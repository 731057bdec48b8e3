"""Queries about joined leads: which rows belong to a lead, table by table, and the joins that can be undone."""

from collections.abc import Sequence

from core.store.port import AMONG, Reader, Value, several

OWNED = (
    *("contact", "listing", "origin", "consent", "title", "call", "callback", "notice", "merging", "opposition"),
    *("joining", "request", "recipient_task", "near_apart", "stated", "milestone", "letter_choice", "reply"),
    "doubt_mark",
)
"""The tables whose rows belong to a lead by ``lead_id`` and follow it; marks and pairs are made anew."""


def rows_of_lead(r: Reader, table: str, lead_id: int) -> list[int]:
    """Return the ids of the rows of one of :data:`OWNED` that belong to a lead, oldest first."""
    if table not in OWNED:
        raise ValueError(table)
    return r.column(int, f"SELECT id FROM {table} WHERE lead_id = ? ORDER BY id", lead_id)


def still(r: Reader, table: str, ids: Sequence[int], lead_id: int) -> list[int]:
    """Return which of ``ids`` belong to a lead now."""
    if table not in OWNED:
        raise ValueError(table)
    sql = f"SELECT id FROM {table} WHERE lead_id = ? AND id {AMONG}"
    return r.column(int, sql, lead_id, several(ids))


def whole_agreement(r: Reader, consent_id: int) -> dict[str, Value]:
    """Return every value of an agreement, to be copied."""
    [found] = r.records("SELECT * FROM consent WHERE id = ?", consent_id)
    return found


def joined_to(r: Reader, lead_id: int) -> int | None:
    """Return the lead that ``lead_id`` was joined to and is part of now, None for none: joins follow a lead that is
    joined in its turn."""
    return r.value(int, "SELECT lead_id FROM joining WHERE other_id = ? AND undone_at IS NULL", lead_id)
