"""Makes what finds the spellings near refused addresses for the refusals that an older program recorded without it:
once, when the window first opens such a base or before its first letter (rule OBJ-03)."""

from datetime import datetime

from core.actions.common.near_refusals import dwellers
from core.actions.register import opposing
from core.actions.register.opposing import Refused
from core.store import registers, safe
from core.store.port import Store

CHUNK = 200
"""Leads of one transaction."""


def complete(store: Store, *, by: str, at: datetime) -> int:
    """Do it where it is still to be done, and return how many leads were looked at. Who was erased since has no address
    left."""
    with store.read() as r:
        if not safe.lacks_near(r):
            return 0
        waiting = registers.opposed_at_an_address(r)
    for start in range(0, len(waiting), CHUNK):
        with store.write("near addresses", by=by, at=at) as w:
            for one in registers.gestures_of(w, waiting[start : start + CHUNK]):
                refused = Refused(one.gesture, one.how, one.at, one.by, one.supplier_id)
                opposing.keep_near(w, refused, dwellers(w, [one.lead_id]))
    with store.write("near addresses", by=by, at=at) as w:
        safe.note_near_made(w)
        w.note("near addresses made")
    return len(waiting)
