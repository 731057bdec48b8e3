"""The layering and the house rules are tests, not diagrams.

A rule takes one source and yields what breaks it, each with its file and line: ``code.at(node, "why")``. To add one:
write it, put it in ``RULES``, and give it in ``BROKEN`` a source that it must refuse. A rule about the whole tree (an
order of folders, a circle) goes through ``program()``, and is one of ``WHOLE``. All are asked in one test: of the
processes that share the tests, one reads the sources.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator, Set
from functools import cache
from itertools import combinations

from tests.of import each_file_has_its_tests
from tests.private_names import fewer_and_fewer_private_names_are_reached, private_names
from tests.tables import table
from tests.test_rows_by_name import columns_asked_are_fields, nobody_reads_a_row_by_its_places
from tests.tree import ROOT, Code, program, walk
from tests.whole_tables import each_table_of_a_vocabulary_is_whole, lacks_in, words_stand_on_their_members

Rule = Callable[[Code], Iterator[str]]

TOP = {
    "core",
    "docs",
    "extension",
    "packaging",
    "resources",
    "tests",
    "ui",
    "main.py",
    "pyproject.toml",
    "uv.lock",
    "LICENSE",
}
"""All that stands at the top, with the texts (``*.md``) and what is hidden or made (``.venv``, ``*.egg-info``)."""

LATE = (
    *("core/base/lazy_imports.py", "core/store/engine/seldom.py", "core/sources/formats/reader_child.py", "main.py"),
    "core/store/engine/opening.py",
    *("ui/starting.py", "ui/shell/rooms.py", "ui/pages/today/slowly.py", "core/actions/keeping/current_base.py"),
    *("core/actions/common/agency.py", "core/store/postgres/address.py", "core/cli/team.py"),
    *("core/actions/common/possible_refusals.py", "core/actions/leads/unmerging.py"),
    *("ui/pages/leads/page.py", "ui/pages/calls/page.py", "ui/pages/start/join.py", "ui/pages/settings/team.py"),
)
"""Where an import may wait inside a function: heavy libraries, what a sound base does not need, nor a workbook, Qt once
it can start, the pages of the window, what the first page reads once it is painted, what a save alone makes,
the intake and the grammar of refusals where a gesture alone writes, what a team alone needs."""
ORDER = (
    *("core.base", "core.records", "core.model", "core.words", "core.refusals", "core.rules"),
    *("core.sources.columns", "core.sources.formats", "core.sources.tables"),
    *("core.sources.pages", "core.sources", "core.notices"),
    *(
        "core.store.port",
        "core.store.named_rows",
        "core.store.one_table",
        "core.store.safe",
        "core.store.salvage",
        "core.store",
    ),
    *("core.store.postgres", "core.store.engine"),
    *("core.actions.common", "core.actions.register", "core.actions.intake", "core.actions.leads"),
    *("core.actions.letters", "core.actions.calling", "core.actions.keeping", "core.actions.rights"),
    *("core.actions.replies", "core.actions.papers", "core.actions.desk", "core.team", "core.cli"),
    *("ui.look", "ui.widgets", "ui.widgets.lists", "ui.common"),
    *("ui.pages.calls", "ui.pages.start", "ui.pages.settings", "ui.pages.leads", "ui.pages.letters"),
    *("ui.pages.imports", "ui.pages.oppositions", "ui.pages.requests", "ui.pages.today", "ui.shell", "ui", "main"),
)
"""The rooms, each above those before it: nothing imports what stands above it."""
ENGINE = tuple(
    f"core.store.engine.{inside}"
    for inside in (
        "sqlite",
        "sqlite_touched",
        "touched",
        "views",
        "turns",
        "trouble",
        "schema",
        "migrations",
        "open_file",
    )
)
"""The inside of the engine, which nobody names above the store: they know the port, and open a base by
``core.store.engine.opening``."""
MAY_NOT = {
    "core/": ("PySide6",),
    "core/sources/": ("core.notices",),
    "core/store/": ("core.sources", "core.notices"),
    "core/notices/": ("core.sources",),
    "core/actions/": ENGINE,
    "core/cli/": ENGINE,
    "ui/": ENGINE,
    "": ("PySide6.QtSql",),
}
"""Folder -> what nothing in it imports besides."""
ONLY = {
    "core/base/": ("core.base",),
    "core/records/": ("core.records", "core.base.i18n", "core.base.records", "core.base.worded"),
    "core/model/": ("core.model", "core.records", "core.base.i18n", "core.base.records", "core.base.worded"),
    "core/refusals/": ("core.refusals", "core.base.text", "core.base.resources"),
    "core/store/engine/": (
        *("core.base", "core.model", "core.words", "core.store.engine", "core.store.postgres"),
        *("core.store.port", "core.store.named_rows", "core.store.one_table", "core.store.safe", "core.store.salvage"),
    ),
    "core/store/postgres/": ("core.base", "core.model", "core.words", "core.store.postgres", "core.store.safe"),
    "core/rules/": (
        *("core.records", "core.model", "core.rules", "core.base.text", "core.base.addresses"),
        "core.base.street_words",
        *("core.base.lazy_imports", "core.base.records", "core.base.typo_distance"),
    ),
}
"""Folder -> the only modules of core it imports."""
ROOMS = {
    "sqlite3": ("core/store/engine/driver.py",),
    "sqlcipher3": ("core/store/engine/driver.py",),
    "sqlite_utils": ("core/store/engine/", "core/base/lazy_imports.py"),
    "psycopg": ("core/store/postgres/driver.py",),
    "requests": ("core/sources/web.py",),
    "urllib3": ("core/sources/web.py",),
    "dataclasses": ("core/base/records.py",),
    "msgspec": ("core/base/records.py",),
    "keyring": ("core/store/safe/", "core/base/lazy_imports.py"),
    "pyrage": ("core/store/safe/", "core/base/lazy_imports.py"),
    "reportlab": ("core/notices/", "core/base/lazy_imports.py"),
}
"""Driver -> the only places that import it."""
PURE = ("core/records/", "core/model/", "core/refusals/", "core/rules/")
IMPURE = ("sqlite3", "requests", "socket", "time", "random", "os", "subprocess", "threading", "pathlib", "locale")
IMPURE_CALLS = {"datetime.now", "date.today", "datetime.today", "datetime.utcnow", "open", "print"}
FILE_LINES = 500
LONG = ("core/store/engine/migrations.py",)
"""What is read from top to bottom and only grows."""
FUNCTION_LINES = 60
"""A function is kept under 40 lines of code; this bound counts its docstring and its signature too."""
SQL = re.compile(r"\b(SELECT\s.+\sFROM|INSERT INTO|UPDATE\s+\w+\s+SET|DELETE FROM|CREATE TABLE|PRAGMA\s)", re.DOTALL)

LOADED_BY_NAME = re.compile(r"(importlib\.)?import_module\(")
ASKING = ("import_module", "hasattr", "getattr")
_DIALOGS = "ui/common/file_dialogs.py"
FILE_DIALOGS = {
    **dict.fromkeys(("QFileDialog", "QFileSystemModel", "QFileIconProvider", "QAbstractFileIconProvider"), _DIALOGS),
    "QPrintDialog": "ui/pages/settings/recovery_sheet.py",
}
"""What shows or lists files, and the one door to each."""
BY_ONE_DOOR = ("addLayout", "removeWidget", "deleteLater", "itemAt")
WRITES = re.compile(r"store.*\.write$")
GUESSED = re.compile(r"hasattr\(|TYPE_CHECKING$|getattr\((?!sys\b)[^()]*, ['\"]")


def within(module: str, *packages: str) -> bool:
    """Say whether a module is one of the packages or stands in one of them."""
    return any(module == one or module.startswith(f"{one}.") for one in packages)


@cache
def height(module: str) -> int:
    """Return how high in ``ORDER`` a module stands; -1 for what is not ours, or a whole folder of rooms."""
    ours = [place for place, room in enumerate(ORDER) if within(module, room)]
    return max(ours, key=lambda place: len(ORDER[place]), default=-1)


def _called(node: ast.Call) -> str:
    """Return the last name of what is called, empty when it has none."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def no_arrow_runs_back(code: Code) -> Iterator[str]:
    here = height(code.module)
    for node, module in code.mentions:
        if height(module) > here:
            yield code.at(node, f"reaches up to {module}")


