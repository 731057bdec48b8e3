"""Reads vCards as rows: versions 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350), one card per row, under the headings of a lead
file.

vobject is not used: it reads a card whole (photos included), refuses what telephones export (bare parameters, unknown
charsets, unfolded lines) and brings three libraries with it.
"""

import quopri
import re
from collections.abc import Iterator
from itertools import islice
from operator import itemgetter

from core.sources.formats.card_cells import CardProperty, card_row, is_used, unescaped
from core.sources.formats.encoding import LENIENT
from core.sources.formats.zip_entry import Where
from core.words.errors import error

MOST_LINE = 1 << 22
"""Characters of one line of the file; a photo in one line is longer in no phone."""
MOST_VALUE = 1 << 25
MOST_PROPERTIES = 2_000
"""Properties of one card that are read: a telephone keeps some ten."""
MOST_PARAMETERS = 200
"""Parameters of a property that are read."""
_PIECES = re.compile(r'(?:[^;"]++|"[^"]*+"?+)++')
"""The name of a property and its parameters, where a semicolon inside quotes parts nothing."""


def card_records(where: Where, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line of BEGIN, cells in the order of HEADINGS) for each card.

    Several numbers share their cell. Fax numbers are left out. Raises UserError RECORD_BROKEN for a card without an
    end or a text outside a card, FILE_TOO_HEAVY; OSError.
    """
    start = depth = line = 0
    card: list[CardProperty] = []
    inner: list[CardProperty] = []
    for line, text in _logical_lines(where, encoding):
        bound = _bound(text)
        depth += bound
        if bound > 0 and depth == 1:
            start, card, inner = line, [], []
        elif bound < 0 and not depth:
            yield start, card_row(card, inner)
        elif depth < 0 or (not depth and text.strip()):
            raise error("RECORD_BROKEN", file=where.name, line=line)
        elif depth and not bound and (found := _property(text, encoding)):
            (card if depth == 1 else inner).append(found)
            if len(card) + len(inner) > MOST_PROPERTIES:
                raise error("FILE_TOO_HEAVY", file=where.name)
    if depth:
        raise error("RECORD_BROKEN", file=where.name, line=line)


def _bound(text: str) -> int:
    """Return 1 for the line that begins a card, -1 for the one that ends it, else 0."""
    name, _colon, rest = text.partition(":")
    if rest.strip().upper() != "VCARD":
        return 0
    return {"BEGIN": 1, "END": -1}.get(name.strip().rpartition(".")[2].upper(), 0)


def _logical_lines(where: Where, encoding: str) -> Iterator[tuple[int, str]]:
    """Yield (physical line, text) with folded and soft-broken lines joined; the values of unused properties are
    dropped."""
    start, pending, size, soft = 0, [""], 0, False
    for line, text in _physical_lines(where, encoding):
        folded = text[:1] in (" ", "\t") and bool(start)
        if folded or soft:
            size += len(text)
            if _is_wanted(pending[0]):
                if size > MOST_VALUE:
                    raise error("FILE_TOO_HEAVY", file=where.name)
                pending.append(text if soft else text[1:])
        else:
            if start:
                yield start, "".join(pending)
            start, pending, size = line, [text], len(text)
        soft = text.endswith("=") and "QUOTED-PRINTABLE" in pending[0].upper() and _is_wanted(pending[0])
        if soft:
            pending[-1] = pending[-1][:-1]
    if start:
        yield start, "".join(pending)


def _physical_lines(where: Where, encoding: str) -> Iterator[tuple[int, str]]:
    with where.open(encoding=encoding, errors=LENIENT, newline=None) as file:
        line = 0
        while text := file.readline(MOST_LINE):
            if len(text) >= MOST_LINE:
                raise error("FILE_TOO_HEAVY", file=where.name)
            line += 1
            yield line, text.rstrip("\n").replace("\0", "").removeprefix("\ufeff")


def _is_wanted(text: str) -> bool:
    return is_used(re.split("[;:]", text, maxsplit=1)[0].rpartition(".")[2].upper())


def _property(text: str, encoding: str) -> CardProperty | None:
    if not _is_wanted(text):
        return None
    head, value = _cut(text)
    name, *parameters = islice(map(itemgetter(0), _PIECES.finditer(head)), MOST_PARAMETERS)
    said = frozenset(
        part.strip('" ')
        for parameter in parameters
        for part in re.split("[,=]", parameter.upper())
        if part.strip('" ')
    )  # fmt: skip
    if "QUOTED-PRINTABLE" in said:
        value = _unquoted(value, _charset(parameters), encoding)
    return CardProperty(name.rpartition(".")[2].upper(), said, value, _label(parameters))


def _label(parameters: list[str]) -> str:
    """Return the parameter LABEL of an address, its lines parted (RFC 6350, 6.3.1; RFC 6868)."""
    for parameter in parameters:
        name, _equal, value = parameter.partition("=")
        if name.strip().upper() == "LABEL":
            return unescaped(value.strip(' "').replace("^n", "\n").replace("^'", '"'))
    return ""


def _cut(text: str) -> tuple[str, str]:
    """Return (name and parameters, value), cut at the first colon outside quotes."""
    inside = False
    for at, letter in enumerate(text):
        if letter == '"':
            inside = not inside
        elif letter == ":" and not inside:
            return text[:at], text[at + 1 :]
    head, _colon, value = text.partition(":")
    return head, value


def _charset(parameters: list[str]) -> str:
    for parameter in parameters:
        name, _equal, value = parameter.partition("=")
        if name.strip().upper() == "CHARSET":
            return value.strip('" ')
    return ""


def _unquoted(value: str, charset: str, encoding: str) -> str:
    raw = quopri.decodestring(value.encode(encoding if encoding.startswith("cp") else "utf-8", "replace"))
    for codec in (charset, "utf-8"):
        try:
            return raw.decode(codec)
        except (LookupError, ValueError):
            continue
    return raw.decode("cp1252", "replace")
