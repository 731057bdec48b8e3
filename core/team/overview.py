"""What a team is at this moment: its seats, who is connected, who is calling, what was refused."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from core.base.errors import UserError
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.store.postgres import roster
from core.store.postgres.address import owner_of, team_address
from core.store.postgres.roster import CallHeld, RefusedCount, SeatRow
from core.store.postgres.session import session
from core.team.cluster import HOST
from core.team.places import network_address, trouble_noted

_HANGS_AT = 50
"""Looks without an answer, ten a second, after which the server hangs."""


class Overview(Struct, frozen=True):
    """``address``: of the door, empty where the base is of one seat; ``serving``: whether it answers; ``connected``:
    roles, and since when; ``calling``, ``refused``: as the server tells; ``server``: the name of another computer where
    it is, by which the seats pass through the one that shares; ``trouble``: why the server that this computer runs does
    not start, or takes nothing."""

    address: str = ""
    serving: bool = False
    seats: Sequence[SeatRow] = ()
    connected: Mapping[str, str] = MappingProxyType({})
    calling: Sequence[CallHeld] = ()
    refused: Sequence[RefusedCount] = ()
    server: str = ""
    trouble: str = ""

    def seat_of(self, role: str) -> SeatRow | None:
        """Return the seat of a role."""
        return next((seat for seat in self.seats if seat.role == role), None)


def others_connected(folder: Path) -> list[str]:
    """Return the names of the other seats that work on the base which this computer shares, the first that joined
    first."""
    seat, owner = team_address(folder), owner_of(folder)
    if seat is None or owner is None:
        return []
    with session(owner) as connection:
        connected = roster.present(connection)
        return [other.name for other in roster.seats(connection) if other.role in connected and other.role != seat.role]


def overview(folder: Path, _progress: Progress = silent) -> Overview:
    """Return what the team of a folder is. Raises UserError TEAM_REFUSED for a seat that was removed."""
    seat = team_address(folder)
    if seat is None:
        return Overview()
    address = f"{network_address() if seat.hostaddr == HOST else seat.hostaddr}:{seat.port}"
    try:
        with session(seat) as connection:
            connection.gives_up = lambda looks: looks >= _HANGS_AT
            return Overview(
                address,
                True,
                roster.seats(connection),
                roster.present(connection),
                roster.calling(connection),
                roster.refused(connection),
                roster.server_name(connection),
                trouble_noted(folder),
            )
    except UserError as problem:
        if problem.code != "TEAM_AWAY":
            raise
        return Overview(address, trouble=trouble_noted(folder))
