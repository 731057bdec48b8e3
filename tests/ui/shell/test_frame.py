"""The window around the pages: rail, band, focus ring, and nothing that clips at 200 %."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, ownedByPython

from tests.pause import pause
from tests.ui.finding import child
from ui.look.theme import Theme
from ui.shell.frame import Frame, fill_small_screen
from ui.widgets.button import Button
from ui.widgets.focus import RingStyle
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


def test_the_letter_of_a_page_or_a_click_gives_the_keyboard_to_the_page(frame: Frame, qtbot: QtBot) -> None:
    """What is done next is done there: Entrée calls, on the page of calls."""
    frame.page("calls").setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for ask in (lambda one: one.animateClick(), lambda one: QTest.mouseClick(one, Qt.MouseButton.LeftButton)):
        frame.rail.item("today").setFocus(Qt.FocusReason.TabFocusReason)
        frame.go("leads")
        ask(frame.rail.item("calls"))
        qtbot.waitUntil(lambda: frame.current() == "calls")
        qtbot.waitUntil(frame.page("calls").hasFocus)


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


def words(frame: Frame) -> str:
    return frame.band.words.text()


def test_a_message_takes_the_place_of_the_last_and_an_error_waits_beneath(frame: Frame) -> None:
    for number in range(3):
        frame.say("done", f"Fait {number}.")
    others = child(frame.band, QLabel, "message-others")
    assert (words(frame), others.isVisible()) == ("Fait 2.", False)
    frame.say("error", "Le disque est plein.")
    frame.say("error", "Le disque est plein.")
    frame.say("done", "Noté.")
    assert (words(frame), others.text()) == ("Noté.", "et 1 autre")
    QTest.keyClick(frame, Qt.Key.Key_Escape)
    assert words(frame) == "Le disque est plein.", "an error is never lost under what was done after it"
    QTest.keyClick(frame, Qt.Key.Key_Escape)
    assert not frame.band.isVisible()


@pytest.mark.parametrize(("wide", "high", "scale"), [(1366, 768, 100), (960, 540, 200), (911, 472, 100)])
def test_a_message_covers_nothing_and_moves_nothing(
    frame: Frame, theme: Theme, qtbot: QtBot, wide: int, high: int, scale: int
) -> None:
    theme.choose("light", scale)
    frame.resize(wide, high)
    frame.status.add("backup", "Sauvegarde il y a 12 min", press=lambda: None)
    page = frame.page("today")

    def places() -> list[QRect]:
        qtbot.wait(50)
        shown = [one for one in page.findChildren(QWidget) if one.isVisible()]
        return [QRect(one.mapTo(frame, QPoint(0, 0)), one.size()) for one in (page, frame.rail, *shown)]

    before = places()
    for text in ("Court.", "Un disque n’a pas confirmé l’écriture, et cette phrase est longue. " * 6):
        frame.say("error", "Voici.", text, act=Act("Annuler", lambda: None))
        assert places() == before
        band = QRect(frame.band.mapTo(frame, QPoint(0, 0)), frame.band.size())
        assert not any(band.intersects(one) for one in before)
        assert band.right() <= wide
        assert child(frame.band, QAbstractButton, "message-whole").isVisible() == frame.band.words.cut
    assert frame.band.words.cut


def test_the_action_of_a_message_is_done_once(frame: Frame) -> None:
    undone: list[int] = []
    frame.say("opposed", "Opposition enregistrée.", act=Act("Annuler", lambda: undone.append(1)))
    frame.band.act()
    frame.band.act()
    assert undone == [1]
    assert frame.band.message is None


def test_ctrl_z_undoes_and_does_nothing_else(frame: Frame) -> None:
    """A message whose button opens or leads somewhere is left to its button; that there is nothing to undo is said."""
    done: list[str] = []
    frame.say("done", "1 lettre prête.", act=Act("Ouvrir", lambda: done.append("opened"), key="", icon="print"))
    frame.band.undo()
    assert done == []
    assert frame.band.message is not None
    assert frame.band.message.bold == "Rien à annuler."


@pytest.mark.parametrize("kind", ["note", "caution", "error"])
def test_an_information_takes_nothing_from_what_can_be_undone(frame: Frame, kind: str) -> None:
    """It is shown, and the button still does what the last gesture offers, which it names; closed, that one is there
    again. Another gesture takes its place, with or without an undo of its own."""
    undone: list[str] = []
    frame.say("done", "Étiquette posée.", act=Act("Annuler", lambda: undone.append("tag")))
    frame.say(kind, "Déjà opposé.", "Depuis hier.")
    assert words(frame) == "Déjà opposé. Depuis hier. À annuler\u202f: Étiquette posée."
    assert child(frame.band, QAbstractButton, "message-action").isVisible()
    assert not child(frame.band, QLabel, "message-others").isVisible()
    QTest.keyClick(frame, Qt.Key.Key_Escape)
    assert words(frame) == "Étiquette posée."
    frame.say(kind, "Déjà opposé.")
    frame.band.undo()
    assert (undone, words(frame)) == (["tag"], "Déjà opposé.")
    frame.say("done", "Une étiquette.", act=Act("Annuler", lambda: undone.append("other")))
    frame.say("done", "Effacé.")
    frame.band.undo()
    assert undone == ["tag"]


def test_ctrl_z_undoes_from_a_field_that_came_after_the_message(frame: Frame) -> None:
    """The keyboard goes on to another field once a gesture is done: until something is typed there, Ctrl+Z is about
    the gesture, and not about what the field held before."""
    field = child(frame, QLineEdit, "today-field")
    QTest.keyClicks(field, "avant")
    frame.rail.item("today").setFocus()
    frame.say("done", "Enregistré.", act=Act("Annuler", lambda: None))

    def left_to_the_window() -> bool:
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        asked.ignore()
        QApplication.sendEvent(field, asked)
        return not asked.isAccepted()

    field.setFocus()
    assert left_to_the_window()
    QTest.keyClicks(field, "x")
    assert not left_to_the_window()
    frame.rail.item("today").setFocus()
    field.setFocus()
    assert not left_to_the_window(), "what was typed since is still the field's"


@pytest.mark.parametrize("kind", ["opposed", "done", "caution", "error", "note"])
def test_every_kind_of_message_is_painted(frame: Frame, theme: Theme, kind: str) -> None:
    frame.say(kind, "Fait.", "Suite.")
    corner = frame.band.grab().toImage().pixelColor(2, 3)
    tokens = {"opposed": "opposed", "done": "allowed", "caution": "wait", "error": "forbidden", "note": "accent"}
    assert corner == theme.color(f"{tokens[kind]}-tint")


def test_the_ring_follows_the_keyboard(frame: Frame, qtbot: QtBot) -> None:
    button = frame.page("today").findChild(QAbstractButton)
    assert isinstance(button, QAbstractButton)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: frame.ring.widget() is button, timeout=2_000)
    assert frame.ring.isVisible()
    frame.go("leads")
    assert frame.ring.widget() is frame.page("leads").findChild(QLineEdit)


def test_a_field_deleted_while_it_has_the_keyboard_is_let_go(frame: Frame, qtbot: QtBot) -> None:
    field = frame.page("today").findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: frame.ring.widget() is field, timeout=2_000)
    delete(field)
    assert frame.ring.widget() is None
    style = child(frame.ring, RingStyle)
    assert not ownedByPython(style), "the collector may take it before its ring"


def test_everything_that_can_be_pressed_is_named(frame: Frame) -> None:
    frame.status.add("backup", "Sauvegarde il y a 12 min", press=lambda: None)
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


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("scale", [100, 200])
def test_an_error_is_told_whole(frame: Frame, theme: Theme, scale: int) -> None:
    """What the line has no room for is one press away, by the mouse or the keyboard."""
    theme.choose("light", scale)
    frame.resize(700, 600)
    told = "Le disque n’a pas confirmé l’écriture. La dernière action est dans la base. " * 4
    frame.say("error", told)
    pause(0)
    whole = child(frame.band, QAbstractButton, "message-whole")
    assert whole.isVisible()
    QTest.keyClick(whole, Qt.Key.Key_Space)
    shown = QApplication.activePopupWidget()
    assert shown is not None
    text = child(shown, QLabel, "message-all-words")
    assert text.text() == told.strip()
    assert text.heightForWidth(text.width()) <= text.height()
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()
    frame.say("done", "Fait.", "Le reste tient.")
    assert not frame.band.words.cut
    assert not whole.isVisible()


@pytest.mark.parametrize(("wide", "filled"), [(1366, True), (1920, False)])
def test_a_small_screen_is_filled(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, wide: int, filled: bool) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: QRect(0, 0, wide, wide * 9 // 16))
    window = QWidget()
    qtbot.addWidget(window)
    fill_small_screen(window)
    assert window.isMaximized() == filled
