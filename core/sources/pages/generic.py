"""Reads the ads of a page without knowing its site: its data first, then its microdata and what it shows, joined ad by
ad; what is no private seller's property is left out with the reason."""

import re
from collections import Counter
from collections.abc import Sequence

from lxml import html

from core.base.records import Struct, field
from core.sources.pages import attributes, figures, label_values, list_cards, speakers
from core.sources.pages.energy import energy
from core.sources.pages.essentials import is_alone, is_card, left_out
from core.sources.pages.extracted import LINKED, SHOWN, Ad
from core.sources.pages.links import link
from core.sources.pages.plausible import likely_deal
from core.sources.pages.records import crumb, of_one_ad, records
from core.sources.pages.single_ad import metas, one_ad, take_marked, told_by_scripts
from core.sources.pages.states import trees

_ENOUGH = ("price", "area", "town", "title", "seller", "url")
"""What the data of a page say of an ad when nothing is to be looked for in its card, a refusal apart."""

_ESSENTIAL = ("price", "area", "town", "kind")
"""What the page of an alert says of an ad when its text part is not read."""

_SPONSORED = re.compile(
    r"^(?:à la une|sponsoris[ée]e?s?|annonce sponsoris[ée]e|publicit[ée]|annonce à la une)\.?$", re.I | re.M
)


class PageContent(Struct):
    """What a page gives: its ads, whether it is the page of one ad, how many were left out and why."""

    ads: list[Ad] = field(default_factory=list)
    single: bool = False
    root: html.HtmlElement | None = None


def read_ads(text: str, url: str, *, mail: bool = False, words: str = "") -> PageContent:
    """Return the ads of the page ``text``. ``url``: its address, empty when not known; ``mail``: it is an alert, whose
    ads are always a list, and ``words`` its text part, which tells what its page does not."""
    content = _content(text, url, mail=mail)
    if words and not all(all(ad.one(name) for name in _ESSENTIAL) for ad in content.ads or [Ad()]):
        worded = _content(words, url, mail=True).ads
        for ad in content.ads:
            for other in worded if len(content.ads) != len(worded) or len(worded) > 1 else ():
                ad.complete(other.fields if _same(ad, other) else {})
            if len(content.ads) == len(worded) == 1:
                ad.complete(worded[0].fields)
        content.ads = content.ads or worded
    return content


def _content(text: str, url: str, *, mail: bool) -> PageContent:
    data = trees(text)
    found = records(data)
    root = list_cards.parse(text)
    own_text = link(url, url)[1] if url else ""
    from_data = _main(found, own_text)
    seen = list_cards.cards(root, url or "https://", attributes.priced(root, text)) if root is not None else []
    single = not mail and _is_single(from_data, seen, own_text, root)
    alone = [] if single or mail or from_data else _alone_among_others(root, seen, text, url)
    if alone:
        ads, single = alone, True
    elif single:
        part = from_data or (of_one_ad(data) if own_text else [])
        ads = [one_ad(part, root, seen, text, url, own_text)] if part or root is not None else []
        for ad in ads:
            _say_crumb(ad, crumb(data))
        ads = [ad for ad in ads if from_data or is_alone(ad, own_text, url)]
    else:
        ads = _list(from_data, seen, url)
        if mail and not ads and root is not None:
            ads = _alone_in_mail(root, seen, text)
    whole = metas(text)
    heading = "" if root is None else " ".join(root.xpath("string(//h1)").split())[:200]
    about = f"{whole['title']} {whole.get('og:title', '')}"
    for ad in ads:
        ad.put("reference", link(ad.one("url"), url)[1], "adresse de l’annonce", 0.7)
        ad.put("deal", figures.deal(re.sub(r"[\W_]+", " ", ad.one("url"))), "adresse de l’annonce", 0.5)
        if not mail:
            ad.put("deal", figures.deal(f"{whole['title']}\n{heading}"), "titre de la page", 0.56)
            ad.put("deal", figures.deal(re.sub(r"[\W_]+", " ", url)), "adresse de la page", 0.51)
        ad.put("deal", likely_deal(*map(ad.one, ("price", "area", "kind"))), "prix au m²", 0.5)
        ad.left_out = ad.left_out or left_out(ad, about)
    return PageContent(ads, single, root)


