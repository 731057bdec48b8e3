"""Opens each kind of file and describes it: its headings, its first rows, what its columns seem to be."""

from collections.abc import Iterator, Sequence
from itertools import islice

from core.base import text
from core.base.i18n import _
from core.base.records import replace
from core.base.text import clean
from core.model.finding import FileFinding
from core.sources.columns import columns
from core.sources.columns.guessed import ColumnGuess
from core.sources.columns.header import Header, find_header
from core.sources.columns.headings import IGNORE, headings
from core.sources.formats import (
    card_cells,
    csv_rows,
    decompression_limits,
    isolated,
    json_rows,
    key_value_text,
    ldif,
    vcard,
)
from core.sources.formats.delimiter import POLIRIS, find_delimiter
from core.sources.formats.encoding import Survey, survey
from core.sources.formats.zip_entry import Member, Where, size
from core.sources.tables.findings import open_quotes, suspected
from core.sources.tables.look_findings import look_findings, shown_rows
from core.sources.tables.sections import first_section
from core.sources.tables.table import SourceTable
from core.sources.tables.transposed import is_transposed, titles_of, turned, turned_looks
from core.words.errors import error

SAMPLE_ROWS = 300
MOST_COLUMNS = 1 << 14
"""As in the largest spreadsheets; a row of more cells is an accident, and each would be guessed at."""
Sample = list[tuple[int, list[str]]]
_DEAL, _KIND, _POSTCODE, _TOWN = 2, 3, 4, 5
_RANKS = 105
"""Cells up to the telephone of the agency; whole rows have some 330."""
_MOST = 0.6
_ALSO_DEALS = frozenset({"location", "vente", "cession", "produit", "viager", "bail", "fonds"})


def open_text(where: Where, encoding: str, delimiter: str, header_line: int | None = None) -> SourceTable:
    """Return the description of a text with delimiters; ``encoding``, ``delimiter`` and ``header_line`` override the
    guess. Raises UserError FILE_EMPTY, LINES_LOST, UNKNOWN_ENCODING, UNKNOWN_LINE; OSError."""
    known = _survey(where, encoding)
    found = find_delimiter(csv_rows.head(where, known.encoding))
    mark = delimiter or found.mark
    shape = csv_rows.TextShape(known.encoding, mark, known.has_nul)
    sample = list(islice(csv_rows.text_records(where, shape), SAMPLE_ROWS))
    if any(csv_rows.is_as_text(cells) for _line, cells in sample):
        shape = replace(shape, as_text=True)
        sample = [(line, list(map(csv_rows.plain, cells))) for line, cells in sample]
    is_turned = header_line is None and is_transposed(sample)
    titles = titles_of(sample) if is_turned else ()
    sample = list(islice(turned(sample), SAMPLE_ROWS)) if is_turned else sample
    header = _header(where, sample, header_line)
    header = replace(header, titles=(*titles, *header.titles))
    if (
        known.quotes
        and not is_turned
        and (mended := csv_rows.without_open_quotes(where, shape, width=len(header.headers))).unquoted
    ):
        shape = mended
        sample = list(islice(csv_rows.text_records(where, shape), SAMPLE_ROWS))
    guesses, findings = _judged(header, sample)
    return replace(
        _table(where, "csv", known, header, guesses),
        findings=(*open_quotes(shape.unquoted), *findings),
        encoding=known.encoding,
        sample=known.sample,
        delimiter=mark,
        delimiter_confidence=1.0 if delimiter else found.confidence,
        ragged=found.odd,
        has_nul=known.has_nul,
        as_text=shape.as_text,
        unquoted=shape.unquoted,
        is_stock=is_stock([cells for _line, cells in sample], mark),
        is_turned=is_turned,
    )


