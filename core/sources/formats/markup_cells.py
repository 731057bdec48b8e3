"""The cells of tables in markup, kept as a parser meets them: its events are the methods ``start``, ``end`` and
``data``."""

import re
from collections.abc import Mapping
from datetime import datetime

from core.base.records import Struct, field
from core.sources.formats.open_document import Merge
from core.sources.formats.spreadsheet import RefusedBookError, as_text

MOST_SPAN = 256
"""Columns or rows one cell may cover; browsers allow 1000."""
MOST_COLUMN, MOST_GAP = 1 << 14, 10_000
"""Columns of a sheet; rows that may be skipped at once."""
MOST_TABLES = 2_000
_SPACES = re.compile(r"[^\S\n]*\n[^\S\n]*|[^\S\n]+")
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_UNSHOWN = frozenset({"script", "style", "head", "title"})
_NAME = 80
_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"


class MarkupTable(Struct):
    """A table being read: its ``name``, its ``rows`` of cells; ``below``: column → last row that a cell above
    covers; ``merges``: the blocks of several rows; whether it is ``visible``."""

    name: str = ""
    rows: list[list[str]] = field(default_factory=list)
    below: dict[int, int] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    visible: bool = True


class _MarkupCell(Struct):
    texts: list[str]
    across: int
    down: int
    raw: str


class HtmlCells:
    """The tables of a page. A table inside another is one of its own, and no part of the cell that holds it."""

    def __init__(self) -> None:
        self.tables: list[MarkupTable] = []
        self._open: list[tuple[MarkupTable, _MarkupCell | None]] = []
        self._cell: _MarkupCell | None = None
        self._table: MarkupTable | None = None
        self._unshown = 0
        self._caption = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        if tag in _UNSHOWN:
            self._unshown += 1
        elif tag == "table":
            self._begin_table()
        elif self._table is None:
            return
        elif tag == "tr":
            self._finish_cell()
            self._table.rows.append([])
        elif tag in ("td", "th"):
            self._finish_cell()
            across, down = _span(attributes, "colspan"), _span(attributes, "rowspan")
            self._cell = _MarkupCell([], across, down, attributes.get("x:num", ""))
        elif tag in ("br", "p", "div", "li") and self._cell is not None:
            self._cell.texts.append("\n")
        self._caption = tag == "caption"

    def _begin_table(self) -> None:
        if self._table is not None:
            self._open.append((self._table, self._cell))
        self._table, self._cell = MarkupTable(), None
        self.tables.append(self._table)
        if len(self.tables) > MOST_TABLES:
            raise RefusedBookError("FILE_TOO_HEAVY")

    def end(self, tag: str) -> None:
        """End an element."""
        if tag in _UNSHOWN:
            self._unshown = max(0, self._unshown - 1)
        elif tag in ("td", "th", "tr"):
            self._finish_cell()
        elif tag == "caption":
            self._caption = False
        elif tag == "table" and self._table is not None:
            self._finish_cell()
            self._table, self._cell = self._open.pop() if self._open else (None, None)

    def data(self, text: str) -> None:
        """Take a piece of text."""
        if self._unshown:
            return
        if self._cell is not None:
            self._cell.texts.append(text.replace("\r", " ").replace("\n", " "))
        elif self._caption and self._table is not None:
            self._table.name = f"{self._table.name} {text}".strip()[:_NAME]

    def close(self) -> None:
        """End the page."""
        self._finish_cell()

    def _finish_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None or self._table is None:
            return
        rows, below = self._table.rows, self._table.below
        if not rows:
            rows.append([])
        row = rows[-1]
        here = len(rows) - 1
        _skip(row, below, here)
        words = _SPACES.sub(lambda found: "\n" if "\n" in found[0] else " ", "".join(cell.texts)).strip()
        text = cell.raw if cell.raw and _ROUNDED.fullmatch(words) else words
        if cell.down > 1:
            self._table.merges.append((here, len(row), here + cell.down - 1))
        for at in range(cell.across):
            if cell.down > 1:
                below[len(row)] = here + cell.down - 1
            row.append("" if at else text)


