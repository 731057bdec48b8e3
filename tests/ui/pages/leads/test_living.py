"""The values of a sheet edited in place, as a hand and a keyboard meet them."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.actions.common import people
from core.actions.register import opposing
from core.records.contact import Contact
from core.records.lead import Lead
from core.store import leads
from tests.tables import table
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW, Add, Desk
from tests.ui.pages.leads_in_sight import leads_page
from ui.common.office import Office
from ui.pages.leads.cards import Notes
from ui.pages.leads.page import LeadsPage
from ui.widgets.edit_value import EditValue, ValueButton
from ui.widgets.fields import Choice

page = leads_page()


def value(page: LeadsPage, name: str) -> EditValue:
    held = child(page.sheet, ValueButton, name).parentWidget()
    assert isinstance(held, EditValue)
    return held


def begin(page: LeadsPage, name: str, qtbot: QtBot) -> EditValue:
    """Open a value by the keyboard, once the sheet has caught up with what was done before."""
    QApplication.processEvents()
    one = value(page, name)
    one.rest.setFocus()
    QTest.keyClick(one.rest, Qt.Key.Key_Return)
    qtbot.waitUntil(one.is_open)
    return one


def put(one: EditValue, key: str, text: str) -> QLineEdit | Choice:
    field = one.field(key)
    if isinstance(field, Choice):
        field.setCurrentIndex(field.findData(text))
    else:
        field.setText(text)
    return field


def told(page: LeadsPage, name: str, how: str) -> None:
    choice = child(page.sheet, Choice, f"{name}-told")
    choice.setCurrentIndex(choice.findData(how))


def problem(page: LeadsPage, name: str) -> str:
    found = page.sheet.findChild(QLabel, f"{name}-problem")
    return found.text() if found else ""


def phones(office: Office, lead_id: int) -> list[str]:
    with office.store.read() as r:
        return [one.value for one in r.of(Contact, lead_id=lead_id) if one.kind == "phone"]


def test_entree_opens_keeps_and_echap_gives_back(
    page: LeadsPage, add: Add, office: Office, desk: Desk, qtbot: QtBot
) -> None:
    lead = add(name="Alba")
    page.open_lead(lead)
    one = begin(page, "property-price", qtbot)
    assert QApplication.focusWidget() is one.field("price")
    QTest.keyClick(put(one, "price", "310 000"), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not value(page, "property-price").is_open())
    one = begin(page, "property-price", qtbot)
    QTest.keyClick(put(one, "price", "310 000"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: value(page, "property-price").rest.text() == "310\u202f000\u00a0€")
    assert desk.last.bold == "Enregistré."
    assert not child(page.sheet, QLabel, "property-price-saved").isHidden()
    focused = QApplication.focusWidget()
    assert focused is not None and focused.objectName() == "property-price"
    desk.act()
    assert value(page, "property-price").rest.text() != "310\u202f000\u00a0€"


def test_the_day_a_value_was_read_can_be_another(
    page: LeadsPage, add: Add, office: Office, desk: Desk, qtbot: QtBot
) -> None:
    lead = add(name="Alba", phones=())
    page.open_lead(lead)
    one = begin(page, "contact-new-phone", qtbot)
    put(one, "value", "06 39 98 12 34")
    day = child(page.sheet, QLineEdit, "contact-new-phone-seen")
    assert day.text() == "24/11/2026"
    when = day.parentWidget()
    assert when is not None and when.isHidden()
    told(page, "contact-new-phone", "sign")
    assert not when.isHidden()
    for wrong in ("25/11/2026", "hier"):
        day.setText(wrong)
        QTest.keyClick(one.field("value"), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "à venir" in problem(page, "contact-new-phone"))
        assert phones(office, lead) == []
    day.setText("20/11/2026")
    QTest.keyClick(one.field("value"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(phones(office, lead)))
    with office.store.read() as r:
        assert [one.seen for one in leads.origins(r, lead) if one.how] == ["2026-11-20"]


def test_leaving_keeps_and_a_value_that_cannot_be_stays_with_why(
    page: LeadsPage, add: Add, office: Office, qtbot: QtBot
) -> None:
    lead = add(name="Alba")
    page.open_lead(lead)
    one = begin(page, "property-area", qtbot)
    put(one, "area", "71,5")
    value(page, "property-rooms").rest.setFocus()
    qtbot.waitUntil(lambda: value(page, "property-area").rest.text() == "71,5\u00a0m²")
    one = begin(page, "property-rooms", qtbot)
    put(one, "rooms", "beaucoup")
    value(page, "property-area").rest.setFocus()
    qtbot.waitUntil(lambda: "ne convient pas" in problem(page, "property-rooms"))
    assert one.is_open() and isinstance(one.field("rooms"), QLineEdit)
    page.browser.focus_list()
    assert one.is_open(), "the text stays until it is right or given up"


def test_a_number_asks_where_it_was_read(page: LeadsPage, add: Add, office: Office, qtbot: QtBot) -> None:
    lead = add(name="Alba")
    page.open_lead(lead)
    one = begin(page, "contact-new-phone", qtbot)
    QTest.keyClick(put(one, "value", "06 39 98 77 77"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Dites d’où vient" in problem(page, "contact-new-phone"))
    assert isinstance(QApplication.focusWidget(), Choice)
    told(page, "contact-new-phone", "person")
    one.save()
    qtbot.waitUntil(lambda: "+33639987777" in phones(office, lead))
    shown = "06 39 98 77 77".replace(" ", "\u00a0")
    qtbot.waitUntil(lambda: shown in [one.text() for one in page.sheet.findChildren(ValueButton)])
    [name] = [one.objectName() for one in page.sheet.findChildren(ValueButton) if one.text() == shown]
    one = begin(page, name, qtbot)
    QTest.keyClick(put(one, "value", ""), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "+33639987777" not in phones(office, lead))


def test_the_name_is_three_fields_and_one_value(page: LeadsPage, add: Add, office: Office, qtbot: QtBot) -> None:
    lead = add(name="Alba")
    page.open_lead(lead)
    one = begin(page, "sheet-name", qtbot)
    assert QApplication.focusWidget() is one.field("last_name")
    put(one, "civility", "Madame")
    put(one, "first_name", "Rose")
    told(page, "sheet-name", "person")
    QTest.keyClick(one.field("last_name"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: value(page, "sheet-name").rest.text() == "Alba Rose")
    with office.store.read() as r:
        person = r.get(Lead, lead)
    assert person is not None
    assert (person.civility, person.last_name, person.first_name) == ("Madame", "Alba", "Rose")


def test_a_number_of_somebody_opposed_is_not_kept(
    page: LeadsPage, add: Add, office: Office, desk: Desk, qtbot: QtBot
) -> None:
    with office.store.read() as r:
        who = people.find(r, "06 39 98 50 50")
    opposing.oppose(office.store, who, how="letter", by=BY, at=NOW - timedelta(days=9))
    lead = add(name="Alba")
    page.open_lead(lead)
    one = begin(page, "contact-new-phone", qtbot)
    put(one, "value", "06 39 98 50 50")
    told(page, "contact-new-phone", "listing")
    one.save()
    assert "s’oppose depuis le 15" in problem(page, "contact-new-phone")
    field = one.field("value")
    assert isinstance(field, QLineEdit) and field.text() == "06 39 98 50 50"
    assert (desk.last.kind, "+33639985050" in phones(office, lead)) == ("opposed", False)


def test_notes_are_kept_on_leaving(page: LeadsPage, add: Add, office: Office, qtbot: QtBot) -> None:
    lead = add(name="Alba")
    page.open_lead(lead)
    notes = child(page.sheet, Notes)
    notes.setFocus()
    QTest.keyClicks(notes, "Deux")
    QTest.keyClick(notes, Qt.Key.Key_Escape)
    assert notes.toPlainText() == ""
    QTest.keyClicks(notes, "Deux portes")
    page.browser.focus_list()
    qtbot.waitUntil(lambda: any(one.text().startswith(f"{BY}, ") for one in page.sheet.findChildren(QLabel)))
    with office.store.read() as r:
        person = r.get(Lead, lead)
    assert person is not None and person.notes == "Deux portes"


def test_notes_are_kept_when_another_row_is_clicked_on(
    page: LeadsPage, add: Add, office: Office, desk: Desk, qtbot: QtBot
) -> None:
    lead, other = add(name="Alba"), add(name="Brun")
    page.refresh(frozenset({"*"}))
    page.open_lead(lead)
    notes = child(page.sheet, Notes)
    notes.setFocus()
    QTest.keyClicks(notes, "Portail bleu")
    table_ = page.browser.table
    place = table_.visualRect(table_.rows().index(table_.rows().place(other), 1)).center()
    QTest.mouseClick(table_.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: page.sheet.lead_id() == other)
    with office.store.read() as r:
        person = r.get(Lead, lead)
    assert person is not None and person.notes == "Portail bleu"
    assert desk.last.sentence.startswith("Notes\u202f: "), "a sentence begins with a capital"
    desk.act()
    assert desk.last.sentence == "Notes\u202f: la valeur d’avant est revenue."


@table("names", [("property-kind", "property-deal", "contact-0-value", "contact-new-email", "sheet-name")])
def test_each_value_has_a_name_and_never_the_focus_of_the_opposition(
    page: LeadsPage, add: Add, qtbot: QtBot, names: tuple[str, ...]
) -> None:
    page.open_lead(add(name="Alba"))
    for name in names:
        one = begin(page, name, qtbot)
        assert one.rest.accessibleName()
        for field in one.findChildren(QWidget):
            if field.focusPolicy() & Qt.FocusPolicy.TabFocus and field.isVisible():
                assert field.accessibleName() or isinstance(field, QPushButton), field.objectName()
        one.give_up()
        QApplication.processEvents()
        focused = QApplication.focusWidget()
        assert focused is not None and focused.objectName() == name


def test_somebody_erased_has_nothing_to_edit(page: LeadsPage, add: Add, office: Office) -> None:
    lead = add(name="Alba")
    with office.store.write("test", by=BY, at=NOW) as w:
        w.update("lead", lead, {"restricted_at": NOW.isoformat()})
    page.open_lead(lead)
    assert page.sheet.findChildren(EditValue) == []
