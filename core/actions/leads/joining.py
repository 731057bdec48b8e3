"""Joins two leads at the user's request, in one transaction: every fact is moved, nothing becomes allowed by it, and it
can be undone for 30 days.

The kept sheet keeps what it says and is completed by the other. A refusal on either closes both. An agreement given
without a number holds for the numbers of its own sheet, not for those the join brings.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from core.actions.common import agency, fuzzy_suppression
from core.actions.common.clock import clock_leaps
from core.actions.common.consent_scope import pin
from core.actions.common.due_dates import settle
from core.actions.common.fuzzy_suppression import dwellers
from core.actions.common.judging import law_of
from core.actions.common.marks import address_marks_of, entry_kind, hashes_of
from core.actions.common.provenance import Datum, OriginValues, Statement, given
from core.actions.intake.merging import reindex
from core.actions.leads import join_letters
from core.actions.leads.join_guard import ClosedChannel, closed, opens
from core.actions.register import co_owners, opposing
from core.actions.register.matching_leads import with_sharers
from core.actions.register.refused_marks import marks_of
from core.base import addresses, text
from core.base.moments import happened, kept
from core.base.names import NAMELESS
from core.base.records import Struct, asdict, field
from core.model.joining import Joined
from core.records.call import Callback
from core.records.consent import Consent
from core.records.contact import Contact, Mark
from core.records.lead import Alike, Joining, Lead
from core.store import alike, leads, registers
from core.store.leads import Refusal
from core.store.port import Below, Reader, Store, Value, Writer
from core.words.errors import error

UNDO_FOR = timedelta(days=30)
_STUB = ("id", "lead_id", "other_id", "at", "by", "changes")


class Changes(Struct):
    """What a join did, stored as JSON. ``lead``: every value of the lead that is gone, ``marks``: its (kind, hash);
    ``kept``: column of the kept lead → [before, after], ``gained``: the marks it did not have; ``moved``: table → ids;
    ``dropped``: table → rows; ``stated``: rows that say which origin gave what; ``pinned``: agreement → [channels,
    hash] before; ``copied``: agreements added; ``opposed``: since when the kept lead refused; ``gesture``: the
    opposition made by the join, with what it ``cancelled`` (callbacks), ``withdrawn`` (agreements) and ``closed``;
    ``letters``: those taken back, as another one is enough."""

    lead: dict[str, Value]
    kept: dict[str, list[Value]] = field(default_factory=dict)
    moved: dict[str, list[int]] = field(default_factory=dict)
    dropped: dict[str, list[dict[str, Value]]] = field(default_factory=dict)
    marks: list[list[str]] = field(default_factory=list)
    gained: list[list[str]] = field(default_factory=list)
    pinned: dict[str, list[Value]] = field(default_factory=dict)
    copied: list[int] = field(default_factory=list)
    stated: list[int] = field(default_factory=list)
    opposed: str | None = None
    gesture: int = 0
    cancelled: list[int] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)

    def told(self) -> str:
        """Return the changes as the JSON that is stored."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def join(store: Store, keep: int, other: int, *, by: str, at: datetime) -> Joined:
    """Join ``other`` to ``keep``. Raises UserError LEAD_UNKNOWN, JOIN_ITSELF, or JOIN_OPENS when a channel closed on
    one of them would be opened by what the other holds."""
    if keep == other:
        raise error("JOIN_ITSELF")
    with store.write("join", by=by, at=at) as w:
        mine, theirs = _lead(w, keep), _lead(w, other)
        law = law_of(agency.settings(w))
        before: list[ClosedChannel] = [*closed(w, keep, law, at=at), *closed(w, other, law, at=at)]
        refused = _refused(w, (mine, theirs))
        changes = Changes(theirs._asdict(), opposed=w.row(Lead, keep).opposed_at)
        for lead_id in (keep, other):
            ways_before, copied = pin(w, lead_id)
            changes.pinned |= ways_before
            changes.copied += copied
        origins = given(w, other)
        _drop_repeated(w, keep, other, changes)
        _move(w, keep, other, changes)
        _fill(w, mine, theirs, changes)
        _state(w, keep, origins, changes)
        letters = join_letters.spare(w, keep, changes.moved.get("notice", ()))
        join_letters.hold_back(w, letters, at=at)
        changes.letters = [letter.id for letter in letters]
        if refused:
            _close(w, keep, changes, refused=refused, by=by, at=at)
        reopened = opens(w, keep, law, before, at=at)
        if reopened:
            raise error("JOIN_OPENS", what=reopened)
        w.delete("lead", other)
        w.unindex([other])
        reindex(w, keep)
        settle(w, [keep])
        _forget_old(w, at)
        join_id = w.new_id()
        w.insert_many("joining", _STUB, [(join_id, keep, other, kept(at), by, changes.told())])
    return Joined(join_id, keep, other, bool(refused), at + UNDO_FOR, tuple(letter.reference for letter in letters))


