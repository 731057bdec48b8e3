"""One file in, drafts out: what the mapping screen and the intake both call. A file of any size passes row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from core import wording
from core.model.checking import NO_FIXES, Fixes
from core.model.draft import Draft
from core.progress import Progress, silent
from core.sources.tables import bombs, columns, csv_rows, spreadsheet
from core.sources.tables.columns import TAKEN, ColumnGuess
from core.sources.tables.delimiter import POLIRIS, find_delimiter
from core.sources.tables.encoding import Survey, survey
from core.sources.tables.fixing import fixed
from core.sources.tables.header import Header, find_header
from core.sources.tables.headings import FIELDS, IGNORE, key
from core.sources.tables.kinds import kind_of
from core.sources.tables.mapping import mapper
from core.text import clean

_SAMPLE_ROWS = 300
_STEP = 500
_PERSON = frozenset({"name", "last_name", "first_name", "phone", "email"})

Rows = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Table:
    """A file as understood before any row is taken; small and picklable.

    ``kind``: csv, xlsx, xls, ods. ``encoding``, ``delimiter`` and their confidences (0 to 1): of a csv, else "".
    ``sample``: words with accents, to be judged by eye. ``ragged``: rows of the sample with an odd number of cells.
    ``sheet``, ``sheets``: of a workbook. ``header_line``: line from 1, 0 without headings; ``first_line``: first line
    of data. ``lines``: about how many lines the file has. ``sha256``: hex digest. ``size``: bytes. ``modified``:
    nanoseconds.
    """

    path: Path
    kind: str
    encoding: str
    encoding_confidence: float
    sample: str
    delimiter: str
    delimiter_confidence: float
    ragged: int
    sheet: str
    sheets: tuple[str, ...]
    header_line: int
    header_confidence: float
    first_line: int
    headers: tuple[str, ...]
    guesses: tuple[ColumnGuess, ...]
    lines: int
    sha256: str
    size: int
    modified: int
    has_nul: bool = False

    @property
    def name(self) -> str:
        """The file's name, as shown."""
        return self.path.name


def open_table(path: Path, *, sheet: str = "", encoding: str = "", delimiter: str = "") -> Table:
    """Return what the file is and what its columns seem to be; ``sheet``, ``encoding`` and ``delimiter`` override the
    guess.

    Raises UserError: FILE_UNREADABLE, FILE_NOT_A_TABLE, FILE_LOCKED, FILE_TOO_BIG, FILE_EMPTY, POLIRIS_STOCK,
    LINES_LOST, UNKNOWN_SHEET, UNKNOWN_ENCODING.
    """
    try:
        kind = kind_of(path)
        if kind == "csv":
            return _open_text(path, encoding, delimiter)
        return _open_book(path, kind, sheet)
    except OSError as cause:
        raise wording.error("FILE_UNREADABLE", file=path.name) from cause


def _open_text(path: Path, encoding: str, delimiter: str) -> Table:
    stat = path.stat()
    known = _survey(path, encoding)
    text = csv_rows.head(path, known.encoding)
    found = find_delimiter(text)
    mark = delimiter or found.mark
    shape = csv_rows.TextShape(known.encoding, mark, known.has_nul)
    sample = list(islice(csv_rows.records(path, shape), _SAMPLE_ROWS))
    header = _header(path, sample)
    if known.quotes:
        csv_rows.check(path, shape, width=len(header.headers))
    return Table(
        path=path,
        kind="csv",
        encoding=known.encoding,
        encoding_confidence=known.confidence,
        sample=known.sample,
        delimiter=mark,
        delimiter_confidence=1.0 if delimiter else found.confidence,
        ragged=found.odd,
        sheet="",
        sheets=(),
        header_line=header.line,
        header_confidence=header.confidence,
        first_line=header.first,
        headers=header.headers,
        guesses=_guesses(header, sample),
        lines=known.lines,
        sha256=known.sha256,
        size=known.size,
        modified=stat.st_mtime_ns,
        has_nul=known.has_nul,
    )


def _survey(path: Path, encoding: str) -> Survey:
    try:
        return survey(path, forced=encoding)
    except LookupError as cause:
        raise wording.error("UNKNOWN_ENCODING", encoding=encoding) from cause


def _open_book(path: Path, kind: str, sheet: str) -> Table:
    stat = path.stat()
    known = survey(path, forced="latin-1")
    if kind in ("xlsx", "ods"):
        bombs.check(path, kind)
    book = spreadsheet.open_book(path)
    chosen = sheet or book.best_sheet()
    sample = list(islice(book.rows(chosen), _SAMPLE_ROWS))
    header = _header(path, sample)
    return Table(
        path=path,
        kind=kind,
        encoding="",
        encoding_confidence=1.0,
        sample="",
        delimiter="",
        delimiter_confidence=1.0,
        ragged=0,
        sheet=chosen,
        sheets=tuple(book.names),
        header_line=header.line,
        header_confidence=header.confidence,
        first_line=header.first,
        headers=header.headers,
        guesses=_guesses(header, sample),
        lines=book.height(chosen),
        sha256=known.sha256,
        size=known.size,
        modified=stat.st_mtime_ns,
    )


