"""What taking in a log of past calls did."""

from datetime import datetime

from core.base.records import Struct
from core.model.batch import RejectedRow


class PastBreach(Struct, frozen=True):
    """A call of a log that broke the law of its day. ``line``: in the file; ``codes``: the rules it broke."""

    line: int
    at: datetime
    call: int
    codes: tuple[str, ...]


class LogTaken(Struct, frozen=True):
    """The counts: read = added + already + rejected. ``breaches``: the calls that broke the law, oldest first."""

    added: int
    already: int
    rejected: int
    breaches: tuple[PastBreach, ...] = ()
    rejects: tuple[RejectedRow, ...] = ()

    @property
    def read(self) -> int:
        """The number of rows read."""
        return self.added + self.already + self.rejected