def open_book(where: Where, kind: str, sheet: str, header_line: int | None = None) -> SourceTable:
    """Return the description of a workbook; ``sheet`` and ``header_line`` override the guess. Raises UserError
    FILE_TOO_BIG, FILE_TOO_HEAVY, FILE_LOCKED, FILE_UNREADABLE, FILE_EMPTY, UNKNOWN_SHEET, UNKNOWN_LINE; OSError."""
    known = survey(where, forced="latin-1")
    unpacked = decompression_limits.check_size(where, kind) if kind in PACKED else size(where)
    seen = isolated.look(where, sheet=sheet, size=unpacked, limit=SAMPLE_ROWS)
    is_turned = header_line is None and is_transposed(seen.rows)
    titles = titles_of(seen.rows) if is_turned else ()
    if is_turned:
        rows = list(islice(turned(seen.rows), SAMPLE_ROWS))
        seen = replace(seen, rows=rows, looks=turned_looks(seen.looks))
    header = _header(where, seen.rows, header_line)
    header = replace(header, titles=(*titles, *header.titles))
    looks = shown_rows(seen.looks, seen.rows, header.first)
    guesses, findings = _judged(header, seen.rows)
    remark = _("Colonne masquée dans le classeur")
    masked = seen.looks.columns
    shades = [replace(guess, remark=guess.remark or remark) if guess.index in masked else guess for guess in guesses]
    return replace(
        _table(where, kind, known, header, tuple(shades)),
        findings=(*look_findings(looks), *findings),
        shown=looks,
        sheet=seen.sheet,
        sheets=seen.sheets,
        unread=seen.others,
        lines=seen.height,
        unpacked=unpacked,
        is_stock=is_stock([cells for _line, cells in seen.rows]),
        is_turned=is_turned,
    )


def open_cards(where: Where, encoding: str) -> SourceTable:
    """Return the description of a file of vCards, which is read whole so that a card cut short is known now. Raises
    UserError RECORD_BROKEN, FILE_TOO_HEAVY, FILE_EMPTY, UNKNOWN_ENCODING; OSError."""
    known = _survey(where, encoding)
    rows = vcard.card_records(where, known.encoding)
    sample = list(islice(rows, SAMPLE_ROWS))
    for _rest in rows:
        pass
    table = _named_table(where, "vcf", known, card_cells.HEADINGS, sample)
    return replace(table, guesses=(*table.guesses[: card_cells.REST], _rest_of_cards(table.guesses[card_cells.REST])))


def _rest_of_cards(one: ColumnGuess) -> ColumnGuess:
    """Return the column of other persons and addresses, left aside whatever its cells look like."""
    remark = _("Autres personnes et autres adresses de la carte\u202f: laissées de côté")
    return replace(one, field=IGNORE, confidence=0.9, remark=remark if one.samples else "")


def open_records(where: Where, kind: str, encoding: str) -> SourceTable:
    """Return the description of a file of records (:data:`RECORDS`), which is read whole to find its columns. Raises
    what :func:`open_cards` raises."""
    known = _survey(where, encoding)
    names = json_rows.columns(records_of(where, kind, known.encoding), where.name)
    found = islice(records_of(where, kind, known.encoding), SAMPLE_ROWS)
    sample = [(line, [record.get(name, "") for name in names]) for line, record in found]
    table = _named_table(where, kind, known, names, sample)
    return replace(table, titles=key_value_text.titles_above(where, known.encoding)) if kind == "labels" else table


PACKED = frozenset({"xlsx", "xlsb", "ods", "docx", "odt"})
"""Kinds of file that are archives of one document."""
RECORDS = frozenset({"json", "ndjson", "labels", "ldif"})
"""Kinds of file whose records each name their values."""


