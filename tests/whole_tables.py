"""A table with a word, an icon or a page for the members of a vocabulary has one for each of them: what misses one is
an error that waits for somebody to press it.

A vocabulary is an enumeration, a ``Literal``, or a list of codes of ``core/model``; a table is a dictionary written out
in the program, wherever it stands, whose keys are some of them. One that is for some members only says so in
:data:`PARTIAL`, with what its reader does for the others.
"""

import ast
from collections.abc import Collection, Iterator, Mapping

from core.base.records import Struct
from tests.tree import Code, program

PARTIAL: Mapping[str, str] = {
    "core/actions/leads/editing.py:_KEPT": "a supplier is written by its id",
    "core/actions/register/refused_marks.py:tells": "an address alone tells nobody",
    "core/actions/replies/boxes.py:_DOES": "an agreement has a path of its own",
    "core/actions/rights/replies.py:_SIMPLE": "the others have a path of their own",
    "core/sources/columns/channel_opt_outs.py:_BY": "the ways a file may refuse alone",
    "core/sources/pages/readers.py:READERS": "the others are texts, cleaned",
    "ui/look/icons.py:_SHAPES": "the others have shapes of their own, which are no light",
    "ui/pages/leads/cards.py:before": "the parts of a name",
    "ui/pages/leads/new_lead.py:": "what the person gave asks for no form",
    "ui/pages/leads/views.py:_FORMER": "a red light said nothing of what may be done: the view asks everybody",
}
"""Table of the program → what is done with the members that have no line."""
CHOSEN_FROM = frozenset({"PageGesture"})
"""Vocabularies from which a page takes what it does, and no more."""


class Vocabulary(Struct, frozen=True):
    """The members of a vocabulary, as they are written in its language: ``Step.WRITE``, or the text of a code."""

    name: str
    members: frozenset[str]


class Written(Struct, frozen=True):
    """A dictionary as it is written: its keys, by their names or texts."""

    place: str
    keys: frozenset[str]


def vocabularies(codes: Collection[Code]) -> Iterator[Vocabulary]:
    """Yield those of several members: enumerations by their names and by their texts, and lists of texts."""
    for code in codes:
        for node in code.tree.body:
            if (
                isinstance(node, ast.ClassDef)
                and node.name not in CHOSEN_FROM
                and any(_named(base).endswith("Enum") for base in node.bases)
            ):
                yield from _enumeration(node)
            elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                held = _listed(node.value, codes_too=code.name.startswith("core/model/") or code.name in LISTS)
                if len(held) > 2:
                    yield Vocabulary(f"{code.name}:{_target(node)}", held)


LISTS = ("core/sources/pages/extracted.py",)
"""Files beside the model that list the codes of a vocabulary."""


def _enumeration(node: ast.ClassDef) -> Iterator[Vocabulary]:
    if not any(_named(base).endswith("Enum") for base in node.bases):
        return
    lines = [one for one in node.body if isinstance(one, ast.Assign)]
    names = frozenset(f"{node.name}.{_target(one)}" for one in lines)
    values = (one.value.elts[0] if isinstance(one.value, ast.Tuple) else one.value for one in lines)
    texts = frozenset(map(_text, values)) - {""}
    if len(names) > 1:
        yield Vocabulary(node.name, names)
    if len(texts) > 2:
        yield Vocabulary(node.name, texts)


def _listed(value: ast.expr, *, codes_too: bool) -> frozenset[str]:
    """Return the texts of a ``Literal``, or those that a tuple or the keys of a dictionary list."""
    if isinstance(value, ast.Subscript) and _named(value.value) == "Literal":
        value = value.slice
        codes_too = True
    while isinstance(value, ast.Call) and value.args and _named(value.func) in ("MappingProxyType", "frozenset"):
        value = value.args[0]
    parts = value.keys if isinstance(value, ast.Dict) else getattr(value, "elts", ())
    texts = [_text(one) for one in parts if one is not None]
    return frozenset(texts) if codes_too and texts and all(texts) else frozenset()


def tables(code: Code) -> Iterator[Written]:
    """Yield the dictionaries of a file; the members of an enumeration may be joined from two of them."""
    names = {id(node.value): _target(node) for node in code.nodes if isinstance(node, ast.Assign | ast.AnnAssign)}
    names |= {
        id(part): name
        for node in code.nodes
        if isinstance(node, ast.Call) and (name := names.get(id(node)))
        for part in node.args
    }
    for node in code.nodes:
        if isinstance(node, ast.Dict) and len(node.keys) > 1 and None not in node.keys:
            keys = frozenset(_key(key) for key in node.keys if key is not None)
            yield Written(f"{code.name}:{names.get(id(node), '')}", keys)


def _key(key: ast.expr) -> str:
    if isinstance(key, ast.Attribute) and key.attr == "value":
        key = key.value
    if isinstance(key, ast.Attribute) and isinstance(key.value, ast.Name) and key.attr.isupper():
        return f"{key.value.id}.{key.attr}"
    return _text(key)


def lacking(written: Written, known: Collection[Vocabulary]) -> Iterator[str]:
    """Yield what a table lacks of the vocabulary its keys are from, unless another vocabulary is whole in it."""
    near = [one for one in known if _is_of(written.keys, one)]
    if near and not any(one.members <= written.keys for one in near):
        nearest = max(near, key=lambda one: len(one.members & written.keys) / len(one.members))
        yield f"{written.place} lacks {', '.join(sorted(nearest.members - written.keys))} of {nearest.name}"


def _is_of(keys: frozenset[str], one: Vocabulary) -> bool:
    if any("." in member for member in one.members):
        return bool(keys) and keys <= one.members
    return keys <= one.members and 2 * len(keys) > len(one.members)


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Call) and _named(node.func) == "N_" and node.args:
        node = node.args[0]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _named(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _target(node: ast.Assign | ast.AnnAssign) -> str:
    return _named(node.targets[0] if isinstance(node, ast.Assign) else node.target)


def each_table_of_a_vocabulary_is_whole() -> Iterator[str]:
    known = list(vocabularies(program()))
    written = [one for code in program() for one in tables(code)]
    assert (len(known), len(written)) > (40, 200)
    found = {one.place: fault for one in written for fault in lacking(one, known)}
    yield from (f"{place} is no longer partial, or no longer there" for place in PARTIAL if place not in found)
    yield from (fault for place, fault in found.items() if place not in PARTIAL)


def lacks_in(text: str) -> list[str]:
    """Return what the tables of a source lack of the vocabularies it holds."""
    code = Code("core/model/sample.py", text)
    known = list(vocabularies([code]))
    return [fault for one in tables(code) for fault in lacking(one, known)]


def words_stand_on_their_members(code: Code) -> Iterator[str]:
    """Yield the tables of words keyed by the members of an enumeration: its members carry them, so that another one
    without its words is an error when the program loads."""
    for node in code.nodes:
        if isinstance(node, ast.Dict) and len(node.keys) > 1:
            keys = [_key(key) for key in node.keys if key is not None]
            members = len(keys) == len(node.keys) and all("." in key and key[0].isupper() for key in keys)
            words = any(isinstance(part, ast.Call) and _named(part.func) == "N_" for part in ast.walk(node))
            if members and words:
                yield code.at(node, f"keeps words beside {keys[0].partition('.')[0]}, whose members carry them")
