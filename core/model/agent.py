"""Whose name the journal bears, and whom a colleague is calling."""

from datetime import datetime

from core.base.records import Struct

UNNAMED = "l’agence"
"""Who did what nobody of the agency put a name to: a name of the system's user names nobody."""


class SeatCall(Struct, frozen=True):
    """A call that another seat of the team is making. ``user``: who calls; ``since``: aware; ``noting``: it has ended,
    and is being noted."""

    user: str
    since: datetime
    noting: bool = False

    @property
    def first(self) -> str:
        """The first name of who calls."""
        return self.user.partition(" ")[0]