def no_module_bears_a_standard_name(code: Code) -> Iterator[str]:
    if code.name.startswith("core/") and code.module.rpartition(".")[2] in sys.stdlib_module_names:
        yield code.at(code.tree, "is named as a module of the standard library")


def arrows_between_layers(code: Code) -> Iterator[str]:
    refused = [one for folder, ones in MAY_NOT.items() if code.name.startswith(folder) for one in ones]
    asked = [ones for folder, ones in ONLY.items() if code.name.startswith(folder)]
    for node, module in code.imports:
        if within(module, *refused) or (within(module, "core") and not all(within(module, *ones) for ones in asked)):
            yield code.at(node, f"imports {module}")


def each_driver_has_one_room(code: Code) -> Iterator[str]:
    for node, module in code.imports:
        driver = module.partition(".")[0]
        if driver in ROOMS and not code.name.startswith(ROOMS[driver]):
            yield code.at(node, f"imports {driver}, which belongs to {ROOMS[driver][0]}")


def rules_and_model_are_pure(code: Code) -> Iterator[str]:
    if not code.name.startswith(PURE):
        return
    yield from (code.at(node, f"imports {module}") for node, module in code.imports if within(module, *IMPURE))
    for node in code.nodes:
        if isinstance(node, ast.Call) and ast.unparse(node.func) in IMPURE_CALLS:
            yield code.at(node, f"calls {ast.unparse(node.func)}")


