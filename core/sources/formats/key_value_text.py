"""Records written one value a line behind its name, « Vendeur : Paul Duriez », as a message or a form is: the names are
the columns. A record ends where its first name comes again, or after a blank line when any of its names does, or the
name that opens the text: a record may lack it, and what follows is another person's."""

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from core.sources.columns.headings import PERSON, field_of
from core.sources.formats.encoding import LENIENT
from core.sources.formats.zip_entry import Where

_LINE = re.compile(r"[\s>*•·–-]*(?!https?\b)([^\W\d_][^:=\t;|]{0,39}?)\s*(?::|=|\t)\s*(.*)", re.IGNORECASE)
_LOOK = 60
_MOST_LINE = 1 << 20
_SHARE, _NAMES = 0.6, 2
_REACHED = PERSON | {"phone", "email", "address"}
BETWEEN = " / "
Record = dict[str, str]


def are_labelled(start: str) -> bool:
    """Tell whether a text begins with such records: most of its lines have a name before a colon, and two names or more
    are headings of the dictionary, that of somebody or of a way to reach them among them."""
    lines = [line for line in start.splitlines() if line.strip()][:_LOOK]
    names = [match[1] for line in lines if (match := _LINE.fullmatch(line)) and match[2]]
    if len(names) < max(_NAMES, _SHARE * len(lines)) or any(line.count(";") > 1 for line in lines[:_NAMES]):
        return False
    known_texts = {field for name in set(names) if (field := _field(name))}
    return len(known_texts) >= _NAMES and not known_texts.isdisjoint(_REACHED)


def _field(name: str) -> str:
    field, confidence = field_of(name)
    return field if confidence >= _SHARE else ""


def labelled_records(where: Where, encoding: str) -> Iterator[tuple[int, Record]]:
    """Yield (line of its first name, name → text) for each record. A line without a name goes on with the one above;
    what stands above the first name is no record. Raises OSError."""
    record: Record = {}
    start, name, blank, opening = 0, "", False, ""
    for line, text in _lines(where, encoding):
        if not text:
            blank = True
            continue
        match = _LINE.fullmatch(text)
        if match is None:
            _add(record, name, text, " ")
            continue
        name = match[1]
        opening = opening or name
        if record and (name == next(iter(record)) or (blank and (name in record or name == opening))):
            yield start, record
            record = {}
        start, blank = start if record else line, False
        _add(record, name, match[2], BETWEEN)
    if record:
        yield start, record


def _lines(where: Where, encoding: str) -> Iterator[tuple[int, str]]:
    """Yield (line from 1, its text)."""
    with where.open(encoding=encoding, errors=LENIENT, newline=None) as file:
        for line, raw in enumerate(file, 1):
            yield line, raw[:_MOST_LINE].strip("\0\ufeff \t\r\n")


def _add(record: Record, name: str, text: str, between: str) -> None:
    if name:
        record[name] = between.join(filter(None, (record.get(name, ""), text)))


def titles_above(where: Where, encoding: str) -> tuple[str, ...]:
    """Return the lines above the first name. Raises OSError."""
    above = takewhile(lambda one: not _LINE.fullmatch(one[1]), _lines(where, encoding))
    return tuple(islice((text for _line, text in above if text), _LOOK))
