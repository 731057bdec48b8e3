"""The child process that opens a workbook from outside: it sets its own limits, writes its rows to its output, and can
die alone.

Its frames: ``H`` a JSON head (sheets, sheet, others, height, merged), ``R`` rows as UTF-8 text (cells parted by U+001F,
rows by U+001E), ``E`` a JSON refusal, ``Z`` the end. These are texts only and the parent unpickles nothing: a child
taken over by a hostile file can lie about its cells and do nothing else.
"""

import json
import sys
import zipfile
from collections.abc import Generator, Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO, Any

from core.base import children
from core.sources.formats.flat_ods import is_flat, packaged
from core.sources.formats.peeking import head_of
from core.sources.formats.seldom import in_markup, names_refusals
from core.sources.formats.spreadsheet import RefusedBookError, Sheets, read_book

if sys.platform != "win32":
    import resource

CELL, RECORD = "\x1f", "\x1e"

_BATCH = 1 << 18
_START, _BINARY = 1 << 16, (b"PK", b"\xd0\xcf\x11\xe0")
"""First bytes of the containers of workbooks: ZIP, and OLE before it."""
_SPACES = str.maketrans(CELL + RECORD, "  ")


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
    return read_book(file) if start.startswith(_BINARY) else in_markup(file)


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


if __name__ == "__main__":
    sys.exit(main())
