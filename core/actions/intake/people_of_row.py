"""The people of one row: their sheets are tied by the property they share, and a refusal of one of them closes what is
theirs alone (law file, OBJ-06)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from core.actions.common import possible_refusals
from core.actions.common.fuzzy_suppression import dweller, near_dwellers, tell_apart
from core.actions.common.marks import KindHash
from core.actions.intake.record_linkage import weakened
from core.actions.intake.rows import ParsedRow
from core.actions.register.shared_number_rule import release
from core.base.i18n import _
from core.base.typo_distance import Match
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.opposition import Opposition
from core.rules.comparators import PersonName, name_of, same_name
from core.store import leads
from core.store.alike import KnownPerson
from core.store.port import Writer

PersonRow = tuple[ParsedRow, list[KindHash]]
HashedPerson = tuple[ParsedRow, Sequence[KindHash]]
"""One person of a row, with their hashed marks."""
LENT_TOO = ("phone", "email")
"""Kinds of marks that people of one row may share, and that are then nobody's."""
_THEIRS = (Match.SAME, Match.NEAR)


class SharedProperty(NamedTuple):
    """What one row did: lead → its ad of the property, of each person kept, the first of the row first; ``refused``:
    the keyed hashes of those of the row who refuse, and ``refusing``: who they are; ``people``: lead → its person."""

    ads: Mapping[int, int]
    refused: Collection[str]
    refusing: Sequence[ParsedRow]
    people: Mapping[int, ParsedRow]


def every_mark(row: ParsedRow, marks: Sequence[KindHash]) -> Sequence[KindHash]:
    """Return the hashed marks of a row and of its other people."""
    return [*marks, *[mark for person in row.others for mark in person.hashes]] if row.others else marks


def asked_marks(asked: Sequence[HashedPerson], people: Sequence[HashedPerson]) -> list[KindHash]:
    """Return the hashed marks of those of a row that something is asked of, but the home of another: who shares their
    telephone waits with them."""
    of_others = {mark for person in people if person not in asked for mark in person[1] if mark[0] != "phone"}
    return [mark for _, marks in asked for mark in marks if mark not in of_others]


def alone(row: ParsedRow, marks: list[KindHash], refused: Collection[str]) -> PersonRow:
    """Return one person of a row, with the marks that are also of somebody of it who refuses (``refused``: their
    keyed hashes) made nobody's: the telephone is closed, the person is not."""
    pairs = [pair for pair in zip(row.marks, marks, strict=True) if pair[1][1] not in refused or pair[1][0] in LENT_TOO]
    return weakened(row._replace(marks=tuple(mark for mark, _ in pairs)), [hashed for _, hashed in pairs], refused)


def is_of_another(row: ParsedRow, others: Sequence[ParsedRow], known: KnownPerson) -> bool:
    """Tell whether a known lead has the name of another person of a row, and not that of this one: two people of one
    row are never one person."""
    name = _known(known.lead)
    return same_name(_name(row), name) not in _THEIRS and any(
        same_name(_name(other), name) in _THEIRS for other in others
    )


def _known(lead: Lead) -> PersonName:
    return name_of(lead.name, surname=lead.last_name, civility=lead.civility)


def _name(row: ParsedRow) -> PersonName:
    return name_of(row.name, surname=row.last_name, civility=row.civility)


def share(w: Writer, done: SharedProperty, *, way: str, by: str, at: datetime) -> None:
    """Tie the sheets of those who share a property, and tell them apart from whoever of the row refuses. Who is only
    known by a surname may be that person under another name: they wait for an answer."""
    _hold_surnames(w, done, way=way, by=by, at=at)
    if len(done.ads) > 1:
        ads = w.of(Listing, id=[*done.ads.values()])
        first = next((ad.share_id for ad in ads if ad.share_id is not None), next(iter(done.ads.values())))
        for ad in ads:
            if ad.share_id is None:
                w.update("listing", ad.id, {"share_id": first})
    # A sheet of both, as an older program made it, is also of who refuses.
    names = [_name(row) for row in done.refusing]
    people = [lead for lead in w.of(Lead, id=[*done.ads]) if done.refused]
    other_ids = [lead.id for lead in people if all(same_name(name, _known(lead)) not in _THEIRS for name in names)]
    if other_ids:
        gestures = {entry.root or entry.gesture for entry in w.of(Opposition, hash=[*done.refused], lifted_at=None)}
        release(w, other_ids, done.refused)
        tell_apart(w, other_ids, gestures, by=by, at=at)


def _hold_surnames(w: Writer, done: SharedProperty, *, way: str, by: str, at: datetime) -> None:
    """Hold the people of a row who have nothing but a surname, where another of it refuses, or may: « Roux / Petit »
    may be the two names of one person."""
    unsure = {
        lead_id: row for lead_id, row in done.people.items() if not (row.first_name or row.civility or " " in row.name)
    }
    for lead_id, row in unsure.items():
        owners = [*done.refusing, *(owner for owner in done.people.values() if owner is not row)]
        at_home = [(0, dweller(owner, owner.address, owner.postcode, owner.town)) for owner in owners]
        if done.refusing or near_dwellers(w, at_home):
            marks = [(mark.kind, mark.hash) for mark in leads.marks(w, lead_id)]
            words = _("Peut-être un autre nom de la personne de la même ligne qui refuse")
            text = possible_refusals.text_hash(w.keyed_hash, "", f"{lead_id} {words}")
            possible_refusals.hold(w, marks, text=text, words=words, way=way, by=by, at=at, lead_id=lead_id)
