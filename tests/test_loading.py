"""What is loaded when: the window and each verb pay for what they use, so that both start quickly."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tables import table
from tests.tree import ROOT
from tests.ui.office_fixture import started

WINDOW = """
import sys
others = set(sys.modules)  # Of the interpreter, and of what measures what is covered.
import builtins
own = builtins.__import__
from pathlib import Path
from core.store.engine.opening import open_store
from ui.starting import load_qt
load_qt()
from ui.app import build
from PySide6.QtWidgets import QApplication
assert builtins.__import__ is own, "the source of each file is read again"
app = QApplication([])
store = open_store(Path(sys.argv[1]))
window = build(app, store)
window.show()
app.processEvents()
window.close()
store.close()
print(*(name for name in sys.modules if name not in others))
"""
VERB = """
import sys
import main
code = main.main()
print(*sys.modules, file=sys.stderr)
"""
READERS = ("bs4", "lxml", "soupsieve", "python_calamine", "ijson", "ftfy", "openpyxl")
CLIENT = ("requests", "urllib3", "protego", "core.sources.http")
WRITERS = ("reportlab", "pypdfium2", "zxingcpp", "xlsxwriter", "core.notices.render")
FOREIGN = (
    *("phonenumbers", "rapidfuzz", "mnemonic", "psutil", "sqlite_utils", "PIL", "pandas", "keyring", "pyrage"),
    "filelock",
)
OTHER_PAGES = tuple(
    f"ui.pages.{page}.page" for page in ("leads", "calls", "letters", "oppositions", "imports", "requests", "settings")
)
HEAVY = (*READERS, *CLIENT, *WRITERS, *FOREIGN)
IDLE = (
    *("core.cli", "click", "ui.pages.start", "core.actions.intake", "core.actions.letters", "core.model.batch"),
    *("core.actions.keeping.erasing", "core.actions.keeping.verifying", "core.notices.template", "core.words.keeping"),
    *("core.store.engine.schema", "core.store.salvage.carving", "ui.shell.help", "ui.widgets.lists.palette"),
    *("multiprocessing", "subprocess", "orjson"),
)
"""What the first picture and its menus do not need before the first gesture."""
MOST = 251
"""Modules of the program that the first picture loads: each costs a millisecond on a slow machine. What a page, a menu
or a job needs is loaded when it is asked for (``ui/shell/rooms.py``)."""


def loaded(code: str, *arguments: str) -> list[str]:
    """Run ``code`` with the arguments and return the modules it ended with."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return (done.stderr if code == VERB else done.stdout).split()


def among(modules: list[str], unwanted: tuple[str, ...]) -> list[str]:
    """Return the modules that are one of ``unwanted`` or inside one."""
    return [name for name in modules if any(name == one or name.startswith(f"{one}.") for one in unwanted)]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The folder of an empty base whose first start is over."""
    started(tmp_path).close()
    return tmp_path


def test_the_first_page_loads_what_it_shows(base: Path) -> None:
    found = loaded(WINDOW, str(base))
    assert "ui.pages.today.page" in found
    assert among(found, (*HEAVY, *OTHER_PAGES, *IDLE)) == []
    assert len(among(found, ("core", "ui"))) <= MOST


def test_the_first_start_loads_its_assistant_alone(tmp_path: Path) -> None:
    found = loaded(WINDOW, str(tmp_path))
    assert "ui.pages.start.page" in found
    assert among(found, (*READERS, *CLIENT, *WRITERS, *OTHER_PAGES, "core.cli")) == []


@table(
    "verb, family, unwanted",
    [
        ("leads", "leads", (*HEAVY, "core.actions.intake")),
        ("verify", "agency", (*HEAVY, "core.rules", "core.actions.common.judging", "core.actions.intake")),
        ("batches", "batches", (*CLIENT, *WRITERS, "bs4", "lxml")),
        ("backup", "backup", (*HEAVY, "core.actions.intake.import_rows")),
    ],
)
def test_a_verb_loads_its_family_alone(base: Path, verb: str, family: str, unwanted: tuple[str, ...]) -> None:
    found = loaded(VERB, verb, "--data-dir", str(base))
    families = [name for name in found if (ROOT / f"{name.replace('.', '/')}.py").is_file() and _is_family(name)]
    assert families == [f"core.cli.{family}"]
    assert among(found, (*unwanted, "PySide6", "ui")) == []


def _is_family(module: str) -> bool:
    return module.startswith("core.cli.") and "\nVERBS" in (ROOT / f"{module.replace('.', '/')}.py").read_text("utf-8")
