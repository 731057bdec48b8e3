"""The decision on a letter that is held because somebody with nearly the same name and address refuses: the same
person is opposed, as any person is; another one is said to be another, and the letter may leave (rule OBJ-03)."""

from datetime import datetime

from core.actions.common.near_refusals import NearRefusal, dwellers, near_refusals
from core.base.moments import kept
from core.store import leads
from core.store.port import Reader, Store
from core.words.errors import error


def near_of(r: Reader, lead_id: int) -> tuple[NearRefusal, ...]:
    """Return the refusals a lead is held for, the oldest first. Raises UserError LEAD_UNKNOWN."""
    if leads.person(r, lead_id) is None:
        raise error("LEAD_UNKNOWN", who=str(lead_id))
    return tuple(near_refusals(r, [lead_id]).get(lead_id, ()))


def addresses_of(r: Reader, lead_id: int) -> list[tuple[str, str, str, str]]:
    """Return the (name, address, postcode, town) of a lead, one an address: what is compared with a refusal."""
    return [(one.name, one.address, one.postcode, one.town) for _, one in dwellers(r, [lead_id])]


def another_person(store: Store, lead_id: int, *, by: str, at: datetime) -> int:
    """Say that a lead is another person than those of the refusals it is held for, and return how many there were; a
    refusal said later holds it again. Raises UserError LEAD_UNKNOWN."""
    with store.write("near apart", by=by, at=at) as w:
        refusals = near_of(w, lead_id)
        for one in refusals:
            w.insert("near_apart", {"lead_id": lead_id, "gesture": one.gesture, "at": kept(at), "by": by})
    return len(refusals)
