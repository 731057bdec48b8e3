"""Reads the page of one ad: what it shows, its microdata and metas, what its scripts tell of the seller."""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import unescape

from lxml import etree, html

from core.base.phones import numbers
from core.base.records import replace
from core.base.text import clean, fold
from core.sources.pages import attributes, figures, label_values, list_cards, speakers
from core.sources.pages.contacts import phones_in
from core.sources.pages.energy import energy
from core.sources.pages.extracted import MARKED, SHOWN, Ad
from core.sources.pages.prices import short_text
from core.sources.pages.sites import host_of
from core.sources.pages.speakers import DESCRIPTION, PART_OF_SELLER, SELLER, Speakers

_META = re.compile(r"""<meta\b([^<>]{0,2000}?)/?>""", re.I)
_PART = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_OWN = frozenset({"nav", "footer", "aside", "form", "button"})


def one_ad(
    from_data: list[Ad], root: html.HtmlElement | None, seen: list[list_cards.AdCard], text: str, url: str, own: str
) -> Ad:
    """Return the ad of the page ``text``: what its data say, completed by what it shows. ``seen``: the cards on it,
    other ads left aside; ``own``: the reference in its address ``url``."""
    ad = from_data[0] if from_data else Ad()
    _take_address(ad, url, own)
    if root is None:
        return ad
    others = frozenset(card.tag for card in seen if card.reference and card.reference != own and len(card.text) < 1500)
    aside = frozenset(tag for tag in root.iter(etree.Element) if _is_aside(tag))
    lines = list_cards.lines_of(root, others | aside)
    meta = metas(text)
    title = clean(unescape(_heading(root, url) or meta.get("og:title", "")))
    for name, letter in energy(root):
        ad.put(name, letter, f"{SHOWN} : style", 0.6) if name else None
    take_marked(ad, root)
    _shorten_title(ad, clean(unescape(meta.get("og:title", ""))))
    styled = _styled(root, others)
    for tag, style in styled:
        if "price" in _about(style):
            ad.put("price", figures.price(short_text(tag, 120)[:120]), f"{SHOWN} : prix", 0.62)
    label_values.say(ad, lines, title, sure=0.6, page=True)
    _sellers(ad, styled, meta["title"])
    _telephone(ad, root, styled, lines)
    told_by_scripts(ad, text)
    ad.put("published", attributes.day_of(root, others | aside), f"{SHOWN} : date", 0.5)
    speaking = speakers.of_page(ad, root, others, own)
    described = _description(root, styled, speaking)
    ad.put("text", "" if described is None else _words_of(described), f"{SHOWN} : description", 0.6)
    for name in ("og:title", "og:description", "description", "title"):
        words = meta.get(name, "")
        town, code = figures.place(words)
        for field_name, value in (
            ("price", figures.price(words)),
            ("area", figures.area(words)),
            ("rooms", figures.rooms(words)),
            ("kind", figures.kind(words)),
            ("town", town if code else ""),
            ("postcode", code),
            ("deal", figures.deal(words)),
        ):
            ad.put(field_name, value, f"meta {name}", 0.45)
    ad.put("deal", figures.deal(re.sub(r"[\W_]+", " ", url)), "adresse de la page", 0.66)
    ad.words = "\n".join((ad.words, *lines))
    speakers.hear_page(ad, root, speaking, described)
    return ad


Styled = Sequence[tuple[html.HtmlElement, str]]
"""Elements with what their style is called."""
_MARKED = etree.XPath("descendant-or-self::*[@itemprop or @property]")
_STYLED = etree.XPath("descendant-or-self::*[@class or @id or @data-qa-id or @data-testid]")
_PRICED = re.compile(r"pri[xc]", re.I)
_NOT_PRICED = re.compile(r"old|barre|before|m2|sqm|similar|estim|drop|honor", re.I)


def _styled(root: html.HtmlElement, others: frozenset[html.HtmlElement]) -> Styled:
    """Return the elements that have a style, without those of ``others``, the cards of other ads."""
    left = {tag for card in others for tag in card.iter()}
    return [
        (tag, " ".join(filter(None, map(tag.get, ("class", "id", "data-qa-id", "data-testid")))))
        for tag in _STYLED(root)
        if tag not in left
    ]


@lru_cache(maxsize=4096)
def _about(style: str) -> frozenset[str]:
    """Return what the name of a style says that its element is about: "price", "seller", "text"."""
    sentences = {"price"} if _PRICED.search(style) and not _NOT_PRICED.search(style) else set()
    sentences |= {name for name, shape in (("seller", SELLER), ("text", DESCRIPTION)) if shape.search(style)}
    return frozenset(sentences)


_SITUATED = re.compile(r"address|adresse|localisation|location-(?:address|city)", re.I)


