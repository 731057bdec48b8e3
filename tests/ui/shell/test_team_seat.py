"""The window of the computer that shares a team's base: what it says once a day, what it asks before it closes, and
what it starts when it opens."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from core.base import moments
from core.store.engine.opening import open_store
from core.store.postgres.address import owner_of, team_address
from core.store.postgres.session import session
from core.team import upkeep
from core.team.overview import others_connected
from core.team.places import keep_owner
from core.team.serving import is_served
from tests.core.team.shared_base import one_person_s_base, put_shared
from tests.core.team.two_seats import two_seats
from tests.ui.office_fixture import NOW, begin
from ui.app import build
from ui.look.theme import Theme
from ui.shell.rooms import attend_team, open_team
from ui.shell.window import Window


@pytest.fixture
def seats(tmp_path: Path) -> tuple[Path, Path]:
    """Return the folders of Claire, at the computer that shares the base, and of Rose."""
    claire, rose = two_seats(tmp_path, begin)
    owner = team_address(tmp_path / "equipe")
    assert owner is not None
    (claire / "equipe").mkdir()
    keep_owner(claire, owner)
    return claire, rose


@pytest.fixture
def window(seats: tuple[Path, Path], qapp: QApplication) -> Iterator[Window]:
    """The window of Claire."""
    with closing(open_store(seats[0])) as store:
        window = build(qapp, store, clock=lambda: NOW)
        window.show()
        yield window
        window.close()


def answers(window: Window, qtbot: QtBot, words: str) -> str:
    """Close the window, press the button that bears these words, and return what was asked."""
    asked: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(f"{box.text()} {box.informativeText()}")
        next(button for button in box.buttons() if button.text() == words).click()

    QTimer.singleShot(0, window, press)
    window.close()
    return asked[0]


def test_it_asks_before_it_closes_only_while_others_work(
    window: Window, seats: tuple[Path, Path], qtbot: QtBot
) -> None:
    with closing(open_store(seats[1])):
        asked = answers(window, qtbot, "Rester")
        assert asked.startswith("Martin travaille sur la base de cet ordinateur.")
        assert "si cet ordinateur s’éteint" in asked
        assert window.isVisible()
        answers(window, qtbot, "Fermer la fenêtre")
        assert not window.isVisible()
    # The server frees a session a moment after its client has closed it.
    qtbot.waitUntil(lambda: not others_connected(seats[0]))
    window.show()
    window.close()
    assert not window.isVisible()


def test_a_seat_that_shares_nothing_is_not_asked(seats: tuple[Path, Path], qapp: QApplication) -> None:
    with closing(open_store(seats[1])) as store, closing(open_store(seats[0])):
        window = build(qapp, store, clock=lambda: NOW)
        window.show()
        window.close()
        assert not window.isVisible()


def test_a_disk_in_the_clear_is_told_once_a_day(window: Window, seats: tuple[Path, Path], qtbot: QtBot) -> None:
    attend_team(window, window.office)
    qtbot.waitUntil(lambda: window.band.message is not None)
    assert window.band.message is not None
    assert "chiffré" in window.band.message.bold
    assert window.office.seat.text("clear-disk") == NOW.date().isoformat()
    team = window.status.item("team")
    qtbot.waitUntil(lambda: team.text() == "2 postes, 1 éteint")
    window.band.close_message()
    assert window.status.item("promise").text() == "Aucune donnée ne quitte l’agence"
    with session(owner_of(seats[0]) or pytest.fail()) as connection:  # As on a server elsewhere.
        connection.execute(b"COMMENT ON SCHEMA team IS 'base.agence.fr'")
    with closing(open_store(seats[1])):
        attend_team(window, window.office)
        qtbot.waitUntil(lambda: team.text() == "2 postes")
    assert window.status.item("promise").text() == "La base est sur base.agence.fr"
    assert window.band.message is None


def test_a_window_serves_again_the_base_that_lives_here(tmp_path: Path, qapp: QApplication) -> None:
    host = put_shared(tmp_path, one_person_s_base).seat
    for is_first in (True, False):
        base = open_team(qapp, Theme("light", 100), host.folder, NOW)
        base.store.close()
        assert base.served_again == is_first
    with closing(open_store(host.folder)) as store:
        assert is_served(host.folder)
        assert abs(store.clock_ahead(moments.now)) < timedelta(minutes=1)
    upkeep.stop_serving(host.folder)
