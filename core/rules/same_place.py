"""Compares two postal addresses to tell whether they are one, spelt in two ways: same number, same street up to its
wording."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from core.rules.slips import Match, within

_TYPES = frozenset(
    {"rue", "avenue", "boulevard", "chemin", "impasse", "place", "allee", "route", "square", "faubourg", "cours",
     "quai", "ruelle", "passage", "sentier", "montee", "traverse", "esplanade", "voie", "cite", "hameau", "lotissement"}
)  # fmt: skip
_PARTS = frozenset(
    {"appartement", "appt", "apt", "app", "batiment", "bat", "escalier", "esc", "etage", "porte", "residence", "bal",
     "bp", "cs", "tsa"}
)  # fmt: skip
"""What is inside a building, or is where letters wait: the street is told before it, or after it."""
_WHOLE = MappingProxyType(
    {"boul": "boulevard", "ch": "chemin", "mal": "marechal", "gal": "general", "gen": "general", "dr": "docteur",
     "pr": "professeur", "prof": "professeur", "pdt": "president", "cdt": "commandant", "col": "colonel",
     "cne": "capitaine", "mgr": "monseigneur", "premier": "1er", "huit": "8", "onze": "11", "quatorze": "14"}
)  # fmt: skip
"""Words of a street that are shortened, and the days that streets bear."""
_NOT_TOLD = frozenset({"a", "au", "aux", "de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "sur", "sous"})
_REPEATS = MappingProxyType(
    {"bis": "bis", "ter": "ter", "quater": "quater", "b": "bis", "t": "ter", "q": "quater", "c": "c", "d": "d"}
)
_NUMBER = re.compile(r"0*(\d{1,4})([a-z])?")
_FLOOR = re.compile(r"\d+(e|er|eme)?")


@dataclass(frozen=True, slots=True)
class Address:
    """An address in parts: ``number`` with its « bis », the ``type`` of street, its other words, postcode or town."""

    number: str
    type: str
    street: tuple[str, ...]
    place: str

    @property
    def words(self) -> str:
        """The address in words, without its postcode or town."""
        return " ".join(filter(None, (self.number, self.type, *self.street)))


def address_of(key: str, place: str) -> Address:
    """Return the parts of an address key (``text.address_key``); ``place`` is its end, a postcode or folded town."""
    words = key.removesuffix(place).split()
    at = next((index for index, word in enumerate(words) if _is_number(words, index, word)), None)
    number = ""
    if at is not None:
        number, words = _number(words[at], words[at + 1 :])
    street = _street(words)
    kind = next((word for word in street if word in _TYPES), "")
    return Address(number, kind, tuple(word for word in street if word not in _NOT_TOLD and word != kind), place)


def same_place(one: Address, other: Address) -> Match:
    """Return whether two addresses may be one. Another number of the street is another household; a missing number
    decides nothing."""
    if one.place != other.place or not one.street or not other.street:
        return Match.UNTOLD
    street = _same_street(one, other)
    if one.number == other.number:
        return street if one.number else Match.UNTOLD
    return Match.OTHER if street is not Match.OTHER and one.number and other.number else Match.UNTOLD


def _is_number(words: list[str], index: int, word: str) -> bool:
    return bool(_NUMBER.fullmatch(word)) and not (index and words[index - 1] in _PARTS)


def _street(words: list[str]) -> list[str]:
    """Return the words of a street in full, without what follows it: a building, a floor, a letter box."""
    cut = next((index for index, word in enumerate(words) if word in _PARTS), len(words))
    if cut < len(words) and words[cut] == "etage" and cut and _FLOOR.fullmatch(words[cut - 1]):
        cut -= 1
    told = " ".join(_WHOLE.get(word, word) for word in words[:cut] or words)
    return told.replace("1 er ", "1er ").split()


def _number(word: str, following: list[str]) -> tuple[str, list[str]]:
    """Return a house number with its « bis » (« 12B », « 12 b » and « 12 bis » are one), and the words after it."""
    digits = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    letter = word[len(digits) :]
    digits = digits.lstrip("0") or digits
    # « 12 d’Artois » is not « 12 D »: a letter alone belongs to the number only before the type of a street.
    if not letter and following[:1] and following[0] in _REPEATS and (len(following[0]) > 1 or _typed(following)):
        letter, following = following[0], following[1:]
    return f"{digits} {_REPEATS.get(letter, letter)}".strip(), following


def _typed(words: list[str]) -> bool:
    return len(words) > 1 and words[1] in _TYPES


def _same_street(one: Address, other: Address) -> Match:
    if one.type and other.type and one.type != other.type:
        return Match.OTHER
    if one.street == other.street:
        return Match.SAME
    # « avenue Foch » is « avenue du Maréchal Foch »: with the same number and town, missing words do not matter.
    fewer, more = sorted((one.street, other.street), key=len)
    alike = _told(fewer, more) or (len(fewer) == len(more) and _told(more, fewer))
    return Match.NEAR if alike or within(" ".join(fewer), " ".join(more)) else Match.OTHER


def _told(words: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether each of ``words`` is among ``others``, in full or by its initial."""
    return all(word in others or (len(word) == 1 and any(one.startswith(word) for one in others)) for word in words)
