"""Reads one file into drafts, for the mapping screen and the intake alike. A file of any size is read row by row.

A row whose cells are shifted is marked, so that no name is taken for a price: only rows that look odd are examined,
since that costs 30 times what reading a row does.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from os.path import isdir
from pathlib import Path

from core.base.progress import Progress, silent
from core.base.records import replace
from core.model.checking import NO_FIXES, Fixes
from core.model.draft import Draft, RefusalOfRow
from core.model.problem_codes import SHIFTED
from core.sources.columns.guessed import TAKEN, ColumnGuess
from core.sources.columns.headings import FIELDS, IGNORE, key
from core.sources.columns.mentions import may_mention, mentioned
from core.sources.columns.misaligned_rows import shifted_at
from core.sources.columns.refusals import names_refusals, titles_refusals
from core.sources.formats import archive, csv_rows, isolated, vcard
from core.sources.formats.card_cells import card_draft
from core.sources.formats.kinds import kind_of
from core.sources.formats.merged_cells import MergedColumns
from core.sources.formats.zip_entry import Where
from core.sources.tables import opening
from core.sources.tables.findings import repeated_doubts
from core.sources.tables.fixing import fixed
from core.sources.tables.hearing import HeardAnswers, also_refused, detect_refusals, hear_looks
from core.sources.tables.mapping import Cells, ToDraft, mapper
from core.sources.tables.opening import repeats
from core.sources.tables.people import with_people
from core.sources.tables.sections import OtherHeadings, Refusing, in_first_order
from core.sources.tables.table import NAMED, SourceTable
from core.sources.tables.transposed import turned
from core.words.errors import error

__all__ = ["SourceTable", "check_sellers", "check_stock", "drafts", "fields_of", "first_rows", "open_table", "records"]
_STEP = 500
_NOT_LENT = frozenset({"phone", "email"})
"""Fields whose cells, merged over several rows, are those of the first alone."""
"""Kinds of file whose format itself names the columns."""
_PERSON = frozenset({"name", "last_name", "first_name", "phone", "email"})
Rows = Iterator[tuple[int, list[str]]]
_SHORTEST_PHONE = 9


def open_table(
    path: Path, *, sheet: str = "", encoding: str = "", delimiter: str = "", member: str = "",
    header_line: int | None = None,
) -> SourceTable:  # fmt: skip
    """Return the description of a file and what its columns seem to be; ``sheet``, ``encoding``, ``delimiter``,
    ``member`` (the full name of a file inside a ZIP) and ``header_line`` (from 1, 0 for none) override the guess.

    Raises UserError: FILE_ABSENT, FILE_IS_FOLDER, FILE_UNREADABLE, FILE_NOT_A_TABLE, FILE_LOCKED, FILE_TOO_BIG,
    FILE_TOO_HEAVY, FILE_EMPTY, FILE_CHANGED, POLIRIS_STOCK, LINES_LOST, RECORD_BROKEN, ARCHIVE_SEVERAL,
    ARCHIVE_NESTED, ARCHIVE_NAMES, UNKNOWN_SHEET, UNKNOWN_ENCODING, UNKNOWN_LINE.
    """
    try:
        where: Where = path
        members: tuple[str, ...] = ()
        kind = kind_of(path)
        before = path.stat()
        if kind == "zip":
            where, members = archive.choose(path, member), archive.members(path)
            kind = kind_of(where)
        table = _opened(where, kind, sheet=sheet, encoding=encoding, delimiter=delimiter, at=header_line)
    except FileNotFoundError as cause:
        raise error("FILE_ABSENT", file=path.name) from cause
    except OSError as cause:
        folder = isdir(path)  # noqa: PTH112 - Path.is_dir raises for a name too long
        raise error("FILE_IS_FOLDER" if folder else "FILE_UNREADABLE", file=path.name) from cause
    if (before.st_size, before.st_mtime_ns) != (table.size, table.modified):
        raise error("FILE_CHANGED", file=path.name)
    if may_mention(table.guesses):
        guesses = mentioned(table.guesses, records(table))
        table = replace(table, guesses=guesses, findings=(*table.findings, *repeated_doubts(guesses)))
    return replace(table, members=members, line_said=header_line is not None)


def _opened(where: Where, kind: str, *, sheet: str, encoding: str, delimiter: str, at: int | None) -> SourceTable:
    if kind == "zip":
        raise error("ARCHIVE_NESTED", file=where.name)
    if kind == "csv":
        return opening.open_text(where, encoding, delimiter, at)
    if kind == "vcf":
        return opening.open_cards(where, encoding)
    if kind in opening.RECORDS:
        return opening.open_records(where, kind, encoding)
    return opening.open_book(where, kind, sheet, at)


def drafts(
    table: SourceTable, fields: Mapping[int, str], *, fixes: Fixes = NO_FIXES, progress: Progress = silent,
    answered: HeardAnswers | None = None,
) -> Iterator[Draft]:  # fmt: skip
    """Yield one draft per record of data, in the order of the file; a blank line or a row of separators gives a blank
    draft.

    Titles and headings, repeated or not, are not records. ``fields``: column from 0 to field (see ``fields_of``).
    ``fixes``: what the check settled; ``answered``: what was said of words heard. Memory does not grow with a text
    file. Raises UserError LINES_LOST, FILE_CHANGED, FILE_UNREADABLE; Cancelled when ``progress`` does.
    """
    wanted = {index: field for index, field in fields.items() if field != IGNORE}
    rents = [guess.index for guess in table.guesses if guess.rents]
    mapped = mapper(wanted, table.headers, rents)
    to_draft = card_draft(mapped) if table.kind == "vcf" else mapped
    to_draft = fixed(guarded(to_draft, table.guesses, wanted, fixes), wanted, fixes)
    answered = answered or HeardAnswers(fixes)
    to_draft = detect_refusals(to_draft, wanted, table.headers, fixes, table.guesses, answered)
    to_draft = hear_looks(to_draft, fixes, answered)
    people = with_people(table.guesses, wanted, answered.denies)
    first, top, strip, done_count = table.first_line, table.headers[0], str.strip, 0
    try:
        _same(table)
        for line, row in _rows(table):
            if line < first:
                continue
            cells = tuple(map(strip, row))
            if cells and cells[0] == top and repeats(table.headers, row):
                continue
            done_count += 1
            if not done_count % _STEP:
                progress(line, max(line, table.lines))
            if type(row) is not list and (draft := _told(line, row, cells, to_draft, answered)):
                yield people(draft)
                continue
            yield people(to_draft(line, cells)) if any(cells) else Draft(line=line)
        _same(table)
    except OSError as cause:
        raise error("FILE_UNREADABLE", file=table.name) from cause
    progress(table.lines, table.lines)


def _told(
    line: int, row: list[str], cells: tuple[str, ...], to_draft: ToDraft, answered: HeardAnswers
) -> Draft | None:  # fmt: skip
    """Return the draft of a row that is not as the others: a line of headings, or one under a title of refusals."""
    if isinstance(row, OtherHeadings):
        return Draft(line=line, cells=cells, headings=row.left)
    if isinstance(row, Refusing) and any(cells):
        draft = to_draft(line, cells)
        if answered.denies(line, row.title):
            return draft._replace(unsaid=(*draft.unsaid, (-1, row.title)))
        return also_refused(draft, RefusalOfRow(row.title))
    return None


def records(table: SourceTable) -> Rows:
    """Yield (line, cells) of each record of data as it is written. Raises as :func:`drafts` does."""
    try:
        _same(table)
        yield from (
            (line, row) for line, row in _rows(table) if line >= table.first_line and type(row) is not OtherHeadings
        )
    except OSError as cause:
        raise error("FILE_UNREADABLE", file=table.name) from cause


def first_rows(table: SourceTable) -> list[tuple[int, list[str]]]:
    """Return (line, cells) of the first lines of the file, titles and headings among them. Raises as :func:`drafts`
    does."""
    try:
        return list(islice(_as_written(table), opening.SAMPLE_ROWS))
    except OSError as cause:
        raise error("FILE_UNREADABLE", file=table.name) from cause


def _rows(table: SourceTable) -> Rows:
    rows = _as_written(table)
    return rows if table.kind in NAMED else in_first_order(rows, table)


def _as_written(table: SourceTable) -> Rows:
    if table.kind == "csv":
        shape = csv_rows.TextShape(table.encoding, table.delimiter, table.has_nul, table.as_text, table.unquoted)
        rows = csv_rows.text_records(table.where, shape, width=0 if table.is_turned else len(table.headers))
        return turned(rows) if table.is_turned else rows
    if table.kind == "vcf":
        return vcard.card_records(table.where, table.encoding)
    if table.kind in opening.RECORDS:
        names, found = table.headers, opening.records_of(table.where, table.kind, table.encoding)
        return ((line, [record.get(name, "") for name in names]) for line, record in found)
    if table.is_turned:
        return turned(isolated.rows(table.where, sheet=table.sheet, size=table.unpacked))
    own_ids = {guess.index for guess in table.guesses if guess.field in _NOT_LENT}
    named_ids = {guess.index for guess in table.guesses if guess.field in ("name", "last_name")}
    columns = MergedColumns([at for at in range(len(table.headers)) if at not in own_ids], named_ids, own_ids)
    return isolated.rows(
        table.where, sheet=table.sheet, size=table.unpacked, spread_over=columns, first=table.first_line
    )


def _same(table: SourceTable) -> None:
    stat = table.path.stat()
    if (stat.st_size, stat.st_mtime_ns) != (table.size, table.modified):
        raise error("FILE_CHANGED", file=table.name)


def fields_of(table: SourceTable, overrides: Mapping[str, str]) -> dict[int, str]:
    """Return column → field: the guesses that are good enough (0.5), then ``overrides``, heading → field as the user
    wrote them.

    A heading is compared folded and stands for every column that has it; « #3 » is the third column. Raises UserError
    UNKNOWN_COLUMN or UNKNOWN_FIELD, which name the choices.
    """
    fields = {
        guess.index: guess.field for guess in table.guesses if guess.confidence >= TAKEN and guess.field != IGNORE
    }
    for heading, field in overrides.items():
        if field not in FIELDS:
            raise error("UNKNOWN_FIELD", said=field, choices=", ".join(FIELDS))
        for index in _columns_named(table, heading):
            fields.pop(index, None)
            if field != IGNORE:
                fields[index] = field
    return fields


def _columns_named(table: SourceTable, heading: str) -> list[int]:
    wanted = key(heading)
    if heading.startswith("#") and heading[1:].isdecimal() and 0 < int(heading[1:]) <= len(table.headers):
        return [int(heading[1:]) - 1]
    ids = [index for index, header in enumerate(table.headers) if key(header) == wanted]
    if not ids:
        raise error("UNKNOWN_COLUMN", said=heading, choices=", ".join(table.headers))
    return ids


def check_sellers(table: SourceTable, fields: Mapping[int, str]) -> None:
    """Raise UserError POLIRIS_STOCK as :func:`check_stock` does, or NO_SELLERS when no column gives a name, a
    telephone or an e-mail: a file of sales or of listings is not a file of sellers."""
    check_stock(table)
    if _PERSON.isdisjoint(fields.values()):
        raise error("NO_SELLERS", file=table.name)


def check_stock(table: SourceTable) -> None:
    """Raise UserError POLIRIS_STOCK for an agency's own stock of listings, SHEET_OF_REFUSALS for a sheet named as a
    list of people who refuse, TITLE_OF_REFUSALS for a file whose title says so, whatever fields the columns are
    given."""
    if table.is_stock:
        raise error("POLIRIS_STOCK", file=table.name)
    if names_refusals(table.sheet):
        raise error("SHEET_OF_REFUSALS", sheet=table.sheet)
    title = next(filter(titles_refusals, table.titles), "")
    if title:
        raise error("TITLE_OF_REFUSALS", title=title)


def guarded(to_draft: ToDraft, guesses: Sequence[ColumnGuess], fields: Mapping[int, str], fixes: Fixes) -> ToDraft:
    """Return ``to_draft`` with ``slid`` set on the drafts of shifted rows, unless the user keeps them as they are.
    ``guesses``: every column of the file."""
    usual = tuple(guess.usual for guess in guesses)
    if fixes.choices.get(SHIFTED) == "keep" or not any(usual):
        return to_draft
    width = len(guesses)
    has_phones = "phone" in fields.values()

    def guarded_draft(line: int, cells: Cells) -> Draft:
        draft = to_draft(line, cells)
        phones, code = draft.phones, draft.postcode
        odd = len(cells) > width or (code and not code[0].isdigit())
        if not odd and (not has_phones or (phones and len(phones[0]) >= _SHORTEST_PHONE)):
            return draft
        at = shifted_at(cells, usual)
        return draft if at is None else draft._replace(slid=guesses[min(at, width - 1)].header)

    return guarded_draft
