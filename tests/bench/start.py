"""Cold start: from ``python`` to a window that has painted its first page, and to one that has painted its list too,
beside the floor of an empty PySide6 window.

``python -m tests.bench.start FOLDER [RUNS]`` with a base of :mod:`tests.bench.make_base`; needs a screen (xvfb-run).
Prints milliseconds, minimum, median and maximum, those of the processor and the memory of each (MiB). The first run of
each is not counted: it compiles the program, as a first start of a new version does. The next steps are kept first, as
a window that was open a moment leaves them.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from core.actions.common import step_cache
from core.store.engine.opening import opened
from tests.core.actions.conftest import law_today

ROOT = Path(__file__).resolve().parents[2]
FLOOR = """
import sys, time
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(sys.argv)
w = QWidget(); w.resize(1366, 768); w.show(); w.repaint(); app.processEvents()
"""
FIRST = """
import gc, sys
import main, ui.starting
gc.disable()  # as ui.starting does
ui.starting.load_qt()
from pathlib import Path
from PySide6.QtWidgets import QApplication
from core.store.engine.opening import open_store
from ui.app import build
app = QApplication(sys.argv)
store = open_store(Path(sys.argv[1]))
window = build(app, store)
window.show(); app.processEvents(); window.repaint(); app.processEvents()
"""
LIST = FIRST.replace("window.show", "window.go_to('leads'); window.show")
LAST = """
import os, time, resource
used = resource.getrusage(resource.RUSAGE_SELF)
print(time.time(), used.ru_utime + used.ru_stime, used.ru_maxrss)
os._exit(0)
"""


def run(code: str, folder: str, compiled: str) -> tuple[float, float, float]:
    """Return the milliseconds from the start of the interpreter to the end of ``code``, those of the processor, and its
    memory in MiB. ``compiled``: where Python keeps what it compiled."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    began = time.time()
    left = subprocess.run(
        [sys.executable, "-c", code + LAST, folder],
        cwd=ROOT, env=environment | {"PYTHONPYCACHEPREFIX": compiled}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    ended, busy, memory = map(float, left.stdout.split())
    return (ended - began) * 1000, busy * 1000, memory / 1024


def main() -> None:
    """Measure them in turn, so that the machine's mood is shared."""
    folder, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with opened(Path(folder)) as store:
        law = law_today(store)
        step_cache.keep(store, law, by="essai", at=datetime.now(UTC))
    programs = {"floor": FLOOR, "first page": FIRST, "list": LIST}
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as compiled:
        for turn in range(runs + 1):
            for name, code in programs.items():
                took = run(code, folder, compiled)
                if turn:
                    found[name].append(took)
    floor, idle, _memory = map(statistics.median, zip(*found["floor"], strict=True))
    for name, times in found.items():
        taken, busy, memory = (sorted(column) for column in zip(*times, strict=True))
        middle, worked = statistics.median(taken), statistics.median(busy)
        print(
            f"{name}: min {taken[0]:.0f} median {middle:.0f} max {taken[-1]:.0f} ms, {middle / floor:.2f} x floor; "
            f"of the processor {worked:.0f} ms, {worked / idle:.2f} x floor; {statistics.median(memory):.0f} MiB"
        )


if __name__ == "__main__":
    main()
