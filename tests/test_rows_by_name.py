"""A row of the base is read by the names of its columns: what the law is fed with is then mypy's to check.

A query returns a ``NamedTuple`` made by the names of its columns (:mod:`core.store.named_rows`); whoever reads it reads
its fields, and neither unpacks it, nor spreads it, nor counts its places, nor casts what is typed already.

Seen, in each function by itself: rows that come straight from a query, that a name or a loop of the function holds, or
that a parameter is said to be. Not seen: rows inside another object, and rows behind a call of another function.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache

from tests.tables import table
from tests.tree import Code, program, walk

MAKERS = ("core.store.port", "core.store.named_rows", "core.store.one_table", "core.store.engine.views")
"""What makes the rows, and is no query."""
CASTS = ("int", "float", "bool")
"""What no field needs around it; ``str`` is how a number is shown."""
COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
ONE, MANY = "one row", "many rows"
ASKED = {"of": MANY, "one": ONE, "get": ONE}
"""What the reader gives of a record, by the name of its method."""
_MANY = re.compile(r"(?:list|Sequence|Iterable|Iterator)\[([\w.]+)\]")


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


@cache
def row_classes() -> frozenset[str]:
    """Return the full names of the rows of the store."""
    return frozenset(
        f"{code.module}.{node.name}"
        for code in program()
        if code.name.startswith(("core/store/", "core/records/"))
        for node in code.tree.body
        if isinstance(node, ast.ClassDef) and "NamedTuple" in map(ast.unparse, node.bases)
    )


class Reading:
    """Finds the rows that are not read by the names of their fields, in one file."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._stored = {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in (code.nodes if "core.store" in code.text or "core.records" in code.text else ())
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("core.store", "core.records"))
            for alias in node.names
        }

    def faults(self) -> Iterator[str]:
        """Yield each place where a row is unpacked, spread, counted or cast."""
        if not self._stored:  # No row of the store has a name here.
            return
        for function in self._code.nodes:
            if isinstance(function, ast.FunctionDef):
                for target, scope in self._rows(function):
                    if isinstance(target, ast.Tuple):
                        yield self._code.at(target, f"unpacks a row: {ast.unparse(target)}")
                    elif isinstance(target, ast.Name | ast.arg):
                        name = target.id if isinstance(target, ast.Name) else target.arg
                        seen = (node for node in walk(scope) if _misread(node, name))
                        yield from (self._code.at(node, ast.unparse(node)) for node in seen)

    def _rows(self, function: ast.FunctionDef) -> Iterator[tuple[ast.AST, ast.AST]]:
        """Yield what holds one row, and where."""
        args = (*function.args.args, *function.args.kwonlyargs)
        said = {one.arg: self._said(ast.unparse(one.annotation)) for one in args if one.annotation is not None}
        yield from ((one, function) for one in args if said.get(one.arg) == ONE)
        nodes = walk(function)
        for node in nodes:
            if isinstance(node, ast.Assign):
                given = self._given(node.value, said)
                said |= {target.id: given for target in node.targets if isinstance(target, ast.Name)}
                yield from ((target, function) for target in node.targets if given == ONE)
        for node in nodes:
            if isinstance(node, ast.For) and self._given(node.iter, said) == MANY:
                yield node.target, node
            if isinstance(node, COMPREHENSIONS):
                many = (one for one in node.generators if self._given(one.iter, said) == MANY)
                yield from ((one.target, node) for one in many)

    def _given(self, source: ast.expr, said: Mapping[str, str]) -> str:
        """Tell whether an expression is one row or many, in whatever order."""
        if isinstance(source, ast.Call) and ast.unparse(source.func) in ("reversed", "sorted") and source.args:
            source = source.args[0]
        if isinstance(source, ast.Name):
            return said.get(source.id, "")
        if not (isinstance(source, ast.Call) and isinstance(source.func, ast.Attribute)):
            return ""
        if source.func.attr in ASKED and source.args:
            kind = self._said(ast.unparse(source.args[0]))
            return kind and ASKED[source.func.attr]
        module = self._stored.get(ast.unparse(source.func.value), "")
        returned = queries().get(f"{module}.{source.func.attr}", "")
        return self._said(returned, module)

    def _said(self, annotation: str, module: str = "") -> str:
        """Tell whether an annotation says one row or many; ``module``: where it stands, this file by default."""
        bare = annotation.strip("'\"").removesuffix(" | None")
        many = _MANY.fullmatch(bare)
        named = many[1] if many else bare
        first, _, rest = named.partition(".")
        full = f"{self._stored.get(first, '')}.{rest}" if rest else self._stored.get(first, "")
        if full in row_classes() or f"{module}.{named}" in row_classes():
            return MANY if many else ONE
        return ""


