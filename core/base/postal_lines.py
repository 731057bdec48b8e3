"""The lines of a French postal address on an envelope (NF Z 10-011): flat, building, street, lieu-dit or box, town.

A line holds 38 characters; the street and what is under it are in capitals without accents or punctuation. Sorting
machines read them from the bottom. A line too long is shortened word by word: titles first, then the type of the
street, small words, and initials; the last word stays whole.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from core.base import text
from core.base.address_place import NUMBER, code_in, placed, without_code, without_place, words_of
from core.base.street_words import ARTICLES, FLOORS, NUMBER_SIGNS, PARTS, REPEATS, TYPES, UNNAMED

LIMIT = 38
_SEPARATORS = re.compile(r"[,;|\n\r\t•·]+|\s[-–—/]+\s|\(|\)")
_WORDS = re.compile(r"\S+")
_NUMBER_APART = re.compile(r"((?:^|[,;\n]) *\d{1,4} ?(?:bis|ter|quater|[a-z])?) ?, ?(?=([^\W\d_]+))", re.IGNORECASE)
_ORDINAL = re.compile(r"\d{1,2}(?:e|er|re|eme|nd|nde)?")
_BOXES = frozenset({"bp", "cs", "tsa"})
_PLACES = frozenset({"lieudit", "ld", "hameau", "ham"})
_BUILDINGS = frozenset(
    {"batiment", "bat", "bt", "bloc", "residence", "resid", "res", "rce", "immeuble", "imm", "tour", "entree", "ent",
     "villa", "copropriete"}
)  # fmt: skip
_NAMED_ALONE = frozenset({"residence", "resid", "res", "rce", "immeuble", "batiment", "chez", "copropriete", "villa"})
"""Parts that a name follows; the others are followed by a number or a letter."""
_BEFORE_TYPE = frozenset(
    {"grand", "grande", "petit", "petite", "vieux", "vieille", "haute", "basse", "ancienne", "nouvelle", "belle"}
)
"""« Grande Rue »: what stands before the type of a street and belongs to it."""


class PostalLines(NamedTuple):
    """The lines under the name, each empty when there is nothing to write on it."""

    flat: str
    building: str
    street: str
    place: str
    town: str

    @property
    def written(self) -> tuple[str, ...]:
        """The lines to print, from top to bottom."""
        return tuple(line for line in self if line)


class _Part(NamedTuple):
    kind: str
    words: str


_TITLES: Mapping[str, str] = {
    "MARECHAL": "MAL", "GENERAL": "GAL", "DOCTEUR": "DR", "PROFESSEUR": "PR", "PRESIDENT": "PDT", "COMMANDANT": "CDT",
    "COLONEL": "COL", "CAPITAINE": "CNE", "LIEUTENANT": "LT", "SERGENT": "SGT", "MONSEIGNEUR": "MGR", "SAINT": "ST",
    "SAINTE": "STE", "SAINTS": "STS", "SAINTES": "STES", "NOTRE": "N", "GRAND": "GD", "GRANDE": "GDE", "PETIT": "PT",
    "PETITE": "PTE",
}  # fmt: skip
_STREETS: Mapping[str, str] = {
    "ALLEE": "ALL", "ALLEES": "ALL", "AVENUE": "AV", "BOULEVARD": "BD", "CHAUSSEE": "CHS", "CHEMIN": "CHE",
    "COURS": "CRS", "DOMAINE": "DOM", "ESPLANADE": "ESP", "FAUBOURG": "FG", "HAMEAU": "HAM", "IMPASSE": "IMP",
    "LOTISSEMENT": "LOT", "MONTEE": "MTE", "PASSAGE": "PAS", "PLACE": "PL", "PROMENADE": "PROM", "QUARTIER": "QRT",
    "RESIDENCE": "RES", "ROUTE": "RTE", "RUELLE": "RLE", "SENTIER": "SEN", "SQUARE": "SQ", "TRAVERSE": "TRA",
    "VENELLE": "VEN",
}  # fmt: skip
_SMALL = frozenset({"DE", "DU", "DES", "D", "LA", "LE", "LES", "L", "ET", "AUX", "AU", "A", "EN"})
_PARTS: Mapping[str, str] = {
    "appartement": "appt", "bâtiment": "bât", "batiment": "bat", "escalier": "esc", "étage": "ét", "immeuble": "imm",
    "logement": "logt", "résidence": "rés", "residence": "res", "entrée": "ent",
}  # fmt: skip
_LONG = 3


def postal_lines(address: str, postcode: str, town: str) -> PostalLines:
    """Return the lines of an address, shortened where the norm allows it; a line that is still too long stays whole,
    for the caller to refuse."""
    inside, code, place = placed(address, text.postcode(postcode) or code_in(postcode or town), without_code(town))
    parts = list(_parts(inside, place))
    streets = [one for one in parts if one.kind == "street"]
    street = next((one for one in streets if one.words[0].isdecimal()), next(iter(streets), None))
    found: dict[str, list[str]] = {"flat": [], "building": [], "street": [], "place": []}
    for part in parts:
        found[_field(part, street, parts)].append(part.words)
    flat, building = _above(found["flat"], found["building"])
    return PostalLines(
        flat,
        building,
        shortened(_capitals(" ".join(found["street"])), LIMIT),
        shortened(_capitals(" ".join(found["place"])), LIMIT),
        shortened_town(f"{code} {_capitals(place)}".strip(), LIMIT),
    )


def too_long(lines: Sequence[str]) -> str:
    """Return the first line that holds more than 38 characters, empty when all fit."""
    return next((line for line in lines if len(line) > LIMIT), "")


def _field(one: _Part, street: _Part | None, parts: Sequence[_Part]) -> str:
    """Return the line of a part: a second street is a place, and what has no kind is a place under the street, a
    building above it."""
    if one.kind == "street":
        return "street" if one is street else "place"
    if one.kind:
        return one.kind
    return "building" if street is not None and parts.index(one) < parts.index(street) else "place"


def _above(flats: list[str], buildings: list[str]) -> tuple[str, str]:
    """Return the lines of the flat and of the building; what is too long for the second goes up to the first."""
    while len(buildings) > 1 and len(shortened_part(", ".join(buildings), LIMIT)) > LIMIT:
        flats = [*flats, buildings.pop()]
    return shortened_part(", ".join(flats), LIMIT), shortened_part(", ".join(buildings), LIMIT)


def _capitals(words: str) -> str:
    """Return words in capitals A to Z, figures and single spaces; « 12bis » and « n° 12 » as « 12 BIS » and « 12 »."""
    sentences = text.fold(words).split()
    if len(sentences) > 1 and sentences[0] in NUMBER_SIGNS and sentences[1][0].isdecimal():
        sentences = sentences[1:]
    if sentences and (number := NUMBER.fullmatch(sentences[0])) and number[2]:
        sentences[:1] = [sentences[0].removesuffix(number[2]), number[2]]
    return re.sub("[^A-Z0-9 ]", "", " ".join(sentences).upper()).strip()


def _parts(address: str, town: str) -> Iterator[_Part]:
    """Yield the parts of an address as typed, each with its kind: flat, building, street, place, or none."""
    for segment in _SEPARATORS.split(_NUMBER_APART.sub(_number_beside, address)):
        if not text.fold(segment) or text.fold(segment) in (text.fold(town), "france"):
            continue
        found = list(_WORDS.finditer(segment))
        folded = [text.fold(match[0]) for match in found]
        starts = [0, *(at for at in range(1, len(found)) if _begins(folded, at))]
        for start, end in zip(starts, [*starts[1:], len(found)], strict=True):
            words = segment[found[start].start() : found[end - 1].end()].strip(" .:-–")
            last = end == len(found)
            yield _Part(_kind(folded[start:end]), _without_town(words, town) if last else words)


def _number_beside(found: re.Match[str]) -> str:
    """Return « 12, rue » as « 12 rue »."""
    return f"{found[1]} " if text.fold(found[2]) in TYPES else found[0]


def _without_town(words: str, town: str) -> str:
    sentences = words_of(words)
    rest = without_place(sentences, town)
    return " ".join(_WORDS.findall(words)[: len(rest)]) if len(rest) < len(sentences) == len(words.split()) else words


def _begins(words: Sequence[str], at: int) -> bool:
    """Tell whether another part of the address begins at this word."""
    word, before = words[at], words[at - 1]
    is_named = at > 1 and words[at - 2] in PARTS
    if not word or before in NUMBER_SIGNS or (before in ARTICLES and not is_named):
        return False
    # In « appt 12 rue Pasteur » 12 is the number of the flat.
    if _opens_street(words, at) and (before not in PARTS or before in UNNAMED | FLOORS):
        return True
    if word in FLOORS:
        return not _ORDINAL.fullmatch(before)
    if _ORDINAL.fullmatch(word) and words[at + 1 : at + 2] and words[at + 1] in FLOORS:
        return True
    if word in PARTS and before not in TYPES:
        return word in UNNAMED | _NAMED_ALONE or _is_name(words[at + 1 : at + 2])
    if word in ("lieudit", "lieu dit") or (word == "lieu" and words[at + 1 : at + 2] == ["dit"]):
        return True
    # A type of street opens one after the name of a building: « Résidence Les Pins rue des Lilas ».
    is_apart = before not in _BEFORE_TYPE and (is_named or not _ends_number(before))
    return word in TYPES and len(word) > 2 and is_apart and not _has_street(words[:at])


def _is_name(words: Sequence[str]) -> bool:
    return bool(words) and (words[0][:1].isdecimal() or len(words[0]) == 1)


def _has_street(words: Sequence[str]) -> bool:
    return any(word in TYPES for word in words) or bool(words and NUMBER.fullmatch(words[0]))


def _ends_number(word: str) -> bool:
    return word in REPEATS or bool(NUMBER.fullmatch(word.split(" ")[-1]))


def _opens_street(words: Sequence[str], at: int) -> bool:
    """Tell whether a house number, « n° » or not, and the type of a street begin at this word."""
    at += words[at] in NUMBER_SIGNS
    after = [word for word in words[at + 1 : at + 4] if word]
    if at >= len(words) or not _ends_number(words[at]) or words[at] in REPEATS or not after:
        return False
    sentences = after[1:] if after[0] in REPEATS else after
    return bool(sentences) and (
        sentences[0] in TYPES or (sentences[0] in _BEFORE_TYPE and sentences[1:2] != [] and sentences[1] in TYPES)
    )


def _kind(words: Sequence[str]) -> str:
    first, second = words[0], words[1] if len(words) > 1 else ""
    if first in _BOXES or first in _PLACES or first.startswith("lieu dit") or (first, second) == ("lieu", "dit"):
        return "place"
    if first in FLOORS or second in FLOORS:
        return "flat"
    if first in PARTS:
        return "building" if first in _BUILDINGS else "flat"
    street = _ends_number(first) or first.partition(" ")[0] in TYPES or (first in _BEFORE_TYPE and second in TYPES)
    return "street" if street or first in NUMBER_SIGNS else ""


def shortened(line: str, limit: int) -> str:
    """Return a line in capitals within ``limit`` characters, or as short as the norm allows."""
    if len(line) <= limit:
        return line
    words = line.split()
    for way in (_TITLES.get, _STREETS.get):
        for at in _untilfits(words, limit):
            words[at] = way(words[at]) or words[at]
    for at in _untilfits(words, limit):
        if at and words[at] in _SMALL:
            words[at] = ""
    for at in _untilfits(words, limit):
        if at > 1 and len(words[at]) > _LONG and words[at].isalpha():
            words[at] = words[at][0]
    return _joined(words)


def shortened_town(line: str, limit: int) -> str:
    """Return « 51290 ST REMY EN BOUZEMONT ST GENEST »: a town is shortened as the post's own list shortens it, its last
    words left out when nothing else helps."""
    if len(line) <= limit:
        return line
    words = line.split()
    for at in _untilfits(words, limit):
        words[at] = _TITLES.get(words[at], words[at])
    while len(_joined(words)) > limit and len(words) > _LONG:
        words.pop()
        while words[-1] in _SMALL or words[-1] in ("SUR", "SOUS"):
            words.pop()
    return _joined(words)


def shortened_part(line: str, limit: int) -> str:
    """Return a line about the inside of a building, in small letters, with its words shortened one by one."""
    words = line.split(" ")
    for at in _untilfits(words, limit, whole=0):
        short = _PARTS.get(words[at].lower())
        if short:
            words[at] = short.capitalize() if words[at][0].isupper() else short
    return " ".join(words)


def _untilfits(words: Sequence[str], limit: int, *, whole: int = 1) -> Iterator[int]:
    """Yield the places of the words from the left, but for the last one, for as long as the line is too long."""
    for at in range(len(words) - whole):
        if len(_joined(words)) <= limit:
            return
        yield at


def _joined(words: Sequence[str]) -> str:
    return " ".join(word for word in words if word)
