"""Prices whose unit stands in their heading: « Prix (k€) »."""

import re
from collections.abc import Callable, Sequence

from core.base.text import parse_number
from core.model.draft import Draft

ToDraft = Callable[[int, tuple[str, ...]], Draft]

_THOUSANDS = re.compile(r"(?<![^\W_])(?:k\s?€|k\s?eur(?:os?)?\b|ke\b|milliers)", re.IGNORECASE)
_WHOLE = 20_000
"""Above it a cell holds the whole price, whatever its heading says."""
_BARE = re.compile(r"[\d\s.,’']+(?:€|eur(?:os?)?)?", re.IGNORECASE)


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
