"""The card of the next step: what it says, where its button leads, and what a lead lacks typed in it."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from core.actions.calling import consenting
from core.actions.common import agency, people
from core.actions.leads import ads_withdrawn
from core.actions.letters import noticing
from core.actions.register import opposing
from core.actions.rights import requests
from core.model.channel import Channel
from core.model.request import RequestKind
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.opposition import NearApart
from core.store import leads
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW, Add, Desk
from tests.ui.pages.leads_in_sight import leads_page
from ui.common.office import Office
from ui.pages.leads.page import LeadsPage
from ui.widgets.fields import Choice

EVERYTHING = frozenset({"*"})


page = leads_page(height=700)


def said(page: LeadsPage, name: str = "step-sentence") -> str:
    found = page.sheet.findChild(QLabel, name)
    return found.text().replace("\u202f", " ") if found else ""


def field(page: LeadsPage, name: str) -> QLineEdit:
    return child(page.sheet, QLineEdit, name)


def press(page: LeadsPage, name: str) -> None:
    child(page.sheet, QPushButton, name).click()
    QApplication.processEvents()


def told(page: LeadsPage, how: str) -> None:
    choice = child(page.sheet, Choice, "step-told")
    choice.setCurrentIndex(choice.findData(how))


def addresses(office: Office, lead_id: int) -> list[tuple[str, str, str]]:
    with office.store.read() as r:
        return [(one.value, one.postcode, one.town) for one in r.of(Contact, lead_id=lead_id) if one.kind == "address"]


def typed(page: LeadsPage, street: str = "27 rue de la Calade", code: str = "30700") -> None:
    field(page, "step-address").setFocus()
    QTest.keyClicks(field(page, "step-address"), street)
    field(page, "step-postcode").selectAll()
    QTest.keyClicks(field(page, "step-postcode"), code)


def test_an_address_is_completed_where_its_lack_is_told(
    page: LeadsPage, add: Add, desk: Desk, office: Office, qtbot: QtBot
) -> None:
    lead = add(address="", postcode="30700", town="Uzès")
    page.browser.table.opened.emit(lead)
    assert said(page).startswith("Il manque l’adresse : la lettre, due au plus tard le")
    assert "annuaire inversé" in said(page, "step-hint")
    assert QApplication.focusWidget() is field(page, "step-address")
    typed(page)
    QTest.keyClick(field(page, "step-postcode"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Dites d’où vient" in said(page, "step-problem"))
    assert isinstance(QApplication.focusWidget(), Choice)
    assert addresses(office, lead) == []
    told(page, "sign")
    press(page, "step-keep")
    qtbot.waitUntil(lambda: said(page).startswith("Lettre d’information due"))
    assert addresses(office, lead) == [("27 rue de la Calade", "30700", "Uzès")]
    with office.store.read() as r:
        [contact] = [one.id for one in r.of(Contact, lead_id=lead) if one.kind == "address"]
        origin = leads.contact_origin(r, contact)
    assert origin is not None and (origin.how, origin.seen) == ("sign", NOW.date().isoformat())
    assert desk.last.bold == "Adresse complétée."
    focused = QApplication.focusWidget()
    assert focused is not None and focused.objectName() == "step-go"
    desk.act()
    assert addresses(office, lead) == []
    assert desk.last.bold == "Changement annulé."


def test_a_sheet_that_covers_the_list_takes_the_focus_to_its_step(page: LeadsPage, add: Add) -> None:
    page.resize(900, 700)
    page.open_lead(add(name="Alba"))
    focused = QApplication.focusWidget()
    assert focused is not None and focused.objectName() == "step-go"


def test_the_town_comes_with_its_postcode(page: LeadsPage, add: Add) -> None:
    page.open_lead(add(address="", postcode="", town=""))
    QTest.keyClicks(field(page, "step-postcode"), "30000")
    assert field(page, "step-town").text() == "Nîmes"
    field(page, "step-postcode").clear()
    QTest.keyClicks(field(page, "step-postcode"), "30700")
    assert field(page, "step-town").text() == ""
    assert field(page, "step-town").completer() is not None


def test_what_is_typed_survives_what_others_write_and_echap_gives_it_up(
    page: LeadsPage, add: Add, office: Office, qtbot: QtBot
) -> None:
    lead = add(address="", postcode="30700", town="Uzès")
    page.open_lead(lead)
    typed(page, code="30700")
    add(name="Brun")
    page.refresh(EVERYTHING)
    assert field(page, "step-address").text() == "27 rue de la Calade"
    QTest.keyClick(field(page, "step-address"), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: field(page, "step-address").text() == "")
    assert page.sheet.isVisible()
    QTest.keyClick(field(page, "step-address"), Qt.Key.Key_Escape)
    assert not page.sheet.isVisible()
    assert addresses(office, lead) == []


def test_what_is_typed_is_still_there_after_another_sheet(
    page: LeadsPage, add: Add, office: Office, qtbot: QtBot
) -> None:
    """A click on another row, or a call received, does not lose it; once kept, it is not offered again."""
    first, other = add(address=""), add(address="", last_name="Autre")
    page.open_lead(first)
    field(page, "step-address").setFocus()
    QTest.keyClicks(field(page, "step-address"), "27 rue de la Calade")
    told(page, "sign")
    page.open_lead(other)
    assert field(page, "step-address").text() == ""
    page.open_lead(first)
    assert field(page, "step-address").text() == "27 rue de la Calade"
    press(page, "step-keep-on")
    assert [one[0] for one in addresses(office, first)] == ["27 rue de la Calade"]
    qtbot.waitUntil(lambda: page.sheet.lead_id() == other)
    assert field(page, "step-address").text() == ""


def test_an_empty_field_and_another_way_are_asked_for(page: LeadsPage, add: Add, office: Office, qtbot: QtBot) -> None:
    lead = add(address="", postcode="30700", town="Uzès")
    page.open_lead(lead)
    press(page, "step-keep")
    qtbot.waitUntil(lambda: said(page, "step-problem") == "Remplissez ce champ : Adresse.")
    typed(page)
    told(page, "other")
    press(page, "step-keep")
    qtbot.waitUntil(lambda: "par quel moyen" in said(page, "step-problem"))
    way = field(page, "step-way")
    assert way.isVisible() and QApplication.focusWidget() is way
    QTest.keyClicks(way, "les pages blanches")
    press(page, "step-keep")
    qtbot.waitUntil(lambda: "Pas d’annuaire" in said(page, "step-problem"))
    way.setText("un courrier reçu")
    press(page, "step-keep")
    qtbot.waitUntil(lambda: addresses(office, lead) != [])


def test_an_address_of_somebody_opposed_closes_the_sheet_and_keeps_nothing(
    page: LeadsPage, add: Add, desk: Desk, office: Office, qtbot: QtBot
) -> None:
    other = add(name="Alba", address="27 rue de la Calade", postcode="30700", town="Uzès")
    opposing.oppose(office.store, people.Who(other), how="letter", by=BY, at=NOW - timedelta(days=9))
    lead = add(name="Alba", address="", postcode="30700", town="Uzès")
    page.open_lead(lead)
    typed(page)
    told(page, "sign")
    press(page, "step-keep")
    qtbot.waitUntil(lambda: said(page, "step-problem") != "")
    assert said(page, "step-problem").startswith("Cette personne s’oppose depuis le 15")
    assert field(page, "step-address").text() == "27 rue de la Calade"
    assert (addresses(office, lead), desk.last.kind) == ([], "opposed")
    with office.store.read() as r:
        assert r.row(Lead, lead).opposed_at is not None
    desk.act()
    with office.store.read() as r:
        assert r.row(Lead, lead).opposed_at is None


def test_a_site_a_supplier_a_day_and_a_town_are_typed_too(
    page: LeadsPage, add: Add, office: Office, qtbot: QtBot
) -> None:
    lead = add(name="Alba")
    with office.store.write("test", by=BY, at=NOW) as w:
        origin = leads.first_origin(w, lead)
        assert origin is not None
        w.update("origin", origin.id, {"site": "", "supplier_id": None, "seen": None})
        w.update("lead", lead, {"town": "", "town_key": ""})
        for one in w.of(Listing, "-id", lead_id=lead):
            w.update("listing", one.id, {"town": ""})
        for point in w.of(Contact, lead_id=lead):
            if point.kind == "address":
                w.update("contact", point.id, {"town": "Uzès", "postcode": "30700"})
    page.open_lead(lead)
    for name, value, next_ in (
        ("step-supplier", "Pige Ouest", "Il manque le site"),
        ("step-site", "Toit Direct", "Il manque le jour"),
        ("step-seen", "3/11/2026", "Il manque la commune"),
        ("step-property_town", "Nîmes", "Lettre d’information due"),
    ):
        field(page, name).setText(value)
        QTest.keyClick(field(page, name), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda start=next_: said(page).startswith(start))  # type: ignore[misc]


def test_a_person_who_cannot_be_found_is_erased_and_the_property_kept(
    page: LeadsPage, add: Add, office: Office, qtbot: QtBot, desk: Desk
) -> None:
    lead = add(address="", postcode="30700", town="Uzès")
    page.open_lead(lead)
    press(page, "step-erase")
    assert "partent sans retour" in said(page, "step-erase-told")
    with office.store.read() as r:
        assert r.of(Contact, lead_id=lead)
    press(page, "step-erase")
    qtbot.waitUntil(lambda: any("effacée" in one.bold for one in desk.said), timeout=30_000)
    with office.store.read() as r:
        assert r.of(Contact, lead_id=lead) == []
        assert r.of(Listing, "-id", lead_id=lead)


def test_each_step_leads_where_it_is_done(
    page: LeadsPage, add: Add, desk: Desk, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    lead = add(name="Alba")
    page.open_lead(lead)
    press(page, "step-go")
    qtbot.waitUntil(lambda: desk.gone[-1:] == [("letters", lead)])
    noticing.make(office.store, [lead], tmp_path, by=BY, at=NOW)
    assert said(page).startswith("Lettre prête")
    proof = tmp_path / "coupon.txt"
    proof.write_text("signé")
    consenting.record(
        office.store, people.Who(lead), channels=[Channel.CALL], collected=NOW - timedelta(days=3),
        wording="consent-1", proof=proof, by=BY, at=NOW,
    )  # fmt: skip
    requests.note(office.store, str(lead), RequestKind.ACCESS, received=NOW.date(), how="letter", by=BY, at=NOW)
    assert said(page).startswith("Répondez à sa demande (copie des données)")
    press(page, "step-go")
    qtbot.waitUntil(lambda: desk.gone[-1] == ("requests", None))
    opposing.oppose(office.store, people.Who(lead), how="letter", by=BY, at=NOW)


def test_an_agency_that_lacks_something_is_completed_in_the_settings(
    page: LeadsPage, add: Add, desk: Desk, office: Office, qtbot: QtBot
) -> None:
    agency.save_agency(office.store, {"siren": ""}, by=BY, at=NOW)
    office.forget(frozenset({"setting"}))
    page.open_lead(add(name="Alba"))
    assert said(page) == "Votre agence est incomplète : aucune lettre ne peut partir."
    press(page, "step-go")
    qtbot.waitUntil(lambda: desk.gone == [("settings/section=agency", None)])


def test_somebody_near_an_opposed_person_is_said_to_be_another(
    page: LeadsPage, add: Add, office: Office, desk: Desk
) -> None:
    other = add(name="Moreau Hélène", address="14 rue des Mûriers", postcode="30700", town="Uzès")
    opposing.oppose(office.store, people.Who(other), how="letter", by=BY, at=NOW)
    lead = add(name="Moreaux Hélène", address="14 r. des Muriers", postcode="30700", town="Uzès")
    page.open_lead(lead)
    assert said(page).startswith("Ressemble à une personne opposée")
    press(page, "step-go")
    focused = QApplication.focusWidget()
    assert focused is not None and focused.objectName() == "sheet-scroll", "no answer has the focus by itself"
    press(page, "near-another")
    assert desk.last.bold == "Une autre personne."
    assert said(page).startswith("Lettre d’information due")
    with office.store.read() as r:
        assert r.of(NearApart, lead_id=[lead])


def test_a_withdrawn_ad_and_an_old_sheet_show_what_goes(
    page: LeadsPage, add: Add, office: Office, desk: Desk, qtbot: QtBot
) -> None:
    lead = add(name="Alba")
    ads_withdrawn.withdraw(office.store, lead, by=BY, at=NOW)
    page.open_lead(lead)
    press(page, "step-go")
    qtbot.waitUntil(lambda: (one := QApplication.focusWidget()) is not None and one.objectName() == "sheet-scroll")
    other = add(name="Brun")
    desk.wait(days=500)
    page.open_lead(other)
    assert page.sheet.findChild(QPushButton, "step-erase") is not None
