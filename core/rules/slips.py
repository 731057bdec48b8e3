"""Two texts compared word by word: the same, the same but for a slip of the keyboard, another, or nothing to tell."""

from enum import StrEnum

from core.base.heavy import rapidfuzz_osa

LONG, LONGER = 5, 9
"""Letters from which one, then two, may be wrong."""


class Match(StrEnum):
    """What a comparison tells. ``UNTOLD``: one side says nothing."""

    SAME = "same"
    NEAR = "near"
    OTHER = "other"
    UNTOLD = "untold"


def within(one: str, other: str) -> bool:
    """Tell whether two texts are one but for a letter added, lost, changed, or swapped with the next (two from
    nine letters); short ones never are."""
    shortest = min(len(one), len(other))
    if shortest < LONG:
        return False
    wrong = 2 if shortest >= LONGER else 1
    return bool(rapidfuzz_osa().distance(one, other, score_cutoff=wrong) <= wrong)
