"""The people of the agency: who they are, and who works at this seat."""

import re
from datetime import datetime

from core.base import text
from core.records.agent import Agent
from core.records.lead import Lead
from core.store.port import Reader, Store, Value, Writer
from core.words.errors import error

LONGEST_INITIALS = 3
_PARTS = re.compile(r"[\s’'-]+")


def everybody(r: Reader) -> list[Agent]:
    """Return the people of the agency, those who work here first, by name."""
    return r.of(Agent, "-active, name_key")


def find_agent(r: Reader, typed: str) -> Agent:
    """Return who is meant by a name, initials or an id. Raises UserError AGENT_UNKNOWN."""
    wanted = text.fold(typed)
    every = everybody(r)
    agents = [agent for agent in every if wanted and wanted in (text.fold(agent.name), str(agent.id))]
    agents = agents or [agent for agent in every if wanted and wanted == text.fold(agent.initials) and agent.active]
    if len(agents) != 1:
        raise error("AGENT_UNKNOWN", name=typed, known=", ".join(agent.name for agent in every))
    return agents[0]


def follows(r: Reader, agent_id: int) -> int:
    """Return how many leads somebody follows."""
    return r.count(Lead, agent_id=agent_id)


def keep_agent(
    store: Store, name: str, *, initials: str = "", role: str = "", by: str, at: datetime, agent_id: int | None = None,
    active: bool = True,
) -> Agent:  # fmt: skip
    """Add a person to the agency, or change the one with this id; the name that the journal gave them stays as it was.
    Raises UserError AGENT_NAME for an empty name, AGENT_KNOWN for that of another, AGENT_UNKNOWN."""
    with store.write("agent", by=by, at=at) as w:
        return _keep(w, name, initials=initials, role=role, agent_id=agent_id, active=active)


def made_known_agent(store: Store, name: str, *, by: str, at: datetime) -> Agent:
    """Return the person of the agency with this name: added where there is none, and counted again among those who work
    here. Asked and written at once: two windows may do it together."""
    with store.write("agent", by=by, at=at) as w:
        row = w.one(Agent, name_key=text.fold(name))
        if row is None:
            return _keep(w, name)
        return row if row.active else _keep(w, row.name, initials=row.initials, role=row.role, agent_id=row.id)


def _keep(
    w: Writer, name: str, *, initials: str = "", role: str = "", agent_id: int | None = None, active: bool = True
) -> Agent:  # fmt: skip
    full_text, key = text.clean(name), text.fold(name)
    if not key:
        raise error("AGENT_NAME")
    letters = text.clean(initials)[:LONGEST_INITIALS].upper() or initials_of(full_text)
    values: dict[str, Value] = {
        "name": full_text, "name_key": key, "initials": letters, "role": text.clean(role), "active": int(active),
    }  # fmt: skip
    return w.row(Agent, _put(w, values, agent_id))


def initials_of(name: str) -> str:
    """Return the first letters of a name: « Claire Vasseur » → « CV »."""
    return "".join(part[0] for part in _PARTS.split(name) if part)[:LONGEST_INITIALS].upper()


def _put(w: Writer, values: dict[str, Value], agent_id: int | None) -> int:
    other = w.one(Agent, name_key=values["name_key"])
    if other is not None and other.id != agent_id:
        raise error("AGENT_KNOWN", name=other.name)
    if agent_id is None:
        return w.insert("agent", values)
    if w.get(Agent, agent_id) is None:
        raise error("AGENT_UNKNOWN", name=str(agent_id), known="")
    w.update("agent", agent_id, values)
    return agent_id
