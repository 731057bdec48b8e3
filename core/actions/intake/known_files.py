"""Remembers files seen before: the headings of a supplier's file, in their order, tell who sold it and how it was
read."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from core.base.moments import kept
from core.base.records import Struct, replace
from core.records.batch import Batch
from core.sources.columns.columns import guess
from core.sources.columns.header import find_header, told_by_words
from core.sources.columns.headings import IGNORE, LINE, REASON, key
from core.sources.tables.findings import FileJudgement
from core.sources.tables.reading import SourceTable, first_rows
from core.sources.tables.table import NAMED
from core.store import batches, suppliers
from core.store.port import Reader, Store

_KINDS = ("csv", "xlsx", "xlsb", "xls", "ods", "docx", "odt", "html", "mhtml", "xml", *sorted(NAMED))
"""Kinds of file whose rejects may come back, see :class:`core.sources.tables.table.Table`."""
_WITH_LINES = frozenset(_KINDS) - NAMED
_LINES = 30
"""First lines where the headings of a known file are looked for."""


class FileMemory(Struct, frozen=True):
    """What is known of a file by its shape: who sold the last one, ``fields`` (« #3 », a column from 1 → field, «
    ignore » included, ready for ``fields_of``) and the site of the rows that do not say."""

    supplier: str
    fields: Mapping[str, str]
    site: str


def shape_of(table: SourceTable) -> str:
    """Return the digest (hex) of the kind of file and of its folded headings, in order; for a file without headings,
    of what its columns seem to hold."""
    if table.header_line:
        parts = [key(header) for header in table.headers]
    else:
        # A column whose texts are long this time may have been left out last time.
        parts = [f"={IGNORE if guess.field == 'text' else guess.field}" for guess in table.guesses]
    return _digest(table.kind, parts)


def sheet_mark(table: SourceTable) -> str:
    """Return what the name of a batch ends with for a sheet of a workbook that holds others: « › Mai »."""
    return f" › {table.sheet}" if table.unread else ""


def _digest(kind: str, parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join((kind, *parts)).encode()).hexdigest()[:32]


def recall(r: Reader, table: SourceTable) -> FileMemory | None:
    """Return how the last file of the same shape was read, or None for a file of a new shape."""
    mapping = batches.latest(r, shape_of(table))
    if mapping is None:
        return _recall_rejects(r, table)
    return FileMemory(mapping.supplier, json.loads(mapping.fields), mapping.site)


def _recall_rejects(r: Reader, table: SourceTable) -> FileMemory | None:
    """Return how to read a workbook of rejected rows: as the file they come from was read, our own two columns left
    out."""
    ours, headings = table.headers[:2], [key(header) for header in table.headers[2:]]
    if not table.header_line or ours != (LINE, REASON):
        return None
    shapes = (_digest(kind, headings) for kind in _KINDS)
    mapping = next((row for shape in shapes if (row := batches.latest(r, shape))), None)
    if mapping is None:
        return None
    known: dict[str, str] = json.loads(mapping.fields)
    fields = {f"#{int(place.removeprefix('#')) + len(ours)}": field for place, field in known.items()}
    return FileMemory(mapping.supplier, fields | {"#1": IGNORE, "#2": IGNORE}, mapping.site)


def header_line(r: Reader, table: SourceTable) -> int | None:
    """Return the line (from 1) on which this file holds the headings of a file seen before, where that is not the line
    found by itself; 0 when a file of this shape was seen without headings; None when nothing of it is known."""
    if not (table.sheet or table.kind in _WITH_LINES) or table.line_said or recall(r, table):
        return None
    rows = first_rows(table)
    for line, cells in rows[:_LINES]:
        is_named = line != table.header_line and sum(1 for cell in cells if cell.strip()) > 1
        if is_named and batches.latest(r, _digest(table.kind, map(key, find_header(rows, line).headers))):
            return line
    # Cells that say what their column is are headings, whatever the last file was like.
    if not table.header_line or told_by_words(table.headers):
        return None
    bare = find_header(rows, 0)
    guesses = guess(bare.headers, [cells for _line, cells in rows], has_header=False)
    shape = shape_of(replace(table, header_line=0, headers=bare.headers, guesses=guesses))
    return 0 if batches.latest(r, shape) else None


def _shape_found(table: SourceTable) -> str:
    """Return the shape that a file would have if the line of its headings had not been said."""
    rows = first_rows(table)
    header = find_header(rows)
    data = [cells for line, cells in rows if line >= header.first]
    guesses = guess(header.headers, data, has_header=header.line > 0)
    return shape_of(replace(table, header_line=header.line, headers=header.headers, guesses=guesses))


def remember(
    store: Store, table: SourceTable, judgement: FileJudgement, batch_id: int, *, by: str, at: datetime
) -> None:
    """Remember how ``table`` was read into a batch, replacing what was remembered of its supplier's last file of the
    same shape, and what was under headings that the user has corrected; and what was answered of it as a whole."""
    said = {f"#{index + 1}": judgement.fields.get(index, IGNORE) for index in range(len(table.headers))}
    shape = shape_of(table)
    mistaken = _shape_found(table) if table.line_said else shape
    with store.write("mapping", by=by, at=at) as w:
        batch = w.get(Batch, batch_id)
        if batch is None or batch.supplier_id is None:
            return
        values = {"fields": json.dumps(said), "site": batch.site, "at": kept(at), "by": by}
        if mistaken != shape and (wrong := batches.of_supplier(w, batch.supplier_id, mistaken)):
            w.delete("mapping", wrong)
        known_count = batches.of_supplier(w, batch.supplier_id, shape)
        if known_count is None:
            w.insert("mapping", {"supplier_id": batch.supplier_id, "shape": shape, **values})
        else:
            w.update("mapping", known_count, values)
        suppliers.note_answers(w, batch.supplier_id, judgement.answers)
