"""Ads withdrawn: which listings are known to be gone, since when, and who said so."""

from core.store.port import Reader, Row

GONE = "gone_on IS NOT NULL AND (seen IS NULL OR seen <= gone_on)"
"""A listing is gone when somebody said so, and no file nor page showed it again on a later day."""
GONE_LEADS = f"""SELECT lead_id FROM listing WHERE lead_id IN (SELECT lead_id FROM listing WHERE gone_on IS NOT NULL)
    GROUP BY lead_id HAVING min({GONE}) = 1"""
"""The leads none of whose listings is left online."""


def listings(r: Reader, lead_id: int) -> list[Row]:
    """Return (id, is gone, day gone, moment it was said, by, call it was said in) of the listings of a lead."""
    return r.rows(
        f"SELECT id, {GONE}, gone_on, gone_at, gone_by, gone_call FROM listing WHERE lead_id = ? ORDER BY id", lead_id
    )


def said_in(r: Reader, call_id: int) -> list[int]:
    """Return the listings said to be gone during a call."""
    sql = "SELECT id FROM listing WHERE gone_on IS NOT NULL AND gone_call = ?"
    return [int(row[0]) for row in r.rows(sql, call_id)]
