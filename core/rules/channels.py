"""Judges whether a contact is allowed now: every condition of the day's law is asked, and every reason is given, the
strongest first."""

from collections.abc import Iterator
from datetime import UTC, datetime

from core.base.records import replace
from core.model.channel import Channel
from core.model.facts import Facts
from core.model.verdict import Light, Reason, Verdict
from core.rules.book import Kind, Rule, Values
from core.rules.case import Case, Question, place
from core.rules.conditions import CONDITIONS
from core.rules.horizon import call_moments, holds_until
from core.rules.oppositions import closes_one_way, in_force
from core.rules.rulebooks import Rulebooks
from core.rules.titles import titles


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
    ask = Question(channel, facts, local, today, placed, books.on(today), key, object_)
    return Case(ask, in_force(ask), titles(ask), _elsewhere(ask))


def _elsewhere(ask: Question) -> Case | None:
    """Return the same question in the zone of the person's overseas number, since nobody knows which of the two zones
    they live in."""
    zone = ask.facts.number_zone
    if zone is None or zone == ask.facts.zone or ask.channel is not Channel.CALL:
        return None
    there, known = place(zone)
    local = ask.local.astimezone(there)
    other = replace(ask, facts=replace(ask.facts, zone=zone), local=local, today=local.date())
    return Case(other, in_force(other), titles(other)) if known and ask.placed else None


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


def _light(kinds: set[Kind], ask: Question) -> Light:
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


def _waiting(verdict: Verdict, following: datetime, ask: Question) -> Verdict:
    local = following.astimezone(ask.local.tzinfo)
    reasons = tuple(
        replace(reason, values={**reason.values, "next": local}) if reason.blocks else reason
        for reason in verdict.reasons
    )
    return replace(verdict, reasons=reasons, until=following)
