"""Gives back the values that programs flatten into lists: devalue (Nuxt), turbo-stream (React Router), the pairs of
Astro's islands."""

import re

from core.sources.pages.state_json import Json

_DEPTH, _VALUES = 60, 300_000
_PLACED = re.compile(r"_\d+")


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
    return bool(values) and all(isinstance(one, list) and len(one) in (1, 2) and _is_place(one[0]) for one in values)


def _is_place(value: Json) -> bool:
    return isinstance(value, str) and value.isdecimal()


def _unpaired(pair: Json, depth: int) -> Json:
    value = pair[1] if isinstance(pair, list) and len(pair) == 2 else None
    if depth > _DEPTH:
        return None
    if isinstance(value, dict):
        return {name: _unpaired(one, depth + 1) for name, one in value.items()}
    return [_unpaired(one, depth + 1) for one in value] if isinstance(value, list) else value


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


def _points(node: Json) -> bool:
    """Tell whether a node holds only places of other values."""
    values = list(node.values() if isinstance(node, dict) else node if isinstance(node, list) else [])
    if values and isinstance(node, list) and isinstance(values[0], str) and not values[0].lstrip("-").isdecimal():
        values = values[1:]
    return bool(values) and all(isinstance(one, str) and one.lstrip("-").isdecimal() for one in values)
