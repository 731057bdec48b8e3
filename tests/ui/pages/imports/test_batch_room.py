"""One batch at 200 % text: nothing lies over anything else, before and after it is undone."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.actions.common import people
from core.actions.register.opposing import oppose
from tests.ui.finding import child
from tests.ui.office_fixture import BY, put_together, row, take
from tests.ui.overlaps import overlaps
from ui.common.office import Office
from ui.pages.imports.page import ImportsPage
from ui.pages.imports.summary import KEPT, Summary

WIDE = 1144
"""Width of a page at 1366 pixels and 200 %."""
NARROW = 800
TURNS = 5


@pytest.fixture
def summary(office: Office, qtbot: QtBot, near_jobs: None) -> Summary:
    """A batch with a lead that stays when it is undone, at 200 %."""
    office.theme.choose("light", 200)
    page = put_together(ImportsPage, office, qtbot)
    report = take(office, row(1), row(2), row(3, phones=("06 39 98 00 01",)))
    with office.store.read() as r:
        who = people.find(r, "06 39 98 00 02")
    oppose(office.store, who, how="call", by=BY, at=office.now())
    page.open_batch(report.batch)
    page.show()
    return page.summary


def at_its_least(summary: Summary, wide: int = WIDE) -> list[str]:
    """Return what overlaps in the height that the window gives a page that has no room."""
    page = summary.window()
    for _turn in range(TURNS):  # The height follows the words, which the layouts place a turn later.
        QApplication.processEvents()
        page.resize(wide, page.minimumSizeHint().height())
    return overlaps(summary)


def test_a_batch_just_undone_does_not_lie_over_itself(summary: Summary, qtbot: QtBot) -> None:
    assert not at_its_least(summary)
    summary.undo.button.click()
    qtbot.waitUntil(lambda: summary.tabs.currentIndex() == KEPT)
    assert not at_its_least(summary)


def test_facts_give_back_the_lines_they_need_no_more(summary: Summary) -> None:
    assert not at_its_least(summary)
    high = child(summary, QLabel, "batch-facts").height()
    assert not at_its_least(summary, NARROW)
    assert child(summary, QLabel, "batch-facts").height() > high
    assert not at_its_least(summary)
    assert child(summary, QLabel, "batch-facts").height() == high
