"""Calls: judged again inside the transaction that starts them, written when they start, closed with an outcome."""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from core.actions.calling.rejudging import judged_then
from core.actions.common import agency
from core.actions.common.due_dates import settle_call
from core.actions.common.judging import facts, judged_who, law_of, verdict
from core.actions.common.people import Who, as_known, present, sheet_of
from core.actions.common.possible_refusals import hold_said
from core.actions.common.sent_first import surely
from core.actions.leads import ads_withdrawn, milestones
from core.actions.register import opposing
from core.base.errors import Forbidden, UserError
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE, kept
from core.base.records import Decoder, Struct, encode, replace
from core.base.screen_shapes import appointment
from core.model.channel import Channel
from core.model.milestone import TradeEvent
from core.model.opposing import CallOutcome
from core.model.verdict import Light, Verdict
from core.records.call import Call, Callback
from core.records.lead import Lead
from core.refusals.detection import refusing_words
from core.rules.callbacks import hours_suit, nearest
from core.store.port import PRESENT, Reader, Store, Value, WaitingGesture, Writer
from core.words.errors import error
from core.words.verdicts import sentence

_met = Decoder(TradeEvent)
_INBOUND = json.dumps(
    {"allowed": True, "light": "allowed", "reasons": [{"code": "INBOUND", "rule": "TEL-26-07", "grade": "D"}]}
)


class CallForbidden(Forbidden):
    """The call may not be made; ``verdict`` gives all the reasons."""

    def __init__(self, verdict: Verdict) -> None:
        strongest = next(reason for reason in verdict.reasons if reason.blocks)
        super().__init__("CALL_FORBIDDEN", sentence(strongest))
        self.verdict = verdict


class Started(Struct, frozen=True):
    """A call that has started: its id, and the verdict at its start, which is kept as a proof."""

    call: int
    verdict: Verdict


class Logged(Struct, frozen=True):
    """A call that already took place: its id and, for an outgoing one, the verdict at that moment."""

    call: int
    verdict: Verdict | None

    @property
    def breach(self) -> tuple[str, ...]:
        """The codes of the rules the call broke; empty when it was allowed, or incoming."""
        if self.verdict is None or self.verdict.allowed:
            return ()
        return tuple(reason.code for reason in self.verdict.reasons if reason.blocks)


def start(store: Store, who: Who, *, by: str, at: datetime) -> Started:
    """Start an outgoing call: judge it again, then write it, in one transaction.

    Raises :class:`CallForbidden` when the law or the register forbids it (L223-1): the refusal is journaled and no call
    is written; and UserError LEAD_UNKNOWN for a sheet that is gone, CALL_TAKEN where another seat calls the person.
    """
    store.hold(who.lead_id)
    try:
        with store.write("call", by=by, at=at) as w:
            call_id, said = _start(w, who, by=by, at=at)
        if not said.allowed:
            raise CallForbidden(said)
    except BaseException:
        store.hold(None)
        raise
    return Started(call_id, said)


def receive(store: Store, who: Who, *, by: str, at: datetime) -> int:
    """Write an incoming call and return its id. Answering is allowed, and is not by itself a title for another call
    (rule TEL-26-07)."""
    hold_person(store, who)
    with store.write("call received", by=by, at=at) as w:
        return _receive(w, who, by=by, at=at)


def hold_person(store: Store, who: Who) -> None:
    """Hold whoever is on the telephone with this seat, unless another seat does: a call that goes on is never cut."""
    try:
        store.hold(who.lead_id)
    except UserError as problem:
        if problem.code != "CALL_TAKEN":
            raise


def hold(
    store: Store, call_id: int, who: Who, *, direction: str, started: datetime, by: str, at: datetime,
    said: Verdict | None = None,
) -> bool:  # fmt: skip
    """Write a call that is going on once more, under its own id, where a copy of the base put in its place meanwhile
    did not hold it, and return whether it was so: a call that took place stays written (rule TEL-26-15). ``said``: the
    verdict at its start, where it is known. The copy of a seat stays without it: the server has it."""
    with store.read() as r:
        if r.get(Call, call_id) is not None or r.as_of is not None:
            return False
    with store.write("call", by=by, at=at) as w:
        if w.get(Call, call_id) is not None:
            return True  # Written once more by another window, which shows it too.
        sheet = present(w, who.lead_id) if who.lead_id is not None else None
        known = replace(who, lead_id=sheet)
        proof = _INBOUND if direction == "in" else _proof(said or judged_then(w, known, started))
        w.insert("call", {"id": call_id, **_row(known, direction, proof, by=by, at=started)})
    return True


