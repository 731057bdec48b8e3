"""What the cells of a column look like, as evidence independent of its heading."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from core.base import places, text

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+|00|\(?0\s*[1-9])[\d\s.()/-]{7,}")
_DATE = re.compile(r"\d{1,4}[/. -]\s?(?:\d{1,2}|[a-zûé.]{3,10})[/. -]\s?\d{1,4}", re.IGNORECASE)
_POSTCODE_TOWN = re.compile(r"\d{4,5}[\s,-]+[^\W\d]{2}.*|[^\W\d].*\(?\b\d{5}\)?")
_NUMBER = re.compile(r"\d[\d\s.,’']*(?:€.*|eur\w*|k€?|m2|m²|pi[eè]ces?|p\.?)?", re.IGNORECASE)
_POSTCODE = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-8])\d{3}(?:\.0)?")
_NINE = re.compile(r"[1-9]\d{8}(?:\.0)?|[1-9](?:[.,]\d+)?E\+?0?8", re.IGNORECASE)
_LONG = re.compile(r"[1-9]\d{9,14}|[1-9](?:[.,]\d+)?E\+?(?:0?9|1[01])", re.IGNORECASE)
"""As a spreadsheet may write them too: 6,39980001E+08."""
_FIGURES = 9
_PLACE = 60
"""Characters that a postcode and its town are shorter than."""
_TAG = re.compile(r"^[pz]:(?=\+?\d)")
_REFERENCE = re.compile(r"[a-z]{1,6}[-_/]?\d{3,12}", re.IGNORECASE)

DATA = frozenset({"email", "both", "url", "phone", "nine", "long", "date", "five", "number", "postcode_town"})
"""Shapes that no heading has."""

AGREEMENT: Mapping[str, frozenset[str]] = {
    "phone": frozenset({"phone", "nine", "long", "both"}),
    "email": frozenset({"email", "both"}),
    "url": frozenset({"url"}),
    "seen": frozenset({"date"}),
    "postcode": frozenset({"five", "number", "mixed"}),
    "postcode_town": frozenset({"postcode_town"}),
    "price": frozenset({"number", "five", "nine"}),
    "area": frozenset({"number", "five"}),
    "rooms": frozenset({"number"}),
    "name": frozenset({"words"}),
    "last_name": frozenset({"words"}),
    "first_name": frozenset({"words"}),
    "town": frozenset({"words", "mixed"}),
    "site": frozenset({"words", "mixed", "url"}),
    "address": frozenset({"words", "mixed", "postcode_town"}),
    "text": frozenset({"words", "mixed"}),
    "title": frozenset({"words", "mixed"}),
    "reference": frozenset({"mixed", "number", "five", "nine", "long", "words"}),
}
"""Shapes that suit a field; a field that is not here takes anything or is checked by its words."""


def shape(value: str) -> str:
    """Return the one shape of a cell: email, both (with a telephone), url, phone, nine (digits, a lost zero), long
    (ten digits or more), date, five, number, postcode_town, words (letters only) or mixed."""
    if value[1:2] == ":":
        value = untagged(value)
    if value[0] == "€":
        value = value[1:].lstrip() or value
    if "@" in value and _EMAIL.search(value):
        return "both" if sum(map(str.isdigit, _EMAIL.sub("", value))) >= _FIGURES else "email"
    if _URL.match(value):
        return "url"
    if value[0].isdigit() or value[0] in "+(":
        return _digit_shape(value)
    if _is_place(value):
        return "postcode_town"
    return "mixed" if any(map(str.isdigit, value)) else "words"


def untagged(value: str) -> str:
    """Return « p:+33639980001 » and « z:30700 », as a social network exports them, without their letter."""
    return _TAG.sub("", value)


def _digit_shape(value: str) -> str:
    digits = sum(map(str.isdigit, value))
    if digits >= 9 and _PHONE.match(value) and not _DATE.fullmatch(value):
        return "phone" if digits == 10 or value[0] in "+(" or value.startswith("00") or digits >= 18 else "mixed"
    if _NINE.fullmatch(value):
        return "nine"
    if _LONG.fullmatch(value):
        return "long"
    if _DATE.match(value) and text.parse_day(value):
        return "date"
    if _POSTCODE.fullmatch(value):
        return "five"
    if _NUMBER.fullmatch(value):
        return "number"
    return "postcode_town" if _is_place(value) else "mixed"


def _is_place(value: str) -> bool:
    return len(value) < _PLACE and bool(_POSTCODE_TOWN.fullmatch(value) or places.in_one_piece(value) != value)


def shares(values: Iterable[str]) -> dict[str, float]:
    """Return the share of each shape among ``values``, none of them empty; an empty dict for no value."""
    counted = Counter(shape(value) for value in values)
    total = counted.total()
    return {name: count / total for name, count in counted.items()}


def agreement(field: str, found: Mapping[str, float]) -> float:
    """Return the share of a column, 0 to 1, whose shapes suit ``field``."""
    suited = AGREEMENT.get(field)
    return 1.0 if suited is None else sum(share for name, share in found.items() if name in suited)


def looks_like_reference(values: list[str]) -> bool:
    """Tell whether the values are all different and each is a code such as « V100500 »."""
    return len(set(values)) == len(values) > 1 and all(_REFERENCE.fullmatch(value) for value in values)
