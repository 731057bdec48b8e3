"""The window as its user meets it: what is on the screen, found by name, clicked and typed at; no method of ours is
called but by the mouse, the keyboard, or a file dropped on a page."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)

from tests.pause import pause
from tests.ui.finding import child
from ui.shell.window import Window

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
        self._asked = os.environ.get("PREMIER_CONTACT_SHOTS")
        self._folder = Path(self._asked or folder)
        self.pause = SETTLED_MS if self._asked else PAINTED_MS
        self._folder.mkdir(parents=True, exist_ok=True)
        self._count = 0

    def take(self, window: QWidget, name: str) -> None:
        """Keep what was painted last, as it stands on the screen: nothing is painted for the picture. It is written
        when somebody asked for pictures."""
        self._count += 1
        picture = on_screen(window)
        assert not picture.isNull()
        assert not self._asked or picture.save(str(self._folder / f"{self._count:02d}-{name}.png"))


def on_screen(window: QWidget) -> QPixmap:
    """Return the pixels the window has given to the screen."""
    return window.screen().grabWindow(window.winId())


class Place:
    """A part of the window. Names are those of the widgets; only what can be seen is found."""

    def __init__(self, widget: QWidget) -> None:
        self.widget = widget

    def part(self, name: str) -> "Place":
        """Return a part inside this one, whether it can be seen or not."""
        found = child(self.widget, QWidget, name)
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
            pause(20)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        # A page made by it is laid out at the next turn.
        QApplication.processEvents()

    def tab(self, name: str, words: str) -> None:
        """Click on the tab that begins with these words."""
        bar = self.find(QTabBar, name)
        [place] = [at for at in range(bar.count()) if bar.tabText(at).startswith(words)]
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
        QApplication.processEvents()

    def type(self, name: str, text: str) -> None:
        """Replace what a field holds, key by key, and leave it as Tab does."""
        field = self.find(QLineEdit, name)
        _scroll_to(field)
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        QTest.keyClick(field, Qt.Key.Key_A, CTRL)
        write_keys(field, text)
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
        pause(self._shots.pause)
        self._shots.take(self.window, name)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keyboard is. A dialog that ends takes the keyboard with it on the pretended screen."""
        if QApplication.activeWindow() is None:
            self.come_forward()
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifiers)

    def write(self, text: str) -> None:
        """Type where the keyboard is."""
        write_keys(self.window.focusWidget() or self.window, text)

    def wait(self, reached: Callable[[], bool]) -> None:
        """Wait until the screen shows what is expected."""
        end = time.monotonic() + WAIT_S
        while not reached():
            assert time.monotonic() < end, f"never reached; the band says: {self.band()}"
            pause(20)

    def band(self) -> str:
        """Return the message in sight, empty when there is none."""
        return self.text("message-words") if self.shows("message-band") else ""

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


def write_keys(shown: QWidget, text: str) -> None:
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
