"""One gesture for many people: asked in the page from twenty on, done as a job, taken back by one other."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from core.actions.common import agents, in_slices, people
from core.actions.desk.gestures import recent_gestures
from core.actions.intake import import_rows
from core.actions.leads.chosen import chosen
from core.actions.register import opposing
from core.model.batch import BatchFacts, Source
from core.records.lead import Lead
from core.records.listing import Listing
from core.store import leads
from core.store.port import Store
from tests.ui.finding import child, page_in
from tests.ui.office_fixture import BY, NOW, Desk, begin, row, shown
from tests.ui.office_fixture import opened as office_on
from tests.ui.pages.leads_in_sight import EVERYTHING, leads_page
from ui.common.for_many import MANY
from ui.common.office import Office
from ui.common.page import PageGesture
from ui.look.theme import Theme
from ui.pages.leads.page import LeadsPage
from ui.shell.window import Window
from ui.widgets.button import Button
from ui.widgets.fields import Choice

page = leads_page(1366, 700)


def fill(store: Store) -> None:
    """Write an agency and as many leads as are asked about, and two more."""
    begin(store)
    batch = BatchFacts(Source.FILE, "pige.csv", "2026-11-21", supplier="Pige Ouest")
    import_rows.take_in(store, [row(n, last_name=f"Vendeur{n}") for n in range(1, MANY + 3)], batch, by=BY, now=NOW)


@pytest.fixture
def office(tmp_path: Path, qapp: QApplication, theme: Theme, desk: Desk) -> Iterator[Office]:
    yield from office_on(tmp_path, qapp, theme, desk, fill=fill)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few people in each transaction, so that a test sees several."""
    monkeypatch.setattr(in_slices, "SLICE", 4)


def everybody(office: Office) -> list[int]:
    with office.store.read() as r:
        return list(leads.search(r, sort="name"))


def opposed(office: Office) -> dict[int, str]:
    """Return how each lead that is opposed said so."""
    with office.store.read() as r:
        said = {one: leads.refusal(r, one) for one in leads.search(r, sort="name")}
        return {one: refusal.how for one, refusal in said.items() if refusal is not None}


def journaled(office: Office, what: str) -> int:
    with office.store.read() as r:
        return r.value(int, "SELECT count(*) FROM journal WHERE what = ?", what) or 0


def entries(office: Office, *, lifted: bool) -> int:
    """Return how many gestures of the register are lifted, or in force."""
    sql = "SELECT count(DISTINCT gesture) FROM opposition WHERE (lifted_at IS NOT NULL) = ?"
    with office.store.read() as r:
        return r.value(int, sql, int(lifted)) or 0


def press_f8(page: LeadsPage) -> None:
    page.gestures[PageGesture.OPPOSE]()


