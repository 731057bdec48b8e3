"""Tells what a file really is from its first bytes, whatever its name says: half of the « .xls » that suppliers send
are something else."""

import re
import zipfile

from core.base.i18n import N_, _
from core.sources.tables.member import BROKEN_ZIP, Where, directory_fits, size
from core.words.errors import error

_HEAD = 1 << 16
_SIGNATURES = (
    (b"%PDF", N_("document PDF")),
    (b"{\\rtf", N_("document texte RTF")),
    (b"\x89PNG", N_("image")),
    (b"\xff\xd8\xff", N_("image")),
    (b"GIF8", N_("image")),
    (b"\x1f\x8b", N_("archive")),
    (b"Rar!", N_("archive")),
    (b"7z\xbc\xaf\x27\x1c", N_("archive")),
    (b"SQLite format 3\0", N_("base de données")),
    (b"MZ", N_("programme")),
    (b"\x7fELF", N_("programme")),
)
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<?xml", b"<meta", b"<style")
_OLE_LOOK = 1 << 26
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_STOCK = "annonces.csv"
_BLANKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_CARD = re.compile(rb"BEGIN:VCARD\s", re.IGNORECASE)
_ARRAY = re.compile(rb"\[\s*(?:\{|\Z|\])")
_OBJECT = re.compile(rb"\{\s*(?:\"|\}|\Z)")


def kind_of(where: Where) -> str:
    """Return "csv", "xlsx", "ods", "xls", "vcf", "json" or "ndjson" for a file we read, "zip" for an archive that may
    hold one.

    Raises UserError FILE_EMPTY, FILE_NOT_A_TABLE (another kind of file), FILE_LOCKED (password), POLIRIS_STOCK (an
    archive of listings), FILE_TOO_BIG, FILE_UNREADABLE (a broken archive); OSError.
    """
    if not size(where):
        raise error("FILE_EMPTY", file=where.name)
    with where.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(_ZIPS):
        return _zip_kind(where)
    if head.startswith(_OLE):
        return _ole_kind(where)
    if name := _foreign(head):
        raise error("FILE_NOT_A_TABLE", file=where.name, kind=_(name))
    return _text_kind(head)


def _text_kind(head: bytes) -> str:
    """Return the kind of a text by its first characters, which no delimited table begins with."""
    start = head.replace(b"\0", b"").lstrip(_BLANKS)
    if _CARD.match(start):
        return "vcf"
    if _ARRAY.match(start):
        return "json"
    if not _OBJECT.match(start):
        return "csv"
    first, _end, rest = start.partition(b"\n")
    # One object per line: the first line ends it, and the next begins another.
    return "ndjson" if first.rstrip().endswith(b"}") and rest.lstrip()[:1] == b"{" else "json"


def _foreign(head: bytes) -> str:
    """Return the French name of the kind of file whose first bytes are ``head``, empty for a text."""
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return N_("page web")
    return "" if _looks_like_text(head) else N_("fichier binaire")


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
                names = {name.lower() for name in archive.namelist()}
                encrypted = "content.xml" in names and _says_encrypted(archive)
    except BROKEN_ZIP as cause:
        raise error("FILE_UNREADABLE", file=where.name) from cause
    if encrypted:
        raise error("FILE_LOCKED", file=where.name)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and not any(name.startswith("word/") for name in names):
        return "ods"
    if any(name.replace("\\", "/").rsplit("/", 1)[-1] == _STOCK for name in names):
        raise error("POLIRIS_STOCK", file=where.name)
    if name := _zip_name(names):
        raise error("FILE_NOT_A_TABLE", file=where.name, kind=_(name))
    return "zip"


def _says_encrypted(archive: zipfile.ZipFile) -> bool:
    """Tell whether the manifest of an ODS says that it is encrypted. Only its first mebibyte is read: unpacked whole
    it could fill the memory."""
    with archive.open("META-INF/manifest.xml") as manifest:
        return b"encryption-data" in manifest.read(1 << 20)


def _zip_name(names: set[str]) -> str:
    if "word/document.xml" in names:
        return N_("document Word")
    if "ppt/presentation.xml" in names:
        return N_("présentation")
    if "xl/workbook.bin" in names:
        return N_("classeur binaire XLSB")
    return ""


def _ole_kind(where: Where) -> str:
    """Return the kind of an old Office container; its directory names the streams, in UTF-16."""
    with where.open("rb") as file:
        content = file.read(_OLE_LOOK)
    if _wide("EncryptedPackage") in content:
        raise error("FILE_LOCKED", file=where.name)
    if _wide("WordDocument") in content:
        raise error("FILE_NOT_A_TABLE", file=where.name, kind=_(N_("document Word")))
    return "xls"


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")
