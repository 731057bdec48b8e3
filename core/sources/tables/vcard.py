"""Reads vCards as rows: versions 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350), one card per row, under the headings of a lead
file.

vobject is not used: it reads a card whole (photos included), refuses what telephones export (bare parameters, unknown
charsets, unfolded lines) and brings three libraries with it.
"""

import quopri
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.rules.refusal import refusal
from core.sources.tables.encoding import LENIENT
from core.sources.tables.headings import field_of
from core.sources.tables.member import Where
from core.sources.tables.names import split_name
from core.sources.tables.refusals import declines, refuses
from core.words.errors import error

HEADINGS = (
    *("Nom de famille", "Prénom", "Civilité", "Téléphone", "E-mail", "Adresse", "Code postal", "Ville"),
    *("Société", "Lien", "Opposition", "Note"),
)
"""As the header dictionary reads them, whatever the language of the screen."""
MOST_LINE = 1 << 22
"""Characters of one line of the file; a photo in one line is longer in no phone."""
MOST_VALUE = 1 << 25
BETWEEN = " / "

_LAST, _FIRST, _CIVILITY, _PHONE, _EMAIL, _ADDRESS, _POSTCODE, _TOWN, _COMPANY, _LINK, _REFUSAL, _NOTE = range(12)
_HOME = 12
"""Not a cell: whether the address is that of the home."""
_PLACES: Mapping[str, int] = MappingProxyType(
    {"TEL": _PHONE, "EMAIL": _EMAIL, "ORG": _COMPANY, "URL": _LINK, "NOTE": _NOTE}
)
_REMARKS = frozenset({"CATEGORIES", "TITLE", "ROLE", "NICKNAME", "X-ABLABEL"})
"""Where a person is said to refuse, for want of a place made for it."""
_WANTED = frozenset({*_PLACES, *_REMARKS, "FN", "N", "ADR"})
_PARTS = re.compile(r"(?<!\\);")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_QUOTED_PAIR = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_NOT_CALLED = frozenset({"FAX", "PAGER", "MODEM", "BBS"})


@dataclass(slots=True)
class _Property:
    """One property: its name, its parameters in capitals, its value still escaped."""

    name: str
    parameters: frozenset[str]
    value: str


def card_records(where: Where, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line of BEGIN, cells in the order of HEADINGS) for each card.

    Several numbers share their cell. Fax numbers are left out. Raises UserError RECORD_BROKEN for a card without an
    end or a text outside a card, FILE_TOO_HEAVY; OSError.
    """
    start = depth = line = 0
    card: list[_Property] = []
    for line, text in _logical_lines(where, encoding):
        bound = _bound(text)
        depth += bound
        if bound > 0 and depth == 1:
            start, card = line, []
        elif bound < 0 and not depth:
            yield start, _row(card)
        elif depth < 0 or (not depth and text.strip()):
            raise error("RECORD_BROKEN", file=where.name, line=line)
        elif depth == 1 and not bound and (found := _property(text, encoding)):
            card.append(found)
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
    name = re.split("[;:]", text, maxsplit=1)[0].rpartition(".")[2].upper()
    return name in _WANTED or (name.startswith("X-") and bool(_flag(name)))


def _flag(name: str) -> str:
    """Return the field, refuses or accepts, that a property of a program is about: « X-DNC »; else an empty text."""
    field = field_of(name.removeprefix("X-"))[0]
    return field if field in ("refuses", "accepts") else ""


def _property(text: str, encoding: str) -> _Property | None:
    if not _is_wanted(text):
        return None
    head, value = _cut(text)
    name, *parameters = _QUOTED_PAIR.split(head)
    said = frozenset(
        part.strip('" ')
        for parameter in parameters
        for part in re.split("[,=]", parameter.upper())
        if part.strip('" ')
    )  # fmt: skip
    if "QUOTED-PRINTABLE" in said:
        value = _unquoted(value, _charset(parameters), encoding)
    return _Property(name.rpartition(".")[2].upper(), said, value)


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


def _row(card: list[_Property]) -> list[str]:
    cells: list[list[str]] = [[] for _at in range(_HOME + 1)]
    for found in card:
        if found.name in ("N", "FN"):
            _add_name(cells, found)
        elif found.name == "ADR":
            _add_address(cells, found)
        elif found.name not in _PLACES:
            _add_refusal(cells, found)
        elif not (found.name == "TEL" and found.parameters & _NOT_CALLED):
            text = _plain(found.value)
            if found.name == "TEL":
                text = text.removeprefix("tel:").partition(";")[0]
            cells[_PLACES[found.name]].append(text.removeprefix("mailto:") if found.name == "EMAIL" else text)
    several = {_PHONE, _EMAIL, _NOTE, _REFUSAL}
    return [
        BETWEEN.join(dict.fromkeys(filter(None, texts))) if at in several else next(filter(None, texts), "")
        for at, texts in enumerate(cells[:_HOME])
    ]


def _add_refusal(cells: list[list[str]], found: _Property) -> None:
    """Add what a category (« Opposé »), a title or a property of a program (« X-DNC ») says against being called; the
    rest is left out."""
    text = _plain(found.value)
    if found.name not in _REMARKS:
        if declines(text) if _flag(found.name) == "accepts" else refuses(text):
            cells[_REFUSAL].append(f"{found.name.removeprefix('X-').lower()} : {text}")
        return
    for part in text.split(",") if found.name == "CATEGORIES" else [text]:
        if field_of(part)[0] == "refuses" or refusal(part):
            cells[_REFUSAL].append(part.strip())


def _add_name(cells: list[list[str]], found: _Property) -> None:
    """Add the parts of N: family; given; additional; prefixes; suffixes (RFC 6350, 6.2.2); or FN, the name in one
    piece, when N is empty."""
    if found.name == "FN":
        whole = _plain(found.value)
        said = split_name(whole)
        parts = [said.last or whole, said.first, said.civility]
    else:
        family, given, _more, prefix = _parts(found.value, 4)
        parts = [family, given, prefix]
    if not any(parts) or (found.name == "FN" and any(cells[_LAST] + cells[_FIRST])):
        return
    for at, text in zip((_LAST, _FIRST, _CIVILITY), parts, strict=True):
        cells[at] = [text]


def _add_address(cells: list[list[str]], found: _Property) -> None:
    """Add the parts of ADR: box; extended; street; town; region; postcode; country (RFC 6350, 6.3.1). The address of
    the home is taken for the person's, else the first one."""
    if any(cells[at] for at in (_ADDRESS, _POSTCODE, _TOWN)):
        if "HOME" not in found.parameters or cells[_HOME]:
            return
        for at in (_ADDRESS, _POSTCODE, _TOWN):
            cells[at].clear()
    if "HOME" in found.parameters:
        cells[_HOME].append("1")
    box, extended, street, town, _region, postcode = _parts(found.value, 6)
    cells[_ADDRESS].append(", ".join(filter(None, (box, extended, street))))
    cells[_POSTCODE].append(postcode)
    cells[_TOWN].append(town)


def _parts(value: str, count: int) -> list[str]:
    parts = [" ".join(_plain(part).split()) for part in _PARTS.split(value)]
    return (parts + [""] * count)[:count]


def _plain(value: str) -> str:
    """Return a value without its escapes: ``\\n`` is a line end, ``\\,`` a comma."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()
