"""Tells what a file really is from its first bytes, whatever its name says: half of the « .xls » that suppliers send
are something else."""

import re
import zipfile

from core.sources.formats import foreign
from core.sources.formats.foreign import Foreign
from core.sources.formats.key_value_text import are_labelled
from core.sources.formats.ldif import is_ldif
from core.sources.formats.markup import is_message
from core.sources.formats.open_document import is_flat
from core.sources.formats.zip_entry import BROKEN_ZIP, Where, directory_fits, size
from core.words.errors import error

MOST_MEMBERS = 10_000
"""Files of an archive, or pieces of a workbook: its sheets, and their pictures."""
_HEAD = 1 << 16
_MARKUP = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<table",
    b"<?xml",
    b"<meta",
    b"<style",
    b"<!--",
    b"<!doctype",
)
_SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
_SAVED_PAGE = (b"mime-version:", b"from:", b"content-type: multipart/related", b"snapshot-content-location:")
_OLE_LOOK = 1 << 26
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_STREAMS = (
    ("WordDocument", foreign.WORD),
    ("PowerPoint Document", foreign.SLIDES),
    ("__substg1.0_", foreign.MESSAGE),
)
_STOCK = "annonces.csv"
_START, _SHORT = 4096, 200
_PAGE = re.compile(rb"<(?:html|table|body)\b", re.IGNORECASE)
_BLANKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_CARD = re.compile(rb"BEGIN:VCARD\s", re.IGNORECASE)
_ARRAY = re.compile(rb"\[\s*(?:\{|\Z|\])")
_OBJECT = re.compile(rb"\{\s*(?:\"|\}|\Z)")


def kind_of(where: Where) -> str:
    """Return "csv", "xlsx", "xlsb", "ods", "xls", "vcf", "json", "ndjson", "ldif" or "labels" for a file we read,
    "docx" or "odt" for a text document, "html", "mhtml" or "xml" for a table in markup that old programs name « .xls »
    (or LibreOffice « .fods »), "zip" for an archive that may hold one.

    Raises UserError FILE_EMPTY, FILE_NOT_A_TABLE (another kind of file), FILE_LOCKED (password), POLIRIS_STOCK (an
    archive of listings), FILE_TOO_BIG, ARCHIVE_MANY, FILE_UNREADABLE (a broken archive); OSError.
    """
    if not size(where):
        raise error("FILE_EMPTY", file=where.name)
    with where.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(_ZIPS):
        return _zip_kind(where)
    if head.startswith(_OLE):
        return _ole_kind(where)
    if kind := _markup_kind(head):
        return kind
    if is_message(head) and b"text/html" in head.lower():
        return "mhtml"
    if found := foreign.by_bytes(head) or _unread(head):
        raise foreign.refusal(where.name, found)
    return _text_kind(head)


def _text_kind(head: bytes) -> str:
    """Return the kind of a text by its first characters, which no delimited table begins with."""
    start = head.replace(b"\0", b"").lstrip(_BLANKS)
    if _CARD.match(start):
        return "vcf"
    if _ARRAY.match(start):
        return "json"
    if not _OBJECT.match(start):
        plain_text = head.replace(b"\0", b"").decode("utf-8", "replace")
        return "ldif" if is_ldif(plain_text) else "labels" if are_labelled(plain_text) else "csv"
    first, _end, rest = start.partition(b"\n")
    # One object per line: the first line ends it, and the next begins another.
    return "ndjson" if first.rstrip().endswith(b"}") and rest.lstrip()[:1] == b"{" else "json"


def _markup_kind(head: bytes) -> str:
    """Return "xml" for a workbook in XML (SpreadsheetML of 2003, FODS), "html" for a page, which may hold tables,
    "mhtml" for one saved with what it shows; empty for any other file."""
    data = head.replace(b"\0", b"").lstrip(_BLANKS)
    start = data[:_START].lower()
    if start.startswith(_SAVED_PAGE) and b"multipart/related" in data[:_START].lower():
        return "mhtml"
    if not start.startswith(_MARKUP):
        return ""
    if is_flat(data) or (_SPREADSHEET in data and b"<workbook" in data.lower()):
        return "xml"
    return "" if start.startswith(b"<?xml") and not _PAGE.search(data) else "html"


def _unread(head: bytes) -> Foreign | None:
    """Return what a file without a signature is; None for a text."""
    if head.replace(b"\0", b"").lstrip(_BLANKS).lower().startswith(b"<?xml"):
        return foreign.XML
    return None if _looks_like_text(head) else foreign.BINARY


def _looks_like_text(head: bytes) -> bool:
    """Tell whether there are few control bytes; the zero bytes of UTF-16 are beside a letter each and do not count."""
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return controls - head.count(0) <= 2 + len(head) // 50 and head.count(0) <= len(head) * 3 // 4


def _zip_kind(where: Where) -> str:
    try:
        with where.open("rb") as file:
            if not directory_fits(file):
                raise error("FILE_TOO_BIG", file=where.name)
            with zipfile.ZipFile(file) as archive:
                if len(archive.filelist) > MOST_MEMBERS:
                    raise error("ARCHIVE_MANY", file=where.name, count=len(archive.filelist), most=MOST_MEMBERS)
                names = {name.lower() for name in archive.namelist()}
                encrypted = "content.xml" in names and _says_encrypted(archive)
                mimetype = _mimetype(archive)
    except BROKEN_ZIP as cause:
        raise error("FILE_UNREADABLE", file=where.name) from cause
    if encrypted:
        raise error("FILE_LOCKED", file=where.name)
    return _kind_within(names, where.name, mimetype)


def _kind_within(names: set[str], file: str, mimetype: bytes) -> str:
    """Return the kind of an archive by the files it holds."""
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "word/document.xml" in names:
        return "docx"
    if mimetype.endswith((b"opendocument.text", b"opendocument.text-template")):
        return "odt"
    if found := foreign.by_names(names, file, mimetype):
        raise foreign.refusal(file, found)
    if "content.xml" in names:
        return "ods"
    if any(name.replace("\\", "/").rsplit("/", 1)[-1] == _STOCK for name in names):
        raise error("POLIRIS_STOCK", file=file)
    return "zip"


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    """Return what an OpenDocument says it is (part 3 of ODF 1.3, 3.3); empty for any other archive."""
    if "mimetype" not in archive.namelist():
        return b""
    with archive.open("mimetype") as said:
        return said.read(_SHORT).strip()


def _says_encrypted(archive: zipfile.ZipFile) -> bool:
    """Tell whether the manifest of an ODS says that it is encrypted. Only its first mebibyte is read: unpacked whole
    it could fill the memory."""
    with archive.open("META-INF/manifest.xml") as manifest:
        return b"encryption-data" in manifest.read(1 << 20)


def _ole_kind(where: Where) -> str:
    """Return the kind of an old Office container; its directory names the streams, in UTF-16."""
    with where.open("rb") as file:
        content = file.read(_OLE_LOOK)
    if _wide("EncryptedPackage") in content:
        raise error("FILE_LOCKED", file=where.name)
    for stream, found in _STREAMS:
        if _wide(stream) in content:
            raise foreign.refusal(where.name, found)
    return "xls"


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")
