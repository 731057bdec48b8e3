"""The card « Suivi » of a sheet: the status, who follows, the labels, and what is noted of the trade."""

from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from core.actions.common import agents
from core.actions.leads import lead_views, milestones, tags
from core.base.moments import AGENCY_ZONE
from core.model.lead import LeadRow
from core.model.milestone import MilestoneKind
from core.model.trade import TradeStatus
from core.store import leads
from tests.tables import each
from tests.ui.chosen_files import choose
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW, Add, Desk
from tests.ui.pages.leads.test_living import begin
from tests.ui.pages.leads_in_sight import leads_page
from ui.common.office import Office
from ui.pages.leads import trade_card
from ui.pages.leads.page import LeadsPage
from ui.pages.leads.trade_card import MilestoneForm
from ui.widgets.button import Button
from ui.widgets.fields import Choice

page = leads_page()

WidgetT = TypeVar("WidgetT", bound=QWidget)


def row(office: Office, lead: int) -> LeadRow:
    with office.store.read() as r:
        return lead_views.lead_rows(r, [lead], office.law, at=office.now())[0]


def found(page: LeadsPage, kind: type[WidgetT], name: str) -> WidgetT:
    QApplication.processEvents()
    return child(page.sheet, kind, name)


def ask(page: LeadsPage, kind: MilestoneKind) -> MilestoneForm:
    found(page, Button, f"trade-{kind.value}").click()
    return found(page, MilestoneForm, f"milestone-{kind.value}")


def status(page: LeadsPage) -> str:
    return found(page, QLabel, "trade-status").text()


def typed(form: MilestoneForm, key: str, text: str) -> None:
    field = form.findChild(QWidget, f"milestone-{key}")
    if isinstance(field, Choice):
        field.choose(text)
    else:
        assert isinstance(field, QLineEdit), key
        field.setText(text)


KINDS = (
    (MilestoneKind.APPOINTMENT, {"day": "27/11/2026", "hour": "10h30"}, TradeStatus.APPOINTMENT, "Rendez-vous pris"),
    (MilestoneKind.ESTIMATE, {"said": "letter", "back": "07/12/2026"}, TradeStatus.ESTIMATE, "Estimation remise"),
    (MilestoneKind.MANDATE, {"said": "2026-118", "back": "24/02/2027"}, TradeStatus.MANDATE, "Mandat signé"),
    (MilestoneKind.LOST, {"said": "price"}, TradeStatus.LOST, "Perdu"),
)


def test_what_happens_is_noted_and_taken_back(
    page: LeadsPage,
    office: Office,
    add: Add,
    desk: Desk,
    qtbot: QtBot,
) -> None:
    agents.keep_agent(office.store, BY, by=BY, at=NOW)
    lead = add(name="Alba")
    page.open_lead(lead)
    assert status(page) == "À informer"

    def noted(case: tuple[MilestoneKind, dict[str, str], TradeStatus, str]) -> None:
        kind, texts, wanted, words = case
        form = ask(page, kind)
        for key, text in texts.items():
            typed(form, key, text)
        QTest.keyClick(form, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: row(office, lead).status is wanted)
        qtbot.waitUntil(lambda: status(page).startswith(words))
        desk.act()
        assert desk.last.bold == "Annulé."
        qtbot.waitUntil(lambda: not status(page).startswith(words))

    each(KINDS, noted)
    with office.store.read() as r:
        assert milestones.of_lead(r, lead) == []


