"""Reads the records of a text table one at a time, with the physical line each starts on, and detects a quote left
open."""

import csv
import re
from collections import deque
from collections.abc import Iterator

from core.base.records import Struct, replace
from core.sources.formats.delimiter import UNIT, sep_line
from core.sources.formats.encoding import LENIENT
from core.sources.formats.fixed_width import MARK, cut, starts_of
from core.sources.formats.zip_entry import Where
from core.words.errors import error

_CELL_LIMIT = 1 << 25
_HEAD = 1 << 18
_MOST_OPEN = 20
_AS_TEXT = re.compile(r"=\"([^\"]*)\"|'([^']*)'|'([\d+][^']*)")
_LINE_END = re.compile(r"\r\n|\r|\n")


class TextShape(Struct, frozen=True):
    """How to read a text table: codec, delimiter, whether zero bytes must be dropped, whether cells are written so
    that a spreadsheet does not take them for numbers (see :func:`is_as_text`); ``unquoted``: the lines whose quotes are
    dropped, since one of them was left open."""

    encoding: str
    delimiter: str
    has_nul: bool = False
    as_text: bool = False
    unquoted: frozenset[int] = frozenset()


class OpenQuoteError(Exception):
    """A quote left open on ``line``, from 1; ``lines`` and ``records``: what it makes of the file."""

    def __init__(self, line: int, lines: int, records: int) -> None:
        super().__init__(line)
        self.line, self.lines, self.records = line, lines, records


def head(path: Where, encoding: str) -> str:
    """Return the first lines of ``path`` (256 Ki characters), cut at a line end when the file goes on; zero bytes
    dropped."""
    with path.open(encoding=encoding, errors=LENIENT, newline="") as file:
        text = file.read(_HEAD)
        more = bool(file.read(1))
    if more:
        end = max(text.rfind("\n"), text.rfind("\r"))
        text = text[: end + 1] if end > 0 else text
    return text.replace("\0", "")


def text_records(path: Where, shape: TextShape, *, width: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) for each record, lines from 1, blank lines as ``[]``; a leading ``sep=`` line is not a
    record.

    ``width``: cells of a whole record, 0 when not known yet. Raises UserError LINES_LOST when an open quote has glued
    records together, OSError when the disk fails.
    """
    try:
        yield from _records(path, shape, width)
    except OpenQuoteError as quote:
        raise error("LINES_LOST", lines=quote.lines, records=quote.records, line=quote.line) from quote


def _in_columns(path: Where, shape: TextShape) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of a text whose columns begin at their own places."""
    starts = starts_of(shape.delimiter)
    with path.open(encoding=shape.encoding, errors=LENIENT, newline=None) as file:
        for line, text in enumerate(file, 1):
            yield line, cut(text.replace("\0", "").rstrip("\n"), starts)


def _records(path: Where, shape: TextShape, width: int) -> Iterator[tuple[int, list[str]]]:
    if starts_of(shape.delimiter) and shape.delimiter.startswith(MARK):
        yield from _in_columns(path, shape)
        return
    csv.field_size_limit(_CELL_LIMIT)
    two = len(shape.delimiter) > 1
    mark = UNIT if two else shape.delimiter
    with path.open(encoding=shape.encoding, errors=LENIENT, newline="") as file:
        skipped = 1 if sep_line(file.readline(64)) else 0
        if not skipped:
            file.seek(0)
        is_plain = not (two or shape.has_nul or shape.unquoted)
        lines: Iterator[str] = file if is_plain else _cleaned(file, shape, skipped + 1)
        reader = csv.reader(lines, delimiter=mark)
        line = skipped
        count = 0
        try:
            for row in reader:
                start, line = line + 1, reader.line_num + skipped
                count += 1
                if line > start and width > 1 and is_glued(row, mark, width):
                    count += sum(1 for _row in reader)
                    raise OpenQuoteError(start, reader.line_num + skipped, count)
                yield start, [plain(cell) for cell in row] if shape.as_text else row
        except csv.Error as cause:
            # A cell beyond the limit means that a quote was left open on the line after the last good record.
            raise OpenQuoteError(line + 1, reader.line_num + skipped, count) from cause


def is_as_text(row: list[str]) -> bool:
    """Tell whether a cell is written ``="0639980001"`` or ``'0639980001``, which makes a spreadsheet keep its zero."""
    return any(cell[:1] in ("=", "'") and plain(cell) != cell for cell in row)


def plain(cell: str) -> str:
    """Return the content of a cell written for a spreadsheet, or between single quotes; any other cell as it is."""
    match = _AS_TEXT.fullmatch(cell.strip())
    return cell if not match else match[match.lastindex or 0]


def without_open_quotes(path: Where, shape: TextShape, *, width: int) -> TextShape:
    """Return the shape with the lines where a quote was left open, found by reading the whole file before the first row
    is taken (9 s for a gigabyte).

    Raises UserError LINES_LOST where more than twenty are, OSError when the disk fails.
    """
    for _time in range(_MOST_OPEN):
        try:
            deque(_records(path, shape, width), maxlen=0)
        except OpenQuoteError as quote:
            if quote.line in shape.unquoted:
                break
            shape = replace(shape, unquoted=shape.unquoted | {quote.line})
        else:
            return shape
    deque(text_records(path, shape, width=width), maxlen=0)
    return shape


def _cleaned(lines: Iterator[str], shape: TextShape, first: int) -> Iterator[str]:
    for number, line in enumerate(lines, first):
        text = line.replace("\0", "")
        text = text.replace('"', "") if number in shape.unquoted else text
        yield text.replace(shape.delimiter, UNIT) if len(shape.delimiter) > 1 else text


def is_glued(row: list[str], mark: str, width: int) -> bool:
    """Tell whether a cell of ``row`` holds the end of one record and the start of another, because a quote was left
    open.

    A quoted text of several lines is different: the delimiters before and after its line ends do not add up to whole
    records of ``width`` cells.
    """
    for at, cell in enumerate(row):
        if "\n" not in cell and "\r" not in cell:
            continue
        lines = _LINE_END.split(cell.rstrip("\r\n"))
        marks = [line.count(mark) for line in lines]
        if sum(count == width - 1 for count in marks[1:-1]) >= 3:
            return True
        after = len(row) - 1 - at
        # In the last column only the quote left behind, or the end of the file, tells it from a text with as
        # many marks.
        reopened = at < width - 1 or '"' in lines[-1] or cell[-1] in "\r\n"
        if len(lines) > 1 and at + marks[0] == width - 1 == marks[-1] + after and reopened:
            return True
        if len(lines) == 1 and at + marks[0] == width - 1 and at < width - 1:
            return True
    return False
