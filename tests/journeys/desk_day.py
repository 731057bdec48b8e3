"""A day at the desk of an agency, by mouse and keyboard on the real window: sheets completed, calls with every outcome,
unknown callers, appointments, notes, batches undone, views kept, leads exported; a picture at each step.

``python -m tests.journeys.desk_day OUT [light|dark] [PERCENT] [WIDTHxHEIGHT]``, on a screen or without one.
"""

import os
import random
import sys
import tempfile
from functools import partial
from pathlib import Path

from core.base.records import Struct, field
from core.model.opposing import CallOutcome
from tests.ui.chosen_files import choose
from tests.ui.finding import page_in

if __name__ == "__main__" and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QAbstractItemModel, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTableView

from core.actions.intake.import_rows import take_in
from core.actions.keeping import verifying
from core.base.resources import resource
from core.model.batch import BatchFacts, Source
from core.store.port import Store
from tests.journeys.pages import Importing
from tests.journeys.robot import Clock, Robot, people
from tests.journeys.window import CTRL, Screen, Shots
from tests.ui.office_fixture import BY, NOW, row, started
from ui.app import build
from ui.pages.calls.outcomes import OFFERED
from ui.pages.leads.page import LeadsPage

STREETS = ("rue de la Calade", "impasse des Lavoirs", "chemin du Mas", "place aux Herbes")


class Plan(Struct, frozen=True):
    """How much of each is done in the day."""

    completed: int = 12
    calls: int = 40
    strangers: int = 3
    appointments: int = 5
    batches: int = 2
    views: int = 3


SHORT = Plan(completed=2, calls=4, strangers=1, appointments=2, batches=1, views=1)
"""A day that the suite lives in some seconds; tests/journeys/test_robot.py ends a call in every way."""


def fill(store: Store, folder: Path, plan: Plan) -> None:
    """Put in the base people who agreed to be called, some who did not, and some whose address is missing."""
    people(store, folder / "coupon.pdf", agreed=plan.calls + 3, others=3)
    rows = [
        row(400 + place, phones=(f"06 39 98 41 {place:02d}",))._replace(last_name=f"Sansrue{place}", address="")
        for place in range(plan.completed)
    ]
    take_in(store, rows, BatchFacts(Source.FILE, "sans_rue.csv", "2026-11-21", supplier="Pige Ouest"), by=BY, now=NOW)


def first_row_has(model: QAbstractItemModel, words: str) -> bool:
    """Tell whether the first row of a table shows these words."""
    return any(words in str(model.index(0, column).data()) for column in range(model.columnCount()))


