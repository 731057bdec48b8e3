"""The remark shown beside each column on the mapping screen: what was counted in it, or what to look at."""

from collections.abc import Callable, Mapping

from core.base import phones, text
from core.base.french import number
from core.base.i18n import _, n_
from core.sources.columns import cell_values

_RENT_BELOW = 2000
_DOUBT = 0.7


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
    known = sum(1 for value in values if any(map(phones.parse, cell_values.numbers_of(value))))
    words = n_("{known} numéro reconnu sur {count}", "{known} numéros reconnus sur {count}", known)
    return words.format(known=number(known), count=number(len(values))), False


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
