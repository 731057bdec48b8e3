"""How long a verdict holds, and at which moments a call that must wait may become lawful."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge

from core.model.channel import Channel, TitleKind
from core.rules.case import Case, Question
from core.rules.duties import due_day, kept_until
from core.rules.oppositions import answered_until
from core.rules.timing import (
    agreed_slot,
    appointment,
    bloctel_until,
    clock,
    freed_on,
    hours_waived_until,
    legal_slot,
)

LOOK_AHEAD_DAYS = 62
"""Two months: the window of attempts is one, so a later moment would be barred by something else than time."""


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


def _at(ask: Question, day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=ask.local.tzinfo)
