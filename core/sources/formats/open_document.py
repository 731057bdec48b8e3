"""OpenDocument sheets, where the reader of workbooks falls short: the cells that cover rows below them, and workbooks
in one XML file (FODS: part 3 of ODF 1.3, 2.2.1), given to it as the package it knows: the same under another root.

It runs in the child process of ``reader_child``, under limits of memory and time.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from core.base.lazy_imports import lxml_etree

Merge = tuple[int, int, int]
"""First row, column, last row of a merged block, from 0."""
MOST = 50_000
"""Merged blocks of a sheet."""
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SPANS = re.compile(rb'number-rows-spanned="(?!1")')
_ROOT = re.compile(rb"<(/?)office:document(?=[\s>])")
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>"""


def ods_merges(file: IO[bytes], sheet: str) -> list[Merge]:
    """Return the blocks of several rows of one sheet; none when ``file`` is no OpenDocument workbook."""
    place = file.tell()
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as book:
            if "content.xml" not in book.namelist() or not _SPANS.search(book.read("content.xml")):
                return []
            with book.open("content.xml") as content:
                return list(_merges(content, sheet))
    except (zipfile.BadZipFile, lxml_etree().XMLSyntaxError):
        return []
    finally:
        file.seek(place)


def _merges(content: IO[bytes], sheet: str) -> Iterator[Merge]:
    tags = [f"{_TABLE}{name}" for name in ("table", "table-row")]
    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    row, inside, number = 0, False, 0
    for event, element in lxml_etree().iterparse(content, events=("start", "end"), tag=tags, **options):
        if element.tag == tags[0]:
            inside = event == "start" and element.get(f"{_TABLE}name") == sheet
        elif event == "end" and inside:
            for column, height in _tall(element):
                number += 1
                if number > MOST:
                    return
                yield row, column, row + height - 1
            row += _times(element, "number-rows-repeated")
            element.clear()


def _tall(row: Any) -> Iterator[tuple[int, int]]:
    column = 0
    for cell in row:
        height = _times(cell, "number-rows-spanned")
        if height > 1:
            yield column, height
        column += _times(cell, "number-columns-repeated")


def _times(element: Any, name: str) -> int:
    value = element.get(f"{_TABLE}{name}", "1")
    return int(value[:8]) if value.isdecimal() else 1


def is_flat(head: bytes) -> bool:
    """Tell whether a file in XML is such a workbook, by its first bytes."""
    return _ROOT.search(head) is not None and _SPREADSHEET in head


def packaged(raw: bytes) -> IO[bytes]:
    """Return the workbook as an ODS."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        package.writestr("mimetype", _SPREADSHEET)
        package.writestr("content.xml", _ROOT.sub(rb"<\1office:document-content", raw))
        package.writestr("META-INF/manifest.xml", _MANIFEST)
    out.seek(0)
    return out
