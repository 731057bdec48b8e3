"""The program's sources, each read and parsed once, for the tests that judge the code itself."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path

from core.base.records import Struct

ROOT = Path(__file__).resolve().parents[1]
OURS = re.compile(r"(core|ui|tests)(\.\w+)+")


class Code(Struct, frozen=True, dict=True):
    """One source file: its path from the root (``core/base/ids.py``) and its text."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.text)

    @property
    def module(self) -> str:
        """The dotted name: ``core.base.ids``, ``core.base`` for its ``__init__``."""
        return self.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree, as :func:`walk` yields them."""
        return tuple(walk(self.tree))

    @cached_property
    def imports(self) -> tuple[tuple[ast.stmt, str], ...]:
        """Every import with the full name it asks for: ``core.base.ids`` for ``from core.base import ids``."""
        return tuple(_imports(self.nodes))

    @cached_property
    def mentions(self) -> tuple[tuple[ast.AST, str], ...]:
        """Every import, and every text that is the dotted name of a module of ours: ``import_module("ui.pages")``."""
        texts = [(node, node.value) for node in self.nodes if isinstance(node, ast.Constant)]
        named = [(node, text) for node, text in texts if isinstance(text, str) and OURS.fullmatch(text)]
        return (*self.imports, *named)

    def at(self, node: ast.AST, why: str) -> str:
        """Return what is wrong there: ``core/base/ids.py:12: why``."""
        return f"{self.name}:{getattr(node, 'lineno', 1)}: {why}"


def walk(node: ast.AST) -> list[ast.AST]:
    """Return what :func:`ast.walk` yields, in its order, but for the contexts of names (a third of it), in half the
    time."""
    found = [node]
    for one in found:
        if isinstance(one, ast.Name | ast.Constant):
            continue
        for field in one._fields:
            held = getattr(one, field, None)
            if isinstance(held, list):
                found += [part for part in held if isinstance(part, ast.AST)]
            elif isinstance(held, ast.AST) and not isinstance(held, ast.expr_context):
                found.append(held)
    return found


def _imports(nodes: Iterable[ast.AST]) -> Iterator[tuple[ast.stmt, str]]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


@cache
def program() -> tuple[Code, ...]:
    """Return every source of the program, ordered by path."""
    paths = sorted([ROOT / "main.py", *(ROOT / "core").rglob("*.py"), *(ROOT / "ui").rglob("*.py")])
    return tuple(Code(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in paths)


@cache
def suite() -> tuple[Code, ...]:
    """Return every source of the tests, ordered by path."""
    paths = sorted((ROOT / "tests").rglob("*.py"))
    return tuple(Code(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in paths)
