"""What a base must know of the one it takes the place of: refusals, agreements taken back, frozen sheets, requests,
messages to recipients, what sounds like a refusal, and who was erased. Read from one base, written into another."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from core.actions.common.due_dates import settle_all
from core.actions.common.fuzzy_suppression import NEAR
from core.actions.keeping.erase_again import erase_again, listed
from core.actions.keeping.erasing import Erasure
from core.actions.register import shared_number_rule
from core.actions.register.opposing import cover
from core.base.moments import kept
from core.base.records import Struct, replace
from core.model.request import Outcome, RequestKind
from core.records.consent import Consent
from core.records.lead import Lead
from core.records.opposition import Doubt, DoubtMark, Opposition
from core.records.request import RecipientTask
from core.records.supplier import Supplier
from core.store import requests
from core.store.engine.witness import RESTORED
from core.store.keeping import backups as found
from core.store.port import PRESENT, Reader, Store, Value, Writer
from core.store.requests import RequestRow

Record = RequestRow | RecipientTask
_ANSWERED = ("answer", "answered_at", "answered_by", "gesture")


class Carried(Struct, frozen=True):
    """What the present base knows and the restored one must know too."""

    oppositions: Sequence[Opposition] = ()
    erased: tuple[Erasure, ...] = ()
    withdrawn: Sequence[Consent] = ()
    frozen: Sequence[Lead] = ()
    asked: Sequence[RequestRow] = ()
    told: Sequence[RecipientTask] = ()
    doubts: Sequence[Doubt] = ()
    held: Sequence[DoubtMark] = ()
    seats: int = 0


def carried_by(r: Reader) -> Carried:
    """Return what a base knows of it. Raises UserError BASE_UNREADABLE."""
    return Carried(
        oppositions=r.of(Opposition, lifted_at=None),
        erased=tuple(listed(r)),
        withdrawn=[row for row in r.of(Consent) if row.withdrawn or row.calls_withdrawn],
        frozen=r.of(Lead, restricted_at=PRESENT),
        asked=requests.records(r),
        told=r.of(RecipientTask),
        doubts=r.of(Doubt),
        held=r.of(DoubtMark),
        seats=found.seats(r),
    )


def readable(carried: Carried) -> Carried:
    """Return what a damaged base carries without the requests and the messages whose damaged letters mean nothing."""
    asked = [one for one in carried.asked if one.kind in set(RequestKind) and one.outcome in {"", *Outcome}]
    return replace(carried, asked=asked, told=[one for one in carried.told if _is_message(one)])


def _is_message(one: RecipientTask) -> bool:
    try:
        facts = json.loads(one.facts)
        date.fromisoformat(facts["day"])
        if facts.get("shown"):
            date.fromisoformat(facts["shown"]["obtained"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return one.kind in set(RequestKind)


def carry(staged: Store, register: Carried, *, by: str, at: datetime, what: str = RESTORED) -> tuple[int, int]:
    """Apply to an older base what happened since; return (number of oppositions, number of erased leads). ``what``: the
    name of the action in the journal."""
    with staged.write(what, by=by, at=at) as w:
        w.note("backup restored" if what == RESTORED else what)
        fresh = _oppose(w, register, at)
        _take_back(w, register.withdrawn)
        free = found.free(w)
        for lead in register.frozen:
            if lead.id in free:
                w.update("lead", lead.id, {"restricted_at": lead.restricted_at})
        _ask(w, register.asked)
        _tell(w, register.told)
        _ask_about(w, register.doubts, register.held)
        settle_all(w)
        found.keep_seats(w, max(register.seats, found.seats(w)))
    return fresh, erase_again(staged, register.erased, by=by, at=at)


def _oppose(w: Writer, register: Carried, at: datetime) -> int:
    """Add to the backup's register the refusals it lacks, and return how many, each once for all its entries."""
    known, suppliers = {row.id: row.rank for row in w.of(Opposition)}, {row.id for row in w.of(Supplier)}
    fresh = set[int]()
    for entry in register.oppositions:
        if entry.id not in known:
            supplier = entry.supplier_id if entry.supplier_id in suppliers else None
            w.insert("opposition", entry._replace(supplier_id=supplier, rank=w.rank)._asdict())
            fresh |= {entry.gesture} if entry.kind != NEAR else set()
    for entry in register.oppositions:
        covered = shared_number_rule.release_sharers(w, entry.hash)
        # What the backup lacks is recorded in it now, after all the agreements that it holds.
        rank = known.get(entry.id, w.rank)
        cover(w, covered, entry.gesture, how=entry.how, since=entry.at, at=kept(at), rank=rank)
    return len(fresh)


def _take_back(w: Writer, withdrawn: Sequence[Consent]) -> None:
    """Take back in the backup the agreements that were taken back since."""
    states = {row.id: row for row in w.of(Consent)}
    for taken in withdrawn:
        # What the backup does not hold has nothing to be taken back.
        state = states.get(taken.id, taken)
        back: dict[str, Value] = {}
        if taken.withdrawn and not state.withdrawn:
            back["withdrawn"] = taken.withdrawn
        if taken.calls_withdrawn and not state.calls_withdrawn:
            back["calls_withdrawn"] = taken.calls_withdrawn
        if back:
            w.update("consent", taken.id, back)


def _ask(w: Writer, asked: Sequence[RequestRow]) -> None:
    """Copy what persons asked, and the answers, as they are now: restoring a base does not move a deadline back. A
    person the backup does not know yet is given by name."""
    there = {row.id for row in w.of(Lead, id=[one.lead_id for one in asked if one.lead_id is not None])}
    fresh = [
        one if one.lead_id is None or one.lead_id in there else one._replace(lead_id=None, person=one.name)
        for one in asked
    ]
    _keep(w, "request", requests.records(w), fresh)


def _tell(w: Writer, told: Sequence[RecipientTask]) -> None:
    """Copy the messages to recipients of data, sent or to send."""
    suppliers = {row.id for row in w.of(Supplier)}
    fresh = [one if one.supplier_id in suppliers else one._replace(supplier_id=None) for one in told]
    _keep(w, "recipient_task", w.of(RecipientTask), fresh)


def _ask_about(w: Writer, doubts: Sequence[Doubt], held: Sequence[DoubtMark]) -> None:
    """Copy the doubts that wait for an answer, with the persons they hold, and the answers given since."""
    before = {one.id: one for one in w.of(Doubt)}
    there = {row.id for row in w.of(Lead, id=[one.lead_id for one in held if one.lead_id is not None])}
    for one in doubts:
        known = before.get(one.id)
        if known is None:
            w.insert("doubt", one._asdict())
        elif one.answer and not known.answer:
            w.blank("doubt", [one.id], {"quote": ""})
            w.update("doubt", one.id, {name: one._asdict()[name] for name in _ANSWERED})
    fresh = {one.id for one in doubts} - before.keys()
    for mark in held:
        known_lead = mark.lead_id if mark.lead_id in there else None
        if mark.doubt_id in fresh and (mark.hash or known_lead is not None):
            w.insert("doubt_mark", mark._replace(lead_id=known_lead)._asdict())


def _columns(one: Record) -> dict[str, Value]:
    return one.columns() if isinstance(one, RequestRow) else one._asdict()


def _keep(w: Writer, table: str, known: Sequence[Record], fresh: Sequence[Record]) -> None:
    before = {one.id: _columns(one) for one in known}
    for one in fresh:
        values = _columns(one)
        if one.id not in before:
            w.insert(table, values)
        elif changed := {column: value for column, value in values.items() if before[one.id][column] != value}:
            w.update(table, one.id, changed)
