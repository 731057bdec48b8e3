"""What a seat asks of its team beside the base, each as a job of its own: fresh words, who goes, who may do what, what
is needed of the computer that shares it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from core.base.progress import Progress, silent
from core.base.records import Struct
from core.model.seat import Rights
from core.store.postgres import roster
from core.store.postgres.address import TeamAddress, team_address
from core.store.postgres.session import session
from core.team import upkeep
from core.team.sharing import GivenCode, add_code
from core.team.upkeep import TeamNeed
from core.words.errors import error


class SeatAsked(Struct, frozen=True):
    """What is asked, at the seat of ``folder``: about a person or a seat ``name``, and the rights they are to have."""

    folder: Path
    at: datetime
    name: str = ""
    rights: Rights = Rights.AGENT


def give_words(asked: SeatAsked, _progress: Progress = silent) -> GivenCode:
    """Give a fresh code for a person. Raises UserError TEAM_RIGHTS, TEAM_AWAY."""
    seat = _own(asked)
    return add_code(asked.folder, seat, seat, asked.name, asked.rights, asked.at)


def remove_seat(asked: SeatAsked, _progress: Progress = silent) -> str:
    """Remove a seat, and return its name. Raises UserError as :func:`core.store.postgres.roster.remove_seat`."""
    with session(_own(asked)) as connection:
        roster.remove_seat(connection, asked.name, asked.at)
    return asked.name


def set_rights(asked: SeatAsked, _progress: Progress = silent) -> str:
    """Give a person other rights, and return their name. Raises UserError as
    :func:`core.store.postgres.roster.set_rights`."""
    with session(_own(asked)) as connection:
        roster.set_rights(connection, asked.name, asked.rights)
    return asked.name


def ask_needs(asked: SeatAsked, _progress: Progress = silent) -> Sequence[TeamNeed]:
    """Return what is needed of this computer; it may take seconds."""
    return upkeep.needs(asked.folder, asked.at)


def _own(asked: SeatAsked) -> TeamAddress:
    if (seat := team_address(asked.folder)) is None:
        raise error("TEAM_ALONE")
    return seat
