"""Addresses that are not split in street, postcode and town: the number in a column of its own, or everything in one
cell."""

import re
from collections.abc import Sequence

from core.sources.tables.headings import key

_NUMBER = re.compile(r"\d{1,5}(?:\s?(?:bis|ter|quater|[A-Fa-f]))?(?:\s?[-/]\s?\d{1,5})?", re.IGNORECASE)
_WHOLE = re.compile(r"(.*\S)[\s,;–-]+(\d{5})[\s,;–-]+([^\W\d][^\d]*)", re.DOTALL)
_NAMES = frozenset(
    {"n", "numero", "adresse n", "n adresse", "n rue", "rue n", "n voie", "voie n", "n dans voie", "street number"}
)
_MOST = 0.8


def are_numbers(header: str, values: Sequence[str]) -> bool:
    """Tell whether a column holds house numbers (« 12 bis »); the row numbers of a list are not."""
    ranks = [str(rank) for rank in range(1, len(values) + 1)]
    if key(header) not in _NAMES or not values or (len(values) > 1 and list(values) == ranks):
        return False
    return sum(bool(_NUMBER.fullmatch(value)) for value in values) >= _MOST * len(values)


def lack_numbers(values: Sequence[str]) -> bool:
    """Tell whether a column holds streets of which few begin with a number."""
    return bool(values) and sum(value[0].isdigit() for value in values) <= (1 - _MOST) * len(values)


def parted(address: str) -> tuple[str, str, str]:
    """Return (street, postcode, town) of « 12 rue des Lilas, 30700 Uzès »; the whole text as street when it is not
    of this form."""
    found = _WHOLE.fullmatch(address)
    return (found[1].rstrip(" ,;"), found[2], found[3].strip()) if found else (address, "", "")
