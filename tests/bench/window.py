"""In the window: a keystroke to the painted list, F8 to the painted opposition, beside the bare queries and writes; the
outcome of a call to the next person painted; and another text size or theme to the painted page.

``python -m tests.bench.window FOLDER [OPPOSITIONS]`` with a copy of a base of :mod:`tests.bench.make_base`: it is
written to. Prints milliseconds: median and 95th percentile; beside those of the clock, those that the processor gave
the window's own thread, which a busy machine hardly changes. The outcomes and the oppositions are measured twice: with
the steps kept, and while they are made.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from core.actions.common import people, step_cache
from core.actions.register import opposing
from core.records.lead import Lead
from core.store import leads
from core.store.engine.opening import open_store
from tests.bench.agreed import AGREED, agree
from tests.journeys.program import MORNING
from tests.pause import pause
from tests.ui.finding import child, page_in
from ui.app import build
from ui.look.theme import Scheme
from ui.pages.calls.page import CallsPage
from ui.shell.step_keeper import REST_MS
from ui.shell.window import RAIL, Window

TYPED = ("moreau", "uzes", "06 39 98", "gar", "bru", "nimes 30", "lo", "dupont", "helene", "pige")


def told(name: str, times: list[float]) -> float:
    """Print a line and return the median."""
    times = sorted(times)
    p95 = times[min(len(times) - 1, round(len(times) * 0.95))]
    print(f"{name}: median {statistics.median(times):.1f} p95 {p95:.1f} max {times[-1]:.1f} ms ({len(times)} times)")
    return statistics.median(times)


Took = tuple[float, float]
"""Milliseconds of the clock, and of the processor in this thread."""


def timed(work: Callable[[], object]) -> Took:
    """Return what ``work`` took."""
    start, busy = time.perf_counter(), time.thread_time()
    work()
    return (time.perf_counter() - start) * 1000, (time.thread_time() - busy) * 1000


def both(name: str, took: list[Took]) -> float:
    """Print a line of each clock and return the median of the processor's."""
    told(name, [clock for clock, _ in took])
    return told(f"{name}, of the processor", [busy for _, busy in took])


def settle(app: QApplication) -> None:
    """Let the window do everything that waits."""
    for _ in range(4):
        app.processEvents()


def keystrokes(app: QApplication, window: Window) -> None:
    """Type words letter by letter; each time ends when the list has been painted with what was found."""
    page = window.page_of("leads")
    field = child(page, QLineEdit, "leads-search")
    painted, bare = [], []
    for words in TYPED:
        field.clear()
        pause(400)
        for end in range(1, len(words) + 1):

            def key(text: str = words[:end]) -> None:
                field.setText(text)
                field.returnPressed.emit()
                window.repaint()
                settle(app)

            painted.append(timed(key))
            with window.office.store.read() as r:
                bare.append(timed(lambda text=words[:end]: leads.search(r, text=text)))  # type: ignore[misc]
    ours, floor = both("keystroke to painted list", painted), both("the bare query", bare)
    print(f"ratio {ours / max(floor, 0.01):.1f}")


def outcomes(app: QApplication, window: Window, count: int) -> None:
    """Call person after person who agreed and choose « Ne répond pas »; each time ends when the next person has been
    painted."""
    begun = time.perf_counter()
    window.go_to("calls")
    window.repaint()
    print(f"the page of calls opened: {(time.perf_counter() - begun) * 1000:.0f} ms")
    desk = page_in(window, CallsPage)
    desk.talk.next_person()
    painted = []
    for _ in range(count):
        QTest.keyClick(window, Qt.Key.Key_F9)
        desk.setFocus()
        settle(app)
        before = window.grab(desk.rect()).toImage()

        def choose() -> None:
            QTest.keyClick(desk, Qt.Key.Key_2)
            window.repaint()

        painted.append(timed(choose))
        assert window.grab(desk.rect()).toImage() != before, "the same person twice"
        settle(app)
    both("an outcome to the next person painted", painted)


def oppositions(app: QApplication, window: Window, count: int) -> None:
    """Press F8 on person after person at the call desk; each time ends when the red light has been painted."""
    with window.office.store.read() as r:
        ids = list(leads.search(r, filters={"opposition": "no"}, sort="newest", limit=2 * count))
    window.go_to("calls")
    desk = window.page_of("calls")
    painted, bare = [], []
    for place, lead_id in enumerate(ids):
        if place % 2:
            with window.office.store.read() as r:
                who = people.of_lead(r, lead_id)
            store, by, now = window.office.store, window.office.by, window.office.now()
            bare.append(timed(lambda: opposing.oppose(store, who, how="call", by=by, at=now)))  # noqa: B023
            settle(app)
            continue
        desk.open_lead(lead_id)
        settle(app)

        def press() -> None:
            QTest.keyClick(window, Qt.Key.Key_F8)
            window.repaint()

        painted.append(timed(press))
        with window.office.store.read() as r:
            assert r.row(Lead, lead_id).opposed_at
        settle(app)
    ours, floor = both("F8 to painted opposition", painted), both("the bare transaction", bare)
    print(f"ratio {ours / floor:.1f}")


def looks(app: QApplication, window: Window) -> None:
    """Change the text size, then the theme, on each page, all of them made; each time ends when the page is painted."""
    theme = window.office.theme
    for key, *_rest in RAIL:
        window.go_to(key)
        settle(app)
    for name, choices in (
        ("text size", (("light", 100), ("light", 125), ("light", 150), ("light", 200))),
        ("theme", (("light", 100), ("dark", 100))),
    ):
        times = []
        for key, *_rest in RAIL:
            window.go_to(key)
            pause(300)
            for scheme, scale in choices * 2:

                def choose(scheme: Scheme = scheme, scale: int = scale) -> None:  # type: ignore[assignment]
                    theme.choose(scheme, scale)
                    window.repaint()
                    settle(app)

                times.append(timed(choose))
        both(f"{name} to painted page", times)
    theme.choose("light", 100)


def main() -> None:
    """Measure on one base."""
    app = QApplication(sys.argv)
    folder, began = Path(sys.argv[1]), time.monotonic()
    agree(folder, AGREED)
    store = open_store(folder)
    window = build(app, store, clock=lambda: MORNING + timedelta(seconds=time.monotonic() - began))
    window.resize(1366, 768)
    window.show()
    count, office = int(sys.argv[2]) if len(sys.argv) > 2 else 100, window.office
    print("while the steps are made:")
    pause(2 * REST_MS)
    outcomes(app, window, count // 4)
    oppositions(app, window, count // 2)
    with store.read() as r:
        left = len(step_cache.find_stale(r, office.law, at=office.now(), near=False).leads)
    print(f"{left} leads were still without their step; with the steps kept:")
    step_cache.keep(store, office.law, by=office.by, at=office.now())
    window.go_to("leads")
    settle(app)
    outcomes(app, window, count // 2)
    oppositions(app, window, count)
    keystrokes(app, window)
    looks(app, window)
    window.close()
    store.close()


if __name__ == "__main__":
    main()
