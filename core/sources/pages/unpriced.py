"""Ads that tell no price: known by the priced ads beside them, or by what their own page says of the property."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Set

from lxml import html

from core.sources.pages import figures
from core.sources.pages.blocked import says_gone
from core.sources.pages.extracted import Ad
from core.sources.pages.towns import named_town

_UNTOLD = re.compile(
    r"\b(?:prix|loyer)\s*:?\s*(?:sur (?:demande|devis)|non (?:communiqu|renseign|pr[ée]cis|indiqu|mentionn|affich)[ée]"
    r"|[àa] (?:d[ée]battre|n[ée]gocier|d[ée]finir|convenir)|(?:nous |me )?(?:consulter|contacter)|nc\b|n\.c\.)"
    r"|\bnous consulter pour le prix\b|\bfa(?:ire|ites) (?:une |votre )?offre\b",
    re.I,
)
_LEAST = 2
"""Priced ads in one frame that make another thing beside them, with an ad's address, an ad too."""


def beside(
    found: Collection[html.HtmlElement], below: Mapping[html.HtmlElement, Set[str]]
) -> Iterator[html.HtmlElement]:
    """Yield the elements that stand among those ``found``, the frames of priced ads, and lead to one other ad each.
    ``below``: element → the ads that the links in it lead to."""
    frames = Counter(tag.getparent() for tag in found)
    known_texts = {reference for tag in found for reference in below.get(tag, ())}
    for frame, count in frames.items():
        if frame is None or count < _LEAST:
            continue
        tags = {tag.tag for tag in found if tag.getparent() is frame}
        for child in frame:
            if (
                child.tag in tags
                and child not in found
                and len(own := below.get(child, set())) == 1
                and not own & known_texts
            ):
                yield child


def is_property(text: str) -> bool:
    """Tell whether words without a price are an ad's: they say where the property is, and its size or its kind."""
    size = figures.area(text) or figures.land(text) or figures.rooms(text)
    return bool(size or figures.kind(text)) and any((*figures.place(text), named_town(text)))


def stands_alone(ad: Ad, own: str) -> bool:
    """Tell whether a page is that of one ad without a price: it says that the price is not told, or its address has a
    reference (``own``) and the page says all that tells a property apart. One that is gone is none."""
    size, place = ad.one("area") or ad.one("rooms") or ad.one("land"), ad.one("town") or ad.one("postcode")
    if not (size and place) or says_gone(ad.words):
        return False
    told = [bool(ad.one(name)) for name in ("kind", "deal", "seller")]
    return (sum(told) >= 2 and bool(_UNTOLD.search(ad.words))) or (bool(own) and all(told))
