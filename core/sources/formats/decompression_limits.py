"""Refuses workbooks that would fill the memory: archives that expand hugely, and sheets with one stray cell in the last
corner.

The reader lays a sheet out as a full rectangle, so a file of 4.8 KB with cells in A1 and XFD1048576 asks for 400 GB.
Small sheets are scanned by pieces before the reader gets them. Large ones, which take as long to scan as to read, are
stopped by the limits of the child process, in proportion to what is written in them.
"""

import re
import zipfile
from collections.abc import Iterator

from core.sources.formats.zip_entry import BROKEN_ZIP, Where
from core.words.errors import error

MAX_BYTES = 1 << 30
"""Uncompressed size accepted: a million rows of twenty columns take 0.9 GB."""
MAX_RATIO = 400
"""Uncompressed over compressed, above 32 MiB: sheets shrink 5 to 20 times, up to 100 when they repeat."""
MAX_CELLS = 30_000_000
"""Rectangle accepted whatever it holds."""
MAX_HOLLOW = 4_000_000
"""Rectangle accepted when fewer than one cell in fifty is written."""

_PIECE = 1 << 20
_SMALL = 1 << 25
_LOOKED_AT = 1 << 24
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_COLUMN = re.compile(rb' r="([A-Z]{1,3})\d')
_ROW = re.compile(rb' r="[A-Z]{1,3}(\d+)"')
_ODS_ROW = re.compile(rb'<table:table-row\b[^>]*?number-rows-repeated="(\d+)"')
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b[^>]*>")
_ODS_WIDE = re.compile(rb'number-columns-repeated="(\d+)"')


def check_size(where: Where, kind: str) -> int:
    """Return the unpacked bytes of a workbook ("xlsx", "ods" or "xlsb", whose sheets the limits of
    the child process alone hold back).

    Raises UserError FILE_TOO_BIG when opening it would not be safe, FILE_UNREADABLE when the archive is broken;
    OSError.
    """
    try:
        with where.open("rb") as file, zipfile.ZipFile(file) as archive:
            fits = {"xlsx": _xlsx_fits, "ods": _ods_fits}.get(kind)
            safe = not swells(archive) and (fits is None or fits(archive))
            full = sum(entry.file_size for entry in archive.infolist())
    except BROKEN_ZIP as cause:
        raise error("FILE_UNREADABLE", file=where.name) from cause
    if not safe:
        raise error("FILE_TOO_BIG", file=where.name)
    return full


def swells(archive: zipfile.ZipFile) -> bool:
    """Tell whether an archive would unpack to more than the limit, or is compressed far more than any text written
    by people."""
    entries = archive.infolist()
    full = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    return full > MAX_BYTES or (full > _SMALL and full > MAX_RATIO * max(packed, 1))


def _pieces(archive: zipfile.ZipFile, name: str, closing: bytes) -> Iterator[bytes]:
    """Yield an entry by pieces cut after ``closing``. An entry longer than it declares raises as a broken archive
    does."""
    rest = b""
    with archive.open(name) as file:
        while piece := file.read(_PIECE):
            text = rest + piece
            end = text.rfind(closing) + len(closing) if closing in text else 0
            rest = text[end:]
            if end:
                yield text[:end]
    if rest:
        yield rest


def _xlsx_fits(archive: zipfile.ZipFile) -> bool:
    sheets = [entry for entry in archive.infolist() if _SHEET.fullmatch(entry.filename)]
    return all(_sheet_fits(archive, entry.filename) for entry in sheets if entry.file_size <= _LOOKED_AT)


def _sheet_fits(archive: zipfile.ZipFile, name: str) -> bool:
    rows = cells = columns = 0
    for piece in _pieces(archive, name, b">"):
        found = _COLUMN.findall(piece)
        cells += len(found)
        columns = max(columns, max(map(_column_number, set(found)), default=0))
        rows = max(rows, max(map(int, set(_ROW.findall(piece))), default=0))
    area = rows * columns
    return area <= MAX_HOLLOW or (area <= MAX_CELLS and area <= 50 * cells)


def _column_number(letters: bytes) -> int:
    """Return the number of a column: 1 for A, 27 for AA, 16384 for XFD."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _ods_fits(archive: zipfile.ZipFile) -> bool:
    """Tell whether a sheet is safe: no written cell is repeated over a whole area. The empty filler at the end of
    each sheet is harmless."""
    rows = 0
    for piece in _pieces(archive, "content.xml", b"</table:table-row>"):
        for row in piece.split(b"</table:table-row>"):
            if b"value-type=" not in row:
                continue
            repeated = _ODS_ROW.search(row)
            rows += int(repeated[1]) if repeated else 1
            if rows * _ods_width(row) > MAX_CELLS:
                return False
    return True


def _ods_width(row: bytes) -> int:
    """Return the number of columns of a row, up to its last written cell."""
    width = written = 0
    for cell in _ODS_CELL.findall(row):
        repeated = _ODS_WIDE.search(cell)
        width += int(repeated[1]) if repeated else 1
        if b"value-type=" in cell:
            written = width
    return written
