"""Moves a base to the server of a team and back for a window that has closed it: what the window opens again is served,
or is the file it was."""

import socket
from datetime import datetime
from pathlib import Path

from core.base.errors import UserError
from core.base.i18n import n_
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.base.screen_shapes import number
from core.model.seat import TypedServer
from core.store.postgres.address import TeamAddress, team_address
from core.team import distant, sharing
from core.team.places import PORT, serves
from core.team.sharing import SharedBase
from core.team.upkeep import set_logon, start_serving


class MoveAsked(Struct, frozen=True):
    """What is to be moved: the base of ``folder``. ``accepts``: a disk that may be in the clear, or that others who
    are connected are cut off; ``seat``: the name of this computer; ``team_key``, ``server``: as
    :func:`core.team.sharing.share` takes them."""

    folder: Path
    at: datetime
    accepts: bool = False
    seat: str = ""
    team_key: str = ""
    server: TeamAddress | None = None


def ask_server(asked: tuple[Path, TypedServer], _progress: Progress = silent) -> TeamAddress:
    """Return where a server is that may have the base of a folder, as it was typed. Raises UserError as
    :func:`core.team.sharing.refuse_sharing`, and for what is no address."""
    folder, typed = asked
    server = distant.address_of(typed)
    sharing.refuse_sharing(folder, port=_port(), clear_disk=True, server=server)
    return server


def share_and_serve(asked: MoveAsked, progress: Progress = silent) -> SharedBase:
    """Share a base and serve it, from now on and at each session of this user. Raises UserError as
    :func:`core.team.sharing.share` and as what serves, with the base where it was."""
    folder = asked.folder
    shared = sharing.share(
        folder, port=_port(), clear_disk=asked.accepts, at=asked.at, seat=asked.seat, team_key=asked.team_key,
        server=asked.server,
        progress=progress,
    )  # fmt: skip
    try:
        start_serving(folder)
    except UserError:
        sharing.alone(folder, force=True, at=asked.at)
        raise
    set_logon(folder, on=True)
    return shared


def end_sharing(asked: MoveAsked, _progress: Progress = silent) -> int:
    """Bring a base back to one seat, and return the number of its leads. Raises UserError as
    :func:`core.team.sharing.alone`."""
    return sharing.alone(asked.folder, force=asked.accepts, at=asked.at)


def ended_words(count: int) -> str:
    """Return what is said of a base that came back with so many leads."""
    words = n_(
        "Base revenue sur ce poste seul et relue\u202f: {n} prospect.",
        "Base revenue sur ce poste seul et relue\u202f: {n} prospects.",
        count,
    )
    return words.format(n=number(count))


def settle(folder: Path, _progress: Progress = silent) -> None:
    """Leave a folder as a window can open it after a move that was refused or killed: a base that is the team's is
    served again; of a sharing that did not end, nothing stays beside the base. Raises UserError as what serves."""
    if serves(folder):
        start_serving(folder)
    elif team_address(folder) is None:
        sharing.throw_away(folder)


def _port() -> int:
    """Return the port of the door: the usual one, or any that is free where another program has it."""
    for port in (PORT, 0):
        try:
            with socket.create_server(("", port)) as probe:
                return int(probe.getsockname()[1])
        except OSError:
            continue
    return PORT
