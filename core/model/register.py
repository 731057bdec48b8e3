"""Values about the opposition register: what taking in a list of refusals did, what giving its secret key back did,
and where that key is."""

from dataclasses import dataclass
from enum import StrEnum

from core.model.batch import Reject


class KeyRestored(StrEnum):
    """The result of giving the phrase back: the base already had this key; its fingerprints work again; or the base
    began with this key."""

    SAME = "same"
    FOUND = "found"
    BEGUN = "begun"


class KeyPlace(StrEnum):
    """Where the key of a base is: in the base, until its phrase was typed back; then in the system's keyring or in a
    file of the user; or nowhere on this computer."""

    BASE = "base"
    KEYRING = "keyring"
    FILE = "file"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class ListTaken:
    """What taking in a list of refusals did. read = added + already + rejected + blank + lifted. ``gesture``: the act
    to undo, within ten minutes, 0 when there is none; ``leads``: sheets it closed; ``rejects``: the first rows not
    taken, without their cells; ``lifted``: entries of another base's register that it lifted itself; ``refusals``: of
    such a register, how many new refusals its new entries are, None for a list."""

    gesture: int
    added: int
    already: int
    rejected: int
    blank: int
    leads: int
    rejects: tuple[Reject, ...] = ()
    lifted: int = 0
    refusals: int | None = None

    @property
    def read(self) -> int:
        """The number of rows read: the sum of the other counts."""
        return self.added + self.already + self.rejected + self.blank + self.lifted
