"""What a workbook shows beside its texts: told where it means something, passed over where it adorns, and harmless in a
workbook made to hurt."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Color, Font, PatternFill

from core.sources.formats.book_looks import book_looks
from core.sources.tables.look_findings import colour_name
from tests.tables import table

ROWS = 10


def fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def red_row(sheet: Any) -> None:
    for cell in sheet[4]:
        cell.fill = fill("FFFF0000")


def red_of_the_theme(sheet: Any) -> None:
    sheet["B5"].fill = PatternFill("solid", fgColor=Color(theme=5, tint=0.4))


def red_of_the_palette(sheet: Any) -> None:
    sheet["B5"].fill = PatternFill("solid", fgColor=Color(indexed=10))


def white(sheet: Any) -> None:
    sheet["B5"].fill = fill("FFFFFFFF")


def bands(sheet: Any) -> None:
    for row in range(2, ROWS + 2, 2):
        for cell in sheet[row]:
            cell.fill = fill("FFDDEBF7")


def column(sheet: Any) -> None:
    for row in range(1, ROWS + 2):
        sheet.cell(row, 2).fill = fill("FFDDEBF7")


def scale(sheet: Any) -> None:
    for at in range(30):
        sheet.cell(2 + at % ROWS, 1 + at // ROWS).fill = fill(f"FFFF{at * 8:02X}00")


def blank_row(sheet: Any) -> None:
    for at in range(1, 4):
        sheet.cell(40, at).fill = fill("FFFF0000")


def title(sheet: Any) -> None:
    sheet["A14"] = "Secteur nord"
    sheet["A14"].fill = fill("FFFF0000")


def struck(sheet: Any) -> None:
    sheet["A3"].font = Font(strike=True)


def hidden(sheet: Any) -> None:
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["C"].hidden = True


def comment(sheet: Any) -> None:
    sheet["B2"].comment = Comment("Ne veut\nplus d’appels", "JD")


def saved(draw: Callable[[Any], None]) -> io.BytesIO:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Vendeurs"
    sheet.append(["Nom", "Téléphone", "Ville"])
    for rank in range(ROWS):
        sheet.append([f"Moreau {rank}", f"06 39 98 00 {rank:02}", "Uzès"])
    draw(sheet)
    out = io.BytesIO()
    book.save(out)
    return out


@table(
    "draw, looks",
    [
        (lambda _sheet: None, {}),
        (red_row, {"fills": {"ff0000": {4: 0b111}}}),
        (red_of_the_theme, {"fills": {"f4b183": {5: 0b10}}}),
        (red_of_the_palette, {"fills": {"ff0000": {5: 0b10}}}),
        (white, {}),
        (bands, {}),
        (column, {"decorated": {"ddebf7": [1]}}),
        (scale, {}),
        (blank_row, {}),
        (title, {"fills": {"ff0000": {14: 1}}, "alone": [14]}),
        (struck, {"struck": {3: 1}}),
        (hidden, {"hidden": [7], "columns": [2]}),
        (comment, {"comments": [(2, "B2", "Ne veut plus d’appels")]}),
    ],
)
def test_what_a_sheet_shows(draw: Callable[[Any], None], looks: dict[str, Any]) -> None:
    assert book_looks(saved(draw), "Vendeurs") == looks


def changed(part: str, before: bytes, after: bytes) -> io.BytesIO:
    """Return the workbook with a red row, one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(saved(red_row)) as book, zipfile.ZipFile(out, "w") as target:
        for entry in book.infolist():
            content = book.read(entry)
            if entry.filename == part:
                assert before in content
                content = content.replace(before, after, 1)
            target.writestr(entry, content)
    return out


BOMB = b'<!DOCTYPE a [<!ENTITY b "&#x46;"><!ENTITY c SYSTEM "file:///etc/passwd">]><styleSheet '


@table(
    "part, before, after, fills",
    [
        ("xl/styles.xml", b"<styleSheet ", BOMB, {4: 0b111}),
        ("xl/styles.xml", b'rgb="FFFF0000"', b'rgb="FFFF0000" tint="inf"', None),
        ("xl/styles.xml", b'rgb="FFFF0000"', b'rgb="&nowhere;"', None),
        ("xl/worksheets/sheet1.xml", b'r="4"', b'r="quatre"', None),
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b"</sheet", None),
        ("xl/workbook.xml", b"Vendeurs", b"Autres", None),
    ],
)
def test_a_workbook_made_to_hurt_shows_nothing(part: str, before: bytes, after: bytes, fills: list[int] | None) -> None:
    shown = book_looks(changed(part, before, after), "Vendeurs").get("fills", {})
    assert shown == ({"ff0000": fills} if fills else {})


def test_what_is_no_workbook_shows_nothing() -> None:
    assert book_looks(io.BytesIO(b"PK\x03\x04nothing"), "Vendeurs") == {}
    assert book_looks(saved(red_row), "Autre") == {}


@table(
    "colour, name",
    [
        ("ff0000", "rouge"), ("ffc7ce", "rouge clair"), ("ffc000", "jaune"), ("ff8000", "orange"), ("92d050", "vert"),
        ("0070c0", "bleu"), ("7030a0", "violet"), ("ff66cc", "rose"), ("808080", "gris"), ("000000", "noir"),
    ],
)  # fmt: skip
def test_a_colour_has_the_name_that_everybody_gives_it(colour: str, name: str) -> None:
    assert colour_name(colour) == name


CONTENT = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"><office:automatic-styles>
<style:style style:name="r" style:family="table-cell"><style:table-cell-properties fo:background-color="#FF0000"/>
</style:style><style:style style:name="s" style:family="table-cell">
<style:text-properties style:text-line-through-style="solid"/></style:style></office:automatic-styles><office:body>
<office:spreadsheet><table:table table:name="Autre">ROW</table:table><table:table table:name="Vendeurs">
<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>
HEADSROW</table:table></office:spreadsheet></office:body></office:document-content>"""
CELL = '<table:table-cell table:style-name="{style}">{note}<text:p>x</text:p></table:table-cell>'
NOTE = "<office:annotation><text:p>Ne veut plus</text:p><text:p>d’appels</text:p></office:annotation>"


def row(style: str = "n", note: str = "", more: str = "") -> str:
    cells = CELL.format(style=style, note=note) + CELL.format(style=style, note="")
    return f"<table:table-row{more}>{cells}</table:table-row>"


def test_what_a_sheet_of_open_document_shows() -> None:
    rows = [row(), row("r"), row("n", NOTE), row("s"), row(more=' table:visibility="filter"'), *[row()] * 4]
    blank = '<table:table-row table:number-rows-repeated="3"><table:table-cell table:style-name="r"/></table:table-row>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        content = CONTENT.replace("HEADSROW", "".join((*rows, blank, row("r")))).replace("ROW", row("r"))
        book.writestr("content.xml", content)
    assert book_looks(out, "Vendeurs") == {
        "fills": {"ff0000": {2: 0b11, 13: 0b11}},
        "struck": {4: 0b11},
        "hidden": [5],
        "columns": [2],
        "comments": [(3, "A3", "Ne veut plus d’appels")],
    }
    assert book_looks(out, "Absente") == {}
