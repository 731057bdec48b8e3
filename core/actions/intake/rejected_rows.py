"""Writes the rows a batch did not take to a workbook that can be corrected and imported again."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from core.actions.common.files import made_whole
from core.actions.common.safe_cells import CELL, TRIGGERS, WORKBOOK, harmless
from core.actions.register.withholding import withheld
from core.base.i18n import _
from core.base.lazy_imports import xlsxwriter
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.records.batch import Batch, Reject
from core.sources.columns.headings import FIELDS, IGNORE, LINE, REASON
from core.store import batches
from core.store.port import Above, Reader
from core.words.errors import error

ROWS_A_SHEET = 1_048_575
"""What a sheet holds under its headings."""
_COLUMNS = 16_384
_PAGE = 500
_WIDTHS = (8, 52)


class Exported(Struct, frozen=True):
    """The workbook written and the number of rejected rows in it."""

    file: Path
    rows: int


def export_rejects(r: Reader, batch_id: int, out: Path, progress: Progress = silent) -> Exported:
    """Write every rejected row of a batch to ``out``: line, reason, then the original cells under their headings. The
    cells are left empty when they are about somebody who refused.

    Raises UserError BATCH_UNKNOWN, REJECTS_NONE (nothing to write), PDF_OPEN, FOLDER_READ_ONLY or DISK_FULL; ``out`` is
    written whole or not at all.
    """
    layout = r.get(Batch, batch_id)
    if layout is None:
        raise error("BATCH_UNKNOWN")
    count = r.count(Reject, batch_id=batch_id)
    if not count:
        raise error("REJECTS_NONE")
    headers, ours = _headers(json.loads(layout.headers), layout.mapping, batches.widest_reject(r, batch_id))
    done_count = 0
    with made_whole(out) as file, xlsxwriter().Workbook(file, WORKBOOK) as book:
        pages = _RejectSheets(book, headers)
        for line, reason, cells in _rejects(r, batch_id):
            pages.add(line, [reason, *(cell for place, cell in enumerate(cells) if place not in ours)])
            done_count += 1
            if not done_count % _PAGE:
                progress(done_count, count)
    progress(count, count)
    return Exported(out, done_count)


def read_as(mapping: str, headers: Sequence[str]) -> list[tuple[str, str]]:
    """Return (heading, field) of every column in the order of the file, IGNORE for one that was left out.
    ``mapping``: « heading=field » pairs of the columns kept, separated by bars. A batch of an older program has no
    ``headers``: only the columns kept are then known."""
    pairs = [pair.rpartition("=")[::2] for pair in mapping.split(" | ") if "=" in pair]
    known = [(heading, field if field in FIELDS else IGNORE) for heading, field in pairs]
    if not headers:
        return known
    left = iter([*known, ("", IGNORE)])
    heading, field = next(left)
    read: list[tuple[str, str]] = []
    for header in headers:
        read.append((header, field if header == heading else IGNORE))
        if header == heading:
            heading, field = next(left, ("", IGNORE))
    return read


def _headers(held: Sequence[str], mapping: str, width: int) -> tuple[list[str], frozenset[int]]:
    """Return the headings of the file, and the places of our own two when the file was itself a list of rejects.

    A column without heading gets the name of the field it was read as, so that the workbook is read as the file was.
    The columns of a batch stored without headings are numbered.
    """
    ours = frozenset({0, 1}) if list(held[:2]) == [LINE, REASON] else frozenset[int]()
    fields = [field for _header, field in read_as(mapping, held)] if held else []
    whole = []
    for place in range(max(len(held), width)):
        numbered = _("Colonne {n}").format(n=place + 1)
        header = held[place] if place < len(held) else numbered
        field = fields[place] if place < len(fields) else IGNORE
        whole.append(_(FIELDS[field]) if header == numbered and field != IGNORE else header)
    return [header for place, header in enumerate(whole) if place not in ours], ours


def _rejects(r: Reader, batch_id: int) -> Iterable[tuple[int, str, list[str]]]:
    """Yield (line, reason, cells), read by pages so that memory does not grow with the batch."""
    last = 0
    while page := r.of(Reject, limit=_PAGE, batch_id=batch_id, id=Above(last)):
        told = withheld(r, [(row.reason, json.loads(row.cells)) for row in page])
        yield from ((row.line, reason, cells) for row, (reason, cells) in zip(page, told, strict=True))
        last = page[-1].id


class _RejectSheet(Protocol):
    """The part of XlsxWriter's sheet that is used here."""

    def write_string(self, row: int, column: int, words: str, style: object = None) -> int: ...
    def write_number(self, row: int, column: int, number: float, style: object = None) -> int: ...


class _RejectSheets:
    """The sheets of one workbook; when one is full another is added."""

    def __init__(self, book: Any, headers: Sequence[str]) -> None:
        self._book = book
        self._headers = headers
        self._bold = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
        self._text = book.add_format({"num_format": "@"})
        self._quoted = book.add_format({"num_format": "@", "quote_prefix": True})
        self._count = 0
        self._row = 0
        self._sheet = self._begin()

    def add(self, line: int, cells: Sequence[str]) -> None:
        """Write one row."""
        if self._row == ROWS_A_SHEET:
            self._sheet = self._begin()
        self._row += 1
        self._sheet.write_number(self._row, 0, line)
        for column, cell in enumerate(cells[: _COLUMNS - 1], start=1):
            words = harmless(cell)
            if words:
                style = self._quoted if words.startswith(TRIGGERS) else self._text
                self._sheet.write_string(self._row, column, words, style)

    def _begin(self) -> _RejectSheet:
        self._count += 1
        self._row = 0
        sheet = self._book.add_worksheet("Rejets" if self._count == 1 else f"Rejets {self._count}")
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_column(len(_WIDTHS), len(_WIDTHS) + len(self._headers), 18)
        sheet.freeze_panes(1, len(_WIDTHS))
        for column, header in enumerate((LINE, REASON, *self._headers)[:_COLUMNS]):
            sheet.write_string(0, column, header[:CELL], self._bold)
        made: _RejectSheet = sheet
        return made
