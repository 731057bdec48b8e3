"""Reads the ads of a page without knowing its site: its data first, then its microdata and what it shows, joined ad by
ad; what is no private seller's property is left out with the reason."""

import re
from collections import Counter

from lxml import html

from core.base.records import Struct, field
from core.sources.pages import attributes, figures, label_values, list_cards, speakers
from core.sources.pages.energy import energy
from core.sources.pages.extracted import SHOWN, Ad
from core.sources.pages.links import link
from core.sources.pages.records import records
from core.sources.pages.single_ad import metas, one_ad, take_marked, told_by_scripts
from core.sources.pages.states import trees
from core.sources.pages.unpriced import stands_alone

_ENOUGH = ("price", "area", "town", "title", "seller", "url")
"""What the data of a page say of an ad when nothing is to be looked for in its card, a refusal apart."""

_WANTED = re.compile(
    r"^(?:\W*(?:je |nous |couple |famille |particulier |retrait[ée]e?s? |urgent\W+)?(?:re)?cherch(?:e|ons)\b)"
    r"|^recherche\b|"
    r"\b(?:ch|cherche|recherche|souhaite) (?:à |a )?(?:acheter|louer|sous.?lou?er|location|sous.location"
    r"|appartement|maison|studio|t[1-5]|chambre|logement)\b|"
    r"\bacheteur\b.{0,20}\bcherche",
    re.I,
)
_PROGRAMME = re.compile(
    r"\bprogrammes? (?:immobiliers? )?neufs?\b|\bimmo-?neuf\b|résidence neuve|\bVEFA\b|investissement neuf", re.I
)
_NEW = re.compile(r"immo(?:bilier)?[-_]?neuf|/neuf/|programmes?[-_]neufs?", re.I)
_NEW_LINE = re.compile(r"^(?:nouveau )?programme (?:immobilier )?neuf\b.{0,60}$", re.I | re.M)
_SPONSORED = re.compile(
    r"^(?:à la une|sponsoris[ée]e?s?|annonce sponsoris[ée]e|publicit[ée]|annonce à la une)\.?$", re.I | re.M
)
_VEHICLE = re.compile(r"/(?:voitures|motos|utilitaires|emploi|vehicules|auto)/", re.I)


class PageContent(Struct):
    """What a page gives: its ads, whether it is the page of one ad, how many were left out and why."""

    ads: list[Ad] = field(default_factory=list)
    single: bool = False
    root: html.HtmlElement | None = None


def read_ads(text: str, url: str, *, mail: bool = False) -> PageContent:
    """Return the ads of the page ``text``. ``url``: its address, empty when not known; ``mail``: it is an alert, whose
    ads are always a list."""
    found = records(trees(text))
    root = list_cards.parse(text)
    own_text = link(url, url)[1] if url else ""
    from_data = _main(found, own_text)
    seen = list_cards.cards(root, url or "https://", attributes.priced(root, text)) if root is not None else []
    single = not mail and _is_single(from_data, seen, own_text, root)
    if single:
        ads = _one(from_data, root, seen, text, url, own_text)
    else:
        ads = _list(from_data, seen, url)
        if mail and not ads and root is not None:
            ads = _alone_in_mail(root, seen, text)
    whole = metas(text)
    heading = "" if root is None else " ".join(root.xpath("string(//h1)").split())[:200]
    about = f"{whole['title']} {whole.get('og:title', '')}"
    for ad in ads:
        ad.left_out = ad.left_out or left_out(ad) or ("programme" if _PROGRAMME.search(about) else "")
        ad.put("reference", link(ad.one("url"), url)[1], "adresse de l’annonce", 0.7)
        ad.put("deal", figures.deal(re.sub(r"[\W_]+", " ", ad.one("url"))), "adresse de l’annonce", 0.5)
        if not mail:
            ad.put("deal", figures.deal(f"{whole['title']}\n{heading}"), "titre de la page", 0.56)
    return PageContent(ads, single, root)


def _one(
    from_data: list[Ad], root: html.HtmlElement | None, seen: list[list_cards.AdCard], text: str, url: str, own: str
) -> list[Ad]:
    """Return the ad of a page of one, when it is one: a price, and besides a figure, a place or a kind; without a
    price, what its data or its words say must be an ad's all the same."""
    ads = [one_ad(from_data, root, seen, text, url, own)] if from_data or root is not None else []
    sentences = ("area", "rooms", "postcode", "kind")
    return [
        ad
        for ad in ads
        if (ad.one("price") and any(ad.one(name) for name in sentences)) or from_data or stands_alone(ad, own)
    ]


def _alone_in_mail(root: html.HtmlElement, seen: list[list_cards.AdCard], text: str) -> list[Ad]:
    """Return the ad of an alert that tells of one alone, in no frame of its own: its links lead to no other."""
    to = {
        reference: url for tag in root.iter("a") for url, reference in (link(tag.get("href") or "", ""),) if reference
    }
    ads = _one([], root, seen, text, "", "") if len(to) < 2 else []
    for ad in ads:
        for reference, url in to.items():
            ad.put("url", url, f"{SHOWN} : lien", 0.7)
            ad.put("reference", reference, f"{SHOWN} : lien", 0.7)
    return ads


def left_out(ad: Ad) -> str:
    """Return why an ad is no property to sell or let by its owner: "wanted", "parking", "programme" or "other"; empty
    when it may be one."""
    title = ad.one("title")
    if _WANTED.search(title) or (ad.one("text") and _WANTED.match(ad.one("text")[:80])):
        return "wanted"
    if _PROGRAMME.search(title) or _NEW.search(ad.one("url")) or _NEW_LINE.search(ad.words):
        return "programme"
    if _VEHICLE.search(ad.one("url")):
        return "other"
    return "parking" if (ad.one("kind") or figures.kind(title)) == "Parking" else ""


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
    references = {card.reference or id(card) for card in seen if _card_is_ad(card)}
    if from_data:
        return len(references) <= 1 or bool(list_cards.heading(root))
    return (
        len(references) <= 1
        and bool(list_cards.heading(root))
        and not any(card.reference and card.url for card in seen)
    )


def _card_is_ad(card: list_cards.AdCard) -> bool:
    """Tell whether a card shows a property: a price and, besides, an area, rooms, or a kind with a place."""
    text = card.text
    if card.marked:
        return True
    if len(text) > 6000:
        return False
    return bool(figures.area(text) or figures.rooms(text) or (figures.kind(text) and figures.place(text)[0]))


def _list(from_data: list[Ad], seen: list[list_cards.AdCard], url: str) -> list[Ad]:
    kept: dict[str, Ad] = {}
    untold = set[str]()
    by_reference: dict[str, list[list_cards.AdCard]] = {}
    for card in seen:
        by_reference.setdefault(card.reference, []).append(card)
    if from_data:
        for ad in from_data:
            reference = ad.one("reference") or link(ad.one("url"), url)[1]
            for card in by_reference.get(reference, ())[:1] if reference else ():
                _add_card(ad, card)
        return from_data
    for rank, card in enumerate(seen):
        marked = Ad()
        attributes.take(marked, card.tag)
        priced = card.reference and figures.price(card.text) and len(card.text) < 2000
        if not _card_is_ad(card) and not priced:
            continue
        key = card.reference or marked.one("reference") or f"#{rank}"
        if key not in kept:
            kept[key] = Ad()
        _say_card(kept[key], card)
        untold |= {key} if card.unpriced or card.marked else set()
    return [ad for key, ad in kept.items() if ad.one("price") or key in untold]


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
