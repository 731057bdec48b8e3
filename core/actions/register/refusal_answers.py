"""The answer to what only sounds like a refusal: yes is a refusal as any other, no lets the person be written to and
called, and either is remembered for the same words of the same supplier (rule OBJ-01)."""

from collections.abc import Sequence
from datetime import datetime

from core.actions.common import fuzzy_suppression, possible_refusals
from core.actions.common.fuzzy_suppression import NEAR, near_held
from core.actions.common.marks import entry_kind
from core.actions.common.people import of_lead
from core.actions.register import opposing
from core.actions.register.opposing import close_bearers
from core.base.moments import happened, kept
from core.base.records import Struct
from core.model.opposing import Reading, RefusalAuthor
from core.records.lead import Lead
from core.store import doubts, registers
from core.store.doubts import DoubtOfLead
from core.store.leads import Refusal
from core.store.port import Reader, Store, Value, Writer
from core.words.errors import error

_HOWS = {"file": "listing", "page": "listing", "call": "call"}
"""Where the words stood → how their refusal reached the agency; from the person themselves for a note."""
_READ = frozenset({"file", "page"})
"""Where the words are read by the program: what a call or a note says, the person said."""


class InDoubt(Struct, frozen=True):
    """What is asked of a lead: the words quoted, those that are left, and since when."""

    quotes: tuple[str, ...]
    since: datetime


def in_doubt(r: Reader, lead_id: int) -> InDoubt | None:
    """Return what is asked of a lead; None when nothing holds it. Raises UserError LEAD_UNKNOWN."""
    leads = _of(r, lead_id)
    if not leads:
        return None
    return InDoubt(tuple(dict.fromkeys(lead.quote for lead in leads if lead.quote)), happened(leads[0].at))


def is_refusal(store: Store, lead_id: int, *, by: str, at: datetime) -> int:
    """Say that the words of a lead refuse, and return the gesture, which can be undone; 0 when nothing was asked.
    Raises UserError LEAD_UNKNOWN."""
    with store.write("doubt refuses", by=by, at=at) as w:
        leads = _of(w, lead_id)
        if not leads:
            return 0
        how = _HOWS.get(leads[0].way, "counter")
        words = next((lead.quote for lead in leads if lead.quote), "")
        reading = Reading(words, text=leads[0].text) if leads[0].way in _READ else None
        note = words if reading else ""
        gesture = opposing.record(w, of_lead(w, lead_id), how=how, by=by, at=at, note=note, reading=reading).gesture
        author = RefusalAuthor.READ if reading else RefusalAuthor.SAID
        refusal = Refusal(kept(at), how, w.rank, gesture, author=author.value)
        _register_beside(w, leads, lead_id, refusal, by=by, at=at)
        for lead in leads:
            possible_refusals.settle_doubt(w, lead.id, "refuse", by=by, at=at, gesture=gesture)
    return gesture


def is_none(store: Store, lead_id: int, *, by: str, at: datetime) -> int:
    """Say that the words of a lead are no refusal, and return how many sentences were asked about. Raises UserError
    LEAD_UNKNOWN."""
    with store.write("doubt free", by=by, at=at) as w:
        leads = _of(w, lead_id)
        # The same words of the same supplier are the same answer, whoever else they hold.
        for doubt_id in doubts.asked_alike(w, [lead.id for lead in leads]):
            possible_refusals.settle_doubt(w, doubt_id, "keep", by=by, at=at)
    return len(leads)


def _of(r: Reader, lead_id: int) -> Sequence[DoubtOfLead]:
    if r.get(Lead, lead_id) is None:
        raise error("LEAD_UNKNOWN", who=str(lead_id))
    leads = doubts.doubts_of(r, [lead_id])
    refusals = [] if r.keyless else near_held(r, [lead_id]).get(lead_id, [])
    beside = {refusal.gesture for refusal in refusals if refusal.asked} - {lead.id for lead in leads}
    return [*leads, *(doubts.doubts_again(r, lead_id, sorted(beside)) if beside else ())]


def _register_beside(
    w: Writer, found: Sequence[DoubtOfLead], lead_id: int, refusal: Refusal, *, by: str, at: datetime
) -> None:
    """Put in the register the other ways that stood beside the words: a second number of the row."""
    marks = doubts.marks_of(w, [lead.id for lead in found])
    beside = {mark.hash: mark.kind for mark in marks if mark.kind != NEAR}
    known = registers.opposed(w, list(beside))
    gesture = refusal.gesture
    for hashed, kind in beside.items():
        if hashed not in known:
            beside_it: dict[str, Value] = {"by": by, "note": "", "lead_id": lead_id}
            entry: dict[str, Value] = {"gesture": gesture, "hash": hashed, "kind": entry_kind(kind)}
            w.insert("opposition", {**refusal.extended(), **entry, **beside_it})
    near = [(None, mark.hash, mark.signature) for mark in marks if mark.kind == NEAR]
    fuzzy_suppression.keep_signed(w, fuzzy_suppression.extending(gesture, refusal, by), near)
    close_bearers(w, dict.fromkeys(beside, (gesture, refusal)), by=by, at=at)
