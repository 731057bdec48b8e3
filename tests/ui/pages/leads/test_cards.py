"""The sheet when something is written meanwhile: made again only when what it shows has changed, by somebody or by the
clock."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.actions.common import agents
from core.actions.common.people import Who
from core.actions.leads import editing, milestones, timeline
from core.actions.register import opposing
from core.model.editing import Change
from core.model.milestone import MilestoneKind, TradeEvent
from core.records.lead import Lead
from tests.core.actions.conftest import DRAFT, take, who_is
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW, Add, Desk
from tests.ui.pages.leads_in_sight import EVERYTHING, leads_page
from ui.common.office import Office
from ui.look.theme import Theme
from ui.pages.leads.cards import Cards, NotesCard, story_card
from ui.pages.leads.page import LeadsPage
from ui.widgets.edit_value import EditValue, ValueButton
from ui.widgets.fields import Choice
from ui.widgets.label import BeforeAfter

page = leads_page()


def shown(page: LeadsPage) -> Cards:
    return child(page.sheet, Cards)


def told(page: LeadsPage, card: str) -> str:
    found = child(page.sheet, QWidget, card)
    return " | ".join(one.text() for one in found.findChildren(QLabel))


def note(office: Office, lead: int) -> None:
    editing.edit(office.store, lead, [Change("notes", "portail bleu", was="")], by="Paul", at=NOW)


def oppose(office: Office, lead: int) -> None:
    who = who_is(office.store, lead)
    opposing.oppose(office.store, who, how="email", by="Paul", at=NOW)


def test_news_of_others_leave_the_sheet_as_it_is(page: LeadsPage, add: Add, office: Office) -> None:
    lead, other = add(name="Alba"), add(name="Brun")
    page.open_lead(lead)
    cards, sentence = shown(page), page.sheet.findChild(QLabel, "sheet-answer")
    assert sentence is not None
    sentence.setSelection(0, 9)
    add(name="Cros")
    oppose(office, other)
    page.refresh(EVERYTHING)
    assert shown(page) is cards and sentence.selectedText() == "À répondre"[:9]
    note(office, lead)
    assert shown(page) is not cards
    assert child(page.sheet, NotesCard).field.toPlainText() == "portail bleu"


def test_what_the_clock_changes_is_shown(page: LeadsPage, add: Add, office: Office, desk: Desk) -> None:
    lead = add(name="Alba")
    page.open_lead(lead)
    before = shown(page), told(page, "sheet-step")
    desk.wait(minutes=5)
    page.refresh(EVERYTHING)
    assert (shown(page), told(page, "sheet-step")) == before
    desk.wait(days=2)
    page.refresh(EVERYTHING)
    assert told(page, "sheet-step") != before[1]
    desk.now = NOW
    oppose(office, lead)
    assert "10\u00a0h\u00a042" in told(page, "sheet-story")
    desk.wait(days=1)
    page.refresh(EVERYTHING)
    assert "24/11" in told(page, "sheet-story")


def test_another_size_of_text_is_laid_out_anew(page: LeadsPage, add: Add, office: Office) -> None:
    page.open_lead(add(name="Alba"))
    cards = shown(page)
    office.theme.choose("light", 125)
    page.refresh(EVERYTHING)
    assert shown(page) is not cards


def test_an_appointment_that_passes_is_no_longer_for_the_diary(
    page: LeadsPage, add: Add, office: Office, desk: Desk
) -> None:
    lead = add(name="Alba")
    met = TradeEvent(MilestoneKind.APPOINTMENT, NOW + timedelta(hours=1))
    milestones.note_milestone(office.store, Who(lead), met, by="Paul", at=NOW)
    page.open_lead(lead)
    assert page.sheet.findChild(QPushButton, "trade-calendar") is not None
    desk.wait(hours=2)
    page.refresh(EVERYTHING)
    assert page.sheet.findChild(QPushButton, "trade-calendar") is None


def test_whoever_comes_to_the_agency_may_follow_the_person(
    page: LeadsPage, add: Add, office: Office, qtbot: QtBot
) -> None:
    page.open_lead(add(name="Alba"))
    agents.keep_agent(office.store, "Nadia Roy", by="Paul", at=NOW)
    page.refresh(EVERYTHING)
    value = child(page.sheet, ValueButton, "trade-agent")
    value.click()
    held = value.parentWidget()
    assert isinstance(held, EditValue)
    qtbot.waitUntil(held.is_open)
    choice = held.field("agent")
    assert isinstance(choice, Choice) and choice.findText("Nadia Roy") >= 0


def test_what_is_typed_stays_and_the_gestures_say_who_refused_meanwhile(
    page: LeadsPage, add: Add, office: Office, qtbot: QtBot
) -> None:
    lead = add(name="Alba")
    page.open_lead(lead)
    notes = child(page.sheet, NotesCard)
    notes.field.setFocus()
    QTest.keyClicks(notes.field, "portail")
    assert page.sheet.foot.letter.isEnabled()
    oppose(office, lead)
    assert notes.field.toPlainText() == "portail"
    assert QApplication.focusWidget() is notes.field
    assert "s’oppose" in child(page.sheet.foot, QLabel, "sheet-why").text()
    step = told(page, "sheet-step")
    page.focus_search()
    qtbot.waitUntil(lambda: told(page, "sheet-step") != step)
    assert child(page.sheet, NotesCard).field.toPlainText() == "portail"


def test_fields_given_up_show_their_first_values(page: LeadsPage, add: Add) -> None:
    page.open_lead(add(name="Alba", address="", postcode="", town=""))
    form = child(page.sheet, QWidget, "step-address")
    QTest.keyClicks(form, "3 rue")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert child(page.sheet, QWidget, "step-address").property("text") == ""


def test_the_sheet_says_who_shares_the_property_and_who_refuses(page: LeadsPage, office: Office) -> None:
    couple = DRAFT._replace(name="Marc et Odile FERRANDEL", last_name="", first_name="", civility="")
    take(office.store, couple)
    with office.store.read() as r:
        marc, odile = (lead.id for lead in r.of(Lead))
    page.open_lead(marc)
    assert told(page, "sheet-owners").endswith("| Bien partagé avec FERRANDEL Odile.")
    oppose(office, odile)
    page.refresh(EVERYTHING)
    assert told(page, "sheet-owners").endswith(
        "FERRANDEL Odile refuse\u202f: la lettre ne va qu’à FERRANDEL Marc, à son seul nom."
    )
    page.open_lead(odile)
    assert not child(page.sheet, QPushButton, "sheet-oppose").isEnabled()
    page.open_lead(marc)
    assert child(page.sheet, QPushButton, "sheet-oppose").isEnabled(), "he may refuse too"


def test_a_value_that_changed_is_told_on_three_lines(office: Office, add: Add, theme: Theme, qtbot: QtBot) -> None:
    lead = add()
    for price in ("355000", "349000"):
        editing.edit(office.store, lead, [Change("price", price)], by=BY, at=NOW)
    with office.store.read() as r:
        events = [event for event in timeline.events(r, lead) if event.change]
    card = story_card(theme, events, NOW, whole=True, more=lambda: None)
    qtbot.addWidget(card)
    lines = [one for one in card.findChildren(QLabel) if isinstance(one, BeforeAfter)]
    assert [one.accessibleName() for one in lines] == [
        "Prix\u202f: avant 355\u202f000\u00a0€, maintenant 349\u202f000\u00a0€",
        "Prix\u202f: avant 342\u202f000\u00a0€, maintenant 355\u202f000\u00a0€",
    ]
    wide, narrow = lines[0].heightForWidth(400), lines[0].heightForWidth(60)
    assert narrow > wide, "a long value goes on on the next line"
    assert {f"Corrigé par {BY}", "Prix"} <= {one.text() for one in card.findChildren(QLabel)}
