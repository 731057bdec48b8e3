"""A value that two people set at once: both are shown on the sheet, and the one that is chosen stays."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.actions.leads import editing
from core.model.editing import Change, How, ValueSource
from core.records.contact import Contact
from core.store.engine.opening import open_store
from core.store.port import Store
from tests.ui.finding import child, press
from tests.ui.office_fixture import BY, NOW, Add, Desk
from tests.ui.pages.leads_in_sight import leads_page
from ui.common.office import Office
from ui.pages.leads.both_values import BothCard
from ui.pages.leads.cards import NotesCard
from ui.pages.leads.complete_form import CompleteForm
from ui.pages.leads.page import LeadsPage
from ui.widgets.button import Button
from ui.widgets.edit_value import EditValue, ValueButton

page = leads_page()
WHERE = ValueSource(How.LISTING, NOW.date())
THEIRS, MINE = "350\u202f000\u00a0€", "335\u202f000\u00a0€"


@pytest.fixture
def claire(office: Office) -> Iterator[Store]:
    """The same base in the window of Claire; this one is that of Hugo."""
    office.by = "Hugo Lemoine"
    with closing(open_store(office.folder)) as store:
        yield store


def set_by(store: Store, lead: int, *changes: Change) -> None:
    editing.edit(store, lead, changes, told=WHERE, by=BY, at=NOW)


def typed(page: LeadsPage, name: str, *texts: str) -> EditValue:
    """Open a value of the sheet and type its fields."""
    edited = next(one for one in page.sheet.findChildren(EditValue) if one.rest.objectName() == name)
    edited.begin()
    for field, text in zip(edited.findChildren(QLineEdit), texts, strict=False):
        field.setText(text)
    return edited


def asked(page: LeadsPage, qtbot: QtBot) -> list[str]:
    """Return what the card of both values says."""
    qtbot.waitUntil(lambda: bool(page.sheet.findChildren(BothCard)))
    texts = [one.text() for one in child(page.sheet, BothCard).findChildren(QLabel)]
    return [*texts, *(one.text() for one in child(page.sheet, BothCard).findChildren(Button))]


def answer(page: LeadsPage, qtbot: QtBot, name: str) -> None:
    press(child(page.sheet, BothCard), name)
    qtbot.waitUntil(lambda: not page.sheet.findChildren(BothCard))


def price(page: LeadsPage) -> str:
    return child(page.sheet, ValueButton, "property-price").text()


def test_one_of_two_values_is_chosen(page: LeadsPage, office: Office, add: Add, claire: Store, qtbot: QtBot) -> None:
    lead = add()
    page.open_lead(lead)
    for name, stays, theirs in (("both-keep", THEIRS, THEIRS), ("both-put", MINE, "351\u202f000\u00a0€")):
        edited = typed(page, "property-price", "335 000")
        set_by(claire, lead, Change("price", theirs))
        edited.save()
        said = asked(page, qtbot)
        assert said[:2] == ["Prix\u202f: deux valeurs", "rien n’est perdu"]
        assert said[2:8] == ["Claire", theirs, "10\u00a0h\u00a042, lu dans l’annonce", "Vous", MINE,
                             "Pas encore enregistré"]  # fmt: skip
        assert said[8:] == [f"Garder {theirs}", f"Mettre {MINE}"]
        answer(page, qtbot, name)
        assert price(page) == stays


def test_nothing_typed_is_lost(page: LeadsPage, add: Add, claire: Store, desk: Desk, qtbot: QtBot) -> None:
    lead, another = add(name="Alba"), add(name="Brun")
    page.open_lead(lead)
    notes = child(page.sheet, NotesCard)
    notes.field.setPlainText("clé chez le voisin")
    notes.field.document().setModified(True)
    set_by(claire, lead, Change("notes", "portail bleu"))
    page.open_lead(another)
    qtbot.waitUntil(lambda: bool(desk.said))
    assert (desk.last.bold, desk.last.sentence) == ("Notes\u202f: deux valeurs.", "Rien n’est perdu.")
    assert not page.sheet.findChildren(BothCard)
    page.open_lead(lead)
    assert {"portail bleu", "clé chez le voisin"} <= set(asked(page, qtbot))
    set_by(claire, lead, Change("notes", "portail vert"))
    press(child(page.sheet, BothCard), "both-put")
    qtbot.waitUntil(lambda: "portail vert" in asked(page, qtbot))
    answer(page, qtbot, "both-put")
    assert child(page.sheet, NotesCard).field.toPlainText() == "clé chez le voisin"


def test_the_rest_of_what_was_typed_is_kept(page: LeadsPage, add: Add, claire: Store, qtbot: QtBot) -> None:
    lead = add(last_name="Moro", first_name="Helene")
    page.open_lead(lead)
    edited = typed(page, "sheet-name", "Morot", "Hélène")
    set_by(claire, lead, Change("last_name", "Moreau"))
    edited.save()
    asked(page, qtbot)
    answer(page, qtbot, "both-keep")
    assert child(page.sheet, ValueButton, "sheet-name").text() == "Moreau Hélène"


def test_two_people_complete_one_address(page: LeadsPage, add: Add, claire: Store, qtbot: QtBot) -> None:
    lead = add(address="", postcode="", town="")
    page.open_lead(lead)
    form = child(page.sheet, CompleteForm)
    for key, text in {"address": "14 rue des Lilas", "postcode": "30700", "town": "Uzès"}.items():
        form.field(key).setText(text)
        form.field(key).setModified(True)
    form.told.choice.choose(How.LISTING)
    set_by(claire, lead, Change("address", "14 rue des Mûriers", postcode="30700", town="Uzès"))
    form.keep_typed()
    assert "14 rue des Mûriers, 30700 Uzès" in asked(page, qtbot)
    answer(page, qtbot, "both-put")
    with claire.read() as r:
        assert [point.value for point in r.of(Contact, lead_id=lead, kind="address")] == ["14 rue des Lilas"]
    same = typed(page, "property-price", "350000")
    set_by(claire, lead, Change("price", "350000"))
    same.save()
    qtbot.waitUntil(lambda: price(page) == THEIRS)
    assert not page.sheet.findChildren(BothCard), "they agree"
