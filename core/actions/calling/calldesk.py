"""What the call desk shows: the list of people to call, and one person with the telephone to dial, judged exactly as
the call itself will be."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from core.actions.common.judging import Law, callable_then, facts, judged_who
from core.actions.common.people import Who, find, of_lead, phone_hash
from core.actions.common.step_cache import steps_that_hold
from core.actions.leads.lead_views import lead_rows, lead_sheet
from core.actions.letters.origins import phone_origin
from core.base.moments import happened, local
from core.base.phones import parse
from core.base.records import Struct
from core.model.channel import Channel
from core.model.facts import Facts
from core.model.lead import LeadRow, LeadSheet
from core.model.letter import OwnOrigin
from core.model.step import NextStep, Step
from core.model.verdict import Verdict
from core.records.consent import Consent
from core.records.notice import Notice
from core.rules.channels import judge
from core.store import lead_lists, steps
from core.store.lead_lists import Line
from core.store.port import Reader
from core.store.steps import KeptStep

CALL_NOW = (Step.CALL_PROMISED, Step.CALL)
CALLED = (*CALL_NOW, Step.WAIT)
"""The steps of those who are called now or later."""
MOST = 500
"""People read for the queue: more are not called in a day."""
ENDS_SOON_DAYS = 14
"""An agreement that ends within that time is used first."""


class Desk(Struct, frozen=True):
    """One person on the desk. ``who``: with the telephone to dial; ``verdict``: on that telephone, now; ``phones`` in
    E.164.

    ``sheet`` is None for a caller the base does not know. ``given``: day of the coupon on which this very number is
    written; ``proof``: id of the proof of the agreement; ``company``: the company a professional call is for;
    ``own``: how the agency came by this very number, when it added it itself.
    """

    who: Who
    verdict: Verdict
    phones: tuple[str, ...] = ()
    sheet: LeadSheet | None = None
    given: date | None = None
    proof: int | None = None
    company: str = ""
    own: OwnOrigin | None = None

    @property
    def lead_id(self) -> int | None:
        """The person's id, None when the base does not know them."""
        return self.who.lead_id


class CallQueue(Struct, frozen=True):
    """Who is to be called: ``now``, the most useful first; then who comes, by moment: ``today``, and ``later``.
    ``others``: how many have a callback or something that opens a call, and are not to be called all the same, as far
    as is known; ``unjudged``: how many of them are still to be judged, which takes some seconds after a large
    import."""

    now: tuple[LeadRow, ...] = ()
    today: tuple[LeadRow, ...] = ()
    later: tuple[LeadRow, ...] = ()
    others: int = 0
    unjudged: int = 0


Judged = dict[int, tuple[tuple[KeptStep, Line], LeadRow]]
"""Who was judged for the queue, with the kept step and the line seen then: both are the same as long as it holds."""


def queue(r: Reader, law: Law, *, at: datetime, judged: Judged | None = None) -> CallQueue:
    """Return the queue at ``at`` (aware, in the agency's zone): only those whose next step is to be called.

    Promised calls come first, by moment; then the agreements that end soonest, whoever was never called, and the
    others, the longest left alone first. ``judged``: kept from one reading to the next, so that only those for whom
    something changed are judged again; it is to be emptied when titles or settings are written.
    """
    ids = steps.worth_a_call(r)
    if r.as_of is not None:
        # As it was: nobody is called by it.
        promised = [row.lead_id for row in steps.kept_rows(r, ids) if row.step in CALL_NOW][:MOST]
        return CallQueue(tuple(lead_rows(r, promised, law, at=at)))
    held = steps_that_hold(r, ids, law, at=at)
    near_ids = [row_id for row_id in ids if row_id not in held or held[row_id].step in CALLED][:MOST]
    waiting = _rows(r, near_ids, held, law, at, {} if judged is None else judged)
    coming = _coming(r, waiting, law)
    now = sorted((lead for lead in waiting if lead.step.step in CALL_NOW), key=lambda one: _use(one, at))
    days = {one.id: moment.astimezone(at.tzinfo).date() for one, moment in coming}
    return CallQueue(
        tuple(now),
        tuple(one for one, _moment in coming if days[one.id] == at.date()),
        tuple(one for one, _moment in coming if days[one.id] != at.date()),
        len(ids) - len(now) - len(coming),
        len(set(ids) - held.keys() - set(near_ids)),
    )


