"""A row of the base is read by the names of its columns: what the law is fed with is then mypy's to check.

A query returns a ``NamedTuple`` made by the names of its columns (:mod:`core.store.named_rows`); whoever calls it reads
its fields, and neither unpacks it, nor counts its places, nor casts what is typed already.
"""

import ast
from collections.abc import Iterator
from functools import cache

from tests.tables import table
from tests.tree import Code, program

MAKERS = ("core.store.port", "core.store.named_rows", "core.store.sqlite_views")
"""What makes the rows, and is no query."""
CASTS = ("int", "float", "bool")
"""What no field needs around it; ``str`` is how a number is shown."""
SCOPES = ast.FunctionDef | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@cache
def queries() -> dict[str, str]:
    """Return what each public function of the store that reads a base says it returns, by its full name."""
    return {
        f"{code.module}.{node.name}": ast.unparse(node.returns)
        for code in program()
        if code.name.startswith("core/store/") and code.module not in MAKERS
        for node in code.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.returns is not None
        if ast.unparse(node.args).startswith(("r: Reader", "w: Writer"))
    }


def read_by_place(code: Code) -> Iterator[str]:
    """Yield each place of a file where a row of a query is not read by the name of a field."""
    modules = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in code.nodes
        if isinstance(node, ast.ImportFrom) and node.module == "core.store"
        for alias in node.names
    }
    for scope in code.nodes:
        if isinstance(scope, SCOPES):
            for target in _rows_of(scope, modules):
                if isinstance(target, ast.Tuple):
                    yield code.at(target, f"unpacks a row: {ast.unparse(target)}")
                elif isinstance(target, ast.Name):
                    yield from (code.at(node, ast.unparse(node)) for node in ast.walk(scope) if _misread(node, target))


def _rows_of(scope: ast.AST, modules: dict[str, str]) -> Iterator[ast.expr]:
    """Yield what a function or a comprehension gives one row of a query to."""
    if isinstance(scope, COMPREHENSIONS):
        yield from (one.target for one in scope.generators if _returned(one.iter, modules).startswith("list["))
        return
    for node in ast.walk(scope):
        if isinstance(node, ast.For) and _returned(node.iter, modules).startswith("list["):
            yield node.target
        if isinstance(node, ast.Assign) and _returned(node.value, modules).removesuffix(" | None").isidentifier():
            yield node.targets[0]


def _returned(source: ast.expr, modules: dict[str, str]) -> str:
    """Return what a call of a query returns, in whatever order; an empty text for anything else."""
    if isinstance(source, ast.Call) and ast.unparse(source.func) in ("reversed", "sorted") and source.args:
        source = source.args[0]
    if not (isinstance(source, ast.Call) and isinstance(source.func, ast.Attribute)):
        return ""
    return queries().get(f"{modules.get(ast.unparse(source.func.value))}.{source.func.attr}", "")


def _misread(node: ast.AST, row: ast.Name) -> bool:
    if isinstance(node, ast.Subscript):
        return ast.unparse(node.value) == row.id and not isinstance(node.slice, ast.Name)
    if isinstance(node, ast.Call) and ast.unparse(node.func) in CASTS and len(node.args) == 1:
        return ast.unparse(node.args[0]).startswith(f"{row.id}.")
    return False


def test_a_query_returns_named_rows() -> None:
    assert len(queries()) > 150
    packed = {name: said for name, said in queries().items() if "tuple[" in said or "Any" in said}
    assert packed == {}


def test_nobody_reads_a_row_by_its_places() -> None:
    found = [fault for code in program() if not code.name.startswith("core/store/") for fault in read_by_place(code)]
    assert not found, "\n" + "\n".join(found)


@table(
    "body",
    (
        "for one, two in calls.calls_of_lead(r, 1):\n  pass",
        "return [row[0] for row in calls.calls_of_lead(r, 1)]",
        "return {one: two for one, two in reversed(calls.calls_of_lead(r, 1))}",
        "call = calls.call(r, 1)\n return call[4]",
        "call = calls.call(r, 1)\n return int(call.id)",
    ),
)
def test_a_row_read_by_place_is_seen(body: str) -> None:
    code = Code("core/actions/a.py", f"from core.store import calls\ndef f(r):\n {body}")
    assert list(read_by_place(code))
