"""The first page: its lines, its charts, its story; each opens the page where the work is done."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from core.actions.calling import calling, consenting
from core.actions.common import agency, step_cache
from core.actions.common.step_cache import AT_ONCE
from core.actions.letters import noticing, posting, print_runs
from core.actions.register import key_phrase, opposing
from core.base.resources import resource
from core.model.channel import Channel
from tests.core.actions.conftest import informed, who_is
from tests.ui.finding import child, words
from tests.ui.office_fixture import BY, NOW, Add, Desk, put_together, row, take
from ui.common.office import Office
from ui.pages.today.charts import Chart
from ui.pages.today.page import TodayPage
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import ElidedLabel
from ui.widgets.lists.table import Table
from ui.widgets.lists.timeline import EntryModel
from ui.widgets.lists.todo import ToDo, ToDoList, ToDoModel

EVERYTHING = frozenset({"*"})
Open = Callable[[], TodayPage]


@pytest.fixture
def opened(office: Office, qtbot: QtBot) -> Open:
    """Show the page of the base as it stands, its recovery sheet confirmed, its charts read."""
    key_phrase.set_apart(office.store, by=BY, at=NOW)

    def show() -> TodayPage:
        page = put_together(TodayPage, office, qtbot)
        page.resize(1274, 700)
        page.show()
        page.refresh(EVERYTHING)
        qtbot.waitUntil(lambda: page.lights.title.text() != " ")
        return page

    return show


def lines(page: TodayPage) -> list[ToDo]:
    """Return the lines of the to-do list, without its headings."""
    return [line for line in child(page, ToDoModel).lines if not line.heading]


def agree(office: Office, lead_id: int) -> None:
    """Record an agreement to be called."""
    who = who_is(office.store, lead_id)
    consenting.record(
        office.store, who, channels=[Channel.CALL], collected=office.now() - timedelta(days=3), wording="consent-1",
        proof=resource("demo", "coupon.txt"), by=BY, at=office.now(), object_="l’estimation et la vente de votre bien",
    )  # fmt: skip


def test_an_empty_base_says_how_to_begin(opened: Open, desk: Desk) -> None:
    page = opened()
    assert child(page, EmptyState, "today-empty").isVisible()
    assert not child(page, QScrollArea, "today-area").isVisible()
    child(page, Button, "today-empty-import").click()
    child(page, Button, "today-type").click()
    assert desk.gone == [("imports/import_file", None), ("leads/new_lead", None)]


def test_lines_by_deadline_and_their_pages(opened: Open, desk: Desk, add: Add, office: Office) -> None:
    first = add()
    add(last_name="Besson")
    calling.plan_callback(office.store, first, due=office.now() + timedelta(minutes=48), by=BY, at=office.now())
    page = opened()
    assert [(one.key, one.deadline, one.ink) for one in lines(page)] == [
        ("barred", "11\u00a0h\u00a030", "wait"),
        ("letters", "J\u00a0\u2212\u00a027", "text"),
    ]
    assert lines(page)[1].sentence == "2 lettres d’information à préparer"
    assert lines(page)[1].detail == "La première avant le 21\u00a0décembre\u202f: Moreau Hélène"
    todo = child(page, ToDoList, "today-todo")
    todo.chosen.emit("barred")
    todo.chosen.emit("letters")
    assert desk.gone == [("leads", first), ("letters", None)], "nobody who may not be called is led to a telephone"


def test_letters_given_to_a_printer_wait_for_an_answer(opened: Open, desk: Desk, add: Add, office: Office) -> None:
    made = noticing.make(office.store, [add()], office.folder / "lettres", by=BY, at=office.now()).made
    with office.store.read() as r:
        letter = posting.letter_of(r, made[0].reference)
    run, _held = print_runs.start_run(
        office.store, [letter], printer="Accueil", both_sides=True, by=BY, at=office.now()
    )  # fmt: skip
    assert run is not None
    print_runs.send_run(office.store, run, lambda _pdf, _title: None, by=BY, clock=office.now)
    page = opened()
    [line] = lines(page)
    assert (line.deadline, line.verb) == ("Sorties\u202f?", "Répondre")
    assert line.sentence == "1 lettre donnée à l’imprimante\u202f: est-elle sortie\u202f?"
    assert line.detail == "Tirage du 24\u00a0novembre à 10\u00a0h\u00a042"
    child(page, ToDoList, "today-todo").chosen.emit("sent")
    assert desk.gone[0][0] == "letters/state=ready"


@pytest.mark.parametrize(
    ("days", "deadline", "ink"),
    [(24, "J\u00a0\u2212\u00a03", "wait"), (27, "Ce\u00a0jour", "wait"), (28, "En\u00a0retard", "forbidden")],
)
def test_a_deadline_comes_closer(opened: Open, desk: Desk, add: Add, days: int, deadline: str, ink: str) -> None:
    add()
    desk.wait(days=days)
    [letter] = lines(opened())
    assert (letter.deadline, letter.ink) == (deadline, ink)


def test_what_the_agency_lacks_comes_first(opened: Open, desk: Desk, add: Add, office: Office) -> None:
    add()
    agency.save_agency(office.store, {"siren": ""}, by=BY, at=office.now())
    office.forget(frozenset({"setting"}))
    page = opened()
    assert lines(page)[0].sentence == "Il manque le numéro SIREN"
    assert lines(page)[0].ink == "forbidden"
    child(page, ToDoList, "today-todo").chosen.emit("identity")
    assert desk.gone == [("settings", None)]


def test_nothing_to_do_tells_the_next_deadline(opened: Open, add: Add, office: Office) -> None:
    lead_id = add(address="")
    informed(office.store, lead_id)
    due = office.now() + timedelta(days=2)
    calling.plan_callback(office.store, lead_id, due=due, by=BY, at=office.now())
    page = opened()
    assert words(page, "today-nothing") == (
        "Rien à faire aujourd’hui. Prochaine échéance\u202f: jeudi 26\u00a0novembre 2026."
    )
    assert not child(page, ToDoList, "today-todo").isVisible()


def test_who_is_kept_too_long_is_told_whole_though_read_last(opened: Open, desk: Desk, add: Add, qtbot: QtBot) -> None:
    add()
    desk.now = NOW + timedelta(days=400)
    page = opened()
    todo = child(page, ToDoList, "today-todo")
    qtbot.waitUntil(lambda: [line.key for line in lines(page)][-1:] == ["kept"])
    assert todo.isVisible()
    assert todo.height() >= sum(todo.sizeHintForRow(line) for line in range(len(lines(page))))
    desk.now = NOW
    page.refresh(EVERYTHING)
    qtbot.waitUntil(lambda: "kept" not in [line.key for line in lines(page)])


def test_charts_tell_a_finding_and_open_their_page(opened: Open, desk: Desk, add: Add, office: Office) -> None:
    lead_id, other = add(), add(last_name="Besson")
    agree(office, lead_id)
    who = who_is(office.store, other)
    opposing.oppose(office.store, who, how="call", by=BY, at=office.now())
    page = opened()
    assert page.lights.title.text() == "Appel permis pour 1 personne"
    assert not page.replies.isVisible(), "no letter was posted"
    assert not page.calls.isVisible(), "nobody was called"
    chart = child(page, Chart, "chart-lights")
    assert [(bar.label, bar.value, bar.hollow) for bar in chart.bars()] == [
        ("Appelable", 1, False), ("Opposé", 1, False),
    ]  # fmt: skip


def test_bars_are_reached_by_the_keyboard_and_the_pointer(opened: Open, desk: Desk, add: Add) -> None:
    add()
    page = opened()
    chart = child(page, Chart, "chart-lights")
    for _ in range(9):
        QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleName().endswith("Lettre d’abord\u202f: 1")
    QTest.keyClick(chart, Qt.Key.Key_Return)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.place_of(0).center())
    assert desk.gone == [("leads/way_now=letter", None), ("leads/way_now=call", None), ("leads/way_now=call", None)]


def test_figures_stand_behind_a_chart(opened: Open, add: Add) -> None:
    add()
    page = opened()
    turn = child(page, Button, "card-lights-turn")
    assert page.findChildren(Table) == [], "made when it is first asked for"
    turn.click()
    figures = page.lights.figures()
    assert figures.isVisible()
    assert figures.accessibleName() == page.lights.title.text()
    chart, before = child(page, Chart, "chart-lights"), turn.previousInFocusChain()
    while before is not None and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
        before = before.previousInFocusChain()
    assert before in (figures, *figures.findChildren(QWidget)), "the table stands before the button"
    assert [cell.text for cell in figures.rows().cells(1)] == ["Lettre d’abord", "1"]
    assert turn.text() == "Voir le graphique"
    turn.click()
    assert chart.isVisible()


def test_the_calls_of_two_weeks(opened: Open, add: Add, office: Office) -> None:
    lead_id = add()
    agree(office, lead_id)
    who = who_is(office.store, lead_id)
    calling.log(office.store, who, direction="out", outcome="appointment", by=BY, at=office.now())
    page = opened()
    assert page.calls.title.text() == "1 rendez-vous sur 1 appel"
    last = child(page, Chart, "chart-calls").bars()[-1]
    assert (last.label, last.value, last.part) == ("24", 1, 1)
    page.grab()


def test_the_story_names_the_day_before(opened: Open, desk: Desk, add: Add) -> None:
    add()
    desk.wait(days=1)
    page = opened()
    entries = child(page, EntryModel).lines
    assert [entry.text for entry in entries] == [
        "Hier", "«\u202fpige.csv\u202f»\u202f: 1 lue = 1 ajoutée", "Réglages modifiés", "Identité de l’agence modifiée",
    ]  # fmt: skip


def test_the_story_goes_back_to_the_last_visit_and_further(opened: Open, desk: Desk, add: Add, qtbot: QtBot) -> None:
    add()
    first = opened()
    title, more = child(first, QLabel, "today-story-title"), child(first, Button, "today-story-more")
    assert (title.text(), more.text()) == ("Hier et aujourd’hui", "Tout le journal")
    desk.wait(days=5)
    back = opened()
    title, more = child(back, QLabel, "today-story-title"), child(back, Button, "today-story-more")
    assert title.text() == "Depuis votre dernière visite, le 24\u00a0novembre"
    desk.wait(days=60)
    back.refresh(EVERYTHING)
    assert child(back, QLabel, "today-quiet").isHidden(), "the visit is that before this window"
    more.click()
    entries = child(back, EntryModel).lines
    assert (title.text(), more.text()) == ("Tout le journal", "Revenir aux derniers gestes")
    assert [entry.text for entry in entries] == [
        "mardi 24\u00a0novembre 2026", "«\u202fpige.csv\u202f»\u202f: 1 lue = 1 ajoutée", "Réglages modifiés",
        "Identité de l’agence modifiée",
    ]  # fmt: skip
    more.click()
    assert title.text().startswith("Depuis votre dernière visite")


def test_things_stand_under_headings_by_urgency_which_the_keyboard_passes_over(
    opened: Open, desk: Desk, add: Add, office: Office, qtbot: QtBot
) -> None:
    add()
    late = add(last_name="Besson")
    desk.wait(days=28)
    add(last_name="Retard")
    calling.plan_callback(office.store, late, due=office.now() + timedelta(minutes=48), by=BY, at=office.now())
    page = opened()
    todo = child(page, ToDoList, "today-todo")
    shown = [(line.heading, line.key or line.sentence) for line in child(todo, ToDoModel).lines]
    assert shown == [
        (True, "En retard"), (False, "letters"), (True, "Aujourd’hui"), (False, "barred"),
    ]  # fmt: skip
    assert child(page, QLabel, "today-header-count").text() == "2 choses à faire, 1 en retard"
    page.take_focus()
    assert todo.currentIndex().row() == 1
    QTest.keyClick(todo, Qt.Key.Key_Down)
    assert todo.currentIndex().row() == 3
    QTest.keyClick(todo, Qt.Key.Key_Return)
    QTest.mouseClick(
        todo.viewport(), Qt.MouseButton.LeftButton, pos=todo.visualRect(child(todo, ToDoModel).index(0)).center()
    )
    assert desk.gone == [("leads", late)]
    page.grab()


@pytest.mark.parametrize("scale", [100, 200])
def test_lists_show_all_their_lines(opened: Open, add: Add, office: Office, scale: int) -> None:
    lead_id = add()
    calling.plan_callback(office.store, lead_id, due=office.now() + timedelta(hours=1), by=BY, at=office.now())
    page = opened()
    office.theme.choose("dark", scale)
    page.grab()
    todo = child(page, ToDoList, "today-todo")
    assert todo.height() >= todo.sizeHintForRow(0) * 2
    assert todo.verticalScrollBar().maximum() == 0


def test_the_recovery_sheet_is_a_line_until_it_is_confirmed(office: Office, desk: Desk, add: Add, qtbot: QtBot) -> None:
    add()
    page = put_together(TodayPage, office, qtbot)
    page.refresh(EVERYTHING)
    [line] = [line for line in lines(page) if line.key == "sheet"]
    assert (line.deadline, line.ink) == ("Chaque\u00a0jour", "wait")
    assert "y lit 1 prospect." in line.detail
    page._open("sheet")
    assert desk.gone == [("settings/section=register", None)]
    key_phrase.set_apart(office.store, by=BY, at=NOW)
    page.refresh(EVERYTHING)
    assert "sheet" not in [line.key for line in lines(page)]


# --- What is to be done is not said before it is counted


def test_no_number_is_said_while_steps_are_counted(office: Office, qtbot: QtBot) -> None:
    take(office, *(row(100 + place, last_name=f"Nom{place}", address="") for place in range(AT_ONCE + 5)))
    key_phrase.set_apart(office.store, by=BY, at=NOW)
    page = put_together(TodayPage, office, qtbot)
    page.refresh(EVERYTHING)
    told = child(page, ElidedLabel, "today-header-count")
    assert told.text() == words(page, "today-nothing") == "Ce qui est à faire se compte…"
    step_cache.keep(office.store, office.law, by=BY, at=NOW)
    page.refresh(EVERYTHING)
    assert told.text() == "1 chose à faire"
