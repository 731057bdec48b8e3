"""What is to be done is not said before it is counted."""

from pytestqt.qtbot import QtBot

from core.actions.common import step_cache
from core.actions.common.step_cache import AT_ONCE
from tests.ui.finding import child, words
from tests.ui.office_fixture import BY, NOW, put_together, row, take
from ui.common.office import Office
from ui.pages.today.page import TodayPage
from ui.widgets.label import ElidedLabel

EVERYTHING = frozenset({"*"})


def test_no_number_is_said_while_steps_are_counted(office: Office, qtbot: QtBot) -> None:
    take(office, *(row(100 + place, last_name=f"Nom{place}", address="") for place in range(AT_ONCE + 5)))
    page = put_together(TodayPage, office, qtbot)
    page.refresh(EVERYTHING)
    told = child(page, ElidedLabel, "today-header-count")
    assert told.text() == words(page, "today-nothing") == "Ce qui est à faire se compte…"
    step_cache.keep(office.store, office.law, by=BY, at=NOW)
    page.refresh(EVERYTHING)
    assert told.text() == "1 chose à faire"
