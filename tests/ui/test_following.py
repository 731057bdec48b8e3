"""What the page in sight reads again when the base changes, in a base where that takes long and in one where it does
not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.actions.common import people
from core.actions.intake import taking_in
from core.actions.register import opposing
from core.model.batch import BatchFacts, Source
from core.store import leads
from core.store.opening import open_store
from core.store.sqlite import SqliteStore
from tests.ui.office_fixture import BY, NOW, row, shown
from ui import following
from ui.following import CALM_MS
from ui.pages.leads import LeadsPage
from ui.window import Window

NEVER_S, ALWAYS_S = 3600.0, 0.0
"""Seconds a page may take: every page is quick, or every page is slow."""
HEARD_MS = 5_000


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication) -> Iterator[Window]:
    """The window on a base of its own, the list of leads in sight."""
    with shown(tmp_path / "base", qapp) as made:
        yield made


@pytest.fixture
def other(window: Window, tmp_path: Path) -> Iterator[SqliteStore]:
    """Another writer on the same base: the job of an import, or a second window."""
    made = open_store(tmp_path / "base")
    yield made
    made.close()


def listed(window: Window) -> int:
    page = window.page_of("leads")
    assert isinstance(page, LeadsPage)
    return page.browser.table.rows().rowCount()


def take(store: SqliteStore, line: int) -> None:
    batch = BatchFacts(Source.FILE, "pige.csv", "2026-11-21", supplier="Pige Ouest")
    taking_in.take_in(store, [row(line)], batch, by=BY, now=NOW)


def test_a_quick_page_follows_every_writer_at_once(
    window: Window, other: SqliteStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "SLOW_S", NEVER_S)
    for line in (1, 2, 3):
        take(other, line)
        qtbot.waitUntil(lambda line=line: listed(window) == line, timeout=CALM_MS)  # type: ignore[misc]


def test_a_slow_page_follows_others_when_they_rest(
    window: Window, other: SqliteStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "SLOW_S", ALWAYS_S)
    take(other, 1)
    qtbot.waitUntil(lambda: listed(window) == 1, timeout=HEARD_MS)
    seen = []
    for line in range(2, 8):
        take(other, line)
        QTest.qWait(CALM_MS // 2)
        seen.append(listed(window))
    assert seen == [1] * 6, "the list was read again while the other wrote"
    qtbot.waitUntil(lambda: listed(window) == 7, timeout=HEARD_MS)


def test_a_slow_page_follows_its_own_window_at_once(
    window: Window, other: SqliteStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "SLOW_S", ALWAYS_S)
    take(window.office.store, 1)
    qtbot.waitUntil(lambda: listed(window) == 1, timeout=HEARD_MS)
    take(other, 2)
    take(window.office.store, 3)
    qtbot.waitUntil(lambda: listed(window) == 3, timeout=CALM_MS)


def test_the_rows_in_sight_of_a_slow_page_never_wait(
    window: Window, other: SqliteStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "SLOW_S", ALWAYS_S)
    take(window.office.store, 1)
    qtbot.waitUntil(lambda: listed(window) == 1, timeout=HEARD_MS)
    table = window.page_of("leads").browser.table  # type: ignore[attr-defined]
    quiet = [cell.text for cell in table.rows().cells(0)]
    with other.read() as r:
        who = people.of_lead(r, leads.search(r)[0])
    opposing.oppose(other, who, how="call", by=BY, at=NOW)
    qtbot.waitUntil(lambda: [cell.text for cell in table.rows().cells(0)] != quiet, timeout=CALM_MS)


def test_the_badges_follow_as_the_pages_do(
    window: Window, other: SqliteStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "SLOW_S", ALWAYS_S)
    said = window.status.item("leads")
    take(window.office.store, 1)
    qtbot.waitUntil(lambda: said.text() == "1 prospect", timeout=HEARD_MS)
    take(other, 2)
    QTest.qWait(CALM_MS // 2)
    assert said.text() == "1 prospect"
    qtbot.waitUntil(lambda: said.text() == "2 prospects", timeout=HEARD_MS)
    with window.office.store.read() as r:
        who = people.of_lead(r, leads.search(r)[0])
    opposing.oppose(window.office.store, who, how="call", by=BY, at=NOW)
    qtbot.waitUntil(lambda: window._badges.stale == frozenset(), timeout=HEARD_MS)
    assert said.text() == "2 prospects"
