"""Postcodes and towns of France, overseas included, checked without a network. Doubt says nothing.

The list is that of Etalab (resources/places/LICENCE.txt), read the first time it is asked for: 30 ms, 7 MB.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from core.base import text
from core.base.resources import resource

_NOT_TOLD = frozenset({"l", "le", "la", "les", "d", "de", "du", "des"})
_WHOLE = {"st": "saint", "ste": "sainte", "sts": "saints", "s": "sur", "ss": "sous", "cdx": "cedex"}
_CITIES = frozenset({"paris", "lyon", "marseille"})
_COMMON = 3
"""Communes that bear one name from which a hamlet may bear it too."""


@dataclass(frozen=True, slots=True)
class Places:
    """``towns``: postcode → names parted by « | »; ``postcodes``: key of a name → postcodes parted by spaces."""

    towns: Mapping[str, str]
    postcodes: Mapping[str, str]


def town_key(town: str) -> str:
    """Return what spellings of one town have in common: « St-Gilles Cedex 2 » gives ``saint gilles``, « Paris 11e »
    ``paris``, « L’Isle-Adam » ``isle adam``."""
    words = [_WHOLE.get(word, word) for word in text.fold(town).split()]
    if "cedex" in words:
        words = words[: words.index("cedex")]
    if words and words[0] in _CITIES:
        return words[0] if all(_is_district(word) for word in words[1:]) else " ".join(words)
    return " ".join([word for word in words if word not in _NOT_TOLD] or words)


def towns_of(postcode: str) -> tuple[str, ...]:
    """Return the names of the communes of a postcode, empty when it is unknown: a CEDEX, or a mistake."""
    found = _places().towns.get(text.postcode(postcode), "")
    return tuple(found.split("|")) if found else ()


def postcodes_of(town: str) -> tuple[str, ...]:
    """Return the postcodes of every commune of this name, in order; empty when it is unknown: a hamlet, an old
    commune."""
    return tuple(_places().postcodes.get(town_key(town), "").split())


def agrees(postcode: str, town: str) -> bool | None:
    """Tell whether a town goes with a postcode; None when one of them is unknown, or when nothing is sure."""
    code, key = text.postcode(postcode), town_key(town)
    towns, postcodes = towns_of(code), postcodes_of(town)
    if not key or not towns:
        return None
    if code in postcodes or any(_begins(key, town_key(name)) for name in towns):
        return True
    if not postcodes or "cedex" in text.fold(town):
        return None
    # A name that many communes bear may be a hamlet's, anywhere.
    return None if len(postcodes) >= _COMMON and key not in _CITIES else False


def _is_district(word: str) -> bool:
    return word[:1].isdecimal() or word in ("arrondissement", "arr", "eme", "er", "e")


def _begins(one: str, other: str) -> bool:
    """Tell whether a name is the beginning of another: « Aix » of « Aix-en-Provence »."""
    return f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} ")


@cache
def _places() -> Places:
    packed = resource("places", "communes.z").read_bytes()
    towns, _, postcodes = zlib.decompress(packed).decode().partition("\n\n")
    return Places(_table(towns), _table(postcodes))


def _table(lines: str) -> dict[str, str]:
    # Twice as fast as splitting each of 40 000 lines.
    cells = lines.replace("\t", "\n").split("\n")
    return dict(zip(cells[::2], cells[1::2], strict=True))
