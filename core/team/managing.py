"""What a seat asks of its team beside the base, each as a job of its own: fresh words, who goes, who may do what, what
is needed of the computer that shares it. The journal has who goes and who may do what, in the same transaction."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from core.base.i18n import N_, _
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.model.seat import Rights
from core.store.engine.opening import NAME
from core.store.engine.postgres import open_shared
from core.store.engine.sqlite import WAIT
from core.store.port import Writer
from core.store.postgres import roster
from core.store.postgres.address import TeamAddress, team_address
from core.store.postgres.driver import TeamConnection
from core.store.postgres.roster import SeatRow
from core.team import upkeep
from core.team.sharing import GivenCode, add_code
from core.team.upkeep import TeamNeed
from core.words.errors import error

KEEPS = N_("Il garde la clé du registre, un responsable celle des sauvegardes, et ce qu’il a imprimé ou exporté.")
"""What a seat that is removed still has: another key would not open the copies it has seen."""


class SeatAsked(Struct, frozen=True):
    """What is asked, at the seat of ``folder``: about a person or a seat ``name``, and the rights they are to have."""

    folder: Path
    at: datetime
    name: str = ""
    rights: Rights = Rights.AGENT


def give_words(asked: SeatAsked, _progress: Progress = silent) -> GivenCode:
    """Give a fresh code for a person. Raises UserError TEAM_RIGHTS, TEAM_AWAY."""
    seat = own_address(asked.folder)
    return add_code(asked.folder, seat, seat, asked.name, asked.rights, asked.at)


def remove_seat(asked: SeatAsked, _progress: Progress = silent) -> str:
    """Remove a seat, and return the sentence that says so. Raises UserError SEAT_HOSTS for the first one, that of the
    computer which shares the base, and as :func:`core.store.postgres.roster.remove_seat`."""
    with _changing(asked, "team seat removed") as (w, connection):
        logins = _at_seat(connection, asked.name)
        name, people = logins[0].name, ", ".join(login.person for login in logins)
        if logins[0] == roster.seats(connection)[0]:
            raise error("SEAT_HOSTS", seat=name)
        w.note(f"{name} ({people})")
        roster.remove_seat(connection, name, asked.at)
    return _("Poste {seat} retiré\u202f: il ne lit plus rien. Ses gestes restent.").format(seat=name)


def set_rights(asked: SeatAsked, _progress: Progress = silent) -> str:
    """Give a person other rights, and return the sentence that says so. Raises UserError as
    :func:`core.store.postgres.roster.set_rights`."""
    with _changing(asked, "team rights") as (w, connection):
        return _with_rights(w, connection, [asked.name], asked.rights)


def set_seat_rights(asked: SeatAsked) -> str:
    """Do as :func:`set_rights` to whoever works at a seat."""
    with _changing(asked, "team rights") as (w, connection):
        people = dict.fromkeys(seat.person for seat in _at_seat(connection, asked.name))
        return _with_rights(w, connection, people, asked.rights)


def ask_needs(asked: SeatAsked, _progress: Progress = silent) -> Sequence[TeamNeed]:
    """Return what is needed of this computer; it may take seconds."""
    return upkeep.needs(asked.folder, asked.at)


def own_address(folder: Path) -> TeamAddress:
    """Return how the seat of a folder reaches the base of its team. Raises UserError TEAM_ALONE."""
    if (seat := team_address(folder)) is None:
        raise error("TEAM_ALONE")
    return seat


@contextmanager
def _changing(asked: SeatAsked, what: str) -> Iterator[tuple[Writer, TeamConnection]]:
    with (
        closing(open_shared(asked.folder / NAME, own_address(asked.folder), WAIT)) as store,
        store.write_beside(what, at=asked.at) as (w, connection),
    ):
        yield w, connection


def _at_seat(connection: TeamConnection, name: str) -> list[SeatRow]:
    if not (seats := [seat for seat in roster.seats(connection) if seat.name.lower() == name.lower()]):
        raise error("SEAT_UNKNOWN", seat=name)
    return seats


def _with_rights(w: Writer, connection: TeamConnection, people: Iterable[str], rights: Rights) -> str:
    managers = {seat.person for seat in roster.seats(connection) if seat.rights == Rights.MANAGER}
    sentences = []
    for person in people:
        roster.set_rights(connection, person, rights)
        w.note(f"{rights.value} {person}")
        if rights is Rights.MANAGER:
            sentences.append(_("{user} est responsable.").format(user=person))
        elif person in managers:
            sentences.append(_("{user} est négociateur, et garde la clé des sauvegardes.").format(user=person))
        else:
            sentences.append(_("{user} est négociateur.").format(user=person))
    return " ".join(sentences)
