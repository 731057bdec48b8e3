"""A desk whose window opens file dialogs, looks at the folder of its base and gives up, then confirms a refusal, until
it is killed: ``python -m tests.faults.dialog_worker FOLDER SEED [icons] [blind]``.

``icons``: with the icons of Qt, which open what they show; ``blind``: with nothing that asks for the locks, as a
program would be that trusts them. After each refusal it waits for a line on its standard input.
"""

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QFileIconProvider, QFileSystemModel

from core.actions.common import people
from core.actions.register import opposing
from core.store import leads
from core.store.engine.hold import Hold
from tests import hasty
from tests.pause import pause
from tests.ui.finding import child, page_in
from tests.ui.office_fixture import BY, NOW, row, shown, take
from ui.common import file_dialogs
from ui.common.file_dialogs import choose_pages, choose_scans, choose_table
from ui.common.for_many import ForMany
from ui.pages.imports.result_step import save_rejects
from ui.pages.leads.bulk_actions import ask_export, ask_print
from ui.pages.leads.page import LeadsPage
from ui.pages.oppositions.lists import export
from ui.shell.window import Window
from ui.widgets.button import Button

Place = Callable[[Window], object]
LOOK_MS, TURNS = 20, 150


def leads_of(window: Window) -> list[int]:
    """Return the leads of the base."""
    with window.office.store.read() as r:
        return list(leads.search(r))


def strip_of(window: Window) -> ForMany:
    """Return where the page of prospects does what is for many."""
    return page_in(window, LeadsPage).browser.selection.for_many


def press(page: str, section: str, button: str) -> Place:
    """Return what presses a button of a section of the settings."""

    def pressed(window: Window) -> None:
        window.go_to(page)
        window.page_of(page).show_section(section)  # type: ignore[attr-defined]
        child(window, Button, button).click()

    return pressed


PLACES: tuple[Place, ...] = (
    lambda window: choose_table(window, window.office.seat),
    lambda window: choose_pages(window, window.office.seat),
    lambda window: choose_scans(window, window.office.seat),
    lambda window: ask_export(strip_of(window), leads_of(window)),
    lambda window: ask_print(strip_of(window), leads_of(window)),
    lambda window: export(window, window.office),
    lambda window: save_rejects(window, window.office, 1, "pige.csv"),
    press("settings", "backups", "backups-make"),
    press("settings", "backups", "backups-pick"),
)
"""Gestures of the window that ask for a file or a folder."""


def browse(folder: Path) -> None:
    """Look at a folder in the dialog that is open, until it lists the base, and give up."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.setNameFilter("Tout (*)")
    dialog.setDirectory(str(folder))
    model = child(dialog, QFileSystemModel, "qt_filesystem_model")
    place = model.index(str(folder))
    for _turn in range(TURNS):
        pause(LOOK_MS)
        if model.rowCount(place):
            break
    pause(LOOK_MS)
    dialog.reject()


def look_at(window: Window, place: Place) -> None:
    """Open the dialog of a place, look at the folder of the base and give up."""
    QTimer.singleShot(0, lambda: browse(window.office.folder))
    place(window)


def give_up(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
    """End at once, whatever dialog waits."""
    sys.__excepthook__(kind, problem, trace)
    os._exit(1)


def main(folder: Path, seed: int, *options: str) -> None:
    """Work until killed."""
    sys.excepthook = give_up
    draw, patch = random.Random(seed), pytest.MonkeyPatch()
    hasty.hasten(patch)
    if "icons" in options:
        qt = QFileIconProvider()
        patch.setattr(file_dialogs, "_icons", lambda: qt)
    if "blind" in options:
        patch.setattr(Hold, "stands", lambda _hold: True)
    app = QApplication([])
    with shown(folder, app) as window:
        take(window.office, row(1))
        while True:
            look_at(window, draw.choice(PLACES))
            number = f"06399{draw.randrange(100_000):05d}"
            with window.office.store.read() as r:
                who = people.find(r, number)
            opposing.oppose(window.office.store, who, how="call", by=BY, at=NOW)
            os.write(1, f"{number} {window.office.store.regained()}\n".encode())
            if not sys.stdin.readline():
                return


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
