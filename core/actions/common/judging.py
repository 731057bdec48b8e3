"""Turns what the base knows of a person into facts for the law, and asks for the verdicts."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

from core.actions.common.agreements import consent_facts
from core.actions.common.channel_opt_outs import limited
from core.actions.common.due_dates import answered, first_contact
from core.actions.common.fuzzy_suppression import NearRefusal, near_held
from core.actions.common.law import rulebooks
from core.actions.common.pending_blocks import stops
from core.actions.common.people import Who, zone_of
from core.actions.common.register_facts import register_facts
from core.actions.common.suppliers import judged_among
from core.base.i18n import _
from core.base.moments import happened, local, read, read_day
from core.base.records import Struct, replace
from core.model.channel import Channel, TitleKind
from core.model.facts import (
    CallRefusal,
    ContractFact,
    Facts,
    NoticeFact,
    OppositionFact,
    ProfessionalFact,
    RequestFact,
    WrongNumber,
)
from core.model.opposing import CallOutcome
from core.model.reply import Box
from core.model.settings import Settings
from core.model.verdict import Light, Verdict
from core.notices.agency_answers import serves_lettings, unanswered
from core.notices.agency_gaps import agency_missing
from core.records.consent import Consent
from core.records.contact import Mark
from core.records.reply import Reply
from core.records.request import Request
from core.records.title import Title
from core.rules.buying import lacking
from core.rules.channels import judge, light_of
from core.rules.oppositions import closes_all
from core.rules.references import Correction, corrected
from core.rules.rulebooks import Rulebooks
from core.rules.zones import zone_of_phone
from core.store import doubts, judging, registers, requests
from core.store.doubts import DoubtOfLead
from core.store.judging import REFUSALS, CallJudged, numbers_of
from core.store.named_rows import by_lead
from core.store.port import Reader
from core.store.registers import WayClosed, ways_closed, ways_closed_of
from core.words.agency_questions import QUESTIONS

_BY_ADDRESS = (Channel.LETTER, Channel.VISIT)


class Law(Struct, frozen=True):
    """What verdicts are made with: the dated rulebooks, and the settings of the agency that matter."""

    books: Rulebooks
    agency_missing: tuple[str, ...]
    has_caller_number: bool
    local_holidays: bool
    agency: str
    second_letter: bool = True
    unanswered: tuple[str, ...] = ()
    lettings: bool | None = None


def law_of(settings: Settings) -> Law:
    """Return the law as it applies to this agency."""
    agency = settings.agency
    number = settings.caller_number or agency.phone
    return Law(
        _books(settings.references),
        agency_missing(agency),
        bool(number),
        settings.local_holidays,
        agency.legal_name,
        settings.second_letter,
        unanswered=tuple(_(QUESTIONS[name]) for name in unanswered(agency)),
        lettings=serves_lettings(agency),
    )


@lru_cache(maxsize=4)
def _books(references: tuple[Correction, ...]) -> Rulebooks:
    return corrected(rulebooks(), references)


def verdicts(r: Reader, ids: Sequence[int], law: Law, *, channel: Channel, at: datetime) -> dict[int, Verdict]:
    """Return the verdict on ``channel`` at ``at`` (aware) for each lead of ``ids`` that the base knows."""
    found = facts(r, ids, law, near=channel in _BY_ADDRESS)
    return {lead_id: judge(channel, fact, at, law.books) for lead_id, fact in found.items()}


def lights(r: Reader, ids: Sequence[int], law: Law, *, at: datetime) -> dict[int, Light]:
    """Return the telephone light at ``at`` (aware) of each lead of ``ids`` that the base knows."""
    found = facts(r, ids, law, near=False)
    return {lead_id: light_of(Channel.CALL, fact, at, law.books) for lead_id, fact in found.items()}


def verdict(r: Reader, lead_id: int, law: Law, *, channel: Channel, at: datetime, key: str = "") -> Verdict:
    """Return one verdict; ``key``: keyed hash of the telephone or e-mail about to be used."""
    return judge(channel, facts(r, [lead_id], law, near=channel in _BY_ADDRESS)[lead_id], at, law.books, key=key)


def callable_then(r: Reader, moments: Mapping[int, datetime], law: Law) -> set[int]:
    """Return which leads may be called, each at its own moment (aware), as far as is known now."""
    known = facts(r, list(moments), law)
    return {one for one, at in moments.items() if judge(Channel.CALL, known[one], at, law.books).allowed}


def judged_who(r: Reader, who: Who, law: Law, *, channel: Channel, at: datetime) -> Verdict:
    """Return the verdict on a person, known to the base or not: for an unknown number the register still answers."""
    if who.lead_id is not None:
        return verdict(r, who.lead_id, law, channel=channel, at=at, key=who.hash if who.key else "")
    return judge(channel, unknown_facts(r, who, law, at=at), at, law.books, key=who.hash)


def unknown_facts(r: Reader, who: Who, law: Law, *, at: datetime, before: str = "~") -> Facts:
    """Return the facts of a number without a sheet: its refusals, and the calls made to it. ``before``: a kept moment;
    what came since does not count."""
    entries, closed = registers.opposed(r, who.hashes), ways_closed_of(r, who.hashes)
    asked = [stop for stop in requests.stops_asked(r) if stop.hash in who.hashes and stop.at < before]
    called = [one for one in judging.calls_to(r, who.hash) if one.started < before]
    return Facts(
        notice=NoticeFact(at.date()),
        as_of=r.as_of,
        zone=zone_of("", who.phone),
        oppositions=(
            *(
                OppositionFact(who.kind, refusal.how, happened(refusal.at), key=who.hash)
                for refusal in entries.values()
                if refusal.at < before
            ),
            *limited((), [one for one in closed if one.at < before]),
        ),
        attempts=tuple(happened(call.started) for call in called if call.direction == "out"),
        refusals=tuple(CallRefusal(happened(call.started), call.rank) for call in called if call.outcome in REFUSALS),
        stop_asked=next((read_day(request.received) for request in asked), None),
        may_refuse=next(map(happened, doubts.of_hashes(r, who.hashes)), None),
        has_address=False,
        origin_complete=False,
        agency_missing=law.agency_missing,
        has_caller_number=law.has_caller_number,
        agency=law.agency,
        local_holidays=law.local_holidays,
    )


class JudgedRows(Struct, frozen=True):
    """What the base holds of one person, each kind of row oldest first. ``agreed_phones``: which keyed hashes of the
    agreements are of telephones of the lead."""

    person: judging.JudgedLead
    oppositions: Sequence[judging.RefusalMet]
    agreements: Sequence[Consent]
    titles: Sequence[Title]
    letters: Sequence[judging.NoticeLetter]
    calls: Sequence[judging.CallJudged]
    told: Sequence[judging.SpokenNotice]
    gone: Sequence[judging.WithdrawnListings]
    stops: Sequence[Request]
    doubts: Sequence[DoubtOfLead] = ()
    replies: Sequence[Reply] = ()
    closed: Sequence[WayClosed] = ()
    numbers: Sequence[str] = ()
    agreed_phones: Collection[str] = ()


def facts(r: Reader, ids: Sequence[int], law: Law, *, near: bool = True) -> dict[int, Facts]:
    """Return the facts of each lead, by id. The Bloctel check is left out, since the base does not hold it.

    ``near``: look for refusals near the name and address too, which only a letter and a visit ask for.
    """
    return facts_known(r, known_of(r, ids), law, near=near)


def facts_known(r: Reader, people: Mapping[int, "JudgedRows"], law: Law, *, near: bool = True) -> dict[int, Facts]:
    """Return the facts of persons whose rows were read already: see :func:`facts`."""
    sold = sellers(r, people.values())
    found = {lead_id: facts_of(one, law, sold) for lead_id, one in people.items()}
    if r.keyless or r.as_of is not None:
        return {lead_id: replace(one, register_closed=r.keyless, as_of=r.as_of) for lead_id, one in found.items()}
    free = [key for key, one in found.items() if near and not any(map(closes_all, one.oppositions))]
    held = near_held(r, free) if free else {}
    return found | {lead_id: _held(found[lead_id], ones) for lead_id, ones in held.items()}


def _held(fact: Facts, near: Sequence[NearRefusal]) -> Facts:
    """Return the facts of a lead whose name and address are near those of refusals, or of what only sounds like one,
    the oldest first."""
    refused = next((happened(refusal.at) for refusal in near if not refusal.asked), None)
    moment = next((happened(refusal.at) for refusal in near if refusal.asked), None)
    return replace(fact, near_opposed=refused, may_refuse=fact.may_refuse or moment)


def known_of(r: Reader, ids: Sequence[int], *, ever: bool = False) -> dict[int, JudgedRows]:
    """Return what the base holds, by lead. ``ever``: also the refusals lifted, the titles put an end to and the
    requests answered since; a title is no agreement, nor what is to be answered in writing."""
    refused, heard = by_lead(judging.oppositions(r, ids, ever=ever)), by_lead(judging.told(r, ids))
    titles = r.of(Title, lead_id=ids, written="")
    signed = by_lead(title for title in titles if ever or title.closed_at is None)
    agreements, written = r.of(Consent, lead_id=ids), by_lead(judging.letters(r, ids))
    agreed, hashes = by_lead(agreements), {agreement.hash for agreement in agreements} - {""}
    phones = by_lead(r.of(Mark, lead_id=ids, kind="phone", hash=hashes) if hashes else ())
    calls, gone = judging.calls(r, ids), by_lead(judging.gone(r, ids))
    called, numbers = by_lead(calls), numbers_in_doubt(r, calls)
    doubted, closed = by_lead(doubts.doubts_of(r, ids)), by_lead(ways_closed(r, ids))
    stopped, said = (
        stops(r, requests.stops_asked(r, ever=ever), frozenset(ids)),
        by_lead(r.of(Reply, lead_id=ids, undone_at=None)),
    )
    return {
        person.id: JudgedRows(
            person=person,
            oppositions=refused[person.id],
            agreements=agreed[person.id],
            titles=signed[person.id],
            letters=written[person.id],
            calls=called[person.id],
            told=heard[person.id],
            gone=gone[person.id],
            stops=stopped.get(person.id, ()),
            doubts=doubted[person.id],
            replies=said[person.id],
            closed=closed[person.id],
            numbers=numbers.get(person.id, ()),
            agreed_phones={mark.hash for mark in phones[person.id]},
        )
        for person in judging.people(r, ids)
    }


Sold = Mapping[int | None, tuple[str, tuple[str, ...]]]
"""Id of a supplier → its name and what its sheet lacks."""


def sellers(r: Reader, people: Iterable[JudgedRows]) -> Sold:
    """Return the suppliers who sold these persons' data."""
    ids = {person.person.supplier_id for person in people}
    found = judged_among(r, sorted(supplier_id for supplier_id in ids if supplier_id is not None))
    return {key: (one.sheet.name, lacking(one.risks)) for key, one in found.items()}


