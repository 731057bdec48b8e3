"""A group of problems in words: its example tells what would be done, its buttons what may be asked."""

from core.model import problem_codes
from core.model.checking import Problem, Sort
from core.words.problems import choices, example
from tests.tables import table


@table(
    "code, value, proposal, said",
    [
        (problem_codes.POSTCODE_MISSING, "Uzès", "30700 Uzès", "Ligne 3 : Uzès devient 30700 Uzès"),
        (problem_codes.POSTCODE_TOWN, "30700 Uzès", "30700 | Uzès", "Ligne 3 : 30700 Uzès devient 30700, Uzès"),
        (problem_codes.EMAIL_BAD, "zz", "", "Ligne 3 : zz"),
    ],
)
def test_the_example_of_a_group(code: str, value: str, proposal: str, said: str) -> None:
    shown = example(code, Problem(3, 0, value, proposal, ()))
    assert shown.translate({0x202F: " ", 0xA0: " "}) == said


def test_a_postcode_that_the_town_tells_may_be_filled() -> None:
    one, many = (choices(problem_codes.POSTCODE_MISSING, Sort.QUESTION, count) for count in (1, 12))
    assert [(choice.key, choice.words) for choice in one] == [("fill", "Compléter la ligne"), ("keep", "Laisser")]
    assert many[0].words == "Compléter les 12"
