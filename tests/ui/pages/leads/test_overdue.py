"""A sheet locked because its person was not informed in time."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core.records.contact import Contact
from core.records.listing import Listing
from tests.ui.finding import child
from tests.ui.office_fixture import Add, Desk, put_together
from ui.common.office import Office
from ui.pages.leads.decision_cards import OverdueCard
from ui.pages.leads.page import LeadsPage


@pytest.fixture
def page(office: Office, qtbot: QtBot, add: Add) -> tuple[LeadsPage, int]:
    """The sheet of one person, informed of nothing."""
    lead_id = add()
    made = put_together(LeadsPage, office, qtbot)
    made.refresh(frozenset({"*"}))
    made.open_lead(lead_id)
    return made, lead_id


def card(page: LeadsPage) -> OverdueCard | None:
    """The card of the sheet in sight."""
    return page.sheet.findChild(OverdueCard)


def test_within_the_month_nothing_is_locked(page: tuple[LeadsPage, int]) -> None:
    assert card(page[0]) is None


def test_after_the_month_one_button_writes_and_one_erases(
    page: tuple[LeadsPage, int], desk: Desk, office: Office, qtbot: QtBot
) -> None:
    shown, lead_id = page
    desk.wait(days=60)
    shown.refresh(frozenset({"*"}))
    shown.open_lead(lead_id)
    writing = [button for button in shown.sheet.findChildren(QPushButton) if button.text() == "Préparer la lettre"]
    assert child(shown.sheet, QPushButton, "step-go") in writing
    again = card(shown)
    assert again is not None
    again.forget.click()
    assert again.forget.text() == "Effacer définitivement"
    with office.store.read() as r:
        assert r.of(Contact, lead_id=lead_id)
    again.forget.click()
    qtbot.waitUntil(lambda: any("effacée" in one.bold for one in desk.said), timeout=30_000)
    with office.store.read() as r:
        assert r.of(Contact, lead_id=lead_id) == []
        assert r.of(Listing, "-id", lead_id=lead_id)
