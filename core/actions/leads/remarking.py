"""The marks of a sheet that was changed, and the refusal that covers what is new on it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from core.actions.common import fuzzy_suppression, shared_values
from core.actions.common.due_dates import settle
from core.actions.common.fuzzy_suppression import dwellers
from core.actions.common.marks import (
    KindHash,
    address_marks,
    address_marks_of,
    apart,
    contact_marks,
    contact_marks_of,
    entry_kind,
    hashes_of,
    is_telling,
    weak_kind,
)
from core.actions.register import co_owners, matching_leads, opposing, shared_number_rule
from core.actions.register.refused_marks import marks_of
from core.base.moments import kept
from core.base.phones import parse
from core.records.call import Callback
from core.records.contact import Contact, Mark
from core.records.lead import Lead
from core.records.opposition import Opposition
from core.store import alike, leads, registers
from core.store.leads import Refusal
from core.store.port import Reader, Value, Writer


def marks_held(r: Reader, lead_id: int) -> dict[str, str]:
    """Return hash → kind of the marks of a lead's contact points and name."""
    nobody = {mark.hash for mark in r.of(Mark, lead_id=lead_id) if not is_telling(mark.kind)}
    return _hashed(r, (*address_marks_of(r, lead_id), *contact_marks_of(r, lead_id)), nobody)


def marks_wanted(r: Reader, name: tuple[str, str], contacts: Iterable[Contact]) -> dict[str, str]:
    """Return the same for a name (surname, first name) and contact points that are not written yet."""
    points = list(contacts)
    phones = [phone.key if (phone := parse(point.value)) else point.value for point in points if point.kind == "phone"]
    emails = [point.value for point in points if point.kind == "email"]
    places = [point for point in points if point.kind == "address"]
    surname, first = name
    told = [mark for place in places for mark in address_marks(surname, place.value, place.postcode, place.town, first)]
    return _hashed(r, (*told, *contact_marks(phones, emails)))


def _hashed(r: Reader, marks: tuple[KindHash, ...], nobody: Collection[str] = ()) -> dict[str, str]:
    hashes = hashes_of(r.keyed_hash, marks)
    told = apart(marks, hashes, shared_values.remembered(r).union(nobody))
    return {hashed: kind for (kind, _), (_, hashed) in zip(told, hashes, strict=True)}


def remark(w: Writer, lead_id: int, before: Mapping[str, str], *, by: str, at: datetime) -> None:
    """Update the marks of a changed lead. When the person refuses, the refusal covers what is new; when a new contact
    point is in the register, the sheet is closed."""
    after = marks_held(w, lead_id)
    after |= _shared_only(w, lead_id, after)
    gone = before.keys() - after.keys()
    held = {mark.hash: mark.kind for mark in w.of(Mark, lead_id=lead_id)}
    w.delete_many("mark", ("lead_id", "hash"), [(lead_id, hashed) for hashed in held if hashed in gone])
    w.mark((lead_id, kind, hashed) for hashed, kind in after.items() if hashed not in held)
    settle(w, [lead_id])
    refused = leads.refusal(w, lead_id)
    known = registers.opposed(w, [hashed for hashed, kind in after.items() if is_telling(kind)])
    refused = refused or min(known.values(), default=None)
    if refused is not None:
        close(w, lead_id, refused, by=by, at=at)


def _shared_only(w: Writer, lead_id: int, after: Mapping[str, str]) -> dict[str, str]:
    """Return hash → weak kind of the refused telephones and e-mails that a changed lead only shares with a refusal."""
    refused = registers.opposed(w, [hashed for hashed, kind in after.items() if kind in shared_number_rule.CONTACTS])
    return {
        hashed: weak_kind(after[hashed])
        for hashed in shared_number_rule.only_shared_by_lead(w, lead_id, after, refused)
    }


def close(
    w: Writer, lead_id: int, refused: Refusal, *, by: str, at: datetime, found: Mapping[str, str] | None = None
) -> int:
    """Make a refusal cover every mark of a lead, and those of what was typed for it (``found``: hash → kind), and
    whoever bears one that tells them; return the gesture. A sheet that what was typed closes is closed whole, later
    agreements included: they may be another person's."""
    gesture = w.new_id()
    marks = co_owners.spared(w, lead_id, marks_of(w, lead_id))
    others = [one for one in leads.sharing(w, shared_values.telling_hashes(w, marks)) if one != lead_id]
    marks |= dict(found or {})
    owners = dict.fromkeys(marks, lead_id)
    for other in others:
        if not alike.said_two(w, lead_id, other):
            theirs = co_owners.spared(w, other, marks_of(w, other))
            marks, owners = theirs | marks, dict.fromkeys(theirs, other) | owners
    typed = registers.opposed(w, [hashed for hashed, kind in (found or {}).items() if is_telling(kind)])
    # Theirs by what was typed: a refusal that a join only lent to the sheet would go with the join.
    known = registers.lasting(w, list(marks)).keys() if typed else registers.opposed(w, list(marks)).keys()
    first = registers.traced(w, list(marks), refused)
    for hashed, kind in marks.items():
        if hashed not in known:
            own_text = entry_kind(kind)
            entry: dict[str, Value] = {"gesture": gesture, "hash": hashed, "kind": own_text, "lead_id": owners[hashed]}
            w.insert("opposition", {**first.extended(), **entry, "by": by, "note": ""})
    closed_ids = matching_leads.with_sharers(w, [lead_id, *others], marks)
    fuzzy_suppression.keep_near(w, fuzzy_suppression.extending(gesture, first, by), dwellers(w, closed_ids))
    co_owners.tell_apart(w, closed_ids, gesture, by=by, at=at)
    for number in closed_ids:
        if w.row(Lead, number).opposed_at is None:
            w.update("lead", number, {"opposed_at": refused.at, "opposed_how": refused.how})
    since, rank = (kept(at), None) if typed else (refused.at, refused.rank)
    opposing.cover(w, closed_ids, gesture, how=refused.how, since=since, at=kept(at), rank=rank)
    return gesture


def reopen(w: Writer, lead_id: int, gesture: int, *, was_open: bool, closed: datetime, at: datetime) -> None:
    """Undo :func:`close`, where what was typed was another person's; ``closed``: when that was. Both stay in the
    journal, and a refusal of the sheet's own stays in force."""
    entries = w.of(Opposition, gesture=gesture, lifted_at=None)
    for entry in entries:
        w.update("opposition", entry.id, {"lifted_at": kept(at), "lifted_why": "undo"})
    for callback_id in [row.id for row in w.of(Callback, cancelled_by=gesture)]:
        w.update("callback", callback_id, {"cancelled_at": None, "cancelled_by": None})
    moments = {entry.at for entry in entries}
    others = [
        number
        for number in leads.sharing(w, [entry.hash for entry in entries])
        if w.row(Lead, number).opposed_at in moments
    ]
    matching_leads.open_again(w, {lead_id, *others}, kept(closed), stay=() if was_open else (lead_id,))
