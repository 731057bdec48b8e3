"""Tells who speaks in each part of a page: the seller, the frame of their ad, somebody unknown, or the site. Only where
words stand decides, never which they are; the site's own words are nobody's refusal (law file, OBJ-07)."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import takewhile

from lxml import etree, html

from core.base.text import fold
from core.refusals.prefilter import hints
from core.sources.pages import attributes, figures, label_values, list_cards
from core.sources.pages.extracted import Ad
from core.sources.pages.prices import UNSEEN, holders, is_hidden, short_text

PART_OF_SELLER = 400
"""Letters of the part of a page that is about its seller, at most."""
SELLER = re.compile(
    r"vendeur|seller|annonceur|advertiser|owner|proprietaire|pseudo|contact[-_]?(?:card|name|info|container|box)|profile[-_]?name",
    re.I,
)
DESCRIPTION = re.compile(r"descri|txt[-_]?an+|ad[-_]?text|annonce[-_]?texte?|texte?[-_]?annonce", re.I)
_CONTACT = re.compile(r"bloc[-_]?contact|contact[-_]?bl?o[cx]|no[-_]?sales", re.I)
"""How else a part is called that only bears what the seller says of being contacted."""
_ENDS = frozenset({"header", "footer", "dialog"})
_TAGS = _ENDS | {"nav", "form", "button", "label", "legend", "noscript", "template"}
_END_ROLES = frozenset({"banner", "contentinfo", "dialog", "alertdialog"})
_ROLES = _END_ROLES | {"button", "link", "navigation", "search", "form", "menu", "menuitem"}
_END_STYLE = re.compile(
    r"cookie|consent|didomi|onetrust|axeptio|tarteaucitron|sourcepoint|newsletter"
    r"|(?:^|[ _-])(?:cmp|rgpd|gdpr|foot(?:er)?|modal|dialog|overlay|banner|bandeau|top-?bar|copyright)(?:$|[ _-])"
    r"|pop-?(?:in|up)\b",
    re.I,
)
_STYLE = re.compile(
    r"honeypot|(?:^| )(?:d-none|hidden|hide|is-hidden|invisible|hp|btn|button|nav|navbar|menu)(?:$|[ ])", re.I
)
_OUT_OF_SIGHT = re.compile(
    r"opacity:0(?![.\d])|(?:left|top|text-indent):-\d{3,}|font-size:0(?![.\d])|height:0(?!\.)", re.I
)
_HIDDEN = etree.XPath("descendant-or-self::*[contains(@style, 'none') or contains(@style, 'hidden')]")
_HIDING = re.compile(r"(?:^|\})\s*[.#]([\w-]{1,60})\s*\{([^{}]{1,300})")
_FRAMES = frozenset({"body", "html"})


class Speakers:
    """Tells the parts of what stands below ``root``. ``others``: the cards of other ads, never listened to; ``own``:
    the reference of the ad, which the links to itself bear; ``frames``: the parts that surely are of the ad, inside
    which what else is named as the site's is still the site's, but not what is around them."""

    def __init__(
        self, root: html.HtmlElement, others: Set[html.HtmlElement], own: str, frames: Iterable[html.HtmlElement]
    ):
        self._root, self._own, self._unseen = root, own, _out_of_sight(root)
        self.frames = list(frames)
        framed = {up for tag in self.frames for up in (tag, *tag.iterancestors())}
        site_parts = [tag for tag in root.iter(etree.Element) if self._is_site(tag)]
        self.site = frozenset(others).union(tag for tag in site_parts if tag not in framed)

    def is_site(self, tag: html.HtmlElement) -> bool:
        """Tell whether an element stands in a part of the site, or in another ad."""
        return tag in self.site or any(up in self.site for up in tag.iterancestors())

    def told(self, tag: html.HtmlElement, without: Set[html.HtmlElement] = frozenset()) -> Iterator[str]:
        """Yield the lines of a part, what its badges are said to be, and its description behind « lire la suite »."""
        unread = self.site | without
        yield from list_cards.lines_of(tag, unread)
        yield from attributes.told(tag, unread)
        for hidden in _HIDDEN(tag):
            if is_hidden(hidden.get("style")) and DESCRIPTION.search(_style(hidden)) and not self.is_site(hidden):
                yield short_text(hidden, 20_000)

    def seller_parts(self) -> list[html.HtmlElement]:
        """Return the card of the seller, wherever it stands outside of the site's parts."""
        return [
            tag
            for tag in self._root.iter(etree.Element)
            if (tag.tag == "aside" or _is_seller(_style(tag)) or _is_headed(tag))
            and tag.tag not in _FRAMES
            and not self.is_site(tag)
            and len(lines := list_cards.lines_of(tag, self.site)) < PART_OF_SELLER // 10
            and 0 < sum(map(len, lines)) < PART_OF_SELLER
            and (tag.tag != "aside" or any(map(_is_of_person, lines)))
        ]

    def block(self, anchors: Sequence[html.HtmlElement]) -> list[html.HtmlElement]:
        """Return the frame of the ad: the smallest part that holds its ``anchors``, widened as long as no top, foot or
        dialog of the page comes in; on a page without a frame, what stands between the first anchor and the last."""
        paths = [[*reversed([*tag.iterancestors()]), tag] for tag in anchors]
        if not paths:
            return []
        frame = _shared(paths)
        for up in frame.iterancestors():
            if up.tag in _FRAMES or frame.tag in _FRAMES or any(map(is_end, up.iterchildren(etree.Element))):
                break
            frame = up
        return [frame] if frame.tag not in _FRAMES else self.between(anchors)

    def between(self, anchors: Sequence[html.HtmlElement]) -> list[html.HtmlElement]:
        """Return what stands from the first anchor to the last, in order, and nothing around them."""
        outer = [tag for tag in anchors if not any(up in anchors for up in tag.iterancestors())]
        order = {tag: rank for rank, tag in enumerate(self._root.iter())}
        ends = sorted({tag for tag in outer if tag in order}, key=lambda tag: order[tag])
        if len(ends) < 2:
            return ends
        paths = [[*reversed([*tag.iterancestors()]), tag] for tag in (ends[0], ends[-1])]
        first, last = (path[path.index(_shared(paths)) + 1 :] for path in paths)
        pieces = [ends[0], *(tag for up in reversed(first[1:]) for tag in up.itersiblings())]
        pieces += takewhile(lambda tag: tag is not last[0], first[0].itersiblings())
        pieces += [tag for up in last[1:] for tag in reversed([*up.itersiblings(preceding=True)])]
        return [*pieces, ends[-1]]

    def _is_site(self, tag: html.HtmlElement) -> bool:
        name, told = tag.tag, tag.attrib
        if name in _TAGS:
            return True
        if name == "a":
            return not (self._own and self._own in told.get("href", ""))
        if not told:
            return False
        if told.get("role") in _ROLES or "hidden" in told:
            return True
        style = f"{told.get('class', '')} {told.get('id', '')}"
        is_unseen = told.get("aria-hidden") == "true" or _is_out_of_sight(told.get("style"))
        is_unseen = is_unseen or bool(self._unseen and not self._unseen.isdisjoint(style.split()))
        return (is_unseen or _is_named(style)) and not DESCRIPTION.search(style)


