"""Judges whether a contact is allowed now: every condition of the day's law is asked, and every reason is given, the
strongest first; then how long the verdict holds, and at which moments a call that must wait may become lawful."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge

from core.base.records import replace
from core.model.channel import Channel, TitleKind
from core.model.facts import Facts
from core.model.verdict import Light, Reason, Verdict
from core.rules.conditions import CONDITIONS
from core.rules.duties import due_day, kept_until
from core.rules.oppositions import answered_until, closes_one_way, in_force
from core.rules.question import Case, LawQuestion, place
from core.rules.rulebook_data import Kind, Rule, Values
from core.rules.rulebooks import Rulebooks
from core.rules.timing import (
    agreed_slot,
    appointment,
    bloctel_until,
    clock,
    freed_on,
    hours_waived_until,
    legal_slot,
)
from core.rules.titles import titles

LOOK_AHEAD_DAYS = 62
"""Two months: the window of attempts is one, so a later moment would be barred by something else than time."""


def judge(
    channel: Channel, facts: Facts, at: datetime, books: Rulebooks, *, key: str = "", object_: str = ""
) -> Verdict:
    """Return what the law of the person's local day says of ``channel`` at ``at`` (aware), with every reason.

    ``key``: comparison key of the phone or e-mail about to be used, empty for any of the person's. ``object_``:
    what the contact is about, empty when not said. ``until`` is the moment (UTC) an allowed contact stops being so,
    or the next moment a call that only waits will be allowed. Facts count whatever their date: whoever audits an
    old call gives only what was known then."""
    case = _case(channel, facts, at, books, key, object_)
    verdict = _verdict(case)
    if verdict.light is not Light.WAIT or channel is not Channel.CALL:
        return verdict
    following = _next(case, books)
    return verdict if following is None else _waiting(verdict, following, case.ask)


def light_of(channel: Channel, facts: Facts, at: datetime, books: Rulebooks) -> Light:
    """Return only the light of :func:`judge`, for lists: it takes a third of the time."""
    case = _case(channel, facts, at, books, "", "")
    return _light({rule.kind for rule in case.ask.law.forbids if _found(rule, case) is not None}, case.ask)


def is_allowed(
    channel: Channel, facts: Facts, at: datetime, books: Rulebooks, *, key: str = "", object_: str = ""
) -> bool:
    """Return only whether :func:`judge` allows it, when moment after moment is tried: the first reason against it is
    enough."""
    case = _case(channel, facts, at, books, key, object_)
    return all(_found(rule, case) is None for rule in case.ask.law.forbids)


def _case(channel: Channel, facts: Facts, at: datetime, books: Rulebooks, key: str, object_: str) -> Case:
    zone, placed = place(facts.zone)
    local = at.astimezone(zone)
    today = local.date()
    ask = LawQuestion(channel, facts, local, today, placed, books.on(today), key, object_)
    return Case(ask, in_force(ask), titles(ask), _elsewhere(ask))


def _elsewhere(ask: LawQuestion) -> Case | None:
    """Return the same question in the zone of the person's overseas number, since nobody knows which of the two zones
    they live in."""
    zone = ask.facts.number_zone
    if zone is None or zone == ask.facts.zone or ask.channel is not Channel.CALL:
        return None
    there, is_known = place(zone)
    local = ask.local.astimezone(there)
    other = replace(ask, facts=replace(ask.facts, zone=zone), local=local, today=local.date())
    return Case(other, in_force(other), titles(other)) if is_known and ask.placed else None


def _found(rule: Rule, case: Case) -> Values | None:
    values = CONDITIONS[rule.code](case)
    if values is None and case.elsewhere is not None and rule.kind is Kind.TIME:
        return CONDITIONS[rule.code](case.elsewhere)
    return values


def _verdict(case: Case) -> Verdict:
    law = case.ask.law
    blocking = list(_reasons(law.forbids, case, blocks=True))
    light = _light({case.ask.book.rules[reason.code].kind for reason in blocking}, case.ask)
    if light is Light.OPPOSED and all(map(closes_one_way, case.oppositions)):
        light = Light.FORBIDDEN
    reasons = blocking if blocking else list(_reasons(law.allows, case, blocks=False))
    if light in (Light.ALLOWED, Light.WAIT):
        reasons += _reasons(law.cautions, case, blocks=False)
    allowed = light is Light.ALLOWED
    until = holds_until(case) if allowed else None
    return Verdict(case.ask.channel, case.ask.local.astimezone(UTC), allowed, light, tuple(reasons), until)


def _reasons(rules: tuple[Rule, ...], case: Case, *, blocks: bool) -> Iterator[Reason]:
    for rule in rules:
        values = _found(rule, case)
        if values is not None:
            yield rule.reason(values, blocks=blocks)


def _light(kinds: set[Kind], ask: LawQuestion) -> Light:
    if not kinds:
        return Light.ALLOWED
    if Kind.OPPOSITION in kinds:
        return Light.OPPOSED
    curable = {Kind.TIME} if ask.channel is Channel.CALL else {Kind.TIME, Kind.COMPLETE}
    return Light.WAIT if kinds <= curable else Light.FORBIDDEN


def _next(case: Case, books: Rulebooks) -> datetime | None:
    ask = case.ask
    for moment in call_moments(case):
        if is_allowed(ask.channel, ask.facts, moment, books, key=ask.key, object_=ask.object_):
            return moment.astimezone(UTC)
    return None


def _waiting(verdict: Verdict, following: datetime, ask: LawQuestion) -> Verdict:
    local = following.astimezone(ask.local.tzinfo)
    reasons = tuple(
        replace(reason, values={**reason.values, "next": local}) if reason.blocks else reason
        for reason in verdict.reasons
    )
    return replace(verdict, reasons=reasons, until=following)


def holds_until(case: Case) -> datetime | None:
    """Return the moment (UTC) at which an allowed contact stops being allowed, which is the first of: end of the slot,
    of the title, of the time to inform, of the retention, of the law. None when none is known."""
    ask = case.ask
    days = [ask.book.end, _titles_end(case), kept_until(case), *answered_until(ask)]
    if any(rule.code == "NOTICE_OVERDUE" for rule in ask.law.forbids):
        days.append(due_day(ask))
    ends = [ask.end_of(day) for day in days if day is not None]
    if ask.channel is Channel.CALL:
        ends += [end for one in _clocks(case) for end in _slot_ends(one)]
        ends += [ask.end_of(day) for day in bloctel_until(case)]
        ends += [one.ask.end_of(day) for one in _clocks(case) for day in hours_waived_until(one)]
    return min(ends, default=None)


def call_moments(case: Case) -> Iterator[datetime]:
    """Yield the local moments, after the one asked, at which a lawful slot, a chosen slot or an appointment begins."""
    return merge(*map(_moments, _clocks(case)))


def _clocks(case: Case) -> list[Case]:
    return [case] if case.elsewhere is None else [case, case.elsewhere]


def _moments(case: Case) -> Iterator[datetime]:
    ask = case.ask
    last = ask.today + timedelta(days=LOOK_AHEAD_DAYS - 1)
    if any(rule.code == "CONSENT_NONE" for rule in ask.law.forbids):
        last = min(last, _titles_last(case))
    day = freed_on(case)
    while day <= last:
        yield from (moment for moment in sorted(_starts(case, day)) if moment > ask.local)
        day += timedelta(days=1)


def _titles_last(case: Case) -> date:
    """Return the last day on which a title known today allows a call, contracts still to begin included."""
    ends = [*case.titles.ends.values(), *(contract.end for contract in case.facts.contracts if contract.end)]
    return max((day or date.max for day in ends), default=case.ask.today)


def _titles_end(case: Case) -> date | None:
    ends = case.titles.ends.values()
    return None if None in ends else max((day for day in ends if day is not None), default=None)


def _slot_ends(case: Case) -> Iterator[datetime]:
    ask, consents = case.ask, case.titles.consents
    promised = appointment(case)
    if promised is not None:
        yield promised.astimezone(UTC)
        return
    slot = legal_slot(ask, ask.local)
    if slot is not None:
        yield _at(ask, ask.today, slot[1]).astimezone(UTC)
    chosen = [agreed_slot(consent, ask.local) for consent in consents]
    if set(case.titles.ends) == {TitleKind.CONSENT} and all(consent.slots for consent in consents):
        yield _at(ask, ask.today, max(end for end in chosen if end is not None)).astimezone(UTC)


def _starts(case: Case, day: date) -> set[datetime]:
    ask = case.ask
    starts = {_at(ask, day, start) for start, _end in ask.numbers.slots}
    if ask.numbers.consent_waives_hours:
        starts.add(_at(ask, day, time.min))
    for consent in case.titles.consents:
        chosen = [clock(start) for iso, start, _end in consent.slots if iso == day.isoweekday()]
        starts |= {_at(ask, day, start) for start in chosen if start is not None}
        exact = {moment if moment.tzinfo else moment.replace(tzinfo=ask.local.tzinfo) for moment in consent.exact}
        starts |= {moment for moment in exact if ask.day(moment) == day}
    return starts


def _at(ask: LawQuestion, day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=ask.local.tzinfo)