def choose(page: LeadsPage, count: int | None = None) -> None:
    """Select everybody, or the first ``count`` people of the list."""
    page.browser.table.setFocus()
    if count is None:
        page.browser.table.selectAll()
        return
    page.browser.table.go_to(0)
    for _turn in range(count - 1):
        QTest.keyClick(page.browser.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(page.browser.table.selected_ids()) == count


def asked(page: LeadsPage) -> str:
    question = page.browser.selection.for_many.question
    return "" if question.isHidden() else child(question, QLabel, "many-title").text()


def refuse_first(office: Office, count: int) -> None:
    for lead_id in everybody(office)[:count]:
        opposing.oppose(office.store, people.Who(lead_id), how="letter", by=BY, at=NOW)


def test_nineteen_are_opposed_at_once_and_nobody_is_said_to_have_called(
    page: LeadsPage, office: Office, desk: Desk
) -> None:
    choose(page, MANY - 1)
    press_f8(page)
    assert asked(page) == ""
    assert set(opposed(office).values()) == {"unsaid"}
    assert desk.last.bold == "19 oppositions enregistrées."


def test_what_counts_is_who_would_really_be_opposed(page: LeadsPage, office: Office, desk: Desk) -> None:
    """Twenty-two selected, three of them opposed: nineteen are left, and nothing is asked."""
    refuse_first(office, 3)
    choose(page)
    press_f8(page)
    assert asked(page) == ""
    assert desk.last.bold == "19 oppositions enregistrées."
    choose(page)
    press_f8(page)
    assert (desk.last.kind, desk.last.bold, desk.last.act) == ("note", "Déjà opposés.", None)


def test_many_are_asked_and_no_is_under_the_hand(page: LeadsPage, office: Office, desk: Desk) -> None:
    """A second F8 changes nothing, Entrée answers no, and so does Échap; whoever is opposed already is counted apart
    from those who would be."""
    refuse_first(office, 1)
    choose(page)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        press_f8(page)
        assert asked(page) == "21 personnes s’opposent\u202f?"
        no = child(page, QPushButton, "many-no")
        assert no.hasFocus()
        child(page, Choice, "many-way").setFocus()
        press_f8(page)
        assert no.hasFocus()
        counts = [one.text() for one in page.findChildren(QLabel, "many-count") if one.isVisible()]
        assert counts == ["21", "1"]
        assert child(page, Button, "many-go").text() == "Noter 21 oppositions"
        QTest.keyClick(no, key)
        assert asked(page) == ""
    assert len(opposed(office)) == 1
    assert desk.said == []
    assert len(page.browser.table.selected_ids()) == MANY + 2, "those selected stay so"


def test_a_question_goes_with_the_selection_it_is_about(page: LeadsPage, office: Office) -> None:
    choose(page)
    press_f8(page)
    assert asked(page)
    page.browser.table.go_to(0)
    assert asked(page) == ""
    assert opposed(office) == {}


def test_yes_opposes_all_and_one_undo_gives_all_back(
    page: LeadsPage, office: Office, desk: Desk, qtbot: QtBot, short: None
) -> None:
    before = everybody(office)
    choose(page)
    press_f8(page)
    way = child(page, Choice, "many-way")
    assert way.value() == "unsaid", "nobody is said to have called"
    way.choose("letter")
    child(page, Button, "many-go").click()
    qtbot.waitUntil(lambda: bool(desk.said))
    assert opposed(office) == dict.fromkeys(before, "letter")
    assert desk.last.bold == "22 oppositions enregistrées."
    assert journaled(office, "oppose") == 6, "a transaction for each slice"
    desk.act()
    qtbot.waitUntil(lambda: len(desk.said) == 2)
    assert desk.last.bold == "22 oppositions annulées."
    assert opposed(office) == {}
    assert (entries(office, lifted=False), entries(office, lifted=True)) == (0, MANY + 2)
    assert journaled(office, "oppose undo") == 6, "the refusals stay, each with what took it back"


def test_a_stop_keeps_what_is_written_and_one_undo_gives_it_back(
    page: LeadsPage, office: Office, desk: Desk, qtbot: QtBot, short: None
) -> None:
    choose(page)
    press_f8(page)
    child(page, Button, "many-go").click()
    assert page.browser.selection.for_many.running
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(desk.said))
    done = len(opposed(office))
    assert 0 < done < MANY + 2
    many = "s" if done > 1 else ""
    assert desk.last.bold == f"Arrêté\u202f: {done} opposition{many} enregistrée{many}."
    assert entries(office, lifted=False) == done
    desk.act()
    qtbot.waitUntil(lambda: len(desk.said) == 2)
    assert opposed(office) == {}


def test_an_undo_too_late_changes_nothing(page: LeadsPage, office: Office, desk: Desk, qtbot: QtBot) -> None:
    choose(page)
    press_f8(page)
    child(page, Button, "many-go").click()
    qtbot.waitUntil(lambda: bool(desk.said))
    assert desk.last.act is not None
    desk.wait(minutes=11)
    desk.last.act.run()
    qtbot.waitUntil(lambda: len(desk.said) == 2)
    assert desk.said[1].kind == "error"
    assert desk.said[1].act is None
    assert len(opposed(office)) == MANY + 2


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication) -> Iterator[Window]:
    with shown(tmp_path / "base", qapp) as made:
        batch = BatchFacts(Source.FILE, "pige.csv", "2026-11-21", supplier="Pige Ouest")
        import_rows.take_in(made.office.store, [row(1), row(2, last_name="Roux")], batch, by=BY, now=NOW)
        yield made


def test_already_opposed_takes_nothing_from_ctrl_z(window: Window) -> None:
    """F8, F8 again, Ctrl+Z: the second one only says that nothing changed."""
    page = page_in(window, LeadsPage)
    page.refresh(EVERYTHING)
    page.browser.table.go_to(0)
    window.do(PageGesture.OPPOSE)
    window.do(PageGesture.OPPOSE)
    message = window.band.message
    assert message is not None and message.bold == "Déjà opposé."
    assert "À annuler\u202f: Opposition enregistrée" in window.band.words.text()
    assert len(opposed(window.office)) == 1
    window.band.undo()
    assert opposed(window.office) == {}


