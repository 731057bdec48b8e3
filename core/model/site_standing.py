"""Where a listing site stands: what its terms say of being read by a program, and how much is taken of it in a day."""

from datetime import date

from core.base.i18n import N_
from core.base.records import Struct
from core.base.worded import WordedEnum


class Terms(WordedEnum):
    """What the terms of a site say of being read by a program. ``inspected``: what the controller reads, never
    translated; ``proof``: the line of the proof of a page."""

    inspected: str
    proof: str

    ALLOWED = (
        "allowed", N_("{site}\u202f: lecture par un programme permise"), "permise",
        N_("conditions du site lues par {user} le {date}\u202f: permis"),
    )  # fmt: skip
    REFUSED = (
        "refused", N_("{site}\u202f: lecture par un programme refusée"), "refusée", N_("le site refuse d’être relevé")
    )  # fmt: skip
    UNREAD = (
        "unread", N_("{site}\u202f: conditions pas encore lues"), "pas encore lues",
        N_("conditions du site pas encore lues"),
    )  # fmt: skip


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
