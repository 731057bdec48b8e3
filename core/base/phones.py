"""Telephone numbers: parsed to E.164 for storing, to a national key for comparing, and to pairs of figures for display.

The comparison key is the national form (0 and nine digits) for +33, +262, +590, +594 and +596, so that ``0692…``,
``+33692…`` and ``+262692…`` are one telephone. A number that the numbering plan calls invalid is still parsed: a
person may refuse calls on it.
"""

import re
from dataclasses import dataclass

from core.base.heavy import phonenumbers

_DIGITS = re.compile(r"\D+")
_ZERO_IN_BRACKETS = re.compile(r"\(\s*0\s*\)")
_PLUS_FIRST = re.compile(r"\D*\+")
_FRENCH_CODES = ("33", "262", "590", "594", "596")
_OVERSEAS = {
    "262": "262", "263": "262", "269": "262", "692": "262", "693": "262",
    "590": "590", "690": "590", "691": "590", "594": "594", "694": "594", "596": "596", "696": "596", "697": "596",
}  # fmt: skip
_EXPONENT = re.compile(r"\d[Ee][+-]?\d")
"""« 61234567E1 »: the figure after the sign counts zeros, it is none of the telephone's."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number. ``e164``: ITU E.164 with its plus sign. ``key``: the text that two spellings of one telephone
    share."""

    e164: str
    key: str


def parse(raw: str) -> Phone | None:
    """Return the telephone written in ``raw`` in any usual French or international shape, or None when it is none."""
    text = _ZERO_IN_BRACKETS.sub("", raw)
    digits = _DIGITS.sub("", text)
    if not digits.isascii() or _EXPONENT.search(text):
        return None
    if _PLUS_FIRST.match(text):
        return _international(digits)
    if digits.startswith("00"):
        return _international(digits[2:])
    if len(digits) == 10 and digits[0] == "0":
        return _national(digits[1:])
    if len(digits) == 9 and digits[0] != "0":
        return _national(digits)
    return _without_plus(digits)


def _without_plus(digits: str) -> Phone | None:
    """Read digits as a French country code whose plus sign was lost, as spreadsheets lose it; None when they are not
    that."""
    code = next((code for code in _FRENCH_CODES if digits.startswith(code)), "")
    nine = digits[len(code) :].removeprefix("0")
    if len(nine) == 9 and (code == "33" or _OVERSEAS.get(nine[:3]) == code):
        return _international(digits)
    return None


def _national(nine: str) -> Phone:
    """Return the telephone of the nine digits after the national zero. Numbers in 0639 stay under +33: the range kept
    for fiction shares the prefix of Mayotte."""
    return Phone(f"+{_OVERSEAS.get(nine[:3], '33')}{nine}", f"0{nine}")


def _international(digits: str) -> Phone | None:
    for code in _FRENCH_CODES:
        if digits.startswith(code):
            nine = digits[len(code) :].lstrip("0")
            if len(nine) == 9:
                # +33 692… is dialled as +262 692…: one telephone is stored in one form only.
                return _national(nine) if code == "33" else Phone(f"+{code}{nine}", f"0{nine}")
    if not 8 <= len(digits) <= 15 or digits.startswith(_FRENCH_CODES[0]):
        return None
    library = phonenumbers()
    try:
        found = library.parse("+" + digits, None)
    except library.NumberParseException:
        return None
    if not library.is_possible_number(found):
        return None
    e164 = str(library.format_number(found, library.PhoneNumberFormat.E164))
    # « +43 0… » loses its national zero: what is left is read as it would be read from the base.
    return Phone(e164, e164) if e164 == "+" + digits else _international(e164[1:])
