"""Harvests every piece of data a page carries beside what it shows: the states its scripts start from, JSON-LD, JSON in
attributes; references between nodes are followed.

Programs write them otherwise than as JSON: values flattened into lists (devalue of Nuxt, turbo-stream of React Router,
the pairs of Astro's islands), the stream of a server's components (React, « flight »: rows one after the other, each
with its name, and references such as ``$1f``), and literals of JavaScript (names without quotes, ``!0``, ``void 0``,
the arguments that a function hands to the object it returns: Nuxt 2).
"""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from urllib.parse import unquote

from core.sources.pages.extracted import LINKED, STATE
from core.sources.pages.json_refs import joined, pointed
from core.sources.pages.state_json import Json, loads, parsed_string

_SCRIPT = re.compile(r"<script\b([^<>]{0,600})>", re.I)
_ASSIGNED = re.compile(r"""=\s*(?=\[\s*(?:null|true|false|-?\d|["\[{])|\{\s*["}])|[=(:,]\s*(?=JSON\.parse\()""")
_STREAM = re.compile(r"""__next_f\.push\(\[\s*1\s*,\s*(?=")""")
_ENQUEUED = re.compile(r"""\.enqueue\(\s*(?=")""")
_ATTRIBUTE = re.compile(r"""=\s*(?:"(\[?\{&quot;[^"<>]{60,200000})"|'(\[?\{"[^'<>]{60,200000})')""")
_INSIDE = re.compile(r"""\s*[\[{]\s*["{\[]""")
_BASE64 = re.compile(r"""\batob\(\s*["']([A-Za-z0-9+/]{80,4000000}={0,2})["']""")
_CODED = re.compile(r"""\bdecodeURIComponent\(\s*["']([\w%.~!*()+-]{80,4000000})["']""")
_QUOTES = (("&q;", '"'), ("&s;", "'"), ("&l;", "<"), ("&g;", ">"), ("&a;", "&"))
_SCRIPTS, _PIECES = 600, 400
Tree = tuple[str, Json]
"""Where a tree comes from (``STATE`` or ``LINKED``), and the tree."""
_DEPTH, _VALUES = 60, 300_000
_PLACED = re.compile(r"_\d+")
_ROW = re.compile(rb"([0-9a-f]{1,8}):(?:T([0-9a-f]{1,8}),)?")
_REFERENCE = re.compile(r"\$L?([0-9a-f]{1,8})((?::[^:]{1,80}){0,20})")
_ROWS = 4000
_TOKEN = re.compile(
    r"""\s*(?:(?P<string>"(?:[^"\\]+|\\.)*+"|'(?:[^'\\]+|\\.)*+')|(?P<number>-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"""
    r"""|(?P<not>!\s*[01])|(?P<void>void 0)|(?P<day>new Date\([^()]{0,40}\))|(?P<name>[A-Za-z_$][\w$]*)"""
    r"""|(?P<mark>[{}\[\],:]))""",
    re.S,
)
_WORDS = {"true": "true", "false": "false", "null": "null", "undefined": "null", "NaN": "null"}
_CALLED = re.compile(r"__NUXT__\s*=\s*\(?function\s*\(([\w$,\s]{0,20000})\)\s*\{")
_RETURNED = re.compile(r"\breturn\s*(?=\{)")
_NAMED = re.compile(r"""=\s*(?=(?:\[\s*(?:null\s*,\s*){0,9})?\{\s*[A-Za-z_$][\w$]*\s*:)""")
_LONGEST = 5_000_000


