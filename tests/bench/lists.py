"""How long the list of prospects takes, from a gesture to its painted answer, with many leads.

Run by name, offscreen: ``python -m tests.bench.lists FOLDER``, where FOLDER was made by tests.bench.make_base. Nothing
here is asserted; the target is 100 ms at the 95th percentile.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.store import leads
from core.store.engine.opening import open_store
from tests.bench.make_base import BY, NOW
from tests.bench.window import Took, timed
from ui.common.jobs import Jobs
from ui.common.office import Office
from ui.common.seat import Seat
from ui.look.theme import Theme
from ui.pages.leads.page import LeadsPage
from ui.shell.frame import Frame
from ui.shell.palette_items import entries

TYPED = ("babi", "mobo", "karim", "uzes", "0639", "nimes du", "laura", "chemo")
"""What is typed, letter by letter."""


class Watch:
    """Times a gesture until the window has painted its answer."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self.times: dict[str, list[Took]] = {}

    def do(self, name: str, gesture: Callable[[], object]) -> None:
        """Do it, paint, and keep what it took under ``name``."""

        def painted() -> None:
            gesture()
            QApplication.processEvents()
            self._frame.repaint()

        self.times.setdefault(name, []).append(timed(painted))

    def tell(self) -> None:
        """Print the median and the 95th percentile of each gesture, by the clock and by the processor."""
        for name, times in self.times.items():
            shown = []
            for column in zip(*times, strict=True):
                ordered = sorted(column)
                late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
                shown.append(f"p50 {ordered[len(ordered) // 2]:6.1f} p95 {late:6.1f}")
            print(f"{name:34} {len(times):4} times   {shown[0]} ms   of the processor {shown[1]} ms")


def main(folder: Path, seat: Path) -> None:
    """Open the page on the base of ``folder`` and time its gestures."""
    app = QApplication([])
    store = open_store(folder)
    theme = Theme("light", 100)
    theme.apply()
    frame = Frame(theme)
    office = Office(
        store=store, theme=theme, jobs=Jobs(app), seat=Seat(QSettings(str(seat), QSettings.Format.IniFormat)), by=BY,
        say=frame.say, go=lambda *_where: None, clock=lambda: NOW,
    )  # fmt: skip
    page = LeadsPage(office)
    frame.add_page("leads", "leads", "Prospects", page)
    frame.show()
    watch = Watch(frame)
    watch.do("first list", lambda: page.refresh(frozenset({"*"})))
    _type(watch, page)
    _filter(watch, page)
    _walk(watch, page)
    for typed in TYPED:
        for end in range(1, len(typed) + 1):
            watch.do("palette, a letter", lambda typed=typed, end=end: entries(office, typed[:end]))  # type: ignore[misc]
    with store.read() as r:
        print(f"{leads.count_leads(r)} leads")
    watch.tell()
    office.jobs.stop()
    store.close()


def _type(watch: Watch, page: LeadsPage) -> None:
    field = page.browser.search
    for _again in range(3):
        for typed in TYPED:
            for letter in typed:
                watch.do("a letter typed", lambda letter=letter: QTest.keyClick(field, letter))  # type: ignore[misc]
            watch.do("search cleared", field.clear)


def _filter(watch: Watch, page: LeadsPage) -> None:
    chips, header = page.browser.chips, page.browser.table.horizontalHeader()
    choices = (
        *(("way_now", value) for value in ("call", "wait", "letter", "sent", "lack", "opposed")),
        ("town", "Uzès|Nîmes"),
        ("price", "150000-460000"),
        ("kind", "maison"),
        ("activity", "30"),
        *(("notice", value) for value in ("due", "late", "sent")),
        *(("opposition", value) for value in ("no", "yes")),
        ("source", "Pige Ouest"),
    )
    for _again in range(5):
        for key, value in choices:
            watch.do(f"filter {key} {value}", lambda key=key, value=value: chips.chip(key).chosen.emit(value))  # type: ignore[misc]
            watch.do("filters cleared", chips.clear)
        for section, column in enumerate(page.browser.table.rows().columns):
            if column.sortable:
                watch.do(f"sort {column.key}", lambda section=section: header.sectionClicked.emit(section))  # type: ignore[misc]
        header.sectionClicked.emit(1)


def _walk(watch: Watch, page: LeadsPage) -> None:
    table = page.browser.table
    for line in range(0, 60_000, 997):
        if line < table.rows().rowCount():
            watch.do("far row shown", lambda line=line: table.go_to(line))  # type: ignore[misc]
    watch.do("sheet opened", lambda: QTest.keyClick(table, Qt.Key.Key_Return))
    for _step in range(60):
        watch.do("next sheet", lambda: QTest.keyClick(table, Qt.Key.Key_Down))
    for _step in range(20):
        watch.do("opposed from the sheet (F8)", page.oppose)
        QTest.keyClick(table, Qt.Key.Key_Down)


if __name__ == "__main__":
    with TemporaryDirectory() as away:
        main(Path(sys.argv[1]), Path(away) / "poste.ini")
