"""Every page of the real window, on the demonstration's base: each control has a name and a place for a finger, and
Tab alone goes to all of them."""

import gc
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.actions.common import step_cache
from core.cli import demo
from core.store.port import Store
from tests.bases import new_base, nothing
from tests.core.actions.conftest import law_today
from tests.tables import each
from tests.ui.finding import page_in
from tests.ui.held_items import held_items
from tests.ui.office_fixture import BY, NOW
from tests.ui.sight import in_sight
from tests.ui.walks import PAGES
from ui.common.jobs import Jobs
from ui.common.office import Office
from ui.common.page import PageGesture
from ui.common.seat import Seat
from ui.look.theme import Theme
from ui.pages.calls.page import CallsPage
from ui.pages.leads.page import LeadsPage
from ui.pages.start.page import StartPage
from ui.shell.window import RAIL, Window
from ui.widgets.speech import speak_choices

CONTROLS = (
    QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView,
)  # fmt: skip
SMALLEST = 24
"""Pixels: WCAG 2.5.8."""
MOST_TABS = 150


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication, theme: Theme, qtbot: QtBot) -> Iterator[Window]:
    """The real window on the invented leads, at a fixed hour."""
    yield from opened(tmp_path, qapp, theme, qtbot, filled=True)


@pytest.fixture
def new_window(tmp_path: Path, qapp: QApplication, theme: Theme, qtbot: QtBot) -> Iterator[Window]:
    """The real window at its first start."""
    yield from opened(tmp_path, qapp, theme, qtbot, filled=False)


def demonstration(store: Store) -> None:
    """The invented leads and their steps, as a base that was open before."""
    demo.build(store, now=NOW)
    law = law_today(store)
    step_cache.keep(store, law, by=BY, at=NOW)


def opened(folder: Path, qapp: QApplication, theme: Theme, qtbot: QtBot, *, filled: bool) -> Iterator[Window]:
    held = held_items()
    gc.freeze()  # What is left stays: the next count has only what came since to look through.
    store = new_base(folder / "base", demonstration if filled else nothing)
    seat = Seat(QSettings(str(folder / "poste.ini"), QSettings.Format.IniFormat))
    office = partial(Office, store=store, theme=theme, jobs=Jobs(qapp), seat=seat, by=BY, clock=lambda: NOW)
    with theme.undressed():
        made = Window(theme, office)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    assert held_items() <= held
    made.close()
    store.close()


def tab_stops(root: QWidget) -> set[QWidget]:
    """Return the controls Tab must reach."""
    return {one for one in controls(root) if one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus}


