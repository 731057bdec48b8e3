"""Tells whether a property is for sale or to let: an owner who lets gets another letter. What nothing tells stays
unknown, and the letter then speaks of neither."""

import re
from collections.abc import Callable, Collection, Sequence

from core.base.text import fold, parse_number
from core.model.draft import Draft
from core.sources.columns.headings import key

SALE, RENT = "sale", "rent"
_RENTED = frozenset(
    {"location", "locations", "louer", "loue", "louee", "locatif", "rent", "rental", "rented"} | {"renting", "bail"}
)
_SOLD = frozenset({
    "vente", "ventes", "vendre", "vendu", "vend", "vends", "vendons", "achat", "sale", "sell", "selling", "buy",
    "cession", "viager", "vefa",
})  # fmt: skip
_OFFERS = frozenset(
    {"vente", "vendre", "a vendre", "location", "louer", "a louer", "sale", "for sale", "sell", "selling", "rent"}
    | {"for rent", "renting", "rental"}
)
LEAST_SALE, MOST_RENT, _LEAST_RENT = 2_000_000, 400_000, 10_000
"""Cents: below the first no house is sold, above the second few are let by the month."""
_SEVERAL = 3
_RENTED_BY = frozenset({"mois", "mensuel", "mensuelle", "mensuels", "cc", "hc", "loyer", "loyers", "month", "semaine"})
"""What a price is told by: « 650 € CC », « 800 €/mois »."""
_LET = frozenset({"loue", "louee"})
"""« Loue T2 » is an offer, « appartement loué » may be for sale."""
_CALLED = frozenset({"loyer", "loyers", "rent", "location", "mensuel"})
_PRICED = frozenset({"prix", "px", "price", "vente", "sale", "achat", "montant"})
_EITHER = re.compile(r"\w[^/|]*(?:[/|]|\bou\b|\bor\b)[^/|]*\w", re.IGNORECASE)
_LETTERS = {"v": SALE, "l": RENT}
"""« V », « L » in a column of deals."""
ToDraft = Callable[[int, tuple[str, ...]], Draft]
_THOUSANDS = re.compile(r"(?<![^\W_])(?:k\s?€|k\s?eur(?:os?)?\b|ke\b|milliers)", re.IGNORECASE)
_WHOLE = 20_000
"""Above it a cell holds the whole price, whatever its heading says."""
_BARE = re.compile(r"[\d\s.,’']+(?:€|eur(?:os?)?)?", re.IGNORECASE)


def deal(cell: str) -> str:
    """Return "rent" or "sale", or an empty text when the cell tells neither, or either: « À louer » gives "rent",
    « Vente / Location » nothing."""
    words = set(fold(cell).split())
    if words & _SOLD:
        return "" if words & _RENTED and _EITHER.search(cell) else SALE
    return RENT if words & _RENTED else _LETTERS.get(cell.strip().lower(), "")


def _is_called_rent(header: str) -> bool:
    """Tell whether a heading of prices says that they are rents; « Prix / Loyer » says nothing."""
    words = set(key(header).split())
    return bool(words & _CALLED) and not (words & _PRICED and _EITHER.search(header))


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


def are_deals(cells: Sequence[str]) -> bool:
    """Tell whether every cell of a column whose heading says nothing of it is an offer, to sell or to let; « achat » is
    what a buyer asks for."""
    return bool(cells) and all(fold(cell) in _OFFERS for cell in cells)


def are_rents(amounts: Sequence[float]) -> bool:
    """Tell whether a column of prices, in euros, is one of rents: several amounts, none of them that of a property."""
    return len(amounts) >= _SEVERAL and all(_LEAST_RENT <= amount * 100 <= MOST_RENT for amount in amounts)


def told_by(
    headers: Sequence[str], deals: Sequence[int], prices: Sequence[int], rented: Collection[int] = ()
) -> Callable[[Sequence[str]], str] | None:
    """Return a function that tells the deal of a row, from its own column, else from a price that is called a rent or
    stands in a column of rents; None when the file has neither. ``deals``, ``prices`` and ``rented``: their columns."""
    rents = [index for index in prices if index in rented or _is_called_rent(headers[index])]
    if not deals and not rents:
        return None

    def told(row: Sequence[str]) -> str:
        words = next((text for index in deals if (text := deal(row[index]))), "")
        return words or (RENT if any(row[index] for index in rents) else "")

    return told


def in_thousands(header: str) -> bool:
    """Tell whether a heading says that its amounts are thousands of euros."""
    return _THOUSANDS.search(header) is not None


def priced(to_draft: ToDraft, headers: Sequence[str], prices: Sequence[int]) -> ToDraft:
    """Return ``to_draft`` with the unit of the heading written after each price that has none. ``prices``: their
    columns."""
    if not prices or not all(in_thousands(headers[index]) for index in prices):
        return to_draft

    def read(line: int, cells: tuple[str, ...]) -> Draft:
        draft = to_draft(line, cells)
        bare = _BARE.fullmatch(draft.price) and (parse_number(draft.price) or 0) < _WHOLE
        return draft._replace(price=f"{draft.price.rstrip(' €')} k€") if bare else draft

    return read
