"""Guesses what each column of a file is, and remarks what was counted in it, or what to look at. Its heading and its
cells are read separately, and a guess is sure only when they agree."""

import re
from collections.abc import Callable, Mapping, Sequence

from core.base import phones, text
from core.base.french import number
from core.base.i18n import _, n_
from core.base.phones import guesses, numbers
from core.base.records import replace
from core.base.text import emails, fold, parse_number
from core.sources.columns import cell_values, contact_cell, plausibility, shapes
from core.sources.columns.address_columns import ANYBODY, blocks_of
from core.sources.columns.cell_values import counted_day
from core.sources.columns.channel_opt_outs import WAYS, asks_agreement, means_calls
from core.sources.columns.cross_checks import settled
from core.sources.columns.deals import are_deals, are_rents, in_thousands
from core.sources.columns.guessed import SURE, TIED, ColumnGuess
from core.sources.columns.headings import FLAG, IGNORE, PERSON, STRANGE, field_of, headings, speaks_of_consent
from core.sources.columns.mentions import shown
from core.sources.columns.misaligned_rows import column_shapes
from core.sources.columns.refusals import is_flag_answer
from core.sources.columns.streets import are_streets

_LOOK = 200
_CONTENT = 0.75
_LONG = 80
_WITHOUT_PLUS = re.compile(r"33[1-9]\d{8}")
"""« 33639980001 », as programs that send messages write numbers."""
Test = Callable[[list[str], Mapping[str, float]], bool]
_RENT_BELOW = 2000
_FLAGS = ("refuses", "accepts")
_DOUBT = 0.7


def guess(headers: Sequence[str], rows: Sequence[Sequence[str]], *, has_header: bool) -> tuple[ColumnGuess, ...]:
    """Return one guess per column from its heading and the first rows of data."""
    columns = [_values(rows[:_LOOK], index) for index in range(len(headers))]
    found = []
    for index, (header, values) in enumerate(zip(headers, columns, strict=True)):
        named = _named(header, values) if has_header else (IGNORE, 0.0)
        field, confidence = _heard(header, named, values, alone=not has_header)
        if field in (IGNORE, *PERSON) and contact_cell.are_contacts(values, of_person=field in PERSON):
            field, confidence = "phone", 0.7
        if has_header and named == (IGNORE, 0.95):
            field, confidence = named
        if field == "site" and plausibility.is_vague_site(header, values):
            confidence = min(confidence, TIED)
        found.append(ColumnGuess(index, header, field, confidence, _samples(values), named=named != (IGNORE, 0.0)))
    found = settled(found, columns, rows[:_LOOK], blocks_of(headers) if has_header else [ANYBODY] * len(headers))
    if any(one.field in WAYS for one in found):
        found = [replace(one, field="no_call") if _is_of_calls(one) else one for one in found]
    looked, usual = len(rows[:_LOOK]), column_shapes(rows, len(headers))
    said = [_remarked(one, values, looked) for one, values in zip(found, columns, strict=True)]
    rents = [
        one.field == "price" and not in_thousands(one.header) and are_rents(_amounts(values))
        for one, values in zip(found, columns, strict=True)
    ]
    return tuple(
        replace(one, usual=shapes_of, rents=rented) for one, shapes_of, rented in zip(said, usual, rents, strict=True)
    )


def _is_of_calls(one: ColumnGuess) -> bool:
    return one.field == "refuses" and means_calls(one.header)


def _named(header: str, values: list[str]) -> tuple[str, float]:
    """Return what :func:`field_of` does; long texts under « Stop » are no answers."""
    named = field_of(header)
    if named[0] in _FLAGS and named[1] < FLAG and values and not any(map(is_flag_answer, values)):
        return IGNORE, 0.0  # « Objection client : prix trop élevé » answers no question about refusing.
    if named[1] != FLAG or not values:
        return named
    # « E-mail (opt-in) » may be the addresses themselves.
    is_shown = named[0] in WAYS and sum("@" in value or bool(numbers(value)) for value in values) >= 0.5 * len(values)
    return (IGNORE, 0.0) if is_shown or _is_long(values) else named


def _amounts(values: list[str]) -> list[float]:
    return [amount for value in values if (amount := parse_number(value)) is not None]


