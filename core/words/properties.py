"""What a property is worth and how large it is, in French."""

from core.base.french import NBSP, number
from core.base.i18n import _

RENT = "rent"


LONGEST_KIND = 60
"""Letters of a kind of property that are shown: some files put the whole title of the ad there."""


def kind_words(kind: str) -> str:
    """Return the kind of a property with its capital, cut where it is a whole title."""
    told = kind.strip()
    if len(told) > LONGEST_KIND:
        told = f"{told[:LONGEST_KIND].rstrip()}…"
    return told[:1].upper() + told[1:]


def area_words(value: float | None) -> str:
    """Return « 128 m² », « 136,75 m² »; empty when not known."""
    if not value:
        return ""
    whole, _dot, decimals = f"{value:.10g}".partition(".")
    return number(int(whole)) + (f",{decimals}" if decimals else "") + f"{NBSP}m²"


def price_words(cents: int | None, deal: str) -> str:
    """Return « 342 000 € », « 850 € par mois »; empty when not known."""
    if cents is None:
        return ""
    euros = f"{number(round(cents / 100))}{NBSP}€"
    return _("{euros} par mois").format(euros=euros) if deal == RENT else euros
