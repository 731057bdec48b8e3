"""Reads the rows of an XLSX, XLSB, XLS or ODS workbook as clean texts, each column at its own place, from the sheet
that holds the data.

It runs in the child process of ``reader_child``, under limits of memory and time. It imports the reader and nothing
else of ours, so that the child starts quickly.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import IO, Any

from core.base.lazy_imports import calamine
from core.sources.formats.open_document import MOST, Merge, ods_merges
from core.sources.formats.painted_rows import Looks

_LOOK = 60

Rows = Iterator[list[str]]


class RefusedBookError(Exception):
    """Why a workbook cannot be read: ``code`` names the sentence (FILE_LOCKED, FILE_UNREADABLE, FILE_EMPTY,
    UNKNOWN_SHEET)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_book(file: IO[bytes]) -> "Book":
    """Return the workbook, recognised by its content and not its name: suppliers name XLSX files « .xls ».

    Raises RefusedBookError FILE_LOCKED (password), FILE_UNREADABLE.
    """
    library = calamine()
    try:
        return Book(library.CalamineWorkbook.from_filelike(file), file)
    except library.PasswordError as cause:
        raise RefusedBookError("FILE_LOCKED") from cause
    except library.CalamineError as cause:
        raise RefusedBookError("FILE_UNREADABLE") from cause


def as_text(value: object) -> str:
    """Return a cell as text: 639980300.0 gives "639980300", midnight of a day gives the day."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, int | timedelta) else ""


def _named(book: Any) -> list[tuple[str, bool]]:
    """Return (name, visible) of the worksheets, visible ones first; charts and macros hold no rows."""
    library = calamine()
    sheets = [
        (str(found.name), found.visible == library.SheetVisibleEnum.Visible)
        for found in book.sheets_metadata
        if found.typ == library.SheetTypeEnum.WorkSheet
    ]
    return sorted(sheets, key=lambda sheet: not sheet[1])


class Sheets(ABC):
    """The sheets of a file, and which of them holds the data."""

    @property
    @abstractmethod
    def names(self) -> list[str]:
        """The sheets, hidden ones last."""

    @abstractmethod
    def is_visible(self, name: str) -> bool:
        """Tell whether a sheet is shown in the program it comes from."""

    @abstractmethod
    def height(self, name: str) -> int:
        """Return the number of rows of a sheet."""

    @abstractmethod
    def rows(self, name: str) -> Rows:
        """Yield the cells of each row of a sheet."""

    def best_sheet(self, refuses: Callable[[str], bool]) -> str:
        """Return the sheet with the most cells in its first sixty rows, visible sheets before hidden ones, then those
        whose name ``refuses`` for its people, the longer when equal. Rows of one cell do not count: an explanatory
        sheet has one column. Raises FILE_EMPTY when the workbook holds charts only."""
        if not self.names:
            raise RefusedBookError("FILE_EMPTY")
        if len(self.names) == 1:
            return self.names[0]
        return max(self.names, key=lambda name: self._worth(name, refuses(name)))

    def merges(self, name: str) -> list[Merge]:
        """Return the merged blocks of several rows of a sheet; none where the format has none."""
        return []

    def looks(self, name: str) -> Looks | None:
        """Return what the rows of a sheet show beside their texts; None where the file is to be asked itself."""
        return None

    def holds_something(self, name: str) -> bool:
        """Tell whether one of the first rows of a sheet holds a text."""
        return any(cell.strip() for cells in islice(self.rows(name), _LOOK) for cell in cells)

    def _worth(self, name: str, refuses: bool) -> tuple[bool, bool, int, int]:
        counts = [sum(1 for cell in cells if cell.strip()) for cells in islice(self.rows(name), _LOOK)]
        filled = sum(count for count in counts if count > 1)
        return self.is_visible(name) and filled > 1, not refuses, filled, self.height(name)


class Book(Sheets):
    """An open workbook. A sheet is parsed when it is first asked for, and kept as long as the book.

    The reading methods raise RefusedBookError FILE_UNREADABLE, and UNKNOWN_SHEET for a name that does not exist.
    """

    def __init__(self, workbook: Any, file: IO[bytes]) -> None:
        self._workbook = workbook
        self._file = file
        self._visible = dict(_named(workbook))
        self._parsed: dict[str, Any] = {}

    @property
    def names(self) -> list[str]:
        """The worksheets, hidden ones last."""
        return list(self._visible)

    def height(self, name: str) -> int:
        """Return the number of rows, from the top of the sheet to its last cell."""
        return int(self._sheet(name).total_height)

    def rows(self, name: str) -> Rows:
        """Yield the cells of each row from the first: numbers without a needless ".0", days as ISO.

        The reader drops empty columns at the left; they are put back, so that every column keeps its place.
        """
        sheet = self._sheet(name)
        rest = [""] * (sheet.start[1] if sheet.start else 0)
        for row in sheet.iter_rows():
            cells = [cell if type(cell) is str else as_text(cell) for cell in row]
            yield rest + cells if rest else cells

    def merges(self, name: str) -> list[Merge]:
        """Return the merged blocks of several rows of a sheet."""
        told = self._sheet(name).merged_cell_ranges
        if told is None:
            return ods_merges(self._file, name)
        return [(top, left, bottom) for (top, left), (bottom, _right) in told[:MOST] if bottom > top]

    def is_visible(self, name: str) -> bool:
        """Tell whether a sheet is shown in the program it comes from."""
        return self._visible[name]

    def _sheet(self, name: str) -> Any:
        if name not in self._visible:
            raise RefusedBookError("UNKNOWN_SHEET")
        if name not in self._parsed:
            library = calamine()
            try:
                self._parsed[name] = self._workbook.get_sheet_by_name(name)
            except library.CalamineError as cause:
                raise RefusedBookError("FILE_UNREADABLE") from cause
        return self._parsed[name]
