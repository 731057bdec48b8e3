"""Another window puts back a copy made before what this one shows: nothing said on the telephone, typed or confirmed is
lost, or written of somebody else, without a word."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from core.actions.common import agency, agents
from core.actions.keeping import backing_up, forgetting, restoring
from core.actions.register import key_phrase
from core.model.opposing import CallOutcome
from core.model.request import RequestKind
from core.records.call import Call
from core.store import leads, registers, requests
from core.store.engine.opening import open_store
from tests.bases import let_go
from tests.pause import pause
from tests.ui.finding import child, page_in
from tests.ui.office_fixture import BY, NOW, row, shown, take
from ui.common import at_seat
from ui.pages.calls.page import CallsPage
from ui.pages.requests.page import RequestsPage
from ui.shell.window import LiveUpdates, Window

HEARD_MS = 40
PutBack = Callable[[], None]


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication) -> Iterator[Window]:
    """The window on a base of its own, the list of leads in sight; it hears at once."""
    with shown(tmp_path / "base", qapp) as made:
        for timer in child(made, LiveUpdates).findChildren(QTimer):
            timer.setInterval(1)
        yield made


@pytest.fixture
def put_back(tmp_path: Path, window: Window) -> PutBack:
    """Puts back, as another window does, a copy made before anybody was in the base; this one then hears of it."""
    with closing(open_store(tmp_path / "base")) as other:
        copy = backing_up.back_up(other, tmp_path / "disque", by=BY, at=NOW).path

    def now() -> None:
        pause(HEARD_MS)
        restoring.restore(tmp_path / "base", copy, by="Paul", at=NOW)
        pause(HEARD_MS)

    return now


def one(window: Window, **values: str | tuple[str, ...]) -> int:
    """Take one lead in and return its id."""
    take(window.office, row(1, **values))
    with window.office.store.read() as r:
        [lead] = leads.search(r)
    return lead


def said(window: Window) -> str:
    message = window.band.message
    return f"{message.bold} {message.sentence}" if message else ""


def talking(window: Window, lead: int) -> CallsPage:
    """Show somebody who calls, a note typed."""
    page = page_in(window, CallsPage)
    window.go_to("calls", lead)
    page.talk.receive()
    page.person.note.setPlainText("rappelle demain")
    return page


def noted(window: Window) -> list[tuple[int | None, str, str]]:
    with window.office.store.read() as r:
        hashed = r.keyed_hash("phone", "0639980001")
        return [(one.lead_id, one.outcome, one.note) for one in r.of(Call, "started", hash=hashed, lead_id=None)]


def test_who_is_on_the_telephone_is_still_heard(window: Window, put_back: PutBack) -> None:
    page = talking(window, one(window))
    put_back()
    assert "restauré une sauvegarde" in said(window)
    assert page.talk.read.name == "06 39 98 00 01".replace(" ", "\N{NO-BREAK SPACE}")
    assert page.person.note.toPlainText() == "rappelle demain"
    page.talk.oppose()
    assert "Opposition enregistrée" in said(window)
    assert noted(window) == [(None, "opposed", "rappelle demain")]
    with window.office.store.read() as r:
        assert registers.opposed(r, [r.keyed_hash("phone", "0639980001")])


def test_a_refusal_of_whom_nothing_is_left_is_loud(window: Window, put_back: PutBack) -> None:
    page = talking(window, one(window, phones=()))
    put_back()
    page.talk.oppose()
    assert "n’est pas enregistré" in said(window)
    assert page.talk.call is not None, "the call goes on, and a number may be asked"
    page.outcomes.chosen.emit(CallOutcome.TALKED)
    assert page.talk.call is None


def test_a_request_being_noted_is_kept_with_its_refusal(window: Window, put_back: PutBack) -> None:
    window.go_to("requests", one(window))
    page = page_in(window, RequestsPage)
    page.noting.form.show_values({"kind": RequestKind.OBJECTION.value, "note": "par lettre du 20"})
    put_back()
    page.noting.keep()
    with window.office.store.read() as r:
        [asked] = requests.every(r)
        assert (asked.person, asked.note, asked.lead_id) == ("Moreau Hélène", "par lettre du 20", None)
        assert registers.opposed(r, [r.keyed_hash("phone", "0639980001")])


def test_the_note_of_somebody_erased_during_the_call_is_said_to_be_dropped(window: Window, tmp_path: Path) -> None:
    lead = one(window)
    page = talking(window, lead)
    with closing(open_store(tmp_path / "base")) as other:
        forgetting.forget(other, lead, by="Paul", at=NOW)
    pause(HEARD_MS)
    page.outcomes.chosen.emit(CallOutcome.TALKED)
    assert "Personne effacée" in said(window) and "note n’est pas gardée" in said(window)


def test_who_works_here_keeps_their_name(window: Window, put_back: PutBack) -> None:
    """A copy made before they joined the agency would have what they do bear the name of the settings."""
    office = window.office
    # One put back while the window was closed: who works here is not known, and a setting gives the seat to nobody.
    office.seat.save_text(at_seat.AGENT, "7")
    agency.save_settings(office.store, {"user": "Paul"}, by=BY, at=NOW)
    pause(HEARD_MS)
    assert (office.by, office.seat.text(at_seat.AGENT)) == ("Paul", "7")
    agents.keep_agent(office.store, "Paul Neuf", by=BY, at=NOW)
    at_seat.sit_down(office, "Paul Neuf")
    agency.save_settings(office.store, {"user": BY}, by=BY, at=NOW)
    put_back()
    assert (office.by, at_seat.name_at(office.store, office.seat)) == ("Paul Neuf", "Paul Neuf")
    with office.store.read() as r:
        assert [one.name for one in agents.everybody(r)] == ["Paul Neuf"]


@pytest.mark.skipif(sys.platform != "linux", reason="only there does the system tell the locks")
def test_a_base_that_was_let_go_is_opened_anew_and_told(window: Window) -> None:
    lead = one(window)
    let_go(window.office.store)
    pause(HEARD_MS)
    assert window.band.message is not None
    assert window.band.message.bold == "Le fichier de la base a été rouvert."
    with window.office.store.read() as r:
        assert list(leads.search(r)) == [lead]


def test_a_sealed_base_put_back_over_a_plain_one_is_sealed_at_once(window: Window, tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "ancien")) as old:
        key_phrase.set_apart(old, by=BY, at=NOW)
        copy = backing_up.back_up(old, tmp_path / "disque", by=BY, at=NOW).path
    assert not window.office.store.is_sealed()
    restoring.restore(tmp_path / "base", copy, by="Paul", at=NOW)
    pause(HEARD_MS)
    assert window.office.store.is_sealed()
    assert window.status.item("key").text() == "clé sur ce disque"
