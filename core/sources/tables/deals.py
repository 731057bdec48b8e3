"""Tells whether a property is for sale or to let: an owner who lets gets another letter."""

from collections.abc import Callable, Sequence

from core.base.text import fold
from core.sources.tables.headings import key

SALE, RENT = "sale", "rent"
_RENTED = frozenset({"location", "locations", "louer", "loue", "louee", "locatif", "rent", "rental", "rented", "bail"})
_SOLD = frozenset({"vente", "ventes", "vendre", "vendu", "achat", "sale", "sell", "buy", "cession", "viager", "vefa"})


def deal(cell: str) -> str:
    """Return "rent" or "sale", or an empty text when the cell tells neither: « À louer » gives "rent"."""
    words = set(fold(cell).split())
    if words & _SOLD:
        return SALE
    return RENT if words & _RENTED else ""


def told_by(
    headers: Sequence[str], deals: Sequence[int], prices: Sequence[int]
) -> Callable[[Sequence[str]], str] | None:
    """Return a function that tells the deal of a row, from its own column, else from a price that is called a rent;
    None when the file has neither. ``deals`` and ``prices``: their columns."""
    rents = [
        index for index in prices if "loyer" in key(headers[index]).split() or "rent" in key(headers[index]).split()
    ]
    if not deals and not rents:
        return None

    def told(row: Sequence[str]) -> str:
        said = next((found for index in deals if (found := deal(row[index]))), "")
        return said or (RENT if any(row[index] for index in rents) else "")

    return told
