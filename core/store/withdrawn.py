"""Queries about withdrawn ads: which listings are known to be gone, since when, and who said so."""

from collections.abc import Sequence

from core.store.port import AMONG, Reader, several

GONE = "gone_on IS NOT NULL AND (seen IS NULL OR seen <= gone_on)"
"""A listing is gone when somebody said so, and no file nor page showed it again on a later day."""


def online(r: Reader, lead_ids: Sequence[int]) -> set[int]:
    """Return which of these leads have a listing that nobody said to be gone."""
    sql = f"SELECT DISTINCT lead_id FROM listing WHERE lead_id {AMONG} AND NOT ({GONE})"
    return set(r.column(int, sql, several(lead_ids)))
