"""What a property is worth, how large it is, and other values of a sheet, in French; how they changed."""

from collections.abc import Iterable

from core.base.i18n import _
from core.base.screen_shapes import NBSP, decimal, number, phone_pairs
from core.model.editing import DEALS
from core.model.joining import Difference

RENT = "rent"


LONGEST_KIND = 60
"""Letters of a kind of property that are shown: some files put the whole title of the ad there."""


def kind_words(kind: str) -> str:
    """Return the kind of a property with its capital, cut where it is a whole title."""
    words = kind.strip()
    if len(words) > LONGEST_KIND:
        words = f"{words[:LONGEST_KIND].rstrip()}…"
    return words[:1].upper() + words[1:]


def area_words(value: float | None) -> str:
    """Return « 128 m² », « 136,75 m² »; empty when not known."""
    if not value:
        return ""
    full_text, _dot, decimals = f"{value:.10g}".partition(".")
    return number(int(full_text)) + (decimal(f".{decimals}") if decimals else "") + f"{NBSP}m²"


def price_words(cents: int | None, deal: str) -> str:
    """Return « 342 000 € », « 850 € par mois »; empty when not known."""
    if cents is None:
        return ""
    euros = f"{number(round(cents / 100))}{NBSP}€"
    return _("{euros} par mois").format(euros=euros) if deal == RENT else euros


def value_shown(field: str, value: str | float | bytes | None) -> str:
    """Return a stored value as it is shown."""
    if value is None or value == "":
        return ""
    if field == "phone":
        return phone_pairs(str(value))
    if field == "price":
        return decimal(f"{float(value) / 100:.2f}".rstrip("0").rstrip("."))
    if field == "deal":
        return _(DEALS[str(value)])
    return decimal(f"{value:g}") if isinstance(value, float) else str(value)


def field_words(field: str, value: str | float | bytes | None, deal: str) -> str:
    """Return a stored value in words, with its unit: « 342 000 € », « 128 m² »."""
    if field == "price":
        return price_words(int(value) if value is not None else None, deal)
    return area_words(float(value) if value else None) if field == "area" else value_shown(field, value)


def place_shown(street: str, postcode: str, town: str) -> str:
    """Return « 14 rue des Mûriers, 30700 Uzès »."""
    return ", ".join(filter(None, (street, f"{postcode} {town}".strip())))


def change_line(changes: Iterable[Difference]) -> str:
    """Return the changes in one line: « Prix : 340 000 € → 330 000 € ; Téléphone : + 06 39 98 12 99 »."""
    parts = [
        _("{field} : {before} → {after}").format(
            field=change.what, before=change.before, after=change.after or _("retiré")
        )
        if change.before
        else _("{field} : + {after}").format(field=change.what, after=change.after)
        for change in changes
    ]
    return _(" ; ").join(parts)
