"""The accent colour on white paper: darkened until words in it are read by all (WCAG 2.2, 1.4.3: 4.5 to 1)."""

import re
from functools import lru_cache

from core.notices.pen import BLACK, Ink

READABLE = 4.5
_STEP = 0.97


@lru_cache(64)
def accent_ink(colour: str) -> Ink:
    """Return a colour written #rrggbb, darkened where it is too light for words on white; black for another
    spelling."""
    if not is_colour(colour):
        return BLACK
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    ink = (red, green, blue)
    while contrast(ink) < READABLE:
        ink = (ink[0] * _STEP, ink[1] * _STEP, ink[2] * _STEP)
    return ink


def is_colour(colour: str) -> bool:
    """Tell whether a colour is written #rrggbb."""
    return bool(re.fullmatch("#[0-9a-fA-F]{6}", colour))


def contrast(ink: Ink) -> float:
    """Return the contrast of a colour with white, 1 to 21."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in ink)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
