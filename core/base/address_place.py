"""The place of an address typed in one piece: its postcode and town told apart from the street, wherever they stand."""

import re
from collections.abc import Iterator

from core.base import places, text
from core.base.street_words import ARTICLES, TYPES

CUT = ","
"""The word that stands for a comma, a new line or a dash between two parts of an address."""
_SEPARATORS = re.compile(r"[,;|\n\r\t•·]+|\s[-–—/]+\s|\(|\)")
_POSTCODE = re.compile(r"(?<![\w.])(?:F|FR)?[-\s]?(\d{2}[\s.]?\d{3})(?!\w)")
_AFTER_BOX = re.compile(r"\b(?:bp|cs|tsa|b\.p\.|c\.s\.)\s*(?:n\s*[°ºo]?\s*)?$", re.IGNORECASE)
NUMBER = re.compile(r"0*(\d{1,4})(bis|ter|quater|[a-z])?")


def placed(address: str, code: str, town: str) -> tuple[str, str, str]:
    """Return (street, postcode, town), also for a whole address in one cell."""
    match = next((one for one in _codes(address) if code in ("", _digits(one))), None)
    if match is None:
        return address, code, town
    before, after = address[: match.start()], address[match.end() :]
    if text.fold(before):
        inside, _, rest = _SEPARATORS.sub(CUT, after.strip(" ,;-\n\r")).partition(CUT)
        return f"{before},{rest}", code or _digits(match), town or inside
    # The place comes first: « 30700 Uzès, 12 rue des Mûriers ».
    words = words_of(after)
    at = next((index for index, word in enumerate(words) if _begins_street(word)), len(words))
    return " ".join(words[at:]), code or _digits(match), town or " ".join(words[:at]).replace(CUT, "")


def _codes(raw: str) -> Iterator[re.Match[str]]:
    """Yield the postcodes of a text from its end; five digits after « BP » or « CS » are a box, not a postcode."""
    found = [match for match in _POSTCODE.finditer(raw) if not _AFTER_BOX.search(raw[: match.start(1)])]
    yield from reversed(found)


def _digits(found: re.Match[str]) -> str:
    return "".join(filter(str.isdecimal, found[1]))


def code_in(raw: str) -> str:
    match = next(_codes(raw), None)
    return _digits(match) if match else ""


def without_code(town: str) -> str:
    return _POSTCODE.sub(" ", town)


def _begins_street(word: str) -> bool:
    return word == CUT or word in TYPES or bool(NUMBER.fullmatch(word))


def words_of(raw: str) -> list[str]:
    """Return the folded words, with :data:`CUT` between parts."""
    parts = [text.fold(part).split() for part in _SEPARATORS.split(raw)]
    texts: list[str] = []
    for part in parts:
        if part and part not in (["france"], ["fr"]):
            texts += [*([CUT] if texts else []), *part]
    return texts


def without_place(words: list[str], town: str) -> list[str]:
    """Return the words without the town repeated at their end: it is removed from « 12 rue des Mûriers Uzès » but
    not from « rue d’Uzès »."""
    names = text.fold(town).split()
    stored = words[: -len(names)] if names and words[-len(names) :] == names else words
    if stored is words or len(stored) < 2 or stored[-1] in ARTICLES or stored[-1] in TYPES:
        return words
    return stored[:-1] if stored[-1] == CUT else stored


def town_at_the_end(words: list[str]) -> tuple[list[str], str]:
    """Return (the other words, the town) when the last part is a town of France and the parts before it hold a
    street; the town is empty otherwise."""
    at = max((index for index, word in enumerate(words) if word == CUT), default=0)
    last = " ".join(words[at + 1 :])
    street = at and any(_begins_street(word) for word in words[:at] if word != CUT)
    return (words[:at], last) if street and places.postcodes_of(last) else (words, "")
