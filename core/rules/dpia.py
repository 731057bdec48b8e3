"""Tells whether an impact assessment is required: two of the nine criteria of the European board are enough (law file,
section 10; grade D, prudence)."""

from collections.abc import Mapping
from enum import StrEnum

CRITERIA = (
    *("scoring", "automated", "monitoring", "sensitive", "large_scale", "crossing", "vulnerable", "innovative"),
    "barrier",
)
ENOUGH = 2


class Need(StrEnum):
    """The result: required, not required, or unknown while an answer that could change the result is missing."""

    DUE = "due"
    NOT_DUE = "not_due"
    OPEN = "open"


def need(answers: Mapping[str, bool]) -> Need:
    """Return the result of the answers given so far; a question without an answer counts as unknown."""
    met = sum(answers.get(text, False) for text in CRITERIA)
    unknown = sum(text not in answers for text in CRITERIA)
    if met >= ENOUGH:
        return Need.DUE
    return Need.OPEN if met + unknown >= ENOUGH else Need.NOT_DUE
