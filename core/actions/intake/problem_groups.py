"""Groups the problems of a file by kind, so that each kind is settled in one action."""

from collections.abc import Iterator, Sequence

from core.base.i18n import _
from core.base.records import Struct, field, replace
from core.model import problem_codes
from core.model.batch import LookalikeRow, SourceRefusal
from core.model.checking import Fixes, Problem, ProblemChoice, ProblemGroup, Sort
from core.model.finding import FileFinding
from core.model.problem_codes import SHIFTED
from core.sources.tables.problems import CellProblem
from core.words import batches, findings, problems

HEARD_SHOWN = 200
"""Refusals listed by their words."""
SHOWN = 500
"""Problems kept of each group; all are counted."""

SORTS: dict[str, Sort] = {
    problem_codes.MAY_REFUSE: Sort.QUESTION,
    problem_codes.PRICE_LOW: Sort.QUESTION,
    problem_codes.MOJIBAKE: Sort.QUESTION,
    problem_codes.PHONE_BAD: Sort.QUESTION,
    problem_codes.PHONE_CUT: Sort.QUESTION,
    problem_codes.EMAIL_BAD: Sort.QUESTION,
    problem_codes.POSTCODE_ELSEWHERE: Sort.QUESTION,
    problem_codes.POSTCODE_MISSING: Sort.QUESTION,
    problem_codes.DATE_BAD: Sort.REJECTED,
    problem_codes.DATE_FUTURE: Sort.REJECTED,
    "NO_SOURCE": Sort.REJECTED,
    "NO_CONTACT": Sort.REJECTED,
    "OTHER_HEADINGS": Sort.REJECTED,
    "AGENCY": Sort.REJECTED,
    "NOBODY": Sort.REJECTED,
    SHIFTED: Sort.REJECTED,
    problem_codes.PHONE_NO_ZERO: Sort.REPAIRED,
    problem_codes.PHONE_FLOAT: Sort.REPAIRED,
    problem_codes.PHONE_NOTED: Sort.REPAIRED,
    problem_codes.PHONE_TWO: Sort.REPAIRED,
    problem_codes.POSTCODE_NO_ZERO: Sort.REPAIRED,
    problem_codes.POSTCODE_TOWN: Sort.REPAIRED,
    problem_codes.DATE_COUNTED: Sort.REPAIRED,
    problem_codes.COUPLE: Sort.REPAIRED,
    problem_codes.HOTLINE: Sort.REPAIRED,
    "DUPLICATE_IN_FILE": Sort.REPAIRED,
    "TELL_APART": Sort.REPAIRED,
    "OPPOSED": Sort.OPPOSED,
}
"""The groups, in the order they are shown: questions, rows that would be rejected, repairs, opposed persons."""
_ROWS = {
    "ROW_NO_SOURCE": "NO_SOURCE",
    "ROW_NO_CONTACT": "NO_CONTACT",
    "ROW_OTHER_HEADINGS": "OTHER_HEADINGS",
    "ROW_AGENCY": "AGENCY",
    "ROW_TEST": "NOBODY",
    "ROW_TOTAL": "NOBODY",
    "ROW_SHIFTED": SHIFTED,
    "apart": "TELL_APART",
    "opposed": "OPPOSED",
}
"""What became of a row → its group; a bad date or telephone is told by its cell."""


class _GroupedProblems(Struct):
    count: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        self.count += 1
        if len(self.problems) < SHOWN:
            self.problems.append(problem)


class ProblemsByCode(Struct):
    """The problems found so far, by code."""

    kept: dict[str, _GroupedProblems] = field(default_factory=dict)

    def cell(self, line: int, found: CellProblem, cells: tuple[str, ...]) -> None:
        """Add the problem of a cell."""
        self._of(found.code).add(Problem(line, found.column, found.value, found.proposal, cells))

    def row(self, line: int, fate: str, cells: tuple[str, ...], *, repeated: bool) -> None:
        """Add what became of a row; nothing is kept of an opposed person."""
        code = "DUPLICATE_IN_FILE" if repeated else _ROWS.get(fate)
        if code == "OPPOSED":
            self._of(code).count += 1
        elif code:
            self._of(code).add(Problem(line, -1, "", "", cells))

    def _of(self, code: str) -> _GroupedProblems:
        return self.kept.setdefault(code, _GroupedProblems())


