"""What taking in a list of refusals did to the opposition register, and who a refusal read wrong kept out."""

from typing import NamedTuple

from core.base.records import Struct
from core.model.batch import RejectedRow


class RefusalSource(NamedTuple):
    """Where a refusal comes from, as its first entry tells it: who says it, the words, their ``place`` in the ``line``
    of a ``file``, and whose file it is; what an erasure emptied is empty. ``text``: keyed hash of the words for their
    supplier; ``lead_id``: the sheet it left; ``lifted_why``, ``lifted_by``, ``lifted_note``: how it ended."""

    gesture: int
    line: int
    at: str
    how: str
    by: str
    author: str
    words: str
    place: str
    batch_id: int | None
    file: str
    supplier: str
    text: str
    lead_id: int | None
    lifted_at: str | None
    lifted_why: str
    lifted_by: str
    lifted_note: str


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
