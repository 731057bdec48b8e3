"""What was committed is told to the pages, and takes no click away."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.actions.common import agency
from core.store.port import Changed
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW
from ui.shell.live import Live


def test_nothing_is_told_while_the_mouse_is_held_down(qtbot: QtBot, tmp_path: Path) -> None:
    store, heard = new_base(tmp_path / "base"), list[Changed]()
    live, pressed = Live(store, heard.append), QWidget()
    qtbot.addWidget(pressed)
    pressed.show()
    QTest.mousePress(pressed, Qt.MouseButton.LeftButton)
    agency.save_settings(store, {"user": "Claire"}, by=BY, at=NOW)
    assert heard == []
    QTest.mouseRelease(pressed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(heard))
    assert [set(changed) for changed in heard] == [{"setting"}]
    live.stop()
    store.close()
