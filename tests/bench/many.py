"""Two thousand people opposed by one gesture in the window, and taken back by another: seconds from the answer to the
message, and the longest time the window did not answer meanwhile; how long a second writer waited.

``python -m tests.bench.many [FOLDER]`` with a copy of a base of :mod:`tests.bench.make_base`: it is written to.
Without a folder, a base of 2 000 leads. The window is not on a screen (QT_QPA_PLATFORM=offscreen does).
"""

import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from core.store.engine.opening import open_store, opened
from tests.bench.make_base import BY, NOW, make
from tests.ui.finding import child, page_in
from ui.app import build
from ui.common.page import PageGesture
from ui.pages.leads.page import LeadsPage
from ui.shell.window import Window
from ui.widgets.button import Button

LEADS = 2_000
TICK_MS = 5
LONGEST_S = 120.0


class Pulse:
    """Beats in the event loop, and keeps the longest time between two beats."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


class OtherWriter:
    """Writes a note every 50 ms by a connection of its own, and keeps the longest wait."""

    def __init__(self, folder: Path) -> None:
        self.waits: list[float] = []
        self._folder, self._over = folder, threading.Event()
        self._thread = threading.Thread(target=self._write)
        self._thread.start()

    def stop(self) -> None:
        """Write no more."""
        self._over.set()
        self._thread.join()

    def _write(self) -> None:
        with opened(self._folder) as store:
            while not self._over.wait(0.05):
                began = time.perf_counter()
                with store.write("bench", by=BY, at=NOW) as w:
                    w.note("bench")
                self.waits.append(time.perf_counter() - began)


def measure(
    app: QApplication, window: Window, name: str, start: Callable[[], object], over: Callable[[], bool]
) -> None:
    """Do ``start``, wait for ``over`` and print what it took."""
    writer = OtherWriter(window.office.folder)
    pulse, began = Pulse(), time.perf_counter()
    start()
    while not over():
        app.processEvents()
        time.sleep(0.0005)
        assert time.perf_counter() - began < LONGEST_S, name
    took = time.perf_counter() - began
    for _turn in range(50):
        app.processEvents()
        time.sleep(0.01)
    writer.stop()
    waited = max(writer.waits, default=0.0)
    print(
        f"{name}: {took:.2f} s, the window answered within {pulse.longest * 1000:.0f} ms, another writer within "
        f"{waited * 1000:.0f} ms ({len(writer.waits)} writes)"
    )


def main() -> None:
    """Measure on one base."""
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as made:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(made) / "base"
        store = open_store(folder)
        if len(sys.argv) < 2:
            make(store, LEADS)
        window = build(app, store, clock=lambda: NOW)
        window.resize(1366, 768)
        window.show()
        window.go_to("leads")
        page = page_in(window, LeadsPage)

        def spoken() -> str:
            return window.band.message.bold if window.band.message else ""

        page.browser.table.selectAll()
        app.processEvents()
        window.do(PageGesture.OPPOSE)
        measure(app, window, "opposed", child(page, Button, "many-go").click, lambda: "enregistrées" in spoken())
        print(spoken())
        measure(app, window, "taken back", window.band.undo, lambda: "annulées" in spoken())
        print(spoken())
        window.close()
        store.close()


if __name__ == "__main__":
    main()
