"""The pane of recent gestures: each with its undoing while it may be undone, by the mouse and by the keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.actions.leads import tags
from core.actions.register import opposing_many
from core.records.lead import Lead
from tests.ui.finding import child, page_in
from tests.ui.office_fixture import row, shown, take
from ui.pages.leads.page import LeadsPage
from ui.shell.gestures_pane import GesturesPane
from ui.shell.help import HelpPane, show_help
from ui.shell.window import Window
from ui.widgets.button import Button


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication) -> Iterator[Window]:
    """A window on twenty-two people."""
    with shown(tmp_path / "base", qapp) as made:
        take(made.office, *(row(100 + rank, last_name=f"Nom{rank}") for rank in range(22)))
        yield made


def everybody(window: Window) -> list[Lead]:
    with window.office.store.read() as r:
        return r.of(Lead)


def pane_of(window: Window) -> GesturesPane:
    window.setFixedSize(1366, 768)  # Where there is less room, a pane is a window of its own.
    child(window, QAction, "action-Ctrl+Shift+Z").trigger()
    return child(window, GesturesPane, "gestures")


def texts(pane: GesturesPane) -> list[tuple[str, str]]:
    return [(child(row, QLabel, "gesture-text").text(), row.button.text() if row.button else "") for row in pane.rows]


def press_first(pane: GesturesPane) -> None:
    button = pane.rows[0].button
    assert button is not None
    button.click()


def test_a_gesture_is_undone_and_done_again_from_the_pane(window: Window) -> None:
    office, ids = window.office, [lead.id for lead in everybody(window)][:2]
    tags.tag_several(office.store, ids, add="vu", by=office.by, at=office.now())
    pane = pane_of(window)
    assert texts(pane)[0] == ("Étiquette «\u202fvu\u202f» posée sur 2 prospects", "Annuler")
    focus = QApplication.focusWidget()
    assert isinstance(focus, Button)
    assert focus.accessibleName().startswith("Annuler\u202f: Étiquette")
    QTest.keyClick(focus, Qt.Key.Key_Space)
    assert {lead.tags for lead in everybody(window)} == {""}
    assert texts(pane)[0][1] == "Refaire"
    press_first(pane)
    assert [lead.tags for lead in everybody(window) if lead.id in ids] == ["vu", "vu"]
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    assert not pane.isVisible()


def test_one_pane_stands_beside_the_pages(window: Window) -> None:
    gestures = pane_of(window)
    show_help(window, window.office)
    pane = child(window, HelpPane, "help")
    assert (pane.isVisible(), gestures.isVisible()) == (True, False)
    pane_of(window)
    assert (pane.isVisible(), gestures.isVisible()) == (False, True)


@pytest.mark.qt_log_ignore("does not support raise")  # Without a screen no window stands before another.
def test_a_pane_that_leaves_the_list_no_room_is_a_window(window: Window) -> None:
    window.resize(1366, 768)
    page = page_in(window, LeadsPage)
    window.go_to("leads")
    page.open_lead(everybody(window)[0].id)
    pane = pane_of(window)
    assert (pane.isWindow(), page.browser.isVisible(), page.sheet.isVisible()) == (True, True, True)
    assert pane.y() >= window.rail.mapToGlobal(window.rail.rect().topLeft()).y(), "its title bar is on the screen"
    pane.leave()
    page.close_sheet()
    pane.detach.click()
    assert (pane.isWindow(), page.browser.isVisible()) == (False, True)


def test_many_refusals_are_taken_back_as_a_job(window: Window, qtbot: QtBot) -> None:
    office = window.office
    opposing_many.oppose_many(
        office.store, [lead.id for lead in everybody(window)], how="letter", by=office.by, at=office.now()
    )
    pane = pane_of(window)
    assert texts(pane)[0] == ("22 oppositions", "Annuler")
    press_first(pane)
    qtbot.waitUntil(lambda: not any(lead.opposed_at for lead in everybody(window)), timeout=20_000)
    qtbot.waitUntil(lambda: texts(pane)[0] == ("22 oppositions", "Voir l’entrée"), timeout=20_000)
    pane.everybody.click()
    assert texts(pane)[0][0] == "22 oppositions"
    child(window, QAction, "action-Ctrl+Shift+Z").trigger()
    assert not pane.isVisible(), "the same key puts it away"
