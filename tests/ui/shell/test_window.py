"""What the window does around its pages: what is dropped on it, what Ctrl+Z takes back, where Tab goes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from core.actions.keeping.forgetting import forget
from core.store import leads
from tests.core.actions.intake.test_offering import card, page_of
from tests.pause import pause
from tests.ui.dragging import dragged
from tests.ui.finding import child, page_in
from tests.ui.office_fixture import BY, NOW, row, shown, take
from tests.ui.pages.importing import WAIT_MS
from ui.pages.imports.page import ImportsPage
from ui.shell import palette_items, rooms
from ui.shell.window import Window
from ui.widgets.message_band import Act


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication) -> Iterator[Window]:
    """A window on somebody, whose list of leads is shown."""
    with shown(tmp_path / "base", qapp) as made:
        take(made.office, row(1))
        yield made


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_what_is_dropped_on_any_page_is_read_in_imports(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> None:
    saved = page_of(tmp_path, card(7700001, "249 000 €"), card(7700002, "180 000 €"))
    with shown(tmp_path / "base", qapp) as window:
        window.go_to("leads")
        for event in dragged(saved, QPointF(4, 4)):
            QApplication.sendEvent(window, event)
            assert event.isAccepted()
        assert window.current() == "imports"
        panel = page_in(window, ImportsPage).capture
        qtbot.waitUntil(lambda: panel.currentWidget() is panel.offers, timeout=WAIT_MS)


def test_the_menu_says_what_ctrl_z_takes_back(window: Window) -> None:
    undo = child(window, QAction, "action-Ctrl+Z")
    assert undo.text() == "Rien à annuler"
    window.say("done", "Prix & surface gardés.", act=Act("Annuler", run=lambda: None))
    assert undo.text() == "Annuler\u202f: Prix && surface gardés"
    window.say("note", "Une nouvelle.")
    assert undo.text() == "Annuler\u202f: Prix && surface gardés", "it still takes the gesture back"
    undo.trigger()
    assert undo.text() == "Rien à annuler"


def test_tab_goes_through_a_sheet_and_shows_what_it_reaches(window: Window, qtbot: QtBot) -> None:
    with window.office.store.read() as r:
        [lead] = leads.search(r)
    window.go_to("leads", lead)
    price = child(window, QWidget, "property-price")
    price.setFocus()
    QTest.keyClick(price, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: focused().objectName() == "property-price-price")
    QTest.keyClicks(focused(), "355000")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused().objectName() == "property-area", "not the search at the top of the window"
    qtbot.waitUntil(lambda: child(window, QWidget, "property-price") is not price)
    assert focused().objectName() == "property-area", "the price was kept, the cards made again"
    child(window, QWidget, "sheet-scroll").setFocus()
    reached = []
    while focused().objectName() != "sheet-oppose":
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        QApplication.processEvents()
        reached.append(focused().objectName())
        if child(window, QScrollArea, "sheet-scroll").isAncestorOf(focused()):
            assert window.ring.isVisible() and not focused().visibleRegion().isEmpty(), reached[-1]
    assert reached[0] == "step-go"
    assert reached.index("trade-agent") < reached.index("contact-0-value") < reached.index("property-price")
    assert reached.index("property-price") < reached.index("notes-field") < reached.index("sheet-oppose")


def test_who_was_opened_last_is_one_gesture_away(tmp_path: Path, qapp: QApplication) -> None:
    with shown(tmp_path / "base", qapp) as window:
        office = window.office
        take(office, row(1), row(2, last_name="Besson"), row(3, last_name="Roux"))
        with office.store.read() as r:
            first, second, gone = sorted(leads.search(r))
        forget(office.store, gone, by=BY, at=NOW, keep_property=False, why="request")
        for lead_id in (first, second, first):
            office.go("leads", lead_id)
        menu = child(window, QMenu, "recent-people")
        outer = menu.parent()
        assert isinstance(outer, QMenu)
        outer.aboutToShow.emit()
        assert [action.text().split()[0] for action in menu.actions()][1] == "Besson"
        assert palette_items.entries(office, "")[1].gestures[1].text.startswith("Besson")
        menu.actions()[1].trigger()
        assert office.recent[:2] == [second, first]
        office.visited(gone)
        assert [lead_id for lead_id, _name in rooms.recent_people(office)] == [second, first], "nobody who was erased"
        pause(50)
