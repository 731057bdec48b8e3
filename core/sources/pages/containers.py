"""Opens what a page comes in, and says what it was given: a page as it is, a page saved as one file (MHTML, Safari's
archive), an e-mail, JSON, a ZIP of them, or something that is no page at all."""

import email
import email.policy
import gzip
import io
import plistlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from itertools import pairwise
from xml.parsers.expat import ExpatError

from core.base.records import Struct
from core.sources.formats.within_reason import pieces_fit
from core.sources.formats.zip_entry import directory_fits
from core.sources.pages.reserved import in_headers
from core.words.errors import error

LIMIT = 30 * 1024 * 1024
"""Bytes of one page once out of its container; the biggest real one seen is 2 MB."""
MEMBERS = 1_000
"""Pages taken out of one ZIP."""
PAGES = (".html", ".htm", ".xhtml", ".mht", ".mhtml", ".eml", ".json", ".webarchive", ".txt")
"""The names of what may hold a page."""

_HEADER = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)", re.S)
_MAIL = re.compile(
    rb"^(?:MIME-Version|From|Received|Return-Path|Message-ID|Delivered-To|Snapshot-Content-Location):", re.I | re.M
)
_LINK = re.compile(rb"(https?://[^\s<>\"]{4,1500})")
_BLANK = re.compile(rb"\n[ \t]*\n")
_SIGNS = (
    *((b"%PDF", "PAGE_PDF"), (b"\xff\xd8\xff", "PAGE_IMAGE"), (b"\x89PNG", "PAGE_IMAGE"), (b"GIF8", "PAGE_IMAGE")),
    *((b"\xd0\xcf\x11\xe0", "PAGE_NOT_ONE"), (b"MZ", "PAGE_NOT_ONE"), (b"7z\xbc\xaf", "PAGE_NOT_ONE")),
    (b"Rar!", "PAGE_NOT_ONE"),
)


class PagePart(Struct, frozen=True):
    """One page out of its container. ``what``: "page", "mhtml", "mail" or "json"; ``url``: its address, empty when not
    told; ``sender``: the address an e-mail came from; ``day``: the ISO day it was sent; ``reserved``: its headers
    reserve it against text and data mining; ``words``: the text part of an e-mail, as a page, empty when it is ``data``
    or there is none."""

    what: str
    data: bytes
    url: str = ""
    sender: str = ""
    day: str = ""
    reserved: bool = False
    words: bytes = b""


def is_zip(data: bytes) -> bool:
    """Tell whether ``data`` is a ZIP."""
    return data.startswith(b"PK\x03\x04")


def is_file(data: bytes) -> bool:
    """Tell whether ``data`` is a file that holds a page (an e-mail, MHTML, JSON, a ZIP…) or surely none, rather than a
    page as it is, or its words."""
    signs = (b"PK\x03\x04", b"\x1f\x8b", b"bplist00", *(sign for sign, _code in _SIGNS))
    return data.startswith(signs) or _is_message(data) or data.lstrip()[:1] in (b"{", b"[")


def _is_message(data: bytes) -> bool:
    return bool(_HEADER.match(data[:4000]) and _MAIL.search(data[:20_000]))


