"""The letters on screen: prepared by a worker, posted, answered."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.actions.leads import correcting
from core.actions.letters import noticing
from core.actions.register import opposing
from core.store.notices import LetterLine
from tests.core.actions.conftest import who_is
from tests.ui.finding import child
from tests.ui.office_fixture import BY, Add, Desk, put_together
from ui.common.office import Office
from ui.pages.letters import rows
from ui.pages.letters.page import LettersPage
from ui.pages.letters.paper_side import SAME_LETTER_MS
from ui.widgets.button import Button

ALL = frozenset({"*"})


@pytest.fixture
def page(office: Office, qtbot: QtBot) -> Callable[[], LettersPage]:
    """Makes the page on what the base holds by then."""

    def made() -> LettersPage:
        shown = put_together(LettersPage, office, qtbot)
        shown.resize(1270, 640)
        shown.refresh(ALL)
        return shown

    return made


def letters(page: LettersPage) -> list[LetterLine]:
    """Return the lines, in their order."""
    ids = list(page.table.rows().ids)
    return sorted(page.fetch(ids), key=lambda one: ids.index(one.id))


def states(page: LettersPage) -> list[str]:
    """Return the states of the lines."""
    return [one.state for one in letters(page)]


def tabs(page: LettersPage) -> list[str]:
    """Return the words of the tabs."""
    return [page.head.tabs.tabText(place) for place in range(page.head.tabs.count())]


def named(page: LettersPage, name: str) -> Button:
    """Return a button of the side column."""
    return child(page, Button, name)


def press(page: LettersPage, name: str) -> None:
    """Press a button of the side column."""
    named(page, name).click()


def post(page: LettersPage) -> None:
    """Note that the letters ready left, printed elsewhere."""
    press(page, "print-mailed")
    press(page, "post-note")


def prepared(page: LettersPage, qtbot: QtBot) -> None:
    """Prepare all letters and wait for the worker."""
    press(page, "prepare-all")
    qtbot.waitUntil(lambda: not page.preparing.running, timeout=60_000)
    page.refresh(ALL)


def test_an_empty_base_says_so(page: Callable[[], LettersPage]) -> None:
    shown = page()
    assert not shown.list.empty.isHidden()
    assert shown.table.isHidden()
    said = child(shown, QLabel, "letters-empty-title")
    assert said.text() == "Aucune lettre à préparer."
    shown.show_filters({"state": "printed"})
    assert said.text() == "Aucune lettre à poster."


def test_a_letter_is_seen_before_it_is_made(page: Callable[[], LettersPage], add: Add, qtbot: QtBot) -> None:
    add()
    shown = page()
    assert states(shown) == ["due"]
    qtbot.waitUntil(lambda: shown.paper.preview.pages() == 2)


def test_a_letter_is_drawn_again_only_when_it_changed(
    page: Callable[[], LettersPage], add: Add, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead_id = add()
    shown = page()
    qtbot.waitUntil(lambda: shown.paper.preview.pages() == 2)
    shown.refresh(ALL)
    assert shown.paper.timer.interval() == SAME_LETTER_MS, "the list follows an import, the paper waits"
    correcting.correct(office.store, lead_id, fields={"last_name": "Morel"}, by=BY, at=office.now())
    shown.refresh(ALL)
    assert shown.paper.timer.interval() == 0


def test_from_paper_to_post(
    page: Callable[[], LettersPage], add: Add, qtbot: QtBot, desk: Desk, office: Office
) -> None:
    for _ in range(3):
        add(last_name="Pradel")
    shown = page()
    prepared(shown, qtbot)
    assert states(shown) == ["ready"] * 3
    assert desk.last.bold == "3\u00a0lettres prêtes." or desk.last.bold == "3 lettres prêtes."
    assert len(list((office.folder / "lettres").glob("lettre-*.pdf"))) == 3
    assert len(list((office.folder / "lettres").glob("lettres-*.pdf"))) == 1
    post(shown)
    shown.refresh(ALL)
    assert states(shown) == ["posted"] * 3
    with office.store.read() as r:
        assert noticing.due(r, at=office.now()) == []


def test_a_refused_letter_says_why(page: Callable[[], LettersPage], add: Add, qtbot: QtBot, desk: Desk) -> None:
    add(last_name="漢字")
    shown = page()
    prepared(shown, qtbot)
    assert desk.last.kind == "caution"
    assert "漢字" in desk.last.sentence


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_with_large_text_every_tab_is_in_sight_and_the_paper_takes_the_place_of_the_list(
    page: Callable[[], LettersPage], add: Add, office: Office, qtbot: QtBot
) -> None:
    add()
    shown, paper = page(), "letter-paper"
    shown.show()
    assert shown.paper.isVisible() and not named(shown, paper).isVisible(), "beside the list at 100 %"
    office.theme.choose("light", 200)
    qtbot.wait(20)
    bar = shown.head.tabs
    seen = [bar.tabRect(place).right() for place in range(bar.count()) if bar.isTabVisible(place)]
    assert len(seen) == 5 and seen[-1] < bar.width() <= shown.width()
    assert shown.table.isVisible() and not shown.paper.isVisible()
    press(shown, paper)
    assert shown.focusWidget() is shown.paper.preview and not shown.table.isVisible()
    assert named(shown, paper).text() == "Revenir à la liste"
    QTest.keyClick(shown.paper.preview, Qt.Key.Key_Escape)
    assert shown.focusWidget() is shown.table and not shown.paper.isVisible()
    press(shown, paper)
    shown.show_filters({"state": "posted"})
    assert not shown.table.isVisible() and not shown.paper.isVisible(), "an empty tab says so"
    office.theme.choose("light", 100)
    assert shown.paper.isVisible()


def test_an_opposed_person_leaves_the_queue_and_comes_back_when_undone(
    page: Callable[[], LettersPage], add: Add, desk: Desk
) -> None:
    add()
    shown = page()
    shown.oppose()
    shown.refresh(frozenset({"opposition"}))
    assert states(shown) == []
    desk.wait(minutes=1)
    desk.act()
    shown.refresh(frozenset({"opposition"}))
    assert states(shown) == ["due"]


def test_a_refusal_never_reaches_the_letter_that_takes_the_place_of_the_one_chosen(
    page: Callable[[], LettersPage], add: Add, office: Office, desk: Desk
) -> None:
    """Another seat opposes the person chosen, or F8 is pressed twice: the next one in the list said nothing."""
    for name in ("Moreau", "Payet", "Besson"):
        add(last_name=name)
    shown = page()
    shown.show()
    gone = shown.table.current_id()
    assert gone is not None
    who = who_is(office.store, gone)
    opposing.oppose(office.store, who, how="call", by="Paul Morin", at=office.now())
    shown.refresh(frozenset({"opposition"}))
    left = shown.table.current_id()
    assert left not in (gone, None)
    shown.oppose()
    assert desk.last.bold == "Personne n’a été marqué."
    shown.refresh(frozenset({"opposition"}))
    assert len(states(shown)) == 2
    shown.table.go_to(1)
    shown.oppose()
    shown.refresh(frozenset({"opposition"}))
    shown.oppose()
    shown.refresh(frozenset({"opposition"}))
    assert list(shown.table.rows().ids) == [left], "the second F8 found nobody chosen"


def test_the_deadline_is_told(page: Callable[[], LettersPage], add: Add, desk: Desk) -> None:
    add()
    shown = page()
    cell = shown.table.rows().cells(0)[0]
    assert cell.text == "J − 27"
    desk.now += timedelta(days=40)
    shown.refresh(ALL)
    assert shown.table.rows().cells(0)[0].text == "En retard"


def test_opening_a_person_shows_the_letter(page: Callable[[], LettersPage], add: Add, desk: Desk) -> None:
    add(last_name="Pradel")
    lead_id = add(last_name="Vernet")
    shown = page()
    shown.open_lead(lead_id)
    assert shown.table.current_id() == lead_id
    silent = add(last_name="Sans Adresse", address="")
    shown.open_lead(silent)
    assert desk.last.kind == "error"


def test_among_very_many_those_made_and_the_one_asked_for_are_always_there(
    page: Callable[[], LettersPage], add: Add, qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "MANY", 2)
    made = [add(last_name="Pradel") for _ in range(2)]
    shown = page()
    prepared(shown, qtbot)
    waiting = [add(last_name="Vernet") for _ in range(4)]
    shown.refresh(ALL)
    assert [one.id for one in letters(shown)] == made
    assert tabs(shown)[:2] == ["À préparer 4", "À imprimer 2"]
    shown.show_filters({"state": "due"})
    assert [one.id for one in letters(shown)] == waiting[:2]
    shown.open_lead(waiting[3])
    assert shown.table.current_id() == waiting[3]
    shown.refresh(ALL)
    assert shown.table.current_id() == waiting[3]
    assert tabs(shown)[:2] == ["À préparer 4", "À imprimer 2"]
    assert shown.side.all.text() == "Préparer les 3 lettres", "who was asked for is one of them"
    shown.show_filters({"state": "ready"})
    post(shown)
    shown.refresh(ALL)
    assert states(shown) == ["due"] * 3, "the tab is empty: what is to be done first comes in sight"
    shown.show_filters({"state": "posted"})
    assert states(shown) == ["posted"] * 2


def test_the_preview_says_why_this_letter_and_takes_another(
    page: Callable[[], LettersPage], add: Add, qtbot: QtBot
) -> None:
    add()
    shown = page()
    qtbot.waitUntil(lambda: shown.paper.preview.pages() > 0)
    why = shown.paper.chosen.findChild(QLabel, "letter-chosen-why")
    offered = (shown.paper.chosen.read, shown.paper.chosen.neutral, shown.paper.chosen.usual)
    assert why is not None and why.text().endswith("le texte de l’annonce n’a pas été lu.")
    assert [one.isHidden() for one in offered] == [
        False,
        True,
        True,
    ]
    shown.paper.chosen.read.click()
    assert "a lu l’annonce le" in why.text()
    assert [one.isHidden() for one in offered] == [
        True,
        False,
        False,
    ]
    shown.paper.chosen.neutral.click()
    assert why.text() == "Lettre neutre, à votre demande."
    shown.paper.chosen.usual.click()
    assert why.text().endswith("le texte de l’annonce n’a pas été lu.")


def test_a_run_moves_no_line_of_the_list(page: Callable[[], LettersPage], add: Add) -> None:
    add()
    shown = page()
    shown.show()
    place = shown.table.geometry()
    shown.side.bar.begin("Impression")
    shown.side.bar.show_progress(12, 37)
    shown.grab()
    assert shown.side.bar.isVisible() and shown.table.geometry() == place
    assert shown.side.bar.width() <= shown.side.width()


def test_the_paper_tells_where_each_sentence_comes_from(
    page: Callable[[], LettersPage], add: Add, qtbot: QtBot
) -> None:
    add()
    shown = page()
    for _made in (False, True):
        shown.paper.draw()
        shown.paper.explain.click()
        said = [one.text() for one in shown.paper.preview.findChildren(QLabel, "sentence")]
        assert any("Moreau" in one for one in said) and any("Pige Ouest" in one for one in said)
        shown.paper.explain.click()
        assert shown.paper.preview.pages() == 2
        prepared(shown, qtbot)


def test_a_town_of_no_list_is_to_be_read_again(page: Callable[[], LettersPage], add: Add, desk: Desk) -> None:
    lead = add(town="Trifouilly")
    shown = page()
    shown.table.go_to(list(shown.table.rows().ids).index(lead))
    shown.paper.draw()
    assert "Commune non reconnue" in child(shown, QLabel, "letter-remark").text()
    shown.paper.chosen.correct.click()
    assert desk.gone[-1] == ("leads", lead)
    lead = add()
    shown.refresh(ALL)
    shown.table.go_to(list(shown.table.rows().ids).index(lead))
    shown.paper.draw()
    assert shown.paper.chosen.correct.isHidden(), "an ordinary letter has nothing to read again"