def groups(
    gathered: ProblemsByCode, fixes: Fixes, heard: Sequence[SourceRefusal] = (), two: Sequence[LookalikeRow] = (),
    *, listed: int = -1,
) -> tuple[ProblemGroup, ...]:  # fmt: skip
    """Return the groups that are not empty, questions first; ``heard``: the refusals read in the file; ``listed``: how
    many are sure where they are listed row by row, those said to be none too, else -1; ``two``: the rows to be told
    apart from a known person."""
    examples = {"OPPOSED": problems.opposed(heard)} | ({"TELL_APART": batches.apart_example(two[0])} if two else {})
    if listed >= 0:
        # The refusal of one owner of several leaves the row of the other.
        opposed = gathered.kept.setdefault("OPPOSED", _GroupedProblems())
        opposed.count = max(opposed.count, listed)
    every = [*_groups(_weighed(gathered.kept), fixes), *_heard(heard, fixes)]
    see = (ProblemChoice("see", _("Voir les refus")),) if listed >= 0 else ()
    choices = {"OPPOSED": see}
    return tuple(
        replace(
            group, example=examples.get(group.code, group.example), choices=choices.get(group.code, group.choices)
        )
        for group in every
    )  # fmt: skip


def _heard(heard: Sequence[SourceRefusal], fixes: Fixes) -> Iterator[ProblemGroup]:
    """Yield the refusals heard, each with its words and where they stand: those said most often first, then those of
    which the user says that they are none. A word alone is the answer of a column, which is asked of it whole."""
    places: dict[str, list[SourceRefusal]] = {words: [] for words in fixes.not_refusals}
    for refusal in heard:
        if len(refusal.words.split()) > 1:
            places.setdefault(refusal.words, []).append(refusal)
    ranked = sorted(places.items(), key=lambda place: -len(place[1]))
    for words, refusals in ranked[:HEARD_SHOWN]:
        code = f"{problem_codes.HEARD}:{words}"
        choices = (ProblemChoice(problem_codes.NO_REFUSAL, _("Ce n’est pas un refus")),)
        title, chosen = problems.heard_title(words, len(refusals)), fixes.choices.get(code, "")
        yield ProblemGroup(
            code, Sort.OPPOSED, len(refusals), title, problems.heard_where(refusals), choices, chosen
        )  # fmt: skip


def question(finding: FileFinding, chosen: str, gathered: ProblemsByCode) -> ProblemGroup:
    """Return the group of one question about the whole file, with the first rows that it concerns."""
    rows = gathered.kept.pop(finding.key, _GroupedProblems())
    see = (ProblemChoice("see", problems.see(rows.count)),) if rows.count else ()
    title, example = findings.asked_about(finding), findings.question_words(finding)
    choices = (*findings.answers(finding.code), *see)
    return ProblemGroup(finding.key, Sort.FIRST, finding.count, title, example, choices, chosen, tuple(rows.problems))


def settles(key: str) -> tuple[str, ...]:
    """Return the keys of the choices that settle a group, or each group of a code; none for an unknown one."""
    code = key.partition(":")[0]
    if code in (problem_codes.HEARD, problem_codes.HEARD_AT) and key != code:
        none = problem_codes.NO_REFUSAL
        return (none, *[f"{none}:{why}" for why in problem_codes.WHY_NONE], problem_codes.REFUSAL)
    offered = findings.answers(code) or (problems.choices(key, SORTS[key], 2) if key in SORTS else ())
    return tuple(choice.key for choice in offered if choice.settles)


def _weighed(kept: dict[str, _GroupedProblems]) -> dict[str, _GroupedProblems]:
    """Return the problems corrected by what the whole column shows: a file of rents has low prices."""
    found = dict(kept)
    if not found.pop(problem_codes.PRICE_HIGH, None):
        found.pop(problem_codes.PRICE_LOW, None)
    return found


def _groups(kept: dict[str, _GroupedProblems], fixes: Fixes) -> Iterator[ProblemGroup]:
    for code, sort in SORTS.items():
        held = kept.get(code)
        if not held:
            continue
        choices = problems.choices(code, sort, held.count)
        default = "fix" if sort is Sort.REPAIRED and any(choice.key == "fix" for choice in choices) else ""
        yield ProblemGroup(
            code,
            sort,
            held.count,
            problems.title(code, held.count),
            problems.example(code, held.problems[0] if held.problems else None),
            choices,
            fixes.choices.get(code, default),
            tuple(held.problems),
        )
