"""``kill -9`` in the middle of calls and oppositions: what was acknowledged is there, the journal is whole."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.actions.common import people
from core.actions.keeping import verifying
from core.store import registers
from core.store.engine.opening import open_store
from tests.bases import put_base
from tests.lengths import length

KILLS = length(3, long=50)
ROOT = Path(__file__).resolve().parents[2]


def _killed(folder: Path, seed: int, after: float, *options: str) -> list[str]:
    """Kill a desk ``after`` seconds past its second acknowledgement, and return what it acknowledged."""
    command = [sys.executable, "-m", "tests.faults.worker", str(folder), str(seed), *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        first = desk.stdout.readline() + desk.stdout.readline()
        time.sleep(after)
        desk.send_signal(signal.SIGKILL)
        rest = desk.stdout.read()
    whole = (first + rest).split("\n")
    return [line for line in whole[:-1] if line]


def _lost(folder: Path, acknowledged: list[str]) -> list[str]:
    """Return the acknowledged lines the base does not hold."""
    store = open_store(folder)
    try:
        with store.read() as r:
            notes = set(r.column(str, "SELECT note FROM call"))
            kept = []
            for line in acknowledged:
                what, number, *note = line.split(" ")
                found = people.find(r, number)
                held = note[0] in notes if what == "call" else bool(registers.opposed(r, [found.hash]))
                kept.append(held)
        assert verifying.verify(store).problems == ()
    finally:
        store.close()
    return [line for line, held in zip(acknowledged, kept, strict=True) if not held]


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")
def test_kills_lose_nothing(tmp_path: Path) -> None:
    draw = random.Random(20261124)
    acknowledged: list[str] = []
    put_base(tmp_path)
    for seed in range(KILLS):
        acknowledged += _killed(tmp_path, seed, draw.uniform(0.0, 0.06))
        if seed % 5 == 4:
            assert _lost(tmp_path, acknowledged) == []
    assert len(acknowledged) > KILLS
    assert _lost(tmp_path, acknowledged) == []


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")
def test_the_harness_catches_a_program_that_speaks_too_early(tmp_path: Path) -> None:
    draw = random.Random(1)
    lost: list[str] = []
    put_base(tmp_path)
    for seed in range(60):
        lost += _lost(tmp_path, _killed(tmp_path, seed, draw.uniform(0.0, 0.01), "early"))
        if lost:
            return
    pytest.fail("sixty careless desks were killed and nothing was found missing: the harness sees nothing")
