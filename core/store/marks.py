"""How leads are found by keyed hash: ``mark`` says what each bears, ``mark_place`` finds them, and what a bulk load has
just written waits in ``mark_fresh``, small enough to stay in memory, to go to its place by thousands, in order."""

import sqlite3
from collections.abc import Iterable

from core.store.schema import hash_head

PLACE = "INSERT OR IGNORE INTO mark_place (head, lead_id) VALUES (?, ?)"
FRESH = "INSERT OR IGNORE INTO mark_fresh (head, lead_id) VALUES (?, ?)"
MANY = 80_000
"""Marks that may wait together: two megabytes."""
_SLICE = 2000
"""Marks put in their place by one transaction: some 10 ms, for a call to pass between two."""


def write(connection: sqlite3.Connection, rows: Iterable[tuple[int, str, str]], where: str) -> None:
    """Write (lead id, kind, hash) rows, to be found through PLACE or FRESH; one already there stays."""
    whole = [(lead_id, hash_head(hashed), kind, hashed) for lead_id, kind, hashed in rows]
    connection.executemany("INSERT OR IGNORE INTO mark (lead_id, head, kind, hash) VALUES (?, ?, ?, ?)", whole)
    connection.executemany(where, [(head, lead_id) for lead_id, head, _, _ in whole])


def waiting(connection: sqlite3.Connection) -> int:
    """Return how many marks wait for their place."""
    return int(connection.execute("SELECT count(*) FROM mark_fresh").fetchone()[0])


def slices(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """Return the first and last head of each slice of those that wait."""
    heads = [head for (head,) in connection.execute("SELECT head FROM mark_fresh ORDER BY head")]
    return [(heads[at], heads[min(at + _SLICE, len(heads)) - 1]) for at in range(0, len(heads), _SLICE)]


def place(connection: sqlite3.Connection, ends: tuple[int, int]) -> None:
    """Put a slice in its place."""
    connection.execute(
        """INSERT OR IGNORE INTO mark_place SELECT head, lead_id FROM mark_fresh
           WHERE head BETWEEN ? AND ? ORDER BY head, lead_id""",
        ends,
    )
    connection.execute("DELETE FROM mark_fresh WHERE head BETWEEN ? AND ?", ends)
