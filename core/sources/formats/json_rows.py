"""Reads JSON and JSON lines as rows: an array of objects, anywhere in the first levels, or one object per line.

The file is parsed piece by piece, so that memory does not grow with it; limits on depth, on values and on texts hold
for each record. An inner object gives columns with a dot (« vendeur.nom »); an inner list becomes one cell, its
elements separated by slashes.
"""

import json
from collections.abc import Iterator
from typing import IO, Any

from core.base.lazy_imports import ijson
from core.sources.columns.grammar import read
from core.sources.formats.encoding import LENIENT
from core.sources.formats.zip_entry import Where
from core.words.errors import error

MOST_COLUMNS = 2000
MOST_DEPTH = 40
MOST_VALUES = 10_000
"""Values in one record."""
MOST_TEXT = 1 << 23
"""Characters of one line of JSON lines; a text in JSON meets it between once and twice."""
BETWEEN = " / "
"""Parts the values of a list: the mark between two telephones of a cell."""

_TABLE_DEPTH, _APART = 3, 9
"""Levels in which the array is sought; objects of one list that stay apart."""
_PIECE = 1 << 13
_STARTS = frozenset({"start_map", "start_array"})
_ENDS = frozenset({"end_map", "end_array"})

Record = dict[str, str]
Event = tuple[str, Any]


class _BadRecordError(ValueError):
    """A record beyond the limits, or something that is not a record."""


def json_records(where: Where, kind: str, encoding: str) -> Iterator[tuple[int, Record]]:
    """Yield (line, column → text) for each object: its physical line in JSON lines, else its rank, from 1.

    Raises UserError RECORD_BROKEN, FILE_TOO_HEAVY; OSError.
    """
    with where.open(encoding=encoding, errors=LENIENT, newline="") as file:
        yield from _lines(where, file) if kind == "ndjson" else _objects(where, file)


def columns(found: Iterator[tuple[int, Record]], name: str) -> list[str]:
    """Return the columns of a whole file in order of appearance. Raises UserError FILE_TOO_HEAVY for more columns
    than a person can look at."""
    seen: dict[str, None] = {}
    for _line, record in found:
        seen |= dict.fromkeys(record)
        if len(seen) > MOST_COLUMNS:
            raise error("FILE_TOO_HEAVY", file=name)
    return list(seen)


def _lines(where: Where, file: IO[str]) -> Iterator[tuple[int, Record]]:
    line = 0
    while text := file.readline(MOST_TEXT):
        line += 1
        if len(text) >= MOST_TEXT:
            raise error("FILE_TOO_HEAVY", file=where.name)
        if not text.strip("\0\ufeff \t\r\n"):
            continue
        try:
            found = json.loads(text.strip("\0\ufeff \t\r\n"), strict=False)
            if not isinstance(found, dict):
                raise _BadRecordError
            yield line, _flat(found)
        except (ValueError, RecursionError) as cause:
            raise error("RECORD_BROKEN", file=where.name, line=line) from cause


def _objects(where: Where, file: IO[str]) -> Iterator[tuple[int, Record]]:
    library = ijson()
    source = _Utf8(file)
    rank = 0
    try:
        for rank, record in enumerate(_tabular(library.basic_parse(source, use_float=True)), 1):
            yield rank, record
    except (library.JSONError, UnicodeError, _BadRecordError) as cause:
        heavy = source.is_heavy
        code = "FILE_TOO_HEAVY" if heavy else "RECORD_BROKEN"
        raise error(code, file=where.name, line=max(source.line, rank)) from cause


class _Utf8:
    """The text of a file as UTF-8 bytes for the parser; raises on a text too long for the memory, before it is
    complete."""

    def __init__(self, file: IO[str]) -> None:
        self._file, self._since_quote = file, 0
        self.line, self.is_heavy = 1, False

    def read(self, size: int = _PIECE) -> bytes:
        # For each piece the parser scans a text again from its start: pieces as long as the text keep that linear.
        text = self._file.read(max(_PIECE, self._since_quote) if size else 0).replace("\0", "")
        self.line += text.count("\n")
        at = text.rfind('"')
        self._since_quote = len(text) - at if at >= 0 else self._since_quote + len(text)
        if self._since_quote > MOST_TEXT:
            self.is_heavy = True
            raise _BadRecordError
        return text.encode("utf-8", "replace").removeprefix(b"\xef\xbb\xbf")


