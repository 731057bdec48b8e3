"""Tells an ad from what resembles one, for every reader: a link or a reference of its own, a price or words that say it
is not told, and a fact of the property. Says too why an ad is no property to sell or let by its owner."""

import re

from core.sources.pages import figures
from core.sources.pages.blocked import says_gone
from core.sources.pages.extracted import Ad

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
_VEHICLE = re.compile(r"/(?:voitures|motos|utilitaires|emploi|vehicules|auto)/", re.I)
_SOLD, _LET = (
    re.compile(
        rf"^[^\w\n]{{0,9}}(?:(?:ce|le) bien (?:est|a [ée]t[ée]) )?(?:d[ée]j[àa] )?{word}[^\w\n]{{0,9}}$", re.I | re.M
    )
    for word in ("vendue?", "lou[ée]e?")
)
"""A line that says that it is sold, or let; « Loué » is also the state of what is sold with its tenant."""

_FROM = re.compile(r"\b(?:[àa] partir de|dès)\s*:?\s*\d[\d\s.]{2,12}\s?(?:k?€|euros)", re.I)
"""The lowest price of several: of lots, of a district."""
_SENTENCE = 60
"""Letters from which a line is a sentence."""
_UNTOLD = re.compile(
    r"\b(?:prix|loyer)\s*:?\s*(?:sur (?:demande|devis)|non (?:communiqu|renseign|pr[ée]cis|indiqu|mentionn|affich)[ée]"
    r"|[àa] (?:d[ée]battre|n[ée]gocier|d[ée]finir|convenir)|(?:nous |me )?(?:consulter|contacter)|nc\b|n\.c\.)"
    r"|\bnous consulter pour le prix\b|\bfa(?:ire|ites) (?:une |votre )?offre\b",
    re.I,
)


def is_card(ad: Ad, *, linked: bool, untold: bool) -> bool:
    """Tell whether what stands among others in a list is an ad. ``linked``: a link in it leads where no other does;
    ``untold``: the ads beside it tell a price, or its attributes do. An ad of something else is one too: it is left out
    with its reason."""
    is_untold = (untold and not _FROM.search(ad.words)) or _UNTOLD.search(ad.words)
    if not (ad.one("price") or is_untold):
        return False
    if ad.one("reference"):
        return _has_size(ad) or _is_placed(ad) or bool(ad.one("kind") or _VEHICLE.search(ad.one("url")))
    return linked and (_has_size(ad) or (bool(ad.one("kind")) and _is_placed(ad)))


def is_alone(ad: Ad, own: str, address: str) -> bool:
    """Tell whether what a page shows is one ad. ``own``: the reference in its ``address``, which is empty when nobody
    told it; an address without one is an ad's own when its title names a property, or its size and place are told."""
    measured = bool(ad.one("area") and (ad.one("rooms") or ad.one("postcode")))
    named = bool(own or ad.one("reference") or not address or figures.kind(ad.one("title")) or measured)
    if named and ad.one("price") and (own or _is_shown(ad)):
        return _has_size(ad) or bool(ad.one("postcode") or (ad.one("kind") and (own or ad.one("town"))))
    return _stands_without_price(ad, own)


def _is_shown(ad: Ad) -> bool:
    """Tell whether the price stands in a line of its own or in the title: not in a sentence about prices."""
    lines = (line for line in (ad.one("title"), *ad.words.split("\n")) if len(line) < _SENTENCE)
    return any(figures.price(line) == ad.one("price") for line in lines)


def _stands_without_price(ad: Ad, own: str) -> bool:
    """Tell whether a page is that of one ad without a price: it says that the price is not told, or its address has a
    reference and the page says all that tells a property apart. One that is gone is none."""
    size, place = ad.one("area") or ad.one("rooms") or ad.one("land"), ad.one("town") or ad.one("postcode")
    if not (size and place) or says_gone(ad.words):
        return False
    told = [bool(ad.one(name)) for name in ("kind", "deal", "seller")]
    return (sum(told) >= 2 and bool(_UNTOLD.search(ad.words))) or (bool(own) and all(told))


def left_out(ad: Ad, about: str) -> str:
    """Return why an ad is no property to sell or let by its owner: "wanted", "parking", "programme", "sold" or "other";
    empty when it may be one. ``about``: what its page is called."""
    title = ad.one("title")
    if _WANTED.search(title) or (ad.one("text") and _WANTED.match(ad.one("text")[:80])):
        return "wanted"
    if _PROGRAMME.search(title) or _NEW.search(ad.one("url")) or _NEW_LINE.search(ad.words) or _PROGRAMME.search(about):
        return "programme"
    if _VEHICLE.search(ad.one("url")):
        return "other"
    if _SOLD.search(ad.words) or (ad.one("deal") != "sale" and _LET.search(ad.words)):
        return "sold"
    return "parking" if (ad.one("kind") or figures.kind(title)) == "Parking" else ""


def _has_size(ad: Ad) -> bool:
    return bool(ad.one("area") or ad.one("rooms") or ad.one("land"))


def _is_placed(ad: Ad) -> bool:
    return bool(ad.one("town") or ad.one("postcode"))
