"""The window that reminds of a callback: nobody's name, never during a call, put off three times."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.actions.calling import calling
from core.actions.register import opposing
from core.base.moments import AGENCY_ZONE
from tests.core.actions.conftest import who_is
from tests.ui.finding import press, words
from tests.ui.office_fixture import BY, Add, Desk, add, desk, office
from ui.common.office import Office
from ui.shell.frame import Frame
from ui.shell.reminders import DueCallback, Reminders

__all__ = ["add", "desk", "office"]
pytestmark = pytest.mark.qt_log_ignore("does not support")  # Without a screen no window stands before another.
SOON = datetime(2026, 11, 24, 11, 0, tzinfo=AGENCY_ZONE)


@pytest.fixture
def reminders(office: Office, qtbot: QtBot) -> Iterator[Reminders]:
    """What reminds, beside a window."""
    frame = Frame(office.theme)
    qtbot.addWidget(frame)
    frame.show()
    made = Reminders(office, frame)
    yield made
    frame.close()


def promise(office: Office, lead: int, due: datetime = SOON) -> None:
    calling.plan_callback(office.store, lead, due=due, by=BY, at=office.now())


def shown(window: DueCallback) -> str:
    """Return every word of the window, and what a screen reader is told of it."""
    labels = [window.windowTitle(), window.accessibleName(), *(one.text() for one in window.findChildren(QLabel))]
    return " | ".join(labels).replace("\u00a0", " ")


def test_a_minute_that_comes_is_told_without_a_name(
    reminders: Reminders, office: Office, add: Add, desk: Desk, qtbot: QtBot
) -> None:
    lead, window = add(last_name="Moreau"), reminders.window
    promise(office, lead)
    promise(office, add(last_name="Besson"))
    promise(office, add(last_name="Garcin"), SOON + timedelta(minutes=1))
    reminders.look()
    assert not window.isVisible(), "its minute has not come"
    desk.now = SOON + timedelta(seconds=40)
    reminders.look()
    assert window.isVisible() and window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert words(window, "due-title").replace("\u00a0", " ") == "2 rappels sont prévus à 11 h"
    for secret in ("Moreau", "Besson", "Hélène", "Uzès", "06 39", "Mûriers"):
        assert secret not in shown(window)
    press(window, "due-open")
    assert desk.gone == [("calls", lead)], "the page judges again"
    assert not window.isVisible()


def test_it_is_put_off_three_times(reminders: Reminders, office: Office, add: Add, desk: Desk) -> None:
    promise(office, add())
    desk.now, window, last = SOON, reminders.window, []
    reminders.look()
    for _time in range(3):
        assert window.isVisible()
        last.append("Troisième fois" in shown(window))
        press(window, "due-later")
        assert not window.isVisible()
        desk.wait(minutes=9)
        reminders.look()
        assert not window.isVisible()
        desk.wait(minutes=1)
        reminders.look()
    assert not window.isVisible(), "it stays in Aujourd’hui"
    assert last == [False, False, True]


def test_nobody_is_reminded_during_a_call_nor_of_who_refuses(
    reminders: Reminders, office: Office, add: Add, desk: Desk, qtbot: QtBot
) -> None:
    lead = add()
    promise(office, lead)
    desk.now, window = SOON, reminders.window
    office.on_call = True
    reminders.look()
    assert not window.isVisible()
    office.on_call = False
    reminders.look()
    assert window.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    desk.wait(minutes=10)
    reminders.look()
    assert window.isVisible()
    opposing.oppose(office.store, who_is(office.store, lead), how="call", by=BY, at=desk.now)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_what_was_due_before_the_window_opened_is_left_to_the_first_page(
    office: Office, add: Add, desk: Desk, qtbot: QtBot
) -> None:
    promise(office, add())
    desk.now = SOON + timedelta(hours=1)
    frame = Frame(office.theme)
    qtbot.addWidget(frame)
    late = Reminders(office, frame)
    late.look()
    assert not late.window.isVisible()
    frame.close()


@pytest.mark.parametrize("wrong, right", [(timedelta(days=365), timedelta(0)), (timedelta(0), timedelta(days=-1))])
def test_a_clock_that_was_wrong_hides_no_later_reminder(
    office: Office, add: Add, desk: Desk, qtbot: QtBot, wrong: timedelta, right: timedelta
) -> None:
    """The window opens, reminds and is answered by a clock that is then put back, by a year or by a day."""
    opened = desk.now
    desk.now = opened + wrong
    frame = Frame(office.theme)
    qtbot.addWidget(frame)
    reminders = Reminders(office, frame)
    promise(office, add(), desk.now + timedelta(minutes=1))
    desk.wait(minutes=2)
    reminders.look()
    press(reminders.window, "due-later")
    desk.now = opened + right
    promise(office, add(), desk.now + timedelta(hours=1))
    reminders.look()
    assert not reminders.window.isVisible(), "its minute has not come"
    desk.wait(minutes=70)
    reminders.look()
    assert reminders.window.isVisible()
    frame.close()
