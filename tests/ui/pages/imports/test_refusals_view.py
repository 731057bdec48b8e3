"""The refusals heard at the check: a table, the words in their place, and one answer for a row or for its words."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.finding import child, words
from tests.ui.pages.importing import checked, page, wait
from ui.pages.imports.check_step import CheckStep
from ui.pages.imports.page import ImportsPage
from ui.pages.imports.refusals_view import RefusalsView
from ui.widgets.button import Button

__all__ = ["page"]
ROWS = (
    "Ferrand Luc;0639981240;PAP;R1;Agences s’abstenir;",
    "Roque Anne;0639981241;PAP;R2;Pas d’agence avant 18 h;",
    "Colin Zoé;0639981242;PAP;R3;Pas d’agence avant 18 h;",
    "Pons Mireille;0639981243;PAP;R4;Souhaite vendre seul;",
    "Castel Jean;0639981244;PAP;R5;à voir;Ferry Martine (ne veut pas d’agence)",
    "Valette René;0639981245;PAP;R6;calme;",
)


@pytest.fixture
def check(page: ImportsPage, qtbot: QtBot, tmp_path: Path) -> CheckStep:
    """The check of a file where some refuse, and one may."""
    file = tmp_path / "refus.csv"
    lines = ("Nom;Téléphone;Site;Référence;Remarque;Propriétaire 2", *ROWS)
    file.write_text("\n".join(lines), encoding="utf-8")
    checked(qtbot, page, file)
    return page.assistant.check


def view(check: CheckStep) -> RefusalsView:
    assert check.refusals is not None, "the refusals are open"
    return check.refusals


def listed(check: CheckStep) -> list[Sequence[str]]:
    rows = view(check).table.rows()
    return [[cell.text for cell in rows.cells(line)] for line in range(len(rows.ids))]


def key(pressed: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, pressed)


def test_each_refusal_is_a_row_and_two_owners_have_each_their_own(check: CheckStep, page: ImportsPage) -> None:
    check.open_group("OPPOSED")
    said = [(row[0], row[1], row[2]) for row in listed(check)]
    assert said == [
        ("Refus", "2", "Ferrand Luc"),
        ("Refus", "3", "Roque Anne"),
        ("Refus", "4", "Colin Zoé"),
        ("À décider", "5", "Pons Mireille"),
        ("2 pers.", "6", "Castel Jean · Ferry Martine"),
        ("Lettre", "", "– Castel Jean"),
        ("Refus", "", "– Ferry Martine"),
    ]
    assert words(page, "refusals-note") == "4 sûrs, 1 à décider, 1 ligne à plusieurs"
    assert check.groups.group("HEARD:Pas d’agence") is None, "no second list of the same"


def test_a_doubt_is_answered_by_the_keyboard_and_nothing_is_chosen_before(
    check: CheckStep, page: ImportsPage, qtbot: QtBot
) -> None:
    child(page, Button, "problem-MAY_REFUSE-see").click()
    pane = view(check).pane
    assert words(page, "refusal-title") == "Pons Mireille, ligne 5"
    assert (pane.yes.isChecked(), pane.no.isChecked(), pane.alike.isHidden()) == (False, False, True)
    key(Qt.Key.Key_Return)
    assert not check.decisions.pending, "no answer, nothing is kept"
    QTest.keyClick(view(check).table, Qt.Key.Key_2)
    key(Qt.Key.Key_Return)
    assert not check.decisions.pending, "a reason lacks"
    key(Qt.Key.Key_Space)
    key(Qt.Key.Key_Return)
    assert check.decisions.now.choices == {"HEARD:Souhaite vendre seul": "no:condition"}
    wait(qtbot, page)
    assert (check.expected.report.added, check.expected.report.opposed) == (3, 3)
    assert listed(check)[3][0] == "Pas un refus"
    assert not view(check).go_on(), "nothing more to decide"


def test_one_row_or_all_in_the_same_words_and_taken_back(check: CheckStep, page: ImportsPage, qtbot: QtBot) -> None:
    check.open_group("OPPOSED")
    table, pane = view(check).table, view(check).pane
    table.go_to(1)
    assert pane.alike.text() == "Pareil pour l’autre ligne aux mêmes mots"
    pane.alike.click()
    assert [row[1] for row in listed(check)] == ["3", "4"], "those it would answer are shown first"
    pane.alike.click()
    QTest.keyClick(table, Qt.Key.Key_2)
    key(Qt.Key.Key_Space)
    pane.go.click()
    assert check.decisions.now.choices == {"HEARD_AT:3:Pas d’agence": "no:condition"}
    wait(qtbot, page)
    assert (check.expected.report.added, check.expected.report.opposed) == (4, 2)
    table.go_to(2)
    pane.alike.click()
    QTest.keyClick(table, Qt.Key.Key_2)
    key(Qt.Key.Key_Space)
    pane.go.click()
    assert check.decisions.now.choices == {"HEARD:Pas d’agence": "no:condition"}, "the answer of all, once"
    wait(qtbot, page)
    assert (check.expected.report.added, check.expected.report.opposed) == (5, 1)
    check.undo()
    check.undo()
    wait(qtbot, page)
    assert (check.expected.report.added, check.expected.report.opposed) == (3, 3)


def test_an_answer_of_all_is_undone_from_the_table_itself(check: CheckStep, page: ImportsPage, qtbot: QtBot) -> None:
    check.decisions.choose_all({f"HEARD:{said}": "no" for said in ("Agences s’abstenir", "Pas d’agence")})
    check.decided.emit()
    wait(qtbot, page)
    check.open_group("OPPOSED")
    assert [row[0] for row in listed(check)][:3] == ["Pas un refus"] * 3
    view(check).table.go_to(0)
    QTest.keyClick(view(check).table, Qt.Key.Key_1)
    key(Qt.Key.Key_Return)
    wait(qtbot, page)
    assert listed(check)[0][0] == "Refus"
    key(Qt.Key.Key_Escape)
    assert check.refusals is None and not check.grid.isHidden()
