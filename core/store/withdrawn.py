"""Queries about withdrawn ads: which listings are known to be gone, since when, and who said so."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, several

GONE = "gone_on IS NOT NULL AND (seen IS NULL OR seen <= gone_on)"
"""A listing is gone when somebody said so, and no file nor page showed it again on a later day."""


class ListingSeen(NamedTuple):
    """Whether a listing is gone: the day, the moment it was said, by whom, and during which call."""

    id: int
    is_gone: bool
    gone_on: str | None
    gone_at: str | None
    gone_by: str
    gone_call: int | None


def listings_seen(r: Reader, lead_id: int) -> list[ListingSeen]:
    """Return the listings of a lead, oldest first."""
    sql = f"SELECT id, {GONE} AS is_gone, gone_on, gone_at, gone_by, gone_call FROM listing WHERE lead_id = ?"
    return r.named(ListingSeen, f"{sql} ORDER BY id", lead_id)


def online(r: Reader, lead_ids: Sequence[int]) -> set[int]:
    """Return which of these leads have a listing that nobody said to be gone."""
    sql = f"SELECT DISTINCT lead_id FROM listing WHERE lead_id {AMONG} AND NOT ({GONE})"
    return set(r.column(int, sql, several(lead_ids)))


def said_in(r: Reader, call_id: int) -> list[int]:
    """Return the listings said to be gone during a call."""
    sql = "SELECT id FROM listing WHERE gone_on IS NOT NULL AND gone_call = ?"
    return r.column(int, sql, call_id)
