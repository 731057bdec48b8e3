"""The section « Vos affirmations »: each question once, what letters wait for, what an answer may not say."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.actions.common import agency
from core.model.agency import Agency
from core.notices.agency_answers import answers
from tests.tables import table
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW, Desk
from ui.common.office import Office
from ui.pages.settings.claims import GROUPS, ClaimsSection


@pytest.fixture
def section(office: Office, qtbot: QtBot) -> Iterator[ClaimsSection]:
    """The section as the page shows it."""
    made = ClaimsSection(office)
    qtbot.addWidget(made)
    made.resize(900, 2200)
    made.show()
    made.refresh()
    yield made


def answered(office: Office) -> Agency:
    office.forget(frozenset({"setting"}))
    return office.settings.agency


def test_each_answer_of_the_letters_has_its_question() -> None:
    rows = {row.key for group in GROUPS for row in group.rows}
    derived = {"holds_funds", "own_software", "page", "step_phone", "serves_lettings"}
    assert set(answers(Agency())) - derived <= rows


def test_letters_wait_for_what_is_not_answered(section: ClaimsSection, office: Office) -> None:
    held = child(section, QLabel, "claims-held")
    assert held.text() == "Vos lettres peuvent partir."
    agency.save_agency(office.store, {"scores": "", "sends_abroad": ""}, by=BY, at=NOW)
    office.forget(frozenset({"setting"}))
    section.refresh()
    assert held.text() == "Aucune lettre ne part sans ces réponses."
    assert "Vos lettres l’attendent." in section.form("data").notes["scores"].text()
    section.arrive()
    assert section.form("data").field("sends_abroad").hasFocus()


@table(
    "group, key, place, said",
    [("data", "scores", 1, False), ("data", "has_dpo", 0, None), ("offer", "any_day", 2, False)],
)
def test_an_answer_applies_at_once(
    section: ClaimsSection, office: Office, group: str, key: str, place: int, said: bool | None
) -> None:
    choice = section.form(group).field(key)
    assert isinstance(choice, QComboBox)
    choice.setCurrentIndex(2 if place == 1 else 0)
    choice.setCurrentIndex(place)
    choice.activated.emit(place)
    assert getattr(answered(office), key) is said


def test_no_is_refused_while_a_host_is_outside_the_union(section: ClaimsSection, office: Office, desk: Desk) -> None:
    agency.save_agency(
        office.store, {"software_place": "host", "software_host": "Nuage", "sends_abroad": ""}, by=BY, at=NOW
    )
    office.forget(frozenset({"setting"}))
    section.refresh()
    section.form("data").changed.emit("sends_abroad", "0")
    assert "Nuage" in desk.last.bold + desk.last.sentence
    assert answered(office).sends_abroad is None


def test_a_number_that_is_charged_is_no_way_to_refuse(section: ClaimsSection, office: Office, desk: Desk) -> None:
    before = answered(office).objection_phone
    section.form("refusal").changed.emit("objection_phone", "0892 70 12 34")
    assert "0892 70 12 34" in desk.last.bold + desk.last.sentence
    assert answered(office).objection_phone == before


def test_what_the_letter_says_of_the_agency_is_chosen_in_order(section: ClaimsSection, office: Office) -> None:
    for key, place in (("first", 4), ("second", 1)):
        choice = section.form("choices").field(key)
        assert isinstance(choice, QComboBox)
        choice.setCurrentIndex(place)
        choice.activated.emit(place)
    office.forget(frozenset({"setting"}))
    assert office.settings.look.chosen_proofs == ("hours", "since")
    year = section.form("proofs").field("since_year")
    assert isinstance(year, QLineEdit) and year.text() == ""


def test_the_answers_of_another_year_are_read_again(section: ClaimsSection, office: Office, desk: Desk) -> None:
    assert section.same.isHidden()
    desk.wait(days=60)
    section.refresh()
    assert not section.same.isHidden() and "2026" in child(section, QLabel, "claims-read").text()
    section.same.click()
    assert "2027" in child(section, QLabel, "claims-read").text() and section.same.isHidden()