class _Filling:
    """Puts rows in the place of their references. A row that refers to one above it leaves a hole there."""

    def __init__(self, rows: dict[str, Json]) -> None:
        self._rows = rows
        self._open: set[str] = set()
        self._left = _VALUES

    def whole(self, node: Json, depth: int) -> Json:
        """Return ``node`` with its references filled."""
        self._left -= 1
        if self._left < 0 or depth > _DEPTH:
            return None
        if isinstance(node, dict):
            return {name: self.whole(one, depth + 1) for name, one in node.items()}
        if isinstance(node, list):
            return [self.whole(one, depth + 1) for one in node]
        if isinstance(node, str) and node.startswith("$"):
            return self._referred(node, depth)
        return node

    def _referred(self, text: str, depth: int) -> Json:
        if text.startswith("$$"):  # A text that begins with a dollar.
            return text[1:]
        if text.startswith("$D"):  # A day.
            return text[2:]
        match = _REFERENCE.fullmatch(text)
        if not match or text.startswith("$L"):  # A component written elsewhere is read in its own row.
            return None
        if text in self._open:
            return None
        node = self._rows.get(match[1])
        for step in match[2].split(":")[1:]:
            node = _step(node, step)
        if not isinstance(node, dict | list):
            return node
        self._open.add(text)
        made = self.whole(node, depth + 1)
        self._open.discard(text)
        return made


class _Reviving:
    """The values of a list that point at each other; each is made once."""

    def __init__(self, tree: list[Json]) -> None:
        self._tree = tree
        self._made: dict[int, Json] = {}
        self._left = _VALUES

    def at(self, place: Json, depth: int) -> Json:
        """Return the value at ``place``, None for a hole."""
        if not isinstance(place, str) or not place.isdecimal() or int(place) >= len(self._tree) or depth > _DEPTH:
            return None
        index = int(place)
        self._left -= 1
        if index not in self._made and self._left > 0:
            self._made[index] = None
            self._made[index] = self._shape(self._tree[index], depth + 1)
        return self._made.get(index)

    def _shape(self, node: Json, depth: int) -> Json:
        if isinstance(node, dict):
            return {self._name(name): self.at(place, depth) for name, place in node.items()}
        if not isinstance(node, list):
            return node
        if node and isinstance(node[0], str) and not node[0].lstrip("-").isdecimal():
            # ["Ref", 3], ["Date", "2026-11-14T…"]: a value with its type.
            typed = node[1] if len(node) == 2 else None
            return typed if isinstance(typed, str) and not typed.isdecimal() else self.at(typed, depth)
        return [self.at(place, depth) for place in node]

    def _name(self, name: str) -> str:
        """Return a name; in a turbo-stream it is a place too (``_12``)."""
        held = self._tree[int(name[1:])] if _PLACED.fullmatch(name) and int(name[1:]) < len(self._tree) else name
        return held if isinstance(held, str) else name


def trees(text: str) -> list[Tree]:
    """Return every tree of data in the page ``text``, in its order; the text itself when it is JSON."""
    if text.lstrip()[:1] in ("{", "["):
        whole = loads(text)
        return [(STATE, whole)] if whole is not None else []
    found: list[Tree] = []
    stream: list[str] = []
    linked: list[Json] = []
    for attributes, body in _scripts(text):
        if "ld+json" in attributes:
            linked += _linked(body)
        elif "__next_f" in body:
            stream += [words for one in _STREAM.finditer(body) if (words := parsed_string(body, one.end()))]
        else:
            found += [
                (STATE, pointed(tree) if '"__ref"' in body or '"generated"' in body else tree) for tree in _states(body)
            ]
    found += [(STATE, tree) for tree in rows_of("".join(stream))]
    joined(linked, "@id")  # The blocks of a page refer to each other.
    found += [(LINKED, tree) for tree in linked]
    for number, match in enumerate(_ATTRIBUTE.finditer(text)):
        if number < _PIECES and isinstance(tree := loads(unescape(match[1] or match[2])), dict | list):
            found.append((STATE, unpaired(tree)))
    return found


def _scripts(text: str) -> Iterator[tuple[str, str]]:
    start = 0
    for _ in range(_SCRIPTS):
        opening = _SCRIPT.search(text, start)
        if not opening:
            return
        end = text.find("</script", opening.end())
        if end < 0:
            # Cut short: what can be decoded is.
            end = len(text)
        start = end
        yield opening[1].lower(), text[opening.end() : end]


