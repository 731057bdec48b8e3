"""Public holidays: the eleven of C. trav. L3133-1, which stop calls, and the local ones, which stop them by
prudence."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from core.rules.zones import zone_of_postcode

NATIONAL: Mapping[tuple[int, int], str] = {
    (1, 1): "new_year",
    (5, 1): "labour",
    (5, 8): "victory",
    (7, 14): "bastille",
    (8, 15): "assumption",
    (11, 1): "all_saints",
    (11, 11): "armistice",
    (12, 25): "christmas",
}

AFTER_EASTER: Mapping[int, str] = {1: "easter_monday", 39: "ascension", 50: "whit_monday"}

GOOD_FRIDAY = -2
BOXING_DAY = (12, 26)
ALSACE_MOSELLE = ("57", "67", "68")

OVERSEAS: Mapping[str, tuple[int, int]] = {
    "America/St_Barthelemy": (10, 9),
    "America/Guadeloupe": (5, 27),
    "America/Marigot": (5, 27),
    "America/Martinique": (5, 22),
    "America/Cayenne": (6, 10),
    "Indian/Reunion": (12, 20),
    "Indian/Mayotte": (4, 27),
}
"""Abolition of slavery (C. trav. L3422-2), by the clock of the place: a postcode tells it, or else the number."""


def easter(year: int) -> date:
    """Return Easter Sunday of a Gregorian ``year`` (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def national_holiday(day: date) -> str | None:
    """Return the key of the holiday of C. trav. L3133-1 that falls on ``day``, or None."""
    return NATIONAL.get((day.month, day.day)) or AFTER_EASTER.get((day - _easter(day.year)).days)


def local_holiday(day: date, postcode: str, zone: str | None = None) -> str | None:
    """Return the key of the holiday of Alsace-Moselle (L3134-13) or overseas (L3422-2) kept at ``postcode`` or in
    ``zone`` (IANA), or None."""
    if postcode.startswith(ALSACE_MOSELLE):
        if (day.month, day.day) == BOXING_DAY:
            return "boxing"
        if (day - _easter(day.year)).days == GOOD_FRIDAY:
            return "good_friday"
    kept = (OVERSEAS.get(place) for place in (zone_of_postcode(postcode), zone) if place)
    return "abolition" if (day.month, day.day) in kept else None


@lru_cache(maxsize=8)
def _easter(year: int) -> date:
    return easter(year)