def finish(
    store: Store,
    call_id: int,
    *,
    outcome: str,
    by: str,
    at: datetime,
    note: str = "",
    ended: datetime | None = None,
    met: TradeEvent | None = None,
) -> None:
    """Close a call with its outcome, and the appointment ``met`` it gave. An outcome may be corrected later: the
    journal keeps both. The outcome « Déjà vendu » also marks the ad as withdrawn, until it is corrected.

    ``ended``: when the call was hung up, if known; ``at`` by default.
    """
    _known(outcome)
    values: dict[str, str | int | None] = {"call": call_id, "outcome": outcome, "note": note}
    values |= {"ended": (ended or at).isoformat(), "met": encode(met).decode() if met is not None else ""}
    surely(store, WaitingGesture("call end", by, at, values), closed, absent=("LEAD_UNKNOWN",))
    store.hold(None)


def closed(w: Writer, gesture: WaitingGesture) -> None:
    """Close a call inside a transaction, as it was kept on a seat."""
    values, by, at = gesture.values, gesture.by, gesture.at
    call_id, ended = int(values["call"] or 0), datetime.fromisoformat(str(values["ended"]))
    _finish(w, call_id, outcome=str(values["outcome"]), by=by, at=at, note=str(values["note"]), ended=ended)
    call = w.get(Call, call_id)
    if values["met"] and call is not None and call.lead_id is not None:
        milestones.put_milestone(w, Who(call.lead_id), _met.decode(str(values["met"])), by=by, at=at)


def log(
    store: Store, who: Who, *, direction: str, outcome: str, by: str, at: datetime, note: str = "",
    now: datetime | None = None,
) -> Logged:  # fmt: skip
    """Write a call that already took place, or an attempt, in one transaction. An outgoing one is judged as if it
    started at ``at``, under the law of that day; when it is written later (``now``), with what was known then.

    A call that was not allowed is written all the same: it counts among the attempts, and its verdict records the
    breach (rule TEL-26-15). The outcome « opposed » first records the opposition (rule OBJ-01).
    """
    with store.write("call end", by=by, at=now or at) as w:
        return record_past(w, who, direction=direction, outcome=outcome, by=by, at=at, note=note, now=now)


def record_past(
    w: Writer, who: Who, *, direction: str, outcome: str, by: str, at: datetime, note: str = "",
    now: datetime | None = None, bloctel: Sequence[date] = (),
) -> Logged:  # fmt: skip
    """Do as :func:`log`, inside a transaction. ``bloctel``: days of comparison with Bloctel (law before 11 August
    2026)."""
    _known(outcome)
    said = None
    if direction == "out":
        said = _judged(w, who, at) if now is None else judged_then(w, who, at, bloctel)
    call_id = _insert(w, who, "out", said, by=by, at=at) if said else _receive(w, who, by=by, at=at)
    if outcome == CallOutcome.OPPOSED:
        opposing.record(w, who, how="call", by=by, at=at, note=note, call_id=call_id)
    _finish(w, call_id, outcome=outcome, by=by, at=at, note=note, ended=at)
    if now is not None:
        # Its date was given by whoever wrote it down, not by the clock: it tells what came first.
        w.update("call", call_id, {"rank": 0})
    return Logged(call_id, said)


def heard(outcome: str, note: str) -> str:
    """Return the words by which the note of a call refuses, where its outcome does not say so; empty for none. No
    refusal is recorded by that: whoever wrote the note is told, and the person is held until somebody answers."""
    return "" if outcome == CallOutcome.OPPOSED else refusing_words(note)


def plan_callback(store: Store, lead_id: int, *, due: datetime, by: str, at: datetime, note: str = "") -> int:
    """Plan another call at ``due`` (aware) and return the callback's id; the call is judged again when it comes due.

    Raises UserError CALLBACK_PAST, CALLBACK_HOURS with the nearest lawful moments when none may be called then,
    LEAD_UNKNOWN, and :class:`CallForbidden` for whoever opposed meanwhile.
    """
    if due <= at - timedelta(minutes=1):
        raise error("CALLBACK_PAST")
    with store.write("callback", by=by, at=at) as w:
        law = law_of(agency.settings(w))
        said = verdict(w, sheet_of(w, Who(lead_id)), law, channel=Channel.CALL, at=due)
        if said.light is Light.OPPOSED:
            raise CallForbidden(said)
        known = facts(w, [lead_id], law, near=False)[lead_id]
        if not hours_suit(known, due, law.books):
            near = [appointment(moment.astimezone(AGENCY_ZONE)) for moment in nearest(known, due, at, law.books)]
            raise error("CALLBACK_HOURS", moments=_(" ou ").join(near))
        hold_said(w, note, lead_id=lead_id, way="call", by=by, at=at)
        return w.insert("callback", {"lead_id": lead_id, "due": kept(due), "note": note, "by": by})


