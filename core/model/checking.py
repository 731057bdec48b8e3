"""The check of a file before anything is written: the expected report, the problems by group, and what the user
decided."""

from collections.abc import Mapping, Sequence

from core.base.i18n import N_
from core.base.records import Struct, field
from core.base.worded import WordedEnum
from core.model.batch import Report
from core.model.draft import RefusalOfRow
from core.model.problem_codes import HEARD, HEARD_AT, NO_REFUSAL, REFUSAL


class Sort(WordedEnum):
    """What a group of problems is: a question about the whole file, without whose answer nothing is imported, a
    question to settle, rows that will be rejected, cells repaired, or persons who are
    opposed; its icon, empty for the shape of a light, and its ink."""

    icon: str
    ink: str

    FIRST = "first", N_("à répondre d’abord"), "warning", "wait"
    QUESTION = "question", N_("question"), "warning", "wait"
    REJECTED = "rejected", N_("rejet"), "cross", "forbidden"
    REPAIRED = "repaired", N_("réparation"), "check", "allowed"
    OPPOSED = "opposed", N_("opposition"), "", "opposed"


class Fixes(Struct, frozen=True):
    """What the user decided at the check: ``choices``, problem code → key of one of the group's choices; ``cells``,
    (line from 1, column from 0) → the text typed instead of the cell. What a workbook shows, once that is settled:
    ``looks``, line → what each of its colours means, of those who refuse; ``comments``, line → each of its comments,
    which are listened to (its words are not told yet); ``hidden``, the lines left out."""

    choices: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)
    looks: Mapping[int, Sequence[RefusalOfRow]] = field(default_factory=dict)
    comments: Mapping[int, Sequence[RefusalOfRow]] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()

    @property
    def not_refusals(self) -> tuple[str, ...]:
        """The words heard as refusals of which the user says that they are none."""
        return tuple(words for words, choice in self.of_words.items() if choice == NO_REFUSAL)

    @property
    def of_words(self) -> Mapping[str, str]:
        """Words that were heard → what was answered of them wherever they stand, a constant without its reason."""
        start = f"{HEARD}:"
        return {key.removeprefix(start): _bare(choice) for key, choice in self.choices.items() if key.startswith(start)}

    @property
    def of_rows(self) -> Mapping[tuple[int, str], str]:
        """(line, words that were heard) → what was answered of this row alone."""
        keys = [(key.split(":", 2), choice) for key, choice in self.choices.items()]
        return {
            (int(parts[1]), parts[2]): _bare(choice)
            for parts, choice in keys
            if parts[0] == HEARD_AT and len(parts) == 3 and parts[1].isdecimal()
        }


def _bare(choice: str) -> str:
    return choice.partition(":")[0] if choice.startswith((NO_REFUSAL, REFUSAL)) else ""


NO_FIXES = Fixes()
"""Nothing was decided."""


class ProblemChoice(Struct, frozen=True):
    """One way to settle a group: its ``key`` and the text of its button, in French. « edit » and « see » settle
    nothing: they open the rows, to type in a cell or to read."""

    key: str
    words: str

    @property
    def settles(self) -> bool:
        """Tell whether this choice settles the group."""
        return self.key not in ("edit", "see")


class Problem(Struct, frozen=True):
    """One cell to look at. ``column``: from 0, -1 for the whole row; ``proposal``: what the repair would write, empty
    when there is none; ``cells``: the original row."""

    line: int
    column: int
    value: str
    proposal: str
    cells: tuple[str, ...]


class ProblemGroup(Struct, frozen=True):
    """The problems of one code. ``title``: what they are, to be read after ``count`` (« téléphones sans le zéro initial
    »); ``example``: one line in French; ``chosen``: key of the choice in force, empty when none; ``problems``: the
    first ones (500). The choice « fix » makes the repair and « keep » leaves the cells as they are."""

    code: str
    sort: Sort
    count: int
    title: str
    example: str
    choices: tuple[ProblemChoice, ...] = ()
    chosen: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def opens(self) -> bool:
        """Tell whether its rows may be shown."""
        return bool(self.problems) or any(not choice.settles for choice in self.choices)


class RowFate(Struct, frozen=True):
    """What will be done with a row: ``fate`` added, merged, opposed or rejected. ``name``, ``phone`` (as shown) and
    ``town`` are empty for an opposed person; ``detail``: one line in French."""

    line: int
    fate: str
    name: str = ""
    phone: str = ""
    town: str = ""
    detail: str = ""


class RefusalStanding(WordedEnum):
    """How the words of a row stand: they refuse, somebody is to say whether they do, or they do not."""

    icon: str
    ink: str

    SURE = "sure", N_("Refus"), "", "opposed"
    ASKED = "asked", N_("À décider"), "warning", "wait"
    NONE = "none", N_("Pas un refus"), "check", "allowed"


class PersonOfRow(Struct, frozen=True):
    """One person of a row, as the file names them, and whether they refuse."""

    name: str
    phone: str
    refuses: bool


class HeardRefusal(Struct, frozen=True):
    """Words of one row that refuse, or may. ``place``: the heading of their column, or what shows them; ``around``: at
    most 200 letters of the cell; ``word``: they are one word, the answer of a column; ``in_register``: it knew the
    person before this file, and nothing is asked; ``people``: of the row, who refuses first when alone."""

    line: int
    words: str
    place: str
    around: str
    state: RefusalStanding
    people: tuple[PersonOfRow, ...] = ()
    in_register: bool = False

    @property
    def word(self) -> bool:
        """Tell whether it is one word, which says nothing without its heading."""
        return len(self.words.split()) < 2


class Expectation(Struct, frozen=True):
    """What an import would give: the report that would be returned, the groups (questions first), the first rows
    (300), the headings of the file, what was heard as a refusal, or may be one (the first 1 000)."""

    report: Report
    groups: tuple[ProblemGroup, ...] = ()
    rows: tuple[RowFate, ...] = ()
    headers: tuple[str, ...] = ()
    refusals: tuple[HeardRefusal, ...] = ()
