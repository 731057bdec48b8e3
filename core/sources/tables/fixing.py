"""Applies what the user settled at the check to the raw cells of a row, before its draft is made.

The reading itself always makes some repairs (a lost zero, two numbers in a cell). Here are the cells typed again, the
answers to questions, and the repairs the user did not want.
"""

from collections.abc import Callable, Mapping
from datetime import date

from core.base import text
from core.base.mojibake import mended
from core.base.phones import in_country
from core.model import problem_codes
from core.model.checking import Fixes
from core.model.draft import Draft
from core.model.finding import COUNTRY, HOME
from core.sources.columns.cell_values import counted_day, phones
from core.sources.columns.day_order import month_first
from core.sources.columns.deals import RENT
from core.sources.columns.headings import IGNORE
from core.sources.tables import problems
from core.sources.tables.mapping import Cells, ToDraft

Repair = Callable[[str], str]
Finish = Callable[[Draft, Cells], Draft]


def fixed(to_draft: ToDraft, fields: Mapping[int, str], fixes: Fixes) -> ToDraft:
    """Return ``to_draft`` preceded by ``fixes``; the draft keeps the original cells, for the list of rejects."""
    if not fixes.choices and not fixes.cells and not fixes.hidden:
        return to_draft
    typed = typed_cells(fixes)
    repairs = _repairs(fields, fixes.choices)
    finishes = [*_finishes(fields, fixes.choices), *_of_country(fixes.choices.get(COUNTRY, HOME))]

    def fixed_draft(line: int, cells: Cells) -> Draft:
        row = retyped(cells, typed.get(line, {}))
        stored = row
        for index, repair in repairs:
            if index < len(row) and row[index]:
                row = (*row[:index], repair(row[index]), *row[index + 1 :])
        draft = to_draft(line, row)
        for finish in finishes:
            draft = finish(draft, stored)
        if line in fixes.hidden:
            draft = draft._replace(aside=True)
        return draft._replace(cells=cells) if row != cells else draft

    return fixed_draft


def typed_cells(fixes: Fixes) -> dict[int, dict[int, str]]:
    """Return the cells typed again: line → column → text."""
    found: dict[int, dict[int, str]] = {}
    for (line, column), words in fixes.cells.items():
        found.setdefault(line, {})[column] = words.strip()
    return found


def retyped(cells: Cells, typed: Mapping[int, str]) -> Cells:
    """Return the cells of a row with those the user typed; a short row is extended with empty cells if needed."""
    if not typed:
        return cells
    width = max(len(cells), *(column + 1 for column in typed))
    return tuple(typed.get(index, cells[index] if index < len(cells) else "") for index in range(width))


def _repairs(fields: Mapping[int, str], choices: Mapping[str, str]) -> list[tuple[int, Repair]]:
    """Return (column, function applied to its cells), for the choices that change cells."""
    chosen = [(field, repair) for code, key, field, repair in _CELLS if choices.get(code) == key]
    columns = [(index, field) for index, field in sorted(fields.items()) if field != IGNORE]
    return [(index, repair) for wanted, repair in chosen for index, field in columns if wanted in ("", field)]


def _finishes(fields: Mapping[int, str], choices: Mapping[str, str]) -> list[Finish]:
    """Return the functions applied to the drafts, for the choices about a whole row."""
    at = {field: index for index, field in sorted(fields.items(), reverse=True)}
    return [make(fields, at) for code, key, make in _ROWS if choices.get(code) == key]


def _of_country(iso: str) -> list[Finish]:
    """Return the function that reads telephones and addresses as those of a country, as French ones where it reads
    none; nothing for France."""

    def finish(draft: Draft, _cells: Cells) -> Draft:
        phones = tuple(in_country(number, iso) or number for number in draft.phones)
        return draft._replace(phones=phones, country=draft.country or iso)

    return [finish] if iso not in ("", HOME) else []


def _left(code: str, look: problems.Look) -> Repair:
    """Return a function that empties the cells whose repair the user refused, since they cannot be read as written."""

    def leave(value: str) -> str:
        sentences = look(value)
        return "" if sentences and sentences[0] == code else value

    return leave


