"""What was typed, as a paper prints it: on one line, without signs that are not seen."""

import re
import unicodedata

_SPACES = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1f\x85\u1680\u2000-\u200a\u2028\u2029\u205f\u3000]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def one_line(value: str) -> str:
    """Return ``value`` as typed, composed (NFC), on one line, without zero-width characters nor signs of direction;
    U+00A0 and U+202F stay."""
    if value.isascii() and value.isprintable():
        return value.strip()
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _SPACES.sub(" ", value))).strip()
