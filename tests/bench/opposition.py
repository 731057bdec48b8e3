"""F8 in the real program on a real screen: from the key to the commit a second connection sees, and to the light the
screen then shows.

``xvfb-run -a -s "-screen 0 1366x768x24" python -m tests.bench.opposition [FOLDER] [COUNT]`` with a copy of a base of
:mod:`tests.bench.make_base`: it is written to. Without a folder, the base of an agency (2 000 leads, 250 agreements).
Prints milliseconds: median and 95th percentile. The key itself takes xdotool 1 ms.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage
from sqlcipher3 import dbapi2 as sqlite3

from core.store.engine.opening import NAME, open_store
from tests.bench.agreed import AGREED, agree
from tests.bench.make_base import make
from tests.bench.window import told
from tests.journeys.real_screen import RealScreen, desk

LEADS = 2_000
COUNT = 100
LONGEST_S = 5.0
PAUSE_S = 0.25


class Eye:
    """Looks at the places of the screen that turn red: the button of the opposition and the panel of the light."""

    def __init__(self) -> None:
        self._screen = QGuiApplication.primaryScreen()
        self._places: list[tuple[int, int]] = []

    def whole(self) -> QImage:
        """Return the screen."""
        return self._screen.grabWindow(0).toImage()

    def learn(self, before: QImage, after: QImage) -> None:
        """Choose one pixel of the person's column and one of the button, among those that changed."""
        wide, high = before.width(), before.height()
        changed = [
            (x, y)
            for y in range(0, high, 3)
            for x in range(wide // 4, wide, 3)
            if before.pixel(x, y) != after.pixel(x, y)
        ]
        panel = [(x, y) for x, y in changed if x < wide * 3 // 4 and high // 8 < y < high // 3]
        button = [(x, y) for x, y in changed if x > wide * 5 // 6 and y > high * 3 // 4]
        assert panel and button, "F8 changed nothing on the screen"
        self._places = [panel[len(panel) // 2], button[len(button) // 2]]

    def colors(self) -> list[int]:
        """Return what the chosen pixels show now."""
        return [self._screen.grabWindow(0, x, y, 1, 1).toImage().pixel(0, 0) for x, y in self._places]


def until(reached: Callable[[], bool]) -> float:
    """Return the moment ``reached()`` became true, in seconds of the steady clock."""
    end = time.perf_counter() + LONGEST_S
    while not reached():
        assert time.perf_counter() < end, "it never came"
    return time.perf_counter()


def measure(screen: RealScreen, folder: Path, count: int) -> None:
    """Press F8 on person after person, during a call with those who may be called."""
    eye = Eye()
    commits, paints = [], []
    with closing(sqlite3.connect(f"file:{folder / NAME}?mode=ro", uri=True)) as witness:

        def oppositions() -> int:
            return int(witness.execute("SELECT count(DISTINCT gesture) FROM opposition").fetchone()[0])

        def held() -> int:
            return int(witness.execute("SELECT coalesce(max(gesture), 0) FROM opposition").fetchone()[0])

        screen.key("alt+l")
        time.sleep(2)
        for step in range(count + 1):
            screen.key("F9")
            time.sleep(PAUSE_S)
            before, newest = eye.whole() if step == 0 else None, held()
            shown = eye.colors()
            pressed = time.perf_counter()
            screen.press("F8")
            committed = until(lambda newest=newest: held() != newest)  # type: ignore[misc]
            if before is not None:
                time.sleep(1)
                eye.learn(before, eye.whole())
            else:
                painted = until(lambda shown=shown: all(a != b for a, b in zip(eye.colors(), shown, strict=True)))  # type: ignore[misc]
                commits.append((committed - pressed) * 1000)
                paints.append((painted - pressed) * 1000)
            time.sleep(PAUSE_S)
            screen.key("F9")
            time.sleep(PAUSE_S)
        print(f"{oppositions()} gestures of opposition in the base")
    told("F8 to the commit seen by a second connection", commits)
    told("F8 to the opposition on the screen", paints)


def main() -> None:
    """Measure on one base."""
    app = QGuiApplication(sys.argv[:1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else COUNT
    with tempfile.TemporaryDirectory() as made, desk(os.environ["DISPLAY"]) as screen:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(made) / "base"
        if len(sys.argv) < 2:
            store = open_store(folder)
            make(store, LEADS)
            store.close()
        agree(folder, AGREED)
        with screen.start(folder) as program:
            try:
                measure(screen, folder, count)
            finally:
                program.terminate()
    app.quit()


if __name__ == "__main__":
    main()
