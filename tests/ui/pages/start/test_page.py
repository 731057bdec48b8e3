"""The first start: two ways in, the agency, the first seller; nothing required, what a letter lacks said live."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.actions.common import agency
from core.notices.agency_gaps import agency_missing
from tests.core.sources.test_letterhead_text import SIGNATURE, WHOLE
from tests.tables import table
from tests.ui.finding import child
from tests.ui.office_fixture import IDENTITY, NOW, put_together
from ui.common import checks
from ui.common.office import Office
from ui.pages.start.agency_form import AgencyForm, missing_words
from ui.pages.start.page import AGENCY as AGENCY_STEP
from ui.pages.start.page import BEGINNING, DOORS, StartPage
from ui.widgets.button import Button
from ui.widgets.fields import Choice


@pytest.fixture
def start(fresh: Office, qtbot: QtBot) -> StartPage:
    made = put_together(StartPage, fresh, qtbot)
    made.resize(1366, 730)
    made.show()
    return made


def fill(form: AgencyForm, key: str, text: str) -> None:
    """Type in a field and leave it."""
    field = form.field(key)
    if isinstance(field, Choice):
        field.setCurrentIndex(field.findData(text))
        return
    assert isinstance(field, QLineEdit)
    field.setText(text)
    field.editingFinished.emit()


def test_filling_every_mention_lets_letters_leave(start: StartPage, fresh: Office) -> None:
    start.show_step(AGENCY_STEP)
    form = start.agency
    said = child(form, QLabel, "agency-missing")
    assert said.text() == "Encore 5 minutes avant la première lettre."
    assert form.field("name").isVisible() and form.field("phone").isVisible()
    assert not form.field("siren").isVisible()
    child(form, Button, "agency-more").click()
    assert form.field("siren").isVisible()
    assert said.text().startswith("Il manque le nom de l’agence")
    assert form.focus_missing()
    assert form.field("name").accessibleDescription().startswith("△ Manque à la lettre.")
    for key, text in IDENTITY.items():
        fill(form, key, text)
    assert form.missing() == ()
    assert not form.focus_missing()
    assert said.text().startswith("La fiche est complète. Avant la première lettre\u202f: dites ce qu’elle affirme")
    assert fresh.settings.agency.name == IDENTITY["name"]
    assert agency_missing(fresh.settings.agency) == ()


def test_a_wrong_siren_is_told_and_not_kept(start: StartPage, fresh: Office) -> None:
    fill(start.agency, "siren", "123 456 789")
    assert fresh.settings.agency.siren == ""
    fill(start.agency, "siren", "123 456 782")
    assert fresh.settings.agency.siren == "123456782"


def test_two_ways_in_then_the_agency_then_the_first_seller(start: StartPage, fresh: Office, qtbot: QtBot) -> None:
    assert start.step == DOORS and start.doors.buttons["begin"].hasFocus()
    QTest.keyClick(start, Qt.Key.Key_2)
    assert start.step == AGENCY_STEP
    fill(start.agency, "phone", "01 99 00 10 10")
    start.footer.forward_button.click()
    assert start.step == BEGINNING and start.footer.forward_button.isHidden()
    with qtbot.waitSignal(start.finished) as told:
        start.ways.buttons["import"].click()
    assert told.args == ["import"]
    assert fresh.settings.caller_number == "01 99 00 10 10", "the agency's telephone stands until another is given"
    assert fresh.settings.started


def test_each_way_in_is_taken_by_its_digit_or_its_button(start: StartPage, fresh: Office) -> None:
    heard: list[str] = []
    start.finished.connect(heard.append)
    QTest.keyClick(start, Qt.Key.Key_1)
    assert heard == ["demo"] and not fresh.settings.started
    start.doors.restore.click()
    assert heard == ["demo", "restore"] and fresh.settings.started


def test_a_letterhead_fills_what_is_empty(start: StartPage, fresh: Office) -> None:
    start.show_step(AGENCY_STEP)
    fill(start.agency, "phone", "01 99 00 10 99")
    start.agency.pasted.setPlainText(WHOLE)
    start.agency.read_pasted()
    kept = fresh.settings.agency
    assert (kept.name, kept.siren, kept.rcs_town, kept.holds_funds) == (
        "Agence des Tilleuls",
        "123456782",
        "Nîmes",
        True,
    )
    assert kept.phone == "01 99 00 10 99", "what somebody typed stays"
    assert start.agency.value("siren") == "123456782" and start.agency.field("siren").isVisible(), "to be read again"
    assert "champs remplis" in child(start.agency, QLabel, "agency-read").text()
    lacking = len(start.agency.missing())
    start.agency.pasted.setPlainText(WHOLE.replace("3 place aux Herbes", "5 place aux Herbes"))
    start.agency.read_pasted()
    assert fresh.settings.agency.address == "5 place aux Herbes", "what was pasted is pasted again"
    start.agency.pasted.setPlainText("Bonjour, un mot sans rien.")
    start.agency.read_pasted()
    assert "Rien de sûr" in child(start.agency, QLabel, "agency-read").text()
    assert fresh.settings.agency.siren == "123456782" and len(start.agency.missing()) == lacking <= 5


def test_a_signature_says_who_works_here(start: StartPage, fresh: Office) -> None:
    start.show_step(AGENCY_STEP)
    start.agency.pasted.setPlainText(SIGNATURE)
    start.agency.read_pasted()
    assert (fresh.by, fresh.settings.agency.signer_name) == ("Claire Vasseur", "Claire Vasseur")
    assert fresh.settings.agency.signer_role == "négociatrice"


def test_who_works_here_signs_the_journal_and_the_letters(start: StartPage, fresh: Office) -> None:
    start.show_step(AGENCY_STEP)
    user = child(start.agency, QLineEdit, "agency-who-user")
    user.setText("Claire Vasseur")
    user.editingFinished.emit()
    assert (fresh.by, fresh.settings.agency.signer_name) == ("Claire Vasseur", "Claire Vasseur")
    fill(start.agency, "signer_name", "Paul Vidal")
    user.clear()
    user.editingFinished.emit()
    assert fresh.by == "Claire Vasseur", "a seat has a name once it had one"
    user.setText("Claire V.")
    user.editingFinished.emit()
    assert fresh.settings.agency.signer_name == "Paul Vidal", "who signs is not changed behind anybody's back"


def test_trying_invented_leads_ends_nothing(start: StartPage, fresh: Office) -> None:
    told: list[str] = []
    start.finished.connect(told.append)
    start.finish("demo")
    assert told == ["demo"]
    assert not fresh.settings.started


def test_it_can_be_left_for_later(start: StartPage, fresh: Office) -> None:
    start.show_step(AGENCY_STEP)
    start.footer.cancel_button.click()
    assert fresh.settings.started


def test_going_back_by_a_done_step(start: StartPage) -> None:
    start.show_step(BEGINNING)
    start.steps.asked.emit(AGENCY_STEP)
    assert start.step == AGENCY_STEP
    start.footer.back_button.click()
    assert start.step == DOORS


def test_the_form_shows_what_another_seat_changed(office: Office, qtbot: QtBot) -> None:
    form = AgencyForm(office)
    qtbot.addWidget(form)
    assert form.missing() == ()
    agency.save_agency(office.store, {"town": "Alès", "holds_funds": True}, by="autre", at=NOW)
    office.forget(frozenset({"setting"}))
    form.refresh(frozenset({"lead"}))
    assert form.value("town") == "Uzès"
    form.refresh(frozenset({"setting"}))
    assert (form.value("town"), form.value("holds_funds")) == ("Alès", "1")


def test_missing_mentions_are_named_then_counted() -> None:
    words = missing_words(("a", "b", "c", "d", "e"))
    assert words == "Il manque a, b, c et 2 autres mentions\u202f: aucune lettre ne peut partir."


@table(
    "check, good, bad",
    [
        (checks.siren, "732 829 320", "732 829 321"),
        (checks.siren, "123456782", "12345678"),
        (checks.postcode, "01000", "1000"),
        (checks.phone, "01 99 00 10 10", "01 99 00"),
        (checks.email, "Contact@Agence.example", "contact@"),
        (checks.months, "6", "13"),
    ],
)
def test_checks_say_how_to_repair(check: object, good: str, bad: str) -> None:
    assert callable(check)
    assert check(good) == ""
    assert check(bad)
