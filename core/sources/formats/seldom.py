"""The one place of the readers of files that imports a module late: what the process that reads a workbook of our days
does not need, a third of the time it takes to start."""
# ruff: noqa: PLC0415 - the process starts quickly because this waits

from typing import IO

from core.sources.formats.spreadsheet import Sheets


def in_markup(file: IO[bytes]) -> Sheets:
    """Return the tables of a file in markup: see :func:`core.sources.formats.markup.read_markup`."""
    from core.sources.formats import markup

    return markup.read_markup(file)


def names_refusals(sheet: str) -> bool:
    """Tell whether the name of a sheet, one of several, says that its people refuse: see
    :func:`core.sources.columns.refusals.names_refusals`."""
    from core.sources.columns import refusals

    return refusals.names_refusals(sheet)
