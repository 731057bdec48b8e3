"""A disk that is full: a French sentence, everything acknowledged before is there, and the base is whole."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.actions.common import agency, people
from core.actions.intake.import_rows import take_in
from core.actions.keeping import verifying
from core.store import batches, registers
from core.store.engine.opening import NAME, open_store
from core.store.engine.packing import LETTERS
from core.store.port import Store
from tests.bases import put_base
from tests.files.bases.make import AGENCY

if sys.platform == "win32":
    pytest.skip("limits and small disks of POSIX", allow_module_level=True)

from tests.faults.full_worker import BATCH, NOW, draft

ROOT = Path(__file__).resolve().parents[2]
WHATS = ("oppose", "intake", "letter")
SENTENCES = {"DISK_FULL": "Le disque est plein.", "BASE_READ_ONLY": "Le disque refuse l’écriture."}


def _thirty(store: Store) -> None:
    agency.save_agency(store, AGENCY, by="essai", at=NOW)
    take_in(store, map(draft, range(90_000, 90_030)), BATCH, by="essai", now=NOW)


def _work(folder: Path, what: str, *limit: str) -> tuple[list[str], str, str]:
    """Return what was acknowledged, the code and the sentence of the refusal."""
    command = [sys.executable, "-m", "tests.faults.full_worker", str(folder), what, *limit]
    # Coverage would write its own file on the full disk, and say so.
    around = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False, env=around)
    assert done.stderr == ""
    *acknowledged, last = done.stdout.splitlines()
    refused, code, sentence = last.split(" ", 2)
    assert refused == "refused"
    return acknowledged, code, sentence


def _lost(folder: Path, what: str, acknowledged: list[str]) -> list[str]:
    """Return the acknowledged lines that are not in the base, once there is room again."""
    lost = []
    with closing(open_store(folder)) as store:
        assert verifying.verify(store).problems == ()
        with store.read() as r:
            for line in acknowledged:
                word, _, more = line.partition(" ")
                if what == "oppose":
                    held = bool(registers.opposed(r, [people.find(r, word).hash]))
                elif what == "intake":
                    batch = batches.batch(r, int(word))
                    held = batch is not None and batch.added == int(more)
                else:
                    name = r.value(str, "SELECT file FROM notice WHERE reference = ? AND sha256 = ?", word, more)
                    file = folder / LETTERS / (name or "")
                    held = file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == more
                if not held:
                    lost.append(line)
    return lost


def _papers(folder: Path) -> tuple[set[str], set[str], set[str]]:
    """Return the letters that are made, those on disk, and those in the register."""
    with closing(open_store(folder)) as store, store.read() as r:
        registered = set(r.column(str, "SELECT file FROM notice"))
        made = set(r.column(str, "SELECT file FROM notice WHERE unfinished = 0"))
    return made, {path.name for path in (folder / LETTERS).glob("*")}, registered


def _check(folder: Path, what: str, acknowledged: list[str]) -> None:
    assert acknowledged, "the disk was full before the first action: nothing was tried"
    assert _lost(folder, what, acknowledged) == []
    made, on_disk, registered = _papers(folder)
    assert made <= on_disk <= registered
    with closing(open_store(folder)) as store:  # And it works again.
        assert take_in(store, [draft(99_999)], BATCH, by="essai", now=NOW).added == 1
        with store.read() as r:
            taken, origins = r.value(int, "SELECT sum(added) FROM batch"), r.value(int, "SELECT count(*) FROM origin")
        assert taken == origins


@pytest.mark.parametrize("what", WHATS)
def test_a_file_that_may_not_grow(tmp_path: Path, what: str) -> None:
    put_base(tmp_path, _thirty)
    limit = (tmp_path / NAME).stat().st_size + 50_000
    acknowledged, code, sentence = _work(tmp_path, what, str(limit))
    assert sentence.startswith(SENTENCES[code])
    _check(tmp_path, what, acknowledged)


def test_a_fresh_base_on_a_full_disk(tmp_path: Path) -> None:
    acknowledged, code, _ = _work(tmp_path, "open", "20000")
    assert (acknowledged, code) == ([], "FOLDER_READ_ONLY")
    with closing(open_store(tmp_path)) as store:
        assert verifying.verify(store).ok


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes, where the machine lets us mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if not mount or os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let the tests mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("what", WHATS)
def test_a_disk_that_fills_up(small_disk: Path, what: str) -> None:
    folder = small_disk / "base"
    put_base(folder, _thirty)
    filler = small_disk / "photos"
    filler.write_bytes(b"\0" * max(0, shutil.disk_usage(small_disk).free - 600_000))
    acknowledged, code, sentence = _work(folder, what)
    assert code == "DISK_FULL"
    assert sentence.startswith(SENTENCES[code])
    filler.unlink()
    _check(folder, what, acknowledged)


def test_a_full_disk_at_the_first_opening(small_disk: Path) -> None:
    filler = small_disk / "photos"
    filler.write_bytes(b"\0" * (shutil.disk_usage(small_disk).free - 60_000))
    acknowledged, code, _ = _work(small_disk / "base", "open")
    assert (acknowledged, code) == ([], "DISK_FULL")
    filler.unlink()
    with closing(open_store(small_disk / "base")) as store:
        assert verifying.verify(store).ok
