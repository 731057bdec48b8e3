"""What another window writes while something is under way in this one: nothing typed, opened or asked is lost."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.actions.intake import batch_undo
from core.actions.leads import editing, joining
from core.actions.rights import requests
from core.model.editing import Change
from core.model.opposing import CallOutcome
from core.model.request import RequestKind
from core.records.call import Call
from core.records.consent import Consent
from core.records.lead import Lead
from core.store import leads
from core.store.engine.opening import open_store
from core.store.port import PRESENT, Store
from core.words.errors import user_text
from tests.core.actions.conftest import who_is
from tests.pause import pause
from tests.ui.finding import child, page_in
from tests.ui.office_fixture import BY, NOW, agree, row, shown, take
from ui.pages.calls.page import CallsPage
from ui.pages.calls.titles_card import ShortDialog, TitlesCard
from ui.pages.leads.cards import NotesCard
from ui.pages.leads.page import LeadsPage
from ui.pages.requests.page import RequestsPage
from ui.pages.requests.steps import EraseStep
from ui.shell.window import LiveUpdates, Window

HEARD_MS = 40
STALE = user_text("STALE", user="Un autre poste")


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication) -> Iterator[Window]:
    """The window on a base of its own, the list of leads in sight, and one lead; it hears at once."""
    with shown(tmp_path / "base", qapp) as made:
        live = child(made, LiveUpdates)
        for timer in live.findChildren(QTimer):
            timer.setInterval(1)
        take(made.office, row(1))
        yield made


@pytest.fixture
def other(tmp_path: Path, window: Window) -> Iterator[Store]:
    """The same base, as another window holds it."""
    with closing(open_store(tmp_path / "base")) as made:
        yield made


def opened(window: Window) -> int:
    """Open the sheet of the first lead."""
    with window.office.store.read() as r:
        [lead] = leads.search(r, sort="newest", limit=1)
    page_in(window, LeadsPage).open_lead(lead)
    return lead


def note(other: Store, lead: int, text: str, was: str = "") -> None:
    editing.edit(other, lead, [Change("notes", text, was=was)], by="Paul", at=NOW)


def notes(window: Window) -> str:
    return child(page_in(window, LeadsPage).sheet, NotesCard).field.toPlainText()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_an_open_menu_stays(window: Window, other: Store, qtbot: QtBot) -> None:
    lead = opened(window)
    card = child(page_in(window, LeadsPage).sheet, TitlesCard)
    card.add_button.click()
    menu = card.menu
    note(other, lead, "portail bleu")
    pause(HEARD_MS)
    assert shiboken6.isValid(menu) and menu.isVisible()
    menu.close()
    qtbot.waitUntil(lambda: notes(window) == "portail bleu")


@pytest.mark.parametrize("then", ["noted", "joined"])
def test_an_agreement_is_withdrawn_though_the_sheet_changed(
    window: Window, other: Store, tmp_path: Path, then: str
) -> None:
    lead = opened(window)
    agree(window.office.store, lead, tmp_path)
    take(window.office, row(2, last_name="Alba"))
    with window.office.store.read() as r:
        [kept] = set(leads.search(r)) - {lead}
    page_in(window, LeadsPage).open_lead(lead)
    asked: list[bool] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ShortDialog)
        if then == "noted":
            note(other, lead, "portail bleu")
        else:
            joining.join(other, kept, lead, by="Paul", at=NOW)
        pause(HEARD_MS)
        asked.append(shiboken6.isValid(dialog) and dialog.isVisible())
        dialog.keep.click()

    QTimer.singleShot(0, answer)
    child(page_in(window, LeadsPage).sheet, QPushButton, "sheet-titles-withdraw-0").click()
    pause(HEARD_MS)
    assert asked == [True]
    with window.office.store.read() as r:
        [one] = r.of(Consent, "-collected, -id", lead_id=kept if then == "joined" else lead)
    assert one.withdrawn is not None


def two(window: Window) -> tuple[int, int]:
    """Return the ids of two leads that came in two files."""
    take(window.office, row(2, last_name="Alba"))
    with window.office.store.read() as r:
        one, another = leads.search(r, sort="newest")
    return one, another


def remove(other: Store, lead: int) -> None:
    """Undo the file a lead came from."""
    with other.read() as r:
        person = r.get(Lead, lead)
    assert person is not None and person.batch_id is not None
    batch_undo.undo(other, person.batch_id, by="Paul", at=NOW)


def refused(window: Window, *ids: int) -> list[bool]:
    with window.office.store.read() as r:
        return [r.row(Lead, one).opposed_at is not None for one in ids]


def said(window: Window) -> str:
    return window.band.message.bold if window.band.message else ""


def test_a_sheet_joined_to_another_gives_its_place(window: Window, other: Store, qtbot: QtBot) -> None:
    lead, kept = two(window)
    page = page_in(window, LeadsPage)
    page.open_lead(lead)
    joining.join(other, kept, lead, by="Paul", at=NOW)
    qtbot.waitUntil(lambda: page.sheet.lead_id() == kept)
    assert "réunie" in said(window)
    page.oppose()
    assert refused(window, kept) == [True]


def test_nobody_is_opposed_in_the_place_of_a_sheet_that_is_gone(window: Window, other: Store, qtbot: QtBot) -> None:
    lead, another = two(window)
    page = page_in(window, LeadsPage)
    page.open_lead(lead)
    remove(other, lead)
    qtbot.waitUntil(page.sheet.isHidden)
    assert "n’existe plus" in said(window)
    page.oppose()
    assert refused(window, another) == [False]


@pytest.mark.parametrize("then", ["joined", "removed"])
def test_what_is_typed_for_somebody_gone_stays_and_says_why(
    window: Window, other: Store, qtbot: QtBot, then: str
) -> None:
    lead, kept = two(window)
    page = page_in(window, LeadsPage)
    page.open_lead(lead)
    card = child(page.sheet, NotesCard)
    card.field.setFocus()
    QTest.keyClicks(card.field, "portail")
    if then == "joined":
        joining.join(other, kept, lead, by="Paul", at=NOW)
    else:
        remove(other, lead)
    pause(HEARD_MS)
    assert card.field.toPlainText() == "portail"
    card.save()
    assert "n’existe plus" in child(page.sheet, QLabel, "notes-problem").text()
    assert card.field.toPlainText() == "portail"
    card.field.setPlainText("")
    card.field.document().setModified(False)
    note(other, kept, "autre")
    qtbot.waitUntil(lambda: page.sheet.isHidden() if then == "removed" else page.sheet.lead_id() == kept)


def test_a_call_goes_on_with_the_sheet_that_is_left(window: Window, other: Store, qtbot: QtBot) -> None:
    lead, kept = two(window)
    page = page_in(window, CallsPage)
    window.go_to("calls", lead)
    page.talk.receive()
    page.person.note.setPlainText("rappelle demain")
    joining.join(other, kept, lead, by="Paul", at=NOW)
    qtbot.waitUntil(lambda: page.talk.read.lead_id == kept)
    assert page.person.note.toPlainText() == "rappelle demain"
    page.outcomes.chosen.emit(CallOutcome.TALKED)
    with window.office.store.read() as r:
        assert [one.outcome for one in r.of(Call, "started", lead_id=kept)] == ["talked"]


def test_nobody_is_left_on_the_desk_when_the_sheet_is_gone(window: Window, other: Store, qtbot: QtBot) -> None:
    lead, _another = two(window)
    page = page_in(window, CallsPage)
    window.go_to("calls", lead)
    remove(other, lead)
    qtbot.waitUntil(lambda: page.talk.read.desk is None)
    assert "n’existe plus" in said(window)
    window.band.close_message()
    with other.read() as r:
        [another] = leads.search(r)
    note(other, another, "autre")
    pause(HEARD_MS)
    assert said(window) == ""


def test_a_callback_is_not_asked_of_nobody(window: Window, other: Store, qtbot: QtBot) -> None:
    lead, _another = two(window)
    page = page_in(window, CallsPage)
    window.go_to("calls", lead)
    page.callback()
    assert page.outcomes.callback_form.isVisible()
    remove(other, lead)
    qtbot.waitUntil(lambda: not page.outcomes.callback_form.isVisible())


def test_what_nobody_read_is_not_erased(window: Window, other: Store, qtbot: QtBot) -> None:
    """The sheet of the request was joined to another while its erasure was about to be confirmed."""
    lead, kept = two(window)
    who = who_is(other, lead)
    asked = requests.note(
        window.office.store, who, RequestKind.ERASURE, received=NOW.date(), how="letter", identity="carte", by=BY,
        at=NOW,
    )  # fmt: skip
    window.go_to("requests")
    page = page_in(window, RequestsPage)
    page.open_request(asked.id)
    for press, expected in (("erase-sure", False), ("erase-sure", True)):
        step = child(page.sheet, EraseStep)
        if not expected:
            joining.join(other, kept, lead, by="Paul", at=NOW)
        child(step, QPushButton, press).click()
        pause(HEARD_MS)
        assert said(window) == ("Personne effacée." if expected else STALE)
        with window.office.store.read() as r:
            assert bool(r.count(Lead, id=kept, erased_at=PRESENT)) is expected
