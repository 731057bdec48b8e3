"""Makes for older sheets and refusals what an older program did not record with them, once, when the window first opens
such a base or before its first letter or import: what finds the spellings near a refused address (rule OBJ-03), the
one way to write a mailbox, and the mark of a whole name at an address (rule OBJ-06)."""

from datetime import datetime

from core.actions.common.fuzzy_suppression import RefusalGesture, dwellers, keep_near
from core.actions.common.marks import PERSON, address_marks_of, hashes_of
from core.actions.common.people import email_hash
from core.base.text import mailbox
from core.records.consent import Consent
from core.records.contact import Mark
from core.store import registers, safe
from core.store.port import Store, Writer
from core.store.registers import Mailbox

CHUNK = 200
"""Leads of one transaction."""


def complete(store: Store, *, by: str, at: datetime) -> int:
    """Do it where it is still to be done, and return how many leads were looked at. Who was erased since has nothing
    left."""
    steps = (_addresses, _mailboxes, _persons)
    return sum(step(store, by=by, at=at) for step in steps)


def _addresses(store: Store, *, by: str, at: datetime) -> int:
    with store.read() as r:
        if not safe.lacks_near(r):
            return 0
        waiting = registers.opposed_at_an_address(r)
    for start in range(0, len(waiting), CHUNK):
        with store.write("near addresses", by=by, at=at) as w:
            for gesture in registers.gestures_of(w, waiting[start : start + CHUNK]):
                refused = RefusalGesture(gesture.gesture, gesture.how, gesture.at, gesture.by, gesture.supplier_id)
                keep_near(w, refused, dwellers(w, [gesture.lead_id]))
    with store.write("near addresses", by=by, at=at) as w:
        safe.note_near_made(w)
        w.note("near addresses made")
    return len(waiting)


def _mailboxes(store: Store, *, by: str, at: datetime) -> int:
    with store.read() as r:
        mailboxes = registers.of_many_ways(r) if safe.lacks_mailboxes(r) else []
    waiting = [one for one in mailboxes if mailbox(one.value) != one.value]
    for start in range(0, len(waiting), CHUNK):
        with store.write("mailboxes", by=by, at=at) as w:
            for one in waiting[start : start + CHUNK]:
                _one_way(w, one)
    if waiting:
        with store.write("mailboxes", by=by, at=at) as w:
            safe.note_mailboxes_made(w)
            w.note("mailboxes made")
    return len(waiting)


def _persons(store: Store, *, by: str, at: datetime) -> int:
    with store.read() as r:
        if not safe.lacks_persons(r):
            return 0
        waiting = registers.named_at_an_address(r)
    for start in range(0, len(waiting), CHUNK):
        with store.write("whole names", by=by, at=at) as w:
            for lead_id in waiting[start : start + CHUNK]:
                held = {mark.hash for mark in w.of(Mark, lead_id=lead_id)}
                marks = hashes_of(w.keyed_hash, address_marks_of(w, lead_id))
                w.mark((lead_id, kind, hashed) for kind, hashed in marks if kind == PERSON and hashed not in held)
    with store.write("whole names", by=by, at=at) as w:
        safe.note_persons_made(w)
        w.note("whole names made")
    return len(waiting)


def _one_way(w: Writer, one: Mailbox) -> None:
    """Give a sheet, its refusals and its agreements the hash of its mailbox, beside that of the e-mail as written."""
    written, made = w.keyed_hash("email", one.value), email_hash(w, one.value)
    kinds = {mark.hash: mark.kind for mark in w.of(Mark, lead_id=one.lead_id)}
    if written not in kinds:  # Nobody is known by it.
        return
    if made not in kinds:
        w.mark([(one.lead_id, kinds[written], made)])
    known = {entry["gesture"] for entry in registers.refusals(w, made)}
    for entry in registers.refusals(w, written):
        if entry["gesture"] not in known:
            w.insert("opposition", {**entry, "hash": made})
    for agreement in [row.id for row in w.of(Consent, hash=written)]:
        w.update("consent", agreement, {"hash": made})
