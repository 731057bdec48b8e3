"""Reads the tables of a text document, of Word (ECMA-376 part 1, 17.4) or OpenDocument (part 3 of ODF 1.3, 9), each as
a sheet, with what its rows show: colours, strikes, comments. The lines above a table stand above its rows, since they
may say what it is a list of.

It runs in the child process of ``reader_child``, under limits of memory and time. No tree is built and no entity is
resolved; cells are kept as a parser meets them, as those of a page are.
"""

import zipfile
from collections.abc import Mapping
from typing import IO, Any

from core.base.lazy_imports import lxml_etree
from core.sources.formats.markup import MarkupBook
from core.sources.formats.markup_cells import MOST_SPAN, HtmlCells, MarkupTable
from core.sources.formats.painted_rows import LONGEST, MOST_COMMENTS, STRIKE, Looks, PaintedRows
from core.sources.formats.spreadsheet import RefusedBookError

_PARTS = {"word/document.xml": "DOCX_WITHOUT_TABLE", "content.xml": "ODT_WITHOUT_TABLE"}
"""The part that holds the text → how it is refused without a table."""
_COMMENTS = "word/comments.xml"
_PIECE, _PROLOG = 1 << 20, 1 << 16
_ABOVE, _LONGEST_TITLE = 3, 200
_HIGHLIGHTS: Mapping[str, str] = {
    "red": "ff0000", "yellow": "ffff00", "green": "00ff00", "cyan": "00ffff", "magenta": "ff00ff", "blue": "0000ff",
    "darkRed": "800000", "darkYellow": "808000", "darkGreen": "008000", "darkBlue": "000080", "lightGray": "c0c0c0",
}  # fmt: skip
"""Colours of 17.18.40."""
_SHOWN_AS = {"tbl": "table", "tr": "tr", "tc": "td", "p": "p", "table": "table", "table-row": "tr", "table-cell": "td"}
_UNSAID = frozenset({"Fallback", "moveFrom", "tracked-changes", "footnote"})
"""What repeats the text, or is no longer in it."""