def sql_is_written_in_the_store_only(code: Code) -> Iterator[str]:
    if code.name.startswith("core/store/"):
        return
    for node in code.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value):
            yield code.at(node, f"writes SQL: {node.value[:60]!r}")


def front_ends_write_through_actions(code: Code) -> Iterator[str]:
    if not code.name.startswith(("ui/", "core/cli")):
        return
    for node in code.nodes:
        if isinstance(node, ast.Call) and _called(node) == "write" and WRITES.search(ast.unparse(node.func)):
            yield code.at(node, "writes to the store by itself")


def no_import_inside_a_function(code: Code) -> Iterator[str]:
    if code.name in LATE or not any(node.col_offset for node, _module in code.imports):
        return
    functions = [node for node in code.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    for function in functions:
        for node in walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield code.at(node, f"an import inside {function.name}")


def nothing_is_reached_by_a_name(code: Code) -> Iterator[str]:
    for node in code.nodes:
        if not isinstance(node, ast.Name | ast.Call):
            continue
        asks = isinstance(node, ast.Call) and _called(node) in ASKING
        said = node.id if isinstance(node, ast.Name) else ast.unparse(node) if asks else ""
        if LOADED_BY_NAME.match(said) and code.name != "core/cli/run.py":
            yield code.at(node, "loads a module by its name")
        if GUESSED.match(said) and code.name.startswith("ui/"):
            yield code.at(node, "asks what is there: what is offered is declared")


def no_mutable_state_in_a_module(code: Code) -> Iterator[str]:
    yield from (code.at(node, "global") for node in code.nodes if isinstance(node, ast.Global))
    for node in code.tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.List | ast.Set):
            target = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
            if target != "__all__" and not target.strip("_").isupper():
                yield code.at(node, f"{target} is not written as a constant")


def a_module_says_why_it_exists(code: Code) -> Iterator[str]:
    if code.text.strip() and not ast.get_docstring(code.tree):
        yield code.at(code.tree, "no docstring")


def files_and_functions_stay_short(code: Code) -> Iterator[str]:
    if (lines := len(code.text.splitlines())) > FILE_LINES and code.name not in LONG:
        yield code.at(code.tree, f"{lines} lines")
    for node in code.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield code.at(node, f"{node.name} has {lines} lines")


def nothing_is_swallowed(code: Code) -> Iterator[str]:
    for node in code.nodes:
        if isinstance(node, ast.ExceptHandler):
            if node.type is None:
                yield code.at(node, "bare except")
            if len(node.body) == 1 and isinstance(node.body[0], ast.Pass):
                yield code.at(node, "except: pass")


def files_are_chosen_through_one_door(code: Code) -> Iterator[str]:
    for node, module in code.imports:
        name = module.rpartition(".")[2]
        if (door := FILE_DIALOGS.get(name)) and code.name != door:
            yield code.at(node, f"names {name}, which may open a base and drop its locks: see {door}")


