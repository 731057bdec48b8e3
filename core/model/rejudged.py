"""The result of judging past calls again: how many there were, and which broke the law of their day."""

from datetime import datetime

from core.base.records import Struct
from core.model.verdict import Reason


class Breach(Struct, frozen=True):
    """A call that the law of its day forbade. ``law``: title of that rulebook; ``reasons``: all those that block, the
    strongest first."""

    call: int
    lead: int
    name: str
    at: datetime
    by: str
    law: str
    reasons: tuple[Reason, ...]

    @property
    def prudent(self) -> bool:
        """Tell whether the call was against prudence alone, no text of law forbidding it."""
        return all(reason.grade == "D" for reason in self.reasons)


class Rejudged(Struct, frozen=True):
    """The result of the control. ``judged``: calls looked at, of which ``breaking`` broke the law and ``prudent`` were
    against prudence alone; ``erased``: calls to persons erased since, which can no longer be judged. ``breaches``:
    the first ones, oldest first."""

    judged: int = 0
    breaking: int = 0
    prudent: int = 0
    erased: int = 0
    breaches: tuple[Breach, ...] = ()
