"""A stop between any two of the renamings that set a damaged base aside: the next restoration still knows every
refusal, those of the base and those of its log, and a log is never read with another base."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.keeping import backing_up, restoring
from core.actions.keeping.base_in_place import set_aside
from core.actions.register import key_phrase, opposing
from core.base.errors import UserError
from core.store import registers
from core.store.engine.opening import NAME, open_store, opened
from tests.bases import bytes_of, new_base
from tests.core.actions.conftest import BY, NOW, add
from tests.lengths import LONG

ROOT = Path(__file__).resolve().parents[2]
LATER = NOW + timedelta(hours=3)
IN_BASE, IN_LOG = "0639987701", "0639987702"
LOG = f"{NAME}-wal"
STOPS = range(5)
"""Before each of four renamings, and none."""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")


@pytest.fixture(params=["plain", "sealed"])
def damaged(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """A folder whose base cannot be opened, one refusal in its file and one in its log alone; and its backup."""
    folder = tmp_path / "base"
    store = new_base(folder)
    if request.param == "sealed":
        key_phrase.set_apart(store, by=BY, at=NOW)
    add(store)
    backup = backing_up.back_up(store, tmp_path / "disque", by=BY, at=NOW).path
    opposing.oppose_typed(store, IN_BASE, how="call", by=BY, at=NOW)
    store.close()
    store = open_store(folder)
    before = bytes_of(folder / NAME)
    opposing.oppose_typed(store, IN_LOG, how="call", by=BY, at=NOW)
    log = (folder / LOG).read_bytes()
    store.close()
    (folder / NAME).write_bytes(bytes(100) + before[100:])
    (folder / LOG).write_bytes(log)
    return folder, backup


def known(folder: Path) -> list[bool]:
    with opened(folder) as store, store.read() as r:
        return [bool(registers.opposed(r, [r.keyed_hash("phone", one)])) for one in (IN_BASE, IN_LOG)]


def test_a_base_half_set_aside_is_finished_first(damaged: tuple[Path, Path]) -> None:
    folder, backup = damaged
    aside = folder / "premier-contact-abimee-2026-11-24-134200.db"
    (folder / NAME).rename(f"{aside}.part")
    restoring.restore(folder, backup, by=BY, at=LATER)
    assert known(folder) == [True, True]
    assert set_aside(folder) == [aside]
    assert Path(f"{aside}-wal").exists()


def test_a_base_whose_log_has_followed_waits_for_who_holds_it(
    damaged: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, backup = damaged
    aside = folder / "premier-contact-abimee-2026-11-24-134200.db"
    (folder / NAME).rename(f"{aside}.part")
    (folder / LOG).rename(f"{aside}-wal")
    rename = Path.rename

    def held(path: Path, target: Path) -> Path:
        if path.suffix == ".part":
            raise PermissionError("held by another program")
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", held)
        with pytest.raises(UserError) as refused:
            restoring.restore(folder, backup, by=BY, at=LATER)
    assert refused.value.code == "BASE_BUSY"
    restoring.restore(folder, backup, by=BY, at=LATER)
    assert known(folder) == [True, True]
    assert set_aside(folder) == [aside]


@pytest.mark.skipif(not LONG, reason="a process for each stop: by name")
@pytest.mark.parametrize("stop", STOPS)
def test_no_stop_loses_a_refusal(damaged: tuple[Path, Path], stop: int) -> None:
    folder, backup = damaged
    command = [sys.executable, "-m", "tests.faults.aside_worker", str(folder), str(backup), str(stop)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert (said == "done\n") == (stop == STOPS[-1]), "as many stops as there are renamings"
    if said != "done\n":
        restoring.restore(folder, backup, by=BY, at=LATER)
    assert known(folder) == [True, True]
    for aside in set_aside(folder):
        assert Path(f"{aside}-wal").exists() and not Path(f"{aside}.part").exists()
