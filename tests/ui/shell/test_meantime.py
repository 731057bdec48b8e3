"""The window closes its base, something is done to it, and the window opens again and says so."""

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.base.moments import now
from core.base.progress import Progress
from core.base.records import replace
from core.store.engine.base_sealing import is_open_elsewhere
from core.store.engine.opening import NAME, open_store
from core.store.postgres.address import keep_team_address, team_address
from core.words.errors import error
from tests.bases import put_base, put_team
from tests.ui.finding import child
from tests.ui.office_fixture import NOW, begin
from ui.app import run
from ui.common.office import Meanwhile
from ui.look.theme import Theme
from ui.shell.meantime import LATE_MS, MeantimeWindow, await_team
from ui.shell.window import Window
from ui.widgets.button import Button
from ui.widgets.message_band import BandMessage

DONE, SETTLED = "fait", "remis"


def work(folder: Path, _progress: Progress) -> str:
    """Leave a mark, as long as nobody else has the base open."""
    assert not is_open_elsewhere(folder / NAME)
    (folder / DONE).touch()
    return folder.name


def refuse(_folder: Path, _progress: Progress) -> None:
    raise error("TEAM_PORT", port=1)


def wait_to_be_stopped(_folder: Path, progress: Progress) -> None:
    while True:
        progress(1, 5)


def settle(folder: Path, _progress: Progress) -> None:
    (folder / SETTLED).touch()


def told(result: str) -> BandMessage:
    return BandMessage("done", "Fait.", result)


def stop(window: MeantimeWindow) -> None:
    window.close()
    assert window.isVisible()  # Until the work has ended.


@pytest.fixture
def folder(tmp_path: Path, qapp: QApplication) -> Iterator[Path]:
    put_base(tmp_path / "base", begin)
    leaves = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(True)
    yield tmp_path / "base"
    qapp.setQuitOnLastWindowClosed(leaves)


def passed(folder: Path, does: Callable[..., object], then: Callable[[MeantimeWindow], object]) -> BandMessage:
    """Open the window, have something done while it is closed, and return what is said when it is open again."""
    messages: list[BandMessage] = []
    asked = Meanwhile(does, folder, settle, told, "Un travail", "Un instant.", "settings/section=user", "la clé")

    def look() -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MeantimeWindow) and window.isVisible():
                then(window)
            elif isinstance(window, Window) and window.isVisible():
                if window.band.message is None:
                    window.office.close_for(asked)
                    window.office.close_for(asked)  # Twice changes nothing.
                else:
                    assert window.current() == "settings"
                    assert window.office.result == (folder.name if (folder / DONE).exists() else "la clé")
                    messages.append(window.band.message)
                    window.close()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    assert run(folder, demo=False, clock=lambda: NOW) == 0
    timer.stop()
    [message] = messages
    return message


def test_something_is_done_while_no_window_has_the_base(folder: Path) -> None:
    assert passed(folder, work, lambda _window: None) == BandMessage("done", "Fait.", "base")
    assert (folder / DONE).exists()
    assert not (folder / SETTLED).exists()


def test_what_fails_is_settled_and_told_in_the_window_that_opens_again(folder: Path) -> None:
    message = passed(folder, refuse, lambda _window: None)
    assert (message.kind, message.bold) == ("error", error("TEAM_PORT", port=1).text)
    assert (folder / SETTLED).exists()


def press(window: MeantimeWindow) -> None:
    QTest.keyClick(child(window, Button, "meantime-job-stop"), Qt.Key.Key_Return)


@pytest.mark.parametrize("way", [stop, press])
def test_it_is_stopped_by_closing_its_window_or_by_its_button(
    folder: Path, way: Callable[[MeantimeWindow], object]
) -> None:
    assert passed(folder, wait_to_be_stopped, way).bold == "Arrêté."
    assert not (folder / SETTLED).exists()


def test_a_base_that_is_slow_to_open_says_so_and_the_copy_is_there_instead(tmp_path: Path, qapp: QApplication) -> None:
    seat, seen = tmp_path / "poste", list[str]()
    put_team(seat, begin)
    with closing(open_store(seat)) as store:
        store.remember()
    address = team_address(seat)
    assert address is not None

    def look() -> None:
        [window] = [shown for shown in qapp.topLevelWidgets() if isinstance(shown, MeantimeWindow)]
        seen.append(window.accessibleName() if window.isVisible() else "")

    with socket.create_server((address.hostaddr, 0)) as mute:
        keep_team_address(seat, replace(address, port=mute.getsockname()[1]))
        QTimer.singleShot(LATE_MS * 2, qapp, look)
        base = await_team(qapp, Theme("light", 100), seat, now())
    with closing(base.store):
        assert base.store.away is not None
    assert seen == ["Ouverture de la base de l’équipe"]
