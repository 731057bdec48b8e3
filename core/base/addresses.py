"""The one reader of postal addresses: it finds the same number, street and place whatever the spelling.

What is inside a building (flat, stairs, residence) or says where letters are delivered (BP, CEDEX) does not identify a
household, so it is left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.base import places, text
from core.base.street_words import (
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

_CUT = ","
"""The word that stands for a comma, a new line or a dash between two parts of an address."""
_SEPARATORS = re.compile(r"[,;|\n\r\t•·]+|\s[-–—/]+\s|\(|\)")
_POSTCODE = re.compile(r"(?<![\w.])(?:F|FR)?[-\s]?(\d{2}[\s.]?\d{3})(?!\w)")
_AFTER_BOX = re.compile(r"\b(?:bp|cs|tsa|b\.p\.|c\.s\.)\s*(?:n\s*[°ºo]?\s*)?$", re.IGNORECASE)
_NUMBER = re.compile(r"0*(\d{1,4})(bis|ter|quater|[a-z])?")
_ORDINAL = re.compile(r"\d+(?:e|er|re|eme|nd|nde)?")
_BARE = re.compile(r"[sx]$")


@dataclass(frozen=True, slots=True)
class Address:
    """An address in parts: ``number`` without its ``repeat`` (bis, ter…), the ``type`` of street, its other
    ``words`` in full and in order, the ``postcode`` (five digits) and the ``town`` as its key; each may be empty."""

    number: str = ""
    repeat: str = ""
    type: str = ""
    words: tuple[str, ...] = ()
    postcode: str = ""
    town: str = ""

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
        kept = [word for word in self.words if word not in ARTICLES and (len(word) > 1 or word.isdecimal())]
        untitled = [word for word in kept if word not in TITLES] or kept
        return tuple(_BARE.sub("", word) if len(word) > 3 else word for word in untitled)


def read_address(address: str, postcode: str, town: str) -> Address:
    """Return an address in parts. The postcode and the town may be given in ``address``, in ``town``, or not at all."""
    street, code, place = _placed(address, text.postcode(postcode) or _code_in(postcode), _without_code(town))
    words = _without_place(_words(street), place)
    if not place and not code:
        words, place = _town_at_the_end(words)
    number, repeat, told = _numbered(_outside(words))
    kind, told = _typed(told)
    return Address(number, repeat, kind, tuple(told), code or _code_in(town), places.town_key(place) if place else "")


def keys(address: str, postcode: str, town: str) -> tuple[str, ...]:
    """Return the keys by which an address is recognised: that of the reader, and where it differs the one of before it,
    of which older registers and sheets hold nothing but the hash."""
    former = text.address_key(text.clean(address), text.postcode(postcode), text.clean(town))
    return tuple(dict.fromkeys(filter(None, (read_address(address, postcode, town).key, former))))


def other_places(address: Address) -> tuple[str, ...]:
    """Return the town keys of its postcode where no town is told, the postcodes of its town where no postcode is."""
    if address.postcode and address.town:
        return ()
    towns = places.towns_of(address.postcode) if address.postcode else ()
    codes = places.postcodes_of(address.town) if address.town else ()
    return tuple(dict.fromkeys((*map(places.town_key, towns), *codes)))


def _placed(address: str, code: str, town: str) -> tuple[str, str, str]:
    """Return (street, postcode, town), also for a whole address in one cell."""
    found = next((one for one in _codes(address) if code in ("", _digits(one))), None)
    if found is None:
        return address, code, town
    before, after = address[: found.start()], address[found.end() :]
    if text.fold(before):
        inside, _, rest = _SEPARATORS.sub(_CUT, after.strip(" ,;-\n\r")).partition(_CUT)
        return f"{before},{rest}", code or _digits(found), town or inside
    # The place comes first: « 30700 Uzès, 12 rue des Mûriers ».
    words = _words(after)
    at = next((index for index, word in enumerate(words) if _begins_street(word)), len(words))
    return " ".join(words[at:]), code or _digits(found), town or " ".join(words[:at]).replace(_CUT, "")


def _codes(raw: str) -> Iterator[re.Match[str]]:
    """Yield the postcodes of a text from its end; five digits after « BP » or « CS » are a box, not a postcode."""
    found = [one for one in _POSTCODE.finditer(raw) if not _AFTER_BOX.search(raw[: one.start(1)])]
    yield from reversed(found)


def _digits(found: re.Match[str]) -> str:
    return "".join(filter(str.isdecimal, found[1]))


def _code_in(raw: str) -> str:
    found = next(_codes(raw), None)
    return _digits(found) if found else ""


def _without_code(town: str) -> str:
    return _POSTCODE.sub(" ", town)


def _begins_street(word: str) -> bool:
    return word == _CUT or word in TYPES or bool(_NUMBER.fullmatch(word))


def _words(raw: str) -> list[str]:
    """Return the folded words, with :data:`_CUT` between parts."""
    parts = [text.fold(part).split() for part in _SEPARATORS.split(raw)]
    found: list[str] = []
    for part in parts:
        if part and part not in (["france"], ["fr"]):
            found += [*([_CUT] if found else []), *part]
    return found


def _without_place(words: list[str], town: str) -> list[str]:
    """Return the words without the town repeated at their end: it is removed from « 12 rue des Mûriers Uzès » but
    not from « rue d’Uzès »."""
    named = text.fold(town).split()
    kept = words[: -len(named)] if named and words[-len(named) :] == named else words
    if kept is words or len(kept) < 2 or kept[-1] in ARTICLES or kept[-1] in TYPES:
        return words
    return kept[:-1] if kept[-1] == _CUT else kept


def _town_at_the_end(words: list[str]) -> tuple[list[str], str]:
    """Return (the other words, the town) when the last part is a town of France and the parts before it hold a
    street; the town is empty otherwise."""
    at = max((index for index, word in enumerate(words) if word == _CUT), default=0)
    last = " ".join(words[at + 1 :])
    street = at and any(_begins_street(word) for word in words[:at] if word != _CUT)
    return (words[:at], last) if street and places.postcodes_of(last) else (words, "")


def _outside(words: list[str]) -> list[str]:
    """Return the words without those about the inside of a building; all of them when nothing would be left."""
    kept: list[str] = []
    at = 0
    while at < len(words):
        if words[at] in PARTS and not (kept and (kept[-1] in ARTICLES or kept[-1] in TYPES)):
            at = _after_part(words, at + 1 + _named_after(words, at, kept))
        else:
            kept.append(words[at])
            at += 1
    return kept if any(word != _CUT for word in kept) else [word for word in words if word not in PARTS]


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
    while at < len(words) and words[at] != _CUT and words[at] not in PARTS:
        if _opens(words, at) or (words[at] in TYPES and len(words[at]) > 2):
            return at
        at += 1
    return at


def _opens(words: Sequence[str], at: int) -> bool:
    """Tell whether a house number and its street begin at this word."""
    return bool(_NUMBER.fullmatch(words[at])) and _after_number(words, at)[0] in TYPES


def _after_number(words: Sequence[str], at: int) -> tuple[str, int]:
    """Return (the first word of the street, after a house number and its « bis »; the place of that word)."""
    following = at + 1
    while following < len(words) and (words[following] == _CUT or _is_repeat(words, following)):
        following += 1
    return (words[following], following) if following < len(words) else ("", following)


def _is_repeat(words: Sequence[str], at: int) -> bool:
    """Tell whether the word is a « bis » or a letter of the house number. « 12 d’Artois » is not « 12 D »: a single
    letter counts only before the type of a street."""
    if len(words[at]) > 1:
        return words[at] in REPEATS
    after = [word for word in words[at + 1 : at + 3] if word != _CUT][:1]
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
    told = [REPEATS.get(word, word) for word in words[opening + 1 : following] if word != _CUT]
    street = _part(words[following:])
    if not street:
        return number, repeat or "".join(told[:1]), _part(words[:opening])
    # In « 12-14 rue… » the first number is the one written on letters.
    if opening and _NUMBER.fullmatch(words[opening - 1]):
        number, repeat = _number(words[opening - 1])
    return number, repeat or "".join(told[:1]), street


def _figures(words: Sequence[str], at: int) -> bool:
    return at < len(words) and words[at][0].isdecimal()


def _starts_part(words: Sequence[str], at: int) -> bool:
    """Tell whether a number begins a part of the address that has no type of street: « 12 les Hauts de Foch »."""
    return bool(_NUMBER.fullmatch(words[at])) and (not at or words[at - 1] == _CUT)


def _number_last(words: list[str]) -> tuple[str, str, list[str]]:
    """Do as :func:`_numbered` for « rue des Mûriers 14 »; the year of « rue du 8 mai 1945 » is not a house number."""
    street = _street_part(words)
    last = len(street) - 1
    repeat = street[last] if last > 1 and street[last] in REPEATS else ""
    last -= bool(repeat)
    if last < 1 or not _NUMBER.fullmatch(street[last]) or street[last - 1] in MONTHS:
        return "", "", street
    number, own = _number(street[last])
    return number, own or (REPEATS[repeat] if repeat else ""), street[:last]


def _number(word: str) -> tuple[str, str]:
    found = _NUMBER.fullmatch(word)
    digits, letter = (found[1], found[2] or "") if found else (word, "")
    return digits, REPEATS.get(letter, letter)


def _part(words: Sequence[str]) -> list[str]:
    """Return the first part that is not empty."""
    found: list[str] = []
    for word in words:
        if word == _CUT and found:
            break
        if word != _CUT:
            found.append(word)
    return found


def _street_part(words: Sequence[str]) -> list[str]:
    """Return the part that names a type of street, or else the first one."""
    parts = [part.split() for part in " ".join(words).split(_CUT)]
    told = [part for part in parts if part]
    return next((part for part in told if part[0] in TYPES), told[0] if told else [])


def _typed(words: Sequence[str]) -> tuple[str, list[str]]:
    """Return (the type of street, its other words), with abbreviations written in full (« av », « Mal »)."""
    told = list(words)
    if told[:2] == ["lieu", "dit"]:
        told[:2] = ["lieudit"]
    at = next((index for index, word in enumerate(told[:2]) if word in TYPES), None)
    kind = TYPES[told.pop(at)] if at is not None else ""
    return kind, _in_full(told)


def _in_full(words: Sequence[str]) -> list[str]:
    said = " ".join(IN_FULL.get(word, word) for word in words).replace("1 er ", "1er ").split()
    return [YEARS.get(word, word) if index and said[index - 1] in MONTHS else word for index, word in enumerate(said)]
