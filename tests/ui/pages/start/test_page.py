"""The first start: four pages, none required, what a letter lacks said live."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.actions.common import agency
from core.actions.common.law import rulebooks
from core.notices.agency_gaps import agency_missing
from tests.bases import new_base
from tests.tables import table
from tests.ui.finding import child
from tests.ui.office_fixture import IDENTITY, NOW, Desk, put_together
from ui.common import checks
from ui.common.jobs import Jobs
from ui.common.office import Office
from ui.common.seat import Seat
from ui.look.theme import Theme
from ui.pages.start.agency_form import AgencyForm, missing_words
from ui.pages.start.page import StartPage, hours_words
from ui.widgets.button import Button
from ui.widgets.fields import Choice


@pytest.fixture
def fresh(tmp_path: Path, qapp: QApplication, theme: Theme, desk: Desk) -> Iterator[Office]:
    """An office on a base nobody has used."""
    store = new_base(tmp_path / "neuve")
    seat = Seat(QSettings(str(tmp_path / "neuf.ini"), QSettings.Format.IniFormat))
    jobs = Jobs(qapp)
    yield Office(
        store=store, theme=theme, jobs=jobs, seat=seat, by="poste", say=desk.say, go=desk.go, clock=lambda: NOW
    )
    jobs.stop()
    store.close()


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
    form = start.agency
    said = child(form, QLabel, "agency-missing")
    assert said.text().startswith("Trois champs suffisent pour commencer.")
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
    assert said.text() == "Rien ne manque\u202f: les lettres peuvent partir."
    assert fresh.settings.agency.name == IDENTITY["name"]
    assert agency_missing(fresh.settings.agency) == ()


def test_a_wrong_siren_is_told_and_not_kept(start: StartPage, fresh: Office) -> None:
    fill(start.agency, "siren", "123 456 789")
    assert fresh.settings.agency.siren == ""
    fill(start.agency, "siren", "123 456 782")
    assert fresh.settings.agency.siren == "123456782"


def test_four_pages_then_the_ways_to_begin(start: StartPage, fresh: Office, qtbot: QtBot) -> None:
    fill(start.agency, "phone", "01 99 00 10 10")
    for step in (2, 3, 4):
        start.footer.forward_button.click()
        assert start.step == step
    assert start.footer.forward_button.isHidden()
    assert fresh.settings.caller_number == "01 99 00 10 10", "the agency's telephone stands until another is given"
    with qtbot.waitSignal(start.finished) as told:
        start.ways.buttons["import"].click()
    assert told.args == ["import"]
    assert fresh.settings.started


def test_who_works_here_signs_the_journal(start: StartPage, fresh: Office) -> None:
    start.show_step(3)
    user = start.phone.form.field("user")
    assert isinstance(user, QLineEdit)
    user.setText("Claire Vasseur")
    user.editingFinished.emit()
    assert fresh.by == "Claire Vasseur"
    with fresh.store.read() as r:
        assert agency.settings(r).user == "Claire Vasseur"
    user.clear()
    user.editingFinished.emit()
    assert fresh.by == "Claire Vasseur", "a seat has a name once it had one"


def test_trying_invented_leads_ends_nothing(start: StartPage, fresh: Office) -> None:
    told: list[str] = []
    start.finished.connect(told.append)
    start.finish("demo")
    assert told == ["demo"]
    assert not fresh.settings.started


def test_it_can_be_left_for_later(start: StartPage, fresh: Office) -> None:
    start.footer.cancel_button.click()
    assert fresh.settings.started


def test_going_back_by_a_done_step(start: StartPage) -> None:
    start.show_step(4)
    start.steps.asked.emit(1)
    assert start.step == 1


def test_the_folder_is_shown_as_it_is_and_opened(
    start: StartPage, fresh: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert child(start.safe, QLabel, "start-folder").text() == str(fresh.folder)
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    start.safe.open.click()
    assert [Path(one.toLocalFile()) for one in shown] == [fresh.folder]


def test_the_hours_come_from_the_law_of_the_day() -> None:
    numbers = rulebooks().on(NOW.date()).numbers
    words = hours_words(numbers).replace("\u00a0", " ")
    assert words == "Du lundi au vendredi, de 10 h à 13 h et de 14 h à 20 h, jamais un jour férié."


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
