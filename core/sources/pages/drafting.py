"""From the facts a layout points at to a draft: the same for JSON, JSON-LD and cards."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.base.text import clean
from core.model.draft import Draft
from core.sources.pages import amounts
from core.sources.pages.sites import Clue, Layout, Site, absolute

Take = Callable[[str], list[str]]
"""Gives the texts found at a path or selector of one listing."""

_FIELD = 300
_TEXT = 20_000
_TAG = re.compile(r"<[^<>]{0,300}>")
_UNSEEN = re.compile("[\0\u00ad\u200b-\u200d\u2060\ufeff\ud800-\udfff]")
_NO = frozenset({"", "0", "false", "no", "none"})


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for a whole page: its sheet, the shown name of its ``site``, its address, the ISO day it was ``seen``.
    ``listing_url``: the address of the only listing of the page, when the listing does not give its own."""

    sheet: Site
    layout: Layout
    site: str
    page_url: str
    listing_url: str
    seen: str


def draft(take: Take, context: Context, *, rank: int) -> Draft | None:
    """Return the draft of one listing, or None when it is not real estate or holds neither title, price nor reference.

    A refusing seller's contacts are given too: the intake must know them to oppose them, then drops them.
    """
    facts = _Facts(take, context)
    if not all(pattern.search(facts.one(name)) for name, pattern in context.layout.keep.items()):
        return None
    title, price, town = facts.one("title"), amounts.price(facts.one("price")), facts.one("town")
    reference, url = facts.one("reference"), facts.url()
    if not (title or price or reference):
        return None
    seller, text = facts.known("seller"), facts.long("text")
    return Draft(
        line=rank,
        name=facts.name(),
        phones=facts.phones(text if seller == "private" else ""),
        emails=facts.emails(text if seller == "private" else ""),
        address=facts.one("address"),
        postcode=facts.one("postcode"),
        town=town,
        kind=facts.translated("kind"),
        deal=facts.known("deal"),
        title=title,
        price=price,
        area=amounts.decimal(facts.one("area")),
        rooms=amounts.decimal(facts.one("rooms")),
        site=context.site,
        reference=reference,
        url=url,
        seen=context.seen,
        seller=seller,
        refuses=facts.one("refuses").casefold() not in _NO,
        text=text,
        cells=(title, price, town, url),
    )


class _Facts:
    """The named facts of one listing, looked up through its layout."""

    def __init__(self, take: Take, context: Context) -> None:
        self._take = take
        self._context = context

    def all(self, name: str) -> Iterator[str]:
        """Every text found for ``name``, the first clue's first."""
        for clue in self._context.layout.fields.get(name, ()):
            yield from self._found(clue)

    def _found(self, clue: Clue) -> Iterator[str]:
        for raw in self._take(clue.at) if clue.at else [""]:
            found = clue.find.search(raw) if clue.find else None
            if clue.find and not found:
                continue
            value = clue.means or (found[found.re.groups and 1] if found else raw)
            if value and value.strip():
                yield _plain(value)

    def one(self, name: str) -> str:
        """The first text for ``name`` on one line, empty when the page does not say."""
        return clean(next(self.all(name), ""))[:_FIELD]

    def long(self, name: str) -> str:
        """The first text for ``name`` with its line breaks."""
        return next(self.all(name), "").strip()[:_TEXT]

    def translated(self, name: str) -> str:
        """The text in our words where the sheet knows it, as written otherwise."""
        raw = self.one(name)
        return self._context.sheet.words.get(name, {}).get(raw.casefold(), raw)

    def known(self, name: str) -> str:
        """The text in our words; empty when the sheet does not know the site's word: doubt says nothing."""
        words = self._context.sheet.words.get(name, {})
        ours = frozenset(words.values())
        for raw in self.all(name):
            word = clean(raw)
            if word in ours:
                return word
            if word.casefold() in words:
                return words[word.casefold()]
        return ""

    def name(self) -> str:
        """The seller's name, unless the site writes a kind of seller there (« Particulier »)."""
        name = self.one("name")
        return "" if name.casefold() in self._context.sheet.not_names else name

    def url(self) -> str:
        """The absolute address of the listing: its own, else that of a page that shows only it."""
        context = self._context
        own = self.one("url")
        return absolute(context.sheet.base or context.page_url, own) if own else context.listing_url

    def phones(self, text: str) -> tuple[str, ...]:
        """The listing's telephones, those written in ``text`` included, the site's own lines excluded."""
        hotlines = self._context.sheet.hotlines
        given = [clean(raw).removeprefix("tel:") for raw in self.all("phones")]
        return amounts.without_hotlines([*given, *amounts.phones_in(text, hotlines)], hotlines)

    def emails(self, text: str) -> tuple[str, ...]:
        """The listing's e-mail addresses, without the site's own."""
        return amounts.emails_in("\n".join([*self.all("emails"), text]), self._context.sheet.hosts)


def _plain(text: str) -> str:
    """``text`` without the tags and entities some sites leave in JSON, nor letters unseen or that no base can hold."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("\n", text)
    return _UNSEEN.sub("", text)
