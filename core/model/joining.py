"""Two leads joined by the user: what it did, and what it would change."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Joined:
    """A join: its id (to take it back), the lead kept, the one that is gone. ``opposed``: one of them refused, so that
    all is closed now. ``until``: the last moment to take it back (aware)."""

    id: int
    keep: int
    other: int
    opposed: bool
    until: datetime


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing a join would change on the lead kept: its name in words, before and after, as shown."""

    what: str
    before: str
    after: str
