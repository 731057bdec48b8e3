"""What the columns of a file tell of one another: a first name makes « Nom » a family name, a town stands beside its
postcode, two columns may not both be the price."""

from collections.abc import Sequence

from core.base import places
from core.base.i18n import _
from core.base.records import replace
from core.base.text import fold
from core.sources.columns import name_columns
from core.sources.columns.blocks import PLACES, Block, preferred
from core.sources.columns.grammar import read
from core.sources.columns.guessed import TIED, ColumnGuess
from core.sources.columns.headings import IGNORE, SEVERAL, STRANGE, key
from core.sources.columns.second_people import first_people
from core.sources.columns.streets import are_numbers, are_suffixes, lack_numbers

Rows = Sequence[Sequence[str]]

_MOST = 0.6
_NEAR, _MANY = 3, 40
"""Columns between a postcode and its town; columns of addresses compared with one another."""


def settled(
    found: list[ColumnGuess], columns: list[list[str]], rows: Rows, blocks: Sequence[Block]
) -> list[ColumnGuess]:
    """Return the guesses made of each column alone, settled among them. ``columns``: their cells, without the empty
    ones; ``blocks``: of which address each would be."""
    found = first_people(name_columns.named(_towns(found, rows), columns), columns)
    found = _street_numbers(_family_names(found, rows), columns, blocks)
    return _one_each(_repeated_addresses(found, blocks, rows), blocks)


def _towns(found: list[ColumnGuess], rows: Rows) -> list[ColumnGuess]:
    """Return the guesses with two columns that no heading tells read as postcodes and their towns, when the list of
    towns says so of most rows. Either may be known already."""
    fields = {one.field for one in found}
    if "postcode_town" in fields or {"postcode", "town"} <= fields:
        return found
    codes = _candidates(found, "postcode", STRANGE)
    for town in sorted(_candidates(found, "town", 0.0)):
        # Beside one another, or nearly: a look at every pair would never end in a sheet of ten thousand columns.
        for code in (at for at in range(town - _NEAR, town + _NEAR + 1) if at in codes and at != town):
            if _go_together(rows, code, town):
                told = {code: "postcode", town: "town"}
                return [_as(each, told[each.index]) if each.index in told else each for each in found]
    return found


def _candidates(found: list[ColumnGuess], field: str, doubt: float) -> set[int]:
    """Return the columns already read as ``field``; where there is none, those of which nothing but the cells says what
    they are, or a heading no surer than ``doubt``. In a file without headings towns may pass for names."""
    known = {one.index for one in found if one.field == field}
    free = {one.index for one in found if one.field == IGNORE and one.confidence <= doubt}
    return known or free | {one.index for one in found if _is_free(one)}


def _as(one: ColumnGuess, field: str) -> ColumnGuess:
    return replace(one, field=field, confidence=max(one.confidence, TIED), remark="")


def _is_free(one: ColumnGuess) -> bool:
    """Tell whether nothing but the cells says what a column is; in a file without headings towns may pass for
    names."""
    return not one.named and one.field in (IGNORE, "name", "postcode")


def _go_together(rows: Rows, code: int, town: int) -> bool:
    both = [(row[code].strip(), row[town].strip()) for row in rows if len(row) > max(code, town)]
    told = [pair for pair in both if all(pair)]
    if not told or not (told[0][0][0].isdigit() and told[0][1][0].isalpha()):
        return False
    return sum(bool(places.agrees(*pair)) for pair in told) >= _MOST * len(told)


def _family_names(found: list[ColumnGuess], rows: Sequence[Sequence[str]]) -> list[ColumnGuess]:
    """Return the guesses with « Nom » beside « Prénom » read as the family name, unless its cells hold the first
    name too. Beside a column of family names, « Nom » may be either of the other two."""
    fields = {one.field: one.index for one in reversed(found)}
    if "first_name" in fields:
        first = fields["first_name"]
        return [
            replace(one, field="last_name")
            if one.field == "name" and "prenom" not in key(one.header) and not _hold(rows, one.index, first)
            else one
            for one in found
        ]
    if "last_name" not in fields:
        return found
    return [replace(one, confidence=min(one.confidence, TIED)) if one.field == "name" else one for one in found]


