"""The numbers of a person where the last call found somebody else: whoever answers there agreed to nothing."""

from collections.abc import Sequence

from core.base.moments import happened
from core.model.facts import WrongNumber
from core.model.opposing import CallOutcome
from core.store.judging import CallJudged
from core.store.port import Reader
from core.store.reached import numbers_of


def numbers_in_doubt(r: Reader, calls: Sequence[CallJudged]) -> dict[int, list[str]]:
    """Return the keyed hashes of all the numbers of those whom a call said to be somebody else, by lead."""
    return numbers_of(r, sorted({one.lead_id for one in calls if one.outcome == CallOutcome.WRONG_NUMBER}))


def wrong_numbers(calls: Sequence[CallJudged], numbers: Sequence[str]) -> tuple[WrongNumber, ...]:
    """Return those of ``numbers`` whose last ended call was noted as a wrong number. ``calls``: oldest first."""
    last = {one.hash: one for one in calls if one.outcome and one.hash in numbers}
    return tuple(
        WrongNumber(one.hash, happened(one.started)) for one in last.values() if one.outcome == CallOutcome.WRONG_NUMBER
    )
