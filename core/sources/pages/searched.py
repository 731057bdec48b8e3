"""Finds in any tree of data the smallest nodes that describe a property, by what their keys mean."""

import re

from core.sources.pages import figures
from core.sources.pages.keys import field_of, is_other_ads
from core.sources.pages.readers import spaced
from core.sources.pages.state_json import Json
from core.sources.pages.states import inside

NAMED = ("key", "name", "type", "code", "id", "label", "attribute", "title")
VALUES = ("value_label", "valueLabel", "label", "value", "values", "splitValue", "text")
OWN_ONLY = frozenset({"reference", "url", "title"})
"""Names of keys: which tell what a value is, which hold it, which are a record's own alone."""
_FACTS = frozenset({"area", "rooms", "place", "kind", "land"})
_SIZES = frozenset({"area", "rooms", "land"})
_OF_AD = frozenset({"text", "published", "seller"})
_PROPERTY = re.compile(r"immobili|/(?:ventes?|locations?|annonces?)[/_-]", re.I)
_TELLING = frozenset({"reference", "url"})
_DEPTH, _NODES, _HELD = 40, 400_000, 60
Held = tuple[tuple[str, ...], dict[str, Json]]
"""The keys that lead to a record, and the record."""


def properties(tree: Json) -> list[Held]:
    """Return each record of a property with the keys that lead to it (numbers of a list left out), in the order of the
    page; those of other ads (similar, sponsored) are left out."""
    search = _Search()
    search.visit(tree, ())
    return search.found


class _Search:
    """Looks through one tree for the smallest nodes that describe a property. ``priced``: its price must be told."""

    def __init__(self, *, priced: bool = True, nodes: int = _NODES) -> None:
        self.found: list[Held] = []
        self._left, self._priced = nodes, priced

    def visit(self, node: Json, path: tuple[str, ...]) -> set[str]:
        """Return what the keys below ``node`` say, without those of a property found there."""
        self._left -= 1
        if self._left < 0 or len(path) > _DEPTH:
            return set()
        if isinstance(node, str):
            held = inside(node)
            return self.visit(held, path) if isinstance(held, dict | list) else set()
        if isinstance(node, list):
            return self._listed([one for one in node if isinstance(one, dict | list)], path)
        return self._described(node, path) if isinstance(node, dict) else set()

    def _listed(self, nodes: list[Json], path: tuple[str, ...]) -> set[str]:
        """Visit the nodes of a list; one that tells no price is a property too where those beside it are."""
        said, start, found = set[str](), len(self.found), []
        for one in nodes:
            before = len(self.found)
            said |= self.visit(one, path)
            found.append(self.found[before:])
        told = {own for own, _node in self.found[start:]}
        if self._priced and told and not all(found):
            each = zip(nodes, found, strict=True)
            self.found[start:] = [ad for one, own in each for ad in own or self._unpriced(one, path, told)]
        return said

    def _unpriced(self, node: Json, path: tuple[str, ...], told: set[tuple[str, ...]]) -> list[Held]:
        search = _Search(priced=False, nodes=self._left)
        search.visit(node, path)
        self._left = search._left
        return [one for one in search.found if one[0] in told]

    def _described(self, node: dict[str, Json], path: tuple[str, ...]) -> set[str]:
        hits: set[str] = set()
        before = len(self.found)
        for key, value in node.items():
            if is_other_ads(key):
                continue
            hits |= _hit(key, value, node)
            if isinstance(value, dict | list) or (isinstance(value, str) and len(value) > _HELD):
                hits |= self.visit(value, (*path, key))
        if len(self.found) > before:
            self._widen(node, path, hits, before)
            return set()
        if _complete(node, hits, priced=self._priced):
            self.found.append((path, node))
            return set()
        return hits

    def _widen(self, node: dict[str, Json], path: tuple[str, ...], hits: set[str], before: int) -> None:
        """Take a record without a reference nor an address of its own for a part of ``node``, which has one and holds
        no other."""
        inner, part = self.found[before]
        own = {field_of(key) for key, value in node.items() if isinstance(value, str)}
        alone = len(self.found) == before + 1 and len(inner) == len(path) + 1
        if alone and own & _TELLING and not _TELLING & {field_of(key) for key in part} and hits & _FACTS:
            self.found[before] = path, node


def _hit(key: str, value: Json, node: dict[str, Json]) -> set[str]:
    name = field_of(key)
    if key in NAMED and isinstance(value, str) and any(one in node for one in VALUES):
        name = field_of(value) or name
    if key == "@type" and isinstance(value, str) and figures.kind(spaced(value)):
        return {"kind"}
    if not name or value is None or value == "" or value == []:
        return {"unpriced"} if name == "price" else set()
    return {"place"} if name in ("town", "postcode") else {name}


def _complete(node: dict[str, Json], hits: set[str], *, priced: bool) -> bool:
    """Tell whether a node describes a property by itself: a price, two facts, and a name or an address of its own. One
    without a price says where it is, its size and which ad it is: it stands among priced ones (not ``priced``), or
    leaves its price empty and has the words, the day or the seller of an ad, which a search has not."""
    own, facts = set(map(field_of, node)), hits & _FACTS
    if "price" in hits:
        told = len(facts) >= 2 or any(_speaks_of_property(value) for value in node.values())
        return bool(facts) and not OWN_ONLY.isdisjoint(own) and told
    untold = not priced or ("unpriced" in hits and not _OF_AD.isdisjoint(hits))
    return untold and len(facts) >= 3 and bool(own & _TELLING) and not _SIZES.isdisjoint(facts)


def _speaks_of_property(value: Json) -> bool:
    """Tell whether a text of a record, its title or its address, says that it is about a property."""
    return isinstance(value, str) and len(value) < 300 and bool(_PROPERTY.search(value) or figures.kind(value))
