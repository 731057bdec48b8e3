"""The call on the line of this seat: at most one, written when it starts, closed by an outcome or by an opposition."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.actions.common.people import Who
from core.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Call:
    """A call without an outcome yet, or whose outcome is being corrected.

    ``direction``: out or in; ``ended``: when it was hung up; ``verdict``: of its start; ``found``: it was left open by
    a program that stopped; ``outcome``: the one to correct.
    """

    id: int
    who: Who
    direction: str
    started: datetime
    ended: datetime | None = None
    verdict: Verdict | None = None
    found: bool = False
    outcome: str = ""

    @property
    def live(self) -> bool:
        """True while somebody is on the telephone."""
        return self.ended is None

    def lasted(self, now: datetime) -> timedelta:
        """Return how long it has lasted, never less than nothing."""
        return max((self.ended or now) - self.started, timedelta(0))
