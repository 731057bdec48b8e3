"""What taking in a list of refusals did to the opposition register, and who a refusal read wrong kept out."""

from core.base.records import Struct
from core.model.batch import RejectedRow


class KeptOut(Struct, frozen=True):
    """A row of a ``file`` whose person was kept out by a refusal: importing the file again brings them."""

    batch: int
    file: str
    line: int


class ListTaken(Struct, frozen=True):
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
    rejects: tuple[RejectedRow, ...] = ()
    lifted: int = 0
    refusals: int | None = None

    @property
    def read(self) -> int:
        """The number of rows read: the sum of the other counts."""
        return self.added + self.already + self.rejected + self.blank + self.lifted
