"""Turns the bytes of a page into text. The charset a page declares is only a hint: pages of 2017 declare utf-8
and are cp1252."""

import codecs
import re

from bs4.dammit import EncodingDetector

LIMIT = 20_000_000
"""Bytes of a page that are looked at; the rest of a larger page is left unread."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE_BYTE = re.compile(r"(iso-?8859-\d{1,2}|windows-125\d|cp125\d|macintosh|koi8-[ru])", re.I)
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_HEAD = 16_384


def decode(data: bytes) -> str:
    """Return the text of a page, without NUL; never fails: a byte no charset explains becomes U+FFFD.

    Tried in order: the byte order mark, utf-8 when the bytes really are utf-8, the declared single-byte charset,
    cp1252. A page of utf-8 with a few broken bytes (a cut body) stays utf-8.
    """
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return _text(data[len(mark) : LIMIT], charset)
    data = data[:LIMIT]
    return _text(data, _charset(data))


def _charset(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "utf-8" if _mostly_utf8(data) else _declared(data)
    return "utf-8"


def _mostly_utf8(data: bytes) -> bool:
    letters = rest = 0
    for found in _UTF8_LETTER.finditer(data):
        letters += len(found[0])
    rest = len(_HIGH.findall(data)) - letters
    return letters > rest


def _declared(data: bytes) -> str:
    """Return the declared charset when it is a plain single-byte one; latin-1 is read as cp1252, as browsers do."""
    name = EncodingDetector.find_declared_encoding(data[:_HEAD], is_html=True, search_entire_document=True) or ""
    if not _SINGLE_BYTE.fullmatch(name):
        return "cp1252"
    try:
        known = codecs.lookup(name.replace("macintosh", "mac-roman")).name
    except LookupError:
        return "cp1252"
    return "cp1252" if known == "iso8859-1" else known


def _text(data: bytes, charset: str) -> str:
    return data.decode(charset, errors="replace").replace("\0", "")