def _lead(r: Reader, lead_id: int) -> Lead:
    lead = r.get(Lead, lead_id)
    if lead is None or lead.erased_at is not None:
        raise error("LEAD_UNKNOWN")
    return lead


def _refused(r: Reader, people: tuple[Lead, ...]) -> Refusal | None:
    """Return the oldest refusal of either lead, on its sheet or in the register."""
    refusals: list[Refusal] = []
    for person in people:
        hashes = [mark.hash for mark in leads.marks(r, person.id)]
        refusals += registers.opposed(r, hashes).values()
        if person.opposed_at:
            refusals.append(Refusal(person.opposed_at, person.opposed_how))
    return min(refusals, default=None)


def _drop_repeated(w: Writer, keep: int, other: int, changes: Changes) -> None:
    """Leave out the contact points both leads hold, and the pairs of the lead that goes; two persons told apart stay
    so."""
    held = {_said(contact) for contact in w.of(Contact, lead_id=keep)}
    repeated = [contact for contact in w.of(Contact, lead_id=other) if _said(contact) in held]
    pairs = [*w.of(Alike, lead_a=other), *w.of(Alike, lead_b=other)]
    changes.dropped = {"contact": [one._asdict() for one in repeated], "alike": [one._asdict() for one in pairs]}
    w.delete_many("contact", ("id",), [(contact.id,) for contact in repeated])
    w.delete_many("alike", ("id",), [(pair.id,) for pair in pairs])
    for pair in pairs:
        third = pair.beside(other)
        if third != keep and pair.apart_at and w.one(Alike, lead_a=min(keep, third), lead_b=max(keep, third)) is None:
            first, second = sorted((keep, third))
            told: dict[str, Value] = {"score": pair.score, "apart_at": pair.apart_at, "apart_by": pair.apart_by}
            w.insert("alike", {"lead_a": first, "lead_b": second, **told})


def _said(contact: Contact) -> tuple[str, str]:
    if contact.kind == "address":
        return contact.kind, addresses.read_address(contact.value, contact.postcode, contact.town).key or contact.value
    return contact.kind, contact.value


def _move(w: Writer, keep: int, other: int, changes: Changes) -> None:
    """Give the kept lead every row of the other, and all its marks."""
    for table in alike.OWNED:
        ids = alike.rows_of_lead(w, table, other)
        for row_id in ids:
            w.update(table, row_id, {"lead_id": keep})
        if ids:
            changes.moved[table] = ids
    marks = [(row.kind, row.hash) for row in w.of(Mark, lead_id=other)]
    own = {row.hash for row in w.of(Mark, lead_id=keep)}
    w.delete_many("mark", ("lead_id",), [(other,)])
    together = hashes_of(w.keyed_hash, address_marks_of(w, keep))
    gained = list(dict.fromkeys(mark for mark in (*marks, *together) if mark[1] not in own))
    w.mark((keep, kind, hashed) for kind, hashed in gained)
    changes.marks, changes.gained = [list(mark) for mark in marks], [list(mark) for mark in gained]


def _fill(w: Writer, mine: Lead, theirs: Lead, changes: Changes) -> None:
    """Complete the kept sheet; of two dates it keeps the more demanding one."""
    before, after = mine._asdict(), completed(mine, theirs)._asdict()
    values = {name: value for name, value in after.items() if value != before[name]}
    if values:
        changes.kept |= {name: [before[name], value] for name, value in values.items()}
        w.update("lead", mine.id, values)


def _state(w: Writer, keep: int, told: Iterable[OriginValues], changes: Changes) -> None:
    """Keep which origins of the other sheet gave what the kept one now says."""
    held = {_said(contact): contact.id for contact in w.of(Contact, lead_id=keep)}
    same = {int(str(one["id"])): held[_said(Contact(**one))] for one in changes.dropped["contact"]}  # type: ignore[arg-type]
    first: set[tuple[str, int, str]] = set()
    for origin in told:
        statements = [_moved(datum, keep, same, changes) for datum in (*origin.sure, *origin.perhaps)]
        said = [row._replace(fresh=row.fresh and row.place not in first) for row in statements if row is not None]
        first.update(row.place for row in said)
        for row in dict.fromkeys(said):
            owner: dict[str, Value] = {"lead_id": keep, "origin_id": origin.origin.id, "table": row.table}
            values = owner | {"row_id": row.row_id, "field": row.field, "fresh": int(row.fresh)}
            changes.stated.append(w.insert("stated", values))


