"""The views of the list: those of the steps with their numbers, and those that the user keeps."""

import json
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from core.actions.common import step_cache
from core.actions.common.step_cache import AT_ONCE
from core.actions.register import opposing
from core.model.trade import FunnelStage
from core.words.steps import STEP_FILTERS
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW, Add, Desk, put_together, row, take
from ui.common.office import Office
from ui.pages.leads.filters import FilterChoices, list_filters
from ui.pages.leads.page import LeadsPage
from ui.pages.leads.views import KEPT, View, ViewsRow
from ui.shell.window import STEPS
from ui.widgets.button import Button

ALL = frozenset({"*"})


@pytest.fixture
def page(office: Office, qtbot: QtBot) -> LeadsPage:
    """The page in sight."""
    made = put_together(LeadsPage, office, qtbot)
    made.resize(1273, 700)
    made.show()
    return made


def filled(page: LeadsPage, add: Add, office: Office) -> list[int]:
    ids = [add(last_name=name) for name in ("Alba", "Brun", "Cros")]
    ids.append(add(last_name="Dupin", address=""))
    opposing.oppose_typed(office.store, str(ids[2]), how="letter", by=BY, at=NOW)
    page.refresh(ALL)
    return ids


def words(page: LeadsPage) -> list[str]:
    tabs = page.browser.views.tabs
    return [tabs.tabText(place) for place in range(tabs.count())]


def shown(page: LeadsPage) -> list[int]:
    return list(page.browser.table.rows().ids)


def test_each_view_shows_as_many_as_it_says(page: LeadsPage, add: Add, office: Office) -> None:
    ids = filled(page, add, office)
    assert words(page) == [
        "Tous 4", "En retard 0", "À compléter 1", "À écrire 2", "À imprimer 0", "À poster 0", "À appeler 0",
        "Rendez-vous 0", "À décider 0", "À effacer 0",
    ]  # fmt: skip
    tabs = page.browser.views.tabs
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        assert len(shown(page)) == int(words(page)[place].rsplit(" ", 1)[1])
    tabs.setCurrentIndex(2)
    assert shown(page) == [ids[3]]
    page.browser.clear()
    assert (tabs.currentIndex(), len(shown(page))) == (0, 4)


def test_the_first_page_leads_to_a_view(page: LeadsPage, add: Add, office: Office) -> None:
    ids = filled(page, add, office)
    page.show_filters({"step": "write"})
    assert page.browser.views.view.step == "write"
    assert set(shown(page)) == set(ids[:2])
    page.show_filters({"step": "report"})
    assert page.browser.views.view.step == ""
    assert page.browser.chips.values() == {"step": "report"}
    assert shown(page) == []


def test_a_view_is_kept_under_its_name_with_its_order_and_found_again(
    page: LeadsPage, add: Add, office: Office, desk: Desk, qtbot: QtBot
) -> None:
    ids = filled(page, add, office)
    row = page.browser.views
    row.tabs.setCurrentIndex(3)
    page.browser.table.sorted.emit("name", True)
    row.save.click()
    assert row.name.isVisible()
    row.name.setText("  Mes   lettres ")
    QTest.keyClick(row.name, Qt.Key.Key_Return)
    assert words(page)[-1] == "Mes lettres 2"
    assert desk.last.bold == "Vue «\u202fMes lettres\u202f» enregistrée\u202f: recherche, filtres, colonnes et tri."
    assert shown(page) == [ids[1], ids[0]]
    again = put_together(LeadsPage, office, qtbot)
    again.refresh(ALL)
    tabs = again.browser.views.tabs
    tabs.setCurrentIndex(tabs.count() - 1)
    assert shown(again) == [ids[1], ids[0]]
    again.browser.views.remove()
    assert len(words(again)) == 10
    assert json.loads(office.seat.text(KEPT)) == []


def test_a_view_removed_or_replaced_comes_back_by_one_undo(
    page: LeadsPage, add: Add, office: Office, desk: Desk
) -> None:
    ids = filled(page, add, office)
    row = page.browser.views

    def back() -> None:
        desk.act()

    row.tabs.setCurrentIndex(2)
    assert row.drop.isHidden(), "a view of the program stays"
    page.browser.save_view("Mes fiches")
    row.tabs.setCurrentIndex(3)
    page.browser.save_view("mes Fiches")
    assert desk.last.sentence == "Elle remplace celle de ce nom."
    assert words(page)[10:] == ["mes Fiches 2"]
    back()
    assert (desk.last.bold, words(page)[10:]) == ("Vue «\u202fmes Fiches\u202f» telle qu’avant.", ["Mes fiches 1"])
    assert row.view.step == "write", "the one that was shown is shown again"
    row.tabs.setCurrentIndex(10)
    assert shown(page) == [ids[3]]
    row.drop.click()
    assert (words(page)[10:], words(page)[0], len(shown(page))) == ([], "Tous 4", 4)
    assert desk.last.bold == "Vue «\u202fMes fiches\u202f» supprimée. Les prospects n’ont pas changé."
    assert row.drop.isHidden()
    back()
    assert (words(page)[10:], shown(page)) == (["Mes fiches 1"], [ids[3]])
    assert desk.last.bold == "Vue «\u202fMes fiches\u202f» rétablie."
    assert not row.drop.isHidden()
    page.browser.save_view("Autre")
    back()
    assert (words(page)[10:], desk.last.bold) == (["Mes fiches 1"], "Vue «\u202fAutre\u202f» retirée.")
    row.tabs.setFocus()
    QTest.keyClick(row.tabs, Qt.Key.Key_Delete)
    assert words(page)[10:] == []
    QTest.keyClick(row.tabs, Qt.Key.Key_Delete)
    assert len(words(page)) == 10, "those of the program stay"


