"""What the user settles at the check, as values: taken back one by one, shown before the figures know it."""

from core.model.checking import Fixes, Problem, ProblemChoice, ProblemGroup, Sort
from ui.pages.imports.check_editor import problem_columns, problem_layout, problem_rows
from ui.pages.imports.check_groups import UNDONE, Decisions, done_words, is_settled, shape_of, to_settle

DATES = ProblemGroup(
    "D",
    Sort.QUESTION,
    41,
    "dates",
    "",
    (ProblemChoice("day", "Jour puis mois"), ProblemChoice("month", "Mois puis jour")),
)
ZEROS = ProblemGroup(
    "Z",
    Sort.REPAIRED,
    127,
    "téléphones",
    "",
    (ProblemChoice("fix", "Corriger"), ProblemChoice(UNDONE, "Annuler")),
    "fix",
)
ROWS = ProblemGroup("R", Sort.REJECTED, 7, "lignes", "", (ProblemChoice("see", "Voir les 7"),))
NOBODY = ProblemGroup("O", Sort.OPPOSED, 63, "personnes", "")


def test_decisions_are_taken_back_one_by_one() -> None:
    made = Decisions()
    made.choose("D", "day")
    made.write(4, 0, "0639980001")
    made.write(4, 0, "0639980001")
    assert made.pending
    made.undo()
    assert made.now == Fixes({"D": "day"})
    made.undo()
    assert (made.can_undo, made.pending) == (False, False)
    made.undo()
    assert made.now == Fixes()


def test_a_choice_is_in_force_before_it_is_counted_and_gone_before_too() -> None:
    made = Decisions()
    made.choose("D", "month")
    assert made.chosen(DATES) == "month"
    made.checked = made.now
    made.unchoose("D")
    counted = ProblemGroup("D", Sort.QUESTION, 41, "dates", "", DATES.choices, "month")
    assert made.chosen(counted) == ""
    assert made.chosen(ZEROS) == "fix", "what is repaired by itself"


def test_what_is_settled_and_what_is_not() -> None:
    assert to_settle(DATES, "") and not to_settle(DATES, "day")
    assert to_settle(ROWS, "") and not to_settle(NOBODY, "") and not to_settle(ZEROS, UNDONE)
    assert is_settled(ZEROS, "fix") and not is_settled(ZEROS, UNDONE)
    assert is_settled(NOBODY, "")


def test_the_shape_follows() -> None:
    assert shape_of(DATES, "") is Sort.QUESTION and shape_of(DATES, "day") is Sort.REPAIRED
    assert shape_of(ZEROS, "fix") is Sort.REPAIRED and shape_of(ZEROS, UNDONE) is Sort.QUESTION
    assert shape_of(NOBODY, "") is Sort.OPPOSED


def test_how_it_was_settled_is_said() -> None:
    assert done_words(ZEROS, "fix") == "127 corrections"
    assert done_words(DATES, "month") == "Mois puis jour"
    assert done_words(NOBODY, "") == "Rien à faire"


def test_the_cell_with_the_problem_stands_beside_the_line_and_its_repair_after_it() -> None:
    problems = [Problem(9, 2, "639980001", "06 39 98 00 01", ("Moreau", "Uzès", "639980001"))]
    headers = ("Nom", "Ville", "Tél")
    layout = problem_layout(problems, headers)
    assert layout == (2, 0, 1)
    columns = problem_columns(problems, headers, layout, Sort.REPAIRED)
    assert [column.title for column in columns] == ["Ligne", "Tél", "Devient", "Nom", "Ville"]
    [row] = problem_rows(problems, Fixes(), Fixes())
    assert [column.cell(row).text for column in columns] == ["9", "639980001", "06 39 98 00 01", "Moreau", "Uzès"]


def test_a_correction_that_changed_nothing_is_asked_again() -> None:
    problems = [Problem(9, 0, "x", "", ("x",)), Problem(10, -1, "", "", ("y",))]
    typed = Fixes(cells={(9, 0): "z"})
    assert [row.done for row in problem_rows(problems, typed, Fixes())] == [True, False]
    assert [row.done for row in problem_rows(problems, typed, typed)] == [False, False]
    assert problem_rows(problems, typed, typed)[0].cell(0) == "z"
    assert problem_rows(problems, typed, typed)[1].cell(5) == ""
