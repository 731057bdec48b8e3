"""Harvests every piece of data a page carries beside what it shows: the states its scripts start from, JSON-LD, JSON in
attributes, the stream of a server's components; references between nodes are followed."""

import re
from collections.abc import Iterator
from html import unescape

from core.sources.pages.found import LINKED, STATE
from core.sources.pages.state_json import Json, loads, parsed_string

_SCRIPT = re.compile(r"<script\b([^<>]{0,600})>", re.I)
_ASSIGNED = re.compile(r"""=\s*(?=\[\s*(?:null|true|false|-?\d|["\[{])|\{\s*["}])|[=(:,]\s*(?=JSON\.parse\()""")
_STREAM = re.compile(r"""__next_f\.push\(\[\s*1\s*,\s*(?=")""")
_LINE = re.compile(r"^[0-9a-f]{1,6}:(?=[\[{])", re.M)
_ATTRIBUTE = re.compile(r"""=\s*(?:"(\{&quot;[^"<>]{60,200000})"|'(\{"[^'<>]{60,200000})')""")
_INSIDE = re.compile(r"""\s*[\[{]\s*["{\[]""")
_SCRIPTS, _PIECES, _DEPTH, _REVIVED = 600, 400, 60, 300_000

Tree = tuple[str, Json]
"""Where a tree comes from (``STATE`` or ``LINKED``), and the tree."""


def trees(text: str) -> list[Tree]:
    """Return every tree of data in the page ``text``, in its order; the text itself when it is JSON."""
    if text.lstrip()[:1] in ("{", "["):
        whole = loads(text)
        return [(STATE, whole)] if whole is not None else []
    found: list[Tree] = []
    stream: list[str] = []
    for attributes, body in _scripts(text):
        if "ld+json" in attributes:
            found += _linked(body)
        elif "__next_f" in body:
            stream += [words for one in _STREAM.finditer(body) if (words := parsed_string(body, one.end()))]
        else:
            found += [(STATE, _pointed(tree) if '"__ref"' in body else tree) for tree in _states(body)]
    found += [(STATE, tree) for tree in _streamed("".join(stream))]
    for number, one in enumerate(_ATTRIBUTE.finditer(text)):
        if number < _PIECES and isinstance(tree := loads(unescape(one[1] or one[2])), dict):
            found.append((STATE, tree))
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
    head = body.lstrip()[:1]
    if head in ("{", "["):
        tree = loads(body)
        if isinstance(tree, dict | list):
            yield _revived(tree) if isinstance(tree, list) else tree
            return
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


def _streamed(stream: str) -> Iterator[Json]:
    for number, one in enumerate(_LINE.finditer(stream)):
        if number < _PIECES and isinstance(tree := loads(stream[one.end() :]), dict | list):
            yield tree


def _linked(body: str) -> list[Tree]:
    """Return the trees of one block of JSON-LD, nodes joined by their ``@id``."""
    tree = loads(unescape(body) if "&quot;" in body else body.strip().removeprefix("<![CDATA["))
    return [(LINKED, joined(tree, "@id"))] if isinstance(tree, dict | list) else []


def joined(tree: Json, key: str) -> Json:
    """Return ``tree`` with each node that is only a reference (``{"@id": x}``) replaced by the node of that name."""
    named: dict[str, Json] = {}
    bare = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            name = node.get(key)
            if isinstance(name, str):
                if len(node) == 1:
                    bare.append(node)
                else:
                    named.setdefault(name, node)
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    for node in bare:
        target = named.get(str(node[key]))
        if isinstance(target, dict):
            node.update({name: value for name, value in target.items() if not isinstance(value, dict | list)})
    return tree


def _pointed(tree: Json) -> Json:
    """Return ``tree``, a cache of named nodes, with each pointer (``{"__ref": name}``) filled from its node."""
    named: dict[str, Json] = {}
    pointers: list[dict[str, Json]] = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            named.update({name: value for name, value in node.items() if ":" in name and isinstance(value, dict)})
            if isinstance(node.get("__ref"), str):
                pointers.append(node)
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    for node in pointers:
        target = named.get(str(node.get("__ref")))
        if isinstance(target, dict):
            node.update({name: value for name, value in target.items() if not isinstance(value, dict | list)})
    return tree


def _revived(tree: list[Json]) -> Json:
    """Return what a list of values that point at each other (devalue, as Nuxt writes it) stands for; any other list is
    returned as it is."""
    if len(tree) < 3 or not _points(tree[0]):
        return tree
    return _Reviving(tree).at("0", 0)


class _Reviving:
    """The values of a list that point at each other; each is made once."""

    def __init__(self, tree: list[Json]) -> None:
        self._tree = tree
        self._made: dict[int, Json] = {}
        self._left = _REVIVED

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
            return {name: self.at(place, depth) for name, place in node.items()}
        if not isinstance(node, list):
            return node
        if node and isinstance(node[0], str) and not node[0].lstrip("-").isdecimal():
            # ["Ref", 3], ["Date", 4]: a value with its type.
            return self.at(node[1], depth) if len(node) == 2 else None
        return [self.at(place, depth) for place in node]


def _points(node: Json) -> bool:
    """Tell whether a node holds only places of other values."""
    values = list(node.values() if isinstance(node, dict) else node if isinstance(node, list) else [])
    if values and isinstance(node, list) and isinstance(values[0], str) and not values[0].lstrip("-").isdecimal():
        values = values[1:]
    return bool(values) and all(isinstance(one, str) and one.lstrip("-").isdecimal() for one in values)


def inside(text: str) -> Json | None:
    """Return the JSON that a text of a state holds in its turn, or None."""
    return loads(text) if len(text) > 60 and _INSIDE.match(text) else None
