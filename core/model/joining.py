"""Two leads joined into one by the user: what the join would change, and what it did."""

from datetime import datetime

from core.base.records import Struct


class Joined(Struct, frozen=True):
    """A join that was made: its id (to undo it), the lead kept and the lead removed. ``opposed``: one of the two had
    refused, so the lead kept is now closed. ``until``: the last moment to undo it (aware). ``letters``: the references
    of the letters that must not be posted any more, as another one is enough."""

    id: int
    keep: int
    other: int
    opposed: bool
    until: datetime
    letters: tuple[str, ...] = ()


class Difference(Struct, frozen=True):
    """One thing that a join would change on the lead kept, or that a merge changed: its name in words, its value before
    (empty when blank) and after, as shown."""

    what: str
    before: str
    after: str
