"""The opposition register as values: what a list of refusals brought, what giving its key back did."""

from dataclasses import dataclass
from enum import StrEnum

from core.model.batch import Reject


class KeyRestored(StrEnum):
    """What giving the phrase back did: the base had this key, its fingerprints answer again, it began with it."""

    SAME = "same"
    FOUND = "found"
    BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class ListTaken:
    """What a list did. read = added + already + rejected + blank. ``gesture``: to undo it, within ten minutes;
    ``leads``: sheets it closed; ``rejects``: the first rows not taken, without their cells."""

    gesture: int
    added: int
    already: int
    rejected: int
    blank: int
    leads: int
    rejects: tuple[Reject, ...] = ()

    @property
    def read(self) -> int:
        """Rows read: the sum of the others."""
        return self.added + self.already + self.rejected + self.blank