def _say_crumb(ad: Ad, words: str) -> None:
    """Read the last name of the path to a page: « Location appartement 68 m² 1800 € »."""
    for name, reader in (("price", figures.price), ("area", figures.area), ("kind", figures.kind)):
        ad.put(name, reader(words), f"{LINKED} : chemin", 0.5)


def _alone_among_others(
    root: html.HtmlElement | None, seen: list[list_cards.AdCard], text: str, url: str
) -> list[Ad]:  # fmt: skip
    """Return the ad of a page whose every card that leads somewhere stands in a part named for other ads, or at the
    foot; none where there is no such card, or one beside it."""
    leading = [card for card in seen if card.reference or card.linked]
    if not leading or root is None or not all(map(_is_elsewhere, leading)) or not list_cards.heading(root):
        return []
    ad = one_ad([], root, seen, text, url, "")
    return [ad] if is_alone(ad, "", url) else []


def _alone_in_mail(root: html.HtmlElement, seen: list[list_cards.AdCard], text: str) -> list[Ad]:
    """Return the ad of an alert that tells of one alone, in no frame of its own: its links lead to no other."""
    to = {
        reference: url for tag in root.iter("a") for url, reference in (link(tag.get("href") or "", ""),) if reference
    }
    alone = one_ad([], root, seen, text, "", "") if len(to) < 2 else Ad()
    ads = [alone] if is_alone(alone, "", "") else []
    for ad in ads:
        for reference, url in to.items():
            ad.put("url", url, f"{SHOWN} : lien", 0.7)
            ad.put("reference", reference, f"{SHOWN} : lien", 0.7)
    return ads


def _main(found: list[tuple[tuple[str, ...], Ad]], own: str) -> list[Ad]:
    """Return the records that the page is about: the one it is named after, else the largest group."""
    ads = [ad for _path, ad in found if own in ad.one("reference") or own in ad.one("url")] if own else []
    if ads:
        for other in ads[1:]:
            ads[0].complete(other.fields)
        return ads[:1]
    found = [(tuple(map(_unnumbered, path)), ad) for path, ad in found]
    sizes = Counter(path for path, _ad in found)
    best = max(sizes, key=lambda path: sizes[path], default=())
    kept: dict[str, Ad] = {}
    for rank, (path, ad) in enumerate(found):
        if path == best:
            kept.setdefault(ad.one("url") or ad.one("reference") or f"#{rank}", ad)
    for path, other in found:
        for ad in kept.values() if path != best else ():
            if _same(ad, other):
                ad.complete(other.fields)
    return list(kept.values())


def _unnumbered(key: str) -> str:
    """Return a key without what tells one record of a group from another: ``Classified:2981450017``."""
    return key if re.fullmatch(r"[A-Za-z_$-]+\d{0,2}", key) else "#"


def _same(one: Ad, other: Ad) -> bool:
    return any(one.one(name) and one.one(name) == other.one(name) for name in ("reference", "url")) or (
        bool(one.one("title")) and one.one("title") == other.one("title") and one.one("price") == other.one("price")
    )


def _is_single(from_data: list[Ad], seen: list[list_cards.AdCard], own: str, root: html.HtmlElement | None) -> bool:
    if len(from_data) > 1:
        return False
    if own or root is None:
        return True
    references = {card.reference or id(card) for card in seen if _shows_property(card)}
    if from_data:
        return len(references) <= 1 or bool(list_cards.heading(root))
    return (
        len(references) <= 1
        and bool(list_cards.heading(root))
        and not any(card.reference and card.url for card in seen)
    )