def _is_aside(tag: html.HtmlElement) -> bool:
    """Tell whether an element is a part of the site, a menu, a foot, a form; a button that says where the property is
    opens its map."""
    if tag.tag in _OWN:
        return tag.tag != "button" or not _SITUATED.search(f"{tag.get('class') or ''} {tag.get('data-testid') or ''}")
    return speakers.is_end(tag) and tag.find(".//h1") is None


def _heading(root: html.HtmlElement, url: str) -> str:
    """Return the heading of a page, unless it is that of its site: it begins with the name in the address."""
    heading = list_cards.heading(root)
    name = host_of(url).removeprefix("www.").partition(".")[0]
    return "" if len(name) > 4 and fold(heading).replace(" ", "").startswith(name) else heading


def _shorten_title(ad: Ad, told: str) -> None:
    """Keep of a title what is told to other sites: the rest is hidden from the eye (« Réservé », « Supprimée »)."""
    if len(told) > 9 and told in ad.one("title"):
        ad.fields["title"] = replace(ad.fields["title"], value=told)


def _take_address(ad: Ad, url: str, own: str) -> None:
    """Keep the address of the page and the reference ``own`` in it. One without a figure is that of a search, or of a
    home page: it tells no ad from another."""
    if re.search(r"\d", url.partition("//")[2]):
        ad.put("url", url, "adresse de la page", 0.9)
    if own and own not in ad.one("reference"):
        ad.put("reference", own, "adresse de la page", 0.99)


_PRIVATE_LINE = re.compile(r"(?:annonce d[eu’'] ?)?(?:vendeur |annonceur |un )?particulier", re.I)
"""What stands below the name of a private seller."""


def _sellers(ad: Ad, styled: Styled, title: str) -> None:
    """Read who sells in the parts of a page whose style says that they are about it."""
    if re.search(r"\b(?:de|d['’]un|par) particulier\b(?! à)", title, re.I):
        ad.put("seller", "private", "titre de la page", 0.5)
    for tag, style in styled:
        if "seller" not in _about(style) or tag.tag in ("body", "html", "form", "nav", "a"):
            continue
        lines = list_cards.lines_of(tag)
        if not 0 < sum(map(len, lines)) < PART_OF_SELLER:
            continue
        label_values.seller(ad, lines, sure=0.58)
        first = lines[0]
        strong = tag.find(".//strong") is not None or bool(re.search(r"name|nom|pseudo", style, re.I))
        strong = strong or any(_PRIVATE_LINE.fullmatch(line) for line in lines[1:3])
        if (
            strong
            and len(first) < 40
            and label_values.PERSON.fullmatch(first)
            and not label_values.NOT_PERSON.search(first)
        ):
            ad.put("name", first, f"{SHOWN} : vendeur", 0.55)


_OWN_PART = re.compile(r"vendeur|seller|annonceur|advertiser|owner|propri[ée]taire", re.I)
_SIGNED = re.compile(r"(?:contact|vendeur|annonceur|propri[ée]taire|particulier)\b", re.I)
_CALL = re.compile(
    r"(?:(?:par )?(?:t[ée]l(?:[ée]phone)?|portable|mobile|appele[rz])\b)?[.: ]*[+(]?\d[\d .()/-]{8,20}", re.I
)
"""A line that holds a telephone and nothing else."""


def _telephone(ad: Ad, root: html.HtmlElement, styled: Styled, lines: Sequence[str]) -> None:
    """Keep the telephone that a page shows where it speaks of its seller: in the part so named, or in a line near their
    name. Several are nobody's, that of the top or the foot of a page is its site's, and those of a professional are not
    looked for."""
    sentences = [
        words
        for tag, style in styled
        if _OWN_PART.search(style) and len(words := " ".join(list_cards.lines_of(tag))) < PART_OF_SELLER
    ]
    for rank, line in enumerate(lines):
        if len(line) < PART_OF_SELLER // 4 and _SIGNED.match(line):
            sentences += [line, *(text for text in lines[rank + 1 : rank + 3] if _CALL.fullmatch(text))]
    if not any(re.search(r"\d", words) for words in sentences):
        return
    site = {phone.key for tag in root.iter("header", "nav", "footer") for phone in numbers(short_text(tag, 2000))}
    found = {phone.key: text for words in sentences for text in phones_in(words, site) for phone in numbers(text)}
    if len(found) == 1 and ad.one("seller") != "pro":
        ad.put("phones", next(iter(found.values())), f"{SHOWN} : vendeur", 0.55)


_WHO = re.compile(
    r"""\b(?:offres|ad_offres|seller_?type|owner_?type|type_?annonceur|annonceur_?type|advertiser_?type|type_?vendeur)["']?"""
    r"""\s*[:=]\s*["'](part|particulier|private|pro|professionnel|agence|agency)["']""",
    re.I,
)


