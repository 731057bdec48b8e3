"""The pictures of the README, drawn by the program itself on its invented day.

``python -m tests.journeys.pictures docs/images``
"""

import os
import random
import secrets
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from tests.pause import pause
from tests.ui.finding import child, page_in

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QWidget

from core.actions.common import kept_files, people
from core.actions.letters import noticing
from core.actions.rights import requests
from core.base import french
from core.base.moments import AGENCY_ZONE
from core.base.resources import resource
from core.cli import demo
from core.model.request import RequestKind
from core.store import leads
from core.store.engine.opening import open_store
from core.store.port import Store
from ui.app import build
from ui.common.page import PageGesture
from ui.pages.imports.page import ImportsPage
from ui.shell.window import Window

T = TypeVar("T", bound=QWidget)
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=AGENCY_ZONE)
RANG, SPOKEN_TO = NOW - timedelta(seconds=50), NOW + timedelta(seconds=34)
CALM = 5
"""Tenths of a second without work before a picture."""
READY = 6
"""Letters prepared before their page is drawn."""


class Clock:
    """The hour the window sees."""

    now = NOW

    def __call__(self) -> datetime:
        """Return it."""
        return self.now


def shot(window: Window, out: Path, name: str) -> None:
    """Let the window settle and keep its picture."""
    settle(window)
    window.grab().save(str(out / f"{name}.png"))


def settle(window: Window) -> None:
    """Wait until no work is under way, whatever the machine takes for it."""
    quiet = 0
    while quiet < CALM:
        pause(100)
        quiet = 0 if window.office.jobs.busy else quiet + 1


def always_the_same() -> None:
    """Draw the secret of the base, its salts, ids and references as the last time: two pictures of one program are the
    same to the pixel. The programs it starts keep their own chance; nothing of it is in sight."""
    moment = int(NOW.timestamp() * 1e9)
    secrets.token_hex = lambda nbytes=None: "5a" * (nbytes or 32)
    secrets.choice = random.Random(2026).choice
    time.time_ns = lambda: moment


def opened(app: QApplication, store: Store, scheme: str, clock: Clock) -> Window:
    """Return the real window on the invented day, 1366×768."""
    ini = QSettings(str(store.path.parent / "poste.ini"), QSettings.Format.IniFormat)
    ini.setValue("scheme", scheme)
    ini.sync()
    window = build(app, store, clock=clock)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    # The copy of the day is made some seconds after the start.
    while "instant" not in window.status.item("backup").text():
        pause(100)
    return window


def somebody(store: Store) -> int:
    """Return a person without consent whose letter is due."""
    with store.read() as r:
        return leads.search(r, text="marty", filters={"notice": "due"})[0]


def refused(store: Store) -> str:
    """Return the number of somebody whose opposition came by letter."""
    with store.read() as r:
        lead_id = leads.search(r, filters={"opposition": "yes"}, sort="name")[0]
        return french.phone_pairs(people.of_lead(r, lead_id).phone)


def prepare(window: Window, store: Store) -> None:
    """Prepare the most pressing letters."""
    office = window.office
    with store.read() as r:
        due = noticing.due(r, at=NOW)[:READY]
    noticing.make(store, due, kept_files.letters_folder(office.store), by=office.by, at=NOW)


def asked(window: Window, store: Store) -> None:
    """Note what two people asked, some days ago."""
    with store.read() as r:
        somebody_else, them = leads.search(r, sort="name")[3], leads.search(r, sort="name")[8]
    for lead_id, kind, days in ((them, RequestKind.ACCESS, 12), (somebody_else, RequestKind.RECTIFICATION, 3)):
        requests.note(store, str(lead_id), kind, received=(NOW - timedelta(days=days)).date(), how="letter",
                      by=window.office.by, at=NOW)  # fmt: skip


def light(window: Window, store: Store, clock: Clock, out: Path) -> None:
    """Walk the pages."""
    shot(window, out, "today")
    window.go_to("leads", somebody(store))
    shot(window, out, "leads")
    prepare(window, store)
    window.go_to("letters")
    shot(window, out, "letters")
    window.go_to("oppositions")
    child(window, QLineEdit, "check-number").setText(refused(store))
    child(window, QPushButton, "verify").click()
    shot(window, out, "oppositions")
    window.go_to("imports")
    page_in(window, ImportsPage).take_files([resource("demo", "pige_uzes.csv")])
    settle(window)
    # The demonstration knows this file: it went straight to the check.
    child(window, QPushButton, "import-footer-back").click()
    child(window, QLineEdit, "import-supplier").setText(demo.SUPPLIER)
    shot(window, out, "import-columns")
    child(window, QPushButton, "import-footer-forward").click()
    shot(window, out, "import-check")
    asked(window, store)
    window.go_to("requests")
    shot(window, out, "requests")
    window.go_to("settings/section=papers")
    shot(window, out, "papers")
    clock.now = RANG
    window.go_to("calls")
    settle(window)
    window.do(PageGesture.CALL)
    clock.now = SPOKEN_TO
    for point in ("who", "nature", "source"):
        child(window, QCheckBox, f"said-{point}").click()
    # The timer of the call and the hour above tick by themselves, each when it comes.
    for name, shown in (("timer", "01:24"), ("date", "10 h 42")):
        while shown not in child(window, QLabel, name).text().replace("\u00a0", " ").replace("\u202f", " "):
            pause(100)
    shot(window, out, "call-open")
    window.do(PageGesture.OPPOSE)
    shot(window, out, "call-opposed")


def main() -> None:
    """Draw them all."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    always_the_same()
    app = QApplication(sys.argv[:1])
    app.setCursorFlashTime(0)
    store = open_store(Path(tempfile.mkdtemp()))
    demo.build(store, now=NOW)
    clock = Clock()
    window = opened(app, store, "light", clock)
    light(window, store, clock, out)
    window.close()
    dark = opened(app, store, "dark", clock)
    dark.go_to("leads", somebody(store))
    shot(dark, out, "leads-dark")
    dark.close()
    store.close()


if __name__ == "__main__":
    main()
