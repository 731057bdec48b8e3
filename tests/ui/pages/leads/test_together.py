"""Labels, assignment, ads withdrawn and erasure for those selected, by the bar and by the menu of a row."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from core.actions.common import agents
from core.actions.leads import ads_withdrawn, lead_views
from core.actions.leads.chosen import LeadSelection, chosen
from core.model.lead import LeadRow
from core.store import leads
from tests.ui.finding import child, press
from tests.ui.office_fixture import BY, NOW, Add, Desk
from tests.ui.pages.leads_in_sight import leads_page
from ui.common.office import Office
from ui.pages.leads.page import LeadsPage
from ui.pages.leads.selection import fill_assign
from ui.widgets.button import Button

POPS_UP = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
"""The platform of the tests says that it cannot put a menu in front."""


page = leads_page(1366, 700)


def rows(office: Office) -> list[LeadRow]:
    with office.store.read() as r:
        return lead_views.lead_rows(r, list(leads.search(r)), office.law, at=office.now())


def everybody(office: Office) -> LeadSelection:
    with office.store.read() as r:
        return chosen(r, list(leads.search(r)), office.law, at=office.now())


def three(page: LeadsPage, add: Add) -> None:
    for name in ("Besson", "Roux", "Vidal"):
        add(last_name=name)
    page.browser.table.setFocus()
    page.browser.table.selectAll()


def words(menu: QMenu) -> list[str]:
    return [one.text() for one in menu.actions() if not one.isSeparator()]


def entry(menu: QMenu, text: str) -> QAction:
    return next(one for one in menu.actions() if one.text() == text)


def test_a_label_goes_on_those_selected_and_ctrl_z_takes_it_off(
    page: LeadsPage, office: Office, add: Add, desk: Desk
) -> None:
    three(page, add)
    press(page, "selection-tag")
    field = child(page, QLineEdit, "tag-field")
    assert field.hasFocus()
    QTest.keyClicks(field, "urgent")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert desk.last.bold == "Étiquette «\u202furgent\u202f» posée sur 3 prospects."
    assert [row.tags for row in rows(office)] == [("urgent",)] * 3
    assert len(page.browser.table.selected_ids()) == 3, "the next gesture is for the same people"
    desk.act()
    assert [row.tags for row in rows(office)] == [()] * 3
    assert desk.last.bold == "3 prospects ont retrouvé leurs étiquettes."


def test_a_private_word_is_warned_of_and_not_refused(page: LeadsPage, office: Office, add: Add, desk: Desk) -> None:
    three(page, add)
    press(page, "selection-tag")
    field, caution = child(page, QLineEdit, "tag-field"), child(page, QLabel, "tag-caution")
    assert caution.isHidden()
    QTest.keyClicks(field, "malade")
    assert not caution.isHidden()
    assert "touche à la vie privée" in caution.text()
    assert "touche à la vie privée" in field.accessibleDescription()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert rows(office)[0].tags == ("malade",)
    page.refresh(frozenset({"*"}))
    press(page, "selection-tag")
    field.setText("malade")
    press(page, "tag-out")
    assert rows(office)[0].tags == ()
    assert desk.last.bold == "Étiquette «\u202fmalade\u202f» retirée de 3 prospects."
    press(page, "selection-tag")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.isVisible() is False
    assert len(page.browser.table.selected_ids()) == 3


def test_a_label_too_long_stays_typed_and_is_said(page: LeadsPage, office: Office, add: Add, desk: Desk) -> None:
    three(page, add)
    press(page, "selection-tag")
    field = child(page, QLineEdit, "tag-field")
    field.setText("x" * 25)
    press(page, "tag-put")
    assert desk.last.kind == "error"
    assert field.isVisible() and field.text() == "x" * 25


def test_those_selected_are_assigned_and_given_back(page: LeadsPage, office: Office, add: Add, desk: Desk) -> None:
    agents.keep_agent(office.store, BY, by=BY, at=NOW)
    agents.keep_agent(office.store, "Albane & fils", by=BY, at=NOW)
    three(page, add)
    menu = QMenu()
    fill_assign(menu, office, page.browser.selection.together, everybody(office))
    assert words(menu) == [f"Moi, {BY}", "Albane && fils", "Personne", "Les personnes de l’agence…"]
    entry(menu, f"Moi, {BY}").trigger()
    assert desk.last.bold == f"3 prospects affectés à {BY}."
    assert {row.agent for row in rows(office)} == {BY}
    desk.act()
    assert {row.agent for row in rows(office)} == {""}
    fill_assign(menu, office, page.browser.selection.together, everybody(office))
    entry(menu, "Les personnes de l’agence…").trigger()
    assert desk.gone[-1] == ("settings/section=user", None)


def test_ads_are_withdrawn_together_and_come_back(page: LeadsPage, office: Office, add: Add, desk: Desk) -> None:
    three(page, add)
    button = child(page, Button, "selection-gone")
    assert button.text() == "Annonce retirée"
    button.click()
    assert desk.last.bold == "3 annonces notées retirées."
    with office.store.read() as r:
        assert all(ads_withdrawn.gone(r, row.id, at=NOW) for row in rows(office))
    desk.act()
    assert desk.last.bold == "3 annonces de nouveau en ligne."
    with office.store.read() as r:
        assert not any(ads_withdrawn.gone(r, row.id, at=NOW) for row in rows(office))


def test_persons_are_erased_together_by_a_second_gesture(
    page: LeadsPage, office: Office, add: Add, desk: Desk, qtbot: QtBot
) -> None:
    three(page, add)
    erase = entry(page.browser.selection.menu(page.browser.table.selected_ids()), "Effacer 3, garder les biens…")
    erase.trigger()
    strip = page.browser.selection.for_many
    assert strip.asking, "an erasure is asked, of however few"
    assert child(page, QLabel, "many-title").text() == "Effacer 3 personnes\u202f?"
    assert child(page, Button, "many-no").hasFocus() or not page.isActiveWindow()
    child(page, Button, "many-no").click()
    assert {row.status.value for row in rows(office)} == {"to_inform"}
    erase.trigger()
    child(page, Button, "many-go").click()
    qtbot.waitUntil(lambda: bool(desk.said) and desk.last.bold == "3 personnes effacées.", timeout=20_000)
    assert {row.status.value for row in rows(office)} == {"erased"}
    assert desk.last.act is None


@POPS_UP
def test_the_menu_key_opens_the_menu_of_the_row(page: LeadsPage, office: Office, add: Add, qtbot: QtBot) -> None:
    three(page, add)
    table = page.browser.table
    table.go_to(1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(table.viewport(), event)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert words(menu) == [
        "Ouvrir la fiche", "Appeler", "Préparer la lettre", "Copier le numéro", "Étiqueter…", "Affecter à",
        "Annonce retirée ou vendue", "Copier la ligne", "Exporter la ligne…", "Imprimer la ligne…",
        "Effacer, garder le bien…", "S’oppose au démarchage",
    ]  # fmt: skip
    assert not entry(menu, "Appeler").isEnabled()
    entry(menu, "S’oppose au démarchage").trigger()
    menu.close()
    assert [row.light.value for row in rows(office)].count("opposed") == 1


def test_the_right_button_takes_its_row_or_all_those_selected(
    page: LeadsPage, add: Add, qtbot: QtBot, office: Office
) -> None:
    three(page, add)
    table = page.browser.table
    asked: list[Callable[[], None]] = []
    table.menu_asked.disconnect()
    table.menu_asked.connect(lambda _place: asked.append(lambda: None))

    def click(line: int) -> None:
        place = table.visualRect(table.rows().index(line, 1)).center() if line >= 0 else QPoint(20, 500)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, table.viewport().mapToGlobal(place))
        QApplication.sendEvent(table.viewport(), event)

    click(2)
    assert len(table.selected_ids()) == 3
    table.go_to(0)
    click(2)
    assert [table.rows().place(one) for one in table.selected_ids()] == [2]
    click(-1)
    assert len(asked) == 2


@POPS_UP
def test_what_has_no_room_goes_under_more(page: LeadsPage, add: Add, qtbot: QtBot) -> None:
    three(page, add)
    names = ("selection-assign", "selection-tag", "selection-gone", "selection-export")
    buttons = {name: page.findChild(Button, name) for name in (*names, "selection-more", "selection-write")}
    page.resize(820, 700)
    QApplication.processEvents()
    hidden = [name for name in names if buttons[name] is not None and buttons[name].isHidden()]  # type: ignore[union-attr]
    more = buttons["selection-more"]
    assert hidden and more is not None and not more.isHidden()
    more.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert words(menu)[:2] == ["Étiqueter…", "Affecter à"]
    entry(menu, "Étiqueter…").trigger()
    menu.close()
    assert child(page, QLineEdit, "tag-field").isVisible()
