"""Reads a listing page, saved or fetched, into drafts.

It also tells what kind of page it is: a site that refuses must never be reported as « no listing ».
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property, partial
from html import unescape
from types import MappingProxyType

from bs4 import BeautifulSoup

from core.base.i18n import _
from core.model.draft import Draft
from core.sources.pages import blocked, cards, json_ld, paths, sites, state_json
from core.sources.pages.decode import decode
from core.sources.pages.drafting import Context, Take, draft
from core.sources.pages.sites import Layout, Site
from core.words.errors import user_text

_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{4}\)(\S{1,2000}) -->")
_OWN_ADDRESS = (
    re.compile(r"""<link\b(?=[^<>]{0,500}\brel=["']?canonical\b)[^<>]{0,500}?\bhref=["']([^"'<>\s]{1,2000})""", re.I),
    re.compile(
        r"""<meta\b(?=[^<>]{0,500}\bproperty=["']?og:url\b)[^<>]{0,500}?\bcontent=["']([^"'<>\s]{1,2000})""", re.I
    ),
)
_MANY = 1000


class PageKind(StrEnum):
    """The kinds of pages."""

    LIST = "list"
    AD = "ad"
    BLOCKED = "blocked"
    LOGIN = "login"
    EMPTY = "empty"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PageReading:
    """The content of a page. ``site``: its name as shown, empty when the page does not tell. ``drafts``: every
    real-estate listing, those of professional and refusing sellers included. ``said``: the French sentence when
    there is none, with its ``code``."""

    kind: PageKind
    site: str
    drafts: tuple[Draft, ...] = ()
    code: str = ""
    said: str = ""


def read_page(data: bytes, *, url: str = "", at: datetime) -> PageReading:
    """Return the content of the page ``data``. ``url``: its address when known; ``at``: when it was captured, in the
    agency's time; its day becomes ``seen`` in the drafts.

    Never fails on the content: a hostile, cut or unknown page is ``other``.
    """
    page = _Page(decode(data), url)
    if blocked.is_blocked(page.text):
        return _none(PageKind.BLOCKED, "PAGE_BLOCKED", page.site)
    seen = at.date().isoformat()
    counts: list[int] = []
    for layout in page.sheet.layouts:
        takes = page.listings(layout)
        if takes is None:
            continue
        kind = PageKind.AD if layout.kind == PageKind.AD and len(takes) == 1 else PageKind.LIST
        context = Context(sheet=page.sheet, layout=layout, site=page.site, page_url=page.url, listing_url="", seen=seen)
        if kind is PageKind.AD:
            context = replace(context, listing_url=page.url, shown=page.shown)
        drafts = [one for rank, take in enumerate(takes, 1) if (one := draft(take, context, rank=rank))]
        if drafts:
            return PageReading(kind, page.site, tuple(drafts))
        counts.append(len(takes))
    return _without_listing(page, counts)


class _Page:
    """A page and what is computed from it once: its address, its sheet, its tree."""

    def __init__(self, text: str, url: str) -> None:
        self.text = text
        self.url = url if url.startswith(("http://", "https://")) else _own_address(text)
        site = sites.by_host(self.url) or (None if self.url else sites.by_marks(text))
        self.sheet: Site = site or sites.generic()
        self.site = site.name if site else sites.shown(self.url)

    @cached_property
    def tree(self) -> BeautifulSoup | None:
        """The tree of the page, built only when a layout needs it."""
        return cards.tree(self.text)

    @property
    def shown(self) -> str:
        """The words that the page shows of itself, without those of its forms and of the links to other listings."""
        return cards.visible_text(self.tree) if self.tree else ""

    def listings(self, layout: Layout) -> list[Take] | None:
        """Return, for each listing of this layout, a function that looks up its texts; an empty list when the page
        has the layout but no listing, None when it does not have the layout."""
        return _READERS[layout.how](self, layout)

    def by_state(self, layout: Layout) -> list[Take] | None:
        root = state_json.state(self.text, layout.script)
        if layout.within and not paths.nodes(root, layout.within):
            return None
        found = [node for node in paths.nodes(root, layout.items) if isinstance(node, dict)][:_MANY]
        if found:
            return [partial(paths.texts, node) for node in found]
        return [] if layout.within else None

    def by_json_ld(self, layout: Layout) -> list[Take] | None:
        found = json_ld.listings(self.text, layout.types)[:_MANY]
        return [partial(paths.texts, node) for node in found] or None

    def by_cards(self, layout: Layout) -> list[Take] | None:
        root = self.tree
        if root is None or (layout.within and root.select_one(layout.within) is None):
            return None
        found = cards.items(root, layout.items)
        if found:
            return [partial(cards.card_texts, tag, pairs=layout.pairs) for tag in found]
        return [] if layout.within else None


_READERS = MappingProxyType({"state": _Page.by_state, "json_ld": _Page.by_json_ld, "cards": _Page.by_cards})


def _own_address(text: str) -> str:
    """Return the address written in a saved page (browser's comment, canonical link, og:url), empty when none is
    complete."""
    for shape in (_SAVED_FROM, *_OWN_ADDRESS):
        found = shape.search(text)
        address = sites.absolute("https:", unescape(found[1])) if found else ""
        if address:
            return address
    return ""


def _without_listing(page: _Page, counts: list[int]) -> PageReading:
    """Return the reading of a page without a usable listing. ``counts``: listings seen by each layout that fitted,
    all of them dropped because they were not real estate."""
    if any(counts):
        return _none(PageKind.OTHER, "PAGE_NO_LISTING", page.site)
    words = unescape(page.text) if page.sheet.empty else ""
    if counts or any(mark in words for mark in page.sheet.empty):
        return _none(PageKind.EMPTY, "PAGE_NO_LISTING", page.site)
    if blocked.is_login(page.text):
        return _none(PageKind.LOGIN, "PAGE_LOGIN", page.site)
    return _none(PageKind.OTHER, "PAGE_NO_LISTING", page.site)


def _none(kind: PageKind, code: str, site: str) -> PageReading:
    return PageReading(kind, site, code=code, said=user_text(code, site=site or _("Le site")))
