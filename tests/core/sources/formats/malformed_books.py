"""Malformed XLSX workbooks, made from our sample: ``make_books``.

| kind | files | what is wrong |
|---|---|---|
| truncated | 16 | cut at sixteen places |
| noise | 15 | bytes changed, taken away or added at random in the archive |
| missing | 9 | a part of the workbook is not there |
| garbage | 12 | a part is empty, is no XML, or is XML cut short |
| bomb | 6 | a sheet, texts or a drawing that swell; a size that lies |
| phantom | 9 | one cell far away; a dimension, a column or a row that cannot be |
| entity | 6 | a document type: a billion laughs, a file read from outside |
| cells | 9 | wrong text ranks, types, errors, dates, nesting without end |
| wrapped | 5 | rubbish before or after, a signature alone, the parts in another order, stored twice |
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import partial

from tests.core.sources.formats.malformed import Case, Make, cut, noisy, seed

BOOK = "tableur.xlsx"
SHEET = "xl/worksheets/sheet2.xml"
STRINGS = "xl/sharedStrings.xml"
WORKBOOK = "xl/workbook.xml"
Parts = dict[str, bytes]


def make_books() -> list[Case]:
    """Every malformed workbook; each time, one of three of each kind."""
    return [
        Case(kind, f"{rank:02}-book.xlsx", make, usual=rank % 3 == 1)
        for kind, makers in _KINDS.items()
        for rank, make in enumerate(makers())
    ]


def unpacked(name: str) -> Parts:
    """The parts of a sample archive."""
    with zipfile.ZipFile(io.BytesIO(seed(name))) as archive:
        return {entry: archive.read(entry) for entry in archive.namelist()}


def packed(parts: Parts) -> bytes:
    """An archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def altered(book: str, part: str, edit: Callable[[bytes], bytes]) -> bytes:
    """A sample archive with one part edited, or added."""
    parts = unpacked(book)
    return packed(parts | {part: edit(parts.get(part, b""))})


def _holding(part: str, content: bytes) -> bytes:
    return altered(BOOK, part, lambda _old: content)


def _put(part: str, content: bytes) -> Make:
    return partial(_holding, part, content)


def _swap(part: str, old: bytes, new: bytes) -> Make:
    return lambda: altered(BOOK, part, lambda content: content.replace(old, new, 1))


def _sub(pattern: bytes, new: bytes, part: str = SHEET) -> Make:
    return lambda: altered(BOOK, part, lambda content: re.sub(pattern, new, content))


def _truncated() -> Iterator[Make]:
    for rank in range(16):
        yield partial(cut, BOOK, rank, 16)


def _noise() -> Iterator[Make]:
    for rank in range(15):
        yield partial(noisy, BOOK, 100 + rank)


def _without(part: str) -> bytes:
    return packed({name: content for name, content in unpacked(BOOK).items() if name != part})


def _missing() -> Iterator[Make]:
    sheets = [f"xl/worksheets/sheet{rank}.xml" for rank in (1, 2, 3)]
    parts = ["[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", WORKBOOK, STRINGS, "xl/styles.xml"]
    for part in [*parts, *sheets]:
        yield partial(_without, part)


