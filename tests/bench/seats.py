"""Ten seats on one base, each a process with a login of its own, through the TLS door and a line: the 95th percentile
of each gesture, of one seat alone and of ten that make one every two seconds, in the same run.

``python -m tests.bench.seats [LEADS] [ROUND_TRIP_MS]…`` (2 000; 1, 5, 20).
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from core.base.records import replace
from core.store.engine.opening import open_store, opened
from core.store.postgres.address import keep_team_address, team_address
from tests.bench.gestures import gestures
from tests.bench.line import line
from tests.bench.make_base import make
from tests.core.team.shared_base import SeatProcess, free_port, served
from tests.tree import ROOT

PLAYED = ("F8", "sheet", "next person", "edit")
SEATS, WARM, TIMES, EVERY_S = 10, 3, 8, 2.0
Took = Mapping[str, Sequence[float]]
"""Gesture → ms, each time."""


def work(folder: Path, rank: int, every: float) -> None:
    """Be a seat: rehearse, wait for a word, make the gestures in turn, and print how long each took, in ms."""
    took: defaultdict[str, list[float]] = defaultdict(list)
    dice = random.Random(rank)
    with opened(folder) as store:
        plays = gestures(store, folder, rank, SEATS)
        for turn in range(WARM):
            for name in PLAYED:
                plays[name](turn)
                time.sleep(every * dice.random())
        print("ready", flush=True)
        sys.stdin.readline()
        time.sleep(dice.random() * every)
        for turn in range(WARM, WARM + TIMES):
            for name in PLAYED:
                start = time.perf_counter()
                plays[name](turn)
                took[name].append((time.perf_counter() - start) * 1000)
                time.sleep(max(0.0, every * (0.5 + dice.random()) - took[name][-1] / 1000))
    print(json.dumps(took), flush=True)


def together(seats: Sequence[SeatProcess], every: float) -> Took:
    """Let seats work at the same time, and return what their gestures took."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.bench.seats", "--seat", str(seat.folder), str(rank), str(every)],
            cwd=ROOT, env=os.environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for rank, seat in enumerate(seats)
    ]  # fmt: skip
    took: defaultdict[str, list[float]] = defaultdict(list)
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        for name, times in json.loads(process.communicate()[0]).items():
            took[name] += times
    return took


def p95(times: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return sorted(times)[min(len(times) - 1, round(len(times) * 0.95))]


def joined(host: SeatProcess, root: Path, port: int, rank: int) -> SeatProcess:
    """Return a new seat of a team."""
    seat = SeatProcess(root / f"poste{rank}")
    code = host.here("team", "code", "--person", f"Claire {rank}")[1]["code"]
    answer = seat.here("team", "join", *code.split(), "--at", f"127.0.0.1:{port}", "--seat", f"Bureau {rank}")
    assert answer[0] == 0, answer
    return seat


def main() -> None:
    """Measure on each line."""
    count = int(sys.argv[1]) if sys.argv[1:] else 2_000
    with tempfile.TemporaryDirectory() as place:
        root, port = Path(place), free_port()
        host = SeatProcess(root / "accueil")
        with closing(open_store(host.folder)) as store:
            make(store, count)
        assert host.here("team", "share", "--port", str(port), "--clear-disk")[0] == 0
        with served(host):
            seats = [joined(host, root, port, rank) for rank in range(SEATS)]
            for far in map(float, sys.argv[2:] or ("1", "5", "20")):
                with line(port, far) as wire:
                    for seat in seats:
                        address = team_address(seat.folder)
                        assert address is not None
                        keep_team_address(seat.folder, replace(address, port=wire.port))
                    alone, beside = together(seats[:1], 0.5), together(seats, EVERY_S)
                for name in PLAYED:
                    print(
                        f"{far:g} ms, {name}: alone {statistics.median(alone[name]):.0f} p95 {p95(alone[name]):.0f}, "
                        f"of ten {statistics.median(beside[name]):.0f} p95 {p95(beside[name]):.0f} ms "
                        f"({len(beside[name])} times)",
                        flush=True,
                    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--seat"]:
        work(Path(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
    else:
        main()