def controls(root: QWidget) -> list[QWidget]:
    """Return what a person can act on in ``root``, not the parts Qt makes a control of."""
    return [
        one
        for one in (root, *in_sight(root))
        if (isinstance(one, CONTROLS) or one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and not isinstance(one, QHeaderView)
        and not one.objectName().startswith("qt_")
        and one.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]


def spoken(widget: QWidget) -> str:
    """Return the name a screen reader says."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


def told(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName() or '(unnamed)'} in {parents(widget)}"


def parents(widget: QWidget) -> str:
    names = []
    parent = widget.parentWidget()
    while parent is not None:
        names.append(parent.objectName())
        parent = parent.parentWidget()
    return " < ".join(name for name in names if name)


def check(root: QWidget) -> None:
    """Names and sizes of every control in sight, once the layouts have settled."""
    for _turn in range(3):
        QApplication.processEvents()
    found = controls(root)
    assert found, "there is something to act on"
    assert not [told(one) for one in found if not one.objectName()], "each has an object name"
    assert not [told(one) for one in found if not spoken(one).strip()], "each has an accessible name"
    small = [one for one in found if one.isEnabled() and min(one.width(), one.height()) < SMALLEST]
    assert not [f"{told(one)} {one.width()}×{one.height()}" for one in small], "each has room for a finger"


def walk_tabs(root: QWidget) -> set[QWidget]:
    """Press Tab until the keyboard is back where it began; return where it went."""
    visited: set[QWidget] = set()
    for _press in range(MOST_TABS):
        focus = QApplication.focusWidget()
        assert focus is not None, "the keyboard is somewhere"
        if focus in visited:
            return visited
        visited.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes back: {[one.objectName() for one in visited]}")


def named_by_their_labels(root: QWidget) -> None:
    """Each list of choices says its label, its value and what it is."""
    for choice in root.findChildren(QComboBox):
        interface = QAccessible.queryAccessibleInterface(choice)
        name = interface.text(QAccessible.Text.Name)
        assert name == choice.accessibleName(), told(choice)
        assert name, told(choice)
        assert interface.text(QAccessible.Text.Value) == choice.currentText(), told(choice)
        assert interface.role() == QAccessible.Role.ComboBox


def headed(root: QWidget) -> None:
    """A page and its cards have headings: one goes from one to the next by a key."""
    shown = [QAccessible.queryAccessibleInterface(one) for one in in_sight(root) if isinstance(one, QLabel)]
    headings = [one.text(QAccessible.Text.Name) for one in shown if one.role() == QAccessible.Role.Heading]
    assert headings
    assert all(headings)


def mnemonics_apart(window: Window) -> None:
    """Alt and a letter do one thing on each page: two owners would only pass the keyboard to and fro."""
    for _turn in range(3):
        QApplication.processEvents()
    shown = [one.text() for one in controls(window) if isinstance(one, QAbstractButton)]
    assert len(shown) > len(RAIL) + 1, "the buttons of the page are in sight"
    texts = {*(action.text() for action in window.menuBar().actions()), *shown}
    texts |= {window.rail.item(name).text() for name, *_more in RAIL}
    owners: dict[str, list[str]] = {}
    for text in texts:
        if "&" in text.replace("&&", ""):
            owners.setdefault(text[text.index("&") + 1].lower(), []).append(text)
    assert not {letter: found for letter, found in owners.items() if len(found) > 1}


def named_and_reached(state: str, root: QWidget, window: Window, qtbot: QtBot) -> None:
    """Each control of a state has a name and a size, and Tab goes to it: asked of every state by
    tests/ui/test_room.py."""
    if state in PAGES:
        focus = QApplication.focusWidget()
        assert focus is not None
        assert window.page(state).isAncestorOf(focus), f"the keyboard is on {focus.objectName()}, outside the page"
    if state != "palette":  # A list that takes every key: arrows go through it.
        qtbot.waitUntil(root.window().isActiveWindow)
        wanted = tab_stops(root)
        assert not [told(one) for one in wanted - walk_tabs(root)]
    check(root)
    named_by_their_labels(root)
    if state in PAGES:
        headed(root)
    if root is window:
        mnemonics_apart(window)


def test_the_first_start_then_an_empty_base(new_window: Window) -> None:
    start = new_window.centralWidget()
    assert isinstance(start, StartPage)
    for step in range(3):
        start.show_step(step)
        check(new_window)
        wanted = tab_stops(new_window)
        assert start.isAncestorOf(QApplication.focusWidget() or new_window)
        assert not [told(one) for one in wanted - walk_tabs(new_window)]
    start.finish("later")

    def look(key: str) -> None:
        new_window.go_to(key)
        check(new_window)
        wanted = tab_stops(new_window)
        assert not [told(one) for one in wanted - walk_tabs(new_window)]

    each(PAGES, look)


def act(widget: QWidget, name: str = "Toggle") -> None:
    """Do what a screen reader does with a control: « Toggle » what can be checked."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    actions = interface.actionInterface()
    assert name in actions.actionNames()
    actions.doAction(name)


def test_a_screen_reader_goes_from_page_to_page(window: Window) -> None:
    speak_choices()
    act(window.rail.item("letters"), "Press")
    assert window.current() == "letters"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_screen_reader_opens_a_filter(window: Window) -> None:
    speak_choices()
    window.go_to("leads")
    chip = page_in(window, LeadsPage).browser.chips.chip("kind")
    act(chip, "ShowMenu")
    assert chip.findChildren(QMenu)[0].isVisible()
    chip.findChildren(QMenu)[0].hide()


def test_a_screen_reader_notes_an_outcome(window: Window) -> None:
    window.go_to("calls")
    window.do(PageGesture.CALL)
    page = page_in(window, CallsPage)
    act(page.outcomes.buttons["no_answer"])
    assert window.band.message is not None
    assert "Ne répond pas" in window.band.message.bold
