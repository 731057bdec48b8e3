"""The page of leads in sight, for the tests of what it shows."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.office_fixture import put_together
from ui.common.office import Office
from ui.pages.leads.page import LeadsPage

EVERYTHING = frozenset({"*"})


def leads_page(width: int = 1274, height: int = 900) -> Callable[[Office, QtBot], Iterator[LeadsPage]]:
    """Return a fixture: the page in front, of this size in pixels, that hears what is written."""

    @pytest.fixture
    def page(office: Office, qtbot: QtBot) -> Iterator[LeadsPage]:
        made = put_together(LeadsPage, office, qtbot)
        made.resize(width, height)
        deaf = office.store.listen(made.refresh)
        made.refresh(EVERYTHING)
        made.show()
        qtbot.waitExposed(made)
        made.activateWindow()
        yield made
        deaf()

    return page