def _states(body: str) -> Iterator[Json]:
    if len(body) < 40:
        return
    body = _decoded(body)
    head = body.lstrip()[:1]
    if head in ("{", "["):
        tree = loads(body)
        if isinstance(tree, dict | list):
            yield revived(tree) if isinstance(tree, list) else tree
            return
    if "__NUXT__" in body and (made := called(body)) is not None:
        yield made
        return
    yield from named(body)
    yield from _enqueued(body)
    end = -1
    for number, match in enumerate(_ASSIGNED.finditer(body)):
        if number >= _PIECES or match.start() < end:
            continue
        words = (
            parsed_string(body, match.end() + len("JSON.parse(")) if body.startswith("JSON.parse(", match.end()) else ""
        )
        tree = loads(words or body[match.end() :])
        if isinstance(tree, dict | list):
            # What follows is read on from the end of what was just decoded, roughly: a state is not read twice.
            end = match.end() + (len(words) if words else _length(tree))
            yield tree


def _decoded(body: str) -> str:
    """Return a script whose state is JSON written otherwise: the quotes of Angular (``&q;``), base64 (``atob``)."""
    if "&q;" in body:
        for name, letter in _QUOTES:
            body = body.replace(name, letter)
    if body.lstrip()[:7] in ("{&quot;", "[{&quot"):
        return unescape(body)
    coded = _CODED.search(body) if "decodeURIComponent(" in body else None
    if coded:
        return f"={unquote(coded[1])}"
    match = _BASE64.search(body) if "atob(" in body else None
    if not match:
        return body
    try:
        return f"={base64.b64decode(match[1], validate=True).decode('utf-8', 'replace')}"
    except ValueError:
        return body


def _enqueued(body: str) -> Iterator[Json]:
    """Yield what a script hands to the stream of its program, a list of values that point at each other."""
    words = "".join(parsed_string(body, match.end()) for match in _ENQUEUED.finditer(body))
    for line in words.splitlines():
        if isinstance(tree := loads(line), list):
            yield revived(tree)


