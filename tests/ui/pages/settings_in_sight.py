"""The settings in sight, for the tests of what they show."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.office_fixture import put_together
from ui.common.office import Office
from ui.pages.settings.page import SettingsPage


def settings_page(height: int = 700, *, section: str = "") -> Callable[[Office, QtBot], SettingsPage]:
    """Return a fixture: the settings as the window shows them, this high in pixels; ``section``: the one opened, the
    first by default."""

    @pytest.fixture
    def page(office: Office, qtbot: QtBot) -> SettingsPage:
        made = put_together(SettingsPage, office, qtbot)
        made.resize(1274, height)
        made.show()
        if section:
            made.show_section(section)
        else:
            made.refresh(frozenset({"*"}))
        return made

    return page
