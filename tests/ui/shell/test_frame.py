"""The window around the pages: rail, band, focus ring, and nothing that clips at 200 %."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.look.theme import Theme
from ui.shell.frame import Frame
from ui.widgets.button import Button
from ui.widgets.message_band import Act

PAGES = (("today", "today", "&Aujourd’hui"), ("leads", "leads", "&Prospects"), ("calls", "calls", "A&ppels"))


def page(theme: Theme, key: str) -> QWidget:
    made = QWidget()
    made.setObjectName(f"page-{key}")
    column = QVBoxLayout(made)
    field = QLineEdit()
    field.setObjectName(f"{key}-field")
    column.addWidget(field)
    column.addWidget(Button(theme, "Agir", name=f"{key}-act"))
    made.setFocusProxy(field)
    return made


@pytest.fixture
def frame(theme: Theme, qtbot: QtBot) -> Iterator[Frame]:
    made = Frame(theme)
    qtbot.addWidget(made)
    for key, icon, text in PAGES:
        made.add_page(key, icon, text, page(theme, key))
    made.show()
    made.activateWindow()
    yield made


def test_pages_are_reached_by_the_rail(frame: Frame, qtbot: QtBot) -> None:
    shown: list[str] = []
    frame.page_shown.connect(shown.append)
    assert frame.current() == "today"
    QTest.mouseClick(frame.rail.item("calls"), Qt.MouseButton.LeftButton)
    assert frame.current() == "calls"
    assert frame.page("calls").isVisible()
    frame.go("leads")
    assert frame.rail.item("leads").isChecked()
    assert shown == ["calls", "leads"]


def test_the_rail_is_one_tab_stop_walked_with_arrows(frame: Frame, qtbot: QtBot) -> None:
    frame.go("today")
    first = frame.rail.item("today")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert frame.rail.item("leads").hasFocus()
    QTest.keyClick(frame.rail.item("leads"), Qt.Key.Key_Space)
    assert frame.current() == "leads"
    assert frame.rail.item("leads").hasFocus()
    stops = [key for key, *_rest in PAGES if frame.rail.item(key).focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert stops == ["leads"]


def test_a_count_is_shown_and_said(frame: Frame) -> None:
    frame.badge("calls", 114, "114 appels à faire")
    assert frame.rail.item("calls").accessibleName() == "Appels, 114 appels à faire"
    frame.badge("calls", 0, "")
    assert frame.rail.item("calls").accessibleName() == "Appels"


def test_a_message_does_not_take_the_keyboard(frame: Frame) -> None:
    field = frame.page("today").findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    frame.say("opposed", "Opposition enregistrée à 10 h 42.", "Tous les canaux.", act=Act("Annuler", lambda: None))
    assert field.hasFocus()
    assert frame.band.isVisible()


def test_several_messages_are_counted_and_closed_by_echap(frame: Frame, qtbot: QtBot) -> None:
    emptied: list[int] = []
    frame.band.emptied.connect(lambda: emptied.append(1))
    for number in range(3):
        frame.say("done", f"Fait {number}.")
    others = frame.band.findChild(QLabel, "message-others")
    fact = frame.band.findChild(QLabel, "message-fact")
    assert isinstance(others, QLabel) and isinstance(fact, QLabel)
    assert (fact.text(), others.text()) == ("Fait 2.", "et 2 autres")
    QTest.keyClick(frame, Qt.Key.Key_Escape)
    assert not frame.band.isVisible()
    assert emptied == [1]


def test_the_action_of_a_message_is_done_once(frame: Frame) -> None:
    undone: list[int] = []
    frame.say("opposed", "Opposition enregistrée.", act=Act("Annuler", lambda: undone.append(1)))
    frame.band.act()
    frame.band.act()
    assert undone == [1]
    assert frame.band.message is None


@pytest.mark.parametrize("kind", ["opposed", "done", "caution", "error", "note"])
def test_every_kind_of_message_is_painted(frame: Frame, kind: str) -> None:
    frame.say(kind, "Fait.", "Suite.")
    corner = frame.band.grab().toImage().pixelColor(2, 2)
    tokens = {"opposed": "opposed", "done": "allowed", "caution": "wait", "error": "forbidden", "note": "accent"}
    assert corner == frame._theme.color(f"{tokens[kind]}-tint")


def test_the_ring_follows_the_keyboard(frame: Frame, qtbot: QtBot) -> None:
    button = frame.page("today").findChild(QAbstractButton)
    assert isinstance(button, QAbstractButton)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: frame.ring.widget() is button, timeout=2_000)
    assert frame.ring.isVisible()
    frame.go("leads")
    assert frame.ring.widget() is frame.page("leads").findChild(QLineEdit)


def test_everything_that_can_be_pressed_is_named(frame: Frame) -> None:
    frame.status.add("backup", "Sauvegarde il y a 12 min", pressed=lambda: None)
    frame.say("done", "Fait.", act=Act("Annuler", lambda: None))
    buttons = [button for button in frame.findChildren(QAbstractButton) if button.isVisible()]
    assert len(buttons) >= 6
    assert [button for button in buttons if not button.objectName() or not button.accessibleName()] == []


@pytest.mark.parametrize("scale", [90, 100, 150, 200])
def test_nothing_clips_at_1366_by_768(frame: Frame, theme: Theme, qtbot: QtBot, scale: int) -> None:
    theme.choose("light", scale)
    frame.resize(1366, 768)
    frame.say("opposed", "Opposition enregistrée à 10 h 42.", "Tous les canaux.", act=Act("Annuler", lambda: None))
    qtbot.wait(50)
    assert frame.size().toTuple() == (1366, 768)
    for button in frame.findChildren(QAbstractButton):
        if button.isVisible() and not button.objectName().startswith("qt_"):
            assert button.height() >= button.minimumSizeHint().height(), button.objectName()
            assert button.width() >= button.minimumSizeHint().width(), button.objectName()


def test_closing_is_told_first(frame: Frame) -> None:
    told: list[bool] = []
    frame.closing.connect(lambda: told.append(frame.isVisible()))
    frame.close()
    assert told == [True]


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_the_find_field_is_whole_at_any_text_size(qtbot: QtBot, scale: int) -> None:
    theme = Theme("light", 100)
    frame = Frame(theme)
    qtbot.addWidget(frame)
    for name in ("&Fichier", "&Édition", "&Aide"):
        frame.menuBar().addMenu(name)
    frame.show()
    frame.resize(1366, 700)
    theme.choose("light", scale)
    qtbot.wait(50)
    bar = frame.menuBar()
    place = QRect(frame.find_field.mapTo(bar, QPoint(0, 0)), frame.find_field.size())
    assert bar.rect().contains(place)
    assert bar.width() - place.right() <= 24, "at the right end of the bar"


@pytest.mark.parametrize("scale", [100, 200])
def test_an_error_is_told_whole(frame: Frame, theme: Theme, scale: int) -> None:
    theme.choose("light", scale)
    frame.resize(700, 600)
    frame.say("note", "Lot annulé.", "Trois fiches restent.")
    frame.say("error", "Le disque n’a pas confirmé l’écriture. La dernière action est dans la base. " * 2)
    QTest.qWait(0)
    fact = frame.band.findChild(QLabel, "message-fact")
    assert fact is not None
    room = QRect(0, 0, fact.width(), 10_000)
    lines = fact.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, fact.text())
    assert lines.height() <= fact.height()
    assert lines.width() <= fact.width()
    frame.say("done", "Fait.", "Le fait tient sur une ligne, ce qui suit prend la place.")
    QTest.qWait(0)
    assert fact.width() >= fact.fontMetrics().horizontalAdvance("Fait.")
    assert frame.band.findChild(QLabel, "message-sentence").isVisible()  # type: ignore[union-attr]
