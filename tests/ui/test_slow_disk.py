"""A disk that is slow to answer, beside an import: the window goes on painting."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.actions import agency
from core.store import forcing
from tests.ui.office_fixture import BY, NOW, started
from ui.app import build
from ui.window import Window

SLOW_S = 0.4
BEAT_MS = 10


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Window]:
    """The program's window on a base of its own."""
    store = started(tmp_path / "base")
    made = build(qapp, store, clock=lambda: NOW)
    qtbot.addWidget(made)
    made.show()
    made.go_to("leads")
    yield made
    made.close()
    store.close()


def test_the_window_beats_while_the_disk_is_slow(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forcing, "sync", lambda _fd: time.sleep(SLOW_S))
    beats: list[float] = []
    timer = QTimer(window)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start(BEAT_MS)
    began = time.perf_counter()
    agency.save_settings(window.office.store, {"user": "Inès"}, by=BY, at=NOW)
    took = time.perf_counter() - began
    timer.stop()
    assert took >= SLOW_S, "what is confirmed is on the disk"
    gaps = [after - before for before, after in zip([began, *beats], [*beats, began + took], strict=True)]
    assert max(gaps) < SLOW_S / 2
    assert len(beats) >= 5
