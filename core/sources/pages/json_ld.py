"""Reads listings a page describes in schema.org JSON-LD, in one block or several, with ``@graph``, lists or raw line
breaks."""

import re
from collections.abc import Collection, Iterator

from core.sources.pages.paths import Json, loads

_OPENING = re.compile(r"<script\b[^<>]{0,300}application/ld\+json[^<>]{0,300}>", re.I)
_HOLDERS = ("mainEntity", "itemOffered", "item", "itemListElement", "@graph")
_BLOCKS = 500
_NODES = 20_000

Node = dict[str, Json]


def listings(text: str, types: Collection[str]) -> list[Node]:
    """Return the nodes of one of ``types`` in the order of the page, one per property.

    A node with the same name as an earlier one completes it (Engel & Völkers gives the price in a ``Product`` and the
    date in a ``RealEstateListing``). A ``Product`` without a node of a wanted type is not a listing.
    """
    kept: dict[str, Node] = {}
    others: list[Node] = []
    for number, node in enumerate(_nodes(text)):
        name = node.get("name")
        key = name if isinstance(name, str) and name else f"#{number}"
        if not _types(node) & set(types):
            others.append(node)
        elif key in kept:
            kept[key] = {**node, **kept[key]}
        else:
            kept[key] = node
    for node in others:
        name = node.get("name")
        if isinstance(name, str) and name in kept and "offers" in node:
            kept[name] = {**node, **kept[name]}
    return list(kept.values())


def _nodes(text: str) -> Iterator[Node]:
    """Yield every typed object of every block, at any depth, without recursion."""
    left = _NODES
    for _, opening in zip(range(_BLOCKS), _OPENING.finditer(text), strict=False):
        end = text.find("</script", opening.end())
        if end < 0:
            return
        stack: list[Json] = [loads(text[opening.end() : end])]
        while stack and left:
            left -= 1
            node = stack.pop()
            if isinstance(node, list):
                stack.extend(reversed(node))
            elif isinstance(node, dict):
                if "@type" in node:
                    yield node
                stack.extend(node[key] for key in _HOLDERS if key in node)


def _types(node: Node) -> set[str]:
    kind = node.get("@type")
    found = kind if isinstance(kind, list) else [kind]
    return {name.rsplit("/", 1)[-1] for name in found if isinstance(name, str)}
