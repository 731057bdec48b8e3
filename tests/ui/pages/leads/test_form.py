"""A prospect typed by hand: where it comes from, what is refused, what follows."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.actions.register import opposing
from core.store import leads
from tests.tables import table
from tests.ui.office_fixture import BY, NOW, Add, Desk, put_together
from ui.common.office import Office
from ui.pages.leads.page import LeadsPage
from ui.widgets.form import Form


@pytest.fixture
def page(office: Office, qtbot: QtBot) -> Iterator[LeadsPage]:
    """The page with its form begun."""
    made = put_together(LeadsPage, office, qtbot)
    made.resize(1274, 700)
    deaf = office.store.listen(made.refresh)
    made.refresh(frozenset({"*"}))
    made.show()
    made.new_lead()
    yield made
    deaf()


def fill(form: Form, **values: str) -> None:
    """Type values as a hand would: the field is left after each."""
    for key, value in values.items():
        field = form.field(key)
        if isinstance(field, QComboBox):
            field.setCurrentIndex(field.findData(value))
        else:
            assert isinstance(field, QLineEdit)
            field.setText(value)
            field.editingFinished.emit()


def notes(widget: QWidget) -> str:
    """Return the sentences in sight."""
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def count(office: Office) -> int:
    """Return how many leads the base holds."""
    with office.store.read() as r:
        return leads.count_leads(r)


def test_nothing_is_kept_without_an_origin(page: LeadsPage, office: Office) -> None:
    fill(page.form.person, last_name="Alba", phone="06 39 98 00 01")
    page.form.save()
    assert "Dites d’où vient la donnée" in notes(page.form)
    assert page.form.origin.field("came").hasFocus()
    assert count(office) == 0


def test_what_the_person_gave_is_kept_and_its_sheet_opens(page: LeadsPage, desk: Desk) -> None:
    fill(page.form.origin, came="person")
    assert not page.form.listing.isVisible()
    fill(page.form.person, last_name="Alba", first_name="Rose", phone="06 39 98 00 01", postcode="30700", town="Uzès")
    QTest.keyClick(page.form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (desk.last.kind, desk.last.bold) == ("done", "Prospect ajouté.")
    assert page.sheet.accessibleName() == "Fiche de Alba Rose"
    shown = notes(page.sheet)
    assert "par la personne" in shown
    assert "Vous nous l’avez donné vous-même, le 24\u00a0novembre 2026." in shown


def test_a_listing_asks_its_site_and_its_day(page: LeadsPage, office: Office) -> None:
    fill(page.form.origin, came="listing")
    fill(page.form.listing, seen="25/11/2026")
    fill(page.form.person, last_name="Alba", phone="06 39 98 00 01")
    page.form.save()
    assert "Nommez le site" in notes(page.form)
    assert "Ce jour est à venir." in notes(page.form)
    assert page.form.listing.field("site").hasFocus()
    fill(page.form.listing, site="Toit Direct", seen="20/11/2026", reference="TD7")
    page.form.save()
    assert count(office) == 1
    assert "Toit Direct, n°\u00a0TD7" in notes(page.sheet)


def test_a_sign_asks_its_day_and_is_told_as_the_origin(page: LeadsPage, office: Office) -> None:
    fill(page.form.origin, came="sign")
    assert page.form.sign.isVisible() and not page.form.listing.isVisible()
    fill(page.form.sign, day="hier", deal="rent")
    fill(page.form.person, last_name="Alba", phone="06 39 98 00 01", address="3 rue Neuve", postcode="30700")
    fill(page.form.person, town="Uzès")
    page.form.save()
    assert "Écrivez le jour où vous avez vu le panneau, comme 24/11/2026." in notes(page.form)
    fill(page.form.sign, day="25/11/2026")
    page.form.save()
    assert "Ce jour est à venir." in notes(page.form)
    fill(page.form.sign, day="20/11/2026")
    page.form.save()
    assert count(office) == 1
    assert "sur le panneau du bien" in notes(page.sheet)
    assert "par la personne" not in notes(page.sheet)


@table(
    "form, key, value, said",
    [
        ("person", "phone", "12", "incompréhensible"),
        ("person", "email", "alba@", "incomplète"),
        ("person", "postcode", "307", "cinq chiffres"),
        ("offered", "price", "cher", "montant"),
        ("listing", "seen", "hier", "24/11/2026"),
    ],
)
def test_a_field_says_how_to_repair_it(page: LeadsPage, form: str, key: str, value: str, said: str) -> None:
    fill(page.form.origin, came="listing")
    fill(getattr(page.form, form), **{key: value})
    assert said in notes(page.form)


def test_an_opposed_number_is_told_as_soon_as_it_is_typed(page: LeadsPage, office: Office) -> None:
    opposing.oppose_typed(office.store, "06 39 98 00 01", how="counter", by=BY, at=NOW)
    opposing.oppose_typed(office.store, "alba@exemple.fr", how="email", by=BY, at=NOW)
    fill(page.form.origin, came="person")
    fill(page.form.person, phone="+33 6 39 98 00 01", email="Alba@exemple.fr")
    assert "Ce numéro est opposé depuis le 24\u00a0novembre 2026" in notes(page.form)
    assert "Cette adresse est opposée depuis le 24\u00a0novembre 2026" in notes(page.form)
    page.form.save()
    assert count(office) == 0


def test_an_opposed_address_is_refused_when_kept(page: LeadsPage, office: Office, add: Add, desk: Desk) -> None:
    lead_id = add(last_name="Alba", first_name="", phones=(), address="3 rue Haute")
    page.open_lead(lead_id)
    page.oppose()
    page.new_lead()
    fill(page.form.origin, came="person")
    fill(page.form.person, last_name="Alba", address="3, rue haute", postcode="30700", town="Uzès")
    page.form.save()
    assert desk.last.bold == "Personne opposée\u202f: rien n’a été ajouté."
    assert count(office) == 1
    assert not page.form.isVisible()


def test_a_known_person_is_completed(page: LeadsPage, office: Office, add: Add, desk: Desk) -> None:
    lead_id = add(name="Alba", phones=("06 39 98 00 01",))
    fill(page.form.origin, came="person")
    fill(page.form.person, last_name="Alba", phone="06 39 98 00 01", email="alba@exemple.fr")
    page.form.save()
    assert desk.last.bold == "Cette personne était déjà connue."
    assert page.sheet.lead_id() == lead_id
    assert count(office) == 1


def test_nothing_to_reach_is_told_and_the_form_stays(page: LeadsPage, office: Office, desk: Desk) -> None:
    fill(page.form.origin, came="person")
    fill(page.form.person, last_name="Alba")
    page.form.save()
    assert desk.last.kind == "error"
    assert page.form.isVisible()
    assert count(office) == 0


def test_leaving_keeps_nothing_and_the_next_form_is_empty(page: LeadsPage, office: Office) -> None:
    fill(page.form.origin, came="listing")
    fill(page.form.person, last_name="Alba")
    QTest.keyClick(page.form, Qt.Key.Key_Escape)
    assert not page.form.isVisible()
    page.new_lead()
    assert page.form.person.value("last_name") == ""
    assert page.form.origin.value("came") == ""
    assert page.form.listing.value("seen") == "24/11/2026"
    assert count(office) == 0
