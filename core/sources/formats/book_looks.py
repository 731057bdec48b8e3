"""What a workbook shows beside the texts of its cells: coloured rows, what is struck out, comments, hidden rows and
columns (ECMA-376 part 1, 18.3, 18.7 and 18.8). The reader of workbooks tells none of it.

It runs in the child process of ``reader_child``, under limits of memory and time; no entity of a file is resolved. A
sheet without any of it is passed over without being parsed.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

from core.base.lazy_imports import lxml_etree
from core.sources.formats.open_document_looks import document_looks
from core.sources.formats.painted_rows import LONGEST, MOST_COMMENTS, STRIKE, Looks, PaintedRows, column_of

_SHOWS = re.compile(rb'patternType="(?!none"|gray125")|<(?:\w+:)?strike\b')
_OPTIONS: Mapping[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_TRUE = ("1", "true")
_PIECE = 1 << 20
_WHITE = "ffffff"
_THEME = (_WHITE, "000000", "e7e6e6", "44546a", "4472c4", "ed7d31", "a5a5a5", "ffc000", "5b9bd5", "70ad47")
"""The colours of the usual theme: light, dark, then six accents (18.8.3)."""
_INDEXED: Mapping[int, str] = {
    2: "ff0000", 3: "00ff00", 4: "0000ff", 5: "ffff00", 6: "ff00ff", 7: "00ffff", 10: "ff0000", 11: "00ff00",
    12: "0000ff", 13: "ffff00", 14: "ff00ff", 15: "00ffff", 16: "800000", 17: "008000", 22: "c0c0c0", 23: "808080",
    29: "ff8080", 40: "00ccff", 42: "ccffcc", 43: "ffff99", 45: "ff99cc", 47: "ffcc99", 50: "99cc00", 51: "ffcc00",
    52: "ff9900", 53: "ff6600", 57: "339966",
}  # fmt: skip
"""The colours of the old palette that are seen (18.8.27)."""


def book_looks(file: IO[bytes], sheet: str) -> Looks:
    """Return what a sheet of an XLSX or of an ODS shows; nothing for any other file, or when it cannot be parsed."""
    place = file.tell()
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as book:
            if "content.xml" in book.namelist():
                return document_looks(book, sheet)
            part = _part_of(book, sheet) if _may_show(book) else ""
            return _looks(book, part) if part else {}
    except (zipfile.BadZipFile, KeyError, ValueError, OverflowError, lxml_etree().XMLSyntaxError):
        return {}
    finally:
        file.seek(place)


def _may_show(book: zipfile.ZipFile) -> bool:
    """Tell whether a workbook may show anything: most are told by their styles, before a parser is loaded."""
    names = set(book.namelist())
    if "xl/workbook.xml" not in names:
        return False
    styles = book.read("xl/styles.xml") if "xl/styles.xml" in names else b""
    return (
        _SHOWS.search(styles) is not None
        or any("omments" in name for name in names)
        or any(_hides(book, name) for name in names if name.startswith("xl/worksheets/sheet"))
    )


def _looks(book: zipfile.ZipFile, part: str) -> Looks:
    styles = _styles(book)
    comments = list(_comments(book, part))
    painted = PaintedRows(comments=comments)
    if styles or _hides(book, part):
        with book.open(part) as content:
            _see_rows(content, styles, painted)
    return painted.looks()


def _part_of(book: zipfile.ZipFile, sheet: str) -> str:
    """Return the part of a sheet, empty where there is none of that name."""
    ids = {
        element.get("name"): next((value for name, value in element.items() if name.endswith("}id")), "")
        for element in _elements(book, "xl/workbook.xml", "sheet")
    }
    return _targets(book, "xl/workbook.xml").get(ids.get(sheet, ""), "")


def _targets(book: zipfile.ZipFile, part: str, kind: str = "") -> dict[str, str]:
    """Return id → part of what a part refers to, those of a ``kind`` alone when it is given."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in book.namelist():
        return {}
    return {
        element.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/")
        for element in _elements(book, relations, "Relationship")
        if element.get("Type", "").endswith(kind)
    }


def _elements(book: zipfile.ZipFile, part: str, tag: str) -> Iterator[Any]:
    with book.open(part) as content:
        for _event, element in lxml_etree().iterparse(content, tag=f"{{*}}{tag}", **_OPTIONS):
            yield element


