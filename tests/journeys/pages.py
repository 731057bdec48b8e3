"""The window as its user meets it: what is on the screen, found by name, clicked and typed at; no method of ours is
called but by the mouse, the keyboard, or a file dropped on a page."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTableView,
    QWidget,
)

from ui.window import Window

WidgetT = TypeVar("WidgetT", bound=QWidget)
WAIT_S, NEWS_S = 30, 2
PAINTED_MS = 30
SETTLED_MS = 350
"""A picture to look at waits for the news, told four times a second."""
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Shots:
    """Numbered pictures of what the screen holds, in ``folder`` or in $PREMIER_CONTACT_SHOTS."""

    def __init__(self, folder: Path) -> None:
        asked = os.environ.get("PREMIER_CONTACT_SHOTS")
        self._folder = Path(asked or folder)
        self.pause = SETTLED_MS if asked else PAINTED_MS
        self._folder.mkdir(parents=True, exist_ok=True)
        self._count = 0

    def take(self, window: QWidget, name: str) -> None:
        """Keep what was painted last, as it stands on the screen: nothing is painted for the picture."""
        self._count += 1
        picture = on_screen(window)
        assert picture.save(str(self._folder / f"{self._count:02d}-{name}.png"))


def on_screen(window: QWidget) -> QPixmap:
    """Return the pixels the window has given to the screen."""
    return window.screen().grabWindow(window.winId())


class Place:
    """A part of the window. Names are those of the widgets; only what can be seen is found."""

    def __init__(self, widget: QWidget) -> None:
        self.widget = widget

    def part(self, name: str) -> "Place":
        """Return a part inside this one, whether it can be seen or not."""
        found = self.widget.findChild(QWidget, name)
        assert isinstance(found, QWidget), f"nothing is called {name}"
        return Place(found)

    def find(self, kind: type[WidgetT], name: str) -> WidgetT:
        """Return the widget in sight that has this name."""
        shown = [one for one in self.widget.findChildren(kind, name) if one.isVisible()]
        assert len(shown) == 1, f"{len(shown)} in sight are called {name}"
        return shown[0]

    def shows(self, name: str) -> bool:
        """Tell whether something of this name is in sight."""
        return any(one.isVisible() for one in self.widget.findChildren(QWidget, name))

    def text(self, name: str) -> str:
        """Return the words of a label, a button or a field."""
        shown = self.find(QWidget, name)
        assert isinstance(shown, QLabel | QAbstractButton | QLineEdit)
        return shown.text()

    def find_enabled(self, name: str) -> bool:
        """Tell whether a button in sight takes clicks."""
        return self.find(QAbstractButton, name).isEnabled()

    def click(self, name: str) -> None:
        """Click on the middle of a button, scrolled to as a hand would."""
        button = self.find(QAbstractButton, name)
        _scroll_to(button)
        # What another process wrote is told a quarter of a second later.
        end = time.monotonic() + NEWS_S
        while not button.isEnabled():
            assert time.monotonic() < end, f"{name} does not take clicks"
            QTest.qWait(20)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        # A page made by it is laid out at the next turn.
        QApplication.processEvents()

    def type(self, name: str, text: str) -> None:
        """Replace what a field holds, key by key, and leave it as Tab does."""
        field = self.find(QLineEdit, name)
        _scroll_to(field)
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        QTest.keyClick(field, Qt.Key.Key_A, CTRL)
        _write(field, text)
        QTest.keyClick(field, Qt.Key.Key_Tab)

    def tick(self, name: str) -> None:
        """Press the space bar on a box."""
        box = self.find(QAbstractButton, name)
        _scroll_to(box)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
        assert box.isChecked()

    def pick(self, name: str, steps: int = 1) -> None:
        """Go down ``steps`` options in a list of choices."""
        choice = self.find(QComboBox, name)
        _scroll_to(choice)
        choice.setFocus()
        for _step in range(steps):
            QTest.keyClick(choice, Qt.Key.Key_Down)


class Screen(Place):
    """The whole window: its keys, its band, its pages."""

    def __init__(self, window: Window, shots: Shots) -> None:
        super().__init__(window)
        self.window = window
        self._shots = shots

    def shot(self, name: str) -> None:
        """Let everything be painted, then keep a picture."""
        QTest.qWait(self._shots.pause)
        self._shots.take(self.window, name)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifiers)

    def write(self, text: str) -> None:
        """Type where the keyboard is."""
        _write(self.window.focusWidget() or self.window, text)

    def wait(self, reached: Callable[[], bool]) -> None:
        """Wait until the screen shows what is expected."""
        end = time.monotonic() + WAIT_S
        while not reached():
            assert time.monotonic() < end, f"never reached; the band says: {self.band()}"
            QTest.qWait(20)

    def band(self) -> str:
        """Return the message in sight, empty when there is none."""
        if not self.shows("message-band"):
            return ""
        return f"{self.text('message-fact')} {self.text('message-sentence')}".strip()

    def go(self, page: str) -> Place:
        """Press the rail, and return the page."""
        self.click(f"rail-{page}")
        return self.page(page)

    def page(self, page: str) -> Place:
        """Return the page in sight."""
        place = self.part(f"place-{page}")
        assert place.widget.isVisible(), f"{page} is not in sight"
        return place

    def come_forward(self) -> None:
        """Give the window the keyboard, as a window manager does: the pretended screen has none."""
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)

    def close(self) -> None:
        """Close the window."""
        self.window.close()


class Start:
    """The first start: four pages, « Suivant », and a way to begin."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def fill_agency(self, values: dict[str, str]) -> None:
        """Type the agency's identity, field after field."""
        names = {one.objectName() for one in self.screen.widget.findChildren(QLineEdit)}
        for key, value in values.items():
            [name] = [one for one in names if one.startswith("agency-") and one.endswith(f"-{key}")]
            self.screen.type(name, value)

    def next(self) -> None:
        """Press « Suivant »."""
        self.screen.click("start-footer-forward")


