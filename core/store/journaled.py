"""What the journal keeps of a gesture: its line, and each row it changed, before and after."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, several


class GestureLine(NamedTuple):
    """A line of the journal: when (kept moment), by whom, and the name of what was done."""

    id: int
    at: str
    by: str
    what: str


class RowChange(NamedTuple):
    """A row that a line changed: JSON of the columns set, ``before`` None for a row added, ``after`` None for one
    removed."""

    journal_id: int
    table: str
    row_id: int
    before: str | None
    after: str | None


def gesture_lines(r: Reader, whats: Sequence[str], *, since: str, limit: int) -> list[GestureLine]:
    """Return the lines of these names since a moment (kept), the newest first, so many at most."""
    sql = f"SELECT id, at, by, what FROM journal WHERE what {AMONG} AND at >= ? ORDER BY id DESC LIMIT ?"
    return r.named(GestureLine, sql, several(whats), since, limit)


def changes(r: Reader, lines: Sequence[int], tables: Sequence[str]) -> list[RowChange]:
    """Return what these lines did to rows of some tables, in order, but what an erasure emptied since."""
    return r.named(
        RowChange,
        f"""SELECT journal_id, "table", row_id, before, after FROM journal_value
            WHERE journal_id {AMONG} AND "table" {AMONG} AND salt IS NOT NULL
              AND (before IS NOT NULL OR after IS NOT NULL)
            ORDER BY journal_id, place""",
        several(lines),
        several(tables),
    )


def rows_written(r: Reader, lines: Sequence[int], table: str) -> list[int]:
    """Return the rows of a table that these lines changed, emptied since or not."""
    sql = f"""SELECT row_id FROM journal_value WHERE journal_id {AMONG} AND "table" = ?"""
    return r.column(int, sql, several(lines), table)