def _remarked(one: ColumnGuess, values: list[str], rows: int) -> ColumnGuess:
    if one.remark:
        return one
    if one.field in WAYS and not asks_agreement(one.header):
        return replace(one, remark=_("Ferme ce moyen, et lui seul"))
    if one.field in (IGNORE, "accepts", *WAYS) and speaks_of_consent(one.header):
        return replace(one, remark=_("Jamais un accord donné à votre agence"))
    if one.field == "phone" and plausibility.is_one_for_all(values, rows):
        return replace(one, confidence=TIED, remark=_("Le même numéro partout : celui d’une agence ?"))
    confidence, words = remark(one.field, one.confidence, values)
    return replace(one, confidence=confidence, remark=words)


def _values(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    return [text for row in rows if index < len(row) and (text := row[index].strip())]


def _samples(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(shown, values)))[:3]


def _heard(header: str, named: tuple[str, float], values: list[str], *, alone: bool) -> tuple[str, float]:
    """Return (field, confidence), from what the heading says and what the cells say."""
    field, confidence = named
    if not values:
        return field, min(confidence, 0.9)
    if field == "seen" and all(counted_day(value) != value for value in values):
        return field, 0.75  # A spreadsheet's count of days, or any other number.
    if other := plausibility.other_field(field, header, values):
        return other, 0.85
    shares = shapes.shares(values)
    content, how_sure = _content(values, shares, alone=alone)
    if field == IGNORE:
        # The address of a photo or of a virtual visit is not the page of the listing, nor that of a building a home;
        # « Maison » may be which telephone it is.
        is_apart = content in ("url", "address", "kind") and confidence == STRANGE
        return (IGNORE, 0.0) if is_apart else (content, how_sure)
    suited = _suited(field, values, shares)
    if suited >= 0.5:
        strong = field in ("phone", "email", "url") and suited >= SURE
        return field, max(confidence, 0.85) if strong else confidence
    if field in ("postcode", "town") and content == "postcode_town":
        return content, 0.9
    if content != IGNORE and how_sure >= 0.7:
        return content, how_sure
    return field, 0.4


def _suited(field: str, values: list[str], shares: Mapping[str, float]) -> float:
    """Return the share of the cells that suit a field; oddly written telephones and e-mails are such all the same."""
    suited = min(shapes.agreement(field, shares), plausibility.share(field, values))
    if field == "phone" and suited < 0.5:
        return sum(bool(numbers(value) or guesses(value)) for value in values) / len(values)
    if field == "email" and suited < 0.5:
        return sum(bool(emails(value)) for value in values) / len(values)
    return suited


def _content(values: list[str], shares: Mapping[str, float], *, alone: bool) -> tuple[str, float]:
    """Return (field, confidence) from the cells alone: never sure, since a SIREN has the shape of a telephone without
    its zero.

    Weak shapes (a name, a price) count only when the file has no heading at all (``alone``).
    """
    for field in ("email", "url", "phone"):
        if shares.get(field, 0) >= SURE:
            return field, _CONTENT
    if sure := _phones(values, shares):
        return "phone", sure
    if shares.get("postcode_town", 0) >= SURE:
        return "postcode_town", 0.7
    if are_streets(values):
        return "address", 0.7
    if alone:
        return _alone(values, shares)
    if words := next((field for field, passes in _TOLD if passes(values, shares)), ""):
        return words, 0.7
    return ("text", 0.6) if _is_long(values) else (IGNORE, 0.0)


def _phones(values: list[str], shares: Mapping[str, float]) -> float:
    """Return how sure it is that figures without a sign of it are telephones, 0 when they are not."""
    if shares.get("long", 0) >= SURE and all(map(_WITHOUT_PLUS.fullmatch, values)):
        return _CONTENT
    return 0.55 if shares.get("phone", 0) + shares.get("nine", 0) >= SURE and _mostly_mobiles(values) else 0.0


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


