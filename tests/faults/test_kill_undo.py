"""``kill -9`` in the middle of undoing a batch: the base is whole, says that it is half undone, and can be finished."""

import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from core.actions.intake import batch_undo
from core.actions.keeping import verifying
from core.store.engine.opening import open_store
from tests.bases import new_base
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, take
from tests.core.actions.intake.test_batch_undo import OTHER, state
from tests.lengths import length

ROOT = Path(__file__).resolve().parents[2]
KNOWN = [
    DRAFT._replace(line=n, phones=(f"063998{n:04d}",), emails=(), address="", reference=f"TD{n}") for n in range(40)
]
FRESH = [one._replace(phones=(f"063999{one.line:04d}",), reference=f"N{one.line}") for one in KNOWN]


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")
@pytest.mark.parametrize("seed", range(length(1, long=12)))
def test_a_killed_undoing_is_finished_later(tmp_path: Path, seed: int) -> None:
    with closing(new_base(tmp_path)) as store:
        take(store, *KNOWN, batch=BATCH)
        before = state(store)
        report = take(store, *(one._replace(price="1 000") for one in KNOWN), *FRESH, batch=OTHER)
        assert (report.added, report.merged) == (40, 40)
    _kill(tmp_path, random.Random(seed).uniform(0.0, 0.2))
    with closing(open_store(tmp_path)) as store:
        assert verifying.verify(store).problems == ()
        with store.read() as r:
            stands = batch_undo.standing(r, report.batch, NOW)
        assert stands.begun or stands.undone
        batch_undo.undo(store, report.batch, by=BY, at=NOW)
        assert state(store) == before
        assert verifying.verify(store).problems == ()


def _kill(folder: Path, after: float) -> None:
    """Kill an undoing ``after`` seconds past its first slice."""
    command = [sys.executable, "-m", "tests.faults.undo_worker", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline()
        time.sleep(after)
        worker.send_signal(signal.SIGKILL)
