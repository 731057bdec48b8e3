"""Records that a person refuses canvassing: one transaction, every channel, every contact point. It is undone only
by another, compensating event."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from core.actions.common import fuzzy_suppression
from core.actions.common.agency import settings
from core.actions.common.due_dates import settle, settle_call
from core.actions.common.fuzzy_suppression import Dweller, dwellers
from core.actions.common.marks import entry_kind, is_telling
from core.actions.common.people import Who, as_known, find_every
from core.actions.common.sent_first import surely
from core.actions.common.shared_values import Hashes, remembered, telling_hashes
from core.actions.register import co_owners, recipients, shared_number_rule
from core.actions.register.matching_leads import with_sharers
from core.actions.register.refused_marks import (
    UnheldError,
    bearing,
    marks_of,
    marks_of_all,
    marks_typed,
    named_by,
    near_kept_of,
)
from core.base.moments import happened, kept
from core.base.records import Struct, asdict, replace
from core.model.opposing import CallOutcome, Reading, RefusalAuthor, RefusalHow
from core.model.request import RequestKind
from core.records.call import Call, Callback
from core.records.consent import Consent
from core.records.lead import Lead
from core.records.opposition import Opposition
from core.store import alike, calls, forgetting, leads, registers
from core.store.leads import Refusal
from core.store.port import Reader, Store, Value, WaitingGesture, Writer
from core.words.errors import error

UNDO_FOR = timedelta(minutes=10)
"""How long a gesture may be undone: long enough for a slip of the finger, too short to forget a refusal."""

NO_WORDS = "-"
"""The keyed hash of no words: what a person says is kept beside any reading."""
AGAIN = timedelta(days=1)
"""After so long, a refusal said again is one more: another base under the same key, where the person agreed in between,
learns of it by the register that is handed over."""


class Opposed(Struct, frozen=True):
    """What an opposition did: its id (to undo it), the leads covered, the register entries, the callbacks cancelled,
    the call closed. ``waiting``: it is kept on this seat, since the server of the team does not answer."""

    gesture: int
    leads: tuple[int, ...]
    entries: int
    callbacks: int
    call: int | None
    already: bool
    waiting: bool = False


def oppose_typed(store: Store, typed: str, *, how: str, by: str, at: datetime, note: str = "") -> Opposed:
    """Record the opposition of a person given by telephones, e-mails, a lead's id or a postal address, known to the
    base or not; see :func:`record_typed`."""
    return _surely(store, {"typed": typed, "how": how, "note": note}, by=by, at=at)


def record_typed(
    w: Writer, typed: str, *, how: str, by: str, at: datetime, note: str = "", said: date | None = None
) -> Opposed:
    """Record an opposition inside a transaction by all that is typed of the person. A telephone that cannot be read is
    kept as whatever it may be, an address as that of the whole household. Raises UserError LEAD_UNKNOWN for an unknown
    id, REFUSAL_UNREAD when nothing typed can be kept."""
    several = find_every(w, typed)
    if several:
        marks, sheets = marks_of_all(w, several)
        names, sheet = named_by(several), next(iter(sheets), None)
        left = near_kept_of(w, several, marks)
        return _record(w, marks, sheet, left=left, named=names, how=how, by=by, at=at, note=note, said=said)
    where = [(None, Dweller("", "", typed, "", ""))]
    return _record(w, marks_typed(w, typed), None, where, how=how, by=by, at=at, note=note, said=said)


def oppose(
    store: Store, who: Who, *, how: str, by: str, at: datetime, note: str = "", call_id: int | None = None,
    said: date | None = None,
) -> Opposed:  # fmt: skip
    """Put every contact point of the person in the register, close the call and cancel callbacks, in one transaction.

    ``how``: call, letter, email, counter, listing or list (RGPD art. 21; rule GDPR-04). ``said``: the day the person
    said it, when it is recorded later. Doing it twice within a day changes nothing, except when the first refusal came
    from another person joined since, or an agreement was given in between: it is then a new refusal.
    """
    day = said.isoformat() if said else None
    values = {**asdict(who), "how": how, "note": note, "call_id": call_id, "said": day}
    opposed = _surely(store, values, by=by, at=at)
    if call_id is not None:
        store.hold(None)
    return opposed


def _surely(store: Store, values: dict[str, str | int | None], *, by: str, at: datetime) -> Opposed:
    opposed, waits = surely(store, WaitingGesture("oppose", by, at, values), recorded)
    if opposed is None:
        lead_id = values.get("lead_id")
        opposed = Opposed(0, (int(lead_id),) if lead_id else (), 0, 0, None, already=False)
    return replace(opposed, waiting=waits)


def recorded(w: Writer, gesture: WaitingGesture) -> Opposed:
    """Record an opposition inside a transaction, as it was kept on a seat."""
    values: dict[str, Any] = {**gesture.values, "by": gesture.by or w.person, "at": gesture.at}
    if "typed" in values:
        return record_typed(w, values.pop("typed"), **values)
    who = Who(**{name: values.pop(name) for name in Who.__struct_fields__})
    return record(w, who, **values | {"said": date.fromisoformat(values["said"]) if values["said"] else None})


class ReadOnce:
    """Reads, once for all the refusals of one transaction, what they do not change."""

    def __init__(self, r: Reader) -> None:
        self._r = r
        self.blocks = fuzzy_suppression.KeptBlocks()

    @cached_property
    def shared(self) -> Hashes:
        """The values that tell nobody apart."""
        return remembered(self._r)

    @cached_property
    def edited(self) -> set[int]:
        """The sheets whose contact points were edited."""
        return leads.edited_leads(self._r)

    @cached_property
    def recipients(self) -> str:
        """The recipients that the agency named, beside its suppliers."""
        return settings(self._r).agency.other_recipients.strip()


def record(
    w: Writer, who: Who, *, how: str, by: str, at: datetime, note: str = "", call_id: int | None = None,
    said: date | None = None, once: ReadOnce | None = None, reading: Reading | None = None,
) -> Opposed:  # fmt: skip
    """Record an opposition inside a transaction, with what it came with; see :func:`oppose`. That of somebody erased,
    as a coupon may bring it, is kept by what was kept of them. ``once``: what the refusals of one transaction read
    together; ``reading``: where the program read what nobody said (rule OBJ-05). Raises UnheldError when that is
    nothing, or when neither a sheet nor a contact point says who refuses; nothing is then written."""
    who = as_known(w, who)
    marks, sheets = marks_of_all(w, [who], once.edited if once else None)
    once = once or ReadOnce(w)
    if who.lead_id is not None and not sheets:
        note = ""  # Nothing more is written about somebody erased than that they refuse.
    names, sheet = named_by([who]), next(iter(sheets), None)
    left = near_kept_of(w, [who], marks, once.shared)
    return _record(
        w, marks, sheet, left=left, named=names, how=how, by=by, at=at, note=note, call_id=call_id, said=said,
        once=once, reading=reading,
    )  # fmt: skip


def _record(
    w: Writer, marks: Mapping[str, str], sheet: int | None, people: Sequence[tuple[None, Dweller]] = (), *,
    how: str, by: str, at: datetime, note: str, named: Sequence[str] = (), call_id: int | None = None,
    said: date | None = None, left: Sequence[tuple[None, str, str]] = (), once: ReadOnce | None = None,
    reading: Reading | None = None,
) -> Opposed:  # fmt: skip
    """Put marks (keyed hash → kind) in the register, of the person of ``sheet`` if any, with the addresses of
    ``people``, and ``left``: what finds the spellings near those of persons erased. ``named``: those the refusal names,
    which close all who bear them, even where they tell nobody apart."""
    if RefusalHow.known(how) is None:
        raise error("FIELD_VALUE", field="how", value=how)
    if not marks and sheet is None:
        raise error("REFUSAL_UNHELD", UnheldError)
    once = once or ReadOnce(w)
    marks = co_owners.spared(w, sheet, marks)
    # Who was erased since comes back by what was kept of them, as when their sheet is named.
    marks = forgetting.kept_beside(w, telling_hashes(w, marks, once.shared)) | dict(marks)
    same = [*([sheet] if sheet else []), *leads.sharing(w, telling_hashes(w, marks, once.shared))]
    covered = [*dict.fromkeys([*same, *bearing(w, named)])]
    owners = dict.fromkeys(marks, sheet)
    whole = dict(marks)
    for other in covered:
        # Closed by what they share, whoever they are, so by their other ways too: erased, they would come back by them.
        if other != sheet and not alike.said_two(w, sheet, other):
            own = {key: kind for key, kind in _own(w, other).items() if other in same or is_telling(kind)}
            owners, whole = dict.fromkeys(own, other) | owners, own | whole
    # And whoever bears one of those: nobody is reached by what the register holds.
    covered = with_sharers(w, covered, whole, once.shared)
    known_texts = _standing(w, list(whole), covered, how=how, at=at, reading=reading)
    reading_columns: dict[str, Value] = {**reading.columns()} if reading else {}
    gesture = w.new_id()
    fresh = {hashed: kind for hashed, kind in whole.items() if hashed not in known_texts}
    for hashed, kind in fresh.items():
        owner = owners[hashed]
        words = note if owner == sheet else ""  # What a person said is not told on the sheet of another.
        entry = _entry(gesture, hashed, entry_kind(kind), owner, how=how, by=by, at=at, note=words)
        w.insert("opposition", {**reading_columns, **entry})
    if fresh:
        refused = _refused(gesture, how, at, by, reading)
        fuzzy_suppression.keep_near(w, refused, [*people, *dwellers(w, covered)], once.blocks)
        fuzzy_suppression.keep_signed(w, refused, left, once.blocks)
        co_owners.tell_apart(w, covered, gesture, by=by, at=at)
    cancelled = cover(w, covered, gesture, how=how, since=kept(at), at=kept(at))
    if fresh:
        recipients.tell(
            w, covered, RequestKind.OBJECTION, by=by, at=at, gesture=gesture, day=said, others=once.recipients
        )  # fmt: skip
    closed = _close_call(w, call_id, at, note)
    return Opposed(gesture, tuple(covered), len(fresh), cancelled, closed, already=not fresh)


def _standing(
    w: Writer, hashes: Sequence[str], covered: Iterable[int], *, how: str, at: datetime, reading: Reading | None
) -> set[str]:
    """Return which keyed hashes have a refusal that makes this one superfluous."""
    lasting = lasting_refusals(w, hashes, covered, since=kept(at - AGAIN))
    if not lasting:
        return lasting
    # What came another way outlives a gesture that may still be taken back as a mistake.
    lasting &= registers.surely_said(w, hashes, how, kept(at - UNDO_FOR))
    # What was only read may be lifted as a mistake: what is said, or read in other words, stands by itself.
    return lasting & registers.said_or_read(w, hashes, (reading.text if reading else "") or NO_WORDS)


def _refused(
    gesture: int, how: str, at: datetime, by: str, reading: Reading | None
) -> fuzzy_suppression.RefusalGesture:
    author, line = (RefusalAuthor.READ, reading.line) if reading else (RefusalAuthor.SAID, 0)
    return fuzzy_suppression.RefusalGesture(gesture, how, kept(at), by, author=author.value, line=line)


def again(
    w: Writer, hashes: Sequence[str], *, how: str, by: str, at: datetime, note: str = "", reading: Reading | None = None
) -> None:
    """Record a refusal said again by whoever bears one of these keyed hashes, where an agreement came in between: the
    first refusal is answered by it, the new one is not (rule OBJ-02)."""
    for lead_id in leads.sharing(w, hashes):
        if w.of(Consent, lead_id=lead_id):
            record(w, Who(lead_id), how=how, by=by, at=at, note=note, reading=reading)


def undo(store: Store, gesture: int, *, by: str, at: datetime) -> None:
    """Undo an opposition recorded by mistake at most ten minutes ago; both stay in the journal. Raises UserError
    UNDO_LATE."""
    with store.write("oppose undo", by=by, at=at) as w:
        undo_one(w, gesture, at=at)


def undoable(since: str, at: datetime) -> bool:
    """Tell whether a refusal recorded at ``since`` (kept moment) may still be taken back as a mistake at ``at``."""
    return timedelta(0) <= at - happened(since) <= UNDO_FOR


def undo_one(w: Writer, gesture: int, *, at: datetime) -> None:
    """Do as :func:`undo` inside a transaction."""
    entries = w.of(Opposition, gesture=gesture, lifted_at=None)
    if not entries or not undoable(entries[0].at, at):
        raise error("UNDO_LATE")
    since = entries[0].at
    for entry in entries:
        w.update("opposition", entry.id, {"lifted_at": kept(at), "lifted_why": "undo"})
    recipients.take_back(w, gesture)
    hashes = [entry.hash for entry in entries]
    owners = [entry.lead_id for entry in entries if entry.lead_id is not None]
    owners += [number for number in bearing(w, hashes) if w.row(Lead, number).opposed_at == since]
    covered = [*dict.fromkeys([*owners, *leads.sharing(w, hashes)])]
    for lead_id in covered:
        _uncover(w, lead_id)
    for callback_id in [row.id for row in w.of(Callback, cancelled_by=gesture)]:
        w.update("callback", callback_id, {"cancelled_at": None, "cancelled_by": None})
    for consent_id in [row.id for row in w.of(Consent, lead_id=covered, withdrawn=since)]:
        w.update("consent", consent_id, {"withdrawn": None})
    for call_id in calls.closed_by_opposition(w, owners, hashes, since):
        # The call is opened again: with its outcome it would still say that the person refused.
        w.update("call", call_id, {"ended": None, "outcome": ""})
    settle(w, covered)


def lasting_refusals(r: Reader, hashes: Sequence[str], lead_ids: Iterable[int], *, since: str = "") -> set[str]:
    """Return which keyed hashes already have a lasting refusal: the person's own, later than their agreements, and not
    older than ``since`` (kept moment).

    A refusal lent by a join disappears with the join, and one older than an agreement may be missing from an older
    copy: in both cases a new refusal must be recorded again.
    """
    refusals = {hashed: last for hashed, last in registers.lasting(r, hashes).items() if last.at >= since}
    agreed = [consent for lead_id in lead_ids for consent in r.of(Consent, lead_id=lead_id)] if refusals else ()
    return {
        hashed
        for hashed, last in refusals.items()
        if not any(_given_after(consent, last.at, last.rank) for consent in agreed)
    }


def _given_after(consent: Consent, since: str, rank: int) -> bool:
    """Tell whether an agreement came after a refusal: dated later, and recorded later where the order is known, since
    the clock may have been wrong (rule OBJ-02)."""
    return consent.collected > since and not (rank and 0 < consent.rank <= rank)


def _entry(
    gesture: int, hashed: str, kind: str, lead_id: int | None, *, how: str, by: str, at: datetime, note: str
) -> dict[str, str | int | None]:
    return {
        "gesture": gesture, "hash": hashed, "kind": kind, "how": how, "at": kept(at), "by": by, "note": note,
        "lead_id": lead_id,
    }  # fmt: skip


def cover(
    w: Writer, lead_ids: Iterable[int], gesture: int, *, how: str, since: str, at: str, rank: int | None = None
) -> int:
    """Mark as opposed every lead that has a refused contact point, withdraw the agreements given before and cancel its
    callbacks; return how many. ``since``: when the person refused; ``at``: now; both as stored moments. ``rank``: of
    the refusal in the order of recording, that of this transaction by default."""
    cancelled = 0
    for lead_id in lead_ids:
        if w.row(Lead, lead_id).opposed_at is None:
            w.update("lead", lead_id, {"opposed_at": since, "opposed_how": how})
        _withdraw(w, lead_id, since, at, w.rank if rank is None else rank)
        cancelled += _cancel_callbacks(w, lead_id, gesture, at)
    return cancelled


def _uncover(w: Writer, lead_id: int) -> None:
    """Remove the mark from a lead unless another opposition in the register still covers it."""
    still = registers.opposed(w, [mark.hash for mark in leads.marks(w, lead_id)])
    if not still and w.row(Lead, lead_id).opposed_at is not None:
        w.update("lead", lead_id, {"opposed_at": None, "opposed_how": ""})


def _withdraw(w: Writer, lead_id: int, since: str, at: str, rank: int) -> None:
    """Withdraw every agreement given before the opposition (C. consom., art. R223-3: it may be said orally)."""
    for consent in w.of(Consent, lead_id=lead_id):
        if consent.withdrawn is None and not _given_after(consent, since, rank):
            w.update("consent", consent.id, {"withdrawn": at})


def _cancel_callbacks(w: Writer, lead_id: int, gesture: int, at: str) -> int:
    planned = w.of(Callback, "due", lead_id=lead_id, done_at=None, cancelled_at=None)
    for callback in planned:
        w.update("callback", callback.id, {"cancelled_at": at, "cancelled_by": gesture})
    return len(planned)


def _close_call(w: Writer, call_id: int | None, at: datetime, note: str) -> int | None:
    """Close the call that a refusal ends, with what was noted during it; return its id, None when it was over."""
    running = w.get(Call, call_id) if call_id is not None else None
    if call_id is None or running is None:
        return None
    if note and note != running.note:
        w.update("call", call_id, {"note": note})
    if running.ended is not None:
        return None
    w.update("call", call_id, {"ended": kept(at), "outcome": CallOutcome.OPPOSED, "rank": w.rank})
    settle_call(w, running.lead_id, running.hash)
    return call_id


def _own(w: Writer, lead_id: int) -> dict[str, str]:
    return co_owners.spared(w, lead_id, marks_of(w, lead_id))


def close_bearers(w: Writer, refused: Mapping[str, tuple[int, Refusal]], *, by: str, at: datetime) -> None:
    """Close every known lead that bears a refused hash (→ gesture, refusal), under any name and at any address, as a
    refusal noted by hand does: whoever is closed is closed by all their ways, since erased they would come back by
    them. A mark proven to be nobody's closes nobody: it is none of those of ``leads.marked``."""
    for hashed in leads.marked(w, list(refused)):
        gesture, refusal = refused[hashed]
        bearers = shared_number_rule.release_sharers(w, hashed)
        own = {key: (kind, bearer) for bearer in bearers for key, kind in _own(w, bearer).items()}
        known = registers.opposed(w, list(own))
        for key, (kind, lead_id) in own.items():
            if key not in known:
                own_text: dict[str, Value] = {"gesture": gesture, "hash": key, "kind": entry_kind(kind)}
                w.insert("opposition", {**refusal.extended(), **own_text, "lead_id": lead_id, "by": by, "note": ""})
        fuzzy_suppression.keep_near(w, fuzzy_suppression.extending(gesture, refusal, by), dwellers(w, bearers))
        covered = with_sharers(w, bearers, {key: kind for key, (kind, _lead_id) in own.items()})
        cover(w, covered, gesture, how=refusal.how, since=refusal.at, at=kept(at), rank=refusal.rank)
