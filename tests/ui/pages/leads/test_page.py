"""The page of prospects, as a hand and a keyboard meet it."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.actions.intake import import_rows
from core.actions.register import opposing
from core.model.batch import BatchFacts, Source
from core.model.way_now import WayNow
from core.records.lead import Lead
from core.store import leads
from tests.core.actions.conftest import who_is
from tests.pause import pause
from tests.tables import each
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW, Add, Desk, agree, put_together, row, take
from tests.ui.pages.leads_in_sight import leads_page
from ui.common.office import Office
from ui.look.theme import Theme
from ui.pages.leads.browser import SAVE_AFTER_MS, TABLE
from ui.pages.leads.cards import Cards
from ui.pages.leads.page import LeadsPage
from ui.widgets.button import Button
from ui.widgets.edit_value import ValueButton

page = leads_page(height=700)
SAVED_MS = SAVE_AFTER_MS + 60


def names(page: LeadsPage) -> list[str]:
    """Return the names in the list."""
    model = page.browser.table.rows()
    return [model.cells(line)[1].text for line in range(model.rowCount())]


def words(widget: QWidget) -> str:
    """Return every text in sight in ``widget``."""
    shown = [one for one in widget.findChildren(QWidget) if isinstance(one, QLabel | ValueButton)]
    return " | ".join(one.text() for one in shown if one.isVisibleTo(widget))


def button(widget: QWidget, name: str) -> QPushButton:
    """Return a button by its object name."""
    return child(widget, QPushButton, name)


def lights(office: Office, lead_id: int) -> bool:
    """Tell whether a lead is opposed in the base."""
    with office.store.read() as r:
        return r.row(Lead, lead_id).opposed_at is not None


def test_a_fresh_base_shows_the_lights_and_how_to_begin(page: LeadsPage, desk: Desk) -> None:
    shown = words(page.browser)
    for word in ("Aucun prospect pour l’instant", *(way.shown for way in WayNow)):
        assert word in shown
    assert not page.browser.search.isVisible()
    button(page, "empty-import").click()
    button(page, "empty-page").click()
    assert desk.gone == [("imports/import_file", None), ("imports/capture_page", None)]
    button(page, "empty-new").click()
    assert page.form.isVisible()


def test_the_list_follows_what_is_written(page: LeadsPage, add: Add) -> None:
    add(name="Brun")
    add(name="Alba")
    assert names(page) == ["Alba", "Brun"]
    assert "2" in words(page.browser).split(" | ")


def test_each_keystroke_searches(page: LeadsPage, add: Add) -> None:
    add(name="Alba", town="Nîmes")
    add(name="Brun", town="Uzès")
    page.focus_search()
    QTest.keyClicks(page.browser.search, "uz")
    assert names(page) == ["Brun"]
    assert "1 sur 2" in words(page.browser)
    QTest.keyClick(page.browser.search, Qt.Key.Key_Escape)
    assert names(page) == ["Alba", "Brun"]


def test_filters_together_and_nobody_left(page: LeadsPage, add: Add, office: Office) -> None:
    lead_id = add(name="Alba")
    add(name="Brun")
    who = who_is(office.store, lead_id)
    opposing.oppose(office.store, who, how="letter", by=BY, at=NOW)
    chips = page.browser.chips
    chips.chip("opposition").chosen.emit("no")
    assert names(page) == ["Brun"]
    chips.chip("way_now").chosen.emit("call")
    assert names(page) == []
    assert "Aucun prospect ne correspond à cette recherche et à ces filtres." in words(page.browser)
    button(page, "no-match-clear").click()
    assert names(page) == ["Alba", "Brun"]
    page.browser.views.show_step("erase")
    page.browser.views.chosen.emit()
    assert "Aucun prospect n’attend ici pour l’instant." in words(page.browser), "no filter is said to hide them"
    button(page, "no-match-clear").click()
    assert chips.values() == {}


def test_the_source_filter_offers_what_the_base_holds(page: LeadsPage, office: Office) -> None:
    take(office, row(1, name="Alba"), supplier="Pige Ouest")
    take(office, row(2, name="Brun"), supplier="Vendeurs Directs")
    offered = [action.text() for action in page.browser.chips.chip("source").findChildren(QMenu)[0].actions()]
    assert offered == ["Pige Ouest", "Vendeurs Directs"]
    page.browser.chips.chip("source").chosen.emit("Vendeurs Directs")
    assert names(page) == ["Brun"]


def test_late_information_has_its_filter(page: LeadsPage, office: Office) -> None:
    take(office, row(1, name="Alba"), collected="2026-10-01")
    take(office, row(2, name="Brun"))
    page.browser.chips.chip("notice").chosen.emit("late")
    assert names(page) == ["Alba"]


def test_a_header_sorts_in_the_base_and_back(page: LeadsPage, add: Add) -> None:
    add(name="Alba", town="Uzès")
    add(name="Brun", town="Alès")
    header = page.browser.table.horizontalHeader()
    header.sectionClicked.emit(2)
    assert names(page) == ["Brun", "Alba"]
    header.sectionClicked.emit(2)
    assert names(page) == ["Alba", "Brun"]


def test_every_column_but_the_telephone_sorts(page: LeadsPage, add: Add) -> None:
    add(name="Alba")
    add(name="Brun")

    def sorts(section: int) -> None:
        page.browser.table.horizontalHeader().sectionClicked.emit(section)
        assert sorted(names(page)) == ["Alba", "Brun"]

    each(range(9), sorts)


def test_the_keyboard_alone_opens_follows_and_closes(page: LeadsPage, add: Add) -> None:
    add(name="Alba")
    add(name="Brun")
    table = page.browser.table
    table.go_to(0)
    table.setFocus()
    assert not page.sheet.isVisible()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert page.sheet.accessibleName() == "Fiche de Alba"
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert page.sheet.accessibleName() == "Fiche de Brun"
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert not page.sheet.isVisible()
    assert table.hasFocus()


def test_a_press_on_a_row_opens_its_sheet(page: LeadsPage, add: Add) -> None:
    add(name="Alba")
    table = page.browser.table
    place = table.visualRect(table.rows().index(0, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.sheet.isVisible()


def test_the_sheet_answers_where_the_data_come_from_first(page: LeadsPage, add: Add) -> None:
    lead_id = add(name="Moreau Hélène", reference="4118207")
    page.open_lead(lead_id)
    shown = words(page.sheet)
    assert shown.index("D’où vient cette donnée") < shown.index("06\u00a039")
    for fact in (
        "Maison 5\u00a0pièces, 128\u00a0m², Uzès, 342\u202f000\u00a0€", "Toit Direct, n°\u00a04118207", "Pige Ouest",
        "21\u00a0novembre 2026", "À poster au plus tard le 21\u00a0décembre", "D’un fichier vendu par Pige Ouest",
    ):  # fmt: skip
        assert fact in shown


def test_a_green_light_offers_the_call(page: LeadsPage, add: Add, office: Office, tmp_path: Path, desk: Desk) -> None:
    lead_id = add(name="Alba")
    page.open_lead(lead_id)
    assert not button(page.sheet, "sheet-call").isVisible()
    agree(office.store, lead_id, tmp_path)
    call = button(page.sheet, "sheet-call")
    assert call.isVisible()
    assert isinstance(page.sheet.letter, Button) and page.sheet.letter.kind == "secondary"
    call.click()
    step = button(page.sheet, "step-go")
    assert page.sheet.letter.isVisible() == (step.text() != page.sheet.letter.text()), "each gesture stands once"
    page.letter()
    page.call()
    assert desk.gone == [("calls", lead_id), ("letters", lead_id), ("calls", lead_id)]


def test_opposing_is_one_gesture_told_and_undone(page: LeadsPage, add: Add, office: Office, desk: Desk) -> None:
    lead_id = add(name="Alba", emails=("alba@exemple.fr",))
    page.open_lead(lead_id)
    page.oppose()
    assert lights(office, lead_id)
    assert (desk.last.kind, desk.last.bold) == ("opposed", "Opposition enregistrée à 10\u00a0h\u00a042.")
    assert desk.last.sentence == "Alba. Tous les canaux, 3 coordonnées."
    assert not page.sheet.oppose.isEnabled()
    assert not page.sheet.letter.isEnabled()
    why = child(page.sheet, QLabel, "sheet-why")
    assert why.isVisible() and why.text().endswith("L’opposition est déjà enregistrée.")
    assert page.browser.table.rows().cells(0)[0].text == "Opposé"
    page.oppose()
    assert desk.last.bold == "Déjà opposé."
    act = desk.said[0].act
    assert act is not None
    act.run()
    assert not lights(office, lead_id)
    assert page.sheet.oppose.isEnabled()


def test_an_opposition_is_not_undone_after_ten_minutes(page: LeadsPage, add: Add, office: Office, desk: Desk) -> None:
    lead_id = add(name="Alba")
    page.open_lead(lead_id)
    page.sheet.oppose.click()
    act = desk.last.act
    assert act is not None
    desk.wait(minutes=11)
    act.run()
    assert lights(office, lead_id)
    assert desk.last.kind == "error"


def test_the_current_row_is_opposed_without_its_sheet(page: LeadsPage, add: Add, office: Office) -> None:
    lead_id = add(name="Alba")
    page.browser.table.go_to(0)
    page.oppose()
    assert lights(office, lead_id)


def test_nobody_current_nothing_done(page: LeadsPage, desk: Desk) -> None:
    page.oppose()
    page.call()
    page.letter()
    assert (desk.said, desk.gone) == ([], [])


def test_an_ad_that_refuses_is_a_property_without_a_person(page: LeadsPage, office: Office) -> None:
    take(office, row(1, text="Belle maison. Agences s’abstenir"))
    with office.store.read() as r:
        [lead_id] = leads.search(r)
    page.open_lead(lead_id)
    shown = words(page.sheet)
    assert "Annonce sans coordonnées" in shown
    assert "Le nom et les coordonnées ne sont pas gardés." in shown
    assert "abstenir" in shown
    assert "À répondre" not in shown


def test_a_person_hidden_by_filters_is_still_opened(page: LeadsPage, add: Add) -> None:
    lead_id = add(name="Alba")
    add(name="Brun")
    page.browser.search.setText("brun")
    page.open_lead(lead_id)
    assert page.sheet.accessibleName() == "Fiche de Alba"
    assert names(page) == ["Alba", "Brun"]


def test_a_person_gone_is_told(page: LeadsPage, desk: Desk) -> None:
    page.open_lead(12)
    assert desk.last.kind == "error"
    assert not page.sheet.isVisible()


def test_a_long_story_is_opened_on_demand(page: LeadsPage, add: Add, office: Office) -> None:
    lead_id = add(name="Alba")
    who = who_is(office.store, lead_id)
    for minute in range(8):
        done = opposing.oppose(office.store, who, how="call", by=BY, at=NOW + timedelta(minutes=minute))
        opposing.undo(office.store, done.gesture, by=BY, at=NOW + timedelta(minutes=minute))
    page.open_lead(lead_id)
    more = button(page.sheet, "sheet-more")
    assert more.text() == "3 plus anciens"
    more.click()
    QApplication.processEvents()
    assert page.sheet.findChild(QWidget, "sheet-story") is not None
    assert words(page.sheet).count("annulée") == 8


def test_a_narrow_window_gives_the_list_s_place_to_the_sheet(page: LeadsPage, add: Add) -> None:
    lead_id = add(name="Alba")
    page.resize(900, 600)
    page.open_lead(lead_id)
    assert not page.browser.isVisible()
    page.close_sheet()
    assert page.browser.isVisible()
    page.resize(1274, 700)
    page.open_lead(lead_id)
    assert page.browser.isVisible()


def test_columns_are_hidden_and_kept_by_seat(page: LeadsPage, office: Office, add: Add, qtbot: QtBot) -> None:
    add(name="Alba")
    menu = page.browser.columns.menu()
    qtbot.addWidget(menu)
    town = next(action for action in menu.actions() if action.text() == "Commune")
    assert town.isChecked()
    town.setChecked(False)
    assert page.browser.table.isColumnHidden(2)
    again = put_together(LeadsPage, office, qtbot)
    assert again.browser.table.isColumnHidden(2)


def test_the_last_shown_width_is_shared(page: LeadsPage, add: Add) -> None:
    add(name="Alba")
    table = page.browser.table

    def shown(wide: int) -> int:
        page.resize(wide, 700)
        widths = [table.columnWidth(place) for place in range(table.rows().columnCount())]
        assert 0.9 < sum(widths) / table.viewport().width() <= 1.01
        return sum(width > 0 for width in widths)

    assert shown(1400) > shown(1024) > shown(800)


@pytest.mark.parametrize("scale", [100, 200])
def test_every_control_has_a_name_and_room(page: LeadsPage, theme: Theme, add: Add, scale: int) -> None:
    lead_id = add(name="Alba")
    theme.choose("light", scale)
    page.open_lead(lead_id)
    page.new_lead()
    for made in page.findChildren(QPushButton):
        assert made.objectName(), made.text()
        assert made.accessibleName(), made.objectName()
        if made.isVisible():
            assert made.width() >= min(24, made.sizeHint().width())
            assert made.height() >= 24


def test_a_long_file_name_or_reference_never_widens_the_sheet(page: LeadsPage, office: Office, add: Add) -> None:
    """Names of files have no space where a line could end; every line of the sheet would be cut at its right."""
    lead = add(kind="maison " * 60, reference="TD" * 40)
    batch = BatchFacts(Source.FILE, f"{'fichier_des_vendeurs_' * 4}.csv", "2026-11-21", supplier="Pige Ouest")
    import_rows.take_in(office.store, [row(2, last_name="Autre")], batch, by=BY, now=office.now())
    with office.store.read() as r:
        other = next(one for one in leads.search(r, sort="newest", limit=9) if one != lead)
    page.resize(1366, 700)
    page.show()
    for one in (lead, other):
        page.open_lead(one)
        QApplication.processEvents()
        assert child(page.sheet, Cards, "sheet-cards").minimumSizeHint().width() <= page.sheet.width()


def test_a_click_on_a_row_does_not_keep_the_columns_as_it_made_them(page: LeadsPage, office: Office, add: Add) -> None:
    """The sheet that the click opens narrows the list; only titles dragged are the user's choice."""
    add(name="Alba")
    page.resize(1366, 700)
    page.show()
    table = page.browser.table
    place = table.visualRect(table.model().index(0, 1)).center()
    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert QGuiApplication.mouseButtons()
    table.setColumnWidth(2, 90)
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    pause(SAVED_MS)
    assert not page.sheet.isHidden()
    assert office.seat.columns(f"{TABLE}-100").isEmpty()
