"""Two leads made one: what belongs to a lead, table by table, and the joins that can be taken back."""

import json
from collections.abc import Sequence

from core.store.port import Reader, Row, Value

LEAD = (
    *("id", "name", "first_name", "last_name", "civility", "sort_key", "town", "town_key", "postcode", "obtained"),
    *("notice_due", "notice_sent", "source", "opposed_at", "opposed_how", "quote", "erased_at", "batch_id", "version"),
    "restricted_at",
)
"""Every column of a lead."""
CONTACT = ("id", "lead_id", "kind", "value", "postcode", "town")
CONSENT = (
    *("id", "lead_id", "channels", "hash", "collected", "until", "wording", "object", "proof_id", "at", "by"),
    *("withdrawn", "way", "place", "collector", "slots", "exact", "missing", "agency", "mentions", "text_sha256"),
    *("calls_withdrawn", "withdrawn_how", "copied_at"),
)
ALIKE = ("id", "lead_a", "lead_b", "score", "apart_at", "apart_by")
OWNED = (
    *("contact", "listing", "origin", "consent", "title", "call", "callback", "notice", "merging", "opposition"),
    *("joining", "request", "recipient_task"),
)
"""The tables whose rows belong to a lead by ``lead_id`` and follow it; marks and pairs are made anew."""


def lead(r: Reader, lead_id: int) -> dict[str, Value] | None:
    """Return every value of a lead, None when there is none."""
    row = r.row(f"SELECT {', '.join(LEAD)} FROM lead WHERE id = ?", lead_id)
    return dict(zip(LEAD, row, strict=True)) if row else None


def owned(r: Reader, table: str, lead_id: int) -> list[int]:
    """Return the ids of the rows of one of :data:`OWNED` that belong to a lead, oldest first."""
    if table not in OWNED:
        raise ValueError(table)
    return [int(row[0]) for row in r.rows(f"SELECT id FROM {table} WHERE lead_id = ? ORDER BY id", lead_id)]


def still(r: Reader, table: str, ids: Sequence[int], lead_id: int) -> list[int]:
    """Return which of ``ids`` belong to a lead now."""
    if table not in OWNED:
        raise ValueError(table)
    sql = f"SELECT id FROM {table} WHERE lead_id = ? AND id IN (SELECT value FROM json_each(?))"
    return [int(row[0]) for row in r.rows(sql, lead_id, json.dumps(list(ids)))]


def contacts(r: Reader, lead_id: int) -> list[dict[str, Value]]:
    """Return the contact points of a lead, oldest first, by column."""
    rows = r.rows(f"SELECT {', '.join(CONTACT)} FROM contact WHERE lead_id = ? ORDER BY id", lead_id)
    return [dict(zip(CONTACT, row, strict=True)) for row in rows]


def agreements(r: Reader, lead_id: int) -> list[dict[str, Value]]:
    """Return the agreements of a lead, oldest first, by column."""
    rows = r.rows(f"SELECT {', '.join(CONSENT)} FROM consent WHERE lead_id = ? ORDER BY id", lead_id)
    return [dict(zip(CONSENT, row, strict=True)) for row in rows]


def pairs(r: Reader, lead_id: int) -> list[dict[str, Value]]:
    """Return the pairs a lead is in, by column."""
    rows = r.rows(f"SELECT {', '.join(ALIKE)} FROM alike WHERE lead_a = ?1 OR lead_b = ?1", lead_id)
    return [dict(zip(ALIKE, row, strict=True)) for row in rows]


def joining(r: Reader, join_id: int) -> Row | None:
    """Return (kept lead, other lead, moment, changes as JSON, undone_at, by) of a join."""
    return r.row("SELECT lead_id, other_id, at, changes, undone_at, by FROM joining WHERE id = ?", join_id)


def of_lead(r: Reader, lead_id: int) -> list[Row]:
    """Return (id, other lead, moment, by, undone_at) of the joins into a lead, newest first."""
    return r.rows("SELECT id, other_id, at, by, undone_at FROM joining WHERE lead_id = ? ORDER BY id DESC", lead_id)


def older(r: Reader, moment: str) -> list[Row]:
    """Return (id, kept lead, other lead, moment, by) of the joins older than ``moment`` whose changes are held."""
    return r.rows("SELECT id, lead_id, other_id, at, by FROM joining WHERE at < ? AND changes <> '{}'", moment)
