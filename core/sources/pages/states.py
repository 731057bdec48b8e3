"""Harvests every piece of data a page carries beside what it shows: the states its scripts start from, JSON-LD, JSON in
attributes, the stream of a server's components; references between nodes are followed."""

import base64
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from core.sources.pages import flight, js_literal
from core.sources.pages.found import LINKED, STATE
from core.sources.pages.linked import joined, pointed
from core.sources.pages.revived import revived, unpaired
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
    found += [(STATE, tree) for tree in flight.rows_of("".join(stream))]
    joined(linked, "@id")  # The blocks of a page refer to each other.
    found += [(LINKED, tree) for tree in linked]
    for number, one in enumerate(_ATTRIBUTE.finditer(text)):
        if number < _PIECES and isinstance(tree := loads(unescape(one[1] or one[2])), dict | list):
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
    if "__NUXT__" in body and (made := js_literal.called(body)) is not None:
        yield made
        return
    yield from js_literal.named(body)
    yield from _enqueued(body)
    end = -1
    for number, one in enumerate(_ASSIGNED.finditer(body)):
        if number >= _PIECES or one.start() < end:
            continue
        words = parsed_string(body, one.end() + len("JSON.parse(")) if body.startswith("JSON.parse(", one.end()) else ""
        tree = loads(words or body[one.end() :])
        if isinstance(tree, dict | list):
            # What follows is read on from the end of what was just decoded, roughly: a state is not read twice.
            end = one.end() + (len(words) if words else _length(tree))
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
    held = _BASE64.search(body) if "atob(" in body else None
    if not held:
        return body
    try:
        return f"={base64.b64decode(held[1], validate=True).decode('utf-8', 'replace')}"
    except ValueError:
        return body


def _enqueued(body: str) -> Iterator[Json]:
    """Yield what a script hands to the stream of its program, a list of values that point at each other."""
    words = "".join(parsed_string(body, one.end()) for one in _ENQUEUED.finditer(body))
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
