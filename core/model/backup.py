"""Values about backups: when they were made, and what restoring one would lose."""

from datetime import datetime

from core.base.records import Struct


class BackupStanding(Struct, frozen=True):
    """The state of the backups: the last one made by hand, the last of any kind, how many days late the next one is (0
    when it is not), and when one was last restored for trial (``drilled``)."""

    chosen: datetime | None
    last: datetime | None
    late: int
    drilled: datetime | None = None


class Loss(Struct, frozen=True):
    """What a restoration would lose: what was added to the present base since ``moment``, the last change the backup
    holds."""

    moment: datetime | None
    leads: int = 0
    calls: int = 0
    letters: int = 0
    agreements: int = 0


class Drill(Struct, frozen=True):
    """What a restoration for trial brought back: ``moment``: the last change the backup holds; leads, entries of the
    register, files of letters."""

    moment: datetime | None
    leads: int
    oppositions: int
    letters: int


class CaughtUp(Struct, frozen=True):
    """What an older base lacked and was given: persons ``opposed``, ``erased``, agreements ``withdrawn``. ``since``:
    when its journal ended, as far as it goes; ``unread``: lines of the memory that could not be read."""

    opposed: int
    erased: int
    withdrawn: int
    since: datetime | None
    unread: int
