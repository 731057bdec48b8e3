"""Where a listing site stands: what its terms say of being read by a program, and how much is taken of it in a day."""

from datetime import date
from enum import StrEnum

from core.base.records import Struct


class Terms(StrEnum):
    """What the terms of a site say of being read by a program."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    UNREAD = "unread"


class SiteStanding(Struct, frozen=True):
    """Where a site stands. ``judged``: its sheet says why it is closed, whatever anybody answers; ``login``: its ads
    are for its members; ``answer``: the id of what the agency answered, 0 for nothing; ``page``, ``by``, ``day``: of
    that answer; ``cap``: most ads a day, ``taken``: those of the day."""

    site: str
    terms: Terms
    judged: str = ""
    login: bool = False
    answer: int = 0
    page: str = ""
    by: str = ""
    day: date | None = None
    cap: int = 0
    taken: int = 0

    @property
    def left(self) -> int:
        """How many ads may still be taken today."""
        return max(self.cap - self.taken, 0)

    @property
    def refused(self) -> bool:
        """Tell whether a refusal is recorded, by the sheet or by the agency."""
        return self.terms is Terms.REFUSED
