"""Recognises an agency's own stock of listings by its layout, whatever the delimiter: a Poliris file opened in a
spreadsheet and saved again has lost its ``!#``, but its fields keep their ranks.

Its telephone (rank 105) is the agency's, on every row: it must never be taken for the sellers'.
"""

from collections.abc import Sequence

from core.base import text
from core.sources.columns.headings import headings
from core.sources.formats.delimiter import POLIRIS

_DEAL, _KIND, _POSTCODE, _TOWN = 2, 3, 4, 5
_RANKS = 105
"""Cells up to the telephone of the agency; whole rows have some 330."""
_MOST = 0.6
_ALSO_DEALS = frozenset({"location", "vente", "cession", "produit", "viager", "bail", "fonds"})


def is_stock(rows: Sequence[Sequence[str]], mark: str = "") -> bool:
    """Tell whether most of ``rows`` have the type of deal, the kind, the postcode and the town at Poliris's ranks,
    and are as wide as its rows or separated by its ``mark``."""
    full = [cells for cells in rows if any(map(str.strip, cells))]
    least = _TOWN + 1 if mark == POLIRIS else _RANKS
    fit = sum(len(cells) >= least and _fits(cells) for cells in full)
    return bool(full) and fit >= _MOST * len(full)


def _fits(cells: Sequence[str]) -> bool:
    deal, kind = text.fold(cells[_DEAL]), text.fold(cells[_KIND])
    known = headings().values
    return (
        (deal in known["deal"] or deal.partition(" ")[0] in _ALSO_DEALS)
        and (kind in known["kind"] or kind.partition(" ")[0] in known["kind"])
        and bool(text.postcode(cells[_POSTCODE]))
        and any(map(str.isalpha, cells[_TOWN]))
    )
