"""Batches: what each was, what it did not take, how its file was read."""

import json
from collections.abc import Sequence

from core.store.port import Reader, Row


def batch(r: Reader, batch_id: int) -> Row | None:
    """Return (source, name, supplier, site, collected, at, by, ended, added, merged, opposed, rejected, blank)."""
    return r.row(
        """SELECT b.source, b.name, coalesce(s.name, ''), b.site, b.collected, b.at, b.by, b.ended, b.added,
        b.merged, b.opposed,
                  b.rejected, b.blank
           FROM batch b LEFT JOIN supplier s ON s.id = b.supplier_id WHERE b.id = ?""",
        batch_id,
    )


def newest(r: Reader) -> int:
    """Return the id of the last batch begun, 0 when there is none."""
    row = r.row("SELECT max(id) FROM batch")
    return int(row[0]) if row and row[0] else 0


def recent(r: Reader, limit: int = 100) -> list[Row]:
    """Return (id, source, name, supplier, at, by, ended, added, merged, opposed, rejected, blank, site), newest
    first."""
    return r.rows(
        """SELECT b.id, b.source, b.name, coalesce(s.name, ''), b.at, b.by, b.ended, b.added, b.merged, b.opposed,
        b.rejected, b.blank, b.site
           FROM batch b LEFT JOIN supplier s ON s.id = b.supplier_id ORDER BY b.id DESC LIMIT ?""",
        limit,
    )


def rejects(r: Reader, batch_id: int, limit: int = 1000) -> list[Row]:
    """Return (line, code, reason, cells as JSON) of the rows a batch did not take."""
    return r.rows(
        "SELECT line, code, reason, cells FROM reject WHERE batch_id = ? ORDER BY id LIMIT ?", batch_id, limit
    )


def sites(r: Reader) -> list[str]:
    """Return the sites named for whole batches, in order: what a next file may come from."""
    return [str(row[0]) for row in r.rows("SELECT DISTINCT site FROM batch WHERE site <> '' ORDER BY site")]


def layout(r: Reader, batch_id: int) -> Row | None:
    """Return (headings as JSON, mapping « heading=field » parted by bars) of a batch, None when there is none."""
    return r.row("SELECT headers, mapping FROM batch WHERE id = ?", batch_id)


def undone(r: Reader, ids: Sequence[int]) -> dict[int, Row]:
    """Return (undone_at, undone_by) of those of the batches whose undoing was begun; undone_at is None until its
    end."""
    sql = """SELECT id, undone_at, undone_by FROM batch
             WHERE undone_by <> '' AND id IN (SELECT value FROM json_each(?))"""
    return {int(row[0]): row[1:] for row in r.rows(sql, json.dumps(list(ids)))}


def rejected(r: Reader, batch_id: int) -> tuple[int, int]:
    """Return how many rejected rows the base holds of a batch, and the most cells one of them has."""
    [row] = r.rows(
        "SELECT count(*), coalesce(max(json_array_length(cells)), 0) FROM reject WHERE batch_id = ?", batch_id
    )
    return int(row[0]), int(row[1])


def rejects_after(r: Reader, batch_id: int, last: int, limit: int) -> list[Row]:
    """Return (id, line, reason, cells as JSON) of the next rejected rows after the one of id ``last``."""
    return r.rows(
        "SELECT id, line, reason, cells FROM reject WHERE batch_id = ? AND id > ? ORDER BY id LIMIT ?",
        *(batch_id, last, limit),
    )


def file_of(r: Reader, batch_id: int) -> Row | None:
    """Return (SHA-256, mapping « heading=field » parted by bars, headings as JSON) of a batch read from a file, None
    for any other."""
    return r.row("SELECT sha256, mapping, headers FROM batch WHERE id = ? AND sha256 <> ''", batch_id)


def same_file(r: Reader, sha256: str) -> Row | None:
    """Return (at, by) of the last import of the very same file that was not undone, None when there was none."""
    sql = "SELECT at, by FROM batch WHERE sha256 = ? AND sha256 <> '' AND undone_by = '' ORDER BY id DESC LIMIT 1"
    return r.row(sql, sha256)
