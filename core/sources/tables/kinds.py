"""What a file really is, from its first bytes, whatever its name says: half of the « .xls » that suppliers send are
not."""

import lzma
import struct
import zipfile
import zlib
from pathlib import Path

from core import wording
from core.i18n import N_, _
from core.plain import size_of

BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, KeyError, NotImplementedError, OverflowError, RuntimeError, ValueError),
)
"""What ``zipfile`` raises on a damaged, encrypted or cut archive."""

_HEAD = 4096
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
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_STOCK = "annonces.csv"


def kind_of(path: Path) -> str:
    """Return "csv", "xlsx", "ods" or "xls" for a file we read.

    Raises UserError FILE_EMPTY, FILE_NOT_A_TABLE (another kind of file), FILE_LOCKED (password), POLIRIS_STOCK (an
    archive of listings), FILE_UNREADABLE (a broken archive); OSError.
    """
    if not size_of(path):
        raise wording.error("FILE_EMPTY", file=path.name)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(_ZIPS):
        return _zip_kind(path)
    if head.startswith(_OLE):
        return _ole_kind(path)
    if name := _foreign(head):
        raise wording.error("FILE_NOT_A_TABLE", file=path.name, kind=_(name))
    return "csv"


def _foreign(head: bytes) -> str:
    """Return the French name of what ``head`` begins, empty for a text."""
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return N_("page web")
    return "" if _looks_like_text(head) else N_("fichier binaire")


def _looks_like_text(head: bytes) -> bool:
    """True unless control bytes abound; the zero bytes of UTF-16 stand one beside each letter, so they do not count."""
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return controls - head.count(0) <= 2 + len(head) // 50 and head.count(0) <= len(head) * 3 // 4


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower() for name in archive.namelist()}
            encrypted = "content.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml")
    except BROKEN_ZIP as cause:
        raise wording.error("FILE_UNREADABLE", file=path.name) from cause
    if encrypted:
        raise wording.error("FILE_LOCKED", file=path.name)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and not any(name.startswith("word/") for name in names):
        return "ods"
    if any(name.rsplit("/", 1)[-1] == _STOCK for name in names):
        raise wording.error("POLIRIS_STOCK", file=path.name)
    raise wording.error("FILE_NOT_A_TABLE", file=path.name, kind=_(_zip_name(names)))


def _zip_name(names: set[str]) -> str:
    if "word/document.xml" in names:
        return N_("document Word")
    if "ppt/presentation.xml" in names:
        return N_("présentation")
    if "xl/workbook.bin" in names:
        return N_("classeur binaire XLSB")
    return N_("archive")


def _ole_kind(path: Path) -> str:
    """The old Office container: its directory names the streams, in UTF-16."""
    content = path.read_bytes() if path.stat().st_size < 1 << 26 else b""
    if _wide("EncryptedPackage") in content:
        raise wording.error("FILE_LOCKED", file=path.name)
    if _wide("WordDocument") in content:
        raise wording.error("FILE_NOT_A_TABLE", file=path.name, kind=_(N_("document Word")))
    return "xls"


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")
