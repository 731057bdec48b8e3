"""``kill -9`` in the middle of an import: counts and rows agree, and reading the file again gives no duplicates."""

import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from core.actions.keeping import verifying
from core.store import leads
from core.store.engine.opening import open_store
from tests.bases import put_base
from tests.faults.intake_worker import read
from tests.lengths import length

KILLS = length(2, long=40)
ROWS = length(800, long=5000)
ROOT = Path(__file__).resolve().parents[2]
HEADER = "Nom;Prénom;Téléphone;Adresse;CP;Ville;Réf. annonce;Date de parution;Texte de l'annonce"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")


@pytest.fixture(scope="module")
def pige(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A supplier's file: repeats, refusals, rows that cannot be taken and blank rows among some thousands."""
    lines = [HEADER]
    for row in range(ROWS):
        number = row - 1 if row % 50 == 49 else row
        phone = "12" if row % 83 == 7 else f"06 39 9{number // 10_000} {number // 100 % 100:02d} {number % 100:02d}"
        address = "" if row % 83 == 7 else f"{row} rue Neuve"
        words = "Agences s’abstenir" if row % 97 == 3 else "Belle vue."
        if row % 109 == 11:
            lines.append(";" * 8)
        lines.append(f"Nom{row};Zoé;{phone};{address};30700;Uzès;R{row};18/11/2026;{words}")
    file = tmp_path_factory.mktemp("pige") / "pige.csv"
    file.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
    return file


def _killed(folder: Path, file: Path, steps: int, after: float, *options: str) -> None:
    """Kill a reading ``after`` seconds past the step it tells of as number ``steps``, or past its end."""
    command = [sys.executable, "-m", "tests.faults.intake_worker", str(folder), str(file), *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as worker:
        assert worker.stdout is not None
        for _step in range(steps):
            worker.stdout.readline()
        time.sleep(after)
        worker.send_signal(signal.SIGKILL)


class Balance(NamedTuple):
    """What a batch says it did, and what the rows bear out."""

    added: int
    new: int
    taken: int
    origins: int
    rejected: int
    rejects: int


def _differences(folder: Path) -> list[tuple[str, int, int]]:
    """Return (count, said, found) of each count of each batch that the rows do not bear out."""
    with closing(open_store(folder)) as store:
        assert verifying.verify(store).problems == ()
        with store.read() as r:
            # A refusing ad keeps its property without a name: it is counted as opposed.
            batches = r.named(
                Balance,
                """SELECT added, (SELECT count(*) FROM lead WHERE batch_id = b.id AND name <> '') AS new,
                          added + merged AS taken, (SELECT count(*) FROM origin o JOIN lead l ON l.id = o.lead_id
                                           WHERE o.batch_id = b.id AND l.name <> '') AS origins,
                          rejected, (SELECT count(*) FROM reject WHERE batch_id = b.id) AS rejects
                   FROM batch b""",
            )
            [held] = r.column(int, "SELECT count(*) FROM lead")
            [searched] = r.column(int, "SELECT count(*) FROM lead_search")
            [orphans] = r.column(int, "SELECT count(*) FROM lead WHERE id NOT IN (SELECT lead_id FROM origin)")
    found = [("search", held, searched), ("orphans", 0, orphans)]
    for one in batches:
        found += [("added", one.added, one.new), ("taken", one.taken, one.origins)]
        found.append(("rejected", one.rejected, one.rejects))
    return [(what, said, there) for what, said, there in found if said != there]


def _people(folder: Path) -> tuple[int, int, int]:
    """Return (leads, register entries, telephones borne by two leads)."""
    with closing(open_store(folder)) as store, store.read() as r:
        twice = r.column(
            int, "SELECT 1 FROM mark WHERE kind = 'phone' GROUP BY hash HAVING count(DISTINCT lead_id) > 1"
        )
        [entries] = r.column(int, "SELECT count(DISTINCT hash) FROM opposition")
        return leads.count_leads(r), entries, len(twice)


def test_kills_leave_a_base_that_balances(tmp_path: Path, pige: Path) -> None:
    told: list[int] = []
    put_base(tmp_path / "whole")
    report = read(tmp_path / "whole", pige, lambda done, _total: told.append(done))
    steps = 1 + len(told)  # It says first that it started.
    assert min(report.added, report.merged, report.opposed, report.rejected, report.blank) > 5
    whole = _people(tmp_path / "whole")
    assert whole[2] == 0
    draw = random.Random(20261124)
    cut = 0
    for kill in range(KILLS):
        folder = tmp_path / f"kill-{kill}"
        put_base(folder)
        _killed(folder, pige, 1 + int(steps * (kill + draw.random()) / KILLS), draw.uniform(0.0, 0.05))
        assert _differences(folder) == []
        cut += 0 < _people(folder)[0] < whole[0]
        if kill % 3 == 0:
            read(folder, pige)
            assert _people(folder) == whole
    assert cut >= KILLS // 4, "most kills came before the first row or after the last"


def test_the_harness_catches_a_program_that_counts_too_early(tmp_path: Path, pige: Path) -> None:
    draw = random.Random(1)
    for kill in range(60):
        folder = tmp_path / f"kill-{kill}"
        put_base(folder)
        _killed(folder, pige, 2, draw.uniform(0.0, 0.05), "careless")
        if any(name == "added" for name, _, _ in _differences(folder)):
            return
    pytest.fail("sixty careless imports were killed and every count was right: the harness sees nothing")
