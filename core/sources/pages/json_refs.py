"""Fills the references between the nodes of a tree: JSON-LD (``@id``) and caches of named nodes (``__ref``)."""

from collections.abc import Callable, Iterator

from core.sources.pages.keys import is_other_ads
from core.sources.pages.state_json import Json

_DEEP, _COPIES = 4, 20_000
"""How many references are followed one through the other, and how many values they may bring in one tree."""


def joined(tree: Json, key: str) -> Json:
    """Return ``tree`` with each node that is only a reference (``{"@id": x}``) filled from the node of that name. One
    that is a part of another in its list (the offer of an ad, its property) is told there alone: read by itself too, it
    would be a second ad, without what the first says of a refusal."""
    named: dict[str, dict[str, Json]] = {}
    bare: list[dict[str, Json]] = []
    for node in _nodes(tree):
        name = node.get(key)
        if isinstance(name, str):
            if len(node) == 1:
                bare.append(node)
            else:
                named.setdefault(name, node)
    parts = _parts(named, key) | {text for node in _listed(tree) if key not in node for text in _told(node, named, key)}
    made = _filled(tree, named, bare, lambda node: node[key] if len(node) == 1 and key in node else None)
    if parts:
        _leave_out(made, [named[name] for name in parts])
    for node in _nodes(made):
        name = node.get(key)
        if isinstance(name, str) and ("#" in name or ":" not in name):
            del node[key]  # An anchor, told to the other nodes alone: no reference of an ad.
    return made


def _listed(tree: Json) -> Iterator[dict[str, Json]]:
    """Yield the nodes that stand by themselves in a tree, or in its graph."""
    if isinstance(tree, list):
        for one in tree:
            yield from _listed(one)
    elif isinstance(tree, dict) and "@graph" in tree:
        yield from _listed(tree["@graph"])
    elif isinstance(tree, dict):
        yield tree


def _parts(named: dict[str, dict[str, Json]], key: str) -> set[str]:
    """Return the names of the nodes that another leads to, without being led back; other ads are no part of one."""
    told = {name: _told(node, named, key) for name, node in named.items()}
    reached = {name: set(own) for name, own in told.items()}
    for _step in range(_DEEP - 2):
        reached = {name: own.union(*(told[text] for text in own)) for name, own in reached.items()}
    return {text for name, own in reached.items() for text in own if text != name and name not in reached[text]}


def _told(node: dict[str, Json], named: dict[str, dict[str, Json]], key: str) -> set[str]:
    """Return the names that the values of ``node`` lead to."""
    texts, waiting = set[str](), [value for name, value in node.items() if not is_other_ads(name)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            name = one.get(key)
            if len(one) == 1 and isinstance(name, str) and name in named:
                texts.add(name)
            waiting.extend(value for name, value in one.items() if not is_other_ads(name))
    return texts


def _leave_out(tree: Json, parts: list[dict[str, Json]]) -> None:
    """Take the nodes ``parts`` out of the lists of ``tree`` that hold them as they are."""
    aside = {id(part) for part in parts}
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            one[:] = [held for held in one if id(held) not in aside]
        waiting.extend(one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())


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
