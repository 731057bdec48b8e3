"""Backups as values: where they stand, and what putting one back would lose."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BackupStanding:
    """Where backups stand: the last one made by hand, the last of any kind, and how many days late, 0 when not."""

    chosen: datetime | None
    last: datetime | None
    late: int


@dataclass(frozen=True, slots=True)
class Loss:
    """What a restoration would lose: what the present base gained since ``moment``, the last change of the backup."""

    moment: datetime | None
    leads: int = 0
    calls: int = 0
    letters: int = 0
    agreements: int = 0
