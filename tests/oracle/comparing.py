"""The oracle's answer beside the program's, case by case, with counts by channel and by light."""

from collections import Counter

from core.base.records import Struct, field
from core.rules.channels import judge
from core.rules.rulebooks import Rulebooks
from tests.oracle.asked import Answer, Question
from tests.oracle.cases import cases
from tests.oracle.law import answer


class Tally(Struct):
    """What a run found: ``counts`` by (channel, light), ``disagreed`` the questions answered otherwise."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    disagreed: list[tuple[Question, Answer, Answer]] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the counts as lines of text."""
        found = [f"{channel:8} {light:10} {count:7}" for (channel, light), count in sorted(self.counts.items())]
        return [*found, f"{'in all':19} {sum(self.counts.values()):7}", f"{'disagreed':19} {len(self.disagreed):7}"]


def compare(count: int, seed: int, books: Rulebooks) -> Tally:
    """Judge COUNT cases twice, by the program under BOOKS and by the oracle, and tell where they differ: on the light,
    or on the reasons both name."""
    tally = Tally()
    for asked in cases(count, seed):
        expected, found = _answers(asked, books)
        tally.counts[asked.channel.value, expected.light] += 1
        if _differ(expected, found):
            tally.disagreed.append((asked, expected, found))
    return tally


def disagree(count: int, seed: int, books: Rulebooks) -> bool:
    """Tell whether one of COUNT cases is judged otherwise, and stop at the first."""
    return any(_differ(*_answers(asked, books)) for asked in cases(count, seed))


def _answers(asked: Question, books: Rulebooks) -> tuple[Answer, Answer]:
    """Return what the law file says and what the program says."""
    verdict = judge(asked.channel, asked.person, asked.at, books, key=asked.key, object_=asked.object)
    found = Answer(verdict.light.value, frozenset(reason.code for reason in verdict.reasons if reason.blocks))
    return answer(asked), found


def _differ(expected: Answer, found: Answer) -> bool:
    return found.light != expected.light or _named(found) != _named(expected)


UNNAMED = ("CONSENT", "CONTRACT", "REQUEST", "PROFESSIONAL", "NO_", "ELECTRONIC", "HOURS_VAGUE")
"""The law file says that a title or an agreement is wanting, not which of its flaws is told first."""


def _named(one: Answer) -> frozenset[str]:
    return frozenset(code for code in one.codes if not code.startswith(UNNAMED))
