"""« Annonce retirée ou vendue » on the sheet: said, taken back, the person erased."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core.actions.leads import ads_withdrawn
from core.model.forgetting import Forgotten
from core.records.contact import Contact
from core.records.listing import Listing
from tests.ui.finding import child
from tests.ui.office_fixture import NOW, Add, Desk, put_together
from ui.common.office import Office
from ui.pages.leads.decision_cards import erased
from ui.pages.leads.page import LeadsPage


@pytest.fixture
def page(office: Office, qtbot: QtBot, add: Add) -> tuple[LeadsPage, int]:
    """The sheet of one person; it hears what is written."""
    lead_id = add()
    made = put_together(LeadsPage, office, qtbot)
    office.store.listen(made.refresh)
    made.refresh(frozenset({"*"}))
    made.open_lead(lead_id)
    return made, lead_id


def press(page: LeadsPage, name: str, qtbot: QtBot) -> None:
    """Press a button of the sheet in sight."""
    qtbot.waitUntil(lambda: page.sheet.findChild(QPushButton, name) is not None)
    child(page.sheet, QPushButton, name).click()


def is_gone(office: Office, lead_id: int) -> bool:
    with office.store.read() as r:
        return ads_withdrawn.gone(r, lead_id, at=NOW) is not None


def test_said_then_taken_back(page: tuple[LeadsPage, int], office: Office, desk: Desk, qtbot: QtBot) -> None:
    shown, lead_id = page
    press(shown, "sheet-withdraw", qtbot)
    qtbot.waitUntil(lambda: is_gone(office, lead_id))
    assert desk.said[-1].bold == "Annonce notée retirée."
    press(shown, "gone-back", qtbot)
    qtbot.waitUntil(lambda: not is_gone(office, lead_id))
    press(shown, "sheet-withdraw", qtbot)
    qtbot.waitUntil(lambda: is_gone(office, lead_id))
    act = desk.said[-1].act
    assert act is not None
    act.run()
    assert not is_gone(office, lead_id)
    act.run()
    assert desk.said[-1].kind == "error"


def test_the_person_is_erased_and_the_property_stays(
    page: tuple[LeadsPage, int], office: Office, desk: Desk, qtbot: QtBot
) -> None:
    shown, lead_id = page
    press(shown, "sheet-withdraw", qtbot)
    qtbot.waitUntil(lambda: is_gone(office, lead_id))
    desk.wait(days=1)
    shown.refresh(frozenset({"*"}))
    assert shown.sheet.findChild(QPushButton, "gone-back") is None
    press(shown, "gone-forget", qtbot)
    press(shown, "gone-forget", qtbot)
    qtbot.waitUntil(lambda: any("effacée" in one.bold for one in desk.said), timeout=30_000)
    with office.store.read() as r:
        assert r.of(Contact, lead_id=lead_id) == []
        assert r.of(Listing, "-id", lead_id=lead_id)
        assert r.value(str, "SELECT why FROM erased") == "sold"


def test_an_erasure_that_another_program_delays_says_that_its_traces_wait() -> None:
    said = erased(Forgotten((1,), 0, 0, whole=False))
    assert said == ("caution", "Personne effacée de la base.", "Ses traces partiront au prochain démarrage.")
