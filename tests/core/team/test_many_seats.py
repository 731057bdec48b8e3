"""Many seats at once, each a process with a login of its own, while the server is killed under them."""

import subprocess
import sys
import time
from contextlib import ExitStack, closing
from pathlib import Path

import psutil

from core.actions.keeping.verifying import verify
from core.actions.register.entries import registered
from core.store.engine.opening import open_store
from core.team.places import server_files
from tests.core.team.seat_worker import phone
from tests.core.team.shared_base import LOOK_S, SeatProcess, SharingSeat, one_person_s_base, put_shared, served
from tests.lengths import length
from tests.tree import ROOT

SEATS, ACTIONS = length(2, long=10), length(8, long=200)


def test_what_was_confirmed_to_a_seat_is_there_whatever_happens_to_the_server(tmp_path: Path) -> None:
    sharing = put_shared(tmp_path, one_person_s_base)
    host = sharing.seat
    with served(host), host.at_work(), ExitStack() as stack:
        workers = [
            stack.enter_context(_worker(_joined(sharing, tmp_path, rank), rank, tmp_path / f"confirme{rank}"))
            for rank in range(SEATS)
        ]
        outs = [tmp_path / f"confirme{rank}" for rank in range(SEATS)]
        while not all(out.stat().st_size for out in outs):
            assert all(worker.poll() in (None, 0) for worker in workers)
            time.sleep(LOOK_S)
        postmaster = int((server_files(host.folder) / "postmaster.pid").read_text().split()[0])
        psutil.Process(postmaster).kill()
        for worker in workers:
            assert worker.communicate(timeout=1200)[1] == ""
        confirmed = [line for out in outs for line in out.read_text().splitlines()]
        assert len(confirmed) == SEATS * ACTIONS
        with closing(open_store(host.folder)) as store:
            with store.read() as r:
                assert all(registered(r, phone(int(number))) for number in confirmed)
            assert verify(store).problems == ()


def _joined(sharing: SharingSeat, root: Path, rank: int) -> SeatProcess:
    seat = SeatProcess(root / f"poste{rank}")
    sharing.join(seat, f"Bureau {rank}", "--person", f"Claire {rank}")
    return seat


def _worker(seat: SeatProcess, rank: int, out: Path) -> "subprocess.Popen[str]":
    words = [str(seat.folder), str(ACTIONS), str(rank * ACTIONS)]
    command = [sys.executable, "-m", "tests.core.team.seat_worker", *words]
    with out.open("w") as file:
        return subprocess.Popen(command, cwd=ROOT, stdout=file, stderr=subprocess.PIPE, text=True, env=seat.environment)
