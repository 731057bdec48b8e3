"""Who asked to be erased, frozen or left alone, and was not answered: their letters and calls wait (rule OBJ-04)."""

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from core.actions.common.named_people import bearing_name, named_in
from core.model.request import RequestKind
from core.records.request import Request
from core.store import alike, forgetting, leads
from core.store.port import Reader

_TELLING = frozenset({"phone", "email", "address"})
"""Marks by which another sheet is the same person's."""


def stops(r: Reader, asked: Sequence[Request], ids: AbstractSet[int]) -> dict[int, list[Request]]:
    """Return, for each lead of ``ids``, the requests that are its person's: about its sheet, about another that bears
    one of its contact points, or by such a contact point or a name alone, which stops all who bear it. A freeze is kept
    on its own sheet; it stops the others here."""
    found: dict[int, list[Request]] = defaultdict(list, named_in(r, asked, sorted(ids)) if asked else {})
    for request in asked:
        for lead_id in ids & _bearers(r, request):
            is_kept = request.kind == RequestKind.RESTRICTION and lead_id == request.lead_id
            if not is_kept and request not in found[lead_id]:
                found[lead_id].append(request)
    return found


def askers(r: Reader, one: Request) -> set[int]:
    """Return every sheet of whoever made a request, by a name alone too."""
    namesakes = bearing_name(r, one.person) if one.lead_id is None and one.person else ()
    return {*_bearers(r, one), *namesakes}


def _bearers(r: Reader, one: Request) -> set[int]:
    if one.lead_id is None:
        return {bearer.lead_id for bearer in alike.everyone_bearing(r, [one.hash])} if one.hash else set()
    hashes = {one.hash, *_hashes(r, one.lead_id)} - {""}
    return {one.lead_id, *leads.sharing(r, sorted(hashes))}


def _hashes(r: Reader, lead_id: int) -> set[str]:
    """Return the keyed hashes of the contact points of a lead, erased since or not."""
    borne = {mark.hash for mark in leads.marks(r, lead_id) if mark.kind in _TELLING}
    return borne | {mark.hash for mark in forgetting.marks_of_erased(r, lead_id) if mark.kind in _TELLING}
