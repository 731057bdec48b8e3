"""Every page, sheet and dialog on a base whose words are all too long: nothing is pushed out of its place, no page or
list scrolls sideways, and what ends with … is told whole by its accessible name."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.bases import new_base
from tests.lengths import LONG as ASKED
from tests.ui.long_words import LONG, long_words
from tests.ui.office_fixture import NOW
from tests.ui.test_room import close_dialog, found, opened_for, settle
from tests.ui.walks import IN_ORDER
from ui.common.jobs import Jobs
from ui.common.office import Office
from ui.common.seat import Seat
from ui.look.theme import Scheme, Theme
from ui.shell.window import Window

TOLD = ": elided"
"""How :func:`tests.ui.test_room.found` tells what ends with …, which its accessible name says whole."""


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.skipif(not ASKED, reason="minutes: set PREMIER_CONTACT_LONG=1")
@pytest.mark.parametrize(("scale", "scheme"), [(100, "dark"), (200, "light")])
def test_nothing_is_pushed_out(
    tmp_path: Path, qapp: QApplication, theme: Theme, qtbot: QtBot, scale: int, scheme: Scheme
) -> None:
    theme.choose(scheme, scale)
    store = new_base(tmp_path / "base", long_words)
    seat = Seat(QSettings(str(tmp_path / "poste.ini"), QSettings.Format.IniFormat))
    made = partial(Office, store=store, theme=theme, jobs=Jobs(qapp), seat=seat, by=f"Claire{LONG}", clock=lambda: NOW)
    window = Window(theme, made)
    qtbot.addWidget(window)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    said = []
    for state in IN_ORDER:
        root = opened_for(state, window)
        assert (window.width(), window.height()) == (1366, 768), f"{state} widens the window"
        if found(root):
            settle()
        said += [f"{state}: {one}" for one in found(root) if not one.endswith(TOLD)]
        close_dialog(root)
    window.close()
    store.close()
    assert not said, "\n".join(said)