def facts_of(known: JudgedRows, law: Law, sold: Sold) -> Facts:
    """Return the facts of one person."""
    person, titles, calls = known.person, known.titles, known.calls
    seller, lacks = sold.get(person.supplier_id, ("", ()))
    wrong = wrong_numbers(calls, known.numbers)
    outgoing = [call for call in calls if call.direction == "out"]
    return Facts(
        notice=_notice(known),
        zone=zone_of(person.postcode, person.phone or ""),
        number_zone=zone_of_phone(person.phone or ""),
        postcode=person.postcode,
        oppositions=(*register_facts(known.oppositions, person), *limited(known.replies, known.closed)),
        consents=tuple(
            fact for agreement in known.agreements for fact in consent_facts(agreement, law.agency, known.agreed_phones)
        ),
        contracts=tuple(
            ContractFact(title.number, title.object, read_day(title.starts), read_day(title.ends), title.has_proof)
            for title in titles
            if title.kind == TitleKind.CONTRACT
        ),
        requests=tuple(_request(title) for title in titles if title.kind == TitleKind.REQUEST),
        professional=next(
            (
                ProfessionalFact(title.number, title.how, title.object, title.has_proof, read_day(title.ends))
                for title in reversed(titles)
                if title.kind == TitleKind.PROFESSIONAL
            ),
            None,
        ),
        attempts=tuple(happened(call.started) for call in outgoing),
        refusals=tuple(CallRefusal(happened(call.started), call.rank) for call in calls if call.outcome in REFUSALS),
        erased=read(person.erased_at),
        restricted=read(person.restricted_at),
        stop_asked=next((read_day(stop.received) for stop in known.stops), None),
        may_refuse=next((happened(doubt.at) for doubt in known.doubts), None),
        wrong_numbers=wrong,
        number_left=not wrong or len(wrong) < len(known.numbers),
        has_address=not person.address_gap,
        origin_complete=not person.origin_gap,
        origin_gap=person.origin_gap,
        supplier=seller,
        supplier_missing=lacks,
        agency_missing=law.agency_missing,
        unanswered=law.unanswered + (_about_lettings(law) if person.rents else ()),
        lettings=law.lettings if person.rents else None,
        has_caller_number=law.has_caller_number,
        agency=law.agency,
        listing_gone=next((read_day(listings.last_day) for listings in known.gone), None),
        local_holidays=law.local_holidays,
    )


