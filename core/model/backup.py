"""Values about backups: when they were made, and what restoring one would lose."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BackupStanding:
    """The state of the backups: the last one made by hand, the last of any kind, and how many days late the next one is
    (0 when it is not)."""

    chosen: datetime | None
    last: datetime | None
    late: int


@dataclass(frozen=True, slots=True)
class Loss:
    """What a restoration would lose: what was added to the present base since ``moment``, the last change the backup
    holds."""

    moment: datetime | None
    leads: int = 0
    calls: int = 0
    letters: int = 0
    agreements: int = 0


@dataclass(frozen=True, slots=True)
class Drill:
    """What a restoration for trial brought back: ``moment``: the last change the backup holds; leads, entries of the
    register, files of letters."""

    moment: datetime | None
    leads: int
    oppositions: int
    letters: int
