"""Finds every SQL text of the store, as its module makes it: what only a call gives is replaced by a neutral word."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import NamedTuple

from tests.tree import Code, program

OTHER = ("core/store/engine/", "core/store/postgres/", "core/store/salvage/")
"""What one engine runs: each has a room of its own, and so has the reading of damaged files of SQLite."""
UNKNOWN = "x"
"""Stands for what is known only when a query runs: a name of a table or of a column."""
_PLAIN = (
    *(ast.Constant, ast.Name, ast.JoinedStr, ast.FormattedValue, ast.BinOp, ast.Add, ast.Mult, ast.Subscript, ast.Dict),
    *(ast.List, ast.Tuple, ast.ListComp, ast.GeneratorExp, ast.DictComp, ast.comprehension, ast.Attribute, ast.Starred),
    *(ast.expr_context,),
)
"""What is computed here: nothing of it can have an effect."""
_CALLS = ("join", "items", "values", "keys")
Names = Mapping[str, object]


class Text(NamedTuple):
    """A text of the store, and where it stands."""

    at: str
    sql: str


@cache
def texts() -> tuple[Text, ...]:
    """Return every text of the store's queries but docstrings."""
    return tuple(
        text
        for code in program()
        if code.name.startswith("core/store/") and not code.name.startswith(OTHER)
        for text in texts_of(code, vars(import_module(code.module)))
    )


def texts_of(code: Code, names: Names) -> Iterator[Text]:
    """Yield the texts of one file; ``names``: those of its module."""
    yield from _within(code, code.tree.body, dict(names))


def _within(code: Code, body: list[ast.stmt], names: dict[str, object]) -> Iterator[Text]:
    """Yield the texts of these statements in their order, each with what the ones before named."""
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            yield from _within(code, statement.body, dict(names))
            continue
        inner = [block for field in ("body", "orelse") for block in getattr(statement, field, [])]
        outer = [node for node in ast.iter_child_nodes(statement) if node not in inner]
        if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
            for node in outer:
                yield from _texts(code, node, names)
        _name(statement, names)
        yield from _within(code, inner, names)


def _texts(code: Code, node: ast.AST, names: Names) -> Iterator[Text]:
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        yield Text(code.at(node, "")[:-2], _written(node, names))
        return
    for part in ast.iter_child_nodes(node):
        yield from _texts(code, part, names)


def _name(statement: ast.stmt, names: dict[str, object]) -> None:
    """Remember what a statement names, where it can be computed."""
    if isinstance(statement, ast.Assign) and isinstance(target := statement.targets[0], ast.Name):
        names[target.id] = _value(statement.value, names)
    elif isinstance(statement, ast.AugAssign) and isinstance(target := statement.target, ast.Name):
        before, more = names.get(target.id), _value(statement.value, names)
        if isinstance(before, list) and isinstance(more, list):
            names[target.id] = before + more


def _value(node: ast.expr, names: Names) -> object:
    if isinstance(node, ast.JoinedStr):
        return _written(node, names)
    if isinstance(node, ast.List):
        return [_value(part, names) for part in node.elts]
    if isinstance(node, ast.IfExp):
        return _value(node.body, names)
    calls = [part for part in ast.walk(node) if isinstance(part, ast.Call)]
    functions = {id(call.func) for call in calls}
    safe = all(isinstance(call.func, ast.Attribute) and call.func.attr in _CALLS for call in calls)
    if not safe or not all(isinstance(part, (*_PLAIN, ast.Call)) or id(part) in functions for part in ast.walk(node)):
        return None
    try:
        value: object = eval(compile(ast.Expression(node), "<query>", "eval"), {**names})
    except (NameError, KeyError, TypeError, AttributeError):
        return None
    return value


def _written(node: ast.JoinedStr | ast.Constant, names: Names) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    pieces = [
        str(part.value) if isinstance(part, ast.Constant) else _known(_value(part.value, names))
        for part in node.values
        if isinstance(part, ast.Constant | ast.FormattedValue)
    ]
    return "".join(pieces)


def _known(value: object) -> str:
    return str(value) if isinstance(value, str | int) else UNKNOWN
