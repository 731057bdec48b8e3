"""Chooses which table of an archive is meant when it holds several and the user named none: one like a file seen
before, else the first that may hold sellers."""

from collections.abc import Iterator
from pathlib import Path

from core.actions.intake import known_files
from core.base.errors import UserError
from core.sources.formats import archive
from core.sources.tables.reading import SourceTable, check_sellers, fields_of, open_table
from core.store.port import Reader

_TRIED = 24
"""Tables of one archive looked at; opening each takes its time."""


def open_known(
    r: Reader, path: Path, *, sheet: str = "", encoding: str = "", delimiter: str = "", member: str = "",
    header_line: int | None = None,
) -> SourceTable:  # fmt: skip
    """Do as ``open_table``; among several tables, the one whose shape is known is opened. Raises the same UserError,
    and ARCHIVE_SEVERAL when no shape is known."""
    try:
        return _as_before(
            r, path, sheet=sheet, encoding=encoding, delimiter=delimiter, member=member, header_line=header_line
        )
    except UserError as problem:
        table = _known(r, _tables(path)) if _is_open_question(problem, member) else None
        if table is None:
            raise
        return table


def open_meant(
    r: Reader, path: Path, *, sheet: str = "", encoding: str = "", delimiter: str = "", member: str = "",
    header_line: int | None = None,
) -> SourceTable:  # fmt: skip
    """Do as :func:`open_known`, for a user who sees which table was opened and may choose another: among several new
    tables the first that may hold sellers is opened, else the first that can be read. Raises the UserError of the
    first one when none can be read."""
    try:
        return _as_before(
            r, path, sheet=sheet, encoding=encoding, delimiter=delimiter, member=member, header_line=header_line
        )
    except UserError as problem:
        if not _is_open_question(problem, member):
            raise
    tables = list(_tables(path))
    table = _known(r, iter(tables))
    readable = table or next(filter(_may_hold_sellers, tables), tables[0] if tables else None)
    return readable or open_table(path, member=archive.members(path)[0])


def _as_before(
    r: Reader, path: Path, *, sheet: str, encoding: str, delimiter: str, member: str, header_line: int | None
) -> SourceTable:
    """Do as ``open_table``, the line of the headings being that of the last file like it, where it was said."""
    table = open_table(
        path, sheet=sheet, encoding=encoding, delimiter=delimiter, member=member, header_line=header_line
    )
    line = known_files.header_line(r, table)
    if line is None:
        return table
    return open_table(
        path, sheet=table.sheet, encoding=encoding, delimiter=delimiter, member=table.member, header_line=line
    )


def _is_open_question(problem: UserError, member: str) -> bool:
    return problem.code == "ARCHIVE_SEVERAL" and not member


def _tables(path: Path) -> Iterator[SourceTable]:
    for member in archive.members(path)[:_TRIED]:
        try:
            yield open_table(path, member=member)
        except UserError:
            # Another table may be readable; when none is, the error of the first is raised.
            continue


def _known(r: Reader, tables: Iterator[SourceTable]) -> SourceTable | None:
    return next((table for table in tables if known_files.recall(r, table)), None)


def _may_hold_sellers(table: SourceTable) -> bool:
    try:
        check_sellers(table, fields_of(table, {}))
    except UserError:
        return False
    return True
