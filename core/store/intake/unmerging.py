"""Queries for undoing one merge: its row as it was read, what is left of what it added, and its batch."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, several

_ADDED = ("contact", "listing", "origin")


def rows_left(r: Reader, table: str, ids: Sequence[int]) -> list[int]:
    """Return which of the rows that a merge added to ``contact``, ``listing`` or ``origin`` are still there."""
    if table not in _ADDED:
        raise ValueError(table)
    return r.column(int, f"SELECT id FROM {table} WHERE id {AMONG}", several(ids))


def row_merged(r: Reader, merge_id: int) -> str:
    """Return the row of a merge as it was read, JSON; empty when it was not kept."""
    return r.value(str, "SELECT row FROM merging WHERE id = ?", merge_id) or ""


def rows_over(r: Reader, moment: str, limit: int) -> list[int]:
    """Return some merges of a batch begun before a moment whose rows are still held, oldest first."""
    sql = """SELECT id FROM merging WHERE row <> '' AND batch_id = (SELECT b.id FROM batch b WHERE b.at < ?
        AND (SELECT row FROM merging WHERE batch_id = b.id ORDER BY id DESC LIMIT 1) <> '' ORDER BY b.id LIMIT 1)
        ORDER BY id LIMIT ?"""
    return r.column(int, sql, moment, limit)


class BatchTaken(NamedTuple):
    """What is true of every row of a batch."""

    source: str
    name: str
    supplier_id: int | None
    supplier: str
    site: str
    collected: str
    property_only: bool
    by: str


def batch_taken(r: Reader, batch_id: int) -> BatchTaken:
    """Return what is true of every row of a batch."""
    [found] = r.named(
        BatchTaken,
        """SELECT b.source, b.name, b.supplier_id, coalesce(s.name, '') AS supplier, b.site, b.collected,
            b.property_only = 1 AS property_only, b.by FROM batch b LEFT JOIN supplier s ON s.id = b.supplier_id
            WHERE b.id = ?""",
        batch_id,
    )
    return found
