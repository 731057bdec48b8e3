"""Guesses what each column of a file is. Its heading and its cells are read separately, and a guess is sure only
when they agree."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.base.i18n import _
from core.base.text import fold
from core.sources.tables import agreeing, remarks, shapes
from core.sources.tables.headings import IGNORE, SEVERAL, STRANGE, field_of, headings, key, speaks_of_consent
from core.sources.tables.mapping import counted_day
from core.sources.tables.shifted import column_shapes
from core.sources.tables.streets import are_numbers, lack_numbers

SURE = 0.8
"""From here a guess is shown as sure; below it is to be confirmed."""
TAKEN = 0.5
"""From here a guess is used when nobody says otherwise."""

_LOOK = 200
_CONTENT = 0.75
_LONG = 80
_TIED = 0.7
"""What is left of a guess that another column might claim."""

Test = Callable[[list[str], Mapping[str, float]], bool]


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """The guess for one column. ``index``: from 0; ``header``: its heading, cleaned; ``field``: a key of
    ``headings.FIELDS``; ``confidence``: 0 to 1; ``samples``: up to three of its cells; ``remark``: a French sentence
    for the screen, or empty; ``usual``: the shapes of its cells, empty when they take any (see
    :mod:`core.sources.tables.shifted`)."""

    index: int
    header: str
    field: str
    confidence: float
    samples: tuple[str, ...] = ()
    remark: str = ""
    usual: frozenset[str] = frozenset()


def guess(headers: Sequence[str], rows: Sequence[Sequence[str]], *, has_header: bool) -> tuple[ColumnGuess, ...]:
    """Return one guess per column from its heading and the first rows of data."""
    columns = [_values(rows[:_LOOK], index) for index in range(len(headers))]
    found = []
    for index, (header, values) in enumerate(zip(headers, columns, strict=True)):
        named = field_of(header) if has_header else (IGNORE, 0.0)
        field, confidence = _heard(named, values, alone=not has_header)
        if has_header and named == (IGNORE, 0.95):
            field, confidence = named
        if field == "site" and agreeing.is_vague_site(header, values):
            confidence = min(confidence, _TIED)
        found.append(ColumnGuess(index, header, field, confidence, _samples(values)))
    if not has_header:
        found = _neighbours(found, columns)
    found = _one_each(_street_numbers(_family_names(found, rows[:_LOOK]), columns))
    looked, usual = len(rows[:_LOOK]), column_shapes(rows, len(headers))
    said = [_remarked(one, values, looked) for one, values in zip(found, columns, strict=True)]
    return tuple(replace(one, usual=shapes_of) for one, shapes_of in zip(said, usual, strict=True))


def _remarked(one: ColumnGuess, values: list[str], rows: int) -> ColumnGuess:
    if one.remark:
        return one
    if one.field == IGNORE and speaks_of_consent(one.header):
        return replace(one, remark=_("Jamais un accord donné à votre agence"))
    if one.field == "phone" and agreeing.is_one_for_all(values, rows):
        return replace(one, confidence=_TIED, remark=_("Le même numéro partout : celui d’une agence ?"))
    confidence, words = remarks.remark(one.field, one.confidence, values)
    return replace(one, confidence=confidence, remark=words)


def _values(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    return [text for row in rows if index < len(row) and (text := row[index].strip())]


def _samples(values: list[str]) -> tuple[str, ...]:
    short = (" ".join(value.split()) for value in values)
    return tuple(dict.fromkeys(value if len(value) <= 60 else value[:59] + "…" for value in short))[:3]


def _heard(named: tuple[str, float], values: list[str], *, alone: bool) -> tuple[str, float]:
    """Return (field, confidence), from what the heading says and what the cells say."""
    field, confidence = named
    if not values:
        return field, min(confidence, 0.9)
    if field == "seen" and all(counted_day(value) != value for value in values):
        return field, 0.75  # A spreadsheet's count of days, or any other number.
    if other := agreeing.other_field(field, values):
        return other, 0.85
    shares = shapes.shares(values)
    content, how_sure = _content(values, shares, alone=alone)
    if field == IGNORE:
        # The address of a photo or of a virtual visit is not the page of the listing.
        return (IGNORE, 0.0) if content == "url" and confidence == STRANGE else (content, how_sure)
    suited = min(shapes.agreement(field, shares), agreeing.share(field, values))
    if suited >= 0.5:
        strong = field in ("phone", "email", "url") and suited >= SURE
        return field, max(confidence, 0.85) if strong else confidence
    if field in ("postcode", "town") and content == "postcode_town":
        return content, 0.9
    if content != IGNORE and how_sure >= 0.7:
        return content, how_sure
    return field, 0.4


def _content(values: list[str], shares: Mapping[str, float], *, alone: bool) -> tuple[str, float]:
    """Return (field, confidence) from the cells alone: never sure, since a SIREN has the shape of a telephone without
    its zero.

    Weak shapes (a name, a price) count only when the file has no heading at all (``alone``).
    """
    for field in ("email", "url", "phone"):
        if shares.get(field, 0) >= SURE:
            return field, _CONTENT
    if shares.get("phone", 0) + shares.get("nine", 0) >= SURE and _mostly_mobiles(values):
        return "phone", 0.55
    if shares.get("postcode_town", 0) >= SURE:
        return "postcode_town", 0.7
    if alone:
        return _alone(values, shares)
    if _words_of("seller")(values, shares):
        return "seller", 0.7
    return ("text", 0.6) if _is_long(values) else (IGNORE, 0.0)


def _mostly_mobiles(values: list[str]) -> bool:
    """Tell whether numbers that may have lost their zero begin like mobiles; a SIREN begins with any figure."""
    return sum(1 for value in values if value[0] in "67+0") >= SURE * len(values)


def _alone(values: list[str], shares: Mapping[str, float]) -> tuple[str, float]:
    """Return the first test that a column without heading passes; the tests that prove most come first."""
    for field, confidence, passes in _TESTS:
        if passes(values, shares):
            return field, confidence
    return IGNORE, 0.0


def _words_of(field: str) -> Test:
    return lambda values, _shares: sum(fold(value) in headings().values[field] for value in values) >= 0.7 * len(values)


def _is_long(values: list[str]) -> bool:
    return sum(map(len, values)) >= _LONG * len(values)


def _is_price(values: list[str], shares: Mapping[str, float]) -> bool:
    return shapes.agreement("price", shares) >= 0.9 and _middle(values) >= 5


def _is_name(values: list[str], shares: Mapping[str, float]) -> bool:
    several = sum(1 for value in values if 2 <= len(value.split()) <= 5)
    return shares.get("words", 0) >= 0.9 and several >= 0.6 * len(values)


def _middle(values: list[str]) -> int:
    """Return the median number of digits of the values."""
    return sorted(sum(map(str.isdigit, value)) for value in values)[len(values) // 2]


def _neighbours(found: list[ColumnGuess], columns: list[list[str]]) -> list[ColumnGuess]:
    """Return the guesses with a column of words beside the postcode read as the town; it may be one of two columns
    guessed as names."""
    fields = [one.field for one in found]
    if "postcode" not in fields or "town" in fields:
        return found
    free = {IGNORE, "name"} if fields.count("name") > 1 else {IGNORE}
    at = fields.index("postcode")
    for beside in (at + 1, at - 1):
        if 0 <= beside < len(found) and fields[beside] in free and _is_words(columns[beside]):
            return [replace(one, field="town", confidence=0.65) if one.index == beside else one for one in found]
    return found


def _is_words(values: list[str]) -> bool:
    return shapes.agreement("town", shapes.shares(values)) >= 0.9


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
    return [replace(one, confidence=min(one.confidence, _TIED)) if one.field == "name" else one for one in found]


def _street_numbers(found: list[ColumnGuess], columns: list[list[str]]) -> list[ColumnGuess]:
    """Return the guesses with a column « N° » of house numbers, just before the streets or a suffix, read as the
    start of the address."""
    streets = [one.index for one in found if one.field == "address" and lack_numbers(columns[one.index])]
    for at in streets[:1]:
        for before in (at - 1, at - 2):
            if before >= 0 and found[before].field == IGNORE and are_numbers(found[before].header, columns[before]):
                return [replace(one, field="address", confidence=0.85) if one.index == before else one for one in found]
    return found


def _hold(rows: Sequence[Sequence[str]], name: int, first: int) -> bool:
    """Tell whether most of the names hold the first name of their row; ``name`` and ``first`` are columns."""
    said = [fold(row[first]) in fold(row[name]).split() for row in rows if len(row) > max(name, first) and row[first]]
    return sum(said) > len(said) / 2


def _one_each(found: list[ColumnGuess]) -> list[ColumnGuess]:
    """Return the guesses with one column for each field that only one may fill: the best guess, then the one whose
    heading says more (« Réf. annonce » before « Référence »), then the first one, no longer sure."""
    best: dict[str, ColumnGuess] = {}
    tied: set[str] = set()
    for one in found:
        before = best.get(one.field)
        if before is None or _weight(one) > _weight(before):
            best[one.field] = one
            tied.discard(one.field)
        elif _weight(one) == _weight(before):
            tied.add(one.field)
    return [_kept(one, best[one.field], tied) for one in found]


def _kept(one: ColumnGuess, best: ColumnGuess, tied: set[str]) -> ColumnGuess:
    """Return a guess unchanged, or no longer sure when another column may be meant, or left out."""
    if one.field in SEVERAL or one.field == IGNORE:
        return one
    if one is best:
        return replace(one, confidence=min(one.confidence, _TIED)) if one.field in tied else one
    remark = _("Déjà trouvé : « {header} »").format(header=best.header)
    return replace(one, field=IGNORE, confidence=0.0, remark=remark)


def _weight(one: ColumnGuess) -> tuple[float, int]:
    return one.confidence, len(key(one.header).split())


_TESTS: tuple[tuple[str, float, Test], ...] = (
    *((field, 0.7, _words_of(field)) for field in ("kind", "deal", "site", "civility", "seller")),
    ("seen", 0.7, lambda _values, shares: shares.get("date", 0) >= SURE),
    ("postcode", 0.7, lambda _values, shares: shares.get("five", 0) >= 0.95),
    ("reference", 0.6, lambda values, _shares: shapes.looks_like_reference(values)),
    ("price", 0.6, _is_price),
    ("text", 0.6, lambda values, _shares: _is_long(values)),
    ("name", 0.6, _is_name),
)
