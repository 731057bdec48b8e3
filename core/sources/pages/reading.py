"""Reads a listing page or an alert e-mail, saved or fetched, into drafts.

It also tells what kind of page it is: a site that refuses must never be reported as « no listing ». The charset a page
declares is only a hint: pages of 2017 declare utf-8 and are cp1252.
"""

import codecs
import re
from collections import Counter
from datetime import datetime
from enum import StrEnum
from html import unescape

from bs4.dammit import EncodingDetector
from lxml import html

from core.base.i18n import _
from core.base.records import Struct, replace
from core.base.text import clean
from core.model.draft import Draft
from core.sources.formats.within_reason import attributes_fit
from core.sources.pages import blocked, generic, sites
from core.sources.pages.containers import PagePart, opened
from core.sources.pages.drafting import corrected, draft, listened, without_shared
from core.sources.pages.extracted import Ad
from core.sources.pages.links import link
from core.sources.pages.prices import short_text
from core.sources.pages.reserved import in_page
from core.sources.pages.sites import Site, absolute, host_of
from core.words.errors import error, user_text

_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{4}\)(\S{1,2000}) -->")
_OWN_ADDRESS = (
    re.compile(r"""<link\b(?=[^<>]{0,500}\brel=["']?canonical\b)[^<>]{0,500}?\bhref=["']([^"'<>\s]{1,2000})""", re.I),
    re.compile(
        r"""<meta\b(?=[^<>]{0,500}\bproperty=["']?og:url\b)[^<>]{0,500}?\bcontent=["']([^"'<>\s]{1,2000})""", re.I
    ),
)
_SITE_NAME = re.compile(r"""<meta\b[^<>]{0,300}og:site_name[^<>]{0,300}?content=["']([^"'<>]{1,80})""", re.I)
_IN_TITLE = re.compile(r"<title[^>]*>[^<]{0,300}?\b([a-z0-9-]{2,40}\.(?:fr|com|net|immo|org))\b", re.I)
_MANY = 1000
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
_NEXT = re.compile(
    r"(?:page )?suivante?|next(?: page)?|(?:aller à la |voir la )?page suivante|[›»>→]|suivante? [›»>→]", re.I
)


class PageKind(StrEnum):
    """The kinds of pages."""

    LIST = "list"
    AD = "ad"
    BLOCKED = "blocked"
    RESERVED = "reserved"
    LOGIN = "login"
    CONSENT = "consent"
    SHELL = "shell"
    EMPTY = "empty"
    OTHER = "other"


_SCREENS = (
    (PageKind.BLOCKED, "PAGE_BLOCKED", blocked.is_blocked),
    (PageKind.EMPTY, "PAGE_NO_RESULT", blocked.is_empty_list),
    (PageKind.LOGIN, "PAGE_LOGIN", blocked.is_login),
    (PageKind.BLOCKED, "PAGE_BLOCKED", blocked.is_robot_check),
    (PageKind.OTHER, "PAGE_GONE", blocked.is_gone),
    (PageKind.OTHER, "PAGE_TROUBLE", blocked.is_in_trouble),
    (PageKind.CONSENT, "PAGE_CONSENT", blocked.is_consent),
    (PageKind.SHELL, "PAGE_SHELL", blocked.is_shell),
    (PageKind.OTHER, "PAGE_REFRESH", blocked.is_refresh),
)
"""What a page without an ad may be, in the order asked."""
_NO_SCREEN = (PageKind.OTHER, "PAGE_NO_LISTING")


class PageReading(Struct, frozen=True):
    """The content of a page. ``site``: its name as shown, empty when the page does not tell. ``drafts``: every
    real-estate listing, those of professional and refusing sellers included, with, in the same order, the ``ads``: what
    was found, where, and how surely. ``left``: the ads left out, each with its reason (``left_out``). ``what``: the
    container it came in. ``url``: its address, empty when it does not tell; ``next``: that
    of the next page of the list. ``said``: the French sentence when there is
    no draft, with its ``code``."""

    kind: PageKind
    site: str
    drafts: tuple[Draft, ...] = ()
    ads: tuple[Ad, ...] = ()
    left: tuple[Ad, ...] = ()
    what: str = "page"
    url: str = ""
    next: str = ""
    code: str = ""
    said: str = ""


