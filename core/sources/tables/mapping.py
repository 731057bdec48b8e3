"""Turns cells into drafts. The mapping is translated once into column positions, so that a row costs little more
than its draft."""

from collections.abc import Callable, Collection, Mapping, Sequence
from operator import itemgetter

from core.base import text
from core.model.draft import Draft
from core.sources.columns import contact_cell
from core.sources.columns.address_columns import addresses, other_addresses, property_place, with_country
from core.sources.columns.cell_values import dated, emails, is_to_be_dated, numbers_of, seller
from core.sources.columns.channel_opt_outs import Closing, closing
from core.sources.columns.deals import priced, told_by
from core.sources.columns.fax_numbers import without_unheard
from core.sources.columns.names import SplitName, civility, split_name
from core.sources.columns.refusals import declines, refuses
from core.sources.columns.shapes import untagged
from core.sources.columns.streets import parted, split_place

Cells = tuple[str, ...]
Plain = tuple[str, str, str, str, str, str, str, str, str, str, str, str, str]
"""The fields copied as they are, in the order of ``_PLAIN`` and of Draft."""
ToDraft = Callable[[int, Cells], Draft]

_PLAIN = (
    *("address", "postcode", "town", "kind", "deal", "title", "price", "area", "rooms"),
    *("site", "reference", "url", "seen"),
)
_SEEN, _DEAL = len(_PLAIN) - 1, 4
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
        *sentences, seen = (next((row[index] for index in places if row[index]), "") for places in others)
        return _apart((*address(row), *sentences, dated(seen)))  # type: ignore[arg-type] # as many as there were

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
        if street and not code and (texts := parted(street, place))[1]:
            return (*texts, *values[3:])
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
        said = split_name(name) if name and not last else SplitName()
        if civility_at >= 0:
            title = civility(row[civility_at])[0] or title
        return name, last or said.last, first or said.first, title or said.civility

    return apart if last_at >= 0 > name_at else people
