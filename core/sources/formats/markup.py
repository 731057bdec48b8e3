"""Reads tables in markup, which old programs export under the name « .xls »: HTML, pages saved whole (MHTML),
workbooks in XML (SpreadsheetML of Office 2003); and those in the HTML of an e-mail.

It runs in the child process of ``reader_child``, under limits of memory and time. Nothing is fetched, no entity is
expanded, and no tree is built: cells are kept as they are met.
"""

import codecs
import re
from collections.abc import Iterator
from typing import IO, Any

from core.base.lazy_imports import email, lxml_etree
from core.sources.formats.markup_cells import HtmlCells, MarkupTable, XmlCells
from core.sources.formats.open_document import MOST, Merge
from core.sources.formats.spreadsheet import RefusedBookError, Rows, Sheets
from core.sources.formats.within_reason import attributes_fit, pieces_fit

_HEAD = 1 << 16
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")
_PIECE = 1 << 20
_LETTER = (b"received:", b"return-path:", b"delivered-to:", b"message-id:", b"from:", b"x-mozilla-status:")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WEB = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
"""What these names mean on the web (WHATWG Encoding Standard)."""


def is_message(head: bytes) -> bool:
    """Tell whether a file is an e-mail, by its first bytes."""
    return head[:1024].lower().startswith(_LETTER) and b"\nsubject:" in head.lower()


def read_markup(file: IO[bytes]) -> "MarkupBook":
    """Return the tables of a file in markup. Raises RefusedBookError FILE_NOT_A_TABLE for a page without one,
    FILE_UNREADABLE for a file cut short, FILE_TOO_HEAVY for one built to fill the memory."""
    raw = file.read()
    head = raw[:_HEAD].replace(b"\0", b"").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head and b"<workbook" in head:
        tables = _of_xml(raw)
    elif b"multipart/related" in head[:4096] or is_message(head):
        tables = [table for page in _pages(raw) for table in _of_html(page)]
    else:
        tables = _of_html(_decoded(raw, b""))
    kept = [table for table in tables if any(any(row) for row in table.rows)]
    if not kept:
        raise RefusedBookError("MAIL_WITHOUT_TABLE" if is_message(head) else "FILE_NOT_A_TABLE")
    return MarkupBook(kept)


class MarkupBook(Sheets):
    """The tables of a file, each as a sheet; those without a name are numbered."""

    def __init__(self, tables: list[MarkupTable]) -> None:
        self._tables: dict[str, MarkupTable] = {}
        for rank, table in enumerate(tables, 1):
            name = table.name or f"Tableau {rank}"
            self._tables[name if name not in self._tables else f"{name} ({rank})"] = table

    @property
    def names(self) -> list[str]:
        """The tables, in their order, hidden sheets last."""
        return sorted(self._tables, key=lambda name: not self.is_visible(name))

    def is_visible(self, name: str) -> bool:
        """Tell whether a sheet is shown in the program it comes from."""
        return self._tables[name].visible

    def height(self, name: str) -> int:
        """Return the number of rows of a table. Raises RefusedBookError UNKNOWN_SHEET."""
        if name not in self._tables:
            raise RefusedBookError("UNKNOWN_SHEET")
        return len(self._tables[name].rows)

    def merges(self, name: str) -> list[Merge]:
        """Return the merged blocks of several rows of a table."""
        return self._tables[name].merges[:MOST]

    def rows(self, name: str) -> Rows:
        """Yield the cells of each row. Raises RefusedBookError UNKNOWN_SHEET."""
        self.height(name)
        yield from self._tables[name].rows


def _of_xml(raw: bytes) -> list[MarkupTable]:
    """Return the sheets of a workbook in XML. One with a DOCTYPE is refused: no program writes one, and it is where
    entities that multiply are declared."""
    if b"<!doctype" in raw[:_HEAD].replace(b"\0", b"").lower():
        raise RefusedBookError("FILE_UNREADABLE")
    etree, cells = lxml_etree(), XmlCells()
    parser = etree.XMLParser(target=cells, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    _fed(etree, parser, raw)
    return cells.tables


def _of_html(text: str) -> list[MarkupTable]:
    """Return the tables of a page, those inside another included. A page that ends inside a table is cut short."""
    small = text.lower()
    if small.rfind("<table") > small.rfind("</table"):
        raise RefusedBookError("FILE_UNREADABLE")
    if not attributes_fit(text):
        raise RefusedBookError("FILE_TOO_HEAVY")
    etree, cells = lxml_etree(), HtmlCells()
    parser = etree.HTMLParser(target=cells, encoding="utf-8", no_network=True, huge_tree=False, recover=True)
    _fed(etree, parser, _PROLOG.sub("", text).encode("utf-8", "replace"))
    return cells.tables


def _fed(etree: Any, parser: Any, raw: bytes) -> None:
    try:
        for start in range(0, len(raw), _PIECE):
            parser.feed(raw[start : start + _PIECE])
        parser.close()
    except etree.XMLSyntaxError as cause:
        raise RefusedBookError("FILE_UNREADABLE") from cause


def _decoded(raw: bytes, said: bytes) -> str:
    """Return the text of a page, from its byte order mark, from what it or its envelope (``said``) declares, else as
    UTF-8 or Windows."""
    for mark, codec in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(codec, "replace")
    declared = said or next(iter(_CHARSET.findall(raw[:_HEAD])), b"")
    name = declared.decode("ascii", "replace").lower()
    for codec in ("utf-8", _WEB.get(name, name), "cp1252"):
        try:
            return raw.decode(codec)
        except (LookupError, ValueError):
            continue
    return raw.decode("cp1252", "replace")


def _pages(raw: bytes) -> Iterator[str]:
    """Yield the pages of a file saved whole (RFC 2557)."""
    if not pieces_fit(raw):
        raise RefusedBookError("FILE_TOO_HEAVY")
    for part in email().message_from_bytes(raw).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            yield _decoded(_content(part), str(part.get_content_charset() or "").encode("ascii", "replace"))


def _content(part: Any) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
