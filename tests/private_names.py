"""The private names that the tests reach from outside: a test that asks for the inside breaks when the inside moves."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.tree import Code, suite

PRIVATE = re.compile(r"(?:.*\.)?_[a-zA-Z]\w*")
STANDARD = frozenset(("_replace", "_asdict", "_fields", "_field_defaults", "_make", "_exit", "_getframe"))
"""Names that Python itself documents: of a named tuple, of ``os``, of ``sys``."""
REFLECTION = frozenset(("getattr", "setattr", "delattr", "hasattr"))
MOST = 24
"""Places of the tests that still reach one: this number only falls."""


def private_names(sources: Iterable[Code]) -> Iterator[str]:
    """Yield each place that reaches a private name, but for those of the object itself or of its own file."""
    for code in sources:
        own = {getattr(node, "name", "") for node in code.nodes if not isinstance(node, ast.alias)} | {
            node.id for node in code.nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        for node in code.nodes:
            yield from (code.at(node, name) for name in _reaches(node) if name not in STANDARD | own)


def _reaches(node: ast.AST) -> Iterator[str]:
    """Yield the private names that a node of a tree asks another object or module for."""
    match node:
        case ast.Attribute(value=ast.Name(id="self" | "cls")):
            return
        case ast.Attribute(attr=name) if PRIVATE.fullmatch(name):
            yield name
        case ast.ImportFrom(module=module, names=aliases):
            yield from (name for name in (module or "").split(".") if PRIVATE.fullmatch(name))
            yield from (one.name for one in aliases if PRIVATE.fullmatch(one.name))
        case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called), args=args) if called in REFLECTION:
            texts = [one.value for one in args[:2] if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            yield from (text.rpartition(".")[2] for text in texts if PRIVATE.fullmatch(text))


def fewer_and_fewer_private_names_are_reached() -> Iterator[str]:
    places = list(private_names(suite()))
    if len(places) > MOST:
        yield from places
    elif len(places) < MOST - 20:
        yield f"lower MOST of tests/private_names.py to {len(places)}"