def _moved(datum: Datum, keep: int, same: Mapping[int, int], changes: Changes) -> Statement | None:
    """Return the statement of a value of the other sheet on the kept one, None when it was left out."""
    if datum.table == "lead":
        taken = datum.kind in changes.kept
        return Statement("lead", keep, datum.kind, fresh=taken) if taken or datum.kind == "name" else None
    if datum.row_id in same:
        return Statement("contact", same[datum.row_id], "", fresh=False)
    field = "" if datum.table == "contact" or datum.kind == "listing" else datum.kind
    return Statement(datum.table, datum.row_id, field, fresh=True)


def completed(mine: Lead, theirs: Lead) -> Lead:
    """Return the kept lead with what it takes from the other: a missing name or place, the earliest dates, the last
    letter."""
    lead = mine._replace(
        quote=mine.quote or theirs.quote,
        notes="\n".join(filter(None, (mine.notes, theirs.notes))),
        notes_at=max(filter(None, (mine.notes_at, theirs.notes_at)), default=None),
        notes_by=theirs.notes_by if (theirs.notes_at or "") > (mine.notes_at or "") else mine.notes_by,
        agent_id=mine.agent_id if mine.agent_id is not None else theirs.agent_id,
        tags="\n".join(sorted({*mine.tags.splitlines(), *theirs.tags.splitlines()}, key=text.fold)),
        obtained=min(mine.obtained, theirs.obtained),
        notice_due=min(mine.notice_due, theirs.notice_due),
        notice_sent=max(filter(None, (mine.notice_sent, theirs.notice_sent)), default=None),
        restricted_at=min(filter(None, (mine.restricted_at, theirs.restricted_at)), default=None),
    )
    if mine.sort_key == NAMELESS and theirs.sort_key != NAMELESS:
        lead = lead._replace(
            name=theirs.name,
            first_name=theirs.first_name,
            last_name=theirs.last_name,
            civility=theirs.civility,
            sort_key=theirs.sort_key,
        )
    if not mine.civility and theirs.civility and mine.last_name == theirs.last_name:
        lead = lead._replace(civility=theirs.civility)
    if not mine.town:
        lead = lead._replace(town=theirs.town, town_key=theirs.town_key, postcode=theirs.postcode)
    elif not mine.postcode and mine.town_key == theirs.town_key:
        lead = lead._replace(postcode=theirs.postcode)
    return lead


def _close(w: Writer, keep: int, changes: Changes, *, refused: Refusal, by: str, at: datetime) -> None:
    """Close every contact point of the joined person, since the refusal of one lead applies to both."""
    since, how = refused.at, refused.how
    marks = co_owners.spared(w, keep, marks_of(w, keep))
    known = registers.opposed(w, list(marks))
    changes.gesture = w.new_id()
    first = registers.traced(w, list(marks), refused)
    for hashed, kind in marks.items():
        if hashed not in known:
            own_text = entry_kind(kind)
            entry: dict[str, Value] = {"gesture": changes.gesture, "hash": hashed, "kind": own_text, "lead_id": keep}
            w.insert("opposition", {**first.extended(), **entry, "by": by, "note": ""})
    fuzzy_suppression.keep_near(w, fuzzy_suppression.extending(changes.gesture, first, by), dwellers(w, [keep]))
    standing = {row.id for row in w.of(Consent, lead_id=keep) if row.withdrawn is None}
    changes.cancelled = [
        callback.id for callback in w.of(Callback, "due", lead_id=keep, done_at=None, cancelled_at=None)
    ]
    state = leads.refusal(w, keep)
    if state != refused:
        changes.kept |= {
            "opposed_at": [state.at if state else None, since],
            "opposed_how": [state.how if state else "", how],
        }
        w.update("lead", keep, {"opposed_at": since, "opposed_how": how})
    opposing.cover(w, [keep], changes.gesture, how=how, since=kept(at), at=kept(at))
    changes.closed = [sharer for sharer in with_sharers(w, [], marks) if w.row(Lead, sharer).opposed_at is None]
    opposing.cover(w, changes.closed, changes.gesture, how=how, since=kept(at), at=kept(at))
    changes.withdrawn = sorted(standing - {row.id for row in w.of(Consent, lead_id=keep) if row.withdrawn is None})


def _forget_old(w: Writer, at: datetime) -> None:
    """Delete the personal data held by joins that can no longer be undone, unless the clock leaps."""
    for joining in (
        []
        if clock_leaps(w, at)
        else [join for join in w.of(Joining, at=Below(kept(at - UNDO_FOR))) if join.changes != "{}"]
    ):
        w.delete_many("joining", ("id",), [(joining.id,)])
        w.insert_many("joining", _STUB, [(joining.id, joining.lead_id, joining.other_id, joining.at, joining.by, "{}")])


def until(moment: str) -> datetime:
    """Return the last moment to undo a join made at a stored moment."""
    return happened(moment) + UNDO_FOR
