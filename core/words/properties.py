"""What a property is worth and how large it is, in French."""

from core.base.french import NBSP, number
from core.base.i18n import _

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
    return number(int(full_text)) + (f",{decimals}" if decimals else "") + f"{NBSP}m²"


def price_words(cents: int | None, deal: str) -> str:
    """Return « 342 000 € », « 850 € par mois »; empty when not known."""
    if cents is None:
        return ""
    euros = f"{number(round(cents / 100))}{NBSP}€"
    return _("{euros} par mois").format(euros=euros) if deal == RENT else euros
