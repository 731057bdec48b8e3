"""The settings: every field applies on leaving it, and what is in force is shown again."""

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from core.actions.common import agency
from core.actions.keeping import verifying
from core.model.settings import Settings
from core.records.supplier import Supplier
from core.store.engine.proven import PROVEN
from tests.tables import table
from tests.ui.finding import child, words
from tests.ui.office_fixture import BY, Add, Desk
from tests.ui.pages.settings_in_sight import settings_page
from ui.common.office import Office
from ui.common.softphone import CHOICE
from ui.pages.settings.base import size_words
from ui.pages.settings.page import SECTIONS, SettingsPage
from ui.pages.settings.seat import SEAT
from ui.widgets.button import Button
from ui.widgets.fields import Choice, Switch
from ui.widgets.job_bar import JobBar
from ui.widgets.mark import IconLabel

page = settings_page()


def leave(page: SettingsPage, name: str, text: str) -> QLineEdit:
    """Type in a field and leave it."""
    field = child(page, QLineEdit, name)
    field.setText(text)
    field.editingFinished.emit()
    return field


def kept(office: Office) -> Settings:
    """Return the settings in the base."""
    with office.store.read() as r:
        return agency.settings(r)


def saved(page: SettingsPage) -> bool:
    """Tell whether « Enregistré » is shown."""
    return child(page, IconLabel, "settings-saved").isVisible()


@table("section", [one.key for one in SECTIONS])
def test_every_section_is_shown_and_named(page: SettingsPage, section: str) -> None:
    page.show_section(section)
    shown = page.section()
    assert shown.key == section
    assert words(page, "settings-title") == shown.title
    assert not saved(page)
    page.grab()


def test_the_identity_applies_on_leaving_and_the_letterhead_follows(page: SettingsPage, office: Office) -> None:
    assert "Uzès" in words(page, "letterhead-lines")
    assert "CCI du Gard" in words(page, "letterhead-foot")
    leave(page, "agency-contact-town", "Nîmes")
    assert kept(office).agency.town == "Nîmes"
    assert "Nîmes" in words(page, "letterhead-lines")
    leave(page, "agency-identity-siren", "")
    assert words(page, "letterhead-foot") == "Il manque le numéro SIREN\u202f: aucune lettre ne peut partir."


def test_the_user_is_who_the_journal_names(page: SettingsPage, office: Office) -> None:
    page.show_section("user")
    leave(page, "user-form-user", "Hugo Lemoine")
    assert (kept(office).user, office.by) == ("Hugo Lemoine", "Hugo Lemoine")
    assert saved(page)
    leave(page, "user-form-user", "")
    assert kept(office).user == "Hugo Lemoine"
    leave(page, "user-form-seat", "Accueil")
    assert office.seat.text(SEAT) == "Accueil"


def test_the_number_shown_must_be_complete(page: SettingsPage, office: Office) -> None:
    page.show_section("telephone")
    leave(page, "telephone-form-caller_number", "01 99")
    assert kept(office).caller_number == "01 99 00 10 10"
    assert not saved(page)
    leave(page, "telephone-form-caller_number", "01 99 00 10 20")
    assert kept(office).caller_number == "01 99 00 10 20"
    assert saved(page)


def test_who_is_sent_to_the_identity_stands_in_the_first_field_a_letter_lacks(
    page: SettingsPage, office: Office
) -> None:
    agency.save_agency(office.store, {"card_number": ""}, by=BY, at=office.now())
    office.forget(frozenset({"setting"}))
    page.show()
    page.activateWindow()
    page.show_filters({"section": "agency"})
    lacking = page.focusWidget()
    assert isinstance(lacking, QLineEdit) and lacking.objectName().endswith("-card_number")


def test_local_holidays_are_a_choice_of_the_agency(page: SettingsPage, office: Office) -> None:
    page.show_section("telephone")
    child(page, Switch, "telephone-form-local_holidays").click()
    assert kept(office).local_holidays is False
    assert office.law.local_holidays is False


