"""Who asked to be erased or left alone, and was not answered yet: their letters and calls wait (rule OBJ-04)."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from core.store import forgetting, leads
from core.store.port import Reader
from core.store.requests import StopRequest

_TELLING = frozenset({"phone", "email", "address"})
"""Marks by which another sheet is the same person's."""


def stops(r: Reader, asked: Sequence[StopRequest], ids: Collection[int]) -> dict[int, list[StopRequest]]:
    """Return, for each lead of ``ids``, the requests that are its person's: about its sheet, about another that bears
    one of its contact points, or by such a contact point alone."""
    found: dict[int, list[StopRequest]] = defaultdict(list)
    for one in asked:
        hashes = {one.hash, *(_hashes(r, one.lead_id) if one.lead_id is not None else ())} - {""}
        for lead_id in {*leads.sharing(r, sorted(hashes)), *([one.lead_id] if one.lead_id else [])}:
            if lead_id in ids:
                found[lead_id].append(one)
    return found


def _hashes(r: Reader, lead_id: int) -> set[str]:
    """Return the keyed hashes of the contact points of a lead, erased since or not."""
    borne = {mark.hash for mark in leads.marks(r, lead_id) if mark.kind in _TELLING}
    return borne | {mark.hash for mark in forgetting.marks_of_erased(r, lead_id) if mark.kind in _TELLING}