def members(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of each page of a ZIP. Raises UserError PAGE_ZIP (broken, protected, too big), PAGE_ZIP_MANY,
    PAGE_ZIP_EMPTY."""
    try:
        if not directory_fits(io.BytesIO(data)):
            raise error("PAGE_ZIP", file=name)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            remaining = LIMIT * 4
            wanted = [one for one in archive.infolist() if _is_page(one.filename)]
            if len(wanted) > MEMBERS:
                raise error("PAGE_ZIP_MANY", file=name, count=len(wanted), most=MEMBERS)
            if not wanted:
                raise error("PAGE_ZIP_EMPTY", file=name)
            for one in wanted:
                if one.file_size > min(remaining, LIMIT) or one.flag_bits & 1:
                    raise error("PAGE_ZIP", file=name)
                with archive.open(one) as file:
                    held = file.read(LIMIT + 1)
                remaining -= len(held)
                if remaining < 0 or len(held) > LIMIT:
                    raise error("PAGE_ZIP", file=name)
                yield f"{name} › {one.filename}", held
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError) as problem:
        raise error("PAGE_ZIP", file=name) from problem


def _is_page(name: str) -> bool:
    """Tell whether a file of a ZIP may be a page: not what macOS keeps beside each (``__MACOSX/._page.html``)."""
    return name.lower().endswith(PAGES) and not name.rpartition("/")[2].startswith("._")


def opened(data: bytes, name: str = "") -> PagePart:
    """Return the page in ``data``. Raises UserError: PAGE_NOTHING (empty), PAGE_PDF, PAGE_IMAGE, PAGE_NOT_ONE, PAGE_CUT
    (compressed and broken), PAGE_MAIL_EMPTY (an e-mail without a page), PAGE_TOO_HEAVY."""
    if data.startswith(b"\x1f\x8b"):
        data = _gunzipped(data, name)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise error("PAGE_NOTHING")
    for sign, code in _SIGNS:
        if data.startswith(sign):
            raise error(code, file=name or "page")
    if data.startswith(b"bplist00"):
        return _safari(data, name)
    if _is_message(data):
        return _message(data, name)
    what = "json" if data.lstrip()[:1] in (b"{", b"[") else "page"
    return PagePart(what, data)


def _gunzipped(data: bytes, name: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            found = file.read(LIMIT + 1)
    except (OSError, EOFError, zlib.error) as problem:
        raise error("PAGE_CUT", file=name or "page") from problem
    if len(found) > LIMIT:
        raise error("FILE_TOO_BIG", file=name or "page")
    return found


def _safari(data: bytes, name: str) -> PagePart:
    try:
        main = plistlib.loads(data)["WebMainResource"]
        return PagePart("mhtml", bytes(main["WebResourceData"]), str(main.get("WebResourceURL", "")))
    except (plistlib.InvalidFileException, ExpatError, KeyError, TypeError, ValueError, OverflowError) as problem:
        raise error("PAGE_NOT_ONE", file=name or "page") from problem


def _message(data: bytes, name: str) -> PagePart:
    """Return the page of an MHTML file or of an e-mail; the words of one without HTML."""
    if not pieces_fit(data):
        raise error("PAGE_TOO_HEAVY", file=name or "page")
    # The plain policy: the other one parses each header, and fails on what is none.
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    address = _location(message, "Snapshot-Content-Location")
    saved = bool(address) or (
        "related" in message.get_content_type()
        and not message.get("Received")
        and "Saved" in str(message.get("From", ""))
    )
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    words = [part for part in message.walk() if part.get_content_type() == "text/plain"]
    chosen = next((part for part in pages if address and _location(part, "Content-Location") == address), None)
    part = chosen or next(iter(pages or words), None)
    body = _body(part) if part is not None else b""
    plain = _body(words[0]) if words else b""
    if not body.strip() and not plain.strip():
        raise error("PAGE_MAIL_EMPTY", file=name or "message")
    shown = _as_page(plain) if plain.strip() else b""
    if not pages or not body.strip():
        body, shown = shown, b""
    is_held = in_headers((name, str(value)) for one in (message, *filter(None, (part,))) for name, value in one.items())
    if saved or (part is not None and part.get("Content-Location") and not message.get("To")):
        own_text = address or (_location(part, "Content-Location") if part is not None else "")
        return PagePart("mhtml", body, own_text, reserved=is_held)
    return PagePart("mail", body, sender=_sender(message), day=_day(message), reserved=is_held, words=shown)


def _as_page(words: bytes) -> bytes:
    """Return the words of an e-mail as a page: a block for each paragraph, and for each address where one paragraph
    holds several, a link for each address."""
    text = words.replace(b"\r\n", b"\n").replace(b"&", b"&amp;").replace(b"<", b"&lt;")
    blocks = [
        _LINK.sub(rb'<a href="\1">\1</a>', part).replace(b"\n", b"<br>")
        for block in _BLANK.split(text)
        for part in _by_address(block)
    ]
    return b"<html><body>" + b"".join(b"<div>" + block + b"</div>" for block in blocks) + b"</body></html>"


def _by_address(block: bytes) -> list[bytes]:
    """Return the parts of a paragraph, one for each address: it begins each of them, or ends it."""
    lines = block.strip(b"\n").split(b"\n")
    held = [bool(_LINK.search(line)) for line in lines]
    if sum(held) < 2 or len(lines) == sum(held):
        return [block]
    cuts = [rank + (not held[0]) for rank, one in enumerate(held) if one]
    places = sorted({0, *cuts, len(lines)})
    return [b"\n".join(lines[start:end]) for start, end in pairwise(places)]


def _body(part: object) -> bytes:
    """Return the bytes of a part, in UTF-8 when it says its charset."""
    if not isinstance(part, Message):
        return b""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return b""
    charset = part.get_content_charset()
    if not charset:
        return raw
    try:
        # Bytes that are UTF-8 are UTF-8 whatever the header says.
        raw.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return raw.decode(charset, "replace").encode("utf-8")
        except LookupError:
            return raw
    return raw


def _location(message: Message, name: str) -> str:
    """Return the address that a header gives, its folds undone."""
    return re.sub(r"\s", "", str(message.get(name, "")))


def _sender(message: Message) -> str:
    try:
        return parseaddr(str(message.get("From", "")))[1].lower()
    except (ValueError, IndexError):
        return ""


def _day(message: Message) -> str:
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""