def read_page(data: bytes, *, url: str = "", at: datetime, name: str = "") -> PageReading:
    """Return the content of ``data``: a page, a page saved as one file, an alert e-mail or JSON. ``url``: its address
    when known; ``at``: when it was captured, in the agency's time; its day, or that of the e-mail, becomes ``seen`` in
    the drafts.

    Raises what :func:`containers.opened` raises for what is no page, or is beyond reason (PAGE_TOO_HEAVY). Never fails
    on the content of another: a hostile, cut
    or unknown page is ``other``.
    """
    part = opened(data, name)
    text = decode(part.data)
    if not attributes_fit(text):
        raise error("PAGE_TOO_HEAVY", file=name or "page")
    address = url or part.url
    if not address.startswith(("http://", "https://")):
        address = "" if part.what == "mail" else _own_address(text)
    if part.reserved or in_page(text):
        return replace(_none(PageKind.RESERVED, "PAGE_RESERVED", _site(part, text, address, [])[1]), what=part.what)
    content = generic.read_ads(text, address, mail=part.what == "mail", words=decode(part.words))
    sheet, site = _site(part, text, address, content.ads)
    seen = part.day or at.date().isoformat()
    ads = [corrected(ad, sheet, site, single=content.single) for ad in content.ads[:_MANY] if not ad.left_out]
    left = tuple(ad for ad in content.ads if ad.left_out)
    base = address or sheet.base
    drafts = [
        draft(ad, sheet, site=site, base=base, seen=seen, rank=rank, single=content.single)
        for rank, ad in enumerate(ads, 1)
    ]
    if drafts:
        kind = PageKind.AD if content.single else PageKind.LIST
        found = listened(without_shared(drafts), ads, sheet)
        after = next_page(content.root, address) if kind is PageKind.LIST else ""
        return PageReading(kind, site, found, tuple(ads), left, part.what, address, after)
    return replace(_without_listing(content, text, sheet, site), left=left, what=part.what, url=address)


def _site(part: PagePart, text: str, url: str, ads: list[Ad]) -> tuple[Site, str]:
    """Return (sheet, name shown) of the site of a page: by its address, its ads', who sent it, its words, its name."""
    found = Counter(sites.host_of(ad.one("url")) for ad in ads if ad.one("url"))
    hosts = [sites.host_of(url), *(host for host, _count in found.most_common(3)), part.sender.rpartition("@")[2]]
    known = next((site for host in hosts if host and (site := sites.by_host(f"https://{host}/"))), None)
    known = known or (None if any(hosts[:1]) else sites.by_marks(text))
    if known:
        return known, known.name
    title = _IN_TITLE.search(text[:200_000])
    match = _SITE_NAME.search(text[:400_000])
    words = unescape(match[1]).strip() if match else ""
    host = next((host.removeprefix("www.") for host in hosts if host), "")
    return sites.NO_SHEET, host or (title[1].lower() if title else "") or words


def _own_address(text: str) -> str:
    """Return the address written in a saved page (browser's comment, canonical link, og:url), empty when none is
    complete."""
    for shape in (_SAVED_FROM, *_OWN_ADDRESS):
        match = shape.search(text)
        address = sites.absolute("https:", unescape(match[1])) if match else ""
        if address:
            return address
    return ""


def _without_listing(given: generic.PageContent, text: str, sheet: Site, site: str) -> PageReading:
    """Return the reading of a page without a listing, with the reason: each has its own sentence."""
    if given.ads:
        return _none(PageKind.OTHER, "PAGE_LEFT_OUT", site)
    words = unescape(text)
    if any(mark in words for mark in sheet.empty):
        return _none(PageKind.EMPTY, "PAGE_NO_RESULT", site)
    kind, code = next(((kind, code) for kind, code, is_it in _SCREENS if is_it(text)), _NO_SCREEN)
    return _none(kind, code, site)


def _none(kind: PageKind, code: str, site: str) -> PageReading:
    return PageReading(kind, site, code=code, said=user_text(code, site=site or _("Le site")))


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
    for match in _UTF8_LETTER.finditer(data):
        letters += len(match[0])
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


def next_page(root: html.HtmlElement | None, url: str) -> str:
    """Return the address of the page after the one at ``url``, on the same site; empty when the page names none."""
    if root is None or not url:
        return ""
    named = [tag for tag in root.iter("link", "a") if "next" in (tag.get("rel") or "").lower().split()]
    said = [tag for tag in root.iter("a") if _says_next(tag)] if not named else []
    for tag in (*named, *said):
        text = absolute(url, (tag.get("href") or "").strip()).partition("#")[0]
        # The arrows of a row of photos lead to an ad.
        to_ad = link(text, url)[1] not in ("", link(url, url)[1])
        if text and not to_ad and host_of(text) == host_of(url) and text != url.partition("#")[0]:
            return text
    return ""


def _says_next(tag: html.HtmlElement) -> bool:
    told = (tag.get("aria-label"), tag.get("title"), short_text(tag, 30))
    return any(_NEXT.fullmatch(clean(words)) for words in told if words)