class Importing:
    """The import assistant."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def drop(self, file: Path) -> None:
        """Drop a file on the page, and wait for its columns."""
        page = self.screen.page("imports").part("imports").widget
        files = QMimeData()
        files.setUrls([QUrl.fromLocalFile(str(file))])
        middle, copy, left = page.rect().center(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        QApplication.sendEvent(page, QDragEnterEvent(middle, copy, files, left, NONE))
        QApplication.sendEvent(page, QDropEvent(QPointF(middle), copy, files, left, NONE))
        self.screen.wait(lambda: self.screen.shows("import-mapping"))

    def describe(self, *, supplier: str, collected: str) -> None:
        """Say who sold the file, and when."""
        self.screen.type("import-supplier", supplier)
        self.screen.type("import-collected", collected)

    def check(self) -> dict[str, int]:
        """Press « Vérifier » and return what the import would do."""
        return self._forward("import-check")

    def run(self) -> dict[str, int]:
        """Press « Importer » and return what it did."""
        return self._forward("import-result")

    def _forward(self, outcome: str) -> dict[str, int]:
        self.screen.click("import-footer-forward")
        self.screen.wait(lambda: self.screen.shows(outcome))
        parts = ("read", "added", "merged", "opposed", "rejected", "blank")
        figures = [self.screen.find(QAbstractButton, f"{outcome}-equation-{part}") for part in parts]
        return {part: int(shown.accessibleName().split()[0]) for part, shown in zip(parts, figures, strict=True)}


class Leads:
    """The list of prospects and the sheet beside it."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def search(self, text: str) -> None:
        """Ctrl+F, then type."""
        self.screen.key(Qt.Key.Key_F, CTRL)
        self.screen.write(text)

    def names(self) -> list[str]:
        """Return who is listed."""
        if not self.screen.shows("lead-table"):
            return []
        model = self.screen.find(QTableView, "lead-table").model()
        return [str(model.index(row, 1).data()) for row in range(model.rowCount())]

    def open_first(self) -> None:
        """From the search: Tab to the list, Entrée on its first row."""
        table = self.screen.find(QTableView, "lead-table")
        for _press in range(12):
            if table.hasFocus():
                break
            self.screen.key(Qt.Key.Key_Tab)
        assert table.hasFocus(), "Tab never comes to the list"
        self.screen.key(Qt.Key.Key_Home)
        self.screen.key(Qt.Key.Key_Return)
        self.screen.wait(lambda: self.screen.shows("sheet"))


class Coupon:
    """« Enregistrer un accord », a window over the window: what is done there is given beforehand."""

    def __init__(self, screen: Screen, shots: Shots) -> None:
        self.screen = screen
        self._shots = shots
        self._done = False
        self._failed: BaseException | None = None

    def record(self, opened_by: Callable[[], None], *, day: str, hour: str, proof: Path) -> None:
        """Open the form by ``opened_by``, copy the coupon, join the file, and save."""

        def fill() -> None:
            try:
                self._fill(day=day, hour=hour, proof=proof)
            except AssertionError as failed:
                self._failed = failed
                for shown in self.screen.widget.findChildren(QDialog):
                    shown.reject()

        QTimer.singleShot(50, self.screen.widget, fill)
        opened_by()
        self.screen.come_forward()
        if self._failed is not None:
            raise self._failed
        assert self._done, "the form never opened"

    def _fill(self, *, day: str, hour: str, proof: Path) -> None:
        form = Place(self.screen.find(QDialog, "consent-form"))
        form.type("consent-day", day)
        form.type("consent-hour", hour)
        form.tick("consent-call")
        form.pick("consent-phone")
        form.type("consent-proof", str(proof))
        QTest.qWait(60)
        self._shots.take(form.widget, "coupon-d-accord")
        form.click("consent-save")
        self._done = not form.widget.isVisible()
        assert self._done, form.text("consent-wrong")


def _write(shown: QWidget, text: str) -> None:
    """Type ``text``; QTest knows no key for a French letter and stops the program at the first one."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(shown, QKeyEvent(kind, 0, NONE, letter))


def _scroll_to(shown: QWidget) -> None:
    """Bring a widget into sight: what stands below the edge of a scroll area cannot be clicked."""
    parent = shown.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea) and parent.objectName() != "page-scroll":
            parent.ensureWidgetVisible(shown)
            QApplication.processEvents()
        parent = parent.parentWidget()
