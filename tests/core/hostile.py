"""Files nobody sends by accident: one function a trick, each returns the bytes; invented people only."""

import gzip
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

import openpyxl

HEADINGS = "Nom;Téléphone;E-mail;Adresse;CP;Ville;Site;Référence;Date"
ROW = "Morvan;06 39 98 00 01;;1 rue Haute;30700;Uzès;Toit Direct;T1;24/11/2025"
SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">'
    '<!ENTITY e SYSTEM "file:///etc/passwd">]>'
)


def row(name: str = "Morvan", phone: str = "06 39 98 00 01", **cells: str) -> str:
    """One line of HEADINGS, of a person at an address of their own."""
    values = {"email": "", "address": "1 rue Haute", "postcode": "30700", "town": "Uzès", "site": "Toit Direct"}
    values |= {"reference": "T1", "seen": "24/11/2025"} | cells
    return ";".join((name, phone, *values.values()))


def table(*rows: str) -> bytes:
    """A plain file in UTF-8."""
    return "\n".join((HEADINGS, *rows, "")).encode()


def book(rows: Iterable[Iterable[object]] = ()) -> bytes:
    """A workbook of one sheet: HEADINGS, then ``rows``, or one good row."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for cells in (HEADINGS.split(";"), *(rows or [ROW.split(";")])):
        sheet.append(list(cells))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def altered(change: Callable[[str, bytes], bytes], extra: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """A good workbook whose parts went through ``change``, with ``extra`` parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in extra.items():
            new.writestr(name, content)
    return out.getvalue()


def in_sheet(old: str, new: str) -> bytes:
    """A workbook with one text of its sheet replaced."""

    def change(name: str, content: bytes) -> bytes:
        return re.sub(old, new, content.decode(), count=1).encode() if name == SHEET else content

    return altered(change)


