"""Turns cells into drafts. The mapping is translated once into column positions, so that a row costs little more
than its draft."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from operator import itemgetter

from core.base import text
from core.base.text import fold
from core.model.draft import Draft
from core.sources.tables import contact_cell
from core.sources.tables.agreeing import ANSWERS_NO, ANSWERS_YES
from core.sources.tables.blocks import addresses, other_addresses, property_place, with_country
from core.sources.tables.days import dated, is_to_be_dated
from core.sources.tables.deals import told_by
from core.sources.tables.headings import headings
from core.sources.tables.names import Name, civility, split_name
from core.sources.tables.one_way import Closing, closing
from core.sources.tables.refusals import declines, refuses
from core.sources.tables.shapes import untagged
from core.sources.tables.streets import parted, split_place
from core.sources.tables.thousands import priced
from core.sources.tables.unheard import without_unheard

Cells = tuple[str, ...]
Plain = tuple[str, str, str, str, str, str, str, str, str, str, str, str, str]
"""The fields copied as they are, in the order of ``_PLAIN`` and of Draft."""
ToDraft = Callable[[int, Cells], Draft]

_PLAIN = (
    *("address", "postcode", "town", "kind", "deal", "title", "price", "area", "rooms"),
    *("site", "reference", "url", "seen"),
)
_SPLIT = re.compile(r"\s*(?:[/;,|\n\r]|\bou\b|\bet\b)\s*")
_MAIL_SPLIT = re.compile(r"[\s;,/|]+")
_WHOLE = re.compile(r"(?:\+33|0033|0)[\s.]?(?:\(0\))?[\s.]?[1-9](?:[\s.-]*\d\d){4}")
_HOUR = r"\d{1,2}\s?h(?:\s?\d\d)?|\d{1,2}(?=\s?(?:et|à|-|/)\s?\d{1,2}\s?h)"
_NOTED = re.compile(
    rf"(?:[^\d+]|{_HOUR})*({_WHOLE.pattern})(?=\s*[,;:–-]?\s*(?:[^\W\d]|[(\[]|{_HOUR}))(?:\D|{_HOUR})*", re.IGNORECASE
)
"""One number and some words after it. Figures that are no hours would be those of another number, or of one badly
typed."""
_SCIENTIFIC = re.compile(r"([1-9])(?:[.,](\d+))?E\+?0?(\d{1,2})", re.IGNORECASE)
_MARKS = frozenset(".,eE")
_SEEN, _DEAL = len(_PLAIN) - 1, 4
_ASKED = frozenset({"pro", "pros", "professionnel", "professional"})
_ANSWERS = dict.fromkeys(ANSWERS_YES, True) | dict.fromkeys(ANSWERS_NO, False)
_ODD_TOWN = frozenset("0123456789)")


def mapper(fields: Mapping[int, str], headers: Sequence[str], rents: Collection[int] = ()) -> ToDraft:
    """Return the function that turns (line, trimmed cells) into a Draft. ``fields``: column from 0 to field name;
    ``headers``: every heading of the file; ``rents``: the columns whose prices are all rents.

    A column beyond the end of a short row reads as empty. Several address columns are joined by a comma.
    """
    at = _places(fields)
    width = len(headers)
    blanks = ("",) * width
    extras = [(index, headers[index]) for index in at.get("extra", ())]
    phone_at, email_at = at.get("phone", ()), at.get("email", ())
    seller_at, text_at = at.get("seller", ()), at.get("text", ())
    refused = _refused(at)
    people = _people(at)
    plain = _dealt(_plain(fields, headers), told_by(headers, at.get("deal", ()), at.get("price", ()), rents))

    def to_draft(line: int, cells: Cells) -> Draft:
        row = cells if len(cells) >= width else cells + blanks[len(cells) :]
        numbers: tuple[str, ...] = ()
        mails: tuple[str, ...] = ()
        for index in phone_at:
            if value := row[index]:
                if "@" in value:
                    mails += tuple(text.emails(value))
                numbers += numbers_of(value)
        for index in email_at:
            if value := row[index]:
                mails += emails(value)
        return Draft(
            line,
            *people(row),
            numbers,
            mails,
            *plain(row),
            seller(row[seller_at[0]], headers[seller_at[0]]) if seller_at else "",
            refused(row),
            "",
            cells,
            tuple([(header, row[index]) for index, header in extras if row[index]]) if extras else (),
            listened=True,
            private=0 if text_at and any(row[index] for index in text_at) else None,
        )

    made = priced(to_draft, headers, at.get("price", ()))
    here = _placed(with_country(made, fields, headers), property_place(fields, headers), blanks)
    here = without_unheard(here, fields, headers)
    read = contact_cell.completed(_closed(here, closing(fields, headers)), fields, headers)
    every = other_addresses(fields, headers)
    if every is None:
        return read
    return lambda line, cells: read(line, cells)._replace(elsewhere=every((*cells, *blanks)))


def _placed(to_draft: ToDraft, where: Callable[[Cells], tuple[str, str]] | None, blanks: Cells) -> ToDraft:
    """Return ``to_draft`` with the place of the property, where the file tells it from that of the person."""
    if where is None:
        return to_draft

    def placed(line: int, cells: Cells) -> Draft:
        code, town = where((*cells, *blanks))
        return to_draft(line, cells)._replace(listing_postcode=code, listing_town=town)

    return placed


def _closed(to_draft: ToDraft, closed: Closing | None) -> ToDraft:
    """Return ``to_draft`` with the ways of being reached that a row refuses, where the file tells them."""
    if closed is None:
        return to_draft

    def told(line: int, cells: Cells) -> Draft:
        draft, ways = to_draft(line, cells), closed(cells)
        return draft._replace(closed=ways) if ways else draft

    return told


def _refused(at: Mapping[str, tuple[int, ...]]) -> Callable[[Cells], bool]:
    """Return the function that tells whether a row refuses agencies, in any of the columns about it."""
    against, favour = at.get("refuses", ()), at.get("accepts", ())
    if not against and not favour:
        return lambda _row: False
    return lambda row: any(refuses(row[index]) for index in against) or any(declines(row[index]) for index in favour)


def _places(fields: Mapping[int, str]) -> dict[str, tuple[int, ...]]:
    places: dict[str, tuple[int, ...]] = {}
    for index, field in sorted(fields.items()):
        places[field] = (*places.get(field, ()), index)
    return places


def _plain(fields: Mapping[int, str], headers: Sequence[str]) -> Callable[[Cells], Plain]:
    """Return the function that picks the thirteen fields copied unchanged, from "address" to "seen"."""
    at = _places(fields)
    if all(len(at.get(name, ())) <= 1 for name in _PLAIN) and "postcode_town" not in at:
        return _picked(at)
    address = addresses(fields, headers)
    others = [at.get(name, ()) for name in _PLAIN[3:]]

    def joined(row: Cells) -> Plain:
        *told, seen = (next((row[index] for index in places if row[index]), "") for places in others)
        return _apart((*address(row), *told, dated(seen)))  # type: ignore[arg-type] # as many as there were

    return joined


def _picked(at: Mapping[str, tuple[int, ...]]) -> Callable[[Cells], Plain]:
    """Return that function for files with one column for each field."""
    places = [at[field][0] if field in at else -1 for field in _PLAIN]
    pick: Callable[[Cells], Plain] = itemgetter(*places)

    def picked(row: Cells) -> Plain:
        values = pick((*row, ""))
        street, code, place, *_others, seen = values
        if is_to_be_dated(seen):
            values = (*values[:_SEEN], dated(seen))  # type: ignore[assignment] # as many as there were
        if street and not code and (found := parted(street, place))[1]:
            return (*found, *values[3:])
        if (code and not code.isdigit()) or place[:1] in _ODD_TOWN or place[-1:] in _ODD_TOWN:
            return _apart(values)
        return values

    return picked


def _dealt(plain: Callable[[Cells], Plain], told: Callable[[Cells], str] | None) -> Callable[[Cells], Plain]:
    """Return ``plain`` with the deal replaced by the base's word for it, where the file tells the deal."""
    if told is None:
        return plain

    def dealt(row: Cells) -> Plain:
        values = plain(row)
        return (*values[:_DEAL], told(row), *values[_DEAL + 1 :])  # type: ignore[return-value] # as many as there were

    return dealt