def _styles(book: zipfile.ZipFile) -> dict[str, tuple[str, ...]]:
    """Return the number of each style that shows something → its colour, « strike »."""
    if "xl/styles.xml" not in book.namelist():
        return {}
    with book.open("xl/styles.xml") as content:
        root = lxml_etree().parse(content, lxml_etree().XMLParser(**_OPTIONS)).getroot()
    fills = [_colour(fill) for fill in root.iterfind("{*}fills/{*}fill")]
    strikes = [_is_struck(font) for font in root.iterfind("{*}fonts/{*}font")]
    styles: dict[str, tuple[str, ...]] = {}
    for number, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        colour = _at(fills, style.get("fillId"), "")
        strike = STRIKE if _at(strikes, style.get("fontId"), default=False) else ""
        if looks := tuple(filter(None, (colour, strike))):
            styles[str(number)] = looks
    return styles


def _at(values: list[Any], index: str | None, default: Any) -> Any:
    return values[int(index)] if index and index.isdecimal() and int(index) < len(values) else default


def _is_struck(font: Any) -> bool:
    strike = font.find("{*}strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def _colour(fill: Any) -> str:
    """Return the colour of a fill, empty for none and for white."""
    pattern = fill.find("{*}patternFill")
    if pattern is None or pattern.get("patternType", "none") in ("none", "gray125"):
        return ""
    front = pattern.find("{*}fgColor")
    colour = _rgb(front) if front is not None else ""
    return "" if colour == _WHITE else colour


def _rgb(front: Any) -> str:
    theme, tint = front.get("theme"), float(front.get("tint", "0")[:20])
    rgb = front.get("rgb", "")[-6:].lower()
    if theme is not None:
        rgb = _at(list(_THEME), theme, "")
    elif (index := front.get("indexed")) is not None:
        rgb = _INDEXED.get(int(index), "") if index.isdecimal() else ""
    if not re.fullmatch(r"[0-9a-f]{6}", rgb):
        return ""
    parts = [int(rgb[at : at + 2], 16) for at in (0, 2, 4)]
    tinted = [round(part + (255 - part) * tint if tint > 0 else part * (1 + tint)) for part in parts]
    return "".join(f"{min(max(part, 0), 255):02x}" for part in tinted)


def _hides(book: zipfile.ZipFile, part: str) -> bool:
    with book.open(part) as content:
        tail = b""
        while piece := content.read(_PIECE):
            if _HIDDEN.search(tail + piece):
                return True
            tail = piece[-20:]
    return False


def _see_rows(content: IO[bytes], styles: Mapping[str, tuple[str, ...]], painted: PaintedRows) -> None:
    """Add what the rows that hold something show."""
    library, number = lxml_etree(), 0
    filled = library.XPath("count(*[*])")
    # Asked in C: most cells of most sheets show nothing.
    shows = library.XPath(f"*[contains(' {' '.join(styles)} ', concat(' ', @s, ' '))]")
    for _event, element in library.iterparse(content, tag=("{*}row", "{*}col"), **_OPTIONS):
        is_hidden = element.get("hidden") in _TRUE
        if element.tag.endswith("col"):
            first, last = int(element.get("min", "1")), int(element.get("max", "1"))
            painted.columns += range(first - 1, min(last, LONGEST)) if is_hidden else ()
            continue
        number = int(element.get("r", number + 1))
        painted.count += len(element) > 0
        cells = shows(element) if styles else ()
        if (cells or is_hidden) and (size := filled(element)):
            painted.hidden += [number] if is_hidden else ()
            painted.alone += [number] if size == 1 else ()
            _see_cells(cells, number, styles, painted)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _see_cells(
    cells: Sequence[Any], number: int, styles: Mapping[str, tuple[str, ...]], painted: PaintedRows
) -> None:  # fmt: skip
    for cell in cells:
        match = _REFERENCE.fullmatch(cell.get("r", ""))
        column = column_of(match[0]) if match else cell.getparent().index(cell)
        for look in styles[cell.get("s")]:
            painted.see(number, column, look)


def _comments(book: zipfile.ZipFile, part: str) -> Iterator[tuple[int, str, str]]:
    """Yield (row, cell, text) of the comments of a sheet, the old ones and those in threads."""
    names = {*_targets(book, part, "/comments").values(), *_targets(book, part, "/threadedComment").values()}
    number = 0
    for name in sorted(names & set(book.namelist())):
        for tag in ("comment", "threadedComment"):
            for element in _elements(book, name, tag):
                match = _REFERENCE.fullmatch(element.get("ref", ""))
                words = " ".join("".join(element.itertext()).split())[:LONGEST]
                number += 1
                if match and words and number <= MOST_COMMENTS:
                    yield int(match[2]), match[0], words