def _tabular(events: Iterator[Event]) -> Iterator[Record]:
    """Yield the objects of the first array of objects; a file that is one object without such an array is one
    record."""
    first = next(events, ("", None))
    if first[0] == "start_array":
        yield from _array(events)
        _drain(events)
        return
    if first[0] != "start_map":
        raise _BadRecordError
    builder = _Builder()
    builder.take(first)
    for event in events:
        if event[0] == "start_array" and builder.depth <= _TABLE_DEPTH:
            ahead = next(events, ("", None))
            if ahead[0] == "start_map":
                yield from _array(events, opened=True)
                _drain(events)
                return
            builder.take(event)
            builder.take(ahead)
        else:
            builder.take(event)
    yield builder.record()


def _array(events: Iterator[Event], *, opened: bool = False) -> Iterator[Record]:
    """Yield the objects of an array up to its end. ``opened``: the start of its first object has already been read."""
    builder = _Builder()
    if opened:
        builder.take(("start_map", None))
    for event in events:
        if builder.depth == 0 and event[0] == "end_array":
            return
        if builder.depth == 0 and event[0] != "start_map":
            raise _BadRecordError
        builder.take(event)
        if builder.depth == 0:
            yield builder.record()
            builder = _Builder()


def _drain(events: Iterator[Event]) -> None:
    """Read to the end of the file, so that a file cut short is detected."""
    for _event in events:
        pass


class _Builder:
    """Builds one object from the parser's events."""

    def __init__(self) -> None:
        self._stack: list[Any] = []
        self._keys: list[str] = []
        self._values = 0
        self._root: dict[str, Any] = {}

    @property
    def depth(self) -> int:
        return len(self._stack)

    def take(self, event: Event) -> None:
        """Add one event. Raises _BadRecordError beyond the limits."""
        name, value = event
        if name in _ENDS:
            self._stack.pop()
            self._keys.pop()
        elif name == "map_key":
            self._keys[-1] = value
        elif name in _STARTS:
            self._enter({} if name == "start_map" else [])
        else:
            self._put(value)

    def _enter(self, inner: Any) -> None:
        if self._stack:
            self._put(inner)
        else:
            self._root = inner
        self._stack.append(inner)
        self._keys.append("")
        if len(self._stack) > MOST_DEPTH:
            raise _BadRecordError

    def _put(self, value: Any) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            raise _BadRecordError
        top = self._stack[-1]
        if isinstance(top, dict):
            top[self._keys[-1]] = value
        else:
            top.append(value)

    def record(self) -> Record:
        return _flat(self._root)


def _flat(found: dict[str, Any], path: str = "") -> Record:
    """Return the leaves of an object, each under its path. The objects of a list share their paths, but people, numbers
    and addresses stay apart: « vendeurs.nom », « vendeurs 2.nom »."""
    record: Record = {}
    for name, value in found.items():
        if isinstance(value, dict):
            record |= _flat(value, f"{path}{name}.")
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            if len(value) > 1 and _stay_apart(name):
                for rank, one in enumerate(value[:_APART], 1):
                    record |= _flat(one, f"{path}{name}{f' {rank}' if rank > 1 else ''}.")
                continue
            flat = [_flat(one, f"{path}{name}.") for one in value]
            keys = dict.fromkeys(key for one in flat for key in one)
            record |= {key: BETWEEN.join(filter(None, (one.get(key, "") for one in flat))) for key in keys}
        else:
            record[f"{path}{name}"] = _text(value)
    return record


def _stay_apart(name: str) -> bool:
    heading = read(name)
    return bool(heading.kinds) or heading.whose == "owner"


def _text(value: object) -> str:
    """Return a value as a cell; a nested value gives its leaves."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return BETWEEN.join(filter(None, map(_text, value)))
    return str(value)