def test_escape_leaves_the_name_and_an_empty_one_is_not_kept(page: LeadsPage, add: Add, office: Office) -> None:
    filled(page, add, office)
    row = page.browser.views
    row.save.click()
    QTest.keyClick(row.name, Qt.Key.Key_Return)
    row.save.click()
    assert row.name.isVisible()
    assert row.name.hasFocus()
    QTest.keyClick(row.name, Qt.Key.Key_Escape)
    assert not row.name.isVisible()
    assert len(words(page)) == 10
    row.save.click()
    row.name.setText("À la souris")
    row.save.click()
    assert words(page)[10:] == ["À la souris 4"], "the link that opens the field keeps what is typed in it"


def test_views_damaged_by_hand_are_left_out(office: Office, qtbot: QtBot) -> None:
    office.seat.save_text(KEPT, "[{")
    row = ViewsRow(office)
    qtbot.addWidget(row)
    assert row.tabs.count() == 10


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_views_without_room_are_under_others(page: LeadsPage, add: Add, office: Office, qtbot: QtBot) -> None:
    filled(page, add, office)
    row = page.browser.views
    tabs = row.tabs

    def seen() -> list[str]:
        return [tabs.tabText(place).rsplit(" ", 1)[0] for place in range(tabs.count()) if tabs.isTabVisible(place)]

    held = [text.rsplit(" ", 1)[0] for text in words(page) if not text.endswith(" 0")]
    assert seen() == held, "a view of the program that holds nobody is under « Autres »"
    assert row.more.isVisible()
    page.resize(760, 700)
    qtbot.wait(20)
    assert row.more.isVisible()
    assert seen()[0] == "Tous"
    assert 0 < len(seen()) < tabs.count()
    assert "Rendez-vous" not in seen()
    last = tabs.tabRect(len(seen()) - 1)
    assert last.right() <= tabs.width(), "the last one shown is whole"
    row.more.click()
    menu = child(row, QMenu, "views-menu")
    assert {*seen(), *(one.text().rsplit(" ", 1)[0] for one in menu.actions())} == {
        tabs.tabText(place).rsplit(" ", 1)[0] for place in range(tabs.count())
    }
    next(one for one in menu.actions() if one.text().startswith("Rendez-vous")).trigger()
    menu.close()
    assert row.view.step == "meet"
    assert "Rendez-vous" in seen()
    assert tabs.hasFocus()
    page.show_filters({"step": "complete"})
    assert "À compléter" in seen() and "Rendez-vous" not in seen()
    page.show_filters({})
    page.resize(1400, 700)
    qtbot.wait(20)
    assert seen() == list(dict.fromkeys([*held, *seen()])), "in the order of the work"
    assert set(held) <= set(seen())


def test_a_view_of_the_program_shows_as_many_as_it_says_whatever_was_filtered_before(
    page: LeadsPage, add: Add, office: Office
) -> None:
    ids = filled(page, add, office)
    tabs = page.browser.views.tabs
    page.show_filters({"opposition": "yes"})
    assert shown(page) == [ids[2]]
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(0).center())
    assert page.browser.chips.values() == {}
    assert len(shown(page)) == 4
    page.show_filters({"opposition": "yes"})
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(3).center())
    assert len(shown(page)) == int(words(page)[3].rsplit(" ", 1)[1]) == 2


def test_what_is_not_counted_yet_is_not_said_to_be_nobody(page: LeadsPage, office: Office) -> None:
    take(office, *(row(100 + place, last_name=f"Nom{place}", address="") for place in range(AT_ONCE + 5)))
    page.refresh(ALL)
    assert words(page)[0] == f"Tous {AT_ONCE + 5}"
    assert words(page)[1:4] == ["En retard", "À compléter", "À écrire"]
    step_cache.keep(office.store, office.law, by=BY, at=NOW)
    page.refresh(STEPS)
    assert words(page)[1:4] == ["En retard 0", f"À compléter {AT_ONCE + 5}", "À écrire 0"]


