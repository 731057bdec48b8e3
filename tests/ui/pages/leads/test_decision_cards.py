"""« Peut-être la même personne »: shown with its reasons, answered in one gesture, undone from the band."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.actions.common import people
from core.actions.leads import duplicates
from core.actions.register import opposing
from core.records.lead import Lead
from tests.core.actions.leads.test_join_letters import letter
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW, Add, Desk
from tests.ui.pages.leads_in_sight import leads_page
from ui.common.office import Office
from ui.pages.leads.decision_cards import join_leads, tell_apart
from ui.pages.leads.page import LeadsPage

TWIN = {"name": "H. Moreau", "phones": ("06 39 98 00 91",), "address": "", "reference": "B2"}


page = leads_page()


@pytest.fixture
def pair(page: LeadsPage, add: Add) -> tuple[int, int]:
    """Two sheets of one person, the first shown."""
    one = add(phones=("06 39 98 00 81",))
    other = add(**TWIN)
    page.open_lead(one)
    return one, other


def cards(page: LeadsPage) -> list[QWidget]:
    """Return the cards of proposals in sight."""
    found = page.sheet.findChildren(QWidget)
    return [card for card in found if card.objectName() in ("sheet-twin-0", "sheet-twin-1") and card.isVisibleTo(page)]


def words(widget: QWidget) -> list[str]:
    """Return every text in sight in ``widget``."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def press(page: LeadsPage, name: str, qtbot: QtBot) -> None:
    """Press a button of the sheet by the keyboard."""
    found = child(page.sheet, QPushButton, name)
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Space)
    qtbot.wait(1)


def test_who_why_and_what_would_change(page: LeadsPage, pair: tuple[int, int]) -> None:
    [card] = cards(page)
    assert card.accessibleName() == "Peut-être la même personne"
    assert words(card) == [
        "Peut-être la même personne",
        "H. Moreau, Uzès",
        "Même nom, même bien\u202f: prix, surface et commune, téléphones à un chiffre près "
        "(06\u00a039\u00a098\u00a000\u00a081 et 06\u00a039\u00a098\u00a000\u00a091).",
        "Téléphones\u202f: 06\u00a039\u00a098\u00a000\u00a081 → "
        "06\u00a039\u00a098\u00a000\u00a081, 06\u00a039\u00a098\u00a000\u00a091",
        "Annonces\u202f: 1 → 2",
    ]
    buttons = [button.accessibleName() for button in card.findChildren(QPushButton)]
    assert buttons == ["Réunir avec H. Moreau", "Pas la même personne que H. Moreau"]


def test_joined_then_undone(page: LeadsPage, pair: tuple[int, int], office: Office, desk: Desk, qtbot: QtBot) -> None:
    one, other = pair
    press(page, "twin-join-0", qtbot)
    assert (desk.last.kind, desk.last.bold) == ("done", "Fiches réunies.")
    assert desk.last.sentence == "Cela se défait pendant 30 jours."
    assert not cards(page)
    assert page.sheet.lead_id() == one
    assert list(page.browser.table.rows().ids) == [one]
    assert page.focusWidget() is not None
    desk.act()
    assert desk.last.bold == "Réunion défaite."
    assert set(page.browser.table.rows().ids) == {one, other}
    assert len(cards(page)) == 1


def test_a_join_is_taken_back_from_the_sheet_for_thirty_days(
    page: LeadsPage, pair: tuple[int, int], desk: Desk, qtbot: QtBot
) -> None:
    press(page, "twin-join-0", qtbot)
    card = child(page.sheet, QWidget, "sheet-joined")
    assert words(card) == ["Deux fiches réunies", "Cela se défait jusqu’au 24\u00a0décembre 2026."]
    press(page, "joined-undo", qtbot)
    assert desk.last.bold == "Réunion défaite."
    assert set(page.browser.table.rows().ids) == set(pair)
    press(page, "twin-join-0", qtbot)
    desk.wait(days=31)
    page.refresh(frozenset({"*"}))
    assert page.sheet.findChild(QWidget, "sheet-joined") is None
    said = len(desk.said)
    page.split(None)
    assert len(desk.said) == said


def test_the_letter_that_must_not_leave_is_said(
    page: LeadsPage, pair: tuple[int, int], office: Office, desk: Desk, qtbot: QtBot
) -> None:
    for one in pair:
        letter(office.store, one, "printed")
    press(page, "twin-join-0", qtbot)
    said = f"Ne postez pas la lettre T{pair[0]}\u202f: une seule suffit."
    assert (desk.last.kind, desk.last.bold, desk.last.sentence) == ("caution", "Fiches réunies.", said)
    card = child(page.sheet, QWidget, "sheet-joined")
    assert said in words(card)


def test_told_apart_then_asked_again(page: LeadsPage, pair: tuple[int, int], desk: Desk, qtbot: QtBot) -> None:
    press(page, "twin-apart-0", qtbot)
    assert (desk.last.bold, desk.last.sentence) == ("Deux personnes.", "La question ne sera plus posée.")
    assert not cards(page)
    desk.act()
    assert desk.last.bold == "Réponse retirée."
    assert len(cards(page)) == 1


def test_an_opposed_person_is_not_named_by_the_sheet_of_another(
    page: LeadsPage, pair: tuple[int, int], office: Office, desk: Desk, qtbot: QtBot
) -> None:
    one, other = pair
    opposing.oppose(office.store, people.Who(other), how="letter", by=BY, at=NOW)
    [card] = cards(page)
    told = " ".join(words(card))
    assert "Une personne opposée. Réunir ferme aussi cette fiche." in told
    assert "H. Moreau" not in told
    assert "00\u00a091" not in told
    assert [button.accessibleName() for button in card.findChildren(QPushButton)] == [
        "Réunir avec cette personne",
        "Pas la même personne que cette personne",
    ]
    press(page, "twin-join-0", qtbot)
    assert (desk.last.kind, desk.last.sentence) == ("opposed", "L’une des deux s’opposait\u202f: tout est fermé.")
    with office.store.read() as r:
        assert r.row(Lead, one).opposed_at is not None


def test_what_somebody_else_did_meanwhile_is_said(
    page: LeadsPage, pair: tuple[int, int], office: Office, desk: Desk
) -> None:
    page.answer(join_leads, 1)
    assert desk.last.kind == "error"
    page.answer(tell_apart, 1)
    assert desk.last.kind == "error"
    said = len(desk.said)
    page.answer(join_leads, "")
    page.answer(tell_apart, None)
    assert len(desk.said) == said
    with office.store.read() as r:
        assert [one.lead_id for one in duplicates.proposals(r, pair[0])] == [pair[1]]


def test_the_list_keeps_who_may_be_one_once_a_survey_found_them(
    page: LeadsPage, pair: tuple[int, int], office: Office, add: Add
) -> None:
    add(last_name="Payet", first_name="Inès", phones=("01 99 00 55 01",), price="120 000 €")
    shown = page.browser.chips.findChildren(QPushButton)
    assert "Doublons" not in " ".join(chip.text() for chip in shown)
    duplicates.survey(office.store, None, by=BY, at=NOW)
    page.show_filters({"alike": "yes"})
    assert set(page.browser.table.rows().ids) == set(pair)
    duplicates.told_apart(office.store, *pair, by=BY, at=NOW)
    assert "alike" not in page.browser.chips.values()