def _skip(row: list[str], below: Mapping[int, int], here: int) -> None:
    """Leave blank the places of row ``here`` that a cell of a row above covers."""
    while below.get(len(row), -1) >= here:
        row.append("")


def _span(attributes: Mapping[str, str], name: str) -> int:
    value = attributes.get(name, "").strip()
    return max(1, min(int(value), MOST_SPAN)) if value.isdecimal() and len(value) <= len(str(MOST_COLUMN)) else 1


class XmlCells:
    """The sheets of a workbook in XML. What the file skips (``ss:Index``) is put back, within bounds."""

    def __init__(self) -> None:
        self.tables: list[MarkupTable] = []
        self._kind = ""
        self._across = 0
        self._texts: list[str] | None = None
        self._hides = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        name = tag.rpartition("}")[2]
        if name == "Worksheet":
            self.tables.append(MarkupTable(attributes.get(f"{_SPREADSHEET}Name", "")))
        elif not self.tables:
            return
        elif name == "Row":
            self._skip_rows(_index(attributes))
            self.tables[-1].rows.append([])
        elif name == "Cell" and self.tables[-1].rows:
            self._begin_cell(attributes)
        elif name == "Data":
            self._kind, self._texts = attributes.get(f"{_SPREADSHEET}Type", ""), []
        self._hides = name == "Visible"

    def end(self, tag: str) -> None:
        """End an element."""
        name = tag.rpartition("}")[2]
        if name == "Data" and self._texts is not None and self.tables and self.tables[-1].rows:
            row = self.tables[-1].rows[-1]
            if row:
                row[-1] = _typed("".join(self._texts), self._kind)
            self._texts = None
        elif name == "Cell" and self.tables and self.tables[-1].rows:
            self.tables[-1].rows[-1].extend([""] * self._across)
        self._hides = False

    def data(self, text: str) -> None:
        """Take a piece of text."""
        if self._texts is not None:
            self._texts.append(text)
        elif self._hides and self.tables and text.strip().startswith("SheetHidden"):
            self.tables[-1].visible = False

    def close(self) -> None:
        """End the workbook."""

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        row, wanted = self.tables[-1].rows[-1], _index(attributes)
        merged = f"{_SPREADSHEET}MergeAcross"
        self._across = _span(attributes, merged) if attributes.get(merged) else 0
        if wanted > MOST_COLUMN or len(row) > MOST_COLUMN:
            raise RefusedBookError("FILE_TOO_HEAVY")
        row.extend([""] * max(0, wanted - 1 - len(row)))
        row.append("")
        down = f"{_SPREADSHEET}MergeDown"
        if attributes.get(down):
            top = len(self.tables[-1].rows) - 1
            self.tables[-1].merges.append((top, len(row) - 1, top + _span(attributes, down)))

    def _skip_rows(self, wanted: int) -> None:
        rows = self.tables[-1].rows
        if wanted - len(rows) > MOST_GAP:
            raise RefusedBookError("FILE_TOO_HEAVY")
        rows.extend([] for _row in range(max(0, wanted - 1 - len(rows))))


def _index(attributes: Mapping[str, str]) -> int:
    value = attributes.get(f"{_SPREADSHEET}Index", "")
    return int(value[:10]) if value.isdecimal() else 0


def _typed(text: str, kind: str) -> str:
    """Return a cell as text, as those of other workbooks: numbers without a needless « .0 », days as ISO."""
    words = text.strip()
    try:
        if kind == "Number":
            return as_text(float(words))
        if kind == "DateTime":
            return as_text(datetime.fromisoformat(words.removesuffix("Z")))
    except ValueError:
        return words
    return as_text(words == "1") if kind == "Boolean" else text.strip()
