"""Leads that may be one person: where to look for them, what is compared of each, and what was said of a pair."""

import json
from collections.abc import Iterator, Sequence

from core.store.port import Reader, Row

_AMONG = "IN (SELECT value FROM json_each(?))"


def compared(r: Reader, ids: Sequence[int]) -> list[Row]:
    """Return (id, name, last name, civility, postcode, town, opposed_at, batch id) of those of ``ids`` not erased."""
    return r.rows(
        f"""SELECT id, name, last_name, civility, postcode, town, opposed_at, batch_id FROM lead
            WHERE id {_AMONG} AND erased_at IS NULL ORDER BY id""",
        json.dumps(list(ids)),
    )


def contacts(r: Reader, ids: Sequence[int]) -> list[Row]:
    """Return (lead id, kind, value, postcode, town) of the contact points of leads."""
    return r.rows(
        f"SELECT lead_id, kind, value, postcode, town FROM contact WHERE lead_id {_AMONG}", json.dumps(list(ids))
    )


def listings(r: Reader, ids: Sequence[int]) -> list[Row]:
    """Return (lead id, kind, price, area, rooms, postcode, town) of the listings of leads that tell a price."""
    return r.rows(
        f"""SELECT lead_id, kind, price, area, rooms, postcode, town FROM listing
            WHERE lead_id {_AMONG} AND price IS NOT NULL AND area IS NOT NULL""",
        json.dumps(list(ids)),
    )


def neighbours(r: Reader, town_key: str, number: int, *, among: int) -> list[int]:
    """Return the leads of a town whose address begins with a house number, of the ``among`` newest ones."""
    sql = """SELECT l.id FROM (SELECT id FROM lead WHERE town_key = ? ORDER BY id DESC LIMIT ?) l
             WHERE EXISTS (SELECT 1 FROM contact c WHERE c.lead_id = l.id AND c.kind = 'address'
                           AND CAST(c.value AS INTEGER) = ?)"""
    return [int(row[0]) for row in r.rows(sql, town_key, among, number)]


def towns(r: Reader, batch_id: int | None) -> list[str]:
    """Return the folded towns of the leads a batch made, of all leads for None."""
    sql = "SELECT DISTINCT town_key FROM lead WHERE ? IS NULL OR batch_id = ? ORDER BY town_key"
    return [str(row[0]) for row in r.rows(sql, batch_id, batch_id)]


def of_town(r: Reader, town_key: str) -> list[int]:
    """Return the leads of a town, oldest first."""
    return [int(row[0]) for row in r.rows("SELECT id FROM lead WHERE town_key = ? ORDER BY id", town_key)]


def size(r: Reader, batch_id: int | None) -> int:
    """Return how many leads a batch made, how many there are for None."""
    [row] = r.rows("SELECT count(*) FROM lead WHERE ? IS NULL OR batch_id = ?", batch_id, batch_id)
    return int(row[0])


def pair(r: Reader, one: int, other: int) -> Row | None:
    """Return (id, score, apart_at) of what was found or said of a pair."""
    sql = "SELECT id, score, apart_at FROM alike WHERE lead_a = ? AND lead_b = ?"
    return r.row(sql, min(one, other), max(one, other))


def pairs(r: Reader, lead_id: int) -> list[Row]:
    """Return (id, other lead, score, apart_at, apart_by) of every pair of a lead."""
    return r.rows(
        """SELECT id, lead_b, score, apart_at, apart_by FROM alike WHERE lead_a = ?1
           UNION ALL SELECT id, lead_a, score, apart_at, apart_by FROM alike WHERE lead_b = ?1""",
        lead_id,
    )


def known_pairs(r: Reader, ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs among ``ids`` found or said already, the smaller id first."""
    asked = json.dumps(list(ids))
    sql = f"SELECT lead_a, lead_b FROM alike WHERE lead_a {_AMONG} AND lead_b {_AMONG}"
    for row in r.rows(sql, asked, asked):
        yield int(row[0]), int(row[1])


def proposed(r: Reader, limit: int) -> list[Row]:
    """Return (lead, other lead, score) of the pairs found that nobody has settled, the most alike first."""
    return r.rows(
        "SELECT lead_a, lead_b, score FROM alike WHERE apart_at IS NULL ORDER BY score DESC, lead_a LIMIT ?", limit
    )


def of_batch(r: Reader, batch_id: int) -> int:
    """Return how many leads a batch made are of a pair found that nobody has settled."""
    [row] = r.rows(
        """SELECT count(*) FROM lead WHERE batch_id = ?1 AND id IN
           (SELECT lead_a FROM alike WHERE apart_at IS NULL UNION SELECT lead_b FROM alike WHERE apart_at IS NULL)""",
        batch_id,
    )
    return int(row[0])