def _known(outcome: str) -> None:
    if CallOutcome.known(outcome) is None:
        raise error("FIELD_VALUE", field="outcome", value=outcome)


def _start(w: Writer, who: Who, *, by: str, at: datetime) -> tuple[int, Verdict]:
    """Write an outgoing call if the law and the register allow it, else journal the refusal; return (its id or 0,
    the verdict)."""
    said = _judged(w, who, at)
    if said.allowed:
        return _insert(w, who, "out", said, by=by, at=at), said
    w.note("call refused: " + " ".join(reason.code for reason in said.reasons if reason.blocks))
    return 0, said


def _receive(w: Writer, who: Who, *, by: str, at: datetime) -> int:
    return w.insert("call", _row(as_known(w, who), "in", _INBOUND, by=by, at=at))


def _finish(w: Writer, call_id: int, *, outcome: str, by: str, at: datetime, note: str, ended: datetime) -> None:
    call = w.get(Call, call_id)
    if call is None:
        raise error("LEAD_UNKNOWN", who=str(call_id))
    if call.lead_id is not None and bool(w.count(Lead, id=call.lead_id, erased_at=PRESENT)):
        note = ""  # Erased during the call: nothing more is written about them.
    # Whatever the clock says by then, it did not end before it began.
    last = call.ended or max(kept(ended), call.started)
    said: dict[str, Value] = {"ended": last, "outcome": outcome, "note": note or call.note}
    if outcome != call.outcome:  # What the person said is recorded now; another note on it is not.
        said["rank"] = w.rank
    w.update("call", call_id, said)
    settle_call(w, call.lead_id, call.hash)
    if outcome != CallOutcome.OPPOSED and note != call.note:
        hold_said(w, note, lead_id=call.lead_id, way="call", by=by, at=at, number=call.hash)
    if call.lead_id is not None:
        _close_callbacks(w, call.lead_id, at)
    if call.lead_id is not None and outcome == CallOutcome.SOLD:
        ads_withdrawn.mark(w, call.lead_id, at.astimezone(AGENCY_ZONE).date(), by=by, at=at, call_id=call_id)
    elif call.outcome == CallOutcome.SOLD:
        ads_withdrawn.unmark(w, call_id)


def _judged(r: Reader, who: Who, at: datetime) -> Verdict:
    law = law_of(agency.settings(r))
    if who.lead_id is None:
        return judged_who(r, who, law, channel=Channel.CALL, at=at)
    if r.get(Lead, who.lead_id) is None:
        raise error("LEAD_UNKNOWN")
    return verdict(r, who.lead_id, law, channel=Channel.CALL, at=at, key=who.hash)


def _insert(w: Writer, who: Who, direction: str, said: Verdict, *, by: str, at: datetime) -> int:
    return w.insert("call", _row(who, direction, _proof(said), by=by, at=at))


def _proof(said: Verdict) -> str:
    """Return what is kept of a verdict with its call, in JSON."""
    proof = {
        "allowed": said.allowed,
        "light": said.light,
        "reasons": [
            {"code": reason.code, "rule": reason.rule, "reference": reason.reference, "grade": reason.grade}
            for reason in said.reasons
        ],
    }
    return json.dumps(proof, ensure_ascii=False)


def _row(who: Who, direction: str, proof: str, *, by: str, at: datetime) -> dict[str, str | int | None]:
    return {
        "lead_id": who.lead_id,
        "hash": who.hash,
        "phone": who.phone,
        "direction": direction,
        "started": kept(at),
        "verdict": proof,
        "by": by,
    }


def _close_callbacks(w: Writer, lead_id: int, at: datetime) -> None:
    """Mark the callbacks that were due as done by this call."""
    for callback in w.of(Callback, "due", lead_id=lead_id, done_at=None, cancelled_at=None):
        if callback.due <= kept(at):
            w.update("callback", callback.id, {"done_at": kept(at)})