def _length(tree: Json) -> int:
    """Return a length in letters that the JSON of ``tree`` surely has."""
    total, waiting = 0, [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            total += len(node)
        elif isinstance(node, dict):
            total += sum(map(len, node)) + 2
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return total


def _linked(body: str) -> list[Json]:
    """Return the tree of one block of JSON-LD."""
    tree = loads(unescape(body) if "&quot;" in body else body.strip().removeprefix("<![CDATA["))
    return [tree] if isinstance(tree, dict | list) else []


def inside(text: str) -> Json | None:
    """Return the JSON that a text of a state holds in its turn, or None."""
    return loads(text) if len(text) > 60 and _INSIDE.match(text) else None


def revived(tree: list[Json]) -> Json:
    """Return what a list of values that point at each other stands for; any other list is returned as it is."""
    if len(tree) < 3 or not _points(tree[0]):
        return tree
    return _Reviving(tree).at("0", 0)


def unpaired(tree: Json) -> Json:
    """Return ``tree`` without the pairs (type, value) that each of its values is written as; as it is when it has
    none."""
    if not isinstance(tree, dict) or not _are_pairs(list(tree.values())):
        return tree
    return {name: _unpaired(pair, 0) for name, pair in tree.items()}


def _are_pairs(values: list[Json]) -> bool:
    return bool(values) and all(
        isinstance(value, list) and len(value) in (1, 2) and _is_place(value[0]) for value in values
    )


def _is_place(value: Json) -> bool:
    return isinstance(value, str) and value.isdecimal()


def _unpaired(pair: Json, depth: int) -> Json:
    value = pair[1] if isinstance(pair, list) and len(pair) == 2 else None
    if depth > _DEPTH:
        return None
    if isinstance(value, dict):
        return {name: _unpaired(one, depth + 1) for name, one in value.items()}
    return [_unpaired(one, depth + 1) for one in value] if isinstance(value, list) else value


def _points(node: Json) -> bool:
    """Tell whether a node holds only places of other values."""
    values = list(node.values() if isinstance(node, dict) else node if isinstance(node, list) else [])
    if values and isinstance(node, list) and isinstance(values[0], str) and not values[0].lstrip("-").isdecimal():
        values = values[1:]
    return bool(values) and all(isinstance(value, str) and value.lstrip("-").isdecimal() for value in values)


def rows_of(stream: str) -> Iterator[Json]:
    """Yield the tree of each row of ``stream``, what it refers to put in its place."""
    rows = dict(_rows(stream.encode("utf-8", "replace")))
    filling = _Filling(rows)
    for row in list(rows.values()):
        if isinstance(row, dict | list):
            yield filling.whole(row, 0)


def _rows(stream: bytes) -> Iterator[tuple[str, Json]]:
    """Yield (name, value) of each row: JSON, or a text whose length in bytes is told."""
    start = 0
    for _ in range(_ROWS):
        match = _ROW.match(stream, start)
        if not match:
            start = stream.find(b"\n", start) + 1
            if start == 0:
                return
            continue
        name = match[1].decode()
        if match[2]:
            end = match.end() + int(match[2], 16)
            yield name, stream[match.end() : end].decode("utf-8", "replace")
            start = end
            continue
        end = stream.find(b"\n", match.end())
        end = len(stream) if end < 0 else end
        if stream[match.end() : match.end() + 1] in (b"[", b"{"):
            yield name, loads(stream[match.end() : end].decode("utf-8", "replace"))
        start = end + 1


def _step(node: Json, step: str) -> Json:
    if isinstance(node, list):
        # An element is ["$", type, key, props].
        if step == "props":
            return node[3] if len(node) > 3 else None
        return node[int(step)] if step.isdecimal() and int(step) < len(node) else None
    return node.get(step) if isinstance(node, dict) else None


def literal(text: str, start: int, names: Mapping[str, str] | None = None) -> tuple[Json, int]:
    """Return (the value written at ``start``, where it ends); None for what is no plain literal. ``names``: the JSON of
    each argument known by a name."""
    parts: list[str] = []
    depth, place = 0, start
    while match := _TOKEN.match(text, place):
        place = match.end()
        kind = match.lastgroup
        part = match[kind or 0]
        if kind == "mark":
            depth += (part in "{[") - (part in "}]")
            if part in "}]" and parts and parts[-1] == ",":
                parts.pop()
        elif kind == "name" and text[place : place + 40].lstrip()[:1] != ":":
            part = (names or {}).get(part) or _WORDS.get(part, "null")
        else:
            part = _json(kind, part)
        parts.append(part)
        if depth <= 0:
            return loads("".join(parts)), place
    return None, place


def _json(kind: str | None, part: str) -> str:
    """Return a name, a text, a number or a constant of JavaScript as JSON; numbers stay texts."""
    if kind == "string":
        return json.dumps(parsed_string(part, 0))
    if kind in ("number", "name"):
        return json.dumps(part)
    if kind == "day":
        return json.dumps(_day(part))
    return "null" if kind == "void" else "true" if part[-1] == "0" else "false"


def _day(part: str) -> str:
    """Return the ISO moment of ``new Date(1763100000000)`` or of ``new Date("2026-11-14")``."""
    when = part[part.index("(") + 1 : -1].strip("\"' ")
    if when.isdecimal() and len(when) < 14:
        return datetime.fromtimestamp(int(when) / 1000, UTC).isoformat()
    return when


def called(body: str) -> Json:
    """Return the object that ``__NUXT__=(function(a,b){return {…}}("x",3))`` makes, None when it makes none."""
    head = _CALLED.search(body[:200_000])
    returned = _RETURNED.search(body, head.end()) if head else None
    if not head or not returned or len(body) > _LONGEST:
        return None
    # The arguments stand at the end, after that of the function.
    values = _arguments(body, body.rfind("}(") + 2)
    names = dict(zip((name.strip() for name in head[1].split(",")), values, strict=False))
    return literal(body, returned.end(), names)[0]


def _arguments(body: str, start: int) -> list[str]:
    texts: list[str] = []
    while start < len(body) and body[start] != ")":
        value, end = literal(body, start)
        if end == start:
            break
        texts.append(json.dumps(value))
        start = end + (body[end : end + 1] == ",")
    return texts


def named(body: str) -> list[Json]:
    """Return the objects whose names have no quotes that a script keeps: ``var ad = {id: 12, price: 3}``."""
    found: list[Json] = []
    end = -1
    for number, match in enumerate(_NAMED.finditer(body)):
        if number < 40 and match.start() >= end:
            value, end = literal(body, match.end())
            found += [value] if isinstance(value, dict | list) and len(value) > 1 else []
    return found
