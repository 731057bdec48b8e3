"""« Rejoindre une équipe », by the keyboard alone, against the real door of a team."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.actions.common import agency
from core.base import text
from core.store.engine.opening import NAME
from core.store.safe.homes import TEAM
from tests.core.team.open_team import CODE, NEW, OWNER, SEATED, OpenTeam, open_team
from tests.ui.finding import child
from tests.ui.office_fixture import NOW, put_together
from ui.app import run
from ui.common.office import Office
from ui.pages.start.join import JoinPage
from ui.pages.start.page import StartPage
from ui.shell.window import Window
from ui.widgets.mark import ProblemLine


@pytest.fixture
def team(tmp_path: Path) -> Iterator[OpenTeam]:
    with open_team(tmp_path / "accueil") as opened:
        yield opened


@pytest.fixture
def start(fresh: Office, qtbot: QtBot) -> StartPage:
    made = put_together(StartPage, fresh, qtbot)
    made.resize(1366, 730)
    made.show()
    QTest.keyClick(made, Qt.Key.Key_3)
    return made


@pytest.fixture
def page(start: StartPage) -> JoinPage:
    assert start.join is not None
    return start.join


def keys(page: JoinPage, typed: str) -> None:
    """Type where the focus is, letter by letter, as it moves."""
    for letter in text.fold(typed) if typed == CODE else typed:
        field = page.focusWidget()
        assert field is not None
        QTest.keyClicks(field, letter)


def press(page: JoinPage, key: Qt.Key) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(page.focusWidget() or page, key)


def enter(page: JoinPage) -> None:
    press(page, Qt.Key.Key_Return)


def words(page: JoinPage) -> list[str]:
    return [field.text() for field in page.words.fields]


def ask_at(page: JoinPage, team: OpenTeam) -> None:
    """Give the address, which a network without broadcast asks for."""
    page.at.setText(team.at)


def problem(page: JoinPage) -> str:
    return child(page, ProblemLine, "join-problem").sentence


def found(page: JoinPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.card.isVisible(), timeout=20_000)


def test_four_words_typed_become_a_seat(page: JoinPage, team: OpenTeam, start: StartPage, qtbot: QtBot) -> None:
    team.give()
    ask_at(page, team)
    assert page.words.fields[0].hasFocus() and not page.card.isVisible()
    keys(page, "TULIPE abei ")
    assert page.words.fields[2].hasFocus()
    keys(page, "olivier")
    enter(page)
    assert page.words.fields[3].hasFocus()
    keys(page, "Etoile")
    enter(page)
    found(page, qtbot)
    assert words(page) == CODE.split()
    assert child(page, QLabel, "join-agency").text() == "Agence des Tilleuls, à Uzès"
    assert child(page, QLabel, "join-check").text() == team.check
    assert not any(radio.isChecked() for radio in page.people.values()), "nobody is chosen for them"
    enter(page)
    assert problem(page) == "Dites qui vous êtes."
    page.people[NEW].setFocus()
    QTest.keyClick(page.people[NEW], Qt.Key.Key_Space)
    press(page, Qt.Key.Key_Tab)
    assert page.seat.hasFocus() and page.seat.text() == "Bureau 2"
    with qtbot.waitSignal(start.finished, timeout=20_000) as told:
        enter(page)
        assert not page.footer.back_button.isEnabled()
    assert told.args == ["joined"]
    assert team.seats() == [("Accueil", OWNER), ("Bureau 2", NEW)]
    assert (team.folder.with_name("neuve") / TEAM).exists()


def test_words_pasted_in_the_first_fill_all_and_are_looked_for(page: JoinPage, team: OpenTeam, qtbot: QtBot) -> None:
    team.give(SEATED)
    ask_at(page, team)
    QApplication.clipboard().setText(f"  {CODE.upper()}\n")
    page.words.fields[0].paste()
    found(page, qtbot)
    assert words(page) == CODE.split()
    assert [*page.people] == [SEATED] and page.people[SEATED].isChecked()


def test_wrong_words_are_told_and_change_nothing(
    page: JoinPage, team: OpenTeam, start: StartPage, qtbot: QtBot
) -> None:
    ask_at(page, team)
    keys(page, "tulipe abeille olivier mouchoir-du-coche")
    enter(page)
    assert page.words.fields[3].hasFocus() and "liste" in page.words.fields[3].accessibleDescription()
    page.words.fields[3].selectAll()
    keys(page, "abeille")
    enter(page)
    qtbot.waitUntil(lambda: problem(page) != "", timeout=20_000)
    assert problem(page).startswith("Ces mots n’ouvrent rien, ou dix minutes ont passé.")
    assert not page.card.isVisible() and page.words.fields[0].hasFocus()
    press(page, Qt.Key.Key_Escape)
    assert start.join is None and start.doors.buttons["join"].hasFocus()


def test_nobody_on_the_network_opens_the_address(page: JoinPage, qtbot: QtBot) -> None:
    page.at.setText("127.0.0.1:1")
    keys(page, CODE)
    enter(page)
    qtbot.waitUntil(lambda: problem(page) != "", timeout=20_000)
    assert page.at.isVisible() and page.at.hasFocus()


def test_a_search_is_given_up(page: JoinPage, team: OpenTeam, start: StartPage, qtbot: QtBot) -> None:
    team.give()
    ask_at(page, team)
    keys(page, CODE)
    enter(page)
    assert child(page, QLabel, "join-search").isVisible()
    press(page, Qt.Key.Key_Escape)
    assert not child(page, QLabel, "join-search").isVisible() and start.join is page
    enter(page)
    found(page, qtbot)


def test_a_seat_that_has_that_name_is_told(page: JoinPage, team: OpenTeam, qtbot: QtBot) -> None:
    team.give(OWNER)
    ask_at(page, team)
    keys(page, CODE)
    enter(page)
    found(page, qtbot)
    page.seat.setText("accueil")
    enter(page)
    qtbot.waitUntil(lambda: problem(page) != "", timeout=20_000)
    assert problem(page).startswith("L’équipe a déjà un poste")
    assert page.footer.forward_button.isEnabled() and page.card.isVisible()


def test_somebody_else_says_their_name(page: JoinPage, team: OpenTeam, start: StartPage, qtbot: QtBot) -> None:
    team.give()
    ask_at(page, team)
    keys(page, CODE)
    enter(page)
    found(page, qtbot)
    assert not page.name.isVisible()
    page.people[""].click()
    page.name.setText("Zoé Martin")
    with qtbot.waitSignal(start.finished, timeout=20_000):
        enter(page)
    assert team.seats()[1] == ("Bureau 2", "Zoé Martin")


def test_what_was_begun_here_is_not_thrown_away(page: JoinPage, fresh: Office, team: OpenTeam, qtbot: QtBot) -> None:
    agency.save_agency(fresh.store, {"name": "Autre agence"}, by="Zoé", at=NOW)
    team.give(SEATED)
    ask_at(page, team)
    keys(page, CODE)
    enter(page)
    found(page, qtbot)
    enter(page)
    qtbot.waitUntil(lambda: problem(page) != "", timeout=20_000)
    assert problem(page).startswith("Quelqu’un a déjà écrit dans la base de ce poste.")
    assert not (fresh.folder / TEAM).exists()


def test_the_window_opens_again_on_the_base_of_the_team(
    qapp: QApplication, team: OpenTeam, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "poste"
    team.give(NEW)
    shown: list[str] = []

    def play() -> None:
        window = next(widget for widget in qapp.topLevelWidgets() if isinstance(widget, Window))
        start = window.centralWidget()
        if not isinstance(start, StartPage):
            timer.stop()
            shown.extend((window.windowTitle(), window.office.by, window.current()))
            window.close()
            return
        if start.join is None:
            QTest.keyClick(start, Qt.Key.Key_3)
        page = child(start, JoinPage, "join")
        ask_at(page, team)
        if not page.words.code().strip():
            keys(page, CODE)
        if not page.joining:
            enter(page)

    timer = QTimer()
    timer.timeout.connect(play)
    timer.start(300)
    assert run(folder, demo=False) == 0
    assert shown == ["Premier Contact — Agence des Tilleuls", NEW, "today"]
    assert not (folder / NAME).exists() and team.seats()[1] == ("Bureau 2", NEW)
