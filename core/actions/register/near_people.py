"""The decision on a letter that is held because somebody refuses with nearly the same name and address, or with the
same telephone or e-mail: the same person is opposed, as any person is; another one is said to be another, and the
letter may leave (rule OBJ-03)."""

from collections.abc import Sequence
from datetime import datetime

from core.actions.common.near_refusals import NearRefusal, dwellers, near_refusals
from core.base.moments import happened, kept
from core.base.records import Struct
from core.records.lead import Lead
from core.records.opposition import NearApart
from core.store.port import Reader, Store
from core.words.errors import error


class Facing(Struct, frozen=True):
    """A lead held for a decision, beside the person who refuses: the lines of each, name and address; ``theirs`` is
    empty when only keyed hashes are left of the other. ``refusals``: how many are near; ``at``, ``how``: of the oldest,
    and ``shared``: what it has in common with the lead (phone, email), empty for nearly the same name and address."""

    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    at: datetime
    how: str
    refusals: int
    shared: str = ""


def facing(r: Reader, lead_id: int) -> Facing | None:
    """Return a lead beside the oldest refusal it is held for; None when nothing holds it, or nobody can say for want of
    the key: the verdict then says so. Raises UserError LEAD_UNKNOWN."""
    found = () if r.keyless else near_of(r, lead_id)
    if not found:
        return None
    oldest = found[0]
    known = oldest.lead_id is not None and r.get(Lead, oldest.lead_id) is not None
    theirs = _lines(addresses_of(r, oldest.lead_id)) if known and oldest.lead_id is not None else ()
    return Facing(_lines(addresses_of(r, lead_id)), theirs, happened(oldest.at), oldest.how, len(found), oldest.shared)


def _lines(people: Sequence[tuple[str, str, str, str]]) -> tuple[str, ...]:
    names = dict.fromkeys(name for name, *_ in people if name)
    places = dict.fromkeys(
        ", ".join(filter(None, (street, f"{code} {town}".strip()))) for _, street, code, town in people
    )
    return (*names, *places)


def near_of(r: Reader, lead_id: int) -> tuple[NearRefusal, ...]:
    """Return the refusals a lead is held for, the oldest first. Raises UserError LEAD_UNKNOWN."""
    if r.get(Lead, lead_id) is None:
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


def ask_again(store: Store, lead_id: int, *, by: str, at: datetime) -> None:
    """Take back what :func:`another_person` said of a lead: its letter is held again."""
    with store.write("near asked again", by=by, at=at) as w:
        for row_id in [row.id for row in w.of(NearApart, lead_id=lead_id)]:
            w.delete("near_apart", row_id)