def _apart(values: Plain) -> Plain:
    """Split the postcode from the town where one cell holds both (« 30000 Nîmes »)."""
    street, code, place, *others = values
    code = untagged(code)
    found, name = split_place(code)
    if found and name:
        code, place = found, place or name
    found, name = split_place(place)
    if found and name:
        code, place = code or found, name
    return (street, code, place, *others)  # type: ignore[return-value] # as many as there were


def _people(at: Mapping[str, tuple[int, ...]]) -> Callable[[Cells], tuple[str, str, str, str]]:
    """Return the function that gives (name, last name, first name, civility) of a row."""
    name_at, last_at, first_at, civility_at = (
        at[field][0] if field in at else -1 for field in ("name", "last_name", "first_name", "civility")
    )

    def apart(row: Cells) -> tuple[str, str, str, str]:
        title, last = civility(row[last_at])
        if civility_at >= 0:
            title = civility(row[civility_at])[0] or title
        return "", last, row[first_at] if first_at >= 0 else "", title

    def people(row: Cells) -> tuple[str, str, str, str]:
        name = row[name_at] if name_at >= 0 else ""
        _name, last, first, title = apart(row) if last_at >= 0 else ("", "", row[first_at] if first_at >= 0 else "", "")
        said = split_name(name) if name and not last else Name()
        if civility_at >= 0:
            title = civility(row[civility_at])[0] or title
        return name, last or said.last, first or said.first, title or said.civility

    return apart if last_at >= 0 > name_at else people


