"""The postcodes and towns of France, overseas included, checked without a network. When in doubt, no answer is given.

The list is that of Etalab (resources/places/LICENCE.txt). It is read when first asked for: 20 ms, 7 MB; the communes
merged stand in a file of their own, since each start asks for them alone: 2 ms.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from functools import cache

from core.base import text
from core.base.records import Struct
from core.base.resources import resource

_NOT_TOLD = frozenset({"l", "le", "la", "les", "d", "de", "du", "des"})
_WHOLE = {"st": "saint", "ste": "sainte", "sts": "saints", "s": "sur", "ss": "sous", "cdx": "cedex"}
_CITIES = frozenset({"paris", "lyon", "marseille"})
_COMMON = 3
"""Communes that bear one name from which a hamlet may bear it too."""

_IN_TWO = re.compile(r"(?<![\w.,])(\d\d)\s(\d{3})(?!\w)")
_WORDS = re.compile(r"([\W_]+)")
_SMALL_WORDS = frozenset(
    ["sur", "sous", "en", "lès", "les", "de", "des", "du", "d", "l", "la", "le", "et", "au", "aux", "à"]
)
_BESIDE = " ,;()-–"


class Places(Struct, frozen=True):
    """The list in memory. ``towns``: postcode → names separated by « | »; ``postcodes``: key of a name → postcodes
    separated by spaces."""

    towns: Mapping[str, str]
    postcodes: Mapping[str, str]


class MergedPlaces(Struct, frozen=True):
    """Which communes took over which others."""

    taken_over: Mapping[str, str]
    """Key of a former commune → keys of the communes that took over one of this name, separated by « | »."""
    took_over: Mapping[str, tuple[str, ...]]
    """Key of a commune → keys of those that it took over."""


def town_key(town: str) -> str:
    """Return a key shared by the spellings of one town: « St-Gilles Cedex 2 » gives ``saint gilles``, « Paris 11e »
    ``paris``, « L’Isle-Adam » ``isle adam``."""
    words = [_WHOLE.get(word, word) for word in text.fold(town).split()]
    if "cedex" in words:
        words = words[: words.index("cedex")]
    if words and words[0] in _CITIES:
        return words[0] if all(_is_district(word) for word in words[1:]) else " ".join(words)
    return " ".join([word for word in words if word not in _NOT_TOLD] or words)


def towns_of(postcode: str) -> tuple[str, ...]:
    """Return the names of the communes that have a postcode; empty when the postcode is unknown (a CEDEX, or a
    mistake)."""
    found = known_places().towns.get(text.postcode(postcode), "")
    return tuple(found.split("|")) if found else ()


def official(town: str, postcode: str) -> str:
    """Return a town as its list writes it, « UZES » in 30700 being « Uzès »; of a town that is not known there, what
    was typed, with small letters where all were capitals."""
    key, typed = town_key(town), " ".join(town.split())
    for name in towns_of(postcode):
        if town_key(name) == key:
            return name
    return "".join(map(_small, _WORDS.split(typed))) if typed.isupper() else typed


def _small(word: str) -> str:
    return word.lower() if word.lower() in _SMALL_WORDS else word.capitalize()


def postcodes_of(town: str) -> tuple[str, ...]:
    """Return, in order, the postcodes of every commune of this name; empty when the name is unknown (a hamlet, a former
    commune)."""
    return tuple(known_places().postcodes.get(town_key(town), "").split())


def merged_with(key: str, postcode: str) -> tuple[str, ...]:
    """Return the keys of the communes that took over the one of this key, and of those that it took over; where several
    bear one name, those of the postcode alone."""
    parents = filter(None, merged_places().taken_over.get(key, "").split("|"))
    same_place = [key for key in parents if not towns_of(postcode) or text.postcode(postcode) in postcodes_of(key)]
    return (*same_place, *merged_places().took_over.get(key, ()))


def in_one_piece(told: str) -> str:
    """Return « 30 700 Uzès » with its postcode in one piece, where the town before or after it is one of that postcode;
    any other text as it is."""
    for match in _IN_TWO.finditer(told):
        code = match[1] + match[2]
        after, before = told[match.end() :].strip(_BESIDE), told[: match.start()].strip(_BESIDE)
        if any(agrees(code, place) for place in (after, before, *before.split(",")[-1:]) if place):
            return f"{told[: match.start()]}{code}{told[match.end() :]}"
    return told


def agrees(postcode: str, town: str) -> bool | None:
    """Tell whether a town goes with a postcode; None when one of them is unknown or the answer is not certain."""
    code, key = text.postcode(postcode), town_key(town)
    towns, postcodes = towns_of(code), postcodes_of(town)
    if not key or not towns:
        return None
    if code in postcodes or any(_begins(key, town_key(name)) for name in towns):
        return True
    if not postcodes or "cedex" in text.fold(town):
        return None
    # A name shared by many communes may also be that of a hamlet anywhere.
    return None if len(postcodes) >= _COMMON and key not in _CITIES else False


def _is_district(word: str) -> bool:
    return word[:1].isdecimal() or word in ("arrondissement", "arr", "eme", "er", "e")


def _begins(one: str, other: str) -> bool:
    """Tell whether one name is the beginning of the other, as « Aix » of « Aix-en-Provence »."""
    return f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} ")


@cache
def known_places() -> Places:
    return Places(*_tables("communes.z"))


@cache
def merged_places() -> MergedPlaces:
    (taken_over,) = _tables("merged.z")
    took_over: dict[str, list[str]] = {}
    for former, parents in taken_over.items():
        for parent in parents.split("|"):
            took_over.setdefault(parent, []).append(former)
    return MergedPlaces(taken_over, {parent: tuple(formers) for parent, formers in took_over.items()})


def _tables(name: str) -> Iterator[dict[str, str]]:
    packed = resource("places", name).read_bytes()
    return map(_table, zlib.decompress(packed).decode().split("\n\n"))


def _table(lines: str) -> dict[str, str]:
    # Twice as fast as splitting each of 40 000 lines.
    cells = lines.replace("\t", "\n").split("\n")
    return dict(zip(cells[::2], cells[1::2], strict=True))