def nobody_reads_a_row_by_its_places(code: Code) -> Iterator[str]:
    """The rule, one of those of ``tests/test_architecture.py``."""
    if not code.name.startswith("core/store/"):
        yield from Reading(code).faults()


def columns_asked_are_fields(code: Code) -> Iterator[str]:
    """A rule of ``tests/test_architecture.py``: what ``r.of(Call, lead_id=…)`` asks is a field of the record."""
    for node in code.nodes if "core.records" in code.text else ():
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        fields = record_fields().get(ast.unparse(node.args[0]), frozenset())
        if node.func.attr in (*ASKED, "count") and fields:
            asked = {word.arg for word in node.keywords if word.arg} - {"limit", "order"}
            orders = [place.value for place in node.args[1:2] if isinstance(place, ast.Constant)]
            asked |= {name.strip().removeprefix("-") for order in orders for name in str(order).split(",")}
            if node.func.attr != "get" and asked - fields:
                yield code.at(node, f"asks what is no field: {', '.join(sorted(asked - fields))}")


@cache
def record_fields() -> Mapping[str, frozenset[str]]:
    """Return the fields of each record by the name of its class."""
    return {
        node.name: frozenset(
            one.target.id for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
        )
        for code in program()
        if code.name.startswith("core/records/")
        for node in code.tree.body
        if isinstance(node, ast.ClassDef)
    }


def _misread(node: ast.AST, row: str) -> bool:
    if isinstance(node, ast.Subscript):
        return ast.unparse(node.value) == row and not isinstance(node.slice, ast.Name)
    if isinstance(node, ast.Starred):
        return ast.unparse(node.value) == row
    if isinstance(node, ast.Call) and ast.unparse(node.func) in CASTS and len(node.args) == 1:
        return ast.unparse(node.args[0]).startswith(f"{row}.")
    return False


def test_a_query_returns_named_rows() -> None:
    assert len(queries()) > 150
    assert len(row_classes()) > 100
    packed = {name: said for name, said in queries().items() if "tuple[" in said or "Any" in said}
    assert packed == {}


@table(
    "body",
    (
        "for one, two in r.of(Call, lead_id=1):\n  pass",
        "return [row[0] for row in r.of(Call, lead_id=1)]",
        "return {one: two for one, two in reversed(r.of(Call, lead_id=1))}",
        "call = r.get(Call, 1)\n return call[4]",
        "call = r.one(Call, lead_id=1)\n return int(call.id)",
        "rows = r.of(Call)\n return [row[0] for row in rows]",
        "return [(*made,) for made in calls.made_between(r, 1)]",
        "pass\ndef g(call: Call) -> int:\n return call[0]",
        "pass\ndef g(made: calls.PastCall) -> int:\n return made[0]",
        "pass\ndef g(found: Sequence[Call]) -> int:\n return [one for one, *_ in found]",
    ),
)
def test_a_row_read_by_place_is_seen(body: str) -> None:
    imports = "from core.records.call import Call\nfrom core.store import calls\n"
    code = Code("core/actions/a.py", f"{imports}def f(r):\n {body}")
    assert list(nobody_reads_a_row_by_its_places(code))