def of_page(ad: Ad, root: html.HtmlElement, others: Set[html.HtmlElement], own: str) -> Speakers:
    """Return who speaks on the page of one ad. ``own``: its reference."""
    return Speakers(root, others, own, _anchors(ad, root, others))


def hear_page(ad: Ad, root: html.HtmlElement, speakers: Speakers, description: html.HtmlElement | None) -> None:
    """Keep in ``ad`` what its page says: in its seller's own words, in its frame, elsewhere."""
    parts = [*([description] if description is not None else ()), *speakers.seller_parts()]
    own = [ad.own, ad.one("title"), *(line for tag in parts for line in speakers.told(tag))]
    # Where it is known where the seller speaks, what stands around these places is asked about, not heard.
    frame = speakers.between if description is not None or ad.own else speakers.block
    block = frame([*speakers.frames, *parts]) if speakers.frames else []
    around = [line for tag in block if not speakers.is_site(tag) for line in speakers.told(tag)]
    ad.own = "\n".join(own)
    ad.around = "\n".join(around)
    ad.beside = "\n".join(speakers.told(root, {*block, *parts}))


def hear_card(ad: Ad, card: list_cards.AdCard) -> None:
    """Keep in ``ad`` what its card among others says: of one without a word to listen to, nothing."""
    root = card.tag
    shown = "\n".join((card.text, *attributes.told(root)))
    ad.words = f"{ad.words}\n{shown}"
    if not hints(f"{shown}\n{short_text(root, 20_000)}"):
        return
    frames = [*list(root.iter("h1", "h2", "h3", "h4", "h5"))[:1], *list(holders(root))[:1]]
    speakers = Speakers(root, frozenset(), card.reference, frames)
    site = [words for tag in speakers.site if (words := short_text(tag, 200))]
    # The cells of a row of a table, each after its heading.
    cells = (line for line in card.lines if root.tag == "tr" and " : " in line)
    lines = [line for line in cells if not any(words in line for words in site)]
    ad.around = "\n".join((ad.around, *lines, *speakers.told(root)))


