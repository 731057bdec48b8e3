"""Queries about leads that may be one person: where to look for them, what is compared of each, and what the user
said of a pair."""

from typing import NamedTuple

from core.store.port import Reader


class PairOf(NamedTuple):
    """A pair a lead is in, seen from it: the other lead, and when and by whom they were said to be two."""

    id: int
    other_id: int
    score: int
    apart_at: str | None
    apart_by: str


def neighbours(r: Reader, town_key: str, number: int, *, among: int) -> list[int]:
    """Return the leads of a town whose address begins with a house number, of the ``among`` newest ones."""
    sql = """SELECT l.id FROM (SELECT id FROM lead WHERE town_key = ? ORDER BY id DESC LIMIT ?) l
             WHERE EXISTS (SELECT 1 FROM contact c WHERE c.lead_id = l.id AND c.kind = 'address'
                           AND c.value LIKE ? AND substr(c.value, ?, 1) NOT BETWEEN '0' AND '9')
             ORDER BY l.id DESC"""
    return r.column(int, sql, town_key, among, f"{number}%", len(str(number)) + 1)


def towns(r: Reader, batch_id: int | None) -> list[str]:
    """Return the folded towns of the leads a batch made, of all leads for None."""
    where, values = _made_by(batch_id)
    return r.column(str, f"SELECT DISTINCT town_key FROM lead {where} ORDER BY town_key", *values)


def count_to_compare(r: Reader, batch_id: int | None) -> int:
    """Return how many leads a batch made, how many there are for None."""
    where, values = _made_by(batch_id)
    return r.value(int, f"SELECT count(*) FROM lead {where}", *values) or 0


def _made_by(batch_id: int | None) -> tuple[str, tuple[int, ...]]:
    """Return the condition that keeps the leads a batch made, all leads for None, and what it takes."""
    return ("", ()) if batch_id is None else ("WHERE batch_id = ?", (batch_id,))


def said_two(r: Reader, one: int | None, other: int) -> bool:
    """Tell whether a person said that two leads are two persons; never where one has no sheet."""
    sql = "SELECT EXISTS (SELECT 1 FROM alike WHERE lead_a = ? AND lead_b = ? AND apart_at IS NOT NULL)"
    return one is not None and bool(r.value(int, sql, min(one, other), max(one, other)))


def pairs_of_lead(r: Reader, lead_id: int) -> list[PairOf]:
    """Return every pair of a lead."""
    return r.named(
        PairOf,
        """SELECT id, lead_b AS other_id, score, apart_at, apart_by FROM alike WHERE lead_a = ?
           UNION ALL SELECT id, lead_a, score, apart_at, apart_by FROM alike WHERE lead_b = ?""",
        lead_id,
        lead_id,
    )


def unsettled_of_batch(r: Reader, batch_id: int) -> int:
    """Return how many leads a batch made are of a pair found that nobody has settled."""
    sql = """SELECT count(*) FROM lead WHERE batch_id = ? AND id IN
        (SELECT lead_a FROM alike WHERE apart_at IS NULL UNION SELECT lead_b FROM alike WHERE apart_at IS NULL)"""
    return r.value(int, sql, batch_id) or 0
