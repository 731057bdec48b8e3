"""What is done with several leads of the list at once."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.actions.common import people
from core.actions.register import opposing
from core.records.notice import Notice
from core.store import leads
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW, Add, Desk, put_together
from ui.common.office import Office
from ui.common.page import PageGesture
from ui.pages.leads.page import HEARS, LeadsPage
from ui.widgets.button import Button

Open = Callable[[], LeadsPage]


@pytest.fixture
def opened(office: Office, qtbot: QtBot) -> Open:
    """Opens the page on what the base holds by then, everybody selected."""

    def made() -> LeadsPage:
        page = put_together(LeadsPage, office, qtbot)
        page.resize(1274, 676)
        page.show()
        page.refresh(HEARS)
        page.browser.table.setFocus()
        page.browser.table.selectAll()
        return page

    return made


def opposed(office: Office) -> set[int]:
    with office.store.read() as r:
        return set(leads.search(r, filters={"opposition": "yes"}, sort="name"))


def said(page: LeadsPage) -> str:
    return page.browser.selection.accessibleName()


def button(page: LeadsPage, name: str) -> Button:
    return child(page, Button, name)


def test_the_bar_says_how_many_and_counts_only_what_it_will_do(opened: Open, office: Office, add: Add) -> None:
    first, *_others = [add(last_name=name) for name in ("Besson", "Vidal", "Roux")]
    add(last_name="Sans", address="")
    opposing.oppose(office.store, people.Who(first), how="letter", by=BY, at=NOW)
    page = opened()
    assert said(page) == "4 choisis, dont 1 opposé"
    assert "F8" not in page.sheet.oppose.accessibleName(), "the key is that of the bar"
    names = ("write", "assign", "tag", "gone", "export", "more", "oppose")
    assert [button(page, f"selection-{name}").text() for name in names] == [
        "Préparer les lettres", "Affecter", "Étiqueter", "Annonce retirée", "Exporter…", "Plus", "S’opposent…",
    ]  # fmt: skip
    page.browser.table.go_to(0)
    assert page.browser.selection.isHidden()


def test_f8_opposes_all_those_selected_and_ctrl_z_takes_it_back(
    opened: Open, office: Office, add: Add, desk: Desk
) -> None:
    people_ = {add(last_name=name) for name in ("Besson", "Vidal", "Roux")}
    page = opened()
    page.gestures[PageGesture.OPPOSE]()
    assert opposed(office) == people_
    assert desk.last.bold == "3 oppositions enregistrées."
    assert page.browser.selection.isHidden()
    desk.act()
    assert opposed(office) == set()
    assert desk.last.bold == "3 oppositions annulées."


def test_one_person_selected_is_the_one_that_f8_opposes(opened: Open, office: Office, add: Add, desk: Desk) -> None:
    for name in ("Besson", "Vidal"):
        add(last_name=name)
    page = opened()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.browser.selection.isHidden()
    page.gestures[PageGesture.OPPOSE]()
    assert len(opposed(office)) == 1
    assert desk.last.kind == "opposed"


def test_the_letters_of_those_selected_are_prepared(
    opened: Open, office: Office, add: Add, desk: Desk, qtbot: QtBot
) -> None:
    people_ = [add(last_name=name) for name in ("Besson", "Vidal")]
    add(last_name="Sans", address="")
    page = opened()
    page.gestures[PageGesture.PRINT]()
    qtbot.waitUntil(lambda: bool(desk.said) and desk.last.bold == "2 lettres prêtes.", timeout=20_000)
    with office.store.read() as r:
        assert all(r.of(Notice, lead_id=lead) for lead in people_)
    page.refresh(frozenset({"notice"}))
    assert not button(page, "selection-write").isEnabled(), "what is done is not offered again"


def test_the_bar_is_closed_by_its_link(opened: Open, add: Add) -> None:
    for name in ("Besson", "Vidal"):
        add(last_name=name)
    page = opened()
    button(page, "selection-close").click()
    assert page.browser.selection.isHidden()
