"""The people of the agency in the settings, and who works at this seat."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from core.actions.common import agency, agents
from core.actions.leads import assigning, tags
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW, Add, Desk
from tests.ui.pages.settings_in_sight import settings_page
from ui.common.at_seat import AGENT, name_at, sit_down, user_word
from ui.common.office import Office
from ui.pages.settings.page import SettingsPage
from ui.widgets.button import Button
from ui.widgets.fields import CheckBox

page = settings_page(height=676, section="user")


def field(page: SettingsPage, name: str) -> QLineEdit:
    QApplication.processEvents()
    return child(page, QLineEdit, name)


def leave(page: SettingsPage, name: str, text: str) -> None:
    one = field(page, name)
    one.setText(text)
    one.editingFinished.emit()
    QApplication.processEvents()


def names(office: Office) -> list[tuple[str, str, str, bool]]:
    with office.store.read() as r:
        return [(one.name, one.initials, one.role, one.active) for one in agents.everybody(r)]


def test_somebody_is_added_changed_and_leaves(page: SettingsPage, office: Office, add: Add) -> None:
    field(page, "people-new").setText("Karim Ben Salah")
    child(page, Button, "people-add").click()
    assert names(office) == [("Karim Ben Salah", "KBS", "", True)]
    leave(page, "people-role-0", "négociateur")
    leave(page, "people-initials-0", "kb")
    assert names(office) == [("Karim Ben Salah", "KB", "négociateur", True)]
    with office.store.read() as r:
        karim = agents.find_agent(r, "KB")
    assigning.assign(office.store, [add()], karim.id, by=BY, at=NOW)
    QApplication.processEvents()
    child(page, CheckBox, "people-active-0").click()
    QApplication.processEvents()
    assert names(office)[0][3] is False
    assert any("reste à son nom" in one.text() for one in page.findChildren(QLabel))


@pytest.mark.parametrize("name", ["people-new", "people-role-0", "label-0"])
def test_what_is_typed_stays_when_another_window_writes(
    page: SettingsPage, office: Office, add: Add, name: str
) -> None:
    lead = add()
    agents.keep_agent(office.store, "Karim Ben Salah", by=BY, at=NOW)
    tags.tag_several(office.store, [lead], add="vue", remove="", by=BY, at=NOW)
    page.section().refresh()
    one = field(page, name)
    one.setFocus()
    QTest.keyClicks(one, "Zoe Roy")
    agents.keep_agent(office.store, "Nadia Alba", by="Paul", at=NOW)
    tags.tag_several(office.store, [lead], add="cave", remove="", by="Paul", at=NOW)
    page.section().refresh()
    assert "Zoe Roy" in field(page, name).text() and QApplication.focusWidget() is one
    QTest.keyClick(one, Qt.Key.Key_Return)
    page.section().refresh()
    told = [one.text() for one in page.findChildren(QLineEdit)]
    assert {"Karim Ben Salah", "Nadia Alba", "cave"} <= set(told)
    assert any("Zoe Roy" in one for one in told)


def test_two_windows_may_change_the_same_person(page: SettingsPage, office: Office) -> None:
    karim = agents.keep_agent(office.store, "Karim Ben Salah", by=BY, at=NOW)
    page.section().refresh()
    one = field(page, "people-name-0")
    one.setFocus()
    QTest.keyClicks(one, "a")
    agents.keep_agent(
        office.store, karim.name, initials="KBS", role="gérant", active=False, agent_id=karim.id, by="Paul", at=NOW
    )
    QTest.keyClick(one, Qt.Key.Key_Return)
    assert names(office) == [("Karim Ben Salaha", "KBS", "gérant", False)]


def test_a_name_that_is_taken_or_missing_is_said_beside_it(page: SettingsPage, office: Office) -> None:
    for name in ("Claire Vasseur", "Karim Ben Salah"):
        agents.keep_agent(office.store, name, by=BY, at=NOW)
    page.section().refresh()
    leave(page, "people-name-1", "claire vasseur")
    told = child(page, QLabel, "people-problem-1")
    assert "déjà parmi les personnes" in told.text()
    leave(page, "people-name-1", "")
    assert "Écrivez un nom" in told.text()
    assert [one[0] for one in names(office)] == ["Claire Vasseur", "Karim Ben Salah"]


def test_who_works_here_is_kept_by_the_seat_and_follows_a_new_name(page: SettingsPage, office: Office) -> None:
    leave(page, "user-form-user", "Hugo Lemoine")
    assert names(office) == [("Hugo Lemoine", "HL", "", True)]
    assert office.seat.text(AGENT)
    agency.save_settings(office.store, {"user": "Ana"}, by=BY, at=NOW)
    assert name_at(office.store, office.seat) == "Hugo Lemoine", "another seat said Ana, this one has its own"
    leave(page, "people-name-0", "Hugo Martin")
    assert office.by == "Hugo Martin" == name_at(office.store, office.seat)
    with office.store.read() as r:
        assert "Hugo Martin" not in r.column(str, "SELECT by FROM journal")


def test_a_seat_that_has_not_said_bears_the_name_of_the_settings(office: Office, desk: Desk) -> None:
    assert name_at(office.store, office.seat) == BY
    sit_down(office, "claire vasseur")
    assert office.by == "claire vasseur"
    sit_down(office, "CLAIRE VASSEUR")
    assert office.by == "claire vasseur"
    assert desk.said == []


def test_nobody_is_called_by_the_name_of_the_session(
    office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody said their name, the agency acts, and the foot of the window asks for it."""
    monkeypatch.setenv("LOGNAME", "poste2")
    agency.save_settings(office.store, {"user": ""}, by=BY, at=NOW)
    office.by = name_at(office.store, office.seat)
    assert (office.by, user_word(office)) == ("l’agence", "Dire votre nom")
    sit_down(office, "Hugo Lemoine")
    assert user_word(office) == "Hugo Lemoine"
