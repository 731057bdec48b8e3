"""Finds the records of properties in any tree of data, whatever the names of its keys, and reads their fields."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeGuard

from core.base.records import replace
from core.base.text import fold
from core.sources.pages import figures
from core.sources.pages.extracted import LINKED, NAMES, Ad
from core.sources.pages.keys import field_of, is_aside, is_other_ads, is_seller, lets_canvass, plain
from core.sources.pages.label_values import labelled
from core.sources.pages.readers import read, spaced
from core.sources.pages.state_json import Json
from core.sources.pages.states import Tree, inside

_FLAT = 1500
_HOLDERS = frozenset({"town", "postcode", "kind", "dpe", "ges", "deal"})
_NEUTRAL = frozenset({
    "value", "main", "raw", "label", "code", "text", "name", "fr", "splitvalue", "values", "rating", "min",
    "category", "class", "letter", "type", "formatted", "base", "current", "efficiencyclass", "display", "details",
    "data", "facts", "attributes", "valuelabel", "key", "amount", "total",
})  # fmt: skip
_OF_SELLER: Mapping[str, str] = {
    "title": "name",
    "name": "name",
    "kind": "seller",
    "seller": "seller",
    "phones": "phones",
    "emails": "emails",
    "refuses": "refuses",
}
_PERSON = frozenset({"displayname", "fullname", "nom", "prenom", "firstname", "nomcomplet"})
_ENERGY = (
    ("ges", re.compile(r"\bges\b|gaz a effet|greenhouse|\bghg\b|emission")),
    ("dpe", re.compile(r"\bdpe\b|performance energ|classe energ|energy")),
)
_TAG = re.compile(r"<[^<>]{0,300}>")
Scalar = tuple[tuple[str, ...], str]
"""The keys that lead to a value, and the value."""
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
_PARTS = 3
"""Levels between a record and a part of it that looks like one."""
Held = tuple[tuple[str, ...], dict[str, Json]]
"""The keys that lead to a record, and the record."""


class _Search:
    """Looks through one tree for the smallest nodes that describe a property. ``priced``: its price must be told;
    ``named``: without one, its reference or its address must be."""

    def __init__(self, *, priced: bool = True, named: bool = True, nodes: int = _NODES) -> None:
        self.found: list[Held] = []
        self._left, self._priced, self._named = nodes, priced, named

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
        sentences, start, found = set[str](), len(self.found), []
        for node in nodes:
            before = len(self.found)
            sentences |= self.visit(node, path)
            found.append(self.found[before:])
        told = {own for own, _node in self.found[start:]}
        if self._priced and told and not all(found):
            each = zip(nodes, found, strict=True)
            self.found[start:] = [ad for one, own in each for ad in own or self._unpriced(one, path, told)]
        return sentences

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
            # A part without a reference is one of what holds it, as far up as nothing else of a property is met.
            return hits if self._widen(node, path, hits, before) else set()
        if _complete(node, hits, priced=self._priced, named=self._named):
            self.found.append((path, node))
            return set()
        return hits

    def _widen(self, node: dict[str, Json], path: tuple[str, ...], hits: set[str], before: int) -> bool:
        """Take a record without a reference nor an address of its own for a part of ``node``, which has one and holds
        no other; tell whether one further up may still be its whole."""
        inner, part = self.found[before]
        if len(self.found) > before + 1 or len(inner) > len(path) + _PARTS or _TELLING & set(map(field_of, part)):
            return False
        own = {field_of(key) for key, value in node.items() if isinstance(value, str)}
        if own & _TELLING and hits & _FACTS:
            self.found[before] = path, node
        return not own & _TELLING


def records(trees: list[Tree]) -> list[tuple[tuple[str, ...], Ad]]:
    """Return each record of a property with the keys that lead to it (numbers of a list left out), in the order of the
    page; those of other ads (similar, sponsored) are left out."""
    return [(path, _ad(node, where)) for where, tree in trees for path, node in properties(tree)]


def crumb(trees: list[Tree]) -> str:
    """Return the last name of the path to a page that its data tell, empty when they tell none."""
    lists = (node.get("itemListElement") for _w, tree in trees for node in _typed(tree, "BreadcrumbList"))
    names = [item.get("name") for items in lists if isinstance(items, list) for item in items if isinstance(item, dict)]
    return names[-1] if names and isinstance(names[-1], str) else ""


def _typed(tree: Json, kind: str) -> Iterator[dict[str, Json]]:
    """Yield the nodes of JSON-LD of a type, at the top of a block or in its graph."""
    nodes = tree if isinstance(tree, list) else [tree]
    for node in nodes:
        if isinstance(node, dict):
            graph = node.get("@graph")
            yield from (one for one in (node, *(graph if isinstance(graph, list) else ())) if _is_typed(one, kind))


def _is_typed(node: Json, kind: str) -> TypeGuard[dict[str, Json]]:
    return isinstance(node, dict) and node.get("@type") == kind


def _ad(node: dict[str, Json], where: str) -> Ad:
    ad = Ad()
    words: list[str] = []
    for keys, value in _flat(node):
        if " " in value or "_" in value or (keys[-1:] and field_of(keys[-1]) == "title"):
            words.append(value.replace("_", " "))
        _take(ad, keys, value, where)
    ad.words = ad.own = _TAG.sub("\n", "\n".join(words))
    _settle(ad, node, where)
    return ad


def _flat(root: Json) -> Iterator[Scalar]:
    """Yield the values below ``root`` nearest first; in a list of named values, the name is the key."""
    level: list[tuple[tuple[str, ...], Json]] = [((), root)]
    remaining = _FLAT
    while level and remaining > 0:
        below: list[tuple[tuple[str, ...], Json]] = []
        for keys, node in level:
            if isinstance(node, str):
                remaining -= 1
                yield keys, node
            elif isinstance(node, bool):
                yield keys, "true" if node else "false"
            elif isinstance(node, list):
                below += [(keys, one) for one in node[:40]]
            elif isinstance(node, dict):
                below += _children(keys, node)
        level = below


def _children(keys: tuple[str, ...], node: dict[str, Json]) -> Iterator[tuple[tuple[str, ...], Json]]:
    for name in NAMED:
        named = node.get(name)
        if isinstance(named, str) and field_of(named) and any(text in node for text in VALUES):
            yield from (((*keys, named), node[text]) for text in VALUES if text in node and text != name)
            return
    label = fold(" ".join(value for name in NAMED if isinstance(value := node.get(name), str) and len(value) < 60))
    said = _label(node)
    if said and "value" in node:
        yield (*keys, said), node["value"]
        return
    energy = next((name for name, words in _ENERGY if words.search(label)), "") if label else ""
    inner = (*keys, energy) if energy else keys
    yield from (((*inner, key), value) for key, value in node.items() if not is_other_ads(key))


def _label(node: dict[str, Json]) -> str:
    """Return the field that a label beside a value names: ``{"label": {"main": "Prix du bien"}, "value": …}``."""
    label = node.get("label", node.get("title"))
    words = label.get("main", label.get("text")) if isinstance(label, dict) else label
    return labelled(words) if isinstance(words, str) else ""


def _take(ad: Ad, keys: tuple[str, ...], value: str, where: str) -> None:
    """Keep what one value says, under the nearest key that names a field."""
    if not keys or not value.strip() or value in ("null", "-1", "-"):
        return
    if value in ("true", "false") and lets_canvass(keys[-2:]):
        ad.put("refuses", "true" if value == "false" else "false", f"{where} : {'.'.join(keys)}", 0.9)
        return
    name, settled = _meaning(keys)
    if not settled and value.strip().lower() == "particulier":
        name = "seller"
    if name not in NAMES:
        return
    last = plain(keys[-1])
    sure = 0.95 - 0.02 * len(keys) - (0.05 if last.endswith("label") else 0)
    if name == "reference" and last in ("reference", "ref", "identifier", "sku", "externalid"):
        sure -= 0.1
    ad.put(name, read(name, keys, value), f"{where} : {'.'.join(keys)}", sure)


@lru_cache(maxsize=16_384)
def _meaning(keys: tuple[str, ...]) -> tuple[str, bool]:
    """Return the field that the keys name, empty for none, and whether no value can say otherwise; below a seller, only
    what is about who sells."""
    last = plain(keys[-1])
    if any(map(is_aside, keys)):
        return "", True
    if any(map(is_seller, keys[:-1])):
        if last in ("type", "category", "kind", "statut", "status", "profil", "profile"):
            return "seller", True
        return "name" if last in _PERSON else _OF_SELLER.get(_named(keys), ""), True
    if keys in (("type",), ("category", "label")):
        return "kind", True
    name = _named(keys)
    if name in OWN_ONLY and len(keys) > (3 if last == "headline" else 2):
        return "", False
    return "" if name == "title" and last in ("name", "type") and len(keys) > 1 else name, False


def _named(keys: tuple[str, ...]) -> str:
    """Return the field that the last key with a meaning names: ``price.base.main.value`` is a price."""
    last = plain(keys[-1])
    if len(keys) > 1 and last in ("name", "nom", "type", "id", "label", "libelle") and field_of(keys[-2]) in _HOLDERS:
        return field_of(keys[-2])
    for key in reversed(keys):
        if (name := field_of(key)) and not (plain(key) == "amount" and name != "price"):
            return name
        if plain(key) not in _NEUTRAL:
            return ""
    return ""


def _settle(ad: Ad, node: dict[str, Json], where: str) -> None:
    """Read what only the words of the record say: the kind in its title, the postcode beside its town."""
    own = node.get("@type")
    if isinstance(own, str) and where == LINKED:
        ad.put("kind", figures.kind(spaced(own)), f"{where} : @type", 0.7)
    title = ad.one("title")
    ad.put("deal", figures.deal(re.sub(r"[\W_\d]+", " ", ad.one("reference"))), f"{where} : référence", 0.5)
    for name, reader in (
        ("kind", figures.kind),
        ("area", figures.area),
        ("rooms", figures.rooms),
        ("price", figures.price),
    ):
        ad.put(name, reader(title), f"{where} : title", 0.6)
    ad.put("published", ad.one("modified"), f"{where} : modification", 0.3)
    town = ad.one("town")
    code = re.search(r"\((\d{5})\)|\b(\d{5})\b", town)
    if code:
        ad.put("postcode", code[1] or code[2], f"{where} : town", 0.6)
        own = figures.place(town)[0]
        ad.fields["town"] = replace(ad.fields["town"], value=own or town)


def of_one_ad(trees: list[Tree]) -> list[Ad]:
    """Return the one record of the page of one ad, whose price its data do not tell; none when there are several."""
    found = [(node, where) for where, tree in trees for _path, node in properties(tree, alone=True)]
    return [_ad(*found[0])] if len(found) == 1 else []


def properties(tree: Json, *, alone: bool = False) -> list[Held]:
    """Return each record of a property with the keys that lead to it (numbers of a list left out), in the order of the
    page; those of other ads (similar, sponsored) are left out. ``alone``: the page is
    of one ad, whose record tells neither its price nor its reference."""
    search = _Search(priced=not alone, named=not alone)
    search.visit(tree, ())
    return search.found


def _hit(key: str, value: Json, node: dict[str, Json]) -> set[str]:
    name = field_of(key)
    if key in NAMED and isinstance(value, str) and any(text in node for text in VALUES):
        name = field_of(value) or name
    if key == "@type" and isinstance(value, str) and figures.kind(spaced(value)):
        return {"kind"}
    if not name or value is None or value == "" or value == []:
        return {"unpriced"} if name == "price" else set()
    return {"place"} if name in ("town", "postcode") else {name}


def _complete(node: dict[str, Json], hits: set[str], *, priced: bool, named: bool) -> bool:
    """Tell whether a node describes a property by itself: a price, two facts, and a name or an address of its own. One
    without a price says where it is, its size and which ad it is: it stands among priced ones (not ``priced``), or
    leaves its price empty and has the words, the day or the seller of an ad, which a search has not."""
    own, facts = set(map(field_of, node)), hits & _FACTS
    if "price" in hits:
        is_told = len(facts) >= 2 or any(_speaks_of_property(value) for value in node.values())
        return bool(facts) and not OWN_ONLY.isdisjoint(own) and is_told
    untold = not priced or ("unpriced" in hits and not _OF_AD.isdisjoint(hits))
    is_named = not named or bool(own & _TELLING)
    return untold and len(facts) >= 3 and is_named and not _SIZES.isdisjoint(facts)


def _speaks_of_property(value: Json) -> bool:
    """Tell whether a text of a record, its title or its address, says that it is about a property."""
    return isinstance(value, str) and len(value) < 300 and bool(_PROPERTY.search(value) or figures.kind(value))
