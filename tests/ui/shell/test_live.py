"""What was committed is told to the pages, and takes away no gesture that is under way."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.actions.common import agency
from core.store.port import Changed
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW
from ui.shell.window import LiveUpdates


@contextmanager
def pressed(window: QWidget) -> Iterator[None]:
    QTest.mousePress(window, Qt.MouseButton.LeftButton)
    yield
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton)


@contextmanager
def menu_open(window: QWidget) -> Iterator[None]:
    menu = QMenu(window)
    menu.addAction("Accord signé…")
    menu.popup(window.mapToGlobal(window.rect().center()))
    yield
    menu.close()


@contextmanager
def list_open(window: QWidget) -> Iterator[None]:
    choice = QComboBox()
    choice.addItems(["Non dite", "Madame"])
    layout = QVBoxLayout(window)
    layout.addWidget(choice)
    choice.showPopup()
    yield
    choice.hidePopup()


@contextmanager
def dialog_open(window: QWidget) -> Iterator[None]:
    dialog = QDialog(window)
    dialog.open()
    yield
    dialog.reject()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("under_way", [pressed, menu_open, list_open, dialog_open])
def test_nothing_is_told_while_a_gesture_is_under_way(
    qtbot: QtBot, tmp_path: Path, under_way: Callable[[QWidget], AbstractContextManager[None]]
) -> None:
    store, heard = new_base(tmp_path / "base"), list[Changed]()
    live, window = LiveUpdates(store, heard.append), QWidget()
    qtbot.addWidget(window)
    window.show()
    with under_way(window):
        agency.save_settings(store, {"user": "Claire"}, by=BY, at=NOW)
        live.hear(frozenset({"step"}))
        assert heard == []
    qtbot.waitUntil(lambda: bool(heard))
    assert [set(changed) for changed in heard] == [{"setting", "step"}]
    live.stop()
    store.close()