def _garbage() -> Iterator[Make]:
    for part in (WORKBOOK, "xl/_rels/workbook.xml.rels", STRINGS, SHEET):
        yield _put(part, b"")
        yield _put(part, b"\x00\xff<<<>>>&&&" * 50)
        yield partial(altered, BOOK, part, lambda content: content[: len(content) * 2 // 3])


def _bombs() -> Iterator[Make]:
    yield lambda: _holding(SHEET, b" " * (40 << 20))
    yield lambda: _holding(STRINGS, b"<sst><si><t>" + b"a" * (60 << 20) + b"</t></si></sst>")
    yield lambda: _holding("xl/media/image1.png", bytes(80 << 20))
    yield _one_long_text
    yield _many_references
    yield lambda: _lied(seed(BOOK))


def _one_long_text() -> bytes:
    """Under the size that is looked at for its ratio: each cell repeats one long text."""
    text = b'<c r="A%d" t="inlineStr"><is><t>' + b"x" * 30_000 + b"</t></is></c>"
    return _holding(SHEET, _sheet(b"".join(b"<row>" + text % rank + b"</row>" for rank in range(1, 1000))))


def _many_references() -> bytes:
    """One text of a hundred thousand letters, said by forty thousand cells: 4 GB once laid out."""
    parts = unpacked(BOOK)
    parts[STRINGS] = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>' + (
        b"x" * 100_000 + b"</t></si></sst>"
    )
    cells = (b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (rank, rank) for rank in range(1, 40_001))
    parts[SHEET] = _sheet(b"".join(cells))
    return packed(parts)


def _lied(content: bytes) -> bytes:
    """The unpacked sizes of the directory made small: the entries are longer than they declare."""
    found = bytearray(content)
    at = found.find(b"PK\x01\x02")
    while at >= 0:
        found[at + 24 : at + 28] = (10).to_bytes(4, "little")
        at = found.find(b"PK\x01\x02", at + 1)
    return bytes(found)


def _sheet(rows: bytes) -> bytes:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return head + rows + b"</sheetData></worksheet>"


def _phantom() -> Iterator[Make]:
    for place in (b"XFD1048576", b"A1048576", b"XFD1", b"ZZZZZZZ9", b"A99999999999999999999", b"A0", b"1A"):
        yield _swap(SHEET, b"</sheetData>", b'<row><c r="' + place + b'" t="n"><v>1</v></c></row></sheetData>')
    yield _sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"')
    yield _sub(rb'<dimension ref="[^"]*"', b'<dimension ref="B9:A1"')


def _entities() -> Iterator[Make]:
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (rank, b"&l%d;" % (rank - 1) * 10) for rank in range(1, 10))
    for part in (SHEET, STRINGS):
        for inside, name in (
            (b'<!ENTITY l0 "ha">' + laughs, b"l9"),
            (b'<!ENTITY x SYSTEM "file:///etc/passwd">', b"x"),
            (b'<!ENTITY big "' + b"a" * 100_000 + b'">', b"big;&big" * 1000),
        ):
            yield partial(altered, BOOK, part, partial(_with_entity, inside=inside, name=name))


def _with_entity(content: bytes, *, inside: bytes, name: bytes) -> bytes:
    start = content.find(b"<worksheet") if b"<worksheet" in content else content.find(b"<sst")
    typed = content[:start] + b"<!DOCTYPE x [" + inside + b"]>" + content[start:]
    return typed.replace(b"<t>", b"<t>&" + name + b";", 1).replace(b"<v>", b"<v>&" + name + b";", 1)


def _cells() -> Iterator[Make]:
    yield _sub(rb't="s"><v>\d+</v>', b't="s"><v>999999999</v>')
    yield _sub(rb't="s"><v>\d+</v>', b't="s"><v>-1</v>')
    yield _sub(rb't="n"', b't="zz"')
    yield _sub(rb"<v>\d+</v>", b"<v>1e400</v>")
    yield _sub(rb"<v>\d+</v>", b"<v>NaN</v>")
    yield _sub(rb't="s"><v>\d+</v>', b't="e"><v>#DIV/0!</v>')
    yield _sub(rb' r="[A-Z]+\d+"', b"")
    yield _swap(SHEET, b"<sheetData>", b"<sheetData>" + b"<a>" * 100_000)
    yield _sub(rb'sheetId="\d+"( state="\w+")?', b'sheetId="1" state="veryHidden"', WORKBOOK)


def _wrapped() -> Iterator[Make]:
    yield lambda: b"MIME-Version: 1.0\r\n\r\n" + seed(BOOK)
    yield lambda: seed(BOOK) + bytes(70_000)
    yield lambda: b"PK\x03\x04"
    yield lambda: packed(dict(reversed(unpacked(BOOK).items())))
    yield lambda: seed(BOOK) + seed(BOOK)


_KINDS: dict[str, Callable[[], Iterator[Make]]] = {
    "truncated": _truncated,
    "noise": _noise,
    "missing": _missing,
    "garbage": _garbage,
    "bomb": _bombs,
    "phantom": _phantom,
    "entity": _entities,
    "cells": _cells,
    "wrapped": _wrapped,
}
