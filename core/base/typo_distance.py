"""Compares two texts: equal, equal but for a typing mistake, different, or not comparable because one is empty."""

from enum import StrEnum

from core.base.lazy_imports import rapidfuzz_osa

LONG, LONGER = 5, 9
"""Letters from which one, then two, may be wrong."""


class Match(StrEnum):
    """The result of a comparison. ``UNTOLD``: one side is empty."""

    SAME = "same"
    NEAR = "near"
    OTHER = "other"
    UNTOLD = "untold"


def within(one: str, other: str) -> bool:
    """Tell whether two texts differ only by a letter added, lost, changed, or swapped with the next (two such mistakes
    from nine letters on); short texts never match."""
    shortest = min(len(one), len(other))
    if shortest < LONG:
        return False
    wrong = 2 if shortest >= LONGER else 1
    return bool(rapidfuzz_osa().distance(one, other, score_cutoff=wrong) <= wrong)