def _street_numbers(found: list[ColumnGuess], columns: list[list[str]], blocks: Sequence[Block]) -> list[ColumnGuess]:
    """Return the guesses with the house numbers of a street that lacks them read as the start of the address: a column
    « N° » just before the streets or a suffix, or one that says it is of house numbers, anywhere; then the suffix."""
    streets = [one.index for one in found if one.field == "address" and lack_numbers(columns[one.index])]
    figures = [one for one in found if streets and are_numbers(one.header, columns[one.index])]
    numbers = {
        one.index
        for one in figures[:_MANY]
        for at in streets[:_MANY]
        if one.index != at
        and ("number" in read(one.header).kinds or (one.field == IGNORE and at - 2 <= one.index < at))
        and (one.index < at or blocks[one.index] == blocks[at])
    }
    beside = {at + 1 for at in numbers} | {at - 1 for at in streets}
    numbers |= {one.index for one in found if one.index in beside and are_suffixes(one.header, columns[one.index])}
    return [replace(one, field="address", confidence=0.85) if one.index in numbers else one for one in found]


def _hold(rows: Sequence[Sequence[str]], name: int, first: int) -> bool:
    """Tell whether most of the names hold the first name of their row; ``name`` and ``first`` are columns."""
    said = [fold(row[first]) in fold(row[name]).split() for row in rows if len(row) > max(name, first) and row[first]]
    return sum(said) > len(said) / 2


def _repeated_addresses(
    found: list[ColumnGuess], blocks: Sequence[Block], rows: Sequence[Sequence[str]]
) -> list[ColumnGuess]:
    """Return the guesses without the columns that say a whole address again beside its street (« Address 1 – Formatted
    »), in most of the rows."""
    streets = [one for one in found if one.field == "address"][:_MANY]
    again = {
        one.index
        for one in streets
        for street in streets
        if one is not street and blocks[one.index] == blocks[street.index] and _repeats(rows, one.index, street.index)
    }
    remark = _("Répète la rue d’une autre colonne")
    return [replace(one, field=IGNORE, confidence=0.9, remark=remark) if one.index in again else one for one in found]


def _repeats(rows: Sequence[Sequence[str]], whole: int, street: int) -> bool:
    """Tell whether most cells of ``whole`` hold the street of their row and more."""
    both = [(fold(row[whole]), fold(row[street])) for row in rows if len(row) > max(whole, street)]
    told = [(one, other) for one, other in both if one and len(other.split()) > 1]
    return bool(told) and sum(other in one and len(other) < len(one) for one, other in told) > len(told) / 2


def _one_each(found: list[ColumnGuess], blocks: Sequence[Block]) -> list[ColumnGuess]:
    """Return the guesses with one column for each field that only one may fill, in each address for a postcode or a
    town: the best guess, then the one whose heading says more (« Réf. annonce » before « Référence »), then the first
    one, no longer sure."""
    best: dict[tuple[str, Block], ColumnGuess] = {}
    tied: set[tuple[str, Block]] = set()
    keys = [(one.field, block if one.field in PLACES else ("", 0)) for one, block in zip(found, blocks, strict=True)]
    for one, at in zip(found, keys, strict=True):
        before = best.get(at)
        if before is None or _weight(one) > _weight(before):
            best[at] = one
            tied.discard(at)
        elif _weight(one) == _weight(before):
            tied.add(at)
    kept = [_kept(one, best[at], tied=at in tied) for one, at in zip(found, keys, strict=True)]
    placed = [(one, block) for one, block in zip(kept, blocks, strict=True) if one.field in PLACES]
    first = min((block for _one, block in placed), key=preferred, default=None)
    second = {one.index for one, block in placed if block != first}
    return [_second(one) if one.index in second else one for one in kept]


def _second(one: ColumnGuess) -> ColumnGuess:
    remark = _("D’une autre adresse\u202f: sert si la première manque")
    return replace(one, confidence=min(one.confidence, TIED), remark=remark)


def _kept(one: ColumnGuess, best: ColumnGuess, *, tied: bool) -> ColumnGuess:
    """Return a guess unchanged, or no longer sure when another column may be meant, or left out."""
    if one.field in SEVERAL or one.field == IGNORE:
        return one
    if one is best:
        return replace(one, confidence=min(one.confidence, TIED)) if tied else one
    remark = _("Déjà trouvé : « {header} »").format(header=best.header)
    return replace(one, field=IGNORE, confidence=0.0, remark=remark)


def _weight(one: ColumnGuess) -> tuple[float, int]:
    return one.confidence, len(key(one.header).split())