class DeskDay(Struct):
    """The day, step by step. ``done``: what was counted in the base after each."""

    robot: Robot
    plan: Plan
    folder: Path
    done: dict[str, int] = field(default_factory=dict)

    @property
    def screen(self) -> Screen:
        """The window."""
        return self.robot.screen

    def live(self) -> None:
        """Live it whole."""
        self.screen.go("today")
        self.screen.shot("aujourd-hui")
        self.complete()
        self.call()
        self.answer()
        self.bring_and_take_back()
        self.keep_views()
        self.export()
        self.screen.go("today")
        self.screen.shot("le-soir")
        found = verifying.verify(self.robot.store)
        assert found.problems == (), found.problems

    def leads(self) -> LeadsPage:
        """Return the page of leads, in sight."""
        self.screen.go("leads")
        return page_in(self.screen.window, LeadsPage)

    def complete(self) -> None:
        """From the view « À compléter »: the address typed where its lack is told; Entrée opens the next."""
        page = self.leads()
        self.screen.shot("prospects")
        # The steps of what was just brought in are counted in the background.
        self.screen.wait(lambda: any(name == f"À compléter {self.plan.completed}" for name in self.tabs(page)))
        self.view(page, "À compléter")
        self.screen.shot("a-completer")
        before = self.count("SELECT count(*) FROM contact WHERE kind = 'address'")
        page.browser.table.setFocus()
        self.screen.key(Qt.Key.Key_Home, CTRL)
        self.screen.key(Qt.Key.Key_Return)
        for place in range(self.plan.completed):
            self.screen.wait(lambda: self.focused() == "step-address")
            self.screen.write(f"{place + 3} {STREETS[place % len(STREETS)]}")
            if place == 0:
                self.screen.shot("adresse-tapee")
            self.screen.pick("step-told")
            self.screen.key(Qt.Key.Key_Return)
            wanted = before + place + 1
            self.screen.wait(lambda: self.count("SELECT count(*) FROM contact WHERE kind = 'address'") == wanted)  # noqa: B023
        self.screen.shot("tout-est-complete")
        self.done["completed"] = self.plan.completed
        self.screen.key(Qt.Key.Key_Escape)

    def call(self) -> None:
        """Call with every outcome, or the first ones in a short day; a note in each second call."""
        robot, plan = self.robot, self.plan
        self.screen.go("calls")
        self.screen.shot("appels")
        others = [one for one in OFFERED if one is not CallOutcome.APPOINTMENT]
        outcomes = [*["appointment"] * plan.appointments, "opposed", *others]
        outcomes += [robot.draw.choice(OFFERED) for _one in range(plan.calls - len(outcomes))]
        outcomes = outcomes[: plan.calls]
        robot.draw.shuffle(outcomes)
        seen: set[str] = set()
        for place, outcome in enumerate(outcomes):
            robot.pass_time(seconds=85)
            assert robot.call_next(), f"nobody to call after {place} calls"
            if place == 0:
                self.screen.shot("appel-en-cours")
            if place % 2:
                robot.write_note(f"Appel {place} : le bien sera visité, rappeler le soir")
            if place == 1:
                self.screen.shot("appel-avec-note")
            robot.talk(outcome)
            if outcome not in seen:
                seen.add(outcome)
                self.screen.shot(f"apres-{outcome}")
        self.done["calls"] = plan.calls

    def answer(self) -> None:
        """Somebody unknown calls: F2, the number, the note, and their sheet."""
        for place in range(self.plan.strangers):
            self.robot.pass_time(seconds=120)
            self.robot.answer_stranger("talked")
            if place == 0:
                self.screen.shot("apres-un-inconnu")
        self.done["strangers"] = self.plan.strangers

    def bring_and_take_back(self) -> None:
        """Drop a file, import it, look at its batch and undo it: the ads that refuse alone stay, without a person."""
        people_held = "SELECT count(*) FROM lead WHERE name <> ''"
        before = self.count(people_held)
        for place in range(self.plan.batches):
            file = self.folder / f"pige_{place}.csv"
            file.write_bytes(resource("demo", "pige_uzes.csv").read_bytes())
            self.screen.go("imports")
            assistant = Importing(self.screen)
            assistant.drop(file)
            if place:
                assistant.recognised()
            else:
                assistant.describe(supplier="Pige Ouest", collected="19/11/2026")
                self.screen.shot("import-colonnes")
                assistant.check()
                self.screen.shot("import-verifier")
            assistant.run()
            self.screen.shot(f"import-fait-{place}")
            self.screen.click("import-footer-forward")
            page = self.screen.go("imports")
            if page.shows("batch-back"):  # The page is left as it was.
                page.click("batch-back")
            table = page.find(QTableView, "batches")
            self.screen.wait(partial(first_row_has, table.model(), file.name))
            table.setFocus()
            self.screen.key(Qt.Key.Key_Home, CTRL)
            self.screen.key(Qt.Key.Key_Return)
            self.screen.shot(f"lot-{place}")
            self.screen.click("batch-undo")
            if self.screen.text("batch-undo").startswith("Retirer"):
                self.screen.click("batch-undo")
            self.screen.wait(lambda: self.count(people_held) == before and self.screen.band().startswith("Lot annulé"))
            self.screen.shot(f"lot-annule-{place}")
        assert self.count(people_held) == before
        self.done["batches"] = self.plan.batches

    def keep_views(self) -> None:
        """Search and filter, then keep what is shown under a name."""
        for name, tab in (("Mes lettres", "À écrire"), ("Mes appels", "À appeler"), ("Tout le monde", "Tous"))[
            : self.plan.views
        ]:
            page = self.leads()
            self.view(page, tab)
            self.screen.click("views-save")
            self.screen.write(name)
            self.screen.key(Qt.Key.Key_Return)
            assert self.screen.band().startswith("Vue"), self.screen.band()
        self.screen.shot("vues")
        self.done["views"] = self.plan.views

    def export(self) -> None:
        """Select all that is shown, export it, print it."""
        page = self.leads()
        self.view(page, "Tous")
        page.browser.table.setFocus()
        self.screen.key(Qt.Key.Key_A, CTRL)
        self.screen.shot("tout-est-choisi")
        for out, verb in ((self.folder / "liste.xlsx", "Exporter"), (self.folder / "liste.pdf", "Imprimer")):
            with pytest.MonkeyPatch.context() as patch:
                choose(patch, out)
                self.screen.click("selection-more")
                menu = self.screen.window.findChildren(QMenu, "row-menu")[-1]
                next(one for one in menu.actions() if one.text().startswith(verb)).trigger()
                menu.close()
                if verb == "Exporter":
                    self.screen.click("many-go")
            wanted = f"«\u202f{out.name}\u202f»"
            self.screen.wait(lambda: wanted in self.screen.band())  # noqa: B023
            assert out.stat().st_size > 1000
            self.screen.shot(f"exporte-{out.suffix[1:]}")
        self.screen.key(Qt.Key.Key_Escape)
        self.done["exports"] = 1

    def tabs(self, page: LeadsPage) -> list[str]:
        """Return the views as they are named."""
        tabs = page.browser.views.tabs
        return [tabs.tabText(place) for place in range(tabs.count())]

    def view(self, page: LeadsPage, name: str) -> None:
        """Click on the tab of a view, or take it under « Autres »."""
        tabs = page.browser.views.tabs
        place = next(n for n in range(tabs.count()) if tabs.tabText(n).startswith(name))
        if tabs.isTabVisible(place):
            QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(place).center())
        else:
            self.screen.click("views-more")
            menu = page.browser.views.findChildren(QMenu, "views-menu")[-1]
            next(one for one in menu.actions() if one.text().startswith(name)).trigger()
            menu.close()
        assert tabs.currentIndex() == place
        QApplication.processEvents()

    def focused(self) -> str:
        """Return the name of what has the keyboard."""
        held = self.screen.window.focusWidget()
        return held.objectName() if held is not None else ""

    def count(self, sql: str) -> int:
        """Return a figure of the base."""
        with self.robot.store.read() as r:
            return int(r.value(int, sql) or 0)


