"""Somebody held because words of theirs sound like a refusal: the sheet shows them, and two buttons answer."""

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from core.actions.common import possible_refusals
from core.actions.common.judging import verdict
from core.actions.register import opposing
from core.model.channel import Channel
from core.store import leads
from core.store.engine.opening import open_store
from tests.core.actions.conftest import who_is
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW, Add, Desk
from tests.ui.pages.leads_in_sight import leads_page
from ui.common.office import Office
from ui.pages.leads.page import LeadsPage

SAID = "Souhaite vendre seul"


page = leads_page()


@pytest.fixture
def held(office: Office, page: LeadsPage, add: Add) -> int:
    lead_id = add()
    with office.store.write("test", by=BY, at=NOW) as w:
        marks = [(one.kind, one.hash) for one in leads.marks(w, lead_id)]
        possible_refusals.hold(w, marks, text="a", words=SAID, way="file", by=BY, at=NOW)
    page.open_lead(lead_id)
    return lead_id


def asks(page: LeadsPage) -> bool:
    return any(one.isVisibleTo(page) for one in page.sheet.findChildren(QWidget, "sheet-doubt"))


def words(page: LeadsPage) -> str:
    return child(page.sheet, QLabel, "doubt-words").text()


def press(page: LeadsPage, name: str) -> None:
    found = child(page.sheet, QPushButton, name)
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Space)


def codes(office: Office, lead_id: int) -> set[str]:
    with office.store.read() as r:
        said = verdict(r, lead_id, office.law, channel=Channel.LETTER, at=NOW)
    return {one.code for one in said.reasons if one.blocks}


def test_no_sets_the_sheet_free(office: Office, page: LeadsPage, held: int) -> None:
    assert asks(page)
    assert words(page) == f"«\u202f{SAID}\u202f»"
    assert codes(office, held) == {"REFUSAL_IN_DOUBT"}
    press(page, "doubt-no")
    assert not codes(office, held)
    assert not asks(page)


def test_yes_opposes_and_is_undone_into_the_question(office: Office, page: LeadsPage, held: int, desk: Desk) -> None:
    press(page, "doubt-yes")
    assert "OPPOSED_IN_AD" in codes(office, held)
    assert not asks(page)
    desk.act()
    assert codes(office, held) == {"REFUSAL_IN_DOUBT"}
    assert asks(page)
    assert words(page).startswith("Une phrase ressemblait")


def test_nobody_is_said_free_who_opposed_meanwhile(office: Office, page: LeadsPage, held: int, desk: Desk) -> None:
    with closing(open_store(office.folder)) as other:
        who = who_is(other, held)
        opposing.oppose(other, who, how="call", by="Paul", at=NOW)
    press(page, "doubt-no")
    assert desk.last.bold == "Déjà opposé."
    assert codes(office, held)


def test_the_button_of_the_step_shows_the_question(page: LeadsPage, held: int, qtbot: QtBot) -> None:
    page.resize(900, 420)
    scroll = child(page.sheet, QScrollArea, "sheet-scroll")
    card = child(page.sheet, QWidget, "sheet-doubt")
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
    scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())
    assert card.visibleRegion().isEmpty()
    child(page.sheet, QPushButton, "step-go").click()
    qtbot.waitUntil(lambda: not card.visibleRegion().isEmpty())