def _shows_property(card: list_cards.AdCard) -> bool:
    """Tell whether a card shows a property: an area, rooms, or a kind with a place; words too long are a page's."""
    text = card.text
    if card.marked or len(text) > 6000:
        return card.marked
    return bool(figures.area(text) or figures.rooms(text) or (figures.kind(text) and figures.place(text)[0]))


def _list(from_data: list[Ad], seen: list[list_cards.AdCard], url: str) -> list[Ad]:
    kept: dict[str, Ad] = {}
    untold, linked = set[str](), set[str]()
    by_reference: dict[str, list[list_cards.AdCard]] = {}
    for card in seen:
        by_reference.setdefault(card.reference, []).append(card)
    if from_data:
        for ad in from_data:
            reference = ad.one("reference") or link(ad.one("url"), url)[1]
            for card in by_reference.get(reference, ())[:1] if reference else ():
                _add_card(ad, card)
        return from_data
    elsewhere = _elsewhere(seen)
    for rank, card in enumerate(seen):
        card.extra = card.extra or card.tag in elsewhere
        marked = Ad()
        attributes.take(marked, card.tag)
        key = card.reference or marked.one("reference") or f"#{rank}"
        if key not in kept:
            kept[key] = Ad()
        _say_card(kept[key], card)
        untold |= {key} if card.unpriced or card.marked else set()
        linked |= {key} if card.linked else set()
    return [ad for key, ad in kept.items() if is_card(ad, linked=key in linked, untold=key in untold)]


_OTHERS = re.compile(r"similar|related|recomm[ae]nd|suggest|int[ée]resser|a?imerez|d[ée]couvrir-aussi", re.I)


def _elsewhere(seen: Sequence[list_cards.AdCard]) -> set[html.HtmlElement]:
    """Return the cards that stand in a part named for other ads, or at the foot of the page, beside those of the list
    itself; none where all do."""
    tags = {card.tag for card in seen if _is_elsewhere(card)}
    return tags if len(tags) < len(seen) else set()


def _is_elsewhere(card: list_cards.AdCard) -> bool:
    return any(map(_is_of_others, (card.tag, *card.tag.iterancestors())))


def _is_of_others(tag: html.HtmlElement) -> bool:
    style = f"{tag.get('class') or ''} {tag.get('id') or ''}"
    return bool(_OTHERS.search(style)) or (speakers.is_end(tag) and tag.tag != "header")


def _add_card(ad: Ad, card: list_cards.AdCard) -> None:
    """Complete what the data of a page say of an ad by its card; when they say enough, only its words are heard."""
    if all(ad.one(name) for name in _ENOUGH):
        speakers.hear_card(ad, card)
    else:
        _say_card(ad, card)


def _say_card(ad: Ad, card: list_cards.AdCard) -> None:
    ad.put("url", card.url, f"{SHOWN} : lien", 0.7)
    ad.put("reference", card.reference, f"{SHOWN} : lien", 0.7)
    take_marked(ad, card.tag)
    attributes.take(ad, card.tag)
    told_by_scripts(ad, " ".join(value for tag in card.tag.iter("a", "li", "article") for value in tag.values()))
    for name, letter in energy(card.tag):
        ad.put(name, letter, f"{SHOWN} : style", 0.6) if name else None
    label_values.say(ad, card.lines, ad.one("title") or list_cards.card_title(card), sure=0.6)
    ad.put("published", attributes.day_of(card.tag), f"{SHOWN} : date", 0.55)
    ad.put("deal", figures.deal(re.sub(r"[\W_]+", " ", card.url)), f"{SHOWN} : lien", 0.65)
    ad.put("kind", figures.kind(re.sub(r"[\W_]+", " ", card.url)), f"{SHOWN} : lien", 0.4)
    speakers.hear_card(ad, card)
    if card.extra or _SPONSORED.search(card.text):
        ad.left_out = "sponsored"
