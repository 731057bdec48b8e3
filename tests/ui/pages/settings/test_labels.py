"""The labels in the settings: renamed everywhere, removed from every lead, by one gesture that Ctrl+Z takes back."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.actions.leads import tags
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW, Add, Desk, put_together
from ui.common.office import Office
from ui.pages.settings.page import SettingsPage
from ui.widgets.button import Button


@pytest.fixture
def page(office: Office, add: Add, qtbot: QtBot) -> SettingsPage:
    people = [add(last_name=name) for name in ("Besson", "Vidal", "Roux")]
    tags.tag_several(office.store, people, add="vue mer", by=BY, at=NOW)
    tags.tag_several(office.store, people[:1], add="à revoir", by=BY, at=NOW)
    made = put_together(SettingsPage, office, qtbot)
    made.resize(1274, 676)
    made.show()
    made.show_section("user")
    return made


def known(office: Office) -> dict[str, int]:
    with office.store.read() as r:
        return tags.known(r)


def field(page: SettingsPage, place: int) -> QLineEdit:
    QApplication.processEvents()
    return child(page, QLineEdit, f"label-{place}")


def leave(page: SettingsPage, place: int, text: str) -> None:
    one = field(page, place)
    one.setText(text)
    one.editingFinished.emit()
    QApplication.processEvents()


def test_a_label_is_renamed_everywhere_and_given_back(page: SettingsPage, office: Office, desk: Desk) -> None:
    assert known(office) == {"à revoir": 1, "vue mer": 3}
    assert field(page, 1).accessibleName() == "Étiquette vue mer"
    leave(page, 1, "bord de mer")
    assert known(office) == {"à revoir": 1, "bord de mer": 3}
    assert desk.last.bold == "«\u202fvue mer\u202f» devient «\u202fbord de mer\u202f» sur 3 prospects."
    assert field(page, 1).text() == "bord de mer"
    desk.act()
    QApplication.processEvents()
    assert known(office) == {"à revoir": 1, "vue mer": 3}
    assert field(page, 1).text() == "vue mer"


def test_two_labels_become_one_and_come_apart_again(page: SettingsPage, office: Office, desk: Desk) -> None:
    leave(page, 0, "Vue mer")
    assert known(office) == {"vue mer": 3}
    desk.act()
    assert known(office) == {"à revoir": 1, "vue mer": 3}


def test_a_label_is_removed_from_everybody(page: SettingsPage, office: Office, desk: Desk, qtbot: QtBot) -> None:
    for left in ({"vue mer": 3}, {}):
        child(page, Button, "label-remove-0").click()
        qtbot.waitUntil(lambda wanted=left: known(office) == wanted)  # type: ignore[misc]
        QApplication.processEvents()
    assert child(page, QWidget, "labels").isHidden(), "nothing to show"
    assert desk.last.bold == "Étiquette «\u202fvue mer\u202f» retirée de 3 prospects."


def test_a_label_too_long_is_refused_and_a_private_word_is_warned_of(
    page: SettingsPage, office: Office, desk: Desk
) -> None:
    caution = child(page, QLabel, "label-caution-0")
    assert caution.isHidden()
    field(page, 0).setText("divorce")
    assert not caution.isHidden()
    leave(page, 0, "x" * 40)
    assert (desk.last.kind, known(office)) == ("error", {"à revoir": 1, "vue mer": 3})
    assert field(page, 0).text() == "à revoir"