def text_reaches_qt_by_one_door(code: Code) -> Iterator[str]:
    """Qt guesses whether a tooltip, a label or a message is markup, and loads what it names: one door says."""
    if code.name == "ui/widgets/label.py":
        return
    plain = "setTextFormat" in code.text
    for node in code.nodes:
        if isinstance(node, ast.Attribute) and node.attr in HINTS:
            yield code.at(node, f"{node.attr} is called by ui/widgets/label.py alone: set_tip")
        elif isinstance(node, ast.Call) and _called(node).endswith("QMessageBox") and not plain:
            yield code.at(node, "a message is plain text: setTextFormat")
    if "ToolTipRole" in code.text or "QToolTip" in code.text:
        yield from () if "as_tip" in code.text else (f"{code.name}: a tooltip is made by as_tip",)


def nobody_is_named_by_the_system(code: Code) -> Iterator[str]:
    """The name of the session (« root », « poste2 ») is nobody's: :data:`core.model.agent.UNNAMED` says so."""
    for imported, name in code.imports:
        if name.split(".")[0] in ("getpass", "pwd") or name in ("os.getlogin", "psutil.Process.username"):
            yield code.at(imported, f"{name} names a session, not a person")
    for node in code.nodes:
        if isinstance(node, ast.Attribute) and node.attr in ("getlogin", "getuser"):
            yield code.at(node, f"{node.attr} names a session, not a person")
        elif isinstance(node, ast.Constant) and node.value in ("USER", "USERNAME", "LOGNAME"):
            yield code.at(node, f"{node.value} names a session, not a person")


def layouts_are_filled_and_emptied_by_one_door(code: Code) -> Iterator[str]:
    for node in code.nodes if code.name.startswith("ui/") and code.name != "ui/widgets/layouts.py" else ():
        if isinstance(node, ast.Call) and _called(node) in BY_ONE_DOOR:
            yield code.at(node, f"calls {_called(node)}: see ui/widgets/layouts.py")


RULES: tuple[Rule, ...] = (
    no_arrow_runs_back,
    no_module_bears_a_standard_name,
    arrows_between_layers,
    each_driver_has_one_room,
    rules_and_model_are_pure,
    sql_is_written_in_the_store_only,
    front_ends_write_through_actions,
    no_import_inside_a_function,
    nothing_is_reached_by_a_name,
    no_mutable_state_in_a_module,
    words_stand_on_their_members,
    a_module_says_why_it_exists,
    files_and_functions_stay_short,
    nothing_is_swallowed,
    files_are_chosen_through_one_door,
    layouts_are_filled_and_emptied_by_one_door,
    nobody_reads_a_row_by_its_places,
    columns_asked_are_fields,
    text_reaches_qt_by_one_door,
    nobody_is_named_by_the_system,
)

