"""The one reader of postal addresses: it finds the same number, street and place whatever the spelling.

What is inside a building (flat, stairs, residence) or says where letters are delivered (BP, CEDEX) does not identify a
household, so it is left out.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from core.base import places, text
from core.base.address_place import CUT, NUMBER, code_in, placed, town_at_the_end, without_code, without_place, words_of
from core.base.mojibake import all_legible
from core.base.records import Struct
from core.base.street_words import (
    ALSO_WRITTEN,
    ARTICLES,
    FLOORS,
    IN_FULL,
    MONTHS,
    NUMBER_SIGNS,
    PARTS,
    REPEATS,
    TITLES,
    TYPES,
    UNNAMED,
    YEARS,
)

_PLAIN = re.compile(r"\d{1,4}(?: [^\W\d_]+(?:['’-][^\W\d_]+)*)+")
_PART = re.compile(r"\s*([^\W\d_]{3,})\.?(?: (\w{1,4}))?\s*")
_FOR_A_WHOLE_READING = PARTS | TYPES.keys()
_SHORTENED = frozenset((*IN_FULL, *MONTHS, "er"))
"""Words without which nothing is to be written in full."""
_ORDINAL = re.compile(r"\d+(?:e|er|re|eme|nd|nde)?")
_BARE = re.compile(r"[sx]$")
_BETWEEN_NUMBERS = frozenset({"et", "a", "au", "ou", CUT})


class Address(Struct, frozen=True):
    """An address in parts: ``number`` without its ``repeat`` (bis, ter…), the ``type`` of street, its other
    ``words`` in full and in order, the ``postcode`` (five digits) and the ``town`` as its key; each may be empty.
    ``second``: the other number of « 12-14 », which is no part of the key."""

    number: str = ""
    repeat: str = ""
    type: str = ""
    words: tuple[str, ...] = ()
    postcode: str = ""
    town: str = ""
    second: str = ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """Its house numbers: none, one, or the two of « 12-14 »."""
        return tuple(filter(None, (self.number, self.second)))

    @property
    def place(self) -> str:
        """The postcode, or else the town, since towns are spelt in many ways."""
        return self.postcode or self.town

    @property
    def said(self) -> str:
        """The address in words, without its place."""
        return " ".join(filter(None, (self.number, self.repeat, self.type, *self.words)))

    @property
    def key(self) -> str:
        """The key that equal addresses share: ``12 avenue foch 01000``; empty when there is no street."""
        return f"{self.said} {self.place}".strip() if self.words or self.type else ""

    @property
    def telling(self) -> tuple[str, ...]:
        """The words that distinguish the street from another: no article, title, initial or plural ending."""
        stored = [word for word in self.words if word not in ARTICLES and (len(word) > 1 or word.isdecimal())]
        untitled = [word for word in stored if word not in TITLES] or stored
        return tuple(_bare(word) for word in untitled)

    @property
    def spelt(self) -> tuple[tuple[str, ...], ...]:
        """Each word of :attr:`telling`, then how other sources write it: « IV » for 4, « vx » for « vieux », « Beau
        Soleil » in one word, « N113 » for « RN 113 »."""
        words = self.telling
        joined = [first + second for first, second in pairwise(words)]
        return tuple(
            (word, *dict.fromkeys(filter(None, (_as_written(word), *joined[max(0, at - 1) : at + 1]))))
            for at, word in enumerate(words)
        )


_BETWEEN = re.compile(r"\s*(?:[/;|\n]|\s[-–]\s|,(?=\s*\d)|\b(?:et|ou)\b(?=\s*\d))\s*", re.IGNORECASE)
_MAY_TELL_TWO = re.compile(r"\d\D*[^\W\d_]{3}[^\n]*(?:[/;|\n,–-]|\b(?:et|ou)\b)\s*\d", re.IGNORECASE | re.DOTALL)
_GLUED = re.compile(
    r"(?<!\w)(\d{1,4})\s*(rue|avenue|chemin|impasse|all[ée]e|place|route|boulevard|quai|cours)(?=[^\W\d_]{3})",
    re.IGNORECASE,
)
"""« 98 RueHaute », « 98RUEHAUTE »."""


def _bare(word: str) -> str:
    return _BARE.sub("", word) if len(word) > 3 else word


_ALSO = {_bare(word): _bare(other) for word, other in ALSO_WRITTEN.items()}
_RANK = re.compile(r"(\d+)(?:er|ere|re|e|me|eme|nd|nde)")
_ROAD = re.compile(r"(?:r?n|r?d|cd|vc|cr|a|m)(\d{1,4})[a-z]?")
"""« N113 », « RD979 »."""
_ROMAN = re.compile(r"(?=.)(x{0,3})(ix|iv|v?i{0,3})(er)?")
_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


@lru_cache(maxsize=4096)
def _as_written(word: str) -> str:
    """Return what else a word of a street may be written as; empty when it has no other spelling."""
    if match := _RANK.fullmatch(word) or _ROAD.fullmatch(word):
        return match[1]
    if match := _ROMAN.fullmatch(word):
        return str(10 * len(match[1]) + _UNITS.index(match[2]))
    return _ALSO.get(word, "")


def read_address(address: str, postcode: str, town: str) -> Address:
    """Return an address in parts. The postcode and the town may be given in ``address``, in ``town``, or not at all."""
    address, town = all_legible(address, town)
    plain = _plain(address, postcode, town)
    if plain is not None:
        return plain
    street, code, place = placed(address, text.postcode(postcode) or code_in(postcode), without_code(town))
    words = without_place(words_of(street), place)
    if not place and not code:
        words, place = town_at_the_end(words)
    inside = _outside(words)
    number, repeat, sentences = _numbered(inside)
    kind, sentences = _typed(sentences)
    second = _second(inside, number)
    return Address(number, repeat, kind, tuple(sentences), code or code_in(town), _town_key(place), second)


def _plain(address: str, postcode: str, town: str) -> Address | None:
    """Return what most files write, « 14 rue des Mûriers » or « 14 rue des Mûriers, bât. B », its postcode beside, read
    several times faster; None for any other."""
    code = text.postcode(postcode)
    street, _, inside = address.partition(",")
    if not code or not _PLAIN.fullmatch(street) or (inside and not _is_part(inside)):
        return None
    number, kind, *words = text.fold(street).split()
    if kind not in TYPES or not words or words[-1] == _last_word(town) or not _FOR_A_WHOLE_READING.isdisjoint(words):
        return None
    return Address(number.lstrip("0") or number, "", TYPES[kind], tuple(_in_full(words)), code, _town_key(town))


@lru_cache(maxsize=512)
def _is_part(written: str) -> bool:
    """Tell whether « bât. B » or « appt 12 » is no more than a part of a building and its name."""
    match = _PART.fullmatch(written)
    word = text.fold(match[1]) if match else ""
    return word in PARTS and word not in FLOORS and bool(match and match[2]) == (word not in UNNAMED)


@lru_cache(maxsize=512)
def _last_word(town: str) -> str:
    return text.fold(town).rpartition(" ")[2]


@lru_cache(maxsize=512)
def _town_key(town: str) -> str:
    return places.town_key(without_code(town)) if town else ""


def keys(address: str, postcode: str, town: str) -> tuple[str, ...]:
    """Return the keys by which an address is recognised: that of the reader, and where it differs the one of before it,
    of which older registers and sheets hold nothing but the hash."""
    own_text = read_address(address, postcode, town).key
    former = text.address_key(address, text.postcode(postcode), town)
    return tuple(filter(None, (own_text, former) if own_text != former else (own_text,)))


def other_places(address: Address) -> tuple[str, ...]:
    """Return the town keys of its postcode where no town is told, the postcodes of its town where no postcode is; and
    the commune that took its town over, or those that its town took over."""
    merged = places.merged_with(address.town, address.postcode)
    if address.postcode and address.town:
        return merged
    towns = places.towns_of(address.postcode) if address.postcode else ()
    codes = places.postcodes_of(address.town) if address.town else ()
    return tuple(dict.fromkeys((*map(places.town_key, towns), *codes, *merged)))


def _outside(words: list[str]) -> list[str]:
    """Return the words without those about the inside of a building; all of them when nothing would be left."""
    stored: list[str] = []
    at = 0
    while at < len(words):
        if words[at] in PARTS and not (stored and (stored[-1] in ARTICLES or stored[-1] in TYPES)):
            at = _after_part(words, at + 1 + _named_after(words, at, stored))
        else:
            stored.append(words[at])
            at += 1
    if any(word != CUT and not NUMBER.fullmatch(word) for word in stored):
        return stored
    return [word for word in words if word not in PARTS]


def _named_after(words: Sequence[str], at: int, kept: list[str]) -> bool:
    """Tell whether a part of a building is named by the word after it, as in « appt 12 rue Pasteur », where 12 is
    not the house number. In « 3e étage » it is named by the word before, which is removed with it."""
    if words[at] in FLOORS and at and _ORDINAL.fullmatch(words[at - 1]):
        if kept[1:] and kept[-1] == words[at - 1]:
            kept.pop()
        return False
    return words[at] not in UNNAMED


def _after_part(words: Sequence[str], at: int) -> int:
    """Return the place where the street, or the next part, begins after the name of a part of a building."""
    while at < len(words) and words[at] != CUT and words[at] not in PARTS:
        if _opens(words, at) or (words[at] in TYPES and len(words[at]) > 2):
            return at
        at += 1
    return at


def _opens(words: Sequence[str], at: int) -> bool:
    """Tell whether a house number and its street begin at this word."""
    return bool(NUMBER.fullmatch(words[at])) and _after_number(words, at)[0] in TYPES


def _after_number(words: Sequence[str], at: int) -> tuple[str, int]:
    """Return (the first word of the street, after a house number and its « bis »; the place of that word)."""
    following = at + 1
    while following < len(words) and (words[following] == CUT or _is_repeat(words, following)):
        following += 1
    return (words[following], following) if following < len(words) else ("", following)


def _is_repeat(words: Sequence[str], at: int) -> bool:
    """Tell whether the word is a « bis » or a letter of the house number. « 12 d’Artois » is not « 12 D »: a single
    letter counts only before the type of a street."""
    if len(words[at]) > 1:
        return words[at] in REPEATS
    after = [word for word in words[at + 1 : at + 3] if word != CUT][:1]
    return words[at].isalpha() and bool(after) and after[0] in TYPES


def _numbered(words: list[str]) -> tuple[str, str, list[str]]:
    """Return (the house number, its « bis », the words of the street)."""
    words = [word for index, word in enumerate(words) if not (word in NUMBER_SIGNS and _figures(words, index + 1))]
    opening = next((index for index in range(len(words)) if _opens(words, index)), None)
    if opening is None:
        opening = next((index for index in range(len(words)) if _starts_part(words, index)), None)
    if opening is None:
        return _number_last(words)
    number, repeat = _number(words[opening])
    following = _after_number(words, opening)[1]
    sentences = [REPEATS.get(word, word) for word in words[opening + 1 : following] if word != CUT]
    street = _part(words[following:])
    if not street:
        return number, repeat or "".join(sentences[:1]), _part(words[:opening])
    # In « 12-14 rue… » the first number is the one written on letters.
    if opening and NUMBER.fullmatch(words[opening - 1]):
        number, repeat = _number(words[opening - 1])
    return number, repeat or "".join(sentences[:1]), street


def _second(words: Sequence[str], number: str) -> str:
    """Return the other house number of « 12-14 rue… », « 12 et 14, rue… »; empty for a single one."""
    sentences = [word for word in words if word not in _BETWEEN_NUMBERS and word not in REPEATS]
    for one, other in pairwise(sentences):
        if not (NUMBER.fullmatch(one) and NUMBER.fullmatch(other)):
            continue
        (first, _repeat), (second, _other) = _number(one), _number(other)
        if number in (first, second):
            return second if number == first else first
    return ""


def _figures(words: Sequence[str], at: int) -> bool:
    return at < len(words) and words[at][0].isdecimal()


def _starts_part(words: Sequence[str], at: int) -> bool:
    """Tell whether a number begins a part of the address that has no type of street: « 12 les Hauts de Foch »."""
    return bool(NUMBER.fullmatch(words[at])) and (not at or words[at - 1] == CUT)


def _number_last(words: list[str]) -> tuple[str, str, list[str]]:
    """Do as :func:`_numbered` for « rue des Mûriers 14 »; the year of « rue du 8 mai 1945 » is not a house number."""
    street = _street_part(words)
    last = len(street) - 1
    repeat = street[last] if last > 1 and street[last] in REPEATS else ""
    last -= bool(repeat)
    if last < 1 or not NUMBER.fullmatch(street[last]) or street[last - 1] in MONTHS:
        return "", "", street
    number, own_text = _number(street[last])
    return number, own_text or (REPEATS[repeat] if repeat else ""), street[:last]


def _number(word: str) -> tuple[str, str]:
    match = NUMBER.fullmatch(word)
    digits, letter = (match[1], match[2] or "") if match else (word, "")
    return digits, REPEATS.get(letter, letter)


def _part(words: Sequence[str]) -> list[str]:
    """Return the first part that is not empty."""
    texts: list[str] = []
    for word in words:
        if word == CUT and texts:
            break
        if word != CUT:
            texts.append(word)
    return texts


def _street_part(words: Sequence[str]) -> list[str]:
    """Return the part that names a type of street, or else the first one."""
    parts = [part.split() for part in " ".join(words).split(CUT)]
    told = [part for part in parts if part]
    return next((part for part in told if part[0] in TYPES), told[0] if told else [])


def _typed(words: Sequence[str]) -> tuple[str, list[str]]:
    """Return (the type of street, its other words), with abbreviations written in full (« av », « Mal »)."""
    sentences = list(words)
    if sentences[:2] == ["lieu", "dit"]:
        sentences[:2] = ["lieudit"]
    at = next((index for index, word in enumerate(sentences[:2]) if word in TYPES), None)
    kind = TYPES[sentences.pop(at)] if at is not None else ""
    return kind, _in_full(sentences)


def _in_full(words: Sequence[str]) -> list[str]:
    if _SHORTENED.isdisjoint(words):
        return list(words)
    sentences = " ".join(IN_FULL.get(word, word) for word in words).replace("1 er ", "1er ").split()
    return [
        YEARS.get(word, word) if index and sentences[index - 1] in MONTHS else word
        for index, word in enumerate(sentences)
    ]


_ESTATE = re.compile(r"\b(?:lotissement|lot|r[ée]sidence|r[ée]s|hameau|domaine|quartier)\b", re.IGNORECASE)
_STREET = re.compile(r"\b(?:rue|avenue|av|chemin|impasse|all[ée]e|route|boulevard|bd|place)\b", re.IGNORECASE)
_DOOR = re.compile(r"(?<!\w)\d{1,4}(?:\s?(?:bis|ter|quater))?(?!\w)", re.IGNORECASE)


def _street_and_estate(address: str) -> list[str]:
    """Return the street of an address and the housing estate beside it, each with the house number."""
    estate, door = _ESTATE.search(address), _DOOR.search(address)
    street = _STREET.search(address) if estate else None
    if estate is None or street is None or door is None:
        return []
    first, second = sorted((estate.start(), street.start()))
    parts = (address[first:second], address[second:])
    return [f"{door[0]} {part.replace(door[0], '', 1).strip(' ,;-')}" for part in parts]


def streets_in_cell(address: str, postcode: str, town: str) -> list[Address]:
    """Return each of the streets that one cell tells with their numbers, one whose words are glued, or a street and the
    housing estate beside it; none where the address is read as it is."""
    if (parted := _GLUED.sub(r"\1 \2 ", address)) != address:
        return [read_address(parted, postcode, town)]
    if parts := _street_and_estate(address):
        return [read_address(part, postcode, town) for part in parts]
    if not _MAY_TELL_TWO.search(address):
        return []
    addresses = [read_address(part, postcode, town) for part in _BETWEEN.split(address)]
    told = [one for one in addresses if one.number and one.type and one.words]
    return told if len(told) > 1 else []
