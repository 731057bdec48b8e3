"""Shared fixtures; and Qt, loaded for the tests without a screen, or named as missing."""

import faulthandler
import gc
import importlib
import os
import py_compile
import shutil
import sys
import tempfile
import uuid
from collections.abc import Generator, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers

from core.store.engine import views
from core.store.safe import homes
from core.team import pairing
from tests import chance, hasty, once, one_seat, team_bases
from tests.lengths import LONG, length
from tests.true_rows import true_rows
from ui.starting import load_qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# What one process compiles serves the others and every child, even where the environment says not to keep it: a worker
# reads 800 sources before its first test, and a child a hundred.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
MEMORY, ROOM = Path("/dev/shm"), 4 << 30
"""A folder of Linux whose files stand in memory, and the bytes that a run leaves to spare."""
NEW_CHECKOUT = not any((ROOT / "tests" / "__pycache__").glob("test_words.*"))
# No assertion on time: another test may hold the processor. The examples are the same at each run, the first of those
# of a long one; --hypothesis-profile=explore draws others.
settings.register_profile("suite", deadline=None, derandomize=True, max_examples=length(25, long=100))
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("suite")


def _qt_loads() -> bool:
    try:
        load_qt()
        importlib.import_module("PySide6.QtWidgets")
    except ImportError:
        return False
    return True


if _qt_loads():
    pytest_plugins = ("pytestqt.plugin",)
else:

    def pytest_addoption(parser: pytest.Parser) -> None:
        """Know pytest-qt's settings without it: the tests of the window are skipped, each saying what is missing."""
        for name in ("qt_log_level_fail", "qt_log_ignore"):
            parser.addini(name, "of pytest-qt", type="linelist")


def pytest_runtest_setup() -> None:
    """Let what is asked for by name take its minutes: the suite alone ends a test that waits too long."""
    if LONG or os.environ.get("PREMIER_CONTACT_REAL_WINDOW") == "1":
        faulthandler.cancel_dump_traceback_later()


def pytest_configure(config: pytest.Config) -> None:
    """Put the temporary files in memory where there is room for them: a disk takes a tenth of the time of the suite
    to make and drop files, a third of that of the tests of a server.

    Draw no example from the constants of our sources: those of the modules that happen to be loaded, so that a test
    alone drew others than among all; and each process of a new checkout read 900 sources for them, 5 s."""
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    if config.getoption("--hypothesis-profile", default="") != "explore":
        pytest.MonkeyPatch().setattr(providers, "is_local_module_file", lambda path: False, raising=False)


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes share the tests with ``-n logical`` or ``auto``: one more than there are processors,
    since a test that waits for the disk, a child or a window leaves its own idle."""
    return (os.cpu_count() or 1) + 1


def pytest_collection() -> None:
    """In a new checkout, let the processes that share the tests compile the sources for one another: each its share
    of the program, then it loads the tests from another place on. What does not load is told when it is collected."""
    gc.disable()
    if not (WORKER and NEW_CHECKOUT):
        return
    place, count = int(WORKER[2:]), int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    for source in sorted([*(ROOT / "core").rglob("*.py"), *(ROOT / "ui").rglob("*.py")])[place::count]:
        py_compile.compile(str(source), quiet=2)
    tests = sorted((ROOT / "tests").rglob("test_*.py"))
    begin = len(tests) * place // count
    for path in tests[begin:] + tests[:begin]:
        with suppress(Exception, pytest.skip.Exception):
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, where each test has a base of a team, those about the base of one seat."""
    if team_bases.CHOSEN:
        one_seat.skip_among(items)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call() -> Generator[None, object, object]:
    """Skip, there too, what begins with a backup put in the place of the base: a team comes back to one seat first."""
    try:
        return (yield)
    except Exception as problem:
        if team_bases.CHOSEN and one_seat.is_refused_restoration(problem):
            pytest.skip("a backup takes the place of the base of one seat alone")
        raise


def pytest_runtestloop() -> None:
    """Keep the collector of cycles from walking, hundreds of times, through all that was loaded, which stays: it was a
    tenth of the time of the suite, and of that of collecting the tests."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def every_row_is_true() -> Iterator[None]:
    """What is read from a base is compared with what its fields say, in every test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(views, "named", true_rows)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_wait_for_the_disk() -> Iterator[None]:
    """No transaction of this process waits until the disk confirms it."""
    with pytest.MonkeyPatch.context() as patch:
        hasty.hasten(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def _known_chance() -> Iterator[None]:
    """Nothing that is drawn comes from the computer's own chance."""
    with pytest.MonkeyPatch.context() as patch:
        chance.fix(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def _a_code_is_stretched_once() -> Iterator[None]:
    """What a code is stretched to, which takes a tenth of a second on purpose, is reckoned once for each team."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairing, "stretched", cache(pairing.stretched))
        yield


@pytest.fixture(scope="session")
def qapp(qapp: "QApplication") -> "QApplication":
    """The program's application, for hands that press at once: none of their presses is the half of a double one."""
    qapp.setDoubleClickInterval(0)
    return qapp


@pytest.fixture(autouse=True)
def _no_base_of_a_team_stays() -> Iterator[None]:
    """What a test made on the server of the tests goes with it."""
    yield
    team_bases.drop_all()


@pytest.fixture(autouse=True)
def _chance_of_its_own(_known_chance: None, request: pytest.FixtureRequest) -> None:
    """Each test draws what it drew the last time."""
    chance.begin(request.node.nodeid)


@pytest.fixture(scope="session", autouse=True)
def own_temporary_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of this run, where the program and its children put their temporary files, and what is shared by the
    processes that share the tests: a base that is copied is made by one of them."""
    own = tmp_path_factory.getbasetemp()
    folder = own.parent if WORKER else own
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(once.MADE_IN, str(folder / "bases"))
        patch.setenv("TMPDIR", str(folder))
        patch.setattr(tempfile, "tempdir", None)
        yield folder


@pytest.fixture(scope="session", autouse=True)
def _own_computer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the configurations of the tests are, and no keyring: that of whoever runs them is never asked."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("configuration")
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        patch.setenv(homes.FOLDER, str(folder / "partagee"))
        yield folder


@pytest.fixture(scope="module", autouse=True)
def _configuration_of_a_module(_own_computer: Path) -> Iterator[None]:
    """What a module makes once for its tests finds no key that another module kept: all bases copied from one template
    have one key, and a restoration takes it out of the base where this computer keeps it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(homes.FOLDER, str(_own_computer / uuid.uuid4().hex))
        yield


@pytest.fixture(autouse=True)
def own_configuration(_own_computer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has the configuration folder of a new user."""
    monkeypatch.setenv(homes.FOLDER, str(_own_computer / uuid.uuid4().hex))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real pages and files that stands beside the project; a test that reads it skips where it is
    absent."""
    folder = ROOT.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the corpus of real files is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def files() -> Path:
    """Our own sample inputs: invented people in the shapes of real files."""
    return ROOT / "tests" / "files"
