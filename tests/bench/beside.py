"""Work beside an import and its undoing: while the window's own job works on the base, calls are logged from the
window and its heart beats.

``QT_QPA_PLATFORM=offscreen python -m tests.bench.beside [ROWS] [PAGE]`` (1 000 000, calls). Prints milliseconds: the
logging of a call (median, 95th percentile, longest), and how late a timer of 10 ms comes on the main thread: the stalls
of the window.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QApplication

from core.actions.calling import calling
from core.actions.common import people
from core.actions.common.jobs import OnBase, on_base
from core.actions.desk import jobs
from core.actions.intake import batch_undo
from core.actions.intake.import_rows import take_in
from core.base import moments
from core.base.progress import Progress
from core.model.batch import BatchFacts, Source
from core.store.engine.opening import open_store
from tests.bench import make_base, make_file
from tests.bench.window import told
from ui.app import build, set_aside
from ui.shell.window import Window

Asked = TypeVar("Asked")
Found = TypeVar("Found")
BY = "Claire Vasseur"
PEOPLE = 2_000
CALL_EVERY_MS = 150
BEAT_MS = 10
STALL_MS = 100


def main() -> None:
    """Measure until the import ends, then until it is undone."""
    count = int(sys.argv[1]) if sys.argv[1:] else 1_000_000
    page = sys.argv[2] if sys.argv[2:] else "calls"
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as place:
        file, folder = Path(place) / "pige.csv", Path(place) / "base"
        make_file.write(file, count)
        store = open_store(folder)
        batch = BatchFacts(Source.FILE, "connus.csv", "2026-11-20", supplier="Pige Ouest", site="Toit Direct")
        take_in(store, make_base.drafts(0, PEOPLE), batch, by=BY, now=moments.now())
        window = build(app, store)
        window.resize(1366, 768)
        window.show()
        set_aside()
        window.go_to(page)
        # A file an agency bought lies on its disk: writing it there, half a minute later, is not the import's doing.
        os.sync()
        asked = jobs.ImportFile(folder, file, "Pige Ouest", "2026-11-20", BY, moments.now())
        report = beside(app, window, jobs.import_file, asked)
        act = partial(batch_undo.undo, batch_id=report.batch, by=BY, at=moments.now())
        beside(app, window, on_base, OnBase(folder, act))
        window.close()
        store.close()


def beside(app: QApplication, window: Window, work: Callable[[Asked, Progress], Found], asked: Asked) -> Found:
    """Run one of the window's jobs, log calls and beat meanwhile, print both, and return what the job gave."""
    store = window.office.store
    with store.read() as r:
        callers = [people.find(r, f"{make_base.FICTION[0]}{rank:04d}") for rank in range(0, PEOPLE, 10)]
    calls: list[float] = []
    late: list[float] = []
    heart = QElapsedTimer()

    def call() -> None:
        who = callers[len(calls) % len(callers)]
        began = time.perf_counter()
        calling.log(store, who, direction="in", outcome="talked", by=BY, at=moments.now())
        calls.append((time.perf_counter() - began) * 1000)

    def beat() -> None:
        late.append(max(0.0, heart.restart() - BEAT_MS))

    ended: list[Found] = []
    window.office.jobs.run(work, asked, done=ended.append, failed=lambda problem: sys.exit(problem.text))
    timers = [QTimer(), QTimer()]
    for timer, every, what in zip(timers, (CALL_EVERY_MS, BEAT_MS), (call, beat), strict=True):
        timer.timeout.connect(what)
        timer.start(every)
    began = time.perf_counter()
    heart.start()
    while not ended:
        app.processEvents()
        time.sleep(0.001)
    for timer in timers:
        timer.stop()
    print(f"{work.__name__}: {time.perf_counter() - began:.1f} s, {len(calls)} calls logged meanwhile")
    told("logging a call", calls)
    told("lateness of the heart", late)
    print(f"stalls above {STALL_MS} ms: {sum(1 for one in late if one > STALL_MS)}", flush=True)
    return ended[0]


if __name__ == "__main__":
    main()
