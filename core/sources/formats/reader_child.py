"""The child process that opens a workbook from outside: it sets its own limits, writes its rows to its output, and can
die alone.

Its frames: ``H`` a JSON head (sheets, sheet, others, height, merged), ``R`` rows as UTF-8 text (cells parted by U+001F,
rows by U+001E), ``E`` a JSON refusal, ``Z`` the end. These are texts only and the parent unpickles nothing: a child
taken over by a hostile file can lie about its cells and do nothing else.

A first look reads a short copy of a large XLSX, its sheets cut after some rows: the reader parses a whole sheet before
it gives its first row. An error further down is found when the rows are really read, before the first of them is taken.
"""
# ruff: noqa: PLC0415 - what a workbook of our days does not need waits: a third of the time this process takes to start

import io
import json
import re
import sys
import zipfile
from collections.abc import Generator, Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO, Any

from core.base import children
from core.sources.formats.open_document import is_flat, packaged
from core.sources.formats.spreadsheet import RefusedBookError, Sheets, read_book

if sys.platform != "win32":
    import resource
CELL, RECORD = "\x1f", "\x1e"
_BATCH = 1 << 18
_START, _BINARY = 1 << 16, (b"PK", b"\xd0\xcf\x11\xe0")
"""First bytes of the containers of workbooks: ZIP, and OLE before it."""
_WORKBOOK = re.compile(rb"xl/w|opendocument\.spreadsheet")
"""What the first bytes of nearly every archive of sheets hold: the others are asked for a text document first."""
_SPACES = str.maketrans(CELL + RECORD, "  ")
_LARGE = 1 << 20
_PIECE = 1 << 18
_MOST = 1 << 23
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_USELESS = re.compile(r"xl/(?:worksheets/_rels|media|drawings|charts|embeddings)/", re.IGNORECASE)
_ROW_END = b"</row>"
_CLOSING = b"</sheetData></worksheet>"
_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"')


def main() -> int:
    """Answer the request read on the standard input, JSON of path, member, sheet, limit (rows, 0 for all), memory
    (bytes) and seconds of computing, and return the exit code."""
    request = json.loads(sys.stdin.buffer.readline())
    _limit(request["memory"], request["seconds"])
    children.answer(frames(request))
    return 0


def _limit(memory: int, seconds: int) -> None:
    """Limit the memory and computing time of this process where the system can; the parent watches as well."""
    if sys.platform == "win32":
        return
    for which, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        # A stricter limit may be set already, and macOS refuses the first one.
        with suppress(OSError, ValueError):
            resource.setrlimit(which, (most, most))


def frames(request: dict[str, Any]) -> Generator[tuple[bytes, bytes], None, None]:
    """Yield the frames that answer a request, a refusal included."""
    names: list[str] = []
    try:
        with _opened(request["path"], request["member"]) as file:
            limit = request["limit"]
            seen, whole = head_of(file, limit) if limit else (file, 0)
            book = _book(seen)
            names = book.names
            sheet = request["sheet"] or book.best_sheet(names_refusals)
            height = book.height(sheet)
            # A sheet as long as its limit was cut.
            tall = max(height, whole) if height >= limit > 0 else height
            others = [name for name in names if limit and name != sheet and book.holds_something(name)]
            merged = [] if limit else book.merges(sheet)
            head = {"sheets": names, "sheet": sheet, "others": others, "height": tall, "merged": merged}
            own = book.looks(sheet) if limit else {}
            head["looks"] = looks(file, sheet) if own is None else own
            yield b"H", json.dumps(head).encode()
            yield from batches(islice(book.rows(sheet), limit or None))
    except RefusedBookError as refused:
        yield b"E", json.dumps({"code": refused.code, "sheets": names}).encode()
    except OSError:
        yield b"E", json.dumps({"code": "FILE_UNREADABLE", "sheets": names}).encode()
    except MemoryError:
        yield b"E", json.dumps({"code": "FILE_TOO_HEAVY", "sheets": names}).encode()
    yield b"Z", b""


def _book(file: IO[bytes]) -> Sheets:
    """Return a workbook by its first bytes, else the tables of a file in markup."""
    start = file.read(_START)
    file.seek(0)
    if not start.startswith(_BINARY) and is_flat(start):
        return read_book(packaged(file.read()))
    if not start.startswith(_BINARY):
        return in_markup(file)
    may_be_text = start.startswith(b"PK") and not _WORKBOOK.search(start)
    return (in_document(file) if may_be_text else None) or read_book(file)