def _about_lettings(law: Law) -> tuple[str, ...]:
    """Return the question on what the agency offers for a property to let, while it did not answer it."""
    return (_(QUESTIONS["serves_lettings"]),) if law.lettings is None else ()


def _request(title: Title) -> RequestFact:
    assert title.starts is not None, "a request has the moment it was received"  # noqa: S101
    return RequestFact(title.object, happened(title.starts), title.how, title.has_proof, read(title.answered))


def _informed(known: JudgedRows, handed: Sequence[judging.NoticeLetter]) -> Iterator[str]:
    """Yield the moments at which the person was informed other than by a letter: by words, or by the sheet."""
    yield from (notice.at for notice in known.told)
    yield from (letter.posted_at for letter in handed if letter.posted_at)


def _notice(known: JudgedRows) -> NoticeFact:
    letters = [letter for letter in known.letters if letter.withdrawn_at is None and not letter.readdressed]
    standing, handed = ([one for one in letters if one.handed is sheet] for sheet in (False, True))
    sent = tuple(date.fromisoformat(letter.posted_at[:10]) for letter in standing if letter.posted_at)
    returned = [date.fromisoformat(letter.returned_at[:10]) for letter in standing if letter.returned_at]
    signed = bool(known.agreements or known.titles or any(reply.boxes != Box.RETURNED for reply in known.replies))
    return NoticeFact(
        date.fromisoformat(known.person.obtained),
        sent,
        first_contact=first_contact(known.calls),
        reminded=len(sent) > 1,
        returned=returned[-1] if returned else None,
        answered=(answered(known.calls, sent[0]) or (sent[0] if signed else None)) if sent else None,
        told=next((local(moment).date() for moment in _informed(known, handed)), None),
    )


def numbers_in_doubt(r: Reader, calls: Sequence[CallJudged]) -> dict[int, list[str]]:
    """Return the keyed hashes of all the numbers of those whom a call said to be somebody else, by lead."""
    return numbers_of(r, sorted({call.lead_id for call in calls if call.outcome == CallOutcome.WRONG_NUMBER}))


def wrong_numbers(calls: Sequence[CallJudged], numbers: Sequence[str]) -> tuple[WrongNumber, ...]:
    """Return those of ``numbers`` whose last ended call was noted as a wrong number. ``calls``: oldest first."""
    last = {call.hash: call for call in calls if call.outcome and call.hash in numbers}
    return tuple(
        WrongNumber(call.hash, happened(call.started))
        for call in last.values()
        if call.outcome == CallOutcome.WRONG_NUMBER
    )
