"""Past calls judged again, as values: how many, and which broke the law of their day."""

from dataclasses import dataclass
from datetime import datetime

from core.model.verdict import Reason


@dataclass(frozen=True, slots=True)
class Breach:
    """A call the law of its day forbade: ``law`` is that rulebook's title, ``reasons`` all that block, the strongest
    first."""

    call: int
    lead: int
    name: str
    at: datetime
    by: str
    law: str
    reasons: tuple[Reason, ...]

    @property
    def prudent(self) -> bool:
        """No text of law forbade it: prudence alone did."""
        return all(reason.grade == "D" for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Rejudged:
    """``judged`` calls, of which ``breaking`` the law and ``prudent`` were against prudence alone; ``erased``: calls to
    persons erased since, whom nothing is left to judge by. ``breaches``: the first of them, oldest first."""

    judged: int = 0
    breaking: int = 0
    prudent: int = 0
    erased: int = 0
    breaches: tuple[Breach, ...] = ()
