"""``kill -9`` while letters are made, printed, answered about and posted: no paper that the register does not know, no
letter posted that was not printed, none lost, none made twice; and what was cut goes on."""

import hashlib
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from core.actions.common import agency
from core.actions.intake.import_rows import take_in
from core.actions.keeping import verifying
from core.model.batch import BatchFacts, Source
from core.model.draft import Draft
from core.store.engine.opening import open_store
from core.store.engine.packing import LETTERS
from core.store.port import Store
from tests.bases import put_base
from tests.faults.print_worker import NOW
from tests.files.bases.make import AGENCY
from tests.lengths import length

LIVES = length(1, long=25)
KILLS_A_LIFE = length(2, long=8)
ROOT = Path(__file__).resolve().parents[2]
BATCH = BatchFacts(Source.FILE, "pige.csv", "2026-11-20", supplier="Pige Ouest", site="Toit Direct")
PEOPLE, MANY = length(8, long=40), 12

if sys.platform == "win32":
    pytest.skip("kill -9 is a POSIX signal", allow_module_level=True)


def _few(store: Store) -> None:
    _taken(store, PEOPLE)


def _many(store: Store) -> None:
    _taken(store, MANY)


def _taken(store: Store, count: int) -> None:
    agency.save_agency(store, AGENCY, by="essai", at=NOW)
    take_in(store, (
        Draft(line=n, last_name=f"Nom{n}", phones=(f"06399{n:05d}",), address=f"{n} rue Neuve", postcode="30700",
              town="Uzès", reference=f"R{n}", seen="18/11/2026", cells=("x",))
        for n in range(1, count + 1)
    ), BATCH, by="essai", now=NOW)  # fmt: skip


def _worked(folder: Path, seed: int, after: float | None, *options: str, past: str = "") -> list[str]:
    """Run a desk, kill it ``after`` seconds past its first line that begins so (None: let it end), and return what it
    said."""
    command = [sys.executable, "-m", "tests.faults.print_worker", str(folder), str(seed), *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        first = ""
        for line in iter(desk.stdout.readline, ""):
            first += line
            if line.startswith(past):
                break
        if after is not None:
            time.sleep(after)
            desk.send_signal(signal.SIGKILL)
        rest = desk.stdout.read()
    return [line for line in (first + rest).split("\n")[:-1] if line]


def _wrongs(folder: Path, said: list[str]) -> list[str]:
    """Return what is wrong in the base and in the folders, in words."""
    wrong = list[str]()
    with closing(open_store(folder)) as store:
        assert verifying.verify(store).problems == ()
        with store.read() as r:
            rows = r.records("SELECT * FROM notice")
            informed = r.column(int, "SELECT count(*) FROM lead WHERE notice_sent IS NOT NULL")[0]
    by_reference = {str(row["reference"]): row for row in rows}
    lying = {sheet.name[:7] for sheet in (folder / "papier").glob("*")} if (folder / "papier").is_dir() else set()
    wrong += [f"paper unknown {one}" for one in lying if one not in by_reference]
    for file in (folder / LETTERS).glob("*.pdf"):
        row = by_reference.get(file.stem.removeprefix("lettre-"))
        if file.name.startswith("lettre-") and (
            row is None or hashlib.sha256(file.read_bytes()).hexdigest() != row["sha256"]
        ):
            wrong.append(f"file unknown {file.name}")
    for row in rows:
        if row["posted_at"] and row["reference"] not in lying:
            wrong.append(f"posted, never printed {row['reference']!s}")
        if not row["unfinished"] and not (folder / LETTERS / str(row["file"])).is_file():
            wrong.append(f"made, no file {row['reference']!s}")
    live = [row["lead_id"] for row in rows if row["withdrawn_at"] is None]
    wrong += [f"made twice {lead!s}" for lead in set(live) if live.count(lead) > 1]
    if informed != sum(row["posted_at"] is not None for row in rows):
        wrong.append("informed is not posted")
    for line in said:
        word, what, *_more = line.split()
        if word in ("made", "sheet") and what not in by_reference:
            wrong.append(f"lost {line}")
        if word == "posted" and not next((row["posted_at"] for row in rows if str(row["id"]) == what), None):
            wrong.append(f"lost {line}")
    return wrong


@pytest.mark.parametrize("life", range(LIVES))
def test_kills_during_runs(tmp_path: Path, life: int) -> None:
    draw = random.Random(20261126 + life)
    put_base(tmp_path, _few)
    said = list[str]()
    for turn in range(KILLS_A_LIFE):
        said += _worked(tmp_path, 100 * life + turn, draw.uniform(0.0, 0.25))
        assert _wrongs(tmp_path, said) == []
    said += _worked(tmp_path, life, None)
    assert _wrongs(tmp_path, said) == []
    with closing(open_store(tmp_path)) as store, store.read() as r:
        posted = r.column(int, "SELECT count(*) FROM notice WHERE posted_at IS NOT NULL")
    assert posted == [PEOPLE], "what was cut went on to the end"


def test_the_harness_catches_what_is_posted_unprinted(tmp_path: Path) -> None:
    draw = random.Random(1)
    for seed in range(20):
        folder = tmp_path / f"base{seed}"
        put_base(folder, _many)
        said = _worked(folder, seed, draw.uniform(0.0, 0.01), "careless", past="sheet")
        if any("never printed" in one for one in _wrongs(folder, said)):
            return
    pytest.fail("twenty careless desks were killed and nothing was found wrong: the harness sees nothing")