def read_document(file: IO[bytes]) -> "DocumentBook | None":
    """Return the tables of a text document; None for any other archive. Raises RefusedBookError DOCX_WITHOUT_TABLE or
    ODT_WITHOUT_TABLE, FILE_UNREADABLE, FILE_TOO_HEAVY."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            part = next((name for name in _PARTS if name in names), "")
            if not part or (part == "content.xml" and not _is_text(archive)):
                return None
            cells = DocumentCells(_comments(archive) if _COMMENTS in names else {})
            _feed(archive, part, cells)
    except zipfile.BadZipFile as cause:
        raise RefusedBookError("FILE_UNREADABLE") from cause
    finally:
        file.seek(0)
    if not any(any(any(row) for row in table.rows[cells.above(table) :]) for table in cells.tables):
        raise RefusedBookError(_PARTS[part])
    return DocumentBook(cells)


def _is_text(archive: zipfile.ZipFile) -> bool:
    return "mimetype" in archive.namelist() and b"opendocument.text" in archive.open("mimetype").read(_LONGEST_TITLE)


def _feed(archive: zipfile.ZipFile, part: str, target: Any) -> None:
    etree = lxml_etree()
    parser = etree.XMLParser(target=target, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        with archive.open(part) as content:
            piece = content.read(_PIECE)
            # No program writes one, and it is where entities that multiply are declared.
            if b"<!doctype" in piece[:_PROLOG].replace(b"\0", b"").lower():
                raise RefusedBookError("FILE_UNREADABLE")
            while piece:
                parser.feed(piece)
                piece = content.read(_PIECE)
        parser.close()
    except etree.XMLSyntaxError as cause:
        raise RefusedBookError("FILE_UNREADABLE") from cause


def _comments(archive: zipfile.ZipFile) -> dict[str, str]:
    texts = _CommentTexts()
    _feed(archive, _COMMENTS, texts)
    return {number: " ".join("".join(words).split())[:LONGEST] for number, words in texts.words.items()}


class _CommentTexts:
    """The comments of a Word document, by their id."""

    def __init__(self) -> None:
        self.words: dict[str, list[str]] = {}
        self._now: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag.endswith("}comment") and len(self.words) < MOST_COMMENTS:
            self._now = self.words.setdefault(_value(attributes, "id"), [])
        elif tag.endswith("}p"):
            self._now.append(" ")

    def data(self, text: str) -> None:
        self._now.append(text)

    def close(self) -> None:
        """End the part."""


class DocumentCells(HtmlCells):
    """The tables of a document, read as those of a page are. ``comments``: of Word, by their id."""

    def __init__(self, comments: Mapping[str, str]) -> None:
        super().__init__()
        self._comments_of, self._styles = comments, dict[str, tuple[str, ...]]()
        self._paints: dict[int, tuple[PaintedRows, int]] = {}
        self._texts, self._above = list[str](), list[str]()
        self._style = self._repeats = self._note = ""
        self._says = self._noted = False
        self._looks = set[str]()
        self._rows_repeat = 1

    def paint(self, table: MarkupTable) -> PaintedRows:
        """Return what the rows of a table show."""
        return self._paints[id(table)][0]

    def above(self, table: MarkupTable) -> int:
        """Return how many lines of text stand above a table."""
        return self._paints[id(table)][1]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        name = tag.rpartition("}")[2]
        if name in _UNSAID:
            self._unshown += 1
        elif name == "annotation":
            self._noted, self._note = True, ""
        elif name in ("t", "span", "s", "h") or (name == "p" and "text:1.0" in tag):
            self._says = True
        if not self._noted:
            self._begin(name, attributes)

    def end(self, tag: str) -> None:
        """End an element."""
        name = tag.rpartition("}")[2]
        if name in _UNSAID:
            self._unshown = max(0, self._unshown - 1)
        elif name == "annotation":
            self._noted = False
            self._comment(self._note)
        elif name == "t" or (name in ("p", "h") and not self._noted):
            self._says = False
        if name in ("p", "h") and self._table is None:
            self._end_line()
        elif name in ("tc", "table-cell") and not self._noted:
            self._end_cell()
        elif name in ("tr", "table-row"):
            self._end_row()
        elif name in ("tbl", "table"):
            super().end("table")

    def data(self, text: str) -> None:
        """Take a piece of text."""
        if self._noted:
            self._note += text[:LONGEST]
        elif self._says and self._table is None:
            self._texts.append(text)
        elif self._says:
            super().data(text)

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _SHOWN_AS:
            self._begin_shown(name, attributes)
        elif name == "style":
            self._style = _value(attributes, "name")
        elif name in ("table-cell-properties", "text-properties"):
            self._styles[self._style] = (*self._styles.get(self._style, ()), *_looks_of(attributes))
        elif self._cell is not None:
            self._begin_in_cell(name, attributes)
        elif name == "tblCaption" and self._table is not None:
            self._table.name = _value(attributes, "val")[:_LONGEST_TITLE]

    def _begin_shown(self, name: str, attributes: Mapping[str, str]) -> None:
        super().start(_SHOWN_AS[name], {})
        if name in ("tbl", "table") and self._table is not None:
            self._table.name = _value(attributes, "name")[:_LONGEST_TITLE]
            lines, self._above = self._above[-_ABOVE:], []
            self._table.rows += [[line] for line in lines]
            self._paints[id(self._table)] = (PaintedRows(), len(lines))
        elif name in ("tc", "table-cell") and self._cell is not None:
            self._looks = {*self._styles.get(_value(attributes, "style-name"), ())}
            self._cell.across = _times(attributes, "number-columns-spanned")
            self._cell.down = _times(attributes, "number-rows-spanned")
            self._repeats = _value(attributes, "number-columns-repeated")
        elif name == "table-row":
            self._rows_repeat = _times(attributes, "number-rows-repeated")

    def _begin_in_cell(self, name: str, attributes: Mapping[str, str]) -> None:
        cell = self._cell
        if cell is None:
            return
        value = _value(attributes, "val")
        self._looks |= {*self._look(name, value, attributes)}
        if name == "gridSpan":
            cell.across = _number(value)
        elif name == "vMerge" and value != "restart":
            cell.raw = "above"
        elif name == "commentReference":
            self._comment(self._comments_of.get(_value(attributes, "id"), ""))
        elif name in ("br", "cr", "line-break", "tab", "s"):
            cell.texts.append(" " if name in ("tab", "s") else "\n")

    def _look(self, name: str, value: str, attributes: Mapping[str, str]) -> tuple[str, ...]:
        """Return what an element of a cell shows."""
        if name == "shd":
            return _colours(_value(attributes, "fill"))
        if name == "highlight":
            return _colours(_HIGHLIGHTS.get(value, ""))
        if name in ("strike", "dstrike"):
            return () if value in ("0", "false") else (STRIKE,)
        return self._styles.get(_value(attributes, "style-name"), ()) if name == "span" else ()

    def _end_line(self) -> None:
        line = " ".join("".join(self._texts).split())[:_LONGEST_TITLE]
        self._texts = []
        if line:
            self._above = [*self._above[-_ABOVE:], line]

    def _end_cell(self) -> None:
        cell, table = self._cell, self._table
        if cell is None or table is None:
            return
        is_below, cell.raw = cell.raw == "above", ""
        row, number = table.rows[-1], len(table.rows)
        column = len(row)
        self._finish_cell()
        if is_below and number > 1 and column < len(table.rows[-2]):
            row[column] = table.rows[-2][column]
        row += row[column:] * min(_number(self._repeats) - 1, MOST_SPAN) if any(row[column:]) else []
        if row[column:] and row[column]:
            for look in sorted(self._looks):
                self.paint(table).see(number, column, look)

    def _end_row(self) -> None:
        table = self._table
        if table is None or not table.rows:
            return
        self._finish_cell()
        row, paint = table.rows[-1], self.paint(table)
        written = sum(map(bool, row))
        paint.count += bool(written)
        paint.alone += [len(table.rows)] if written == 1 else []
        if written:
            table.rows += [list(row) for _again in range(min(self._rows_repeat, MOST_SPAN) - 1)]
        self._rows_repeat = 1

    def _comment(self, words: str) -> None:
        if words.strip() and self._table is not None:
            comments = self.paint(self._table).comments
            if len(comments) < MOST_COMMENTS:
                comments.append((len(self._table.rows), f"{len(self._table.rows)}", " ".join(words.split())[:LONGEST]))


class DocumentBook(MarkupBook):
    """The tables of a document, and what their rows show."""

    def __init__(self, cells: DocumentCells) -> None:
        super().__init__([table for table in cells.tables if any(map(any, table.rows[cells.above(table) :]))])
        self._cells = cells

    def looks(self, name: str) -> Looks:
        """Return what the rows of a table show."""
        self.height(name)
        return self._cells.paint(self._tables[name]).looks()


def _value(attributes: Mapping[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition("}")[2] == name), "")


def _number(value: str) -> int:
    return max(1, min(int(value[:6]), MOST_SPAN)) if value.isdecimal() else 1


def _times(attributes: Mapping[str, str], name: str) -> int:
    return _number(_value(attributes, name))


def _looks_of(attributes: Mapping[str, str]) -> tuple[str, ...]:
    is_struck = _value(attributes, "text-line-through-style") not in ("", "none")
    return (*_colours(_value(attributes, "background-color")), *((STRIKE,) if is_struck else ()))


def _colours(value: str) -> tuple[str, ...]:
    colour = value.removeprefix("#").lower()
    is_seen = len(colour) == 6 and colour != "ffffff" and set(colour) <= set("0123456789abcdef")
    return (colour,) if is_seen else ()
