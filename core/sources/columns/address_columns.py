"""Which columns of a file make one address: a card has that of the home and that of the office, a listing that of the
owner and that of the property. The street of one is never written with the town of another."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from core.base.countries import named
from core.base.records import Struct, field
from core.model.draft import Draft
from core.sources.columns.grammar import Heading, read, words
from core.sources.columns.streets import parted, says_number, says_suffix, split_place

Cells = tuple[str, ...]
ToDraft = Callable[[int, Cells], Draft]
Address = tuple[str, str, str]
"""Street, postcode, town."""
Block = tuple[str, int]
"""Of whom it speaks, empty when nothing says it; its number among several, 0 without."""
PLACES = frozenset({"postcode", "town", "postcode_town", "country"})

ANYBODY: Block = ("", 0)
_MOST = 9


class Columns(Struct):
    """The columns of one address: ``streets`` as (column, what joins it to the one before), ``places`` by field."""

    streets: list[tuple[int, str]] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)


def blocks_of(headers: Sequence[str]) -> list[Block]:
    """Return the block that each column would belong to. A number at the end of « Rue (domicile) 2 » is that of a line
    of the address, unless a postcode or a town bears it too."""
    headings = [read(header) for header in headers]
    numbered = {(heading.whose, heading.rank or heading.line) for heading in headings if heading.field in PLACES} - {
        ANYBODY
    }
    return [
        (heading.whose, heading.rank or (heading.line if (heading.whose, heading.line) in numbered else 0))
        for heading in headings
    ]


def preferred(block: Block) -> tuple[int, int]:
    """Return what sorts blocks, that of the person first: letters go where they live."""
    whose = ["owner", "mailing", "home", "", *dict.fromkeys(words().whose.values())]
    return whose.index(block[0]), block[1]


def addresses(fields: Mapping[int, str], headers: Sequence[str]) -> Callable[[Cells], Address]:
    """Return the function that reads the address of a row: the first one that has a street and a place, that of the
    person before that of the property; else the first one that has anything."""
    columns = _columns(fields, headers)
    if len(columns) == 1:
        only = columns[0]
        return lambda row: _of(only, row)

    return lambda row: max((_of(column, row) for column in columns), key=_worth, default=("", "", ""))


def other_addresses(fields: Mapping[int, str], headers: Sequence[str]) -> Callable[[Cells], tuple[Address, ...]] | None:
    """Return the function that reads every address of a row, None when the file has the columns of one only."""
    columns = [column for column in _columns(fields, headers) if column.streets]
    if len(columns) < 2:
        return None
    return lambda row: tuple(found for column in columns if all((found := _of(column, row))[:1]))


def with_country(to_draft: ToDraft, fields: Mapping[int, str], headers: Sequence[str]) -> ToDraft:
    """Return ``to_draft`` with the country of an address abroad and its postcode as written there, where the file has a
    column of countries."""
    if "country" not in fields.values():
        return to_draft
    columns, blanks = _columns(fields, headers), ("",) * len(headers)

    def read(line: int, cells: Cells) -> Draft:
        draft, row = to_draft(line, cells), (*cells, *blanks)
        chosen = max(columns, key=lambda one: _worth(_of(one, row))) if len(columns) > 1 else columns[0]
        country = row[chosen.places["country"]] if "country" in chosen.places else ""
        if named(country) is None:
            return draft
        code = row[chosen.places["postcode"]] if "postcode" in chosen.places else ""
        return draft._replace(country=country, postcode=code or draft.postcode)

    return read


def property_place(fields: Mapping[int, str], headers: Sequence[str]) -> Callable[[Cells], tuple[str, str]] | None:
    """Return the function that reads the (postcode, town) of the property of a row, None when the file does not tell it
    from where the person lives."""
    placed = {index: name for index, name in fields.items() if name in PLACES}
    blocks = blocks_of(headers)
    mine = {index: name for index, name in placed.items() if blocks[index][0] == "property"}
    if not mine or len(mine) == len(placed):
        return None
    columns = Columns([], {name: index for index, name in mine.items()})
    return lambda row: _of(columns, row)[1:]


def _worth(found: Address) -> int:
    street, code, town = found
    return 2 + bool(code or town) if street else bool(code or town)


def _columns(fields: Mapping[int, str], headers: Sequence[str]) -> list[Columns]:
    """Return the addresses of a row, the preferred one first."""
    found: dict[Block, Columns] = {}
    blocks = blocks_of(headers)
    for index, name in sorted(fields.items()):
        if name == "address":
            found.setdefault(blocks[index], Columns()).streets.append((index, ""))
        elif name in PLACES:
            found.setdefault(blocks[index], Columns()).places.setdefault(name, index)
    ordered = [found[block] for block in sorted(found, key=preferred)]
    for columns in ordered:
        columns.streets = _in_order([index for index, _mark in columns.streets], headers)
    return _completed(ordered, found.get(ANYBODY))


def _in_order(streets: Iterable[int], headers: Sequence[str]) -> list[tuple[int, str]]:
    """Return (column, what joins it to the one before): the house number and the type of the street come first, with
    a space after them."""
    ordered = sorted(streets, key=lambda index: _place_in_street(headers[index]))
    marks = [""] + [" " if _place_in_street(headers[index]) < _MOST else ", " for index in ordered]
    return list(zip(ordered, marks, strict=False))


def _place_in_street(header: str) -> int:
    if says_number(header):
        return 0
    return 1 if says_suffix(header) else 2 if is_type(read(header)) else _MOST


def is_type(said: Heading) -> bool:
    """Tell whether a heading is of the type of a street: « Type de voie », « Nature voie »."""
    return said.about and "street" in said.kinds


def _completed(ordered: list[Columns], anybody: Columns | None) -> list[Columns]:
    """Return the addresses with what no heading says to be of another given to the one that lacks it: « Adresse
    privée », « Ville », « Adresse professionnelle », « Ville (travail) »."""
    if anybody is None:
        return ordered
    if not anybody.streets:
        for name, index in list(anybody.places.items()):
            if taker := next(
                (columns for columns in ordered if columns.streets and not columns.places.keys() & _alike(name)), None
            ):
                taker.places[name] = index
                del anybody.places[name]
    elif not anybody.places and (giver := next((columns for columns in ordered if not columns.streets), None)):
        anybody.places, giver.places = giver.places, {}
    return [columns for columns in ordered if columns.streets or columns.places]


def _alike(name: str) -> frozenset[str]:
    return frozenset({name, "postcode_town"} - ({"postcode_town"} if name == "country" else set()))


def _of(columns: Columns, row: Cells) -> Address:
    street = ""
    for index, mark in columns.streets:
        if row[index]:
            street = f"{street}{mark}{row[index]}" if street else row[index]
    places = columns.places
    code, town = (row[places[name]] if name in places else "" for name in ("postcode", "town"))
    if "postcode_town" in places:
        both = split_place(row[places["postcode_town"]])
        code, town = code or both[0], town or both[1]
    return (street, code, town) if code or town else parted(street)
