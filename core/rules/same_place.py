"""Compares two postal addresses to tell whether they are one, spelt in two ways: same number, same street up to its
wording."""

from collections.abc import Sequence

from core.base.addresses import Address
from core.base.street_words import ARTICLES
from core.rules.slips import Match, within


def same_place(one: Address, other: Address) -> Match:
    """Return whether two addresses may be one. Another number of the street is another household; a missing number
    decides nothing."""
    if not _same_town(one, other) or not one.words or not other.words:
        return Match.UNTOLD
    street = _same_street(one, other)
    if (one.number, one.repeat) == (other.number, other.repeat):
        return street if one.number else Match.UNTOLD
    return Match.OTHER if street is not Match.OTHER and one.number and other.number else Match.UNTOLD


def _same_town(one: Address, other: Address) -> bool:
    if one.postcode and other.postcode:
        return one.postcode == other.postcode
    return one.town == other.town if one.town and other.town else one.place == other.place


def _same_street(one: Address, other: Address) -> Match:
    if one.type and other.type and one.type != other.type:
        return Match.OTHER
    mine, theirs = _told(one), _told(other)
    if mine == theirs:
        return Match.SAME
    # « avenue Foch » is « avenue du Maréchal Foch »: with the same number in the same town, fewer words say less.
    fewer, more = sorted((mine, theirs), key=len)
    alike = _among(fewer, more) or (len(fewer) == len(more) and _among(more, fewer))
    return Match.NEAR if alike or within(" ".join(fewer), " ".join(more)) else Match.OTHER


def _told(address: Address) -> tuple[str, ...]:
    return tuple(word for word in address.words if word not in ARTICLES) or address.words


def _among(words: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether each word is among others, in full or by its initial."""
    return all(word in others or (len(word) == 1 and any(one.startswith(word) for one in others)) for word in words)
