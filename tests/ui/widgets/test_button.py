"""Buttons: names for those who do not see them, room at every text size, and an opposition that cannot be doubled."""

import sys
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.look.theme import Theme
from ui.pages.leads.decision_cards import EraseButton
from ui.widgets.big_button import OppositionButton, OutcomeButton
from ui.widgets.button import Button, IconButton
from ui.widgets.paint import text_width


def test_a_button_says_its_word_and_its_key(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "&Imprimer", name="print", kind="primary", icon="print", key="Ctrl+P")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Imprimer, Ctrl+P"
    button.reword("Un seul PDF")
    assert button.accessibleName() == "Un seul PDF, Ctrl+P"


def test_a_refused_button_says_why(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Appeler", name="call")
    qtbot.addWidget(button)
    button.refuse("La composition est fermée tant que le feu est rouge.")
    assert not button.isEnabled()
    assert button.accessibleDescription() == "La composition est fermée tant que le feu est rouge."
    button.allow()
    assert button.isEnabled()
    assert button.accessibleDescription() == ""


@pytest.mark.parametrize("scale", [90, 100, 150, 200])
@pytest.mark.parametrize("kind", ["primary", "secondary", "link", "refusal"])
def test_words_have_room_at_every_size(theme: Theme, qtbot: QtBot, scale: int, kind: str) -> None:
    theme.choose("light", scale)
    button = Button(theme, "Préparer la lettre", name="letter", kind=kind, icon="mail", key="F9")  # type: ignore[arg-type]
    qtbot.addWidget(button)
    font = theme.font("body", semibold=True)
    assert button.minimumSizeHint().width() > text_width(font, "Préparer la lettre") + theme.px(18)
    assert button.sizeHint().height() >= max(28, theme.line() + 8)


def test_no_target_is_under_24_pixels(theme: Theme, qtbot: QtBot) -> None:
    theme.choose("light", 90)
    for button in (IconButton(theme, "close", "Fermer", name="c", side=24), Button(theme, "A", name="a", kind="link")):
        qtbot.addWidget(button)
        assert button.sizeHint().height() >= 24
        assert button.sizeHint().width() >= 24


def test_entree_presses_what_espace_presses_but_what_opposes(theme: Theme, qtbot: QtBot) -> None:
    """Once however long it is held; with Ctrl it is the page's; a double click is one click."""
    pressed: list[str] = []
    made: dict[str, QAbstractButton] = {
        "primary": Button(theme, "Appeler", name="a", kind="primary"), "link": Button(theme, "Ouvrir", name="b"),
        "icon": IconButton(theme, "close", "Fermer", name="c"), "outcome": OutcomeButton(theme, 1, "Échange", name="d"),
        "refusal": Button(theme, "S’oppose", name="e", kind="refusal"), "oppose": OppositionButton(theme),
        "erase": EraseButton(theme, name="f", told=QLabel(), forget=lambda: pressed.append("erased")),
    }  # fmt: skip
    for kind, button in made.items():
        qtbot.addWidget(button)
        button.clicked.connect(partial(pressed.append, kind))
        QTest.keyClick(button, Qt.Key.Key_Return)
        QTest.keyClick(button, Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier)
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", autorep=True)
        QApplication.sendEvent(button, held)
    assert pressed == ["primary", "link", "icon", "outcome"]
    pressed.clear()
    for button in (made["primary"], made["erase"]):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        for kind_ in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
            middle, left, none = QPointF(button.rect().center()), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
            QApplication.sendEvent(button, QMouseEvent(kind_, middle, middle, left, left, none))
    assert pressed == ["primary", "erase"]


def test_an_icon_alone_is_named(theme: Theme, qtbot: QtBot) -> None:
    button = IconButton(theme, "close", "Fermer la fiche", name="close")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Fermer la fiche"


def test_an_outcome_says_its_digit_and_key(theme: Theme, qtbot: QtBot) -> None:
    button = OutcomeButton(theme, 3, "À rappeler…", name="callback", key="F7")
    qtbot.addWidget(button)
    assert button.accessibleName() == "À rappeler…, 3, F7"


@pytest.mark.parametrize("scale", [100, 200])
def test_the_opposition_button_keeps_its_place_once_done(theme: Theme, qtbot: QtBot, scale: int) -> None:
    theme.choose("light", scale)
    button = OppositionButton(theme)
    qtbot.addWidget(button)
    ready = button.sizeHint().height()
    assert ready >= theme.px(64)
    button.show_done()
    assert button.sizeHint().height() == ready
    assert button.accessibleName() == "Opposition enregistrée"


def test_a_second_press_does_nothing(theme: Theme, qtbot: QtBot) -> None:
    button = OppositionButton(theme)
    qtbot.addWidget(button)
    button.resize(264, 64)
    button.show()
    pressed: list[int] = []
    button.clicked.connect(lambda: pressed.append(1))
    button.clicked.connect(button.show_done)
    for _turn in range(5):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert pressed == [1]
    button.show_ready()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == [1, 1]


def test_five_quick_presses_are_five(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Suivant", name="next")
    qtbot.addWidget(button)
    button.show()
    pressed: list[int] = []
    button.clicked.connect(lambda: pressed.append(1))
    for _turn in range(5):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(pressed) == 5


class Speaker(QObject):
    said = Signal(object, bool)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal since Python 3.12 (PEP 683)")
def test_qt_does_not_wear_out_none_and_true(theme: Theme, qtbot: QtBot) -> None:
    """PySide 6.12.0 on Python 3.11 dropped a reference to None, True or False at each call (PYSIDE-3474)."""
    speaker = Speaker()
    heard: list[object] = []
    speaker.said.connect(lambda value, flag: heard.append(value))
    button = Button(theme, "a", name="a")
    qtbot.addWidget(button)
    before = [sys.getrefcount(value) for value in (None, True, False)]
    for turn in range(400):
        speaker.said.emit(None, True)
        button.setEnabled(turn % 2 == 0)
        button.setText(str(turn))
    kept = len([value for value in heard if value is None])
    heard.clear()
    after = [sys.getrefcount(value) for value in (None, True, False)]
    assert kept == 400
    assert all(abs(new - old) < 100 for new, old in zip(after, before, strict=True))
