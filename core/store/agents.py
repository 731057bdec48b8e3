"""Queries about the people of the agency."""

from typing import NamedTuple

from core.store.port import Reader


class AgentRow(NamedTuple):
    """A person of the agency, with how many leads they follow. ``active``: 1 or 0."""

    id: int
    name: str
    initials: str
    role: str
    active: int
    leads: int


_AGENT = """SELECT a.id, a.name, a.initials, a.role, a.active,
    (SELECT count(*) FROM lead l WHERE l.agent_id = a.id) AS leads FROM agent a"""


def every_agent(r: Reader) -> list[AgentRow]:
    """Return all the people of the agency: those who work here first, each part by name."""
    return r.named(AgentRow, f"{_AGENT} ORDER BY a.active DESC, a.name_key")


def agent_named(r: Reader, name_key: str) -> AgentRow | None:
    """Return the person of the agency with this folded name; None when there is none."""
    return r.first(AgentRow, f"{_AGENT} WHERE a.name_key = ?", name_key)


def agent(r: Reader, agent_id: int) -> AgentRow | None:
    """Return one person of the agency; None for an unknown id."""
    return r.first(AgentRow, f"{_AGENT} WHERE a.id = ?", agent_id)