def told_by_scripts(ad: Ad, text: str) -> None:
    """Read who sells in what the scripts tell the statistics of the site, when they all say the same."""
    said = {word.lower() for word in _WHO.findall(text)}
    kinds = {"private" if word in ("part", "particulier", "private") else "pro" for word in said}
    if len(kinds) == 1:
        ad.put("seller", kinds.pop(), "scripts de la page", 0.59)


def _description(root: html.HtmlElement, styled: Styled, speaking: Speakers) -> html.HtmlElement | None:
    """Return the part where the seller speaks: what is marked as the description, else the longest part so named, else
    the one under that heading."""
    marked = next((tag for tag in root.iterfind(".//*[@itemprop='description']") if tag.tag != "meta"), None)
    if marked is not None:
        return marked
    named = [tag for tag, style in styled if tag.tag not in ("script", "body", "html") and "text" in _about(style)]
    headed = [tag for head in root.iter(*_HEADS) if (tag := _under(head)) is not None]
    for parts in (named, headed):
        parts = [tag for tag in parts if not speaking.is_site(tag)]
        if parts:
            return max(parts, key=lambda tag: len(_words_of(tag)))
    return None


_HEADING = re.compile(
    r"(?:la |le )?descri(?:ption|ptif)(?: (?:du bien|de l.annonce|détaillée))?\W*|texte de l.annonce", re.I
)


_HEADS = ("h2", "h3", "h4", "th", "dt", "td", "div", "span", "p", "b", "strong")
_SENTENCES = 40
"""Letters of a description, at least: under a tab so named stands another tab."""


def _under(heading: html.HtmlElement) -> html.HtmlElement | None:
    """Return what stands under a heading that announces a description, None under another."""
    if not _HEADING.fullmatch((heading.text or short_text(heading, 40)).strip()):
        return None
    parent, after = heading.getparent(), heading.getnext()
    if heading.tag in ("h2", "h3", "h4"):
        return parent if parent[0] is heading and parent.tag not in ("body", "main") else after
    return after if after is not None and len(short_text(after, 400)) > _SENTENCES else None


def _words_of(tag: html.HtmlElement) -> str:
    return "\n".join(list_cards.lines_of(tag)) or short_text(tag, 20_000)


def take_marked(ad: Ad, root: html.HtmlElement) -> None:
    """Read the microdata below ``root`` (``itemprop``)."""
    names = {
        "price": "price",
        "name": "title",
        "addresslocality": "town",
        "postalcode": "postcode",
        "streetaddress": "address",
        "floorsize": "area",
        "numberofrooms": "rooms",
        "sku": "reference",
        "address": "place",
    }
    for tag in _MARKED(root):
        prop = (tag.get("itemprop") or tag.get("property") or "").removeprefix("schema:")
        name = names.get(prop.lower())
        if not name or _of_another(tag):
            continue
        value = clean(tag.get("content") or short_text(tag, 200))[:200]
        if prop == "address" or name == "place":
            town, code = figures.place(value)
            ad.put("town", town or value.partition(",")[0], f"{MARKED} : {prop}", 0.55)
            ad.put("postcode", code, f"{MARKED} : {prop}", 0.7)
            continue
        if name == "price":
            value = value.partition(".")[0] if re.fullmatch(r"\d{2,9}(?:\.\d+)?", value) else figures.price(value)
        elif name in ("area", "rooms"):
            value = re.sub(r"[^\d.].*", "", value.replace(",", "."))
        ad.put(name, value, f"{MARKED} : {prop}", 0.7)


_NO_PROPERTY = re.compile(r"Breadcrumb|ListItem|Organization|Person|Agent|Rating|Review|WebSite|WebPage\b", re.I)


def _of_another(tag: html.HtmlElement) -> bool:
    """Tell whether microdata are about something else than the property: the path to the page, its site, a seller."""
    scope = next((up.get("itemtype") for up in tag.iterancestors() if up.get("itemtype")), "")
    return bool(_NO_PROPERTY.search(scope or ""))


def metas(text: str) -> dict[str, str]:
    """Return the metas of a page by name, with its ``title``."""
    found: dict[str, str] = {}
    for number, match in enumerate(_META.finditer(text[:400_000])):
        parts = {name.lower(): first or second for name, first, second in _PART.findall(match[1])}
        name = parts.get("property") or parts.get("name") or ""
        if name and number < 300:
            found.setdefault(
                fold(name).replace(" ", ":") if ":" in name else name.lower(), unescape(parts.get("content", ""))
            )
    title = re.search(r"<title[^>]*>([^<]{0,300})", text[:400_000], re.I)
    found["title"] = clean(unescape(title[1])) if title else ""
    return found
