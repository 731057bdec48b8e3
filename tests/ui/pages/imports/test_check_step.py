"""The check: groups settled in one gesture, cells corrected in place, figures counted again by the real job."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.store import leads
from tests.tables import each
from tests.ui.finding import child, words
from tests.ui.pages.importing import Pige, checked, counts, page, wait
from ui.common.office import Office
from ui.pages.imports.check_editor import CellField, ProblemTable
from ui.pages.imports.check_groups import GroupRow
from ui.pages.imports.check_step import CheckStep
from ui.pages.imports.page import ImportsPage

__all__ = ["page"]


@pytest.fixture
def check(page: ImportsPage, qtbot: QtBot, dirty: Path) -> CheckStep:
    """The check of a file with questions."""
    checked(qtbot, page, dirty)
    return page.assistant.check


def press(page: ImportsPage, name: str) -> None:
    button = child(page, QPushButton, name)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)


def codes(check: CheckStep) -> dict[str, int]:
    return {group.code: group.count for group in check.expected.groups}


def open_cells(check: CheckStep) -> ProblemTable:
    assert check.cells is not None, "the lines of a group are open"
    return check.cells


def typed_in(check: CheckStep) -> CellField:
    field = open_cells(check).field
    assert field is not None, "a cell is being typed"
    return field


def closed(check: CheckStep) -> bool:
    return check.cells is None


def lines(check: CheckStep) -> Sequence[str]:
    rows = open_cells(check).rows()
    return [rows.cells(line)[0].text for line in range(len(rows.ids))]


def key(pressed: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, pressed, modifier)


def title(page: ImportsPage) -> str:
    return words(page, "check-title")


def what_the_file_asks_is_grouped(check: CheckStep, page: ImportsPage) -> None:
    wanted = {"DATE_BOTH_WAYS": 18, "PHONE_BAD": 3, "PHONE_NO_ZERO": 4, "PRICE_LOW": 2, "NO_SOURCE": 1}
    assert wanted.items() <= codes(check).items()
    assert title(page) == "1 question à répondre avant d’importer"
    assert counts(check)[:2] == ["20 lues", "19 ajoutées"]
    line = check.groups.row("PHONE_NO_ZERO").line
    assert line.accessibleName().startswith("4 téléphones sans le zéro initial")


def tab_goes_from_the_head_to_the_groups(check: CheckStep, page: ImportsPage) -> None:
    reached: QWidget | None = check.head.following.nextInFocusChain()
    while reached is not None and not reached.focusPolicy() & Qt.FocusPolicy.TabFocus:
        reached = reached.nextInFocusChain()
    assert reached is child(check.groups, GroupRow).line


def tab_goes_from_a_group_to_its_repairs_then_to_the_next(check: CheckStep, page: ImportsPage) -> None:
    check.groups.go_to("DATE_BOTH_WAYS")
    visited = []
    for _press in range(4):
        focus = QApplication.focusWidget()
        assert focus is not None
        visited.append(focus.objectName().removeprefix("problem-"))
        key(Qt.Key.Key_Tab)
    assert visited == ["DATE_BOTH_WAYS-day", "DATE_BOTH_WAYS-month", "DATE_BOTH_WAYS-see", "PRICE_LOW-rows"]


def a_question_about_the_file_shows_its_rows(check: CheckStep, page: ImportsPage) -> None:
    press(page, "problem-DATE_BOTH_WAYS-see")
    assert lines(check)[:2] == ["2", "3"] and len(lines(check)) == 18
    key(Qt.Key.Key_Escape)
    assert closed(check) and check.groups.current() == "DATE_BOTH_WAYS"


def a_figure_shows_its_lines_only(check: CheckStep, page: ImportsPage) -> None:
    everything = len(check.grid.rows().ids)
    check.equation.chosen.emit("rejected")
    assert len(check.grid.rows().ids) == 1 and everything == 20
    assert not check.head.everything.isHidden()
    press(page, "check-everything")
    assert len(check.grid.rows().ids) == everything
    check.equation.chosen.emit("added")
    check.equation.chosen.emit("added")
    assert len(check.grid.rows().ids) == everything, "the same figure again shows all"


def f4_goes_from_group_to_group_and_escape_comes_back(check: CheckStep, page: ImportsPage) -> None:
    check.take_focus()
    assert check.groups.current() == "DATE_BOTH_WAYS"
    key(Qt.Key.Key_F4)
    assert check.groups.current() == "PRICE_LOW"
    check.open_group("PRICE_LOW")
    key(Qt.Key.Key_F4)
    assert lines(check) == ["2", "3", "4"]
    key(Qt.Key.Key_Escape)
    assert closed(check)
    assert check.groups.current() == "PHONE_BAD"


def f2_in_a_cell_being_typed_opens_no_other(check: CheckStep, page: ImportsPage) -> None:
    check.open_group("PHONE_BAD")
    key(Qt.Key.Key_F2)
    field = typed_in(check)
    open_cells(check).edit_at(open_cells(check).currentIndex())
    assert typed_in(check) is field
    key(Qt.Key.Key_Escape)
    key(Qt.Key.Key_Escape)
    assert closed(check)


def a_line_without_a_wrong_cell_is_corrected_anywhere(check: CheckStep, page: ImportsPage) -> None:
    check.open_group("NO_SOURCE")
    cells = open_cells(check)
    cells.edit_at(cells.rows().index(0, 0))
    assert typed_in(check).accessibleName() == "Nom, ligne 14"
    key(Qt.Key.Key_Return)
    assert typed_in(check).hasFocus(), "the only line is asked again as long as it is wrong"


def test_the_questions_of_a_file_are_gone_through(check: CheckStep, page: ImportsPage) -> None:
    """Nothing is settled on the way."""
    looks = (
        a_question_about_the_file_shows_its_rows, what_the_file_asks_is_grouped,
        tab_goes_from_the_head_to_the_groups, a_figure_shows_its_lines_only,
        f4_goes_from_group_to_group_and_escape_comes_back, tab_goes_from_a_group_to_its_repairs_then_to_the_next,
        f2_in_a_cell_being_typed_opens_no_other, a_line_without_a_wrong_cell_is_corrected_anywhere,
    )  # fmt: skip
    each(looks, lambda look: look(check, page))


def one_gesture_settles_a_group_and_another_takes_it_back(check: CheckStep, page: ImportsPage, qtbot: QtBot) -> None:
    press(page, "problem-PRICE_LOW-drop")
    assert page.findChild(QPushButton, "problem-PRICE_LOW-undo") is not None, "shown before it is counted"
    assert not page.assistant.footer.forward_button.isEnabled(), "the number on the button is not true any more"
    assert check.window().focusWidget().objectName() == "problem-PRICE_LOW-undo", "the keyboard stays there"
    wait(qtbot, page)
    assert counts(check)[1] == "17 ajoutées"
    assert page.assistant.footer.forward_button.text() == "I&mporter\u202f: 17 nouveaux"
    press(page, "problem-PRICE_LOW-undo")
    wait(qtbot, page)
    assert counts(check)[1] == "19 ajoutées"


def what_was_repaired_by_itself_can_be_left(check: CheckStep, page: ImportsPage, qtbot: QtBot) -> None:
    press(page, "problem-PHONE_NO_ZERO-undo")
    wait(qtbot, page)
    assert check.decisions.now.choices == {"PHONE_NO_ZERO": "keep"}
    press(page, "problem-PHONE_NO_ZERO-fix")
    wait(qtbot, page)
    assert codes(check)["PHONE_NO_ZERO"] == 4


def a_decision_taken_back_at_once_needs_no_counting(check: CheckStep, page: ImportsPage, qtbot: QtBot) -> None:
    page.assistant.footer.forward_button.setFocus()
    check.decisions.choose("PRICE_LOW", "drop")
    check.undo()
    assert not page.assistant.recount.running
    assert not page.assistant.footer.forward_button.hasFocus()


def ctrl_z_takes_the_last_decision_back(check: CheckStep, page: ImportsPage, qtbot: QtBot) -> None:
    press(page, "problem-PRICE_LOW-drop")
    press(page, "problem-DATE_BOTH_WAYS-month")
    wait(qtbot, page)
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert check.decisions.now.choices == {"PRICE_LOW": "drop"}
    wait(qtbot, page)
    assert counts(check)[1] == "17 ajoutées"
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, page)
    assert counts(check)[1] == "19 ajoutées"


def test_a_group_is_settled_and_taken_back(check: CheckStep, page: ImportsPage, qtbot: QtBot) -> None:
    """Each gesture finds the decisions as they were, taken back by the one before."""
    gestures = (
        one_gesture_settles_a_group_and_another_takes_it_back, a_decision_taken_back_at_once_needs_no_counting,
        ctrl_z_takes_the_last_decision_back, what_was_repaired_by_itself_can_be_left,
    )  # fmt: skip
    each(gestures, lambda gesture: gesture(check, page, qtbot))


def test_ctrl_z_in_the_next_cell_takes_the_correction_before_back(
    check: CheckStep, page: ImportsPage, qtbot: QtBot
) -> None:
    press(page, "problem-PHONE_BAD-edit")
    key(Qt.Key.Key_Return)
    QTest.keyClicks(typed_in(check), "06 39 98 50 01")
    key(Qt.Key.Key_Return)
    QTest.keyClicks(typed_in(check), "0")
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert typed_in(check).text() == "06 39 98 7" and check.decisions.now.cells, "first what was typed in this cell"
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not open_cells(check).editing and check.decisions.now.cells == {}
    wait(qtbot, page)
    assert lines(check) == ["2", "3", "4"]


def test_cells_are_corrected_by_the_keyboard_alone(
    check: CheckStep, page: ImportsPage, qtbot: QtBot, office: Office
) -> None:
    press(page, "problem-PHONE_BAD-edit")
    assert check.grid.isHidden() and lines(check) == ["2", "3", "4"]
    key(Qt.Key.Key_Return)
    assert typed_in(check).accessibleName() == "Téléphone, ligne 2"
    QTest.keyClicks(typed_in(check), "06 39 98 50 01")
    key(Qt.Key.Key_Return)
    assert check.decisions.now.cells == {(2, 1): "06 39 98 50 01"}
    assert typed_in(check).accessibleName() == "Téléphone, ligne 3", "the next line is being typed"
    wait(qtbot, page)
    assert codes(check)["PHONE_BAD"] == 2
    assert lines(check) == ["2", "3", "4"], "nothing moves under the cell being typed"
    key(Qt.Key.Key_Escape)
    assert lines(check) == ["3", "4"]
    QTest.keyClicks(open_cells(check), "0")
    assert typed_in(check).text() == "0", "a figure begins the correction"
    QTest.keyClicks(typed_in(check), "639985002")
    key(Qt.Key.Key_Return)
    QTest.keyClicks(typed_in(check), "0639985003")
    key(Qt.Key.Key_Return)
    wait(qtbot, page)
    assert "PHONE_BAD" not in codes(check)
    assert closed(check) and not check.grid.isHidden(), "its last line settled, the group closes"
    press(page, "problem-DATE_BOTH_WAYS-day")
    wait(qtbot, page)
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)
    with office.store.read() as r:
        assert len(leads.search(r, text="06 39 98 50 01")) == 1


def test_f4_ends_at_the_import_and_does_not_turn_round_lines_that_stay_aside(
    check: CheckStep, page: ImportsPage, qtbot: QtBot
) -> None:
    for name in ("DATE_BOTH_WAYS-day", "PRICE_LOW-keep", "PHONE_BAD-keep"):
        press(page, f"problem-{name}")
    wait(qtbot, page)
    assert title(page) == "Plus aucune question"
    forward = page.assistant.footer.forward_button
    forward.setFocus()
    key(Qt.Key.Key_F4)
    assert check.groups.current() == "NO_SOURCE"
    key(Qt.Key.Key_F4)
    assert forward.hasFocus()
    check.open_group("NO_SOURCE")
    open_cells(check).written.emit(14, 7, "PAP")
    wait(qtbot, page)
    assert "NO_SOURCE" not in codes(check)
    check.go_on()
    assert forward.hasFocus()


def test_a_clean_file_has_nothing_to_settle(page: ImportsPage, qtbot: QtBot, pige: Pige) -> None:
    file = pige(3)
    file.write_bytes(file.read_bytes().replace(b"Perdu;Paul;;;;;PAP;V99999\n", b""))
    checked(qtbot, page, file)
    assert title(page) == "Rien à corriger"
    assert words(page.assistant.footer, "import-footer-fact").endswith("L’import s’annule pendant 30\u00a0jours.")
    page.assistant.check.go_on()
    assert page.assistant.footer.forward_button.hasFocus()


def test_a_check_that_fails_later_goes_back_to_the_columns(
    check: CheckStep, page: ImportsPage, qtbot: QtBot, dirty: Path
) -> None:
    dirty.unlink()
    check.settle("PRICE_LOW", "drop")
    wait(qtbot, page)
    assert "introuvable" in page.assistant.columns.note.sentence


def test_the_foot_stays_in_sight_at_twice_the_text(check: CheckStep, page: ImportsPage, office: Office) -> None:
    office.theme.choose("light", 200)
    page.resize(1180, 500)
    QApplication.processEvents()
    foot = page.assistant.footer
    assert foot.mapTo(page, foot.rect().bottomLeft()).y() < page.height() <= 500
    assert check.grid.height() >= 3 * office.theme.line()


AGENT = "Vendeur;Nom affiché;Téléphone;Adresse;Vue sur\n" + "".join(
    f"Julie Durand;{name};06 39 98 00 4{rank};{rank + 1} rue Foch;PAP\n"
    for rank, name in enumerate(("Lefèvre Anaïs", "Garçon Luc", "Noël Zoé", "Morvan Luc"))
)


def test_a_question_about_the_file_is_answered_before_the_import(
    page: ImportsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "agence.csv"
    file.write_text(AGENT, "utf-8")
    checked(qtbot, page, file)
    check, foot = page.assistant.check, page.assistant.footer
    name = "problem-AGENCY_NAME:vendeur-agency"
    assert title(page) == "1 question à répondre avant d’importer"
    assert (foot.forward_button.isEnabled(), words(foot, "import-footer-fact")) == (
        False,
        "Répondez d’abord à 1 question",
    )
    foot.forward_button.click()
    assert not page.assistant.importing
    check.take_focus()
    focus = QApplication.focusWidget()
    assert focus is not None and focus.objectName() == name
    key(Qt.Key.Key_Return)
    wait(qtbot, page)
    assert title(page) == "Plus aucune question"
    assert foot.forward_button.isEnabled()
    assert [row.name for row in check.expected.rows] == ["Lefèvre Anaïs", "Garçon Luc", "Noël Zoé", "Morvan Luc"]
    press(page, "problem-AGENCY_NAME:vendeur-undo")
    wait(qtbot, page)
    assert not foot.forward_button.isEnabled(), "an answer taken back is asked again"
