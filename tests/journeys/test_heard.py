"""The real window as a screen reader hears it: each page of the rail, each section of the settings, and each dialog
that a menu or a button offers.

Asks for a machine with Xvfb, openbox, xdotool, AT-SPI and its Python, and for PREMIER_CONTACT_REAL_WINDOW=1.
"""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from core.cli import demo
from core.store.port import Store
from tests.bases import put_base
from tests.journeys.program import MORNING
from tests.journeys.reader import Reader, Told, buses, missing_reader
from tests.journeys.real_screen import RealScreen, missing_tools, reach, screen

ASKED = os.environ.get("PREMIER_CONTACT_REAL_WINDOW") == "1"
LACKING = [*missing_tools(), *missing_reader()] if ASKED else []
TYPED_IN = ("text", "entry", "combo box", "spin button", "password text")
NOTHING = ("filler", "unknown", "invalid", "redundant object")
"""Roles of what is not said to be anything."""
NEVER = re.compile("oppose|efface|annuler|retirer|supprimer", re.IGNORECASE)
"""Words of the buttons that oppose, erase or take back: the focus never lands there by itself."""
ASKS = "…"
"""How the name of a button or of a menu ends, before its key, when more is asked before anything is done."""
SECTIONS = 16
PAGES = ("Aujourd’hui", "Prospects", "Appels", "Courriers", "Oppositions", "Imports", "Demandes", "Réglages")
WINDOWS = ("frame", "dialog", "file chooser", "alert", "window")
CLOSED = 3
"""Presses of Échap that close whatever was opened."""

CARELESS = """
from PySide6.QtWidgets import QApplication, QComboBox, QFormLayout, QLineEdit, QPushButton, QWidget
app = QApplication([])
shown, choice = QWidget(), QComboBox()
shown.setWindowTitle("Négligé")
choice.addItems(["Vente"])
rows = QFormLayout(shown)
for made in (QLineEdit(), choice, QPushButton("&Annuler"), QPushButton("&Ajouter")):
    rows.addRow(made)
shown.show()
app.exec()
"""
"""A window with a field without a name, a list named by its value, and one key for two buttons."""

pytestmark = [
    pytest.mark.skipif(not ASKED, reason="a real window, for minutes: set PREMIER_CONTACT_REAL_WINDOW=1"),
    pytest.mark.skipif(bool(LACKING), reason=f"a screen reader needs {', '.join(LACKING)}"),
]


def office(store: Store) -> None:
    """The invented day."""
    demo.build(store, now=MORNING)


class Listener:
    """The program on its screen, what is heard of it, and what is wrong there."""

    def __init__(self, shown: RealScreen, reader: Reader) -> None:
        self.shown, self.reader = shown, reader
        self.wrong: list[str] = []
        self.places = 0

    def hear(self, place: str) -> list[Told]:
        """Judge all that is shown and return it."""
        found = self.reader.heard()
        assert found, f"{place}: nothing is heard"
        self.places += 1
        for one in found:
            said = f"{place}: {one.role} « {one.name} »"
            if one.focusable and not one.name.strip():
                self.wrong.append(f"{said} has no name, in {around(one, found)}")
            if one.focusable and one.role in NOTHING:
                self.wrong.append(f"{said} is not said to be anything")
            if one.role in TYPED_IN and one.text and one.name == one.text:
                self.wrong.append(f"{said} is named by its value")
            if one.role == "button" and not one.focusable and "enabled" in one.states:
                self.wrong.append(f"{said} is out of the keyboard's reach")
            if one.role == "table column header" and not one.name.strip():
                self.wrong.append(f"{said} is a column without a title")
        self._mnemonics(place, found)
        return found

    def focus(self, place: str, found: Sequence[Told]) -> None:
        """Judge where the keyboard is."""
        held = [one for one in found if "focused" in one.states]
        if not held:
            self.wrong.append(f"{place}: the keyboard is nowhere")
        self.wrong += [
            f"{place}: the keyboard is on « {one.name} »"
            for one in held
            if "Press" in one.acts and NEVER.search(one.name)
        ]

    def _mnemonics(self, place: str, found: Sequence[Told]) -> None:
        owners: dict[tuple[str, str], set[str]] = {}
        for one in found:
            if re.fullmatch(r"Alt\+\w", one.key):
                owners.setdefault((window_of(one, found), one.key), set()).add(one.name)
        shared = [(key, names) for (_window, key), names in owners.items() if len(names) > 1]
        self.wrong += [f"{place}: {key} is of {' and '.join(sorted(names))}" for key, names in shared]


def window_of(one: Told, found: Sequence[Told]) -> str:
    """Return the name of the window of a control: a key does one thing in each."""
    above = [other for other in found if other.role in WINDOWS and other.path == one.path[: len(other.path)]]
    return max(above, key=lambda other: len(other.path)).name if above else ""