HINTS = ("setToolTip", "setStatusTip", "setWhatsThis", "setToolTipsVisible")
BROKEN: tuple[tuple[Rule, str, str], ...] = (
    (text_reaches_qt_by_one_door, "ui/pages/a.py", "button.setToolTip(row.name)"),
    (text_reaches_qt_by_one_door, "ui/pages/a.py", "box = QMessageBox(parent)\nbox.setText(row.name)"),
    (text_reaches_qt_by_one_door, "ui/pages/a.py", "if role == Qt.ItemDataRole.ToolTipRole:\n    row.name"),
    (text_reaches_qt_by_one_door, "ui/pages/a.py", "QToolTip.showText(place, row.name)"),
    (nobody_is_named_by_the_system, "core/cli/a.py", "import getpass"),
    (nobody_is_named_by_the_system, "ui/a.py", "os.getlogin()"),
    (nobody_is_named_by_the_system, "ui/a.py", "os.environ['USER']"),
    (no_arrow_runs_back, "core/store/a.py", "import ui.app"),
    (no_arrow_runs_back, "core/sources/a.py", "from core.store import leads"),
    (no_arrow_runs_back, "core/refusals/a.py", "from core.rules import titles"),
    (no_arrow_runs_back, "core/sources/columns/a.py", "from core.sources.formats import kinds"),
    (no_arrow_runs_back, "core/store/a.py", "from core.store.engine import schema"),
    (no_arrow_runs_back, "core/store/safe/a.py", "from core.store import today"),
    (no_arrow_runs_back, "core/notices/a.py", "from core.actions.common import agency"),
    (no_arrow_runs_back, "core/actions/intake/a.py", "from core.actions.leads.joining import join"),
    (no_arrow_runs_back, "core/actions/desk/a.py", "if TYPE_CHECKING:\n from core.cli import desk"),
    (no_arrow_runs_back, "ui/widgets/a.py", "import_module('ui.pages.leads')"),
    (no_arrow_runs_back, "ui/widgets/a.py", "from ui.common.office import Office"),
    (no_arrow_runs_back, "ui/widgets/a.py", "from ui.widgets.lists.table import Table"),
    (no_module_bears_a_standard_name, "core/sources/typing.py", ""),
    (arrows_between_layers, "core/notices/a.py", "from PySide6.QtCore import Qt"),
    (arrows_between_layers, "core/store/a.py", "from core.sources import robots"),
    (arrows_between_layers, "core/store/engine/a.py", "from core.store import leads"),
    (arrows_between_layers, "core/base/a.py", "from core import store"),
    (arrows_between_layers, "core/model/a.py", "from core.rules.calls import judge"),
    (arrows_between_layers, "core/rules/a.py", "from core import store"),
    (arrows_between_layers, "ui/a.py", "from PySide6 import QtSql"),
    (arrows_between_layers, "core/actions/a.py", "from core.store.engine.sqlite import SqliteStore"),
    (each_driver_has_one_room, "core/actions/a.py", "import sqlite3"),
    (each_driver_has_one_room, "core/store/engine/a.py", "import sqlite3"),
    (each_driver_has_one_room, "core/store/a.py", "from sqlcipher3 import dbapi2"),
    (each_driver_has_one_room, "core/actions/a.py", "from sqlite_utils import Database"),
    (each_driver_has_one_room, "ui/a.py", "import requests"),
    (each_driver_has_one_room, "core/model/a.py", "from dataclasses import dataclass"),
    (each_driver_has_one_room, "core/model/a.py", "from msgspec import Struct"),
    (each_driver_has_one_room, "core/store/a.py", "import keyring"),
    (each_driver_has_one_room, "core/actions/a.py", "import pyrage"),
    (each_driver_has_one_room, "core/sources/a.py", "import urllib3.util"),
    (each_driver_has_one_room, "core/actions/a.py", "from reportlab.lib import units"),
    (rules_and_model_are_pure, "core/rules/a.py", "from pathlib import Path"),
    (rules_and_model_are_pure, "core/model/a.py", "x = datetime.now()"),
    (sql_is_written_in_the_store_only, "core/actions/a.py", "x = 'SELECT id FROM lead'"),
    (sql_is_written_in_the_store_only, "ui/a.py", "x = f'DELETE FROM {table}'"),
    (front_ends_write_through_actions, "ui/a.py", "office.store.write('x')"),
    (front_ends_write_through_actions, "core/cli/a.py", "store.write('x')"),
    (no_import_inside_a_function, "core/a.py", "def f():\n import json"),
    (nothing_is_reached_by_a_name, "core/a.py", "importlib.import_module('json')"),
    (nothing_is_reached_by_a_name, "ui/a.py", "hasattr(page, 'open_lead')"),
    (nothing_is_reached_by_a_name, "ui/a.py", "getattr(page, 'oppose', None)"),
    (nothing_is_reached_by_a_name, "ui/a.py", "if TYPE_CHECKING:\n import a"),
    (no_mutable_state_in_a_module, "core/a.py", "cache = []"),
    (words_stand_on_their_members, "ui/a.py", "WORDS = {Step.ASK: N_('Demander'), Step.WAIT: N_('Attendre')}"),
    (no_mutable_state_in_a_module, "core/a.py", "found: set[int] = {1}"),
    (no_mutable_state_in_a_module, "core/a.py", "def f():\n global x"),
    (a_module_says_why_it_exists, "core/a.py", "x = 1"),
    (files_and_functions_stay_short, "core/a.py", "\n" * (FILE_LINES + 1)),
    (files_and_functions_stay_short, "core/a.py", "def f():\n" + " x\n" * FUNCTION_LINES),
    (files_are_chosen_through_one_door, "ui/pages/a.py", "from PySide6.QtWidgets import QFileDialog"),
    (files_are_chosen_through_one_door, "ui/pages/a.py", "from PySide6.QtWidgets import QFileSystemModel"),
    (files_are_chosen_through_one_door, "ui/common/a.py", "from PySide6.QtPrintSupport import QPrintDialog"),
    (layouts_are_filled_and_emptied_by_one_door, "ui/pages/a.py", "self._grid.removeWidget(old)"),
    (layouts_are_filled_and_emptied_by_one_door, "ui/widgets/a.py", "old.deleteLater()"),
    (layouts_are_filled_and_emptied_by_one_door, "ui/pages/a.py", "column.addLayout(row)"),
    (layouts_are_filled_and_emptied_by_one_door, "ui/a.py", "x = [row.itemAt(at) for at in range(3)]"),
    (nothing_is_swallowed, "core/a.py", "try:\n x\nexcept:\n y"),
    (nothing_is_swallowed, "core/a.py", "try:\n x\nexcept OSError:\n pass"),
    (
        nobody_reads_a_row_by_its_places,
        "core/actions/a.py",
        "from core.records.call import Call\ndef f(r):\n call = r.get(Call, 1)\n return call[4]",
    ),
    (columns_asked_are_fields, "core/a.py", "from core.records.call import Call\nr.of(Call, '-id', lead=1)"),
    (columns_asked_are_fields, "core/a.py", "from core.records.call import Call\nr.one(Call, 'began')"),
)
"""A rule, where a source would stand and what it would say, that the rule refuses."""


