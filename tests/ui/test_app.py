"""What the program does around its window."""

import gc
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from core.records.listing import Listing
from core.store import leads
from tests.ui.finding import child
from tests.ui.office_fixture import NOW, row, started, take
from ui.app import build, part, set_aside
from ui.shell.window import Window


def test_the_collector_looks_through_what_came_since_the_start() -> None:
    before, loaded = gc.get_freeze_count(), [[one] for one in range(1000)]
    set_aside()
    try:
        assert gc.get_freeze_count() >= before + len(loaded)
    finally:
        gc.unfreeze()
        gc.collect()
        gc.freeze()  # As tests/conftest.py left it: each collection of the tests after it went through all that stays.


def test_a_closed_window_goes_at_once_and_keeps_what_was_being_typed(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    """The focus leaves each control that is deleted, and whoever follows it must be there to hear so."""
    hook, store = sys.excepthook, started(tmp_path / "base")
    window = build(qapp, store, clock=lambda: NOW)
    window.show()
    take(window.office, row(1))
    with store.read() as r:
        [lead] = leads.search(r)
    window.go_to("leads", lead)
    type_in(window, "property-price", "310 000", qtbot)
    window.close()
    part(window)
    assert not isValid(window)
    assert sys.excepthook is sys.__excepthook__
    with store.read() as r:
        assert [one.price for one in r.of(Listing, "-id", lead_id=lead)] == [31_000_000]
    store.close()
    sys.excepthook = hook


def type_in(window: Window, name: str, text: str, qtbot: QtBot) -> None:
    QApplication.processEvents()
    button = child(window, QWidget, name)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText(text)
