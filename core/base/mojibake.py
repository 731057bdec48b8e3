"""Letters that were read in the wrong encoding by the maker of the file (« MoreauÃ© »): detected cheaply, repaired
by ftfy."""

import re

from core.base.lazy_imports import ftfy

_MARKS = re.compile("[ÃÂÅÄ][\u0080-\u00bf\u0152-\u2122]|â€|ï¿½|ï»¿")
"""The first byte of two of UTF-8, read as one letter, and what may follow it."""
_LOST = ("\ufffd", "ï¿½")


def mended(value: str) -> str:
    """Return ``value`` with its letters repaired, or unchanged when nothing is wrong or a letter is lost for good."""
    if value.isascii() or not _MARKS.search(value):
        return value
    text = _reread(value) or str(ftfy().fix_encoding(value))
    return value if any(sign in text for sign in _LOST) else text


_DOUBTFUL = re.compile(f"[?\ufffd]|{_MARKS.pattern}")
_LOST_LETTER = re.compile("(?<=[^\\W\\d_])(?:\\?|\ufffd|ï¿½)(?=[^\\W\\d_])")


def legible(value: str) -> str:
    """Return ``value`` with its letters repaired, and an « e » for each letter that a program lost in a word
    (« M?riers »): near enough to be recognised, in what is only compared."""
    if (value.isascii() and "?" not in value) or not _DOUBTFUL.search(value):
        return value
    return _LOST_LETTER.sub("e", mended(value))


def all_legible(*values: str) -> tuple[str, ...]:
    """Return texts, each as :func:`legible` does."""
    beside = "".join(values)
    return values if beside.isascii() and "?" not in beside else tuple(map(legible, values))


def _reread(value: str) -> str:
    """Return UTF-8 that was read as cp1252, by far the most frequent fault, read correctly; empty when the fault is
    another (only a part of the text, or made twice)."""
    try:
        text = value.encode("cp1252").decode()
    except UnicodeError:
        return ""
    return "" if _MARKS.search(text) else text
