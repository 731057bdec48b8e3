"""Makes a draft from the facts a site's layout points at, in the same way for JSON, JSON-LD and HTML cards."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.base.text import clean
from core.model.draft import Draft
from core.rules.private_matter import tells_private
from core.rules.refusal import refusal
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
    ``listing_url``: the address of the only listing of the page, when the listing does not give its own; ``shown``: the
    words that page shows, empty for several listings."""

    sheet: Site
    layout: Layout
    site: str
    page_url: str
    listing_url: str
    seen: str
    shown: str = ""


def draft(take: Take, context: Context, *, rank: int) -> Draft | None:
    """Return the draft of one listing, or None when it is not real estate or has neither title, price nor reference.

    The contacts of a seller who refuses are given too: the intake needs them to record the opposition, then drops them.
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
        private=int(tells_private(f"{title}\n{text}")) if text else None,
        cells=(title, price, town, url),
        heard=refusal("\n".join((*facts.everything(), context.shown))) or "",
    )


class _Facts:
    """The facts of one listing, each looked up by name with the clues of the layout."""

    def __init__(self, take: Take, context: Context) -> None:
        self._take = take
        self._context = context

    def all(self, name: str) -> Iterator[str]:
        """Yield every text found for ``name``, those of the first clue first."""
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

    def everything(self) -> list[str]:
        """Every text of the listing, its own or those of its card: a refusal may stand in any."""
        return [_plain(text) for text in self._take(".")]

    def one(self, name: str) -> str:
        """Return the first text for ``name`` on one line, empty when the page does not say."""
        return clean(next(self.all(name), ""))[:_FIELD]

    def long(self, name: str) -> str:
        """Return the first text for ``name`` with its line breaks."""
        return next(self.all(name), "").strip()[:_TEXT]

    def translated(self, name: str) -> str:
        """Return our word for the site's word when the sheet knows it, else the text as written."""
        raw = self.one(name)
        return self._context.sheet.words.get(name, {}).get(raw.casefold(), raw)

    def known(self, name: str) -> str:
        """Return our word for the site's word; empty when the sheet does not know it, since nothing is guessed."""
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
        """Return the seller's name; empty when the site writes a kind of seller there (« Particulier »)."""
        name = self.one("name")
        return "" if name.casefold() in self._context.sheet.not_names else name

    def url(self) -> str:
        """Return the absolute address of the listing: its own, else that of a page that shows no other listing."""
        context = self._context
        own = self.one("url")
        return absolute(context.sheet.base or context.page_url, own) if own else context.listing_url

    def phones(self, text: str) -> tuple[str, ...]:
        """Return the telephones of the listing, those written in ``text`` included, without the site's own lines."""
        hotlines = self._context.sheet.hotlines
        given = [clean(raw).removeprefix("tel:") for raw in self.all("phones")]
        return amounts.without_hotlines([*given, *amounts.phones_in(text, hotlines)], hotlines)

    def emails(self, text: str) -> tuple[str, ...]:
        """Return the e-mail addresses of the listing, without the site's own."""
        return amounts.emails_in("\n".join([*self.all("emails"), text]), self._context.sheet.hosts)


def _plain(text: str) -> str:
    """Return ``text`` without the tags and entities some sites leave in JSON, invisible letters, and letters no base
    can store."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("\n", text)
    return _UNSEEN.sub("", text)
