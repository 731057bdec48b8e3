"""What a person asks of the agency: recorded the day it comes, followed to its deadline, answered (RGPD art. 12(3),
15 to 21; rule GDPR-07)."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from core.actions.common.named_people import name_hash
from core.actions.common.people import Who, find_every, known_or_none, of_lead, without_erased
from core.actions.common.request_rows import keep_request
from core.actions.keeping.erasing import erase_for_good
from core.actions.register import opposing
from core.actions.register.opposing import Opposed
from core.actions.register.refused_marks import UnheldError, bearing, marks_typed
from core.actions.rights.candidates import by_contact, candidates, named_alone
from core.actions.rights.done import check_done
from core.actions.rights.freezing import freeze
from core.base.errors import UserError
from core.base.moments import AGENCY_ZONE, read_day
from core.base.records import Struct
from core.model.request import Outcome, PersonRequest, RequestKind, RequestWay
from core.records.lead import Lead
from core.records.notice import Notice
from core.records.request import Request
from core.rules.deadlines import request_due
from core.store import requests
from core.store.port import PRESENT, Reader, Store, Writer
from core.words.errors import error

_PLACE = "place"
"""The kind of a request whose person is known only by a postal address, or by a telephone that was not surely read."""


class Noted(Struct, frozen=True):
    """A request just recorded. ``opposed``: what an objection did at once; ``unheld``: the person refused, but there
    is no sheet, telephone or e-mail to record the refusal under; ``several``: the sheets that answer to it, while it is
    of none; ``beside``: the objection that came with it by a name alone, a request of its own."""

    id: int
    lead_id: int | None
    opposed: Opposed | None = None
    unheld: bool = False
    several: tuple[int, ...] = ()
    beside: int | None = None


def whose(r: Reader, typed: str) -> Who | None:
    """Return who ``typed`` names: a telephone, an e-mail, the id of a lead, the reference of a letter, a postal address
    (without a lead when several live there, bear what is typed, or nobody does); None for words that name nobody."""
    letter = r.one(Notice, reference=typed.strip().upper())
    if letter is not None:
        return of_lead(r, letter.lead_id)
    people = find_every(r, typed)
    if len({who.lead_id for who in people} - {None}) > 1:
        return Who(None, _PLACE, hash=people[0].hash)
    with_sheet = next((who for who in people if who.lead_id is not None), None)
    return with_sheet or next(iter(people), None) or _placed(r, typed)


def _placed(r: Reader, typed: str) -> Who | None:
    """Return who is meant by a postal address or by a telephone that may be read in several ways, as a refusal does."""
    try:
        marks = marks_typed(r, typed)
    except UserError:
        return None
    living = bearing(r, list(marks))
    return Who(living[0] if len(living) == 1 else None, _PLACE, hash=next(iter(marks)))


def note(
    store: Store,
    who: str | Who,
    kind: RequestKind,
    *,
    received: date,
    how: str,
    by: str,
    at: datetime,
    words: str = "",
    identity: str = "",
    opposes: bool = False,
    name: str = "",
) -> Noted:
    """Record a request the day it comes. ``who``: a person of the base, ``name``: what they were called where their
    sheet is gone, or the words typed about somebody unknown, since « nous n’avons rien » is an answer too. An
    objection is put in the register at once, and a freeze applies at once (rules GDPR-04, GDPR-07); by a name alone,
    whoever bears it waits until it is said whose it is (rule GDPR-17). ``opposes``: a
    person who asks for something else also no longer wants to be canvassed; without it, a later file may bring back a
    person erased. Raises UserError REQUEST_WHO, REQUEST_FUTURE, FIELD_VALUE for ``how``."""
    typed = (who if isinstance(who, str) else name).strip()
    if isinstance(who, str) and not typed:
        raise error("REQUEST_WHO")
    refuses = opposes or kind is RequestKind.OBJECTION
    received = _received(received, at, refuses=refuses)
    if RequestWay.known(how) is None:
        raise error("FIELD_VALUE", field="how", value=how)
    if isinstance(who, Who):
        found: Who | None = who
    else:
        with store.read() as r:
            found = whose(r, typed)
    opposed = None
    with store.write("request", by=by, at=at) as w:
        found = known_or_none(w, found)
        if refuses:
            by_words = found is None or found.kind == _PLACE or (isinstance(who, str) and len(find_every(w, typed)) > 1)
            who_all = typed if found is None or by_words else found
            opposed = _oppose(w, who_all, how=how, by=by, at=at, note=words, said=received)
        found = found if kind is RequestKind.OBJECTION else without_erased(w, found)
        lead_id = found.lead_id if found is not None else None
        request_id = keep_request(
            w, found, kind, received=received, how=how, by=by, at=at, words=words, identity=identity, typed=typed
        )
        if kind is RequestKind.RESTRICTION and lead_id is not None:
            freeze(w, lead_id, received, by=by, at=at)
        sheets = tuple(candidates(w, request(w, request_id)))
        unheld, beside = refuses and opposed is None, None
        if unheld and sheets and opposes and kind is not RequestKind.OBJECTION:
            objects = RequestKind.OBJECTION
            beside = keep_request(w, found, objects, received=received, how=how, by=by, at=at, typed=typed)
    return Noted(request_id, lead_id, opposed, unheld, sheets, beside)


def _received(received: date, at: datetime, *, refuses: bool) -> date:
    """Return the day a request came; a wrong clock, or a wrong day, never loses a refusal (rule OBJ-01)."""
    if received > _day(at) and not refuses:
        raise error("REQUEST_FUTURE", day=received)
    return min(received, _day(at))


def _oppose(w: Writer, who: str | Who, *, how: str, by: str, at: datetime, note: str, said: date) -> Opposed | None:
    """Record an opposition; None when nothing typed, or kept of a person erased, lets it hold: the request is kept all
    the same, and says so."""
    try:
        if isinstance(who, str):
            return opposing.record_typed(w, who, how=how, by=by, at=at, note=note, said=said)
        return opposing.record(w, who, how=how, by=by, at=at, note=note, said=said)
    except UnheldError:
        return None


def recognise(store: Store, request_id: int, identity: str, *, by: str, at: datetime) -> None:
    """Record how the agency checked that it is the person (« a rappelé du numéro de la fiche »). Raises UserError
    REQUEST_UNKNOWN, REQUEST_ANSWERED."""
    with store.write("request identity", by=by, at=at) as w:
        waiting(w, request_id)
        w.update("request", request_id, {"identity": identity.strip()})


def extend(store: Store, request_id: int, reason: str, *, by: str, at: datetime) -> date:
    """Add two months to the deadline, for a reason told to the person, and return the new last day (RGPD art.
    12(3)). Raises UserError REQUEST_REASON, REQUEST_EXTENDED, REQUEST_EXTEND_LATE, and as :func:`recognise`."""
    if not reason.strip():
        raise error("REQUEST_REASON")
    with store.write("request extended", by=by, at=at) as w:
        asked = waiting(w, request_id)
        if asked.extended:
            raise error("REQUEST_EXTENDED", day=asked.due)
        if asked.late(_day(at)):
            raise error("REQUEST_EXTEND_LATE", day=asked.due)
        due = request_due(asked.received, extended=True)
        w.update("request", request_id, {"due": due.isoformat(), "extended": reason.strip()})
    return due


def answer(
    store: Store,
    request_id: int,
    outcome: Outcome,
    *,
    how: str,
    by: str,
    at: datetime,
    when: date | None = None,
    reason: str = "",
    digest: str = "",
) -> None:
    """Record that the answer was sent, on ``when`` (today by default). ``digest``: SHA-256 of what was sent, kept as
    the proof. Raises UserError as :func:`core.actions.rights.done.check_done` does, OBJECTION_ABSOLUTE for an objection
    refused, REQUEST_UNKNOWN, REQUEST_ANSWERED, REQUEST_BEFORE, REQUEST_IDENTITY for a copy, a
    correction or an erasure, REQUEST_REASON for a refusal without one, REQUEST_CHOOSE while it is of none of the sheets
    that answer to it, REQUEST_KNOWN, REQUEST_NO_SHEET or REQUEST_NOT_ERASED when the outcome contradicts the base."""
    left = when or _day(at)
    if RequestWay.known(how) is None:
        raise error("FIELD_VALUE", field="how", value=how)
    with store.write("request answered", by=by, at=at) as w:
        asked = waiting(w, request_id)
        _check_whose(w, asked, outcome)
        if not asked.received <= left <= _day(at):
            raise error("REQUEST_BEFORE", day=left)
        is_gone = asked.lead_id is not None and bool(w.count(Lead, id=asked.lead_id, erased_at=PRESENT))
        _agrees(w, asked, outcome, reason, gone=is_gone)
        if outcome is Outcome.NOTHING:
            w.note(f"nothing found by {', '.join(_searched(w, asked))}")
            if asked.kind is RequestKind.ERASURE:
                erase_for_good(w, asked.hash)
        values = {"answered": left.isoformat(), "outcome": outcome.value, "answered_how": how}
        if reason.strip():
            values["note"] = reason.strip()
        if digest:
            values["answer"] = digest
        w.update("request", request_id, values, version=asked.version)


def reopen(store: Store, request_id: int, *, by: str, at: datetime) -> None:
    """Undo :func:`answer`, recorded by mistake."""
    with store.write("request reopened", by=by, at=at) as w:
        request(w, request_id)
        w.update("request", request_id, {"answered": None, "outcome": "", "answered_how": ""})


def prepared(store: Store, request_id: int, digest: str, *, by: str, at: datetime) -> None:
    """Store the SHA-256 of the document made for the person."""
    with store.write("request prepared", by=by, at=at) as w:
        waiting(w, request_id)
        w.update("request", request_id, {"answer": digest})


def digest_of(text: str) -> str:
    """Return the SHA-256 (hex) that identifies an answer that was sent."""
    return hashlib.sha256(text.encode()).hexdigest()


def every(r: Reader) -> list[PersonRequest]:
    """Return the requests: the open ones by deadline, then the latest answered."""
    return _shown(r, requests.every(r))


def of_person(r: Reader, lead_id: int) -> list[PersonRequest]:
    """Return the requests of one lead, oldest first."""
    return _shown(r, r.of(Request, "received", lead_id=lead_id))


def request(r: Reader, request_id: int) -> PersonRequest:
    """Return one request. Raises UserError REQUEST_UNKNOWN."""
    row = r.get(Request, request_id)
    if row is None:
        raise error("REQUEST_UNKNOWN")
    return _shown(r, [row])[0]


def waiting(r: Reader, request_id: int) -> PersonRequest:
    """Return a request that has not been answered yet. Raises UserError REQUEST_UNKNOWN, REQUEST_ANSWERED."""
    asked = request(r, request_id)
    if asked.answered is not None:
        raise error("REQUEST_ANSWERED", day=asked.answered)
    return asked


def _check_whose(r: Reader, asked: PersonRequest, outcome: Outcome) -> None:
    """Raise while sheets answer to a request which is said to be of none, or of another."""
    if outcome is not Outcome.REFUSED and named_alone(r, asked):
        raise error("REQUEST_CHOOSE")
    if not _is_of_somebody(asked, outcome):
        return
    if candidates(r, asked):
        raise error("REQUEST_CHOOSE")
    if asked.lead_id is not None and asked.hash and bearing(r, [asked.hash]):
        raise error("REQUEST_KNOWN")


def _is_of_somebody(asked: PersonRequest, outcome: Outcome) -> bool:
    """Tell whether an outcome supposes that a request is of no sheet, or of one that is not said yet."""
    objects = asked.kind is RequestKind.OBJECTION and outcome is Outcome.DONE
    unsaid = asked.lead_id is None and outcome is Outcome.DONE and not objects
    return unsaid or outcome is Outcome.NOTHING


def _searched(r: Reader, asked: PersonRequest) -> list[str]:
    """Return what the base, the register and the erasures were searched by for a request (« phone », « name »), without
    its words (rule GDPR-17)."""
    if asked.lead_id is not None:
        return ["sheet"]
    kinds = {who.kind for who in find_every(r, asked.person)} or ({_PLACE} if by_contact(r, asked) else set())
    return sorted(kinds | ({"name"} if name_hash(r, asked.person) else set()))


def _agrees(r: Reader, asked: PersonRequest, outcome: Outcome, reason: str, *, gone: bool) -> None:
    """Raise when the outcome contradicts the base."""
    if outcome is Outcome.REFUSED and asked.kind is RequestKind.OBJECTION:
        raise error("OBJECTION_ABSOLUTE")
    if outcome is Outcome.REFUSED and not reason.strip():
        raise error("REQUEST_REASON")
    erased = gone and asked.kind is RequestKind.ERASURE
    if outcome is Outcome.NOTHING and asked.lead_id is not None and (erased or not gone):
        raise error("REQUEST_KNOWN")
    objects = asked.kind is RequestKind.OBJECTION and by_contact(r, asked)
    if outcome is Outcome.DONE and asked.lead_id is None and not objects:
        raise error("REQUEST_NO_SHEET")
    # Nothing is left to show to the wrong person.
    if outcome is Outcome.DONE and asked.kind.proven and not asked.identity and not erased:
        raise error("REQUEST_IDENTITY")
    if outcome is Outcome.DONE and not gone:
        if asked.kind is RequestKind.ERASURE:
            raise error("REQUEST_NOT_ERASED")
        check_done(r, asked)


def _day(at: datetime) -> date:
    return at.astimezone(AGENCY_ZONE).date()


def _shown(r: Reader, rows: Sequence[Request]) -> list[PersonRequest]:
    """Return requests with the names of their leads."""
    leads = [row.lead_id for row in rows if row.lead_id is not None]
    names = {lead.id: lead.name for lead in r.of(Lead, id=leads, erased_at=None)}
    return [_request(row, names.get(row.lead_id or 0, "")) for row in rows]


def _request(row: Request, name: str) -> PersonRequest:
    return PersonRequest(
        id=row.id,
        lead_id=row.lead_id,
        name=name,
        person=row.person,
        hash=row.hash,
        kind=RequestKind(row.kind),
        received=date.fromisoformat(row.received),
        how=row.how,
        identity=row.identity,
        due=date.fromisoformat(row.due),
        extended=row.extended,
        answered=read_day(row.answered),
        outcome=Outcome(row.outcome) if row.outcome else None,
        answered_how=row.answered_how,
        answer=row.answer,
        note=row.note,
        by=row.by,
        version=row.version,
        aside=row.set_aside,
    )
