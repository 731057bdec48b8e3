"""The texts of law and the control of past calls, with the keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.actions.common import agency
from core.actions.common.judging import verdict
from core.actions.papers import references
from core.model.channel import Channel
from core.store.port import Reader
from tests.core.actions.calling.test_rejudging import called, informed, obtained
from tests.ui.finding import child, words
from tests.ui.office_fixture import Desk
from tests.ui.pages.settings.test_page import leave
from tests.ui.pages.settings_in_sight import settings_page
from ui.common.office import Office
from ui.pages.settings.page import SettingsPage
from ui.widgets.button import Button
from ui.widgets.lists.table import Table
from ui.widgets.verdict import VerdictPanel

D9 = "C. consom., art.\u00a0D.223-9 (décret 2026-662)"


page = settings_page()


def corrections(r: Reader) -> list[str]:
    return [text for _rule, _original, text in agency.settings(r).references]


def go_to_reference(page: SettingsPage, office: Office, reference: str) -> None:
    page.show_section("law-texts")
    with office.store.read() as r:
        found = [one.original for one in references.listed(r)]
    child(page, Table, "law-texts").go_to(found.index(reference))


def test_the_day_the_rules_were_read_and_what_is_watched_are_said(page: SettingsPage) -> None:
    page.show_section("law-texts")
    assert words(page, "law-read") == "Règles relues le 30\u00a0novembre 2026."
    assert "ce n’est pas une loi\u202f: rien ne change" in words(page, "law-watch")


def test_a_reference_is_corrected_and_the_original_stays_in_sight(page: SettingsPage, office: Office) -> None:
    go_to_reference(page, office, D9)
    assert words(page, "law-text-rule") == "TEL-26-08"
    assert child(page, QLineEdit, "law-text-form-reference").text() == D9
    assert "Référence du programme" not in words(page, "law-text-about")
    leave(page, "law-text-form-reference", "C. consom., art. D.223-8")
    with office.store.read() as r:
        assert corrections(r) == ["C. consom., art.\u00a0D.223-8"]
    about = words(page, "law-text-about")
    assert D9 in about
    assert "B\u202f: cité entre guillemets" in about
    assert "décret 2026-662 du 23" in about
    assert words(page, "law-text-rule") == "TEL-26-08"
    assert {rule.reference for rule in office.law.books.books[-1].rules.values()} >= {"C. consom., art.\u00a0D.223-8"}
    leave(page, "law-text-form-reference", "")
    with office.store.read() as r:
        assert corrections(r) == []
    assert child(page, QLineEdit, "law-text-form-reference").text() == D9


def test_prudence_takes_no_article(page: SettingsPage) -> None:
    page.show_section("law-texts")
    table = child(page, Table, "law-texts")
    lines = range(table.rows().rowCount())
    prudent = next(line for line in lines if table.rows().cells(line)[1].text == "D")
    table.go_to(prudent)
    field = child(page, QLineEdit, "law-text-form-reference")
    assert (field.text(), field.isEnabled()) == ("Prudence", False)


def test_a_reference_too_long_is_not_kept(page: SettingsPage, office: Office) -> None:
    go_to_reference(page, office, D9)
    leave(page, "law-text-form-reference", "x" * 200)
    with office.store.read() as r:
        assert corrections(r) == []


def test_the_calls_of_a_period_are_judged_again_by_the_keyboard(
    page: SettingsPage, office: Office, desk: Desk, qtbot: QtBot
) -> None:
    lead = obtained(office.store)
    informed(office.store, lead)
    called(office.store, lead, "2026-05-01 10:30", "not_interested")
    call = called(office.store, lead, "2026-06-19 10:30")
    page.show_section("past-calls")
    assert child(page, QLineEdit, "past-calls-form-first").text() == "01/01/2026"
    leave(page, "past-calls-form-first", "01/06/2026")
    leave(page, "past-calls-form-bloctel", "01/06/2026")
    run = child(page, Button, "past-calls-run")
    run.setFocus()
    QTest.keyClick(run, Qt.Key.Key_Space)
    table = child(page, Table, "past-calls")
    qtbot.waitUntil(lambda: not table.isHidden(), timeout=20_000)
    assert words(page, "past-calls-summary") == "1 appel relu, 1 infraction."
    assert list(table.rows().ids) == [call]
    cells = [cell.text for cell in table.rows().cells(0)]
    assert cells[:4] == ["19/06/2026 10\u00a0h\u00a030", "Moreau Hélène", "Luc", "TEL-OLD-05"]
    assert "60\u00a0jours" in cells[4] or "60 jours" in cells[4]
    assert "décret 2022-1313" in words(page, "past-calls-reasons")
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert desk.gone == [("leads", lead)]


def test_a_wrong_day_is_said_in_place(page: SettingsPage) -> None:
    page.show_section("past-calls")
    leave(page, "past-calls-form-last", "jamais")
    child(page, Button, "past-calls-run").click()
    assert child(page, QLabel, "past-calls-summary").text() == ""
    assert child(page, QLineEdit, "past-calls-form-last").property("wrong")


def test_nothing_to_say_of_a_clean_period(page: SettingsPage, qtbot: QtBot) -> None:
    page.show_section("past-calls")
    child(page, Button, "past-calls-run").click()
    qtbot.waitUntil(lambda: words(page, "past-calls-summary") != "", timeout=20_000)
    assert words(page, "past-calls-summary") == "0 appel relu, 0 infraction."
    assert child(page, Table, "past-calls").isHidden()


def test_a_period_backwards_is_told(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    page.show_section("past-calls")
    leave(page, "past-calls-form-first", "01/12/2026")
    leave(page, "past-calls-form-last", "01/11/2026")
    child(page, Button, "past-calls-run").click()
    qtbot.waitUntil(lambda: bool(desk.said), timeout=20_000)
    assert "finit avant de commencer" in str(desk.said[-1])


def test_the_programs_own_reference_stays_under_the_light(office: Office, qtbot: QtBot) -> None:
    lead = obtained(office.store)
    references.change(office.store, "CONSENT_NONE", "art. 1", by="Me Duval", at=office.now())
    with office.store.read() as r:
        said = verdict(r, lead, office.law, channel=Channel.CALL, at=office.now())
    light = VerdictPanel(office.theme, name="light")
    qtbot.addWidget(light)
    light.show_verdict(said)
    tips = {one.text(): one.toolTip() for one in light.findChildren(QLabel)}
    assert "L223-1" in tips["art.\u00a01"]