def _header(path: Path, sample: list[tuple[int, list[str]]]) -> Header:
    """Return the headings; FILE_EMPTY when no row of data can follow them."""
    header = find_header(sample)
    if not any(line >= header.first and any(cell.strip() for cell in cells) for line, cells in sample):
        raise wording.error("FILE_EMPTY", file=path.name)
    return header


def _guesses(header: Header, sample: list[tuple[int, list[str]]]) -> tuple[ColumnGuess, ...]:
    rows = [cells for line, cells in sample if line >= header.first and not _repeats(header.headers, cells)]
    return columns.guess(header.headers, rows, has_header=header.line > 0)


def _repeats(headers: tuple[str, ...], cells: list[str]) -> bool:
    """True for a row that says the headings again, as prints by pages do."""
    said = [(clean(cell), header) for cell, header in zip(cells, headers, strict=False) if cell.strip()]
    return bool(said) and said[0][1] == headers[0] and all(text == header for text, header in said)


def drafts(
    table: Table, fields: Mapping[int, str], *, fixes: Fixes = NO_FIXES, progress: Progress = silent
) -> Iterator[Draft]:
    """Yield one draft per record of data, in the order of the file; a blank line or a row of separators gives a blank
    draft.

    Titles and headings, repeated or not, are no records. ``fields``: column from 0 to field (see ``fields_of``).
    ``fixes``: what the check settled. Memory does not grow with a text file. Raises UserError LINES_LOST, FILE_CHANGED,
    FILE_UNREADABLE; Cancelled through ``progress``.
    """
    wanted = {index: field for index, field in fields.items() if field != IGNORE}
    to_draft = fixed(mapper(wanted, table.headers), wanted, fixes)
    first, top, strip, done = table.first_line, table.headers[0], str.strip, 0
    try:
        _same(table)
        for line, row in _rows(table):
            if line < first:
                continue
            cells = tuple(map(strip, row))
            if cells and cells[0] == top and _repeats(table.headers, row):
                continue
            done += 1
            if not done % _STEP:
                progress(line, max(line, table.lines))
            yield to_draft(line, cells) if any(cells) else Draft(line=line)
        _same(table)
    except OSError as cause:
        raise wording.error("FILE_UNREADABLE", file=table.name) from cause
    progress(table.lines, table.lines)


def _rows(table: Table) -> Rows:
    if table.kind == "csv":
        shape = csv_rows.TextShape(table.encoding, table.delimiter, table.has_nul)
        return csv_rows.records(table.path, shape, width=len(table.headers))
    return spreadsheet.open_book(table.path).rows(table.sheet)


def _same(table: Table) -> None:
    stat = table.path.stat()
    if (stat.st_size, stat.st_mtime_ns) != (table.size, table.modified):
        raise wording.error("FILE_CHANGED", file=table.name)


def fields_of(table: Table, overrides: Mapping[str, str]) -> dict[int, str]:
    """Return column to field: the guesses good enough to be taken (0.5), then ``overrides``, heading to field as the
    user wrote.

    A heading is compared folded and stands for every column that bears it; « #3 » is the third column. Raises UserError
    UNKNOWN_COLUMN or UNKNOWN_FIELD, which name the choices.
    """
    fields = {one.index: one.field for one in table.guesses if one.confidence >= TAKEN and one.field != IGNORE}
    for heading, field in overrides.items():
        if field not in FIELDS:
            raise wording.error("UNKNOWN_FIELD", said=field, choices=", ".join(FIELDS))
        for index in _columns_named(table, heading):
            fields.pop(index, None)
            if field != IGNORE:
                fields[index] = field
    return fields


def _columns_named(table: Table, heading: str) -> list[int]:
    wanted = key(heading)
    if heading.startswith("#") and heading[1:].isdecimal() and 0 < int(heading[1:]) <= len(table.headers):
        return [int(heading[1:]) - 1]
    found = [index for index, header in enumerate(table.headers) if key(header) == wanted]
    if not found:
        raise wording.error("UNKNOWN_COLUMN", said=heading, choices=", ".join(table.headers))
    return found


def check_sellers(table: Table, fields: Mapping[int, str]) -> None:
    """Raise UserError POLIRIS_STOCK for an agency's stock of listings, NO_SELLERS when no column gives a name, a
    telephone or an e-mail: a file of sales or of listings is no file of sellers."""
    if table.delimiter == POLIRIS:
        raise wording.error("POLIRIS_STOCK", file=table.name)
    if _PERSON.isdisjoint(fields.values()):
        raise wording.error("NO_SELLERS", file=table.name)
