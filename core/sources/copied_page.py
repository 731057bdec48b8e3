"""Tells a page copied in a browser from rows copied in a spreadsheet, and reads the address that browsers leave beside
it. Nothing is asked of that address."""

import html
import re
from collections import Counter
from datetime import datetime

from core.base.i18n import _
from core.base.records import Struct, replace
from core.sources.pages import sites
from core.sources.pages.reading import PageReading, decode, read_page
from core.sources.web import is_public, without_login


class CopiedPage(Struct, frozen=True):
    """What was copied: ``data``, its HTML, or words alone; ``url``: its address, empty when the browser left none;
    ``piped``: it came through standard input, where a file may come too."""

    data: bytes = b""
    url: str = ""
    piped: bool = False


LONGEST_ADDRESS = 2_000
"""Characters; no browser is sure to keep more."""
_OF_A_NETWORK = (".local", ".localhost", ".internal", ".lan", ".home", ".intranet", ".corp", ".home.arpa")
"""Endings of names that only a private network knows (RFC 6761, 6762, 8375)."""
_HOST = re.compile(r"(?:[\w-]{1,63}\.)+[\w-]{2,63}")
_NUMBER = re.compile(r"0x[0-9a-f]*|\d+", re.I)
_CONTROL = re.compile(r"[\x00-\x20\x7f\\]")


def page_address(told: str) -> str:
    """Return the address of a page of the public web, without the login it may hold; empty when ``told`` is none. No
    name is asked for."""
    url = next(iter(told.replace("\0", "").strip().splitlines()), "").strip()
    if len(url) > LONGEST_ADDRESS or _CONTROL.search(url) or not sites.absolute("", url):
        return ""
    return without_login(url) if _is_public_name(sites.host_of(url)) else ""


def _is_public_name(host: str) -> bool:
    """Tell whether a host may be of the public web. One whose last part is a number is an address (RFC 3986, 3.2.2;
    browsers read « 0x7f.1 » so)."""
    try:
        return is_public(host)
    except ValueError:
        last = host.rpartition(".")[2]
        return bool(_HOST.fullmatch(host)) and not _NUMBER.fullmatch(last) and not f".{host}".endswith(_OF_A_NETWORK)


_HEADER = re.compile(rb"\A(?:\xef\xbb\xbf)?Version:\d+(?:\.\d+)?\r?\n(?:[A-Za-z]{3,20}:[^\r\n]{0,4000}(?:\r\n|\n|\r))*")
_ENTRY = re.compile(rb"^([A-Za-z]{3,20}):([^\r\n]*)", re.M)


def of_windows(data: bytes) -> CopiedPage | None:
    """Return the page in ``HTML Format``, as Windows' clipboard keeps it: entries, then the page, whose place
    ``StartHTML`` and ``EndHTML`` tell in bytes; None when ``data`` is in another shape."""
    match = _HEADER.match(data)
    if match is None:
        return None
    entries = {name.lower(): value.strip() for name, value in _ENTRY.findall(match[0])}
    places = [int(value) if value.isdigit() else -1 for value in map(entries.get, (b"starthtml", b"endhtml")) if value]
    start, end = places if len(places) == 2 else (-1, -1)
    if not match.end() <= start < end <= len(data):
        start, end = match.end(), len(data)
    url = entries.get(b"sourceurl", b"").decode("utf-8", "replace")
    return CopiedPage(data[start:end].rstrip(b"\0"), page_address(url))


_SHEET = re.compile(
    r"urn:schemas-microsoft-com:office:(?:excel|spreadsheet)|<google-sheets-html-origin|data-sheets-"
    r"|<meta\b[^<>]{0,200}\bgenerator\b[^<>]{0,200}(?:excel|office|calc|spreadsheet|numbers)",
    re.I,
)
"""What spreadsheets write in the HTML of the rows they copy."""
_HEAD = 20_000
_LINK = re.compile(r"""<a\b[^<>]{0,2000}?\bhref\s*=\s*["']?https?://([^/"'\s<>?#]{1,255})""", re.I)
_PAGE = re.compile(rf"{_LINK.pattern}|€|&euro;", re.I)
"""What tells a page of ads whose address did not come: a link, or a price."""
_SAME_WIDTH = 0.8
_SAMPLE = 200_000
"""Characters of the words that tell whether they are rows."""


def is_page(markup: str, words: str, url: str) -> bool:
    """Tell whether what was copied is a page and no rows of a table: ``markup``, its HTML, ``words``, the same as
    plain text, ``url``, the address left beside it. Rows have as many cells one as the other."""
    if not markup.strip() or _SHEET.search(markup[:_HEAD]):
        return False
    lines = [line.count("\t") for line in words[:_SAMPLE].splitlines() if line.strip()]
    width, count = Counter(lines).most_common(1)[0] if lines else (0, 0)
    if width and count >= _SAME_WIDTH * len(lines):
        return False
    return bool(url) or _PAGE.search(markup) is not None


def leads_elsewhere(page: CopiedPage) -> str:
    """Return the site that the links of a page lead to, when none leads to the site of its address: the address is
    not that of the page. Empty when it may be, or when the page has too few links to tell."""
    hosts = Counter(host.lower() for host in _LINK.findall(decode(page.data)))
    own = _domain(sites.host_of(page.url))
    if not own or sum(hosts.values()) < _ENOUGH_LINKS or own in map(_domain, hosts):
        return ""
    return sites.shown(f"https://{hosts.most_common(1)[0][0]}/")


_ENOUGH_LINKS = 3


def _domain(host: str) -> str:
    return ".".join(host.partition(":")[0].split(".")[-2:])


_SPOKEN = re.compile(r"\bmètres? carrés?\b", re.I)
"""A heading written out for those who listen to a page: the title that the seller gave is not in the copy."""


def read_copied(page: CopiedPage, *, at: datetime) -> PageReading:
    """Return the content of a copied page, which holds neither scripts nor data: see :func:`read_page`."""
    reading = read_page(as_page(page), url=page.url, at=at, name=_("Page copiée"))
    drafts = []
    for ad, draft in zip(reading.ads, reading.drafts, strict=True):
        spoken = _SPOKEN.search(ad.one("title"))
        drafts.append(draft._replace(title="") if spoken else draft)
        if spoken:
            ad.fields.pop("title")
    return replace(reading, drafts=tuple(drafts))


_TAG = re.compile(rb"<[a-z!/][^<>]{0,4000}>", re.I)


def as_page(page: CopiedPage) -> bytes:
    """Return the bytes to read: HTML that no reader takes for an e-mail or a file; words alone, line by line."""
    if _TAG.search(page.data):
        return b"<!DOCTYPE html>" + page.data
    lines = decode(page.data).splitlines()
    return ("<!DOCTYPE html><body>" + "".join(f"<div>{html.escape(line)}</div>" for line in lines)).encode()