def _shared(paths: Sequence[Sequence[html.HtmlElement]]) -> html.HtmlElement:
    """Return the smallest part that holds the ends of all ``paths``, each from the root down."""
    return [levels[0] for levels in takewhile(lambda levels: len(set(levels)) == 1, zip(*paths, strict=False))][-1]


def _anchors(ad: Ad, root: html.HtmlElement, others: Set[html.HtmlElement]) -> Iterator[html.HtmlElement]:
    """Yield the heading of the ad and the first price after it that is its own."""
    title, price, is_headed = fold(ad.one("title")), ad.one("price"), False
    prices = {tag for tag in holders(root) if price and figures.price(short_text(tag, 120)) == price}
    prices = {tag for tag in prices if not any(up in others or is_end(up) for up in (tag, *tag.iterancestors()))}
    for tag in root.iter(etree.Element):
        if not is_headed and tag.tag not in UNSEEN and _is_heading(tag, title):
            is_headed = True
            yield tag
        if tag in prices and (is_headed or not title):
            yield tag
            return
    yield from list(prices)[:1]


def _is_heading(tag: html.HtmlElement, title: str) -> bool:
    return tag.tag in ("h1", "h2", "b", "strong") and bool(title) and title in fold(short_text(tag, 400))


def _style(tag: html.HtmlElement) -> str:
    return f"{tag.get('class') or ''} {tag.get('id') or ''}"


@lru_cache(maxsize=4096)
def _is_seller(style: str) -> bool:
    return bool(SELLER.search(style) or _CONTACT.search(style))


_HEAD = re.compile(r"(?:le )?(?:vendeur|annonceur|propri[ée]taire)\W*", re.I)


def _is_headed(tag: html.HtmlElement) -> bool:
    """Tell whether a cell, or a value, stands after the heading « Vendeur »."""
    before = tag.getprevious() if tag.tag in ("td", "dd") else None
    return before is not None and bool(_HEAD.fullmatch(short_text(before, 40)))


def _is_of_person(line: str) -> bool:
    """Tell whether a line names who sells, or says that it is somebody private."""
    return bool(label_values.PERSON.fullmatch(line) and not label_values.NOT_PERSON.search(line)) or bool(
        re.search(r"particulier|vendeur|annonceur|propri[ée]taire", line, re.I)
    )


@lru_cache(maxsize=4096)
def _is_named(style: str) -> bool:
    return bool(_END_STYLE.search(style) or _STYLE.search(style))


@lru_cache(maxsize=4096)
def _is_end_named(style: str) -> bool:
    return bool(_END_STYLE.search(style))


def is_end(tag: html.HtmlElement) -> bool:
    """Tell whether an element is the top, the foot or a dialog of a page."""
    return tag.tag in _ENDS or tag.get("role") in _END_ROLES or _is_end_named(_style(tag))


def _out_of_sight(root: html.HtmlElement) -> frozenset[str]:
    """Return the classes and ids that the styles of a page keep out of sight, whatever the screen."""
    rules = "}".join(tag.text or "" for tag in root.iter("style"))
    return frozenset(match[1] for match in _HIDING.finditer(rules) if _is_out_of_sight(match[2]))


def _is_out_of_sight(style: str | None) -> bool:
    return is_hidden(style) or bool(style and _OUT_OF_SIGHT.search(style.replace(" ", "")))