def _opened(path: str, member: str) -> IO[bytes]:
    if not member:
        return Path(path).open("rb")
    return zipfile.ZipFile(path).open(member)


def batches(rows: Iterable[list[str]]) -> Generator[tuple[bytes, bytes], None, None]:
    """Yield frames of rows, each of about 256 Ki characters; the signs that separate cells and rows become spaces
    inside a cell."""
    texts: list[str] = []
    size = 0
    for row in rows:
        text = CELL.join(row)
        if text.count(CELL) >= len(row) > 0 or RECORD in text:
            text = CELL.join(cell.translate(_SPACES) for cell in row)
        texts.append(text)
        size += len(text)
        if size >= _BATCH:
            yield b"R", RECORD.join(texts).encode()
            texts, size = [], 0
    if texts:
        yield b"R", RECORD.join(texts).encode()


def head_of(file: IO[bytes], rows: int) -> tuple[IO[bytes], int]:
    """Return (workbook, height): an XLSX whose large sheets keep about ``rows`` rows, and roughly how many rows the
    largest has. Any other file is returned unchanged, with 0. Raises what ``zipfile`` raises."""
    start = file.read(4)
    file.seek(0)
    if start != b"PK\x03\x04":
        return file, 0
    with zipfile.ZipFile(file) as source:
        large = [entry for entry in source.infolist() if _SHEET.fullmatch(entry.filename) and entry.file_size > _LARGE]
        heads = {entry.filename: _cut(source, entry, rows) for entry in large}
        if not heads or not all(content for content, _height in heads.values()):
            file.seek(0)
            return file, 0
        return _rewritten(source, heads), max(height for _content, height in heads.values())


def _cut(source: zipfile.ZipFile, entry: zipfile.ZipInfo, rows: int) -> tuple[bytes, int]:
    """Return (the sheet up to the end of a row, about how many rows it has), or an empty sheet when it is written
    otherwise."""
    content = bytearray()
    with source.open(entry) as sheet:
        while len(content) < _MOST and content.count(_ROW_END) < rows and (piece := sheet.read(_PIECE)):
            content += piece
    end = content.rfind(_ROW_END) + len(_ROW_END)
    kept_count = content.count(_ROW_END)
    if not kept_count or b"<worksheet" not in content[:_PIECE]:
        return b"", 0
    about = kept_count * entry.file_size // end
    match = _DIMENSION.search(content)
    # A declared dimension far from what the size suggests comes from formatted empty rows, or is a trap.
    height = int(match[1][:9]) if match and about // 2 <= int(match[1][:9]) <= about * 2 else about
    return bytes(content[:end]) + _CLOSING, height


def _rewritten(source: zipfile.ZipFile, heads: dict[str, tuple[bytes, int]]) -> IO[bytes]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for entry in source.infolist():
            name = entry.filename
            if name in heads:
                target.writestr(name, heads[name][0])
            elif not _USELESS.match(name):
                target.writestr(name, source.read(entry))
    out.seek(0)
    return out


def in_markup(file: IO[bytes]) -> Sheets:
    """Return the tables of a file in markup: see :func:`core.sources.formats.markup.read_markup`."""
    from core.sources.formats import markup

    return markup.read_markup(file)


def in_document(file: IO[bytes]) -> Sheets | None:
    """Return the tables of a text document: see :func:`core.sources.formats.document_tables.read_document`."""
    from core.sources.formats import document_tables

    return document_tables.read_document(file)


def looks(file: IO[bytes], sheet: str) -> dict[str, Any]:
    """Return what a sheet shows beside its texts: see :func:`core.sources.formats.book_looks.book_looks`."""
    from core.sources.formats import book_looks

    return book_looks.book_looks(file, sheet)


def names_refusals(sheet: str) -> bool:
    """Tell whether the name of a sheet, one of several, says that its people refuse: see
    :func:`core.sources.columns.refusals.names_refusals`."""
    from core.sources.columns import refusals

    return refusals.names_refusals(sheet)


if __name__ == "__main__":
    sys.exit(main())