def truncated() -> bytes:
    return book()[: len(book()) // 2]


def bomb() -> bytes:
    """100 MB of spaces inside 100 kB."""
    return altered(lambda name, content: content + b" " * 100_000_000 if name == SHEET else content)


def liar() -> bytes:
    """An archive that declares less than it holds."""
    content = bytearray(bomb())
    at = content.find(SHEET.encode()) - 30
    content[at + 22 : at + 26] = (1000).to_bytes(4, "little")
    return bytes(content)


def odd_cells() -> bytes:
    """Numbers, truths and days where texts are expected."""
    return book(
        [
            [12, 639980001, True, 3.5, 1000, None, "Toit", 1e308, 45000],
            ["Morvan", 6.3998e8, False, -1, 97400.0, "Uzès", "Toit", float(2**60), "29/02/2025"],
            ["#REF!", "#N/A", "=1/0", "=cmd|'/C calc'!A0", "75001", "Paris", "Toit", "T9", "24/11/2025"],
        ]
    )


def many_sheets() -> bytes:
    """A notice first, a hidden sheet, a name with quotes."""
    made = openpyxl.Workbook()
    assert made.active is not None
    made.active.append(["Mode d’emploi"])
    for title in ('O\'Brien "x"', "Données"):
        sheet = made.create_sheet(title)
        sheet.append(HEADINGS.split(";"))
        sheet.append(ROW.split(";"))
    made.worksheets[1].sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def xml_with(entity: str) -> bytes:
    """A sheet whose first text is an entity of ENTITIES."""

    def change(name: str, content: bytes) -> bytes:
        if name not in (SHEET, "xl/sharedStrings.xml"):
            return content
        text = content.decode()
        start = text.index("?>") + 2 if text.startswith("<?xml") else 0
        return (text[:start] + ENTITIES + text[start:].replace("<t>Nom</t>", f"<t>&{entity};</t>")).encode()

    return altered(change)


def accents(encoding: str) -> bytes:
    return "\n".join((HEADINGS, row("Lefèvre"), row("Noël", phone="06 39 98 00 02"), "")).encode(encoding)


ODD_DAYS = ("01/01/0001", "31/12/9999", "29/02/2025", "29/02/2024", "00/00/0000", "99999", "-1", "1e9", "²", "demain")

FILES: Mapping[str, tuple[str, Callable[[], bytes]]] = MappingProxyType(
    {
        "zip bomb": ("bombe.xlsx", bomb),
        "zip bomb that lies": ("menteur.xlsx", liar),
        "one cell in the last corner": ("coin.xlsx", lambda: in_sheet('r="A2"', 'r="XFD1048576"')),
        "a row number beyond all": ("rang.xlsx", lambda: in_sheet('<row r="2"', '<row r="99999999999999999999"')),
        "a column that is none": ("colonne.xlsx", lambda: in_sheet('r="A2"', 'r="ÀÀ2"')),
        "a billion laughs": ("rires.xlsx", lambda: xml_with("d")),
        "an entity that reads a file": ("entite.xlsx", lambda: xml_with("e")),
        "an unknown entity": ("inconnue.xlsx", lambda: xml_with("zz")),
        "half a workbook": ("moitie.xlsx", truncated),
        "a workbook of noise": ("bruit.xlsx", lambda: altered(lambda _name, content: content[::-1])),
        "a sheet outside its archive": ("dehors.xlsx", lambda: altered(lambda _n, c: c, {"../../dehors.xml": b"<x/>"})),
        "no sheet at all": ("sans.xlsx", lambda: altered(lambda n, c: b"" if n == SHEET else c)),
        "odd cells": ("cases.xlsx", odd_cells),
        "many sheets": ("feuilles.xlsx", many_sheets),
        "an empty workbook": ("vide.xlsx", lambda: in_sheet("(?s)<sheetData>.*</sheetData>", "<sheetData/>")),
        "a workbook named csv": ("livre.csv", book),
        "a table named xlsx": ("table.xlsx", lambda: table(ROW)),
        "a table named xls": ("table.xls", lambda: table(ROW)),
        "an old workbook cut": ("vieux.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000),
        "a picture named xlsx": ("photo.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 500),
        "a picture named csv": ("photo.csv", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 500),
        "a document named csv": ("doc.csv", lambda: b"%PDF-1.7\n" + b"x" * 500),
        "an archive named csv": ("archive.csv", lambda: gzip.compress(table(ROW))),
        "a base named csv": ("base.csv", lambda: b"SQLite format 3\0" + b"\0" * 500),
        "a page named xls": ("page.xls", lambda: b"<html><table><tr><td>Nom</table>"),
        "nothing": ("rien.csv", lambda: b""),
        "one byte": ("un.csv", lambda: b"N"),
        "line ends only": ("lignes.csv", lambda: b"\n" * 100_000),
        "delimiters only": ("points.csv", lambda: b";;;;;;\n" * 1000),
        "headings only": ("entetes.csv", table),
        "noise": ("bruit.csv", lambda: bytes(range(256)) * 40),
        "zero bytes": ("nul.csv", lambda: table(row("Mor\0van")).replace(b"\n", b"\0\n")),
        "a row of zero bytes": ("nuls.csv", lambda: table(ROW) + b"\0" * 5000),
        "300 columns": ("large.csv", lambda: table(ROW).replace(b"\n", b";" * 291 + b"\n")),
        "300 headings alike": ("memes.csv", lambda: (";".join(["Nom"] * 300) + "\n" + ";".join(["x"] * 300)).encode()),
        "a cell of 1 MB": ("un-mega.csv", lambda: table(row("x" * 1_000_000))),
        "a cell of 40 MB": ("quarante.csv", lambda: table(row("x" * 40_000_000))),
        "one stray quote": ("guillemet.csv", lambda: table(*[ROW] * 50, row('"Morvan'), *[ROW] * 50)),
        "quotes everywhere": ("guillemets.csv", lambda: table('"' * 9999, ROW, '"a""b";"c')),
        "UTF-16 without a mark": ("utf16.csv", lambda: accents("utf-16-le")),
        "UTF-16 the other way": ("utf16be.csv", lambda: accents("utf-16-be")),
        "UTF-16 cut in a letter": ("utf16c.csv", lambda: accents("utf-16")[:-1]),
        "UTF-32": ("utf32.csv", lambda: accents("utf-32")),
        "Mac Roman": ("mac.csv", lambda: accents("mac_roman")),
        "DOS": ("dos.csv", lambda: accents("cp850")),
        "two encodings": ("deux.csv", lambda: accents("utf-8") + accents("cp1252")),
        "half of a pair": ("paire.csv", lambda: table(row("Mor?van")).replace(b"?", b"\xed\xa0\x80")),
        "broken UTF-8": ("casse.csv", lambda: table(ROW) + b"\xed\xa0\x80;\xc0\xaf;\xff\xfe\n"),
        "old Mac line ends": ("cr.csv", lambda: table(ROW, ROW).replace(b"\n", b"\r")),
        "mixed line ends": ("mixte.csv", lambda: table(ROW).replace(b"\n", b"\r\n") + table(ROW) + b"\r\r\n"),
        "separators of lines": ("u2028.csv", lambda: table(row("Mor\u2028van\u2029\x85\x1c\x1d"))),
        "a sep line alone": ("sep.csv", lambda: b"sep=;\n"),
        "a sep line that lies": ("sep2.csv", lambda: b"sep=|\n" + table(ROW)),
        "headings that are SQL": ("sql.csv", lambda: b'id;"; DROP TABLE lead; --;rowid;select\n1;2;3;4\n'),
        "headings that are fields": ("champs.csv", lambda: b"__class__;{0};%s;phone\nx;y;z;0639980001\n"),
        "a heading of 10 000 letters": ("long.csv", lambda: ("Nom" * 4000 + ";Tel\nMorvan;0639980001\n").encode()),
        "formulas": ("formules.csv", lambda: table(row("=cmd|'/C calc'!A0"), row("@SUM(1)", "+33639980002"))),
        "numbers without end": ("nombres.csv", lambda: table(row("Morvan", "9" * 5000, postcode="9" * 400))),
        "days that are none": ("jours.csv", lambda: table(*(row(seen=day) for day in ODD_DAYS))),
        "figures of elsewhere": ("chiffres.csv", lambda: table(row("Morvan", "٠٦٣٩٩٨٠٠٠١", postcode="３０７００"))),
        "a person in every row": ("meme.csv", lambda: table(*[ROW] * 1500)),
        "links that are traps": ("liens.csv", lambda: table(row(reference="javascript:alert(1)", site="file:///etc"))),
    }
)

NAMES = (
    "<b>gras", "SARL <Dupont & Fils>", "<img src=/etc/passwd>", "<img src=x onerror=alert(1)>", "&lt;&amp;&#0;",
    "=cmd|'/C calc'!A0", "@SUM(1+1)", "{agency_name}", "{0.__class__}", "%s%n%x", "[[si x]]", "**gras**", "\\u0041\\n",
    "O’Brien–Smith", "N'Guessan", "D’Œuvre-Ÿ", "Łukasz Șerban Đorđe", "Zoe\u0308 Noe\u0308l", "ﬁnance", "İstanbul ẞ",
    "Ольга", "Αλέξης", "محمد", "שלום", "李小龙", "นิรันดร์", "हिन्दी", "😀 Dupont", "👨‍👩‍👧‍👦", "Dupont 🏳️‍🌈",
    "Du\u202epont", "Du\u2066po\u2069nt", "\u200bDupont\u200d", "Du\u00adpont", "\ufeffDupont", "Du\u2028pont",
    "Dupont\u0301\u0302\u0303", "Ԁupont", "аdmin", "'; DROP TABLE lead; --", "../../etc/passwd", "CON", "NUL.txt", "~",
    "|", "-", "Dupont" * 40, "x" * 10_000, "mot " * 2500,
)  # fmt: skip
"""Names as a file may give them: markup, formulas, fields of our own texts, other alphabets, signs that do not show."""
