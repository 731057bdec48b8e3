"""Who works at this seat: one of the people of the agency, chosen here and remembered by the seat. A seat that has not
said bears the name of the settings, then the agency itself."""

from core.actions.common import agency, agents
from core.base.i18n import _
from core.model.agent import UNNAMED
from core.store.port import Store
from ui.common.office import Office
from ui.common.seat import Seat

AGENT = "agent"
"""Where the seat keeps the id of the person who works at it."""


def name_at(store: Store, seat: Seat) -> str:
    """Return the name that the journal will bear."""
    with store.read() as r:
        here = next((agent for agent in agents.everybody(r) if str(agent.id) == seat.text(AGENT)), None)
        return here.name if here is not None else agency.author(r)


def user_word(office: Office) -> str:
    """Return who works here, for the foot of the window; what asks for their name when they have not said it."""
    return office.by if office.by != UNNAMED else _("Dire votre nom")


def sit_down(office: Office, name: str) -> None:
    """Make ``name`` who works at this seat, added to the people of the agency when it is new. Raises UserError
    AGENT_NAME."""
    agent = agents.made_known_agent(office.store, name, by=office.by, at=office.now())
    agency.save_settings(office.store, {"user": agent.name}, by=agent.name, at=office.now())
    office.seat.save_text(AGENT, str(agent.id))
    office.seat.save()
    office.by = agent.name


def stay(office: Office) -> None:
    """Keep who works at this seat where a copy of the base that was put back does not know them: what they do next must
    not bear another's name."""
    here = office.seat.text(AGENT)
    with office.store.read() as r:
        is_known = here in {str(one.id) for one in agents.everybody(r)}
    if here and not is_known:
        with office.trying():
            agent = agents.made_known_agent(office.store, office.by, by=office.by, at=office.now())
            office.seat.save_text(AGENT, str(agent.id))
            office.seat.save()
