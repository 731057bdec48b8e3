"""The problems of a file put together by kind, so that one gesture settles each kind."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.actions.intake import problem_words
from core.model.checking import Fixes, Group, Problem, Sort
from core.sources.tables import problems
from core.sources.tables.problems import Found
from core.sources.tables.sliding import SHIFTED

SHOWN = 500
"""Problems kept of each group; all are counted."""

SORTS: dict[str, Sort] = {
    problems.DATE_BOTH_WAYS: Sort.QUESTION,
    problems.PRICE_LOW: Sort.QUESTION,
    problems.MOJIBAKE: Sort.QUESTION,
    problems.PHONE_BAD: Sort.QUESTION,
    problems.PHONE_CUT: Sort.QUESTION,
    problems.EMAIL_BAD: Sort.QUESTION,
    problems.POSTCODE_ELSEWHERE: Sort.QUESTION,
    problems.POSTCODE_MISSING: Sort.QUESTION,
    problems.DATE_BAD: Sort.REJECTED,
    problems.DATE_FUTURE: Sort.REJECTED,
    "NO_SOURCE": Sort.REJECTED,
    "NO_CONTACT": Sort.REJECTED,
    "AGENCY": Sort.REJECTED,
    SHIFTED: Sort.REJECTED,
    problems.PHONE_NO_ZERO: Sort.REPAIRED,
    problems.PHONE_FLOAT: Sort.REPAIRED,
    problems.PHONE_NOTED: Sort.REPAIRED,
    problems.PHONE_TWO: Sort.REPAIRED,
    problems.POSTCODE_NO_ZERO: Sort.REPAIRED,
    problems.POSTCODE_TOWN: Sort.REPAIRED,
    problems.DATE_COUNTED: Sort.REPAIRED,
    problems.COUPLE: Sort.REPAIRED,
    problems.HOTLINE: Sort.REPAIRED,
    "DUPLICATE_IN_FILE": Sort.REPAIRED,
    "OPPOSED": Sort.OPPOSED,
}
"""The groups, in the order they are shown: questions, rows that would be rejected, repairs, opposed persons."""
_ROWS = {
    "ROW_NO_SOURCE": "NO_SOURCE",
    "ROW_NO_CONTACT": "NO_CONTACT",
    "ROW_AGENCY": "AGENCY",
    "ROW_SHIFTED": SHIFTED,
    "opposed": "OPPOSED",
}
"""What became of a row → its group; a bad date or telephone is told by its cell."""


@dataclass(slots=True)
class _Kept:
    count: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        self.count += 1
        if len(self.problems) < SHOWN:
            self.problems.append(problem)

    def join(self, other: "_Kept") -> None:
        """Take the problems of another code, in the order of the file."""
        self.count += other.count
        self.problems = sorted(self.problems + other.problems, key=lambda one: one.line)[:SHOWN]


@dataclass(slots=True)
class Gathered:
    """The problems so far, by code."""

    kept: dict[str, _Kept] = field(default_factory=dict)

    def cell(self, line: int, found: Found, cells: tuple[str, ...]) -> None:
        """Add the problem of a cell."""
        self._of(found.code).add(Problem(line, found.column, found.value, found.proposal, cells))

    def row(self, line: int, fate: str, cells: tuple[str, ...], *, repeated: bool) -> None:
        """Add what became of a row; nothing of an opposed person is kept."""
        code = "DUPLICATE_IN_FILE" if repeated else _ROWS.get(fate)
        if code == "OPPOSED":
            self._of(code).count += 1
        elif code:
            self._of(code).add(Problem(line, -1, "", "", cells))

    def _of(self, code: str) -> _Kept:
        return self.kept.setdefault(code, _Kept())


def groups(gathered: Gathered, fixes: Fixes) -> tuple[Group, ...]:
    """Return the groups that hold something, questions first."""
    return tuple(_groups(_weighed(gathered.kept), fixes))


def settles(code: str) -> tuple[str, ...]:
    """Return the keys of the choices that settle the groups of ``code``; none for an unknown code."""
    offered = problem_words.choices(code, SORTS[code], 2) if code in SORTS else ()
    return tuple(one.key for one in offered if one.settles)


def _weighed(kept: dict[str, _Kept]) -> dict[str, _Kept]:
    """Return the problems once a whole column is known: one date that reads in one way settles the others, and a file
    of rents has low prices."""
    found = dict(kept)
    days, months = found.pop(problems.DAY_FIRST, None), found.pop(problems.MONTH_FIRST, None)
    both = found.pop(problems.DATE_BOTH_WAYS, None)
    if days and months:
        found.setdefault(problems.DATE_BAD, _Kept()).join(months)
    elif not days and (both or months):
        found[problems.DATE_BOTH_WAYS] = both or _Kept()
        found[problems.DATE_BOTH_WAYS].join(months or _Kept())
    if not found.pop(problems.PRICE_HIGH, None):
        found.pop(problems.PRICE_LOW, None)
    return found


def _groups(kept: dict[str, _Kept], fixes: Fixes) -> Iterator[Group]:
    for code, sort in SORTS.items():
        held = kept.get(code)
        if not held:
            continue
        choices = problem_words.choices(code, sort, held.count)
        default = "fix" if sort is Sort.REPAIRED and any(one.key == "fix" for one in choices) else ""
        yield Group(
            code,
            sort,
            held.count,
            problem_words.title(code, held.count),
            problem_words.example(code, held.problems[0] if held.problems else None),
            choices,
            fixes.choices.get(code, default),
            tuple(held.problems),
        )
