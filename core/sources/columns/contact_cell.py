"""Cells that hold all the ways to reach a person together, as a list kept by hand does: « Paul DURIEZ, 06 39 98 00 01 -
paul@exemple.fr - 2 rue du Moulin 49100 Angers »."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from core.base import phones, places, text
from core.base.street_words import PARTS, TYPES
from core.model.draft import Draft
from core.sources.columns.headings import PERSON, field_of
from core.sources.columns.names import split_name
from core.sources.columns.streets import parted

ONE_PHONE = 17
"""Characters of the longest cell that holds a telephone alone."""
_LONGEST = 200
_MIDDLE, _HALF, _MOST = 90, 0.5, 0.8
_FEWEST = 6
"""Figures from which what is left may be a telephone."""
_EDGES = " ,.:;-–—/"
_MARK = "|"
_CODE = re.compile(r"(?<![\d.,])(?:0[1-9]|[1-8]\d|9[0-8])\d{3}(?![\d.,]*\d)")
_SPACED_CODE = re.compile(r"(?<=[,;\s])(?<!\d )((?:0[1-9]|[1-8]\d|9[0-8]))\s(\d{3})\s(?=[^\W\d_]{2})")
"""« 30 700 Uzès »."""
_TYPE = "|".join(sorted((word for word in TYPES if len(word) > 1), key=len, reverse=True))
_PART = "|".join(sorted(PARTS, key=len, reverse=True))
_NUMBER = r"(?<![\d/])(?:\d{1,4}(?:[-–/]|\s(?:a|et|ou)\s))?\d{1,4}\s?(?:bis|ter|quater|[a-d]\b)?\s*,?\s*"
"""A house number, or the two of « 33 à 35 rue Haute »."""
_BEGINS = re.compile(
    rf"{_NUMBER}(?:{_TYPE})\b|\b(?:{_TYPE}|{_PART}|lieu[ -]?dit)\b",
    re.IGNORECASE,
)
"""Where a street begins, or what stands before it on an envelope."""
_NUMBERED = re.compile(rf"{_NUMBER}(?:{_TYPE})\b", re.IGNORECASE)
"""A house in its street: the address begins there, whatever parts the rest: « 28 rue Haute - bât. C, 30700 Uzès »."""
_SHIELD = "\0"
_HOUSE = re.compile(
    rf"(^|[,;/–—\n-]\s*|[^\d\s]\s+)(?=(?!0)\d{{1,4}}\s?(?:bis|ter|quater)?\s*,?\s*(?:{_TYPE})\b)", re.IGNORECASE
)
"""Before a house number, which is never the end of the telephone before it: « 06 39 98 21 1, 2 rue du Moulin »."""
_BETWEEN = re.compile(rf"\s*(?:[{_MARK};]|\s[-–—]\s|\s/\s+(?=[\d{_MARK}])|(?<=[\d{_MARK}])\s/\s|\s{{3,}})\s*")
"""Between two ways; « Durand / Moreau » are two persons of one."""
_SAID = r"(?:t[ée]l(?:[ée]phone)?|portable|port|mobile|fixe|gsm|mail|e-?mail|courriel|adresse|adr|domicile|nom|contact)"
_LABEL = re.compile(rf"^{_SAID}\b\s*\.?\s*[:=]?\s*|[\s,;]+{_SAID}\s*\.?\s*[:=]?$", re.IGNORECASE)
"""What says which way comes next, before a piece or left at its end: « Tél. : », « mail »."""
_WORD = r"[^\W\d_a-zà-ÿ][^\W\d_]*(?:['’.-]+[^\W\d_]+)*\.?"
_NAME = re.compile(rf"{_WORD}(?: (?:et|&|de|du|des|la|le|{_WORD})){{0,4}} {_WORD}")
"""Two capitalised words or more: « Paul DURIEZ », « M. et Mme de La Tour »."""


class CellPlace(NamedTuple):
    """A postal address; ``postcode``: empty when there is none."""

    street: str = ""
    postcode: str = ""
    town: str = ""


class ContactCell(NamedTuple):
    """What a cell holds: ``numbers``: what is to be read as telephones, the whole text where it holds no address;
    ``address``: empty when there is none; ``first``: the words it begins with."""

    numbers: str
    address: CellPlace = CellPlace()
    first: str = ""


def completed(
    to_draft: Callable[[int, tuple[str, ...]], Draft], fields: Mapping[int, str], headers: Sequence[str]
) -> Callable[[int, tuple[str, ...]], Draft]:
    """Return ``to_draft`` with the address that stands beside a telephone, in a row that has no other, and with the
    name where the file has no column of names. ``fields``: column from 0 to field; ``headers``: every heading."""
    columns = [index for index, field in fields.items() if field == "phone"]
    people = {index: field_of(headers[index])[0] in PERSON for index in columns}
    nameless = PERSON.isdisjoint(fields.values())

    def told(line: int, cells: tuple[str, ...]) -> Draft:
        draft = to_draft(line, cells)
        for index in columns:
            if index >= len(cells) or (len(cells[index]) <= ONE_PHONE and not nameless):
                continue
            cell = apart(cells[index])
            draft = _placed(draft, cell.address) if cell.address.postcode and not draft.address else draft
            if nameless and not draft.name and _is_name(cell.first, of_person=people[index]):
                draft = _named(draft, cell.first)
        return draft

    return told if columns else to_draft


def _placed(draft: Draft, home: CellPlace) -> Draft:
    """Return a draft of a person who lives there; the place that the row tells is that of the property."""
    listed = (draft.listing_postcode, draft.listing_town)
    listed = listed if any(listed) else (draft.postcode, draft.town)
    return draft._replace(
        address=home.street, postcode=home.postcode, town=home.town, listing_postcode=listed[0], listing_town=listed[1]
    )


def _named(draft: Draft, name: str) -> Draft:
    said = split_name(name)
    return draft._replace(name=name, last_name=said.last, first_name=said.first, civility=said.civility)


def are_contacts(cells: Sequence[str], *, of_person: bool = False) -> bool:
    """Tell whether most cells of a column hold ways to reach a person, and half of them a telephone. Under a heading
    of persons, half is enough: the others have none."""
    if not cells or sum(map(len, cells)) > _MIDDLE * len(cells):
        return False
    called = [" " in cell and bool(phones.written(cell)) for cell in cells]
    reached = [
        one or "@" in cell or bool(apart(cell).address.postcode) for one, cell in zip(called, cells, strict=True)
    ]
    return sum(called) >= _HALF * len(cells) and (of_person or sum(map(bool, reached)) >= _MOST * len(cells))


@lru_cache(maxsize=64)
def apart(cell: str) -> ContactCell:
    """Return what a cell of contact details holds. An address is told by its postcode and its town; what else has the
    figures of a telephone stays with the telephones, so that one badly typed is asked about."""
    plain_text = _SPACED_CODE.sub(r"\1\2 ", text.without_emails(cell) if "@" in cell else cell)
    if not ONE_PHONE < len(cell) <= _LONGEST:
        return ContactCell(plain_text, first="" if any(map(str.isdecimal, plain_text)) else plain_text)
    shielded = _HOUSE.sub(rf"\1{_SHIELD}", plain_text)
    pieces = _pieces(shielded)
    for at, piece in enumerate(pieces):
        before, address = _address(piece)
        if address.postcode:
            house = next((each for each in range(at) if _NUMBERED.search(_unaccented(pieces[each]))), at)
            if house < at:
                before, address = _address(", ".join(pieces[house : at + 1]))
            others = [*pieces[:house], before, *pieces[at + 1 :]]
            figures = [other for other in others if sum(map(str.isdecimal, other)) >= _FEWEST]
            return ContactCell(" / ".join((*phones.written(shielded), *figures)), address, others[0])
    return ContactCell(plain_text, first=pieces[0] if pieces else "")


def _pieces(shielded: str) -> list[str]:
    """Return the parts of a cell that are no telephone, without what labels them."""
    pieces = _BETWEEN.split(phones.without(", ".join(shielded.split("\n")), _MARK).replace(_SHIELD, ""))
    return [words for piece in pieces if (words := _LABEL.sub("", piece.strip(_EDGES)).strip(_EDGES))]


def _address(piece: str) -> tuple[str, CellPlace]:
    """Return (what stands before an address, the address); nothing in the address when the piece holds none."""
    if not _CODE.search(piece):
        return piece, CellPlace()
    begins = _BEGINS.search(_unaccented(piece))
    at = begins.start() if begins else 0
    place = CellPlace(*parted(piece[at:]))
    is_known = bool(place.postcode) and (begins is not None or bool(places.agrees(place.postcode, place.town)))
    return (piece[:at].strip(_EDGES), place) if is_known else (piece, CellPlace())


def _unaccented(piece: str) -> str:
    """Return a text of the same length without accents."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in piece)


def _is_name(first: str, *, of_person: bool) -> bool:
    """Tell whether what a cell begins with is a name. ``of_person``: its heading says that a person is named there."""
    if of_person:
        return bool(first) and not any(map(str.isdecimal, first))
    return bool(_NAME.fullmatch(first)) and not _BEGINS.search(_unaccented(first))
