"""``kill -9`` in the middle of opposing many: whoever was opposed is so wholly, and what was written stays (OBJ-01)."""

import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.keeping import verifying
from core.actions.register import opposing_many
from core.actions.register.refused_marks import marks_of
from core.records.call import Callback
from core.records.lead import Lead
from core.store import leads, registers
from core.store.engine.opening import open_store
from core.store.port import Reader, Store
from tests.bases import new_base
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, take
from tests.lengths import length
from tests.tree import ROOT

COUNT = 60
PEOPLE = [
    DRAFT._replace(
        line=n, last_name=f"Vendeur{n}", phones=(f"063998{n:04d}",), emails=(), address=f"{n} rue des Mûriers",
        reference=f"TD{n}", url="",
    )
    for n in range(1, COUNT + 1)
]  # fmt: skip


def fill(store: Store) -> None:
    """Take people in, each with a call planned."""
    take(store, *PEOPLE, batch=BATCH)
    with store.read() as r:
        everybody = list(leads.search(r, sort="name"))
    with store.write("callback", by=BY, at=NOW) as w:
        for lead_id in everybody:
            w.insert("callback", {"lead_id": lead_id, "due": "2026-12-01T10:00:00.000+00:00", "by": BY, "note": ""})


def whole(r: Reader, lead_id: int) -> bool:
    """Tell whether a lead is opposed, each of its marks in the register and no call left; or else untouched. Both at
    once fail."""
    marks = marks_of(r, lead_id)
    refused = registers.opposed(r, list(marks))
    done = r.row(Lead, lead_id).opposed_at is not None
    assert (set(refused) == set(marks)) if done else not refused, "all of the person, or nothing"
    assert done == (not r.of(Callback, "due", lead_id=lead_id, done_at=None, cancelled_at=None))
    return done


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")
@pytest.mark.parametrize("seed", range(length(1, long=12)))
def test_a_killed_gesture_leaves_each_person_whole(tmp_path: Path, seed: int) -> None:
    new_base(tmp_path, fill).close()
    told = _kill(tmp_path, random.Random(seed).uniform(0.0, 0.05))
    with closing(open_store(tmp_path)) as store:
        assert verifying.verify(store).problems == ()
        with store.read() as r:
            everybody = list(leads.search(r, sort="name"))
            done = [lead_id for lead_id in everybody if whole(r, lead_id)]
        assert told <= len(done), "what was said to be written is"
        assert len(done) > 0
        rest = opposing_many.oppose_many(store, everybody, how="letter", by=BY, at=NOW + timedelta(minutes=1))
        assert len(rest.ids) == COUNT - len(done)
        with store.read() as r:
            assert all(whole(r, lead_id) for lead_id in everybody)


def _kill(folder: Path, after: float) -> int:
    """Kill the gesture ``after`` seconds past its second slice, and return how many it had said were written."""
    command = [sys.executable, "-m", "tests.faults.oppose_worker", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        said = ["0"]
        while int(said[-1]) == 0:
            said.append(worker.stdout.readline())
        time.sleep(after)
        worker.send_signal(signal.SIGKILL)
        said += worker.stdout.read().split()
    return max(map(int, said))