def _middle(values: list[str]) -> int:
    """Return the median number of digits of the values."""
    return sorted(sum(map(str.isdigit, value)) for value in values)[len(values) // 2]


_TOLD: tuple[tuple[str, Test], ...] = (
    *((field, _words_of(field)) for field in ("seller", "kind")),
    ("deal", lambda values, _shares: are_deals(values)),
)
"""What cells say under a heading that says nothing."""
_TESTS: tuple[tuple[str, float, Test], ...] = (
    *((field, 0.7, _words_of(field)) for field in ("kind", "deal", "site", "civility", "seller")),
    ("seen", 0.7, lambda _values, shares: shares.get("date", 0) >= SURE),
    ("postcode", 0.7, lambda _values, shares: shares.get("five", 0) >= 0.95),
    ("reference", 0.6, lambda values, _shares: shapes.looks_like_reference(values)),
    ("price", 0.6, _is_price),
    ("text", 0.6, lambda values, _shares: _is_long(values)),
)


def remark(field: str, confidence: float, values: list[str]) -> tuple[float, str]:
    """Return (confidence, remark) of a column read as ``field``; the confidence is lowered when the cells leave a
    doubt for the user."""
    if not values:
        return confidence, _("Colonne vide")
    words, doubtful = _REMARKS.get(field, _nothing)(values)
    if field == "ignore":
        return confidence, words
    if doubtful:
        return min(confidence, _DOUBT), words
    if confidence < 0.5:
        return confidence, _("Contenu inattendu ici")
    return confidence, words or (_("À confirmer") if confidence < 0.8 else "")


def _nothing(values: list[str]) -> tuple[str, bool]:
    return "", False


def _phone(values: list[str]) -> tuple[str, bool]:
    known_count = sum(1 for value in values if any(map(phones.parse, cell_values.numbers_of(value))))
    words = n_("{known} numéro reconnu sur {count}", "{known} numéros reconnus sur {count}", known_count)
    return words.format(known=number(known_count), count=number(len(values))), False


def _email(values: list[str]) -> tuple[str, bool]:
    return _("N’autorise pas à écrire"), False


def _postcode(values: list[str]) -> tuple[str, bool]:
    short = sum(1 for value in values if len(value.removesuffix(".0")) == 4)
    if not short:
        return "", False
    return n_("{n} zéro initial rétabli", "{n} zéros initiaux rétablis", short).format(n=number(short)), False


def _price(values: list[str]) -> tuple[str, bool]:
    low = sum(1 for value in values if (amount := text.parse_number(value)) is not None and 0 < amount < _RENT_BELOW)
    if not low or low == len(values):
        return "", False
    words = n_("{n} sous 2 000 € : un loyer ?", "{n} sous 2 000 € : des loyers ?", low)
    return words.format(n=number(low)), True


def _seen(values: list[str]) -> tuple[str, bool]:
    """Return (remark, whether the order of day and month is known). A first number above 12, anywhere in the column,
    settles the order; ISO dates have no doubt."""
    parts = [value.replace(".", "/").replace("-", "/").split("/") for value in values]
    pairs = [
        (int(part[0]), int(part[1])) for part in parts if len(part) == 3 and part[0].isdecimal() and part[1].isdecimal()
    ]
    if any(first > 12 for first, _second in pairs):
        return "", False
    doubtful = sum(1 for first, second in pairs if first != second)
    if not doubtful:
        return "", False
    words = n_("{n} date lue jour puis mois", "{n} dates lues jour puis mois", doubtful)
    return words.format(n=number(doubtful)), True


def _text(values: list[str]) -> tuple[str, bool]:
    return _("Lu pour un refus, puis oublié"), False


def _rooms(values: list[str]) -> tuple[str, bool]:
    counts = [int(amount) for value in values if (amount := text.parse_number(value)) is not None]
    return (_("De {low} à {high}").format(low=min(counts), high=max(counts)), False) if counts else ("", False)


def _ignored(values: list[str]) -> tuple[str, bool]:
    if sum(map(len, values)) >= 40 * len(values) and not values[0].startswith("http"):
        return _("Texte libre, trop privé"), False
    if values == [str(rank) for rank in range(1, len(values) + 1)] and len(values) > 1:
        return _("Numéro d’ordre"), False
    return "", False


_REMARKS: Mapping[str, Callable[[list[str]], tuple[str, bool]]] = {
    "phone": _phone,
    "email": _email,
    "postcode": _postcode,
    "price": _price,
    "seen": _seen,
    "text": _text,
    "rooms": _rooms,
    "ignore": _ignored,
}
