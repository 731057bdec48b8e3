"""Suppliers in the settings, and the colour and word of their batches in the list."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.actions.common import suppliers
from core.actions.intake import site_terms
from core.model.site_standing import Terms
from core.model.supplier import SupplierSheet
from core.records.batch import Batch
from core.records.origin import SiteTerms
from tests.pause import pause
from tests.ui.finding import child
from tests.ui.office_fixture import BY, Add, put_together, row, take
from tests.ui.pages.settings.test_page import leave, saved
from ui.common.office import Office
from ui.pages.imports.page import BatchList, batch_rows
from ui.pages.imports.result_step import PriceLine
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.suppliers import SitesSection, severity_cell
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import Choice
from ui.widgets.form import Form
from ui.widgets.lists.table import Table
from ui.widgets.mark import IconLabel

WHOLE = {
    "legal_name": "Pige Ouest SARL", "siren": "123456782", "address": "1 rue du Pont", "email": "a@pige.example",
    "contract": "2026-118", "method": "À la main", "notice_day": "18/11/2026", "notice_text": "Bonjour",
    "objections": "Retirées",
}  # fmt: skip


@pytest.fixture
def page(office: Office, qtbot: QtBot, add: Add) -> SettingsPage:
    """The suppliers: Pige Ouest, of which nothing is known."""
    add()
    made = put_together(SettingsPage, office, qtbot)
    made.resize(1274, 700)
    made.show()
    made.show_section("suppliers")
    return made


def fill(office: Office, name: str = "Pige Ouest") -> None:
    """Fill the whole sheet of a supplier."""
    licences = {"Toit Direct": "licence 2026-12"}
    suppliers.save_named(office.store, name, WHOLE, licences=licences, by=BY, at=office.now())


def sheet(office: Office) -> SupplierSheet:
    """Return the sheet of Pige Ouest."""
    with office.store.read() as r:
        found = suppliers.named(r, "Pige Ouest")
    assert found is not None
    return found.sheet


def cells(page: SettingsPage, line: int) -> list[str]:
    """Return a line of the list."""
    return [cell.text for cell in child(page, Table, "suppliers").rows().cells(line)]


def told(page: SettingsPage) -> str:
    """Return everything the card of the risks says, once its new parts are laid out."""
    pause(1)
    return "\n".join(one.text() for one in child(page, Card, "supplier-risks").findChildren(QLabel) if one.isVisible())


def word(page: SettingsPage) -> str:
    """Return the word beside the colour."""
    return child(page, IconLabel, "supplier-risks-word").accessibleName()


def test_gaps_are_shown_with_their_rule(page: SettingsPage) -> None:
    assert cells(page, 0) == ["Pige Ouest", "Risque", "6 risques, 4 points de prudence", "Toit Direct"]
    assert word(page) == "Risque"
    said = told(page)
    assert "BUY-01, CNIL, décision du 31\u00a0janvier 2024 (Foriou)" in said
    assert "BUY-04, Cass. 1re civ." in said
    assert "GDPR-07, Prudence" in said
    assert "n’est jamais un accord" in said


def test_a_field_applies_on_leaving_and_its_gap_goes(page: SettingsPage, office: Office) -> None:
    leave(page, "supplier-form-contract", "2026-118 du 3 mars 2026")
    assert (sheet(office).contract, saved(page)) == ("2026-118 du 3 mars 2026", True)
    leave(page, "supplier-form-site-0", "licence 2026-12")
    assert sheet(office).sites[0].licence == "licence 2026-12"
    assert cells(page, 0)[2] == "4 risques, 4 points de prudence"
    assert "BUY-04" not in told(page)


def test_a_wrong_date_is_not_kept(page: SettingsPage, office: Office) -> None:
    leave(page, "supplier-form-notice_day", "25/11/2026")
    assert sheet(office).notice_day is None
    leave(page, "supplier-form-notice_day", "18/11/2026")
    assert sheet(office).notice_day is not None


def test_a_whole_sheet_has_its_own_word(page: SettingsPage, office: Office) -> None:
    fill(office)
    page.refresh(frozenset({"supplier"}))
    assert cells(page, 0)[1:3] == ["Remplie", "rien"]
    assert word(page) == "Remplie"
    assert not child(page, QLabel, "supplier-risks-count").isVisible()
    assert "À savoir" in told(page)


def test_another_supplier_and_another_site_bring_their_fields(page: SettingsPage, office: Office) -> None:
    take(office, row(50, site="Le Bon Toit"), supplier="Autre Fichier")
    page.refresh(frozenset({"supplier"}))
    assert child(page, QLabel, "supplier-name").text() == "Pige Ouest"
    child(page, Table, "suppliers").go_to(0)
    assert child(page, QLabel, "supplier-name").text() == "Autre Fichier"
    take(office, row(51, site="Pierres & Clés"), supplier="Autre Fichier")
    page.refresh(frozenset({"supplier_site"}))
    pause(1)
    [form] = [one for one in page.section().findChildren(Form) if one.isVisible()]
    assert [form.field(key).accessibleName() for key in ("site-0", "site-1")] == [
        "Licence pour Le Bon Toit",
        "Licence pour Pierres & Clés",
    ]


def test_what_is_typed_when_a_new_site_comes_is_kept(page: SettingsPage, office: Office) -> None:
    page.activateWindow()
    field = child(page, QLineEdit, "supplier-form-contract")
    field.setFocus()
    field.setText("2026-118")
    focused = field.hasFocus()
    take(office, row(52, site="Le Bon Toit"))
    page.refresh(frozenset({"supplier_site"}))
    page.refresh(frozenset({"supplier"}))
    pause(1)
    [form] = [one for one in page.section().findChildren(Form) if one.isVisible()]
    assert form.values()["site-0"] == form.values()["site-1"] == ""
    assert form.value("contract") == sheet(office).contract == ("2026-118" if focused else "")


def test_an_error_goes_to_the_band_and_the_field_is_shown_as_kept(
    page: SettingsPage, office: Office, qtbot: QtBot
) -> None:
    with office.store.write("gone", by=BY, at=office.now()) as w:
        w.update("origin", w.column(int, "SELECT id FROM origin")[0], {"supplier_id": None})
        w.update("batch", w.column(int, "SELECT id FROM batch")[0], {"supplier_id": None})
        for table in ("supplier_site", "supplier"):
            w.delete(table, w.column(int, f"SELECT id FROM {table}")[0])
    leave(page, "supplier-form-contract", "2026-118")
    assert not saved(page)
    assert child(page, QLabel, "suppliers-none").isVisible()


def test_the_risks_go_under_the_form_when_there_is_no_room(page: SettingsPage, office: Office) -> None:
    table = child(page, Table, "suppliers")
    assert not table.isColumnHidden(3)
    leave(page, "supplier-form-contract", "2026-118")
    office.theme.choose("dark", 200)
    assert table.isColumnHidden(3)
    assert child(page, Card, "supplier-risks").minimumWidth() == 0
    page.grab()


def test_what_nobody_sold_has_no_sheet() -> None:
    assert severity_cell(None).text == "—"


def test_the_list_of_batches_says_the_risk_and_what_was_undone(office: Office, qtbot: QtBot, add: Add) -> None:
    fill(office)
    add()
    take(office, row(60), supplier="Autre Fichier")
    with office.store.read() as r:
        rows = batch_rows(r)
    with office.store.write("undo", by=BY, at=office.now()) as w:
        w.update("batch", rows[0].id, {"undone_at": "2026-11-24T09:42:00.000+00:00"})
    shown = BatchList(office, EmptyState(office.theme, "", "", name="none", buttons=[], hint=""))
    qtbot.addWidget(shown)
    with office.store.read() as r:
        shown.show_rows(batch_rows(r))
    lines = [shown.table.rows().cells(line) for line in (0, 1)]
    assert [(line[1].text, line[3].text, line[3].icon) for line in lines] == [
        ("Annulé\u202f: pige.csv", "Risque", "warning"),
        ("pige.csv", "Remplie", "check"),
    ]
    assert {line[3].ink for line in lines} == {"forbidden", "allowed"}
    assert {cell.ink for cell in lines[0][5:10]} == {"muted"}


# --- The price of a batch, said after its import or on its page, and the figures of its supplier in the settings


def batch_of(office: Office) -> int:
    with office.store.read() as r:
        return r.value(int, "SELECT max(id) FROM batch") or 0


def price(office: Office, batch: int) -> int | None:
    with office.store.read() as r:
        return r.row(Batch, batch).price


def shown(line: PriceLine) -> str:
    assert line.value is not None
    return line.value.rest.text()


def test_a_price_is_typed_in_place_and_refused_when_it_is_none(office: Office, add: Add, qtbot: QtBot) -> None:
    add()
    batch, line = batch_of(office), PriceLine(office, name="price")
    qtbot.addWidget(line)
    line.show()
    line.show_batch(batch)
    assert "Non dit" in shown(line)

    def keep(text: str) -> None:
        assert line.value is not None
        line.value.begin()
        field = line.value.field("price")
        assert isinstance(field, QLineEdit)
        field.setText(text)
        line.value.save()
        QApplication.processEvents()

    keep("120,50")
    assert price(office, batch) == 12_050
    qtbot.waitUntil(lambda: shown(line) == "120,50\u00a0€")
    keep("cher")
    assert "n’est pas compris" in child(line, QLabel, "price-value-problem").text()
    assert price(office, batch) == 12_050
    assert line.value is not None
    QTest.keyClick(line.value, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: line.value is not None and not line.value.is_open())
    keep("")
    assert price(office, batch) is None


def test_the_card_of_a_supplier_tells_its_figures(office: Office, add: Add, qtbot: QtBot) -> None:
    add()
    page = put_together(SettingsPage, office, qtbot)
    page.resize(1274, 676)
    page.show()
    page.show_section("suppliers")
    first, letters = child(page, QLabel, "worth-0"), child(page, QLabel, "worth-1")
    assert (first.text(), letters.text()) == ("1", "0, soit 0\u00a0%")


# --- The terms of the listing sites in the settings: shown for each, changed with who and when


def test_a_site_says_where_it_stands_and_is_answered(office: Office, qtbot: QtBot) -> None:
    section = SitesSection(office)
    qtbot.addWidget(section)
    section.refresh()
    labels = [one.text() for one in section.findChildren(QLabel)]
    assert "leboncoin" in labels
    assert any("n° 21-16.307" in said for said in labels)
    titles = [one.accessibleName() for one in section.findChildren(Choice)]
    assert "Conditions de PAP" in titles
    # A site closed by a judgment is opened by nobody.
    assert "Conditions de leboncoin" not in titles
    choice = next(one for one in section.findChildren(Choice) if one.accessibleName() == "Conditions de PAP")
    choice.setCurrentIndex(choice.findData("allowed"))
    choice.activated.emit(choice.currentIndex())
    with office.store.read() as r:
        found = r.one(SiteTerms, "-id", site="PAP")
    assert found is not None
    assert (found.verdict, found.by) == ("allowed", office.by)
    section.refresh()
    assert any(
        one.text().startswith("Lecture par un programme permise, réponse de") for one in section.findChildren(QLabel)
    )
    choice = [one for one in section.findChildren(Choice) if one.accessibleName() == "Conditions de PAP"][-1]
    choice.activated.emit(choice.currentIndex())
    with office.store.read() as r:
        assert r.one(SiteTerms, "-id", site="PAP") == found
        assert site_terms.site_standing(r, "PAP", office.now().date()).terms is Terms.ALLOWED
