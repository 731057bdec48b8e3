"""The price of a batch, said after its import or on its page, and the figures of its supplier in the settings."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.records.batch import Batch
from tests.ui.finding import child
from tests.ui.office_fixture import Add, put_together
from ui.common.office import Office
from ui.pages.imports.result_step import PriceLine
from ui.pages.settings.page import SettingsPage


def batch_of(office: Office) -> int:
    with office.store.read() as r:
        return r.value(int, "SELECT max(id) FROM batch") or 0


def price(office: Office, batch: int) -> int | None:
    with office.store.read() as r:
        return r.row(Batch, batch).price


def shown(line: PriceLine) -> str:
    assert line.value is not None
    return line.value.rest.text()


def test_a_price_is_typed_in_place_and_refused_when_it_is_none(office: Office, add: Add, qtbot: QtBot) -> None:
    add()
    batch, line = batch_of(office), PriceLine(office, name="price")
    qtbot.addWidget(line)
    line.show()
    line.show_batch(batch)
    assert "Non dit" in shown(line)

    def keep(text: str) -> None:
        assert line.value is not None
        line.value.begin()
        field = line.value.field("price")
        assert isinstance(field, QLineEdit)
        field.setText(text)
        line.value.save()
        QApplication.processEvents()

    keep("120,50")
    assert price(office, batch) == 12_050
    qtbot.waitUntil(lambda: shown(line) == "120,50\u00a0€")
    keep("cher")
    assert "n’est pas compris" in child(line, QLabel, "price-value-problem").text()
    assert price(office, batch) == 12_050
    assert line.value is not None
    QTest.keyClick(line.value, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: line.value is not None and not line.value.is_open())
    keep("")
    assert price(office, batch) is None


def test_the_card_of_a_supplier_tells_its_figures(office: Office, add: Add, qtbot: QtBot) -> None:
    add()
    page = put_together(SettingsPage, office, qtbot)
    page.resize(1274, 676)
    page.show()
    page.show_section("suppliers")
    first, letters = child(page, QLabel, "worth-0"), child(page, QLabel, "worth-1")
    assert (first.text(), letters.text()) == ("1", "0, soit 0\u00a0%")
