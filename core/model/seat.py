"""What a seat of a team may do, and what it is told of the team before it joins."""

from core.base.i18n import N_
from core.base.records import Struct
from core.base.worded import WordedEnum


class Rights(WordedEnum):
    """What whoever works at a seat may do. Recording a refusal is nobody's privilege."""

    AGENT = "agent", N_("Négociateur")
    MANAGER = "manager", N_("Responsable")


class TeamSeen(Struct, frozen=True):
    """What a team tells who has its words, before they join. ``at``: address and port of its door; ``check``: the word
    and number both screens show; ``seat``, ``user``: where its base is; ``person``: for whom the words are, empty for
    anybody; ``people``: of the agency, each with their seat, empty without one."""

    at: str
    check: str
    agency: str
    town: str
    seat: str
    user: str
    leads: int
    refusals: int
    seats: int
    rights: str
    person: str
    people: tuple[tuple[str, str], ...]


class TypedServer(Struct, frozen=True):
    """A server of PostgreSQL of another computer as it was typed. ``where``: « host » or « host:port », as its
    certificate names it; ``user``: who owns its ``database``; ``authority``: the file (PEM) of whoever signed that
    certificate."""

    where: str
    database: str
    user: str
    password: str
    authority: str
