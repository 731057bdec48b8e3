"""Tells whether a property is for sale or to let: an owner who lets gets another letter. What nothing tells stays
unknown, and the letter then speaks of neither."""

from collections.abc import Callable, Collection, Sequence

from core.base.text import fold
from core.sources.tables.headings import key

SALE, RENT = "sale", "rent"
_RENTED = frozenset({"location", "locations", "louer", "loue", "louee", "locatif", "rent", "rental", "rented", "bail"})
_SOLD = frozenset(
    {
        "vente",
        "ventes",
        "vendre",
        "vendu",
        "vend",
        "vends",
        "vendons",
        "achat",
        "sale",
        "sell",
        "buy",
        "cession",
        "viager",
        "vefa",
    }
)


LEAST_SALE, MOST_RENT, _LEAST_RENT = 2_000_000, 400_000, 10_000
"""Cents: below the first no house is sold, above the second few are let by the month."""
_SEVERAL = 3
_RENTED_BY = frozenset({"mois", "mensuel", "mensuelle", "mensuels", "cc", "hc", "loyer", "loyers", "month", "semaine"})
"""What a price is told by: « 650 € CC », « 800 €/mois »."""
_LET = frozenset({"loue", "louee"})
"""« Loue T2 » is an offer, « appartement loué » may be for sale."""
_CALLED = frozenset({"loyer", "loyers", "rent", "location", "mensuel"})


def deal(cell: str) -> str:
    """Return "rent" or "sale", or an empty text when the cell tells neither: « À louer » gives "rent"."""
    words = set(fold(cell).split())
    if words & _SOLD:
        return SALE
    return RENT if words & _RENTED else ""


def heard_in(title: str, kind: str, price: str, cents: int | None) -> str:
    """Return "rent" or "sale" from the words of a listing and from its price, an empty text when they do not tell. The
    price of a whole property is a sale whatever the words: « appartement loué, 145 000 € »; a low one is a rent only
    where a word says so."""
    if cents and cents >= LEAST_SALE:
        return SALE
    first, *rest = [*fold(f"{title} {kind} {price}").split(), ""]
    words = {first, *rest} - _LET if first != "loue" else {first, *rest}
    if words & _SOLD:
        return SALE
    paid = bool(words & _RENTED_BY) or "charges comprises" in fold(price)
    return RENT if words & _RENTED or (paid and (cents or 0) <= MOST_RENT) else ""


def are_rents(amounts: Sequence[float]) -> bool:
    """Tell whether a column of prices, in euros, is one of rents: several amounts, none of them that of a property."""
    return len(amounts) >= _SEVERAL and all(_LEAST_RENT <= one * 100 <= MOST_RENT for one in amounts)


def told_by(
    headers: Sequence[str], deals: Sequence[int], prices: Sequence[int], rented: Collection[int] = ()
) -> Callable[[Sequence[str]], str] | None:
    """Return a function that tells the deal of a row, from its own column, else from a price that is called a rent or
    stands in a column of rents; None when the file has neither. ``deals``, ``prices`` and ``rented``: their columns."""
    rents = [index for index in prices if index in rented or not _CALLED.isdisjoint(key(headers[index]).split())]
    if not deals and not rents:
        return None

    def told(row: Sequence[str]) -> str:
        said = next((found for index in deals if (found := deal(row[index]))), "")
        return said or (RENT if any(row[index] for index in rents) else "")

    return told
