"""What an OpenDocument sheet shows beside the texts of its cells (part 3 of ODF 1.3): the colours and the strikes of
its own styles, comments, hidden rows and columns."""

import re
import zipfile
from collections.abc import Iterator
from typing import Any

from core.base.lazy_imports import lxml_etree
from core.sources.formats.painted_rows import LONGEST, MOST_COMMENTS, STRIKE, Looks, PaintedRows

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _STYLE, _OFFICE = (f"{{{_NS}{name}:1.0}}" for name in ("table", "style", "office"))
_COLOUR = f"{{{_NS}xsl-fo-compatible:1.0}}background-color"
_TEXT = f"{{{_NS}text:1.0}}p"
_OPTIONS: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
_HIDDEN = ("collapse", "filter")
_MOST_ROWS = 1_000_000
_SHOWS = re.compile(
    rb'background-color="#|line-through-style="(?!none)|office:annotation|:visibility="(?:collapse|filter)'
)


def document_looks(book: zipfile.ZipFile, sheet: str) -> Looks:
    """Return what a sheet shows. Raises what ``zipfile`` and the parser raise."""
    if not _SHOWS.search(book.read("content.xml")):
        return {}
    styles: dict[str, tuple[str, ...]] = {}
    painted, inside, row = PaintedRows(), False, 0
    names = ("table", "table-row", "table-column")
    tags = [*[f"{_TABLE}{name}" for name in names], f"{_STYLE}style"]
    with book.open("content.xml") as content:
        for event, element in lxml_etree().iterparse(content, events=("start", "end"), tag=tags, **_OPTIONS):
            if element.tag == tags[0]:
                inside = event == "start" and element.get(f"{_TABLE}name") == sheet
            elif event == "end" and element.tag == tags[-1]:
                styles[element.get(f"{_STYLE}name", "")] = _looks_of(element)
            elif event == "end" and inside and element.tag == tags[2]:
                _see_column(element, painted)
            elif event == "end" and element.tag == tags[1]:
                if inside and row < _MOST_ROWS:
                    row += _see_row(element, row + 1, painted, styles)
                element.clear()
    return painted.looks()


def _looks_of(style: Any) -> tuple[str, ...]:
    cell, text = style.find(f"{_STYLE}table-cell-properties"), style.find(f"{_STYLE}text-properties")
    colour = (cell.get(_COLOUR, "") if cell is not None else "").removeprefix("#").lower()
    strike = text.get(f"{_STYLE}text-line-through-style", "none") if text is not None else "none"
    is_seen = len(colour) == 6 and colour != "ffffff" and set(colour) <= set("0123456789abcdef")
    return (*((colour,) if is_seen else ()), *((STRIKE,) if strike != "none" else ()))


def _see_column(column: Any, painted: PaintedRows) -> None:
    first = sum(_times(before, "columns") for before in column.itersiblings(column.tag, preceding=True))
    if column.get(f"{_TABLE}visibility") in _HIDDEN and first < LONGEST:
        painted.columns += range(first, min(first + _times(column, "columns"), LONGEST))


def _see_row(row: Any, number: int, painted: PaintedRows, styles: dict[str, tuple[str, ...]]) -> int:
    """Add a row, and return how many rows it stands for."""
    times = _times(row, "rows")
    cells = [(column, cell) for column, cell in _cells(row) if cell.find(_TEXT) is not None]
    if not cells:
        return times
    painted.count += 1
    painted.alone += [number] if len(cells) == 1 else ()
    if row.get(f"{_TABLE}visibility") in _HIDDEN:
        painted.hidden.append(number)
    for column, cell in cells:
        for look in styles.get(cell.get(f"{_TABLE}style-name", ""), ()):
            painted.see(number, column, look)
        note = cell.find(f"{_OFFICE}annotation")
        words = (
            " ".join(" ".join(part.xpath("string()") for part in note.iter(_TEXT)).split()) if note is not None else ""
        )
        if words and len(painted.comments) < MOST_COMMENTS:
            painted.comments.append((number, _reference(column, number), words[:LONGEST]))
    return times


def _cells(row: Any) -> Iterator[tuple[int, Any]]:
    column = 0
    for cell in row:
        yield column, cell
        column += _times(cell, "columns")


def _times(element: Any, what: str) -> int:
    value = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(value[:8]) if value.isdecimal() else 1


def _reference(column: int, row: int) -> str:
    letters = ""
    while column >= 0:
        letters = f"{chr(65 + column % 26)}{letters}"
        column = column // 26 - 1
    return f"{letters}{row}"