def records_of(where: Where, kind: str, encoding: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line or rank, column → text) of each record. Raises UserError RECORD_BROKEN, FILE_TOO_HEAVY; OSError."""
    if kind == "labels":
        return key_value_text.labelled_records(where, encoding)
    return ldif.ldif_records(where, encoding) if kind == "ldif" else json_rows.json_records(where, kind, encoding)


def _named_table(where: Where, kind: str, known: Survey, names: Sequence[str], sample: Sample) -> SourceTable:
    """Return the description of a table whose format itself names the columns."""
    if not any(any(cells) for _line, cells in sample):
        raise error("FILE_EMPTY", file=where.name)
    header = Header(1, 1, tuple(names))
    guesses = columns.guess(names, [cells for _line, cells in sample], has_header=True)
    return replace(
        _table(where, kind, known, header, guesses),
        findings=suspected(guesses, [cells for _line, cells in sample]),
        encoding=known.encoding,
        sample=known.sample,
    )


def _survey(where: Where, encoding: str) -> Survey:
    try:
        return survey(where, forced=encoding)
    except LookupError as cause:
        raise error("UNKNOWN_ENCODING", encoding=encoding) from cause


def _table(where: Where, kind: str, known: Survey, header: Header, guesses: tuple[ColumnGuess, ...]) -> SourceTable:
    """Return the description of a file, without what only a text or a workbook has."""
    path = where.archive if isinstance(where, Member) else where
    stat = path.stat()
    return SourceTable(
        path=path,
        kind=kind,
        encoding="",
        sample="",
        delimiter="",
        delimiter_confidence=1.0,
        ragged=0,
        sheet="",
        sheets=(),
        unread=(),
        header_line=header.line,
        first_line=header.first,
        headers=header.headers,
        guesses=guesses,
        lines=known.lines,
        # A batch keeps the digest of the file the user chose, which may be an archive.
        sha256=survey(path, forced="latin-1").sha256 if isinstance(where, Member) else known.sha256,
        size=stat.st_size,
        modified=stat.st_mtime_ns,
        member=where.member if isinstance(where, Member) else "",
        titles=header.titles,
    )


def _header(where: Where, sample: Sample, at: int | None) -> Header:
    """Return the headings, those of line ``at`` when the user says it; FILE_EMPTY when no row of data can follow them,
    FILE_TOO_HEAVY for too many columns, UNKNOWN_LINE for a line beyond the first ones."""
    if max((len(cells) for _line, cells in sample), default=0) > MOST_COLUMNS:
        raise error("FILE_TOO_HEAVY", file=where.name)
    if at and sample and not 0 < at <= sample[-1][0]:
        raise error("UNKNOWN_LINE", line=at, most=sample[-1][0])
    header = find_header(sample, at)
    if not any(line >= header.first and any(cell.strip() for cell in cells) for line, cells in sample):
        raise error("FILE_EMPTY", file=where.name)
    return header


def _judged(header: Header, sample: Sample) -> tuple[tuple[ColumnGuess, ...], tuple[FileFinding, ...]]:
    """Return what the columns seem to be, and what is odd in the first rows."""
    rows = [cells for line, cells in sample if line >= header.first and not repeats(header.headers, cells)]
    section = first_section(rows, header.headers)
    guesses = columns.guess(header.headers, section, has_header=header.line > 0)
    return guesses, suspected(guesses, section)


def repeats(headers: tuple[str, ...], cells: Sequence[str]) -> bool:
    """Tell whether a row repeats the headings, as pages of a printed list do."""
    said = [(clean(cell), header) for cell, header in zip(cells, headers, strict=False) if cell.strip()]
    return bool(said) and said[0][1] == headers[0] and all(text == header for text, header in said)


def is_stock(rows: Sequence[Sequence[str]], mark: str = "") -> bool:
    """Tell whether most of ``rows`` have the type of deal, the kind, the postcode and the town at Poliris's ranks,
    and are as wide as its rows or separated by its ``mark``."""
    full = [cells for cells in rows if any(map(str.strip, cells))]
    least = _TOWN + 1 if mark == POLIRIS else _RANKS
    fit = sum(len(cells) >= least and _fits(cells) for cells in full)
    return bool(full) and fit >= _MOST * len(full)


def _fits(cells: Sequence[str]) -> bool:
    deal, kind = text.fold(cells[_DEAL]), text.fold(cells[_KIND])
    known = headings().values
    return (
        (deal in known["deal"] or deal.partition(" ")[0] in _ALSO_DEALS)
        and (kind in known["kind"] or kind.partition(" ")[0] in known["kind"])
        and bool(text.postcode(cells[_POSTCODE]))
        and any(map(str.isalpha, cells[_TOWN]))
    )
