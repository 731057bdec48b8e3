"""Addresses that are not split in street, postcode and town: the number in a column of its own, or everything in one
cell."""

import re
from collections.abc import Sequence

from core.base import places
from core.base.street_words import TYPES
from core.base.text import fold
from core.sources.columns.grammar import SMALL, read
from core.sources.columns.headings import key

_NUMBER = re.compile(r"\d{1,5}(?:\s?(?:bis|ter|quater|[A-Fa-f]))?(?:\s?[-/]\s?\d{1,5})?", re.IGNORECASE)
_WHOLE = re.compile(r"(.*\S)[\s,;–-]+(\d{5})[\s,;–-]+([^\W\d][^\d]*)", re.DOTALL)
_CODE_LAST = re.compile(r"(.*\S)\s*[,;\n]\s*([^\W\d][^\d,;\n]*)[\s,;\n]+(\d{5})", re.DOTALL)
_COUNTRY = re.compile(r"[\s,;–-]+(?:france|fr)\s*$", re.IGNORECASE)
_POSTCODE_FIRST = re.compile(r"(\d{4,5})[\s,-]+(.+)")
_POSTCODE_LAST = re.compile(r"(.+?)[\s,(-]+(\d{5})\)?")
_NAMES = frozenset(
    {"n", "numero", "adresse n", "n adresse", "n rue", "rue n", "n voie", "voie n", "n dans voie", "street number"}
)
_SUFFIX = re.compile(r"(?:bis|ter|quater|quinquies|[a-h]|[bt]\.?|q)", re.IGNORECASE)
_SUFFIXES = frozenset({
    "ind rep", "indice rep", "ind repetition", "ind", "bis ter", "bis", "bis ter quater", "btq", "b t q",
    "indice repetition", "indice", "repetition", "rep", "suffixe", "adresse suffixe", "suffixe n", "suffixe voie",
    "complement n", "n bis", "extension n",
})  # fmt: skip
_ENDS = re.compile(r"(.*\S)[\s,;]+(\d{5})", re.DOTALL)
_WORDS_OF_TOWN = 6
_MOST, _SOME = 0.8, 0.6
_LARGEST, _FEW = 2000, 4
_LONGEST = 120
"""Characters of an address; a text that names a street is longer."""


def says_number(header: str) -> bool:
    """Tell whether a heading may be of house numbers: « N° », « House number of Postal address »."""
    return key(header) in _NAMES or "number" in read(header).kinds


def are_numbers(header: str, values: Sequence[str]) -> bool:
    """Tell whether a column holds house numbers (« 12 bis »); the row numbers of a list are not."""
    ranks = [str(rank) for rank in range(1, len(values) + 1)]
    listed = len(values) > 1 and list(values) == ranks and "number" not in read(header).kinds
    if not says_number(header) or not values or listed:
        return False
    return sum(bool(_NUMBER.fullmatch(value)) for value in values) >= _MOST * len(values)


def may_follow(values: Sequence[str]) -> bool:
    """Tell whether figures in the column after the streets may be house numbers, and not those of a list of ads."""
    figures = [int("".join(filter(str.isdigit, value))[:6] or 0) for value in values]
    return bool(figures) and max(figures) < _LARGEST and (len(figures) < _FEW or figures != sorted(figures))


def says_suffix(header: str) -> bool:
    """Tell whether a heading may be of what follows house numbers: « Bis/Ter », « Indice de répétition »."""
    return key(header) in _SUFFIXES


def are_suffixes(header: str, values: Sequence[str]) -> bool:
    """Tell whether a column holds what follows house numbers: without it a letter goes to another door."""
    return says_suffix(header) and bool(values) and all(_SUFFIX.fullmatch(value) for value in values)


def are_streets(values: Sequence[str]) -> bool:
    """Tell whether most of the cells are addresses by their words: « 12 rue des Lilas », « Lieu-dit Le Mas »."""
    return bool(values) and sum(map(_is_street, values)) >= _SOME * len(values)


def _is_street(value: str) -> bool:
    words = fold(value).split()[:5]
    if not words or len(value) > _LONGEST:
        return False
    after = words[1:4] if words[0][0].isdigit() else words[:1]
    return len(words) > 1 and (not TYPES.keys().isdisjoint(after) or words[:2] == ["lieu", "dit"])


def lack_numbers(values: Sequence[str]) -> bool:
    """Tell whether a column holds streets of which few begin with a number."""
    return bool(values) and sum(value[0].isdigit() for value in values) <= (1 - _MOST) * len(values)


def split_place(value: str) -> tuple[str, str]:
    """Return (postcode, town) of « 30000 Nîmes », « Nîmes (30000) » or « 1000 BOURG »; the whole text as town when
    there is no postcode."""
    value = places.in_one_piece(value)
    if match := _POSTCODE_FIRST.fullmatch(value):
        return match[1], match[2].strip()
    if match := _POSTCODE_LAST.fullmatch(value):
        return match[2], match[1].strip()
    return (value, "") if value.isdigit() else ("", value)


def parted(address: str, town: str = "") -> tuple[str, str, str]:
    """Return (street, postcode, town) of « 12 rue des Lilas, 30700 Uzès » and of « 12 rue des Lilas, Uzès, 30700, FR »;
    the whole text as street when it is not of this form. ``town``: told beside; another one is that of the property,
    and nothing is parted."""
    words = places.in_one_piece(_COUNTRY.sub("", address))
    if match := _WHOLE.fullmatch(words):
        street, code, place = match[1], match[2], match[3]
    elif (match := _CODE_LAST.fullmatch(words)) and places.agrees(match[3], match[2]):
        street, code, place = match[1], match[3], match[2]
    elif ended := _ended(words):
        street, code, place = ended
    else:
        return address, "", town
    if town and fold(town) != fold(place):
        return address, "", town
    return street.rstrip(" ,;"), code, place.strip()


def _ended(told: str) -> tuple[str, str, str] | None:
    """Return (street, postcode, town) of « 19 avenue Foch  Angers  49100 »: the town is all the words before the
    postcode that the list of towns gives it; None when it gives none."""
    match = _ENDS.fullmatch(told)
    if not match:
        return None
    starts = [word.start() for word in re.finditer(r"\S+", match[1])][1:][-_WORDS_OF_TOWN:]
    for at in starts:
        street, place = match[1][:at].rstrip(" ,;\n"), match[1][at:].strip(" ,;")
        last = fold(street).split()[-1:]
        # « 3 rue de Paris 75011 »: the street ends there, and no town is said.
        if last and TYPES.keys().isdisjoint(last) and SMALL.isdisjoint(last) and places.agrees(match[2], place):
            return street, match[2], place
    return None
