"""Who of the agency follows a lead: it says who, and changes neither the light nor the count of calls."""

from collections.abc import Callable, Sequence
from datetime import datetime

from core.actions.common.in_slices import BulkResult
from core.actions.leads.several import put, set_several
from core.base.progress import Progress, silent
from core.records.agent import Agent
from core.records.lead import Lead
from core.store.port import Store, Writer
from core.words.errors import error


def assign(
    store: Store, ids: Sequence[int], agent_id: int | None, *, by: str, at: datetime, progress: Progress = silent
) -> BulkResult:
    """Assign leads to somebody of the agency, or to nobody (None). Raises UserError AGENT_UNKNOWN, AGENT_LEFT for
    somebody who does not work here any more, LEAD_UNKNOWN."""

    def start(w: Writer) -> Callable[[Lead], bool]:
        agent = w.get(Agent, agent_id)
        if agent_id is not None and agent is None:
            raise error("AGENT_UNKNOWN", name=str(agent_id), known="")
        if agent is not None and not agent.active:
            raise error("AGENT_LEFT", name=agent.name)
        return lambda lead: put(w, lead, {"agent_id": agent_id})

    return set_several(store, ids, start, what="assign", by=by, at=at, progress=progress)
