"""What the window reads again when the base changes, whoever changed it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlcipher3 import dbapi2 as sqlite3

from core.actions.calling import calling
from core.actions.common.people import find, of_lead
from core.actions.intake import import_rows
from core.actions.keeping import backing_up, restoring
from core.actions.register import opposing
from core.model.batch import BatchFacts, Source
from core.records.call import Call
from core.store import leads
from core.store.engine.opening import NAME, open_store
from core.store.port import Store
from tests.ui.finding import page_in
from tests.ui.office_fixture import BY, NOW, row, shown
from ui.pages.leads.page import LeadsPage
from ui.shell.window import Window

HEARD_MS = 5_000


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication) -> Iterator[Window]:
    """The window on a base of its own, the list of leads in sight."""
    with shown(tmp_path / "base", qapp) as made:
        yield made


def listed(window: Window) -> int:
    return page_in(window, LeadsPage).browser.table.rows().rowCount()


def said_in(window: Window) -> str:
    return window.band.message.bold if window.band.message else ""


def take(store: Store, line: int) -> None:
    batch = BatchFacts(Source.FILE, "pige.csv", "2026-11-21", supplier="Pige Ouest")
    import_rows.take_in(store, [row(line)], batch, by=BY, now=NOW)


def test_the_page_in_sight_and_the_badges_follow_every_writer(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    said = window.status.item("leads")
    with closing(open_store(tmp_path / "base")) as other:
        for line, store in enumerate((window.office.store, other, window.office.store, other), start=1):
            take(store, line)
            qtbot.waitUntil(lambda line=line: listed(window) == line, timeout=HEARD_MS)  # type: ignore[misc]
            QApplication.processEvents()  # The numbers come once the list is painted.
            assert said.text() == ("1 prospect" if line == 1 else f"{line} prospects")
            told = window.rail.item("letters").accessibleName()
            assert f"{line} à préparer" in told, "as many as the list shows"


def test_a_clock_behind_what_is_recorded_is_said_in_the_band(window: Window, qtbot: QtBot) -> None:
    told: list[str] = []
    batch = BatchFacts(Source.FILE, "pige.csv", "2026-11-21", supplier="Pige Ouest")
    for line, hours in ((1, 0), (2, 5), (3, 6)):
        import_rows.take_in(window.office.store, [row(line)], batch, by=BY, now=NOW + timedelta(hours=hours))
        qtbot.waitUntil(lambda line=line: listed(window) == line, timeout=HEARD_MS)  # type: ignore[misc]
        message = window.band.message
        told.append(message.bold if message else "")
        window.band.close_message()
    assert [("retarde" in one) for one in told] == [False, True, False], "once, until the clock is right again"


def test_a_page_out_of_sight_reads_when_it_is_shown(window: Window, qtbot: QtBot) -> None:
    assert listed(window) == 0
    window.go_to("calls")
    take(window.office.store, 1)
    qtbot.waitUntil(lambda: window.status.item("leads").text() == "1 prospect", timeout=HEARD_MS)
    assert listed(window) == 0
    window.go_to("leads")
    assert listed(window) == 1


def test_the_digits_of_the_call_desk_work_when_the_rail_has_the_focus(window: Window) -> None:
    take(window.office.store, 1)
    with window.office.store.read() as r:
        [lead] = leads.search(r, sort="newest")
        who = of_lead(r, lead)
    calling.receive(window.office.store, who, by=BY, at=window.office.now())
    window.go_to("calls", lead)
    item = window.rail.item("calls")
    item.setFocus()
    assert window.focusWidget() is item
    QTest.keyClick(item, Qt.Key.Key_5)
    with window.office.store.read() as r:
        assert [one.outcome for one in r.of(Call, "started", lead_id=lead)] == ["talked"]


def test_a_backup_put_back_elsewhere_is_told_and_shown(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    with closing(open_store(tmp_path / "base")) as other:
        take(other, 1)
        made = backing_up.back_up(other, tmp_path / "disque", by=BY, at=NOW)
        take(other, 2)
    qtbot.waitUntil(lambda: listed(window) == 2, timeout=HEARD_MS)
    restoring.restore(tmp_path / "base", made.path, by=BY, at=NOW)
    qtbot.waitUntil(lambda: "restauré une sauvegarde" in said_in(window), timeout=HEARD_MS)
    assert listed(window) == 1
    window.office.restores = True
    window.band.close_message()
    restoring.restore(tmp_path / "base", made.path, by=BY, at=NOW + timedelta(minutes=1))
    qtbot.waitUntil(lambda: not window.office.restores, timeout=HEARD_MS)
    assert said_in(window) == ""


def test_a_window_may_be_closed_twice(window: Window) -> None:
    """An error in the second would end the program without a word."""
    window.close()
    window.show()
    window.closeEvent(QCloseEvent())
    window.close()
    assert not window.isVisible()


def test_a_row_that_something_else_changed_is_said_by_the_gesture_that_touches_it(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    """The gesture is kept, and what it says of itself does not hide the warning."""
    store = window.office.store
    take(store, 1)
    with store.read() as r:
        who = find(r, "06 39 98 77 01")
    slip = opposing.oppose(store, who, how="call", by=BY, at=NOW)
    with closing(sqlite3.connect(tmp_path / "base" / NAME)) as tool, tool:
        tool.execute("UPDATE opposition SET how = 'email'")
    opposing.undo(store, slip.gesture, by=BY, at=NOW)
    qtbot.waitUntil(lambda: "changée hors du programme" in said_in(window), timeout=HEARD_MS)
    window.say("done", "Noté.")
    window.band.close_message()
    assert said_in(window) == "1 ligne de la base a été changée hors du programme."
