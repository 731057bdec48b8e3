"""Cold start: from ``python`` to a window that has painted its first page, and to one that has painted its list too,
beside the floor of an empty PySide6 window.

``python -m tests.bench.start FOLDER [RUNS]`` with a base of :mod:`tests.bench.make_base`; needs a screen (xvfb-run).
Prints milliseconds, minimum, median and maximum, and the memory of each (MiB). The first run of each is not counted:
it compiles the program, as a first start of a new version does. The next steps are kept first, as a window that was
open a moment leaves them.
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
LAST = (
    "import os, time, resource; print(time.time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss); os._exit(0)\n"
)


def run(code: str, folder: str, compiled: str) -> tuple[float, float]:
    """Return the milliseconds from the start of the interpreter to the end of ``code``, and its memory in MiB.
    ``compiled``: where Python keeps what it compiled."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    began = time.time()
    left = subprocess.run(
        [sys.executable, "-c", code + LAST, folder],
        cwd=ROOT, env=environment | {"PYTHONPYCACHEPREFIX": compiled}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    ended, memory = left.stdout.split()
    return (float(ended) - began) * 1000, int(memory) / 1024


def main() -> None:
    """Measure them in turn, so that the machine's mood is shared."""
    folder, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with opened(Path(folder)) as store:
        law = law_today(store)
        step_cache.keep(store, law, by="essai", at=datetime.now(UTC))
    programs = {"floor": FLOOR, "first page": FIRST, "list": LIST}
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as compiled:
        for turn in range(runs + 1):
            for name, code in programs.items():
                took = run(code, folder, compiled)
                if turn:
                    found[name].append(took)
    middle = {name: statistics.median(one for one, _ in times) for name, times in found.items()}
    for name, times in found.items():
        taken = [one for one, _ in times]
        print(
            f"{name}: min {min(taken):.0f} median {middle[name]:.0f} max {max(taken):.0f} ms, "
            f"{statistics.median(memory for _, memory in times):.0f} MiB, {middle[name] / middle['floor']:.2f} x floor"
        )


if __name__ == "__main__":
    main()
