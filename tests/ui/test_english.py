"""The screen in English: the seat's choice holds at the next opening, and no French word is left outside what stays
French (letters, words said to a person, law, names, dates)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from core.base.i18n import SOURCE, choose
from tests.ui.finding import child, page_in
from tests.ui.office_fixture import shown
from ui.app import speak
from ui.pages.settings.page import SettingsPage
from ui.shell.window import RAIL
from ui.widgets.fields import Choice

FRENCH = re.compile(r"[éèêàùçôîûœ«»]|\b(?:le|la|les|des|une|du|est|pas|votre|vous|avec|pour|sans)\b", re.IGNORECASE)
STAYS = ("Échap", "Source Sans 3", "C’est noté à l’instant")
"""A key as the keyboard has it; what is said to a person."""
OF_PROGRAM = ("user", "telephone", "sites", "backups", "base", "register", "look", "about")
"""The sections of the settings that hold neither law, nor what letters say, nor the keys of the keyboard."""


@pytest.fixture(autouse=True)
def language(qapp: QApplication) -> Iterator[None]:
    """English, without the French of Qt that another test of this process may have left."""
    choose("en")
    installed = [one for one in qapp.findChildren(QTranslator) if qapp.removeTranslator(one)]
    yield
    for translator in installed:
        qapp.installTranslator(translator)
    choose(SOURCE)


def _texts(root: QWidget) -> Iterator[str]:
    for widget in root.findChildren(QWidget):
        yield widget.accessibleName()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()


def _french(root: QWidget) -> set[str]:
    return {text for text in _texts(root) if FRENCH.search(text) and not any(words in text for words in STAYS)}


def test_no_french_is_left_on_the_screen(tmp_path: Path, qapp: QApplication) -> None:
    with shown(tmp_path / "base", qapp) as window:
        for key in (key for key, *_rest in RAIL if key != "settings"):
            window.go_to(key)
            assert _french(window.page(key)) == set(), key
        for section in OF_PROGRAM:
            window.go_to(f"settings/section={section}")
            assert _french(page_in(window, SettingsPage).section()) == set(), section


def test_the_choice_holds_at_the_next_opening(tmp_path: Path, qapp: QApplication) -> None:
    choose(SOURCE)
    folder = tmp_path / "base"
    with shown(folder, qapp) as window:
        window.go_to("settings/section=look")
        field = child(page_in(window, SettingsPage).section(), Choice, "look-form-language")
        field.setCurrentIndex(field.findData("en"))
    speak(qapp, folder)
    with shown(folder, qapp) as window:
        assert window.rail.item("today").text().replace("&", "") == "Today"