def phones(value: str) -> tuple[str, ...]:
    """Return the numbers of a cell, as written: « 06 39 98 00 01 / 01 99 00 00 02 » holds two. A text without any
    number is returned whole, so that the list of rejected rows can show it. A number a spreadsheet took for an
    amount is written out again: « 639980001.0 », « 6.39980001E8 »."""
    if value[1:2] == ":":
        value = untagged(value)
    if value[:1] == "+" and value[2:3] in _MARKS:  # « +3.36399…E+10 »
        value = value[1:]
    if len(value) < contact_cell.ONE_PHONE and value[-1:].isdigit():
        return (_spelt(value) if value[1:2] in _MARKS else value.removesuffix(".0").removesuffix(",0"),)
    whole = _WHOLE.findall(value)
    if len(whole) > 1:
        return tuple(whole)
    parts = [part for part in _SPLIT.split(value) if sum(map(str.isdigit, part)) >= 8]
    return tuple(parts) if len(parts) > 1 else (noted(value) or value,)


def numbers_of(value: str) -> tuple[str, ...]:
    """Return the numbers of a cell that may also hold e-mails and an address; none when it holds only those."""
    alone = len(value) <= contact_cell.ONE_PHONE and "@" not in value
    beside = value if alone else contact_cell.apart(value).numbers
    return phones(beside) if beside else ()


def noted(value: str) -> str:
    """Return the number of a cell such as « 06 39 98 00 01 (après 18h) »; empty for any other cell."""
    found = _NOTED.fullmatch(value)
    return found[1] if found else ""


def _spelt(value: str) -> str:
    """Return « 6.39980001E8 » with every figure written out; « 6,4E+08 » stays as it is, since its figures are lost."""
    found = _SCIENTIFIC.fullmatch(value)
    if not found or is_rounded(value):
        return value
    figures = found[1] + (found[2] or "")
    return figures.ljust(int(found[3]) + 1, "0")


def is_rounded(value: str) -> bool:
    """Tell whether a spreadsheet showed a telephone as an amount and kept only its first figures: « 6,4E+08 ». Two
    zeros at the end may have been dropped without a loss."""
    found = _SCIENTIFIC.fullmatch(value)
    return found is not None and not 0 <= int(found[3]) - len(found[2] or "") <= 2


def emails(value: str) -> tuple[str, ...]:
    """Return the addresses of a cell, as written."""
    if value.count("@") == 1 and " " not in value:
        return (value,)
    parts = [part for part in _MAIL_SPLIT.split(value) if "@" in part]
    return tuple(parts) or (value,)


def seller(value: str, header: str = "") -> str:
    """Return "private" or "pro" when the cell says so, or answers a heading that asks « Pro ? »; else ""."""
    words = fold(value).split()
    if fold(header).partition(" ")[0] in _ASKED and words[:1] and words[0] in _ANSWERS:
        return "pro" if _ANSWERS[words[0]] else "private"
    if not words or words[0] not in headings().values["seller"]:
        return ""
    return "private" if words[0] in ("particulier", "particuliere", "part", "private", "individual") else "pro"
