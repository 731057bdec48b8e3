"""What no page and no message that people make holds: attributes and pieces by the thousand. They are counted before a
parser meets them, which would compare each with all the others."""

import re

MOST_ATTRIBUTES = 500
"""Of one tag, by their names; the page that has most has some forty."""
MOST_NESTED = 50
"""Pieces of a message that hold others."""
MOST_PIECES = 20_000
"""Lines that part the pieces of a message, or look like one; a saved page has a piece for each picture."""
MOST_HEADERS = 2_000
"""Headers of a piece."""

_NAME = r"[^\s=>/]++"
_ATTRIBUTE = rf"""[\s/=]*+{_NAME}(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
_NAMES = re.compile(_ATTRIBUTE.replace(_NAME, f"({_NAME})"))
_TAGS = re.compile(
    rf"<!--.*?(?:-->|\Z)|(?P<raw><(?P<name>script|style)\b(?:{_ATTRIBUTE})*+).*?(?:</(?P=name)|\Z)"
    rf"|(?P<tag><[a-z][^\s/>]*+(?:{_ATTRIBUTE})*+)",
    re.IGNORECASE | re.DOTALL,
)
"""A tag with its attributes; what a script or a style holds is no tag."""
_HOLDS = re.compile(rb"^content-type:\s*+(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_HEADERS = re.compile(rb"(?:^(?:[!-9;-~]++:|[ \t])[^\n]*+\n)++", re.MULTILINE)


def attributes_fit(text: str) -> bool:
    """Tell whether each tag of a page has as many attributes as people write at most."""
    for match in _TAGS.finditer(text):
        tag = match["tag"] or match["raw"] or ""
        if len(tag) > 2 * MOST_ATTRIBUTES and len({*_NAMES.findall(tag)}) > MOST_ATTRIBUTES:
            return False
    return True


def pieces_fit(data: bytes) -> bool:
    """Tell whether a message (RFC 5322, RFC 2046) has as many pieces, one inside another or not, and as many headers
    as programs write at most."""
    if data.count(b"\n--") > MOST_PIECES or len(_HOLDS.findall(data)) > MOST_NESTED:
        return False
    longest = (match[0] for match in _HEADERS.finditer(data) if len(match[0]) > 2 * MOST_HEADERS)
    return all(block.count(b"\n") - block.count(b"\n ") - block.count(b"\n\t") <= MOST_HEADERS for block in longest)