def test_nothing_else_stands_at_the_top() -> None:
    names = {one.name for one in ROOT.iterdir() if not one.name.startswith((".", "__"))}
    made = {"build", "dist", "htmlcov"}
    assert {name for name in names - TOP - made if not name.endswith((".md", ".egg-info"))} == set()


def test_every_rule_refuses_what_breaks_it() -> None:
    missed = [f"{rule.__name__}: {text[:50]!r}" for rule, name, text in BROKEN if not list(rule(Code(name, text)))]
    assert not missed, "\n" + "\n".join(missed)
    assert {rule for rule, _name, _text in BROKEN} == set(RULES)


def no_file_reaches_itself_by_what_it_imports() -> Iterator[str]:
    ours = {one.module for one in program()}
    yield from map(" > ".join, circles({code.module: sorted(set(reached(code, ours))) for code in program()}))


def no_folder_reaches_itself_by_what_its_files_import() -> Iterator[str]:
    """One may be above another's files and below others of them: no circle of files, and no order of folders."""
    inside = {code.module: code.name.rpartition("/")[0] for code in program()}
    reaches: dict[str, list[str]] = {folder: [] for folder in inside.values()}
    for code in program():
        here = inside[code.module]
        reaches[here] += sorted({inside[one] for one in reached(code, set(inside))} - {here, *reaches[here]})
    yield from map(" > ".join, circles(reaches))


def test_a_circle_is_seen() -> None:
    assert list(circles({"a": ["b"], "b": ["c", "d"], "c": ["a"], "d": []})) == [["a", "b", "c", "a"]]
    assert set(
        reached(Code("core/a.py", "import core.b\nx = 'core.c'\nimport core.a"), {"core.a", "core.b", "core.c"})
    ) == {
        "core.b",
        "core.c",
    }


def test_no_two_modules_of_a_folder_are_one_letter_apart() -> None:
    names: dict[str, list[str]] = {}
    for code in program():
        folder, _, name = code.module.rpartition(".")
        names.setdefault(folder, []).append(name)
    near = [(folder, *pair) for folder, ones in names.items() for pair in combinations(ones, 2) if one_letter(*pair)]
    assert not near
    assert one_letter("content", "context") and one_letter("section", "sections") and not one_letter("m001", "m002")


def one_letter(one: str, other: str) -> bool:
    """Tell whether two names differ by one letter, changed or added; numbers are read figure by figure."""
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        differing = [letters for letters in zip(one, other, strict=True) if letters[0] != letters[1]]
        return len(differing) == 1 and not any(map(str.isdigit, differing[0]))
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def no_two_public_names_of_a_folder_are_one() -> Iterator[str]:
    stands: dict[tuple[str, str], list[str]] = {}
    for code in program():
        folder = code.name.rpartition("/")[0]
        for node in code.tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                stands.setdefault((folder, node.name), []).append(code.at(node, node.name))
    assert len(stands) > 1000
    yield from (" and ".join(places) for places in stands.values() if len(places) > 1)