def test_a_form_given_up_or_wrong_notes_nothing(
    page: LeadsPage,
    office: Office,
    add: Add,
    desk: Desk,
    qtbot: QtBot,
) -> None:
    lead = add(name="Alba")
    page.open_lead(lead)
    form = ask(page, MilestoneKind.MANDATE)
    QTest.keyClick(form, Qt.Key.Key_Return)
    problem = found(page, QLabel, "milestone-problem")
    qtbot.waitUntil(lambda: "Un mandat a un numéro" in problem.text())
    typed(form, "said", "2026-118")
    typed(form, "day", "jamais")
    QTest.keyClick(form, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Écrivez le jour" in problem.text())
    QTest.keyClick(form, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.sheet.findChild(MilestoneForm) is None)
    assert row(office, lead).status is TradeStatus.TO_INFORM
    assert desk.said == []


def test_the_signed_mandate_may_be_joined(
    page: LeadsPage,
    office: Office,
    add: Add,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lead, paper = add(name="Alba"), tmp_path / "mandat.pdf"
    paper.write_bytes(b"%PDF-1.4 signed")
    page.open_lead(lead)
    form = ask(page, MilestoneKind.MANDATE)
    choose(monkeypatch, paper)
    button = child(form, Button, "milestone-proof")
    button.click()
    assert button.text() == "mandat.pdf"
    typed(form, "said", "2026-118")
    typed(form, "back", "24/02/2027")
    QTest.keyClick(form, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row(office, lead).call.allowed)


def test_labels_complete_from_those_in_use(
    page: LeadsPage,
    office: Office,
    add: Add,
    desk: Desk,
    qtbot: QtBot,
) -> None:
    other, lead = add(last_name="Vidal"), add(last_name="Alba")
    tags.tag_several(office.store, [other], add="urgent, À revoir", by=BY, at=NOW)
    page.open_lead(lead)
    one = begin(page, "trade-tags", qtbot)
    field = one.field("tags")
    assert isinstance(field, QLineEdit)
    field.setText("sud, urg")
    completer = field.completer()
    completer.setCompletionPrefix(completer.splitPath(field.text())[0])
    assert completer.completionCount() == 1
    assert completer.currentCompletion() == "sud, urgent"
    field.setText("sud, divorce")
    caution = found(page, QLabel, "tags-caution")
    assert "divorce" in caution.text()
    one.save()
    qtbot.waitUntil(lambda: row(office, lead).tags == ("divorce", "sud"))
    desk.act()
    assert row(office, lead).tags == ()


def test_somebody_follows_the_person(
    page: LeadsPage,
    office: Office,
    add: Add,
    desk: Desk,
    qtbot: QtBot,
) -> None:
    karim = agents.keep_agent(office.store, "Karim Ben Salah", by=BY, at=NOW)
    lead = add(name="Alba")
    page.open_lead(lead)
    one = begin(page, "trade-agent", qtbot)
    choice = one.field("agent")
    assert isinstance(choice, Choice)
    choice.choose(str(karim.id))
    one.save()
    qtbot.waitUntil(lambda: row(office, lead).agent == "Karim Ben Salah")
    assert desk.last.bold == "1 prospect affecté à Karim Ben Salah."


def test_a_private_word_of_the_notes_is_warned_of(page: LeadsPage, add: Add) -> None:
    page.open_lead(add(name="Alba"))
    notes, caution = found(page, QPlainTextEdit, "notes-field"), found(page, QLabel, "notes-caution")
    assert caution.isHidden()
    notes.setPlainText("En plein divorce")
    assert not caution.isHidden()
    assert "touche à une séparation" in caution.text()
    notes.setPlainText("Deux vendeurs")
    assert caution.isHidden()


def test_the_list_is_filtered_by_follower_label_and_status(page: LeadsPage, office: Office, add: Add) -> None:
    agents.keep_agent(office.store, BY, by=BY, at=NOW)
    one, two = add(last_name="Alba"), add(last_name="Vidal")
    tags.tag_several(office.store, [two], add="sud", by=BY, at=NOW)
    QApplication.processEvents()
    page.show_filters({"tag": "sud"})
    assert list(page.browser.table.rows().ids) == [two]
    page.show_filters({"agent": "\0"})
    assert set(page.browser.table.rows().ids) == {one, two}
    page.show_filters({"status": "to_inform"})
    assert set(page.browser.table.rows().ids) == {one, two}
    page.show_filters({"reached": "mandate"})
    assert list(page.browser.table.rows().ids) == []
    with office.store.read() as r:
        assert leads.count_leads(r) == 2


def test_an_appointment_to_come_is_written_for_the_calendar(
    page: LeadsPage, office: Office, add: Add, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead, out = add(name="Alba Rémi"), tmp_path / "rendez-vous.ics"
    page.open_lead(lead)
    assert page.sheet.findChild(Button, "trade-calendar") is None, "there is none to write"
    form = ask(page, MilestoneKind.APPOINTMENT)
    typed(form, "day", "27/11/2026")
    typed(form, "place", "Au bien")
    QTest.keyClick(form, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.sheet.findChild(Button, "trade-calendar") is not None)
    link = found(page, Button, "trade-calendar")
    proposed = choose(monkeypatch)
    link.click()
    assert proposed == ["rendez-vous-2026-11-27-alba-remi.ics"]
    choose(monkeypatch, out)
    link.click()
    lines = out.read_text("utf-8").replace("\r\n ", "").splitlines()
    expected = {"SUMMARY:Alba Rémi", "LOCATION:Au bien\\, 1 rue des Mûriers\\, 30700 Uzès"}
    assert expected | {"DTSTART;TZID=Europe/Paris:20261127T100000"} <= set(lines), lines
    opened: list[str] = []
    monkeypatch.setattr(trade_card, "open_file", lambda _office, path: opened.append(path))
    desk.act()
    assert opened == [str(out)]
    desk.now = datetime(2026, 11, 28, 9, tzinfo=AGENCY_ZONE)
    page.open_lead(lead)
    assert page.sheet.findChild(Button, "trade-calendar") is None, "it is past"
