"""The keys of the work, F2, F7, F8, F9 and the digits, from every page of the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.store import leads
from tests.tables import each
from tests.ui.finding import child, page_in
from tests.ui.test_accessible_names import window
from tests.ui.walks import PAGES
from ui.pages.calls.page import CallsPage
from ui.pages.leads.page import LeadsPage
from ui.pages.letters.page import LettersPage
from ui.shell.window import Window

__all__ = ["window"]

KEY = Qt.Key
SHOW_SOMEBODY = ("leads", "letters", "calls")


def press(window: Window, pressed: Qt.Key) -> None:
    shown = QApplication.activeWindow() or window
    QTest.keyClick(shown.focusWidget() or shown, pressed)
    QApplication.processEvents()


def refusals(window: Window) -> int:
    with window.office.store.read() as r:
        return len(leads.search(r, filters={"opposition": "yes"}))


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def who_calls_is_asked(window: Window) -> None:
    def ask(key: str) -> None:
        window.go_to(key)
        press(window, KEY.Key_F2)
        assert window.current() == "calls"
        form = page_in(window, CallsPage).outcomes.caller_form
        assert form.isVisible() and form.isAncestorOf(focused())
        press(window, KEY.Key_Escape)
        assert not form.isVisible()

    each(PAGES, ask)


def the_call_desk_is_one_key_away(window: Window) -> None:
    page = page_in(window, CallsPage)

    def come(key: str) -> None:
        window.go_to(key)
        press(window, KEY.Key_F9)
        assert window.current() == "calls" and page.talk.read.desk is not None
        assert page.talk.call is None or key == "calls", "a call begins where its light is seen, from no other page"

    each(PAGES, come)


def a_callback_is_asked_for_the_person_in_sight(window: Window) -> None:
    page = page_in(window, CallsPage)
    window.go_to("calls")

    def ask(key: str) -> None:
        before = page.talk.read.lead_id
        window.go_to(key)
        shown = {
            "leads": lambda: page_in(window, LeadsPage).browser.table.current_id(),
            "letters": lambda: page_in(window, LettersPage).table.current_id(),
        }.get(key, lambda: before)()
        press(window, KEY.Key_F7)
        assert (window.current(), page.talk.read.lead_id) == ("calls", shown)
        assert page.outcomes.callback_form.isVisible() is (key in SHOW_SOMEBODY)
        press(window, KEY.Key_Escape)
        assert not page.outcomes.callback_form.isVisible()

    each(PAGES, ask)


def only_a_page_that_shows_somebody_opposes(window: Window) -> None:
    page_in(window, CallsPage)

    def oppose(key: str) -> None:
        window.go_to(key)
        before = refusals(window)
        press(window, KEY.Key_F8)
        assert refusals(window) == before + (key in SHOW_SOMEBODY)
        assert window.current() == (key if key in SHOW_SOMEBODY else "oppositions")

    each(PAGES, oppose)


def test_the_keys_work_from_every_page(window: Window) -> None:
    """The call that F9 begins is the last."""
    keys = (
        who_calls_is_asked, a_callback_is_asked_for_the_person_in_sight, only_a_page_that_shows_somebody_opposes,
        the_call_desk_is_one_key_away,
    )  # fmt: skip
    each(keys, lambda key: key(window))


@pytest.mark.parametrize(
    "places", [("queue", "rail-calls", "status-user"), ("message-close", "call", "outcome-no_answer")]
)
def test_digits_choose_an_outcome_wherever_the_focus_is(window: Window, places: tuple[str, ...]) -> None:
    """Three people of the demonstration may be called."""
    window.go_to("calls")
    page = page_in(window, CallsPage)

    def choose(place: str) -> None:
        page.call()
        window.say("note", "Un message.")
        held = child(window, QWidget, place)
        held.setFocus()
        lead_id = page.talk.read.lead_id
        begun = page.talk.call
        QTest.keyClick(held, KEY.Key_2)
        assert begun is not None and page.talk.call is None
        assert page.talk.read.lead_id != lead_id

    each(places, choose)