def around(one: Told, found: Sequence[Told]) -> str:
    """Return the names of what holds a control."""
    above = [other.name for other in found if other.name and other.path == one.path[: len(other.path)]]
    return " > ".join(above)


def rail(found: Sequence[Told]) -> list[Told]:
    """Return the pages of the rail."""
    [pages] = [one for one in found if one.role == "page tab list" and one.name == "Pages"]
    return [one for one in found if one.role == "page tab" and one.path[: len(pages.path)] == pages.path]


def asks(found: Sequence[Told]) -> list[str]:
    """Return the names of the buttons and menu entries that open something."""
    named = [one.name for one in found if {"enabled", "showing"} <= one.states and {"Press", "Toggle"} & set(one.acts)]
    return [name for name in dict.fromkeys(named) if ASKS in name.split(",")[0]]


def press(listener: Listener, found: Sequence[Told], name: str) -> bool:
    """Press what bears a name; False when it is not there any more."""
    one = next((one for one in found if one.name == name and {"Press", "Toggle"} & set(one.acts)), None)
    if one is not None:
        listener.reader.act(one, "Press" if "Press" in one.acts else "Toggle")
    return one is not None


def back(listener: Listener, page: str) -> list[Told]:
    """Close what was opened and show a page again."""
    for _turn in range(CLOSED):
        listener.shown.key("Escape")
    found = listener.reader.heard()
    press(listener, found, next(one.name for one in rail(found) if one.name.startswith(page)))
    return listener.reader.heard()


def hear_page(listener: Listener, page: str) -> None:
    """Judge a page, then all that its buttons open."""
    back(listener, page)
    found = listener.hear(page)
    listener.focus(page, found)
    if not [one for one in found if one.role == "heading"]:
        listener.wrong.append(f"{page}: no heading")
    for name in asks(found):
        if press(listener, back(listener, page), name):
            opened = listener.hear(f"{page}, {name}")
            listener.focus(f"{page}, {name}", opened)
    back(listener, page)


def hear_menus(listener: Listener) -> None:
    """Judge each menu, and what each of its entries opens."""
    bar = [one.name for one in back(listener, "Prospects") if one.role == "menu item" and "ShowMenu" in one.acts]
    assert len(bar) == 6
    for name in bar:
        shown = unrolled(listener, name)
        listener.hear(f"menu {name}")
        for entry in asks(shown):
            if press(listener, shown, entry):
                listener.focus(entry, listener.hear(f"{name}, {entry}"))
            shown = unrolled(listener, name)


def unrolled(listener: Listener, name: str) -> list[Told]:
    """Open a menu of the bar."""
    found = back(listener, "Prospects")
    listener.reader.act(next(one for one in found if one.name == name and "ShowMenu" in one.acts), "ShowMenu")
    return listener.reader.heard()


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Listener]:
    put_base(tmp_path / "base", office)
    with buses() as env, screen(**env) as shown:
        program = shown.start(tmp_path / "base")
        reader = Reader(program.pid, os.environ | env | {"DISPLAY": shown.display})
        try:
            yield Listener(shown, reader)
        finally:
            reader.close()
            program.terminate()
            program.wait()


def test_a_careless_window_is_told(tmp_path: Path) -> None:
    with buses() as env, screen(**env) as shown:
        program = shown.run([sys.executable, "-c", CARELESS])
        reach(lambda: shown.front() == "Négligé", "the careless window never came")
        reader = Reader(program.pid, os.environ | env | {"DISPLAY": shown.display})
        heard = Listener(shown, reader)
        heard.focus("careless", heard.hear("careless"))
        reader.close()
        program.terminate()
        program.communicate()
    assert any("has no name" in one for one in heard.wrong)
    assert any("Alt+A is of" in one for one in heard.wrong)


def judged(listener: Listener) -> None:
    """Tell all that is wrong at once."""
    assert not listener.wrong, "\n".join(dict.fromkeys(listener.wrong))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_and_what_its_buttons_open(listener: Listener, page: str) -> None:
    assert [one.name.split(",")[0] for one in rail(listener.reader.heard())] == list(PAGES)
    hear_page(listener, page)
    judged(listener)


def test_the_menus_and_what_they_open(listener: Listener) -> None:
    hear_menus(listener)
    assert listener.places > 12, "much was heard"
    judged(listener)


def test_a_sheet_and_the_sections_of_the_settings(listener: Listener) -> None:
    back(listener, "Prospects")
    listener.shown.key("Return")
    listener.focus("sheet", listener.hear("sheet"))
    back(listener, "Réglages")
    for place in range(1, SECTIONS):
        listener.shown.key("Down")
        listener.focus(f"section {place}", listener.hear(f"section {place}"))
    judged(listener)