def whole(office: Office) -> tuple[list[Lead], list[Listing]]:
    """Return the leads and their ads."""
    with office.store.read() as r:
        return r.of(Lead), r.of(Listing)


def test_whatever_is_done_to_twenty_is_asked_and_undone_as_one(
    page: LeadsPage, office: Office, desk: Desk, qtbot: QtBot
) -> None:
    claire = agents.keep_agent(office.store, "Claire Vasseur", by=BY, at=NOW)
    at_first = whole(office)
    table, together = page.browser.table, page.browser.selection.together
    table.selectAll()
    ids = table.selected_ids()
    with office.store.read() as r:
        of = chosen(r, ids, office.law, at=NOW)

    asks: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: together.label(of, "vu", put=True), f"Poser «\u202fvu\u202f» sur {len(ids)} prospects\u202f?"),
        (lambda: together.label(of, "vu", put=False), f"Retirer «\u202fvu\u202f» de {len(ids)} prospects\u202f?"),
        (lambda: together.assign(of, None), f"Affecter {len(ids)} prospects à personne\u202f?"),
        (lambda: together.withdraw(of), f"Noter {len(ids)} annonces retirées\u202f?"),
        (lambda: together.letters(of), f"Préparer {len(of.writable)} lettres\u202f?"),
    )
    for ask, title in asks:
        ask()
        assert child(page, QLabel, "many-title").text() == title
        assert child(page, Button, "many-go").kind == "primary"
        child(page, Button, "many-no").click()
        assert not page.browser.selection.for_many.asking
    assert (desk.said, whole(office)) == ([], at_first), "a no changes nothing"
    for ask, said, back in (
        (asks[0][0], f"Étiquette «\u202fvu\u202f» posée sur {len(ids)} prospects.", "ont retrouvé leurs étiquettes."),
        (lambda: together.assign(of, claire), f"{len(ids)} prospects affectés à {claire.name}.", "leur affectation."),
        (asks[3][0], f"{len(ids)} annonces notées retirées.", "annonces de nouveau en ligne."),
    ):
        desk.said.clear()
        before = whole(office)
        ask()
        child(page, Button, "many-go").click()
        assert page.browser.selection.for_many.running
        qtbot.waitUntil(lambda: bool(desk.said))
        assert desk.last.bold == said
        assert whole(office) != before
        desk.act()
        qtbot.waitUntil(lambda: len(desk.said) == 2)
        assert desk.last.bold.endswith(back) and desk.last.bold.startswith(f"{len(ids)} ")
        assert whole(office) == before


def test_the_keyboard_is_on_the_answer_to_a_label_for_many(page: LeadsPage, office: Office) -> None:
    page.browser.table.setFocus()
    page.browser.table.selectAll()
    child(page, Button, "selection-tag").click()
    field = child(page, QLineEdit, "tag-field")
    QTest.keyClicks(field, "vu")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert child(page, Button, "many-go").hasFocus()
    QTest.keyClick(child(page, Button, "many-go"), Qt.Key.Key_Escape)
    assert page.browser.table.hasFocus()


def test_a_stop_keeps_the_labels_already_put(
    page: LeadsPage, office: Office, desk: Desk, qtbot: QtBot, short: None
) -> None:
    selection = page.browser.selection
    page.browser.table.selectAll()
    with office.store.read() as r:
        of = chosen(r, page.browser.table.selected_ids(), office.law, at=NOW)
    selection.together.label(of, "vu", put=True)
    assert not selection.isEnabled(), "the bar waits for the answer"
    child(page, Button, "many-go").click()
    assert selection.isEnabled()
    assert page.browser.table.hasFocus(), "the keyboard is back on the list while the labels are put"
    selection.together.label(of, "sud", put=True)
    child(page, Button, "many-go").click() if selection.for_many.asking else None
    assert desk.last.bold == "Un geste est en cours."
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(desk.said) == 2)
    count = sum(lead.tags == "vu" for lead in whole(office)[0])
    assert 0 < count < len(of.ids)
    assert desk.last.bold.startswith("Arrêté\u202f: Étiquette «\u202fvu\u202f» posée sur")
    with office.store.read() as r:
        [told, *_rest] = recent_gestures(r, by=office.by, at=office.now())
    assert (told.undoes, len(told.lines) > 1 or count <= in_slices.SLICE) == (count, True), "one gesture"
    desk.act()
    assert not any(lead.tags for lead in whole(office)[0])
