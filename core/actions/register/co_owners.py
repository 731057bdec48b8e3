"""Those who share a property are several people, as the row that made their sheets says: the refusal of one closes what
is theirs, and the telephone they share, not the others (law file, OBJ-06)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from core.actions.common import fuzzy_suppression
from core.actions.common.marks import READ, KindHash
from core.actions.register.shared_number_rule import release
from core.base.moments import read
from core.model.lead import OtherOwner
from core.records.contact import Mark
from core.records.lead import Lead
from core.records.opposition import NearApart, Opposition
from core.store import leads
from core.store.port import Reader, Writer

_SHARED = ("listing", "address", READ, "household")
"""Kinds of marks that people of one property may share, and that are then not the own mark of the one who refuses."""


def others_of(r: Reader, lead_ids: Sequence[int]) -> list[int]:
    """Return the leads that share a property with one of these, and are none of them: neither erased nor opposed."""
    ids = {pair.other_id for pair in leads.co_owners(r, lead_ids)} - {*lead_ids}
    return [lead.id for lead in r.of(Lead, id=sorted(ids), erased_at=None, opposed_at=None)] if ids else []


def owners_shown(r: Reader, lead_id: int) -> tuple[OtherOwner, ...]:
    """Return who shares a property with a lead, those who refuse too; not those erased."""
    ids = [pair.other_id for pair in leads.co_owners(r, [lead_id])]
    people = r.of(Lead, id=ids, erased_at=None) if ids else ()
    return tuple(OtherOwner(person.id, person.name, read(person.opposed_at)) for person in people)


def owners_named(r: Reader, lead_ids: Sequence[int]) -> dict[int, tuple[tuple[int, str], ...]]:
    """Return lead → (lead, name) of each who shares its property, neither opposed nor erased."""
    pairs = leads.co_owners(r, lead_ids)
    ids = sorted({pair.other_id for pair in pairs})
    names = {lead.id: lead.name for lead in r.of(Lead, id=ids, erased_at=None, opposed_at=None)} if ids else {}
    owners: dict[int, tuple[tuple[int, str], ...]] = {}
    for pair in pairs:
        if names.get(pair.other_id):
            owners[pair.lead_id] = (*owners.get(pair.lead_id, ()), (pair.other_id, names[pair.other_id]))
    return owners


def another_refuses(r: Reader, lead_id: int) -> datetime | None:
    """Return since when somebody refuses whom a lead is known not to be: of its property, or near its name there."""
    gestures = [row.gesture for row in r.of(NearApart, lead_id=lead_id)]
    moments = [entry.at for entry in r.of(Opposition, gesture=gestures, lifted_at=None)] if gestures else []
    return read(min(moments, default=None))


def spared(w: Writer, lead_id: int | None, marks: Mapping[str, str]) -> dict[str, str]:
    """Return the marks (keyed hash → kind) of a lead that refuses, without those that who shares its property bears
    too; a telephone or an e-mail of both stays, and is closed for both. All of them for who has no sheet."""
    owner_ids = others_of(w, [lead_id]) if lead_id is not None else ()
    if not owner_ids:
        return dict(marks)
    release(w, owner_ids, marks)
    borne = {mark.hash for mark in w.of(Mark, lead_id=owner_ids)}
    return {hashed: kind for hashed, kind in marks.items() if not (hashed in borne and kind in _SHARED)}


def released(w: Writer, gesture: int, lead_ids: Sequence[int], marks: Sequence[KindHash]) -> set[str]:
    """Return all that those of these leads bear who are known not to be the person of a refusal (keyed hashes). Of the
    ``marks`` of a row of that person, their telephones and e-mails are made nobody's: closed, and closing nobody."""
    apart_ids = [row.lead_id for row in w.of(NearApart, lead_id=[*lead_ids], gesture=gesture)] if lead_ids else []
    release(w, apart_ids, [hashed for _kind, hashed in marks])
    return {mark.hash for mark in w.of(Mark, lead_id=apart_ids)}


def tell_apart(w: Writer, lead_ids: Sequence[int], gesture: int, *, by: str, at: datetime) -> None:
    """Note that those who share a property with these leads are not the person of their refusal."""
    if gesture:
        fuzzy_suppression.tell_apart(w, others_of(w, lead_ids), [gesture], by=by, at=at)