def _first_phone(value: str) -> str:
    return phones(value)[0]


def _month_first(value: str) -> str:
    day = month_first(value)
    return day.isoformat() if day else value


def _seen(value: str) -> problems.Said | None:
    """Return what is wrong with a date whatever the present day: a date in the future can be read."""
    return problems.seen(value, date.max)


def _readable_day(value: str) -> str:
    return value if text.parse_day(counted_day(value)) else ""


def _price_aside(fields: Mapping[int, str], _at: Mapping[str, int]) -> Finish:
    """Return a function that sets aside the rows whose price looks like a rent."""
    looks_rented = problems.rent_test(fields)
    return lambda draft, cells: draft._replace(aside=True) if looks_rented(cells) else draft


def _price_rented(fields: Mapping[int, str], _at: Mapping[str, int]) -> Finish:
    """Return a function that makes rentals of the rows whose price looks like a rent."""
    looks_rented = problems.rent_test(fields)
    return lambda draft, cells: draft._replace(deal=RENT) if looks_rented(cells) else draft


def _town_as_written(_fields: Mapping[int, str], at: Mapping[str, int]) -> Finish:
    code_at, town_at = at.get("postcode", -1), at.get("town", -1)

    def finish(draft: Draft, cells: Cells) -> Draft:
        code, town = _cell(cells, code_at), _cell(cells, town_at)
        if not (problems.town(code) or problems.town(town)):
            return draft
        return draft._replace(postcode=code, town=town)

    return finish


def _postcode_of_the_town(_fields: Mapping[int, str], _at: Mapping[str, int]) -> Finish:
    return lambda draft, _cells: (
        draft if draft.postcode else draft._replace(postcode=problems.only_postcode(draft.town))
    )


def _name_as_written(_fields: Mapping[int, str], at: Mapping[str, int]) -> Finish:
    name_at, last_at = at.get("name", -1), at.get("last_name", -1)

    def finish(draft: Draft, cells: Cells) -> Draft:
        name, last = _cell(cells, name_at), _cell(cells, last_at)
        if problems.couple(last):
            return draft._replace(last_name=last, civility="")
        return draft._replace(last_name="", first_name="", civility="") if problems.couple(name) else draft

    return finish


def _cell(cells: Cells, index: int) -> str:
    return cells[index] if 0 <= index < len(cells) else ""


_CELLS: tuple[tuple[str, str, str, Repair], ...] = (
    # Letters are repaired first, since the other repairs read the result.
    (problem_codes.MOJIBAKE, "repair", "", mended),
    (problem_codes.PHONE_NO_ZERO, "keep", "phone", _left(problem_codes.PHONE_NO_ZERO, problems.phone)),
    (problem_codes.PHONE_FLOAT, "keep", "phone", _left(problem_codes.PHONE_FLOAT, problems.phone)),
    (problem_codes.PHONE_NOTED, "keep", "phone", _left(problem_codes.PHONE_NOTED, problems.phone)),
    (problem_codes.PHONE_TWO, "keep", "phone", _first_phone),
    (problem_codes.POSTCODE_NO_ZERO, "keep", "postcode", _left(problem_codes.POSTCODE_NO_ZERO, problems.postcode)),
    (problem_codes.DATE_BOTH_WAYS, "month", "seen", _month_first),
    (problem_codes.DATE_COUNTED, "keep", "seen", _left(problem_codes.DATE_COUNTED, _seen)),
    (problem_codes.DATE_BAD, "blank", "seen", _readable_day),
)
"""Code, choice, field ("" for any), what is done to the cell."""
_ROWS: tuple[tuple[str, str, Callable[[Mapping[int, str], Mapping[str, int]], Finish]], ...] = (
    (problem_codes.PRICE_LOW, "drop", _price_aside),
    (problem_codes.PRICE_LOW, "rent", _price_rented),
    (problem_codes.POSTCODE_TOWN, "keep", _town_as_written),
    (problem_codes.POSTCODE_MISSING, "fill", _postcode_of_the_town),
    (problem_codes.COUPLE, "keep", _name_as_written),
)
