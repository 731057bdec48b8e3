"""The pictures of the README, drawn by the program itself on its invented day.

``python -m tests.journeys.pictures docs/images``
"""

import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core import demo
from core.moments import AGENCY_ZONE
from core.resources import resource
from core.store import leads
from core.store.opening import open_store
from core.store.sqlite import SqliteStore
from ui.app import build
from ui.pages.imports import ImportsPage
from ui.window import Window

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=AGENCY_ZONE)


def shot(window: Window, out: Path, name: str, wait: int = 400) -> None:
    """Let the window settle for ``wait`` milliseconds and keep its picture."""
    QTest.qWait(wait)
    window.grab().save(str(out / f"{name}.png"))


def opened(app: QApplication, store: SqliteStore, scheme: str) -> Window:
    """Return the real window on the invented day, 1366×768."""
    ini = QSettings(str(store.path.parent / "poste.ini"), QSettings.Format.IniFormat)
    ini.setValue("scheme", scheme)
    ini.sync()
    window = build(app, store, clock=lambda: NOW)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 768)
    window.show()
    return window


def somebody(store: SqliteStore) -> int:
    """Return a person without consent whose letter is due."""
    with store.read() as r:
        return leads.search(r, text="marty", filters={"notice": "due"})[0]


def light(window: Window, store: SqliteStore, out: Path) -> None:
    """Walk the pages."""
    shot(window, out, "today", 900)
    window.go_to("leads", somebody(store))
    shot(window, out, "leads")
    window.go_to("letters")
    shot(window, out, "letters")
    window.go_to("oppositions")
    shot(window, out, "oppositions")
    window.go_to("imports")
    page = window.page_of("imports")
    assert isinstance(page, ImportsPage)
    page.take_files([resource("demo", "pige_uzes.csv")])
    shot(window, out, "import-columns", 3000)
    window.go_to("calls")
    shot(window, out, "call-allowed")
    QTest.keyClick(window, Qt.Key.Key_F9)
    shot(window, out, "call-open")
    QTest.keyClick(window, Qt.Key.Key_F8)
    shot(window, out, "call-opposed")


def main() -> None:
    """Draw them all."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    store = open_store(Path(tempfile.mkdtemp()))
    demo.build(store, now=NOW)
    window = opened(app, store, "light")
    light(window, store, out)
    window.close()
    dark = opened(app, store, "dark")
    dark.go_to("leads", somebody(store))
    shot(dark, out, "leads-dark")
    dark.close()
    store.close()


if __name__ == "__main__":
    main()
