"""The layering is a test, not a diagram."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted([ROOT / "main.py", *(ROOT / "core").rglob("*.py"), *(ROOT / "ui").rglob("*.py")])
LATE = {"core/heavy.py", "main.py", "ui/starting.py"}
"""Where an import may wait inside a function: heavy libraries, and Qt once it is known to start."""
ROOMS = {
    "sqlite3": ("core/store/",),
    "sqlite_utils": ("core/store/", "core/heavy.py"),
    "psycopg": ("core/store/postgres.py",),
    "requests": ("core/sources/http.py",),
    "urllib3": ("core/sources/http.py",),
    "reportlab": ("core/notices/", "core/heavy.py"),
}
PURE = ("core/model/", "core/rules/")
IMPURE = {"sqlite3", "requests", "socket", "time", "random", "os", "subprocess", "threading", "pathlib", "locale"}
FILE_LINES = 300
FUNCTION_LINES = 60
"""A function is kept under 40 lines of code; this bound counts its docstring and its signature too."""
SQL = re.compile(r"\b(SELECT\s.+\sFROM|INSERT INTO|UPDATE\s+\w+\s+SET|DELETE FROM|CREATE TABLE|PRAGMA\s)", re.DOTALL)


def name(path: Path) -> str:
    """Return a path as written in the rules."""
    return path.relative_to(ROOT).as_posix()


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield the full name of every module imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a source."""
    return ast.parse(path.read_text("utf-8"))


every_source = pytest.mark.parametrize("path", SOURCES, ids=name)


@every_source
def test_layers(path: Path) -> None:
    found = set(imports(parsed(path)))
    where = name(path)
    top = {one.partition(".")[0] for one in found}
    if where.startswith("core/"):
        assert "ui" not in top
        assert "PySide6" not in top
    if where.startswith(("core/model/", "core/rules/", "core/sources/", "core/notices/")):
        assert not any(one.startswith(("core.store", "core.actions")) for one in found)
    if where.startswith("core/model/"):
        assert not any(one.startswith("core.") and not one.startswith(("core.model", "core.i18n")) for one in found)
    if where.startswith("core/rules/"):
        assert not any(
            one.startswith("core.") and not one.startswith(("core.model", "core.rules", "core.text", "core.heavy"))
            for one in found
        )
    if where.startswith("core/store/"):
        assert not any(one.startswith("core.actions") for one in found)
    assert "PySide6.QtSql" not in found


@every_source
def test_each_driver_has_one_room(path: Path) -> None:
    where = name(path)
    for module in {one.partition(".")[0] for one in imports(parsed(path))} & set(ROOMS):
        assert where.startswith(ROOMS[module]), f"{module} in {where}"


@every_source
def test_rules_and_model_are_pure(path: Path) -> None:
    if not name(path).startswith(PURE):
        return
    tree = parsed(path)
    assert not {one.partition(".")[0] for one in imports(tree)} & IMPURE
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not calls & {"datetime.now", "date.today", "datetime.today", "datetime.utcnow", "open", "print"}


@every_source
def test_sql_is_written_in_the_store_only(path: Path) -> None:
    if name(path).startswith("core/store/"):
        return
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not SQL.search(node.value), node.value[:80]


@every_source
def test_front_ends_write_through_actions(path: Path) -> None:
    if not name(path).startswith("ui/") and not name(path).startswith("core/cli"):
        return
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "write":
            assert "store" not in ast.unparse(node.func.value)


@every_source
def test_no_import_inside_a_function(path: Path) -> None:
    if name(path) in LATE:
        return
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inside = [inner for inner in ast.walk(node) if isinstance(inner, ast.Import | ast.ImportFrom)]
            assert not inside, node.name


@every_source
def test_no_module_level_mutable_state(path: Path) -> None:
    tree = parsed(path)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Global)]
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.List | ast.Set):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            assert isinstance(target, ast.Name)
            if target.id == "__all__":
                continue
            assert target.id.strip("_").isupper(), f"{target.id} is not written as a constant"


@every_source
def test_a_module_says_why_it_exists(path: Path) -> None:
    text = path.read_text("utf-8")
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), name(path)


@every_source
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= FILE_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
            assert node.end_lineno - node.lineno + 1 <= FUNCTION_LINES, node.name


@every_source
def test_nothing_is_swallowed(path: Path) -> None:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, "bare except"
            assert not (len(node.body) == 1 and isinstance(node.body[0], ast.Pass)), "except: pass"


def test_the_rules_look_at_something() -> None:
    assert len(SOURCES) > 60
    assert SQL.search("SELECT id FROM lead")
    assert set(imports(ast.parse("import a.b\nfrom c import d"))) == {"a.b", "c.d"}
