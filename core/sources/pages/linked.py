"""Fills the references between the nodes of a tree: JSON-LD (``@id``) and caches of named nodes (``__ref``)."""

from collections.abc import Callable, Iterator

from core.sources.pages.state_json import Json

_DEEP, _COPIES = 4, 20_000
"""How many references are followed one through the other, and how many values they may bring in one tree."""


def joined(tree: Json, key: str) -> Json:
    """Return ``tree`` with each node that is only a reference (``{"@id": x}``) filled from the node of that name."""
    named: dict[str, dict[str, Json]] = {}
    bare: list[dict[str, Json]] = []
    for node in _nodes(tree):
        name = node.get(key)
        if isinstance(name, str):
            if len(node) == 1:
                bare.append(node)
            else:
                named.setdefault(name, node)
    return _filled(tree, named, bare, lambda node: node[key] if len(node) == 1 and key in node else None)


def pointed(tree: Json) -> Json:
    """Return ``tree``, a cache of named nodes, with each pointer (``{"__ref": name}``) filled from its node."""
    pointers = [node for node in _nodes(tree) if _target(node)]
    wanted = {_target(node) for node in pointers}
    named: dict[str, dict[str, Json]] = {}
    for node in _nodes(tree):
        named.update({name: value for name, value in node.items() if name in wanted and isinstance(value, dict)})
    return _filled(tree, named, pointers, _target)


def _target(node: dict[str, Json]) -> str:
    """Return the name of the node that a pointer leads to, empty for what is none; older caches write it as an id."""
    name = node.get("__ref") or (node.get("id") if node.get("type") == "id" and "generated" in node else "")
    return name if isinstance(name, str) else ""


def _nodes(tree: Json) -> Iterator[dict[str, Json]]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _filled(
    tree: Json,
    named: dict[str, dict[str, Json]],
    references: list[dict[str, Json]],
    target_of: Callable[[dict[str, Json]], Json],
) -> Json:
    """Fill every reference with a copy of its node, so that no tree holds itself."""
    left = _COPIES

    def copied(value: Json, depth: int) -> Json:
        nonlocal left
        left -= 1
        if left < 0 or depth > _DEEP:
            return None
        if isinstance(value, list):
            return [copied(one, depth) for one in value]
        if not isinstance(value, dict):
            return value
        target = target_of(value)
        known = named.get(target) if isinstance(target, str) else None
        return {
            name: made
            for name, one in (known or value).items()
            if (made := copied(one, depth + (known is not None))) is not None
        }

    made = [(node, copied(node, 0)) for node in references]
    for node, whole in made:
        if "generated" in node:
            node.clear()  # What names the target is no name of the ad.
        if isinstance(whole, dict):
            node |= {name: one for name, one in whole.items() if name not in node}
    return tree
