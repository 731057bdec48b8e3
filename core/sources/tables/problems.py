"""Finds what is wrong or doubtful in a row, cell by cell, from the field and the raw text. The check shows it;
nothing is changed here."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from core.base import phones, places, text
from core.base.french import phone_pairs
from core.base.mojibake import mended
from core.base.records import Struct
from core.model.problem_codes import (
    COUPLE,
    DATE_BAD,
    DATE_COUNTED,
    DATE_FUTURE,
    EMAIL_BAD,
    HOTLINE,
    MOJIBAKE,
    PHONE_BAD,
    PHONE_CUT,
    PHONE_FLOAT,
    PHONE_NO_ZERO,
    PHONE_NOTED,
    PHONE_TWO,
    POSTCODE_ELSEWHERE,
    POSTCODE_MISSING,
    POSTCODE_NO_ZERO,
    POSTCODE_TOWN,
    PRICE_HIGH,
    PRICE_LOW,
)
from core.sources.columns import cell_values, contact_cell, names
from core.sources.columns.day_order import month_first
from core.sources.columns.deals import RENT, deal
from core.sources.columns.shapes import untagged
from core.sources.columns.streets import split_place

LOWEST_PRICE = 2000
"""Euros: below, a price is more likely a rent."""

Said = tuple[str, str]
"""A code and what the repair would write, empty when there is none."""
Look = Callable[[str], Said | None]


class CellProblem(Struct, frozen=True):
    """One problem of a row: its ``code``, the ``column`` from 0, the cell, what the repair would write."""

    code: str
    column: int
    value: str
    proposal: str


def finder(
    fields: Mapping[int, str], *, today: date, hotlines: Collection[str] = ()
) -> Callable[[tuple[str, ...]], list[CellProblem]]:
    """Return the function that finds the problems of one row. ``fields``: column from 0 to field; ``today``: a
    listing read after it is a mistake; ``hotlines``: keys of the telephones of sites."""
    looks = _looks(today, hotlines)
    mapped = [(index, looks.get(field)) for index, field in sorted(fields.items())]
    deals = [index for index, field in fields.items() if field == "deal"]
    placed = _placed(fields)

    def find(cells: tuple[str, ...]) -> list[CellProblem]:
        problems: list[CellProblem] = []
        width = len(cells)
        for index, look in mapped:
            value = cells[index] if index < width else ""
            if not value:
                continue
            if not value.isascii() and (right := mended(value)) != value:
                problems.append(CellProblem(MOJIBAKE, index, value, right))
            sentences = look(value) if look else None
            if sentences and not (sentences[0] == PRICE_LOW and _is_rented(cells, deals)):
                problems.append(CellProblem(sentences[0], index, value, sentences[1]))
        return [*problems, *placed(cells)] if placed else problems

    return find


def _placed(fields: Mapping[int, str]) -> Callable[[tuple[str, ...]], list[CellProblem]] | None:
    """Return the function that finds a postcode and a town that do not go together, or a postcode the town gives;
    None when the file does not have both columns."""
    at = {field: index for index, field in sorted(fields.items(), reverse=True)}
    if "postcode" not in at or "town" not in at:
        return None
    code_at, town_at = at["postcode"], at["town"]

    def look(cells: tuple[str, ...]) -> list[CellProblem]:
        code = cells[code_at] if code_at < len(cells) else ""
        town = cells[town_at] if town_at < len(cells) else ""
        if not code and (only := only_postcode(town)):
            return [CellProblem(POSTCODE_MISSING, code_at, town, f"{only} {town}")]
        if code and town and places.agrees(code, town) is False:
            return [CellProblem(POSTCODE_ELSEWHERE, code_at, f"{text.postcode(code)} {town}", "")]
        return []

    return look


def only_postcode(town: str) -> str:
    """Return the postcode of a town that has only one, else an empty text."""
    known_texts = places.postcodes_of(town) if town else ()
    return known_texts[0] if len(known_texts) == 1 else ""


def _looks(today: date, hotlines: Collection[str]) -> Mapping[str, Look]:
    return {
        "phone": lambda value: phone(value, hotlines),
        "email": email,
        "postcode": postcode,
        "town": town,
        "seen": lambda value: seen(value, today),
        "price": price,
        "name": couple,
        "last_name": couple,
    }


def phone(value: str, hotlines: Collection[str] = ()) -> Said | None:
    """Return what is wrong with a cell of telephones; the proposal is the numbers in pairs. An e-mail or a postal
    address beside them is ignored."""
    value = untagged(contact_cell.apart(value).numbers)
    if not value:
        return None
    parts = cell_values.phones(value)
    read = [phones.parse(part) for part in parts]
    if not all(read):
        return (PHONE_CUT if cell_values.is_rounded(value) else PHONE_BAD), ""
    if any(one.key in hotlines for one in read if one):
        return HOTLINE, ""
    code = _odd_phone(value, parts)
    return (code, " / ".join(phone_pairs(one.e164) for one in read if one)) if code else None


def _odd_phone(value: str, parts: tuple[str, ...]) -> str:
    """Return the code of the repair needed to read the numbers of a cell, empty when none was."""
    if len(parts) > 1:
        return PHONE_TWO
    if parts[0] != value:
        return PHONE_NOTED if cell_values.noted(value) else PHONE_FLOAT
    lost = value[0] in "123456789" and sum(map(str.isdigit, value)) == 9
    return PHONE_NO_ZERO if lost else ""


def email(value: str) -> Said | None:
    """Return the problem of a cell of e-mail addresses that holds none."""
    return None if text.emails(value) else (EMAIL_BAD, "")


def postcode(value: str) -> Said | None:
    """Return the problem of a postcode without its first zero, or with its town beside it."""
    if written := text.postcode(value):
        return (POSTCODE_NO_ZERO, written) if len(value.removesuffix(".0").replace(" ", "")) == 4 else None
    return town(value)


def town(value: str) -> Said | None:
    """Return the problem of a town with its postcode in the same cell."""
    code, place = split_place(value)
    return (POSTCODE_TOWN, f"{text.postcode(code)} | {place}") if code and place else None


def seen(value: str, today: date) -> Said | None:
    """Return the problem of a date that cannot be read, is in the future, or was written as a count of days, which the
    proposal tells."""
    counted = cell_values.dated(value)
    if counted != value:
        return (DATE_COUNTED, counted) if counted else None
    day = text.parse_day(value) or month_first(value)
    if day is None:
        return DATE_BAD, ""
    return (DATE_FUTURE, "") if day > today else None


def price(value: str) -> Said | None:
    """Return the problem of a price that looks like a rent."""
    cents = text.cents(value)
    if cents is None:
        return None
    return (PRICE_LOW, "") if cents < LOWEST_PRICE * 100 else (PRICE_HIGH, "")


def rent_test(fields: Mapping[int, str]) -> Callable[[tuple[str, ...]], bool]:
    """Return the function that tells whether the price of a row looks like a rent, though the row does not say that
    it is one."""
    prices = [index for index, field in fields.items() if field == "price"]
    deals = [index for index, field in fields.items() if field == "deal"]

    def looks_rented(cells: tuple[str, ...]) -> bool:
        low = any(price(cells[index]) == (PRICE_LOW, "") for index in prices if index < len(cells))
        return low and not _is_rented(cells, deals)

    return looks_rented


def couple(value: str) -> Said | None:
    """Return the problem of a name that is that of two persons; the proposal separates the civility from the name."""
    title, rest = names.civility(value)
    if title == names.BOTH:
        return (COUPLE, f"{title} | {rest}") if rest else None
    return (COUPLE, names.BOTH) if names.split_name(value).civility == names.BOTH else None


def _is_rented(cells: tuple[str, ...], deals: list[int]) -> bool:
    return any(deal(cells[index]) == RENT for index in deals if index < len(cells))
