"""The menus of the town and of the price: what is ticked and typed is the value, whatever the hand does."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.tables import table
from tests.ui.office_fixture import Add
from ui.common.office import Office
from ui.pages.leads.filter_menus import PriceFilter, PriceForm, TownFilter, TownForm

ALL = ("Alès", "Nîmes", "Uzès")


def opened(office: Office, qtbot: QtBot, value: str = "") -> tuple[TownForm, list[str]]:
    menu, chosen = QMenu(), list[str]()
    qtbot.addWidget(menu)
    TownFilter(office).fill(menu, value, chosen.append)
    [form] = menu.findChildren(TownForm)
    return form, chosen


def test_towns_are_ticked_from_what_is_typed(office: Office, add: Add, qtbot: QtBot) -> None:
    for town in (*ALL, "Uzès"):
        add(town=town)
    form, chosen = opened(office, qtbot)
    assert [form.towns.item(line).data(Qt.ItemDataRole.UserRole) for line in range(3)] == ["Uzès", "Alès", "Nîmes"]
    QTest.keyClicks(form.field, "nim")
    assert [form.towns.item(line).isHidden() for line in range(3)] == [True, True, False]
    QTest.keyClick(form.field, Qt.Key.Key_Return)
    assert chosen == ["Nîmes"]
    form, chosen = opened(office, qtbot, "+Nîmes")
    assert form.around.isChecked()
    place = form.towns.visualItemRect(form.towns.item(1)).center()
    QTest.mouseClick(form.towns.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.keyClick(form.towns, Qt.Key.Key_Return)
    assert chosen == ["+Nîmes|Uzès"]
    form, chosen = opened(office, qtbot, "+Nîmes")
    form.towns.item(0).setCheckState(Qt.CheckState.Unchecked)
    form.finish()
    assert chosen == [""], "nothing ticked is no filter"


@table(
    "value, words",
    [
        ("Uzès", "Uzès"),
        ("+Uzès", "Uzès, et autour"),
        ("Uzès|Nîmes", "Uzès et 1 autre"),
        ("Uzès|Nîmes|Alès|Anduze", "Uzès et 3 autres"),
    ],
)
def test_a_chip_says_its_towns(office: Office, value: str, words: str) -> None:
    assert TownFilter(office).say(value) == words


@table(
    "low, high, value, words",
    [
        ("150000", "460000", "150000-460000", "150\u202f000 à 460\u202f000 €"),
        ("460000", "150000", "150000-460000", "150\u202f000 à 460\u202f000 €"),
        ("150000", "", "150000-", "à partir de 150\u202f000 €"),
        ("", "460000", "-460000", "jusqu’à 460\u202f000 €"),
        ("", "", "", ""),
    ],
)
def test_a_price_is_between_two_ends(office: Office, qtbot: QtBot, low: str, high: str, value: str, words: str) -> None:
    form, chosen = PriceForm(office.theme, ""), list[str]()
    qtbot.addWidget(form)
    form.done = chosen.append
    QTest.keyClicks(form.low, low)
    QTest.keyClicks(form.high, high)
    QTest.keyClick(form.high, Qt.Key.Key_Return)
    assert chosen == [value]
    assert not value or PriceFilter(office.theme).say(value).replace("\u00a0", " ") == words


def test_no_price_is_a_value_too(office: Office, qtbot: QtBot) -> None:
    menu, chosen = QMenu(), list[str]()
    qtbot.addWidget(menu)
    PriceFilter(office.theme).fill(menu, "none", chosen.append)
    menu.actions()[-1].trigger()
    assert (chosen, PriceFilter(office.theme).say("none")) == (["none"], "sans prix")
