"""The register on screen."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.actions.calling import consenting
from core.actions.common.people import Who
from core.model.channel import Channel
from core.store import registers
from tests.ui.finding import child, words
from tests.ui.office_fixture import BY, Add, Desk, put_together
from ui.common.office import Office
from ui.pages.oppositions.page import OppositionsPage
from ui.widgets.button import Button
from ui.widgets.lists.table import Table


@pytest.fixture
def page(office: Office, qtbot: QtBot) -> OppositionsPage:
    """The page on an empty register."""
    made = put_together(OppositionsPage, office, qtbot)
    made.refresh(frozenset({"*"}))
    return made


def typed(page: OppositionsPage, text: str) -> str:
    """Type a number and return the answer."""
    child(page, QLineEdit, "check-number").setText(text)
    return words(page, "check-answer")


def test_a_number_nobody_refused(page: OppositionsPage) -> None:
    assert "n’est pas dans le registre" in typed(page, "06 39 98 77 77")
    assert "droit de l’appeler" in words(page, "check-more")
    assert "incomplet" in typed(page, "06 39")


def test_adding_answers_at_once_and_undoes(page: OppositionsPage, desk: Desk, office: Office) -> None:
    typed(page, "06 39 98 77 77")
    page.oppose()
    assert desk.last.kind == "opposed"
    assert "oppos" in words(page, "check-answer")
    page.refresh(frozenset({"opposition"}))
    assert len(page.entries) == 1
    page.oppose()
    assert desk.last.bold == "Déjà opposé."
    act = next(message.act for message in desk.said if message.act)
    act.run()
    with office.store.read() as r:
        assert registers.count_gestures(r) == 0


def test_a_refusal_answered_since_is_still_in_the_register(
    page: OppositionsPage, desk: Desk, office: Office, add: Add, tmp_path: Path
) -> None:
    lead_id = add(phones=("0639981241",))
    typed(page, "0639981241")
    page.oppose()
    proof = tmp_path / "coupon.pdf"
    proof.write_bytes(b"%PDF-1.4 coupon")
    desk.wait(minutes=2)
    agreed = office.now() - timedelta(minutes=1)
    consenting.record(office.store, Who(lead_id), channels=[Channel.CALL], collected=agreed, wording="consent-1",
                      proof=proof, by=BY, at=office.now())  # fmt: skip
    assert typed(page, "06 39 98 12 41").startswith("Au registre d’opposition depuis le")
    assert "Un accord plus récent" in words(page, "check-more")


def test_a_line_shows_the_entry_and_leads_to_the_sheet(page: OppositionsPage, desk: Desk, add: Add) -> None:
    lead_id = add(phones=("0639981241",))
    typed(page, "0639981241")
    page.oppose()
    page.refresh(frozenset({"opposition"}))
    page.open_entry(next(iter(page.entries)))
    child(page, Button, "entry-sheet").click()
    assert desk.gone == [("leads", lead_id)]


def test_verify_tells_the_chain(page: OppositionsPage, qtbot: QtBot) -> None:
    child(page, Button, "verify").click()
    told = child(page, QLabel, "journal-told")
    qtbot.waitUntil(lambda: "rien n’a été touché" in told.text(), timeout=20_000)


def test_nothing_typed_goes_to_the_field(page: OppositionsPage, desk: Desk) -> None:
    page.oppose()
    assert desk.said == []


def test_refusals_taken_back_are_folded_away(page: OppositionsPage, desk: Desk, add: Add) -> None:
    for number in ("06 39 98 12 41", "06 39 98 12 42", "06 39 98 12 43"):
        typed(page, number)
        page.oppose()
        if number != "06 39 98 12 43":
            desk.act()
    page.refresh(frozenset({"opposition"}))
    fold, table = child(page, Button, "oppositions-fold"), child(page, Table, "oppositions-table")

    def states() -> list[str]:
        return [table.rows().cells(line)[1].text for line in range(table.rows().rowCount())]

    assert (fold.text(), states()) == ("Voir les 2 annulées", ["Opposé"])
    fold.click()
    assert (fold.text(), states()) == ("Replier les annulées", ["Opposé", "Annulée", "Annulée"])
    fold.click()
    assert states() == ["Opposé"]
