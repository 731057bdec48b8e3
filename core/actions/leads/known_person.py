"""What is typed on a sheet and is known from another: the two may be one person, which a person decides."""

from collections.abc import Mapping

from core.actions.leads.comparing import compared
from core.records.lead import Alike, Lead
from core.rules.matching import compare
from core.store import leads
from core.store.port import Writer

_WAYS = ("phone", "email")


def note_known(w: Writer, lead_id: int, fresh: Mapping[str, str]) -> str:
    """Keep the pair that a lead makes with whoever bears the telephone or e-mail just typed (``fresh``: hash → kind),
    and return the name of that person; empty when there is none."""
    others = leads.sharing(w, [hashed for hashed, kind in fresh.items() if kind in _WAYS])
    for other in compared(w, [number for number in others if number != lead_id]):
        [mine] = compared(w, [lead_id])
        if w.one(Alike, lead_a=min(lead_id, other.id), lead_b=max(lead_id, other.id)) is None:
            first, second = sorted((lead_id, other.id))
            w.insert("alike", {"lead_a": first, "lead_b": second, "score": compare(mine.person, other.person).score})
        lead = w.get(Lead, other.id)
        return lead.name if lead else ""
    return ""