def _rows(
    r: Reader, ids: Sequence[int], held: Mapping[int, KeptStep], law: Law, at: datetime, judged: Judged
) -> list[LeadRow]:
    seen = {line.id: (held[line.id], line) for line in lead_lists.rows(r, [row_id for row_id in ids if row_id in held])}
    again = [
        row_id for row_id in ids if row_id not in judged or row_id not in seen or judged[row_id][0] != seen[row_id]
    ]
    made = {row.id: row for row in lead_rows(r, again, law, at=at)}
    kept = {row_id: judged[row_id] for row_id in ids if row_id not in made and row_id in judged}
    judged.clear()
    judged |= kept | {one: (seen[one], row) for one, row in made.items() if one in seen}
    return [
        made[row_id] if row_id in made else judged[row_id][1] for row_id in ids if row_id in made or row_id in judged
    ]


def _coming(r: Reader, waiting: Sequence[LeadRow], law: Law) -> list[tuple[LeadRow, datetime]]:
    """Return who waits with the moment at which they may be called, by moment; a callback that nothing will allow then
    is none."""
    found = [(lead, moment) for lead in waiting if (moment := _comes(lead.step)) is not None]
    planned = {one.id: moment for one, moment in found if one.step.code == "NEXT_WAIT_BACK"}
    barred = planned.keys() - callable_then(r, planned, law)
    return sorted(((one, at) for one, at in found if one.id not in barred), key=lambda pair: pair[1])


def _comes(step: NextStep) -> datetime | None:
    """Return the moment at which somebody who waits may be called."""
    return step.due if step.step is Step.WAIT and isinstance(step.due, datetime) else None


def _use(one: LeadRow, at: datetime) -> tuple[int, str]:
    """Return what puts the most useful call first."""
    if one.step.step is Step.CALL_PROMISED:
        return 0, str(one.step.day)
    ends = one.step.values.get("consent_end")
    if isinstance(ends, date) and (ends - at.date()).days <= ENDS_SOON_DAYS:
        return 1, str(ends)
    return (2, "") if one.last_call is None else (3, one.last_call.isoformat())


def desk(r: Reader, lead_id: int, law: Law, *, at: datetime, phone: str = "") -> Desk:
    """Return one person on the desk. ``phone``: the telephone chosen (E.164), by default the first that may be dialled.

    Raises UserError LEAD_UNKNOWN.
    """
    sheet = lead_sheet(r, lead_id, law, at=at)
    known = facts(r, [lead_id], law)[lead_id]
    phones = tuple(contact.value for contact in sheet.contacts if contact.kind == "phone")
    judged = [(who, _judged(known, who, law, at)) for who in _telephones(r, lead_id, phones)]
    who, verdict = next((pair for pair in judged if pair[0].phone == phone), None) or next(
        (pair for pair in judged if pair[1].allowed), judged[0]
    )
    agreement = _agreement(r, lead_id, who.hash, at)
    return Desk(
        who,
        verdict,
        phones,
        sheet,
        given=local(agreement.collected).date() if agreement and who.hash and agreement.hash == who.hash else None,
        proof=agreement.proof_id if agreement else None,
        company=known.professional.company if known.professional else "",
        own=phone_origin(r, lead_id, who.phone),
    )


def stranger(r: Reader, who: Who, law: Law, *, at: datetime) -> Desk:
    """Return the desk for a caller the base does not know; the register is still asked about the number."""
    return Desk(who, judged_who(r, who, law, channel=Channel.CALL, at=at), (who.phone,) if who.phone else ())


def caller(r: Reader, typed: str) -> Who:
    """Return who is calling, found by telephone, e-mail, or the reference of a letter. Raises UserError
    LEAD_UNKNOWN."""
    letter = r.one(Notice, reference=typed.strip().upper())
    if letter is not None:
        return of_lead(r, letter.lead_id)
    return find(r, typed)


def telephone(r: Reader, lead_id: int, phone: str) -> Who:
    """Return a lead with one of its telephones (E.164), with the hash by which the register and the agreements know
    it."""
    found = parse(phone)
    return Who(lead_id, "phone", found.key if found else phone, phone_hash(r, phone), phone)


def _telephones(r: Reader, lead_id: int, phones: tuple[str, ...]) -> list[Who]:
    found = [Who(lead_id, "phone", "", phone_hash(r, phone), phone) for phone in phones]
    return found or [Who(lead_id)]


def _judged(known: Facts, who: Who, law: Law, at: datetime) -> Verdict:
    return judge(Channel.CALL, known, at, law.books, key=who.hash)


def _agreement(r: Reader, lead_id: int, hashed: str, at: datetime) -> Consent | None:
    """Return the agreement to be called that is in force and names this number, else the newest one."""
    consents = r.of(Consent, "-id", lead_id=lead_id, withdrawn=None, calls_withdrawn=None)
    held = [row for row in consents if "call" in row.means and happened(row.collected) <= at]
    return next((consent for consent in held if consent.hash == hashed), None) or (held[0] if held else None)