def begin(app: QApplication, folder: Path, shots: Shots, plan: Plan, *, scheme: str = "light", scale: int = 100,
          size: tuple[int, int] = (1366, 768)) -> DeskDay:  # fmt: skip
    """Open the window on a base made for the day."""
    store = started(folder / "base")
    fill(store, folder, plan)
    ini = QSettings(str(store.path.parent / "poste.ini"), QSettings.Format.IniFormat)
    ini.setValue("scheme", scheme)
    ini.setValue("text-scale", scale)
    ini.sync()
    clock = Clock(NOW)
    window = build(app, store, clock=clock)
    window.showNormal()
    window.resize(*size)
    screen = Screen(window, shots)
    screen.come_forward()
    return DeskDay(Robot(screen, store, clock, random.Random(plan.calls)), plan, folder)


def main() -> None:
    """Live the whole day, its pictures in the folder given."""
    out = Path(sys.argv[1])
    os.environ["PREMIER_CONTACT_SHOTS"] = str(out)
    scheme = sys.argv[2] if sys.argv[2:] else "light"
    scale = int(sys.argv[3]) if sys.argv[3:] else 100
    wide, _x, high = (sys.argv[4] if sys.argv[4:] else "1366x768").partition("x")
    app = QApplication(sys.argv[:1])
    app.setCursorFlashTime(0)
    with tempfile.TemporaryDirectory() as folder:
        day = begin(app, Path(folder), Shots(out), Plan(), scheme=scheme, scale=scale, size=(int(wide), int(high)))
        try:
            day.live()
            print(day.done, dict(day.robot.what))
        finally:
            day.screen.close()
            day.robot.store.close()


if __name__ == "__main__":
    main()
