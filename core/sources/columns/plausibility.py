"""Tells whether the cells of a column can be what its heading says, for headings that are vague (« Type ») or whose
cells must stay within bounds (a postcode, a number of rooms)."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from core.base import text
from core.base.countries import is_country
from core.sources.columns.grammar import read
from core.sources.columns.headings import headings, key
from core.sources.columns.shapes import untagged
from core.sources.columns.streets import are_streets

_MOST = 0.8
_VAGUE_SITES = frozenset({"origine", "support", "media", "provenance", "source"})
_DOMAIN = re.compile(r"\.(?:fr|com|net|immo)\b", re.IGNORECASE)
_ABROAD = re.compile(r"(?!\d{1,2}$)(?:[a-z]{1,2}-?)?\d[\da-z]{0,4}(?:[ -][\da-z]{2,4})?", re.IGNORECASE)
"""« NW1 6XE », « 1012 AB », « L-1234 », « 00-950 »."""
_REPEATED = 4
_FOUR = re.compile(r"[1-9]\d{3}")
_VAGUE: Mapping[str, tuple[str, ...]] = {
    "title": ("civility",),
    "name": ("civility",),
    "last_name": ("civility",),
    "kind": ("deal", "seller"),
    "deal": ("kind", "seller"),
    "seller": ("kind", "deal"),
}
"""A field → those its heading may also mean, when the cells are their words."""
ANSWERS_YES, ANSWERS_NO = ("o", "oui", "y", "yes", "1", "vrai", "true", "x"), ("n", "non", "no", "0", "faux", "false")
"""What « Pro (O/N) » is answered by."""
_BOUNDS: Mapping[str, tuple[float, float]] = {"rooms": (0, 30), "area": (5, 50_000), "price": (50, 100_000_000)}
"""Usual values: rooms, m², euros (a rent to a castle)."""


def other_field(field: str, header: str, values: list[str]) -> str:
    """Return the field the cells show instead of ``field``, or an empty text: « Titre » over « M. », « Mme » is a
    civility, « Source » over the addresses of ads is a link, « Adresse, ville » over streets is an address."""
    if field == "site" and _are_pages(values):
        return "url"
    if field == "refuses" and all(map(_FOUR.fullmatch, values)):
        return "postcode"  # « NPA », numéro postal d’acheminement.
    if field == "town" and "address" in read(header).kinds and are_streets(values):
        return "address"
    sentences = [text.fold(value) for value in values]
    for other in _VAGUE.get(field, ()):
        words = headings().values[other]
        if sum(one in words for one in sentences) >= _MOST * len(sentences):
            return other
    return ""


def is_vague_site(header: str, values: list[str]) -> bool:
    """Tell whether a heading such as « Origine » or « Support » may be about something else than a site: none of its
    cells is a known site."""
    if key(header) not in _VAGUE_SITES:
        return False
    known_texts = headings().values["site"]
    return not any(text.fold(value) in known_texts or _DOMAIN.search(value) for value in values)


def is_one_for_all(values: list[str], rows: int) -> bool:
    """Tell whether a telephone is the same on every row: it is then an agency's, not the sellers'."""
    return len(values) == rows >= _REPEATED and len(set(values)) == 1


def share(field: str, values: list[str]) -> float:
    """Return the share of the cells, from 0 to 1, that are possible values of ``field``."""
    if field in ("kind", "deal", "seller"):
        return _words(field, values)
    if field == "postcode":
        return sum(_is_postcode(untagged(value)) for value in values) / len(values)
    if field == "country":
        return sum(map(is_country, values)) / len(values)
    if field in _BOUNDS:
        low, high = _BOUNDS[field]
        amounts = [amount for value in values if (amount := text.parse_number(value)) is not None]
        return sum(low <= amount <= high for amount in amounts) / max(len(amounts), 1)
    return 1.0


def _is_postcode(value: str) -> bool:
    return bool(text.postcode(value) or _ABROAD.fullmatch(value))


def _words(field: str, values: list[str]) -> float:
    words = headings().values[field].union(ANSWERS_YES + ANSWERS_NO if field == "seller" else ())
    return sum((said := text.fold(value)) in words or said.split(" ")[0] in words for value in values) / len(values)


def _are_pages(values: list[str]) -> bool:
    """Tell whether the cells are addresses of pages, all different; a site is given by its home page, or in words."""
    paths = {urlsplit(value).path.strip("/") for value in values if value.startswith(("http://", "https://"))}
    return len(values) > 1 and len(paths - {""}) == len(values)
