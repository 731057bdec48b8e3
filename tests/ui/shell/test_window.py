"""A file or a page dropped anywhere on the window is read in Imports."""

from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.core.actions.intake.test_offering import card, page_of
from tests.ui.dragging import dragged
from tests.ui.finding import page_in
from tests.ui.office_fixture import shown
from tests.ui.pages.importing import WAIT_MS
from ui.pages.imports.page import ImportsPage


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
