"""A write that waits, for the disk or for its turn: the window goes on painting, and hears the rest after it."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.actions import agency
from core.store import forcing
from core.store.opening import NAME, open_store
from core.store.port import Changed
from core.store.turns import Turns
from tests.ui.office_fixture import BY, NOW, shown
from tests.ui.test_following import listed, take
from ui import following
from ui.pages.letters import LettersPage
from ui.window import Window

SLOW_S = 0.6
BEAT_MS = 10


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication) -> Iterator[Window]:
    """The program's window on a base of its own."""
    with shown(tmp_path / "base", qapp) as made:
        yield made


def soon(window: Window, what: Callable[[], object], after_ms: int) -> None:
    """Do ``what`` once, at a turn of the window's loop."""
    QTimer.singleShot(after_ms, window, what)


def write(window: Window) -> float:
    """Keep a setting of the base and return how long the window did not beat, at most."""
    beats: list[float] = []
    timer = QTimer(window)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start(BEAT_MS)
    began = time.perf_counter()
    agency.save_settings(window.office.store, {"user": "Inès"}, by=BY, at=NOW)
    ended = time.perf_counter()
    timer.stop()
    assert ended - began >= SLOW_S, "nothing is confirmed before"
    return max(after - before for before, after in zip([began, *beats], [*beats, ended], strict=True))


def test_the_window_beats_while_the_disk_is_slow(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forcing, "sync", lambda _fd: time.sleep(SLOW_S))
    assert write(window) < SLOW_S / 2


def test_the_window_beats_while_it_waits_for_its_turn(window: Window) -> None:
    with ExitStack() as other:
        other.enter_context(Turns(window.office.store.path.with_name(NAME), 1).mine())
        soon(window, lambda: soon(window, other.close, int(SLOW_S * 1000)), 0)
        assert write(window) < SLOW_S / 2


def test_news_come_after_the_write_under_way(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another seat wrote, and what this window wrote just before."""
    store = window.office.store
    heard: list[str] = []
    inside: list[bool] = []

    def hear(changed: Changed, _mine: Changed) -> None:
        heard.extend(changed)
        inside.append(store.pausing)

    def from_elsewhere() -> None:
        with other.write("elsewhere", by="Louis", at=NOW) as w:
            w.insert("proof", {"name": "accord.pdf", "sha256": "0" * 64, "content": b"%PDF"})
        inside.append(not store.pausing)

    monkeypatch.setattr(window._live, "_heard", hear)
    with closing(open_store(store.path.parent)) as other:
        take(store, 1)
        take(store, 2)
        heard.clear()
        monkeypatch.setattr(forcing, "sync", lambda _fd: time.sleep(SLOW_S))
        soon(window, from_elsewhere, 20)
        write(window)
        qtbot.waitUntil(lambda: "proof" in heard)
    assert {"lead", "setting", "proof"} <= set(heard)
    assert not any(inside)


def test_a_slow_page_catches_up_after_the_write_under_way(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = window.office.store
    monkeypatch.setattr(following, "SLOW_S", 0.0)
    monkeypatch.setattr(forcing, "sync", lambda _fd: time.sleep(SLOW_S))
    window._calm.setInterval(int(SLOW_S * 500))
    with closing(open_store(store.path.parent)) as other:
        take(other, 1)
        qtbot.waitUntil(lambda: listed(window) == 1)
        take(other, 2)
        qtbot.waitUntil(window._calm.isActive)
        write(window)
        assert listed(window) == 1
        qtbot.waitUntil(lambda: listed(window) == 2)


def test_a_job_calls_back_after_the_write_under_way(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forcing, "sync", lambda _fd: time.sleep(SLOW_S))
    done: list[int] = []
    run = window.office.jobs.run
    run(lambda one, _progress: one, 1, done=done.append, failed=lambda problem: None, lane="thread")
    write(window)
    assert done == []
    qtbot.waitUntil(lambda: done == [1])


def test_the_letter_in_sight_is_drawn_after_the_write_under_way(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(window.office.store, 1)
    window.go_to("letters")
    page = window.page_of("letters")
    assert isinstance(page, LettersPage)
    page.table.setCurrentIndex(page.table.rows().index(0, 0))
    qtbot.waitUntil(lambda: not page._drawing.isActive())
    drawn: list[bool] = []
    monkeypatch.setattr(page.preview, "show_pdf", lambda *_: drawn.append(window.office.store.pausing))
    monkeypatch.setattr(forcing, "sync", lambda _fd: time.sleep(SLOW_S))
    page._drawing.start(20)
    write(window)
    assert drawn == []
    qtbot.waitUntil(lambda: drawn == [False])
