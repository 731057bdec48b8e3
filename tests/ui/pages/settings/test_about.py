"""« À propos »: nothing leaves until its button is pressed, and then the browser goes to the address of the agency."""

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.base.parts import parts
from tests.tables import table
from tests.ui.office_fixture import office, put_together
from ui.common.office import Office
from ui.pages.settings.about import PAGE, AboutSection, address_fault

__all__ = ["office"]


def test_the_browser_opens_at_the_address_given_and_by_hand_alone(
    office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    section = put_together(AboutSection, office, qtbot)
    section.refresh()
    assert not section.open_button.isEnabled()
    section.form.changed.emit(PAGE, "http://versions.example")
    assert office.settings.update_page == ""
    section.form.changed.emit(PAGE, " https://versions.example/premier-contact ")
    assert opened == []
    section.open_button.click()
    assert opened == ["https://versions.example/premier-contact"]


def test_every_part_is_named_with_its_terms(office: Office, qtbot: QtBot) -> None:
    section = put_together(AboutSection, office, qtbot)
    said = {one.text() for one in section.findChildren(QLabel)}
    assert {name for name, _terms in parts()} <= said
    assert "voir son texte" in said


@table(
    "typed, right",
    [("", True), ("https://versions.example/a", True), ("http://versions.example", False), ("https://", False),
     ("file:///etc/passwd", False), ("javascript:alert(1)", False)],
)  # fmt: skip
def test_an_address_is_safe_or_refused(typed: str, right: bool) -> None:
    assert (address_fault(typed) == "") is right
