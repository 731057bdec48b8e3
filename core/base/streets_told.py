"""The streets that one cell tells: « 3 impasse du Lac / 29 rue Foch »."""

import re

from core.base.addresses import Address, read_address

_BETWEEN = re.compile(r"\s*(?:[/;|\n]|\s[-–]\s|,(?=\s*\d)|\b(?:et|ou)\b(?=\s*\d))\s*", re.IGNORECASE)
_MAY_TELL_TWO = re.compile(r"\d\D*[^\W\d_]{3}[^\n]*(?:[/;|\n,–-]|\b(?:et|ou)\b)\s*\d", re.IGNORECASE | re.DOTALL)
_GLUED = re.compile(
    r"(?<!\w)(\d{1,4})\s*(rue|avenue|chemin|impasse|all[ée]e|place|route|boulevard|quai|cours)(?=[^\W\d_]{3})",
    re.IGNORECASE,
)
"""« 98 RueHaute », « 98RUEHAUTE »."""


def streets_told(address: str, postcode: str, town: str) -> list[Address]:
    """Return each of the streets that one cell tells with their numbers, or one whose words are glued; none where the
    address is read as it is."""
    if (parted := _GLUED.sub(r"\1 \2 ", address)) != address:
        return [read_address(parted, postcode, town)]
    if not _MAY_TELL_TWO.search(address):
        return []
    found = [read_address(part, postcode, town) for part in _BETWEEN.split(address)]
    told = [one for one in found if one.number and one.type and one.words]
    return told if len(told) > 1 else []
