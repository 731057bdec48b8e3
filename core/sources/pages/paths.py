"""Finds texts in decoded JSON by a path written in a site sheet: ``attributes[key=square].value``, ``data.ads[0]``.

A name applied to a list is applied to each of its elements, so that ``offers.price`` reads one offer or several alike.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice

Json = object
"""Decoded JSON whose numbers were left as text: dict, list, str, bool or None."""

_STEP = re.compile(r"([^.\[\]]+)|\[([^\]]*)\]")
_MOST = 10_000


def loads(text: str) -> Json | None:
    """Return the decoded JSON at the start of ``text``, or None when there is none or it is nested too deep to be
    honest.

    Raw line breaks in strings are accepted (real JSON-LD has them). Numbers stay text, so that a number of a million
    digits costs nothing.
    """
    decoder = json.JSONDecoder(strict=False, parse_int=str, parse_float=str, parse_constant=str)
    try:
        found: Json = decoder.raw_decode(text.lstrip())[0]
    except (ValueError, RecursionError):
        return None
    return found


def nodes(root: Json, path: str) -> list[Json]:
    """Return the nodes at ``path``, in order. A list at the end of the path gives its elements; an empty path gives
    ``root``."""
    found: list[Json] = [root]
    for name, bracket in _STEP.findall(path):
        found = [below for node in found for below in (_named(node, name) if name else _picked(node, bracket))]
    return list(_spread(found))[:_MOST]


def texts(root: Json, path: str) -> list[str]:
    """Return the texts and numbers ``path`` leads to, as text; true and false are "true" and "false". « . » leads to
    every text below, however deep."""
    if path == ".":
        return list(islice(_below(root), _MOST))
    return [text for node in nodes(root, path) if (text := _scalar(node))]


def _below(root: Json) -> Iterator[str]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, dict | list):
            waiting += reversed([*(node.values() if isinstance(node, dict) else node)])


def _named(node: Json, name: str) -> Iterator[Json]:
    if isinstance(node, dict) and name in node:
        yield node[name]
    elif isinstance(node, list):
        yield from (item[name] for item in node if isinstance(item, dict) and name in item)


def _picked(node: Json, bracket: str) -> Iterator[Json]:
    if not isinstance(node, list):
        return
    key, equal, wanted = bracket.partition("=")
    if equal:
        yield from (item for item in node if isinstance(item, dict) and _scalar(item.get(key)) == wanted)
    elif not bracket:
        yield from node
    elif bracket.isdecimal() and int(bracket) < len(node):
        yield node[int(bracket)]


def _spread(found: list[Json]) -> Iterator[Json]:
    for node in found:
        if isinstance(node, list):
            yield from node
        else:
            yield node


def _scalar(node: Json) -> str:
    if isinstance(node, bool):
        return "true" if node else "false"
    return node if isinstance(node, str) else ""
