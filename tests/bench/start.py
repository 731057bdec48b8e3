"""Cold start: from ``python`` to a window that has painted its list, beside the floor of an empty PySide6 window.

``python -m tests.bench.start FOLDER [RUNS]`` with a base of :mod:`tests.bench.make_base`; needs a screen (xvfb-run).
Prints milliseconds, minimum, median and maximum, and the memory of each (MiB).
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOOR = """
import sys, time
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(sys.argv)
w = QWidget(); w.resize(1366, 768); w.show(); w.repaint(); app.processEvents()
"""
OURS = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from core.store.opening import open_store
from ui.app import build
app = QApplication(sys.argv)
store = open_store(Path(sys.argv[1]))
window = build(app, store)
window.go_to("leads")
window.show(); app.processEvents(); window.repaint(); app.processEvents()
assert window.page_of("leads").isVisible()
"""
LAST = (
    "import os, time, resource; print(time.time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss); os._exit(0)\n"
)


def run(code: str, *arguments: str) -> tuple[float, float]:
    """Return the milliseconds from the start of the interpreter to the end of ``code``, and its memory in MiB."""
    began = time.time()
    left = subprocess.run(
        [sys.executable, "-c", code + LAST, *arguments],
        cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True,
    )  # fmt: skip
    ended, memory = left.stdout.split()
    return (float(ended) - began) * 1000, int(memory) / 1024


def main() -> None:
    """Measure both in turn, so that the machine's mood is shared."""
    folder, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    found: dict[str, list[tuple[float, float]]] = {"floor": [], "ours": []}
    for _ in range(runs):
        found["floor"].append(run(FLOOR))
        found["ours"].append(run(OURS, folder))
    for name, times in found.items():
        taken = [one for one, _ in times]
        print(
            f"{name}: min {min(taken):.0f} median {statistics.median(taken):.0f} max {max(taken):.0f} ms, "
            f"{statistics.median(memory for _, memory in times):.0f} MiB"
        )
    ours, floor = (statistics.median(one for one, _ in found[name]) for name in ("ours", "floor"))
    print(f"ratio {ours / floor:.2f}")


if __name__ == "__main__":
    main()