def test_how_a_seat_dials_is_its_own_choice(page: SettingsPage, office: Office) -> None:
    page.show_section("telephone")
    choice = child(page, Choice, f"telephone-form-{CHOICE}")
    choice.setCurrentIndex(choice.findData("sip"))
    assert office.seat.text(CHOICE) == "sip"
    assert saved(page)


def test_the_address_of_a_supplier(page: SettingsPage, office: Office, add: Add, desk: Desk) -> None:
    page.show_section("suppliers")
    assert child(page, Button, "suppliers-import").isVisible()
    child(page, Button, "suppliers-import").click()
    assert desk.gone == [("imports", None)]
    add()
    page.refresh(frozenset({"supplier"}))
    leave(page, "supplier-form-address", "1 rue du Pont, 30700 Uzès")
    with office.store.read() as r:
        assert r.of(Supplier, "name_key")[0].address == "1 rue du Pont, 30700 Uzès"
    assert saved(page)


def test_what_is_being_typed_stays_when_news_come(page: SettingsPage, office: Office) -> None:
    page.show_section("user")
    field = child(page, QLineEdit, "user-form-user")
    page.activateWindow()
    field.setFocus()
    field.setText("Hug")
    agency.save_settings(office.store, {"user": "Ana"}, by=BY, at=office.now())
    office.forget(frozenset({"setting"}))
    page.refresh(frozenset({"setting"}))
    assert field.text() == ("Hug" if field.hasFocus() else "Ana")


def test_the_look_applies_at_once_and_stays_on_the_seat(page: SettingsPage, office: Office) -> None:
    page.show_section("look")
    scale = child(page, Choice, "look-form-scale")
    scale.setCurrentIndex(scale.findData("150"))
    scheme = child(page, Choice, "look-form-scheme")
    scheme.setCurrentIndex(scheme.findData("dark"))
    assert (office.theme.scheme, office.theme.scale) == ("dark", 150)
    assert (office.seat.scheme, office.seat.text_scale) == ("dark", 150)
    office.theme.choose("light", 110)
    assert (scheme.value(), scale.value()) == ("light", "110")


def test_verifying_says_the_base_is_whole(page: SettingsPage, qtbot: QtBot) -> None:
    page.show_section("base")
    verify = child(page, Button, "base-verify")
    verify.click()
    assert not verify.isEnabled()
    qtbot.waitUntil(lambda: "intacte" in words(page, "base-said"), timeout=20_000)
    assert verify.isEnabled()


def test_a_verification_says_how_far_it_is_and_can_be_stopped(page: SettingsPage, office: Office, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []
    assert verifying.check(office.folder, lambda done, total: seen.append((done, total))).ok
    with office.store.read() as r:
        rows = r.value(int, "SELECT count(*) FROM journal") or 0
    assert {(0, 0), (1, rows), (rows, rows), (0, len(PROVEN))} <= set(seen)
    page.show_section("base")
    child(page, Button, "base-verify").click()
    assert child(page, JobBar, "base-job").isVisible()
    child(page, Button, "base-job-stop").click()
    qtbot.waitUntil(lambda: words(page, "base-said") != "", timeout=20_000)
    assert not child(page, JobBar, "base-job").isVisible()
    assert child(page, Button, "base-verify").isEnabled()


def test_sections_become_a_list_of_choices_when_there_is_no_room(page: SettingsPage, office: Office) -> None:
    choice = child(page, Choice, "settings-choice")
    assert not choice.isVisible()
    office.theme.choose("light", 200)
    assert choice.isVisible()
    choice.setCurrentIndex(choice.findData("about"))
    assert page.section().key == "about"
    page.grab()


@table(
    "size, shown",
    [(0, "0\u00a0octets"), (1023, "1\u202f023\u00a0octets"), (1536, "1,5\u00a0Ko"), (13_002_342, "12,4\u00a0Mo"),
     (300 * 1024**3, "300\u00a0Go"), (5000 * 1024**4, "5\u202f000\u00a0To")],
)  # fmt: skip
def test_sizes_in_french(size: int, shown: str) -> None:
    assert size_words(size) == shown
