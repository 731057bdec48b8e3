"""A letter held near an opposed person: both are shown on the sheet, and two buttons decide."""

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from core.actions.common import people
from core.actions.common.judging import verdict
from core.actions.keeping import forgetting
from core.actions.register import opposing
from core.model.channel import Channel
from core.store.engine.opening import open_store
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW, Add, Desk
from tests.ui.pages.leads_in_sight import leads_page
from ui.common.office import Office
from ui.pages.leads.page import LeadsPage

NEAR = {"last_name": "Moreau", "first_name": "H.", "phones": ("06 39 98 00 91",), "address": "14 r. des Murier",
        "reference": "B2"}  # fmt: skip


page = leads_page()


@pytest.fixture
def held(office: Office, page: LeadsPage, add: Add) -> tuple[int, int]:
    """An opposed person, and one nearly at the same address, whose sheet is shown."""
    refusing = add(address="14 rue des Mûriers", phones=("06 39 98 00 81",))
    opposing.oppose_typed(office.store, "0639980081", how="letter", by=BY, at=NOW)
    near = add(**NEAR)
    page.open_lead(near)
    return refusing, near


def card(page: LeadsPage) -> QWidget | None:
    found = page.sheet.findChildren(QWidget, "sheet-near")
    return next((one for one in found if one.isVisibleTo(page)), None)


def said(page: LeadsPage, name: str) -> str:
    return child(page.sheet, QLabel, name).text()


def press(page: LeadsPage, name: str) -> None:
    found = child(page.sheet, QPushButton, name)
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Space)


def may_write(office: Office, lead_id: int) -> bool:
    with office.store.read() as r:
        return verdict(r, lead_id, office.law, channel=Channel.LETTER, at=NOW).allowed


def test_both_are_shown_and_another_person_lets_the_letter_leave(
    office: Office, page: LeadsPage, held: tuple[int, int], desk: Desk
) -> None:
    assert not may_write(office, held[1])
    assert said(page, "near-mine") == "Moreau H.\n14 r. des Murier, 30700 Uzès"
    assert said(page, "near-theirs").startswith("Moreau Hélène\n14 rue des Mûriers, 30700 Uzès\nOpposition du 24")
    press(page, "near-another")
    assert may_write(office, held[1])
    assert card(page) is None
    desk.act()
    assert not may_write(office, held[1])
    assert card(page) is not None


def test_the_same_person_is_opposed(office: Office, page: LeadsPage, held: tuple[int, int], desk: Desk) -> None:
    press(page, "near-same")
    assert desk.last.kind == "opposed"
    assert not may_write(office, held[1])
    assert card(page) is None


def test_of_somebody_erased_the_fingerprints_only_are_told(
    office: Office, page: LeadsPage, held: tuple[int, int]
) -> None:
    forgetting.forget(office.store, held[0], by=BY, at=NOW)
    page.open_lead(held[1])
    assert said(page, "near-theirs").startswith("Fiche effacée")


def test_no_letter_is_said_to_leave_for_whom_opposed_meanwhile(
    office: Office, page: LeadsPage, held: tuple[int, int], desk: Desk
) -> None:
    with closing(open_store(office.folder)) as other:
        with other.read() as r:
            who = people.of_lead(r, held[1])
        opposing.oppose(other, who, how="call", by="Paul", at=NOW)
    press(page, "near-another")
    assert desk.last.bold == "Déjà opposé."
    assert not may_write(office, held[1])
