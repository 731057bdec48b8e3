"""F28: a file dialog opened in the folder of the base and given up, another program that opens and closes the base,
then ``kill -9``: what was confirmed is there, and the locks were never lost."""

import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from core.actions.common import people
from core.actions.keeping import verifying
from core.base.errors import UserError
from core.store import registers
from core.store.engine.opening import NAME, open_store
from tests.lengths import length

ROUNDS = length(2, long=40)
DIALOGS = length(2, long=5)
ROOT = Path(__file__).resolve().parents[2]
PASSING = """import contextlib, sqlite3, sys
with contextlib.closing(sqlite3.connect(sys.argv[1])) as base:
    base.execute("SELECT count(*) FROM journal").fetchone()"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there does a dialog drop the locks")


def killed(folder: Path, seed: int, *options: str) -> tuple[list[str], int]:
    """Kill a desk after some dialogs; return the numbers it said were refused, and how many times it had to open its
    base anew."""
    command = [sys.executable, "-m", "tests.faults.dialog_worker", str(folder), str(seed), *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as desk:
        assert desk.stdout is not None
        assert desk.stdin is not None
        assert desk.stderr is not None
        said: list[list[str]] = []
        for _dialog in range(DIALOGS):
            said.append(desk.stdout.readline().split())
            assert said[-1], desk.stderr.read()
            subprocess.run([sys.executable, "-S", "-c", PASSING, str(folder / NAME)], check=True)
            desk.stdin.write("\n")
            desk.stdin.flush()
        desk.send_signal(signal.SIGKILL)
    return [number for number, _anew in said], [anew for _number, anew in said].count("True")


def lost(folder: Path, numbers: list[str]) -> list[str]:
    """Return the refusals that the base does not hold."""
    with closing(open_store(folder, older=True)) as store:
        assert verifying.whole(store).problems == ()
        with store.read() as r:
            return [number for number in numbers if not registers.opposed(r, [people.find(r, number).hash])]


def test_a_dialog_loses_nothing_that_was_confirmed(tmp_path: Path) -> None:
    for seed in range(ROUNDS):
        folder = tmp_path / str(seed)
        numbers, anew = killed(folder, seed)
        assert (lost(folder, numbers), anew) == ([], 0)


def test_the_icons_of_qt_drop_the_locks_and_the_base_is_opened_anew(tmp_path: Path) -> None:
    numbers, anew = killed(tmp_path, 1, "icons")
    assert anew == DIALOGS
    assert lost(tmp_path, numbers) == []


def test_without_what_asks_for_the_locks_a_loss_is_seen(tmp_path: Path) -> None:
    """The same without what mends it: the harness would see a refusal that is lost."""
    numbers, _anew = killed(tmp_path, 1, "icons", "blind")
    assert lost(tmp_path, numbers) == numbers[1:]
    with pytest.raises(UserError) as refused:
        open_store(tmp_path)
    assert refused.value.code == "BASE_OLDER", "the second memory still knows of them"