def test_many_views_of_the_user_leave_no_hole_between_tabs(
    page: LeadsPage, add: Add, office: Office, qtbot: QtBot
) -> None:
    filled(page, add, office)
    row = page.browser.views
    for name in ("Mes lettres du mois", "Mes appels du jour", "Tout le monde à Uzès"):
        row.keep(View(name))
        row.tell()
    qtbot.wait(20)
    tabs = row.tabs
    seen = [tabs.tabRect(place) for place in range(tabs.count()) if tabs.isTabVisible(place)]
    assert row.more.isVisible()
    assert seen[0].left() == 0
    assert all(right.left() == left.right() + 1 for left, right in pairwise(seen))
    assert seen[-1].right() <= tabs.width()
    assert tabs.isTabVisible(tabs.count() - 1), "the one just kept is in sight"


def test_where_a_view_is_empty_the_keyboard_is_on_the_way_to_everybody(
    page: LeadsPage, add: Add, office: Office
) -> None:
    ids = filled(page, add, office)
    page.open_lead(ids[0])
    page.browser.views.tabs.setCurrentIndex(1)
    assert shown(page) == []
    page.close_sheet()
    button = page.focusWidget()
    assert isinstance(button, Button), "hidden, the list cannot have it, and the rail took it"
    assert button.text() == "Voir tous les prospects"
    button.click()
    assert page.browser.table.hasFocus()


def test_the_line_under_the_views_goes_from_edge_to_edge(page: LeadsPage, add: Add, office: Office) -> None:
    filled(page, add, office)
    row = page.browser.views
    image, line = row.grab().toImage(), office.theme.color("line").rgb()
    below = row.row.geometry().bottom()
    assert [image.pixel(x, below) == line for x in (0, row.save.geometry().center().x(), row.width() - 1)] == [True] * 3


def test_a_step_or_a_stage_asked_for_can_be_changed_for_another() -> None:
    held = {one.key: dict(one.options) for one in list_filters(FilterChoices(step=True, reached=True))}
    assert set(held["step"]) == set(STEP_FILTERS)
    assert set(held["reached"]) == set(FunnelStage)
    assert not {"step", "reached"} & {one.key for one in list_filters(FilterChoices())}


def test_a_view_keeps_the_words_searched_and_counts_itself(page: LeadsPage, add: Add, office: Office) -> None:
    for name, town in (("Alba", "Uzès"), ("Alban", "Nîmes"), ("Brun", "Uzès")):
        add(name=name, town=town)
    page.refresh(ALL)
    page.browser.search.setText("uzes alb")
    page.browser.chips.chip("town").chosen.emit("Uzès|Nîmes")
    listed = shown(page)
    page.browser.save_view("Uzès Alb")
    assert (words(page)[-1], len(listed)) == ("Uzès Alb 1", 1)
    tabs = page.browser.views.tabs
    tabs.setCurrentIndex(0)
    assert (page.browser.search.text(), page.browser.chips.values(), len(shown(page))) == ("", {}, 3)
    page.browser.search.setText("brun")
    tabs.setCurrentIndex(1)
    assert page.browser.search.text() == "brun", "words typed since stay with a view of the program"
    tabs.setCurrentIndex(tabs.count() - 1)
    assert (page.browser.search.text(), shown(page)) == ("uzes alb", listed)
    assert page.browser.chips.values() == {"town": "Uzès|Nîmes"}


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_views_of_the_user_change_places_and_are_the_last_to_go_under_others(
    page: LeadsPage, add: Add, office: Office, qtbot: QtBot
) -> None:
    filled(page, add, office)
    row = page.browser.views
    for name in ("Un", "Deux", "Trois"):
        row.keep(View(name))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    row.tabs.setFocus()
    for _place in range(5):
        QTest.keyClick(row.tabs, Qt.Key.Key_Left, both)
    assert [name.rsplit(" ", 1)[0] for name in words(page)[10:]] == ["Trois", "Un", "Deux"]
    assert row.view.name == "Trois"
    row.tabs.customContextMenuRequested.emit(row.tabs.tabRect(10).center())
    actions = child(row, QMenu, "view-menu").actions()
    assert [action.isEnabled() for action in actions] == [False, True, True]
    actions[1].trigger()
    child(row, QMenu, "view-menu").close()
    assert [name.rsplit(" ", 1)[0] for name in words(page)[10:]] == ["Un", "Trois", "Deux"]
    row.row.go(0)
    page.resize(800, 700)
    qtbot.wait(20)
    seen = [place for place in range(row.tabs.count()) if row.tabs.isTabVisible(place)]
    assert {0, 10, 11, 12} <= set(seen) < set(range(13))


def test_a_view_kept_by_the_light_of_the_telephone_is_one_of_today(office: Office, qtbot: QtBot) -> None:
    former = [{"name": lit, "filters": {"light": lit}, "sort": "light"} for lit in ("allowed", "forbidden")]
    office.seat.save_text(KEPT, json.dumps(former))
    row = ViewsRow(office)
    qtbot.addWidget(row)
    seen = []
    for place in (10, 11):
        row.row.go(place)
        seen.append((row.view.filters, row.view.sort))
    assert seen == [({"way_now": "call"}, "way"), ({}, "way")]