def reached(code: Code, ours: Set[str]) -> Iterator[str]:
    """Yield the files of the program, ``ours``, that a file names, by an import or by a text."""
    for _node, name in code.mentions:
        file = name if name in ours else name.rpartition(".")[0]
        if file in ours and file != code.module:
            yield file


def circles(reaches: dict[str, list[str]]) -> Iterator[list[str]]:
    """Yield the first circle found from each file that none before has settled."""
    settled: set[str] = set()

    def walk(path: list[str]) -> Iterator[list[str]]:
        for there in reaches.get(path[-1], ()):
            if there in path:
                yield [*path[path.index(there) :], there]
            elif there not in settled:
                yield from walk([*path, there])
        settled.add(path[-1])

    for start in reaches:
        if start not in settled:
            yield from walk([start])


@table(
    "text",
    [
        *("from ui.app import _opened", "from core._a import b", "page._stack.show()", "setattr(page, '_AHEAD', 1)"),
        *("monkeypatch.setattr('core.a._PAGE', 2)", "self.page._stack"),
    ],
)
def test_a_private_name_is_seen(text: str) -> None:
    assert len(list(private_names([Code("tests/a.py", text)]))) == 1


def test_what_is_ones_own_is_not_another_s_private_name() -> None:
    text = "def _a(x):\n return x._replace(b=os._exit)\nclass C:\n def f(self, x):\n  return self._b, x._a, x.__dict__"
    assert list(private_names([Code("tests/a.py", text)])) == []


LACKING = (
    "class Sort(StrEnum):\n    A = 'a'\n    B = 'b'\n    C = 'c'\nWORDS = {Sort.A: 'un', Sort.B: 'deux'}",
    "class Sort(StrEnum):\n    A = 'a', N_('un')\n    B = 'b', N_('deux')\n    C = 'c', ''\nWORDS = {'a': 1, 'b': 2}",
    "Kind = Literal['a', 'b', 'c']\ndef page(kind):\n    return {'a': 'leads', 'b': 'calls'}[kind]",
    "CODES = MappingProxyType({'a': 1, 'b': 2, 'c': 3})\nINKS: Mapping[str, str] = MappingProxyType({'a': 4, 'b': 5})",
)
"""A table that lacks a member, for each language of a vocabulary."""
WHOLE_TABLES = (
    LACKING[0].replace("Sort.B: 'deux'", "Sort.B: 'deux', Sort.C: 'trois'"),
    "Kind = Literal['a', 'b', 'c']\nOTHER = {'x': 1, 'y': 2}\nALL = {'a': 1, 'b': 2, 'c': 3, 'd': 4}",
)


def test_a_table_that_lacks_a_member_is_seen_and_no_other() -> None:
    assert [len(lacks_in(text)) for text in LACKING] == [1] * len(LACKING), [lacks_in(text) for text in LACKING]
    assert "lacks Sort.C of Sort" in lacks_in(LACKING[0])[0]
    assert [lacks_in(text) for text in WHOLE_TABLES] == [[]] * len(WHOLE_TABLES)


WHOLE: tuple[Callable[[], Iterator[str]], ...] = (
    no_file_reaches_itself_by_what_it_imports,
    no_folder_reaches_itself_by_what_its_files_import,
    no_two_public_names_of_a_folder_are_one,
    each_table_of_a_vocabulary_is_whole,
    each_file_has_its_tests,
    fewer_and_fewer_private_names_are_reached,
)


@table("rule", [*RULES, *WHOLE])
def test_the_program_keeps_the_rule(rule: Callable[..., Iterator[str]]) -> None:
    found = list(rule()) if rule in WHOLE else [fault for code in program() for fault in rule(code)]
    assert not found, "\n" + "\n".join(found)


def test_the_rules_look_at_the_whole_program() -> None:
    names = {code.name for code in program()}
    assert len(names) > 60
    assert {"main.py", "ui/app.py"} <= names
    assert [module for _, module in Code("a.py", "import a.b\nfrom c import d").imports] == ["a.b", "c.d"]
