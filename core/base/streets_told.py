"""The streets that one cell tells: « 3 impasse du Lac / 29 rue Foch »."""

import re

from core.base.addresses import Address, read_address

_BETWEEN = re.compile(r"\s*(?:[/;|\n]|\s[-–]\s|,(?=\s*\d)|\b(?:et|ou)\b(?=\s*\d))\s*", re.IGNORECASE)
_MAY_TELL_TWO = re.compile(r"\d\D*[^\W\d_]{3}[^\n]*(?:[/;|\n,–-]|\b(?:et|ou)\b)\s*\d", re.IGNORECASE | re.DOTALL)


def streets_told(address: str, postcode: str, town: str) -> list[Address]:
    """Return each of the streets that one cell tells with their numbers; none where there is only one."""
    if not _MAY_TELL_TWO.search(address):
        return []
    found = [read_address(part, postcode, town) for part in _BETWEEN.split(address)]
    told = [one for one in found if one.number and one.type and one.words]
    return told if len(told) > 1 else []
