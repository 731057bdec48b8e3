"""Until when a next step certainly stays what it is if nothing happens: what is kept of it is computed again only then.

It may be sooner than the step changes, never later. A lead without a title, a call or a planned date turns on a few
days; any other may turn each midnight, at the edges of the hours of calls, and at each moment that its facts name.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from core.model.channel import Channel
from core.model.facts import Facts
from core.model.step import NextStep, Situation
from core.model.verdict import Verdict
from core.rules.deadlines import add_months, notice_due
from core.rules.question import LAST_DAY, place
from core.rules.rulebook_data import Rulebook
from core.rules.rulebooks import Rulebooks
from core.rules.timing import CLOCK_TOLERANCE, clock

_DAY = timedelta(days=1)


def step_holds_until(has: Situation, at: datetime, books: Rulebooks, *, step: NextStep, call: Verdict) -> datetime:
    """Return a moment (UTC, after ``at``) until which ``step`` and the day it is due stay as they are. ``call``: the
    verdict on a call at ``at``, from which ``step`` was made."""
    zones = [place(zone)[0] for zone in (has.facts.zone, has.facts.number_zone) if zone is not None] or [place(None)[0]]
    days = [at.astimezone(zone).date() for zone in zones]
    book = books.on(min(days))
    if _is_still(has, book) and step.due not in days:
        turning = set(_days(has, books, book))
    else:
        turning = {min(day, LAST_DAY) + _DAY for day in days}
    moments = [_begins(day, zone) for zone in zones for day in turning]
    if not _is_still(has, book):
        moments += _edges(has.facts, at, zones, books)
        moments += [moment for moment in _moments(has, step, call) if moment is not None]
    return min((moment for moment in moments if moment > at), default=_begins(LAST_DAY, UTC)).astimezone(UTC)


def _is_still(has: Situation, book: Rulebook) -> bool:
    """Tell whether nothing of the telephone nor of the trade can move the step: without a title, no hour opens a
    call."""
    facts = has.facts
    asks = any(rule.code == "CONSENT_NONE" for rule in book.channels[Channel.CALL].forbids)
    titles = (facts.consents, facts.contracts, facts.requests, facts.professional, facts.attempts, facts.refusals)
    planned = (has.open_call, has.callback, has.last_call, has.milestone)
    return asks and not any(titles) and not any(planned)


def _days(has: Situation, books: Rulebooks, book: Rulebook) -> Iterator[date]:
    """Yield each day on which the information, the letters or the retention may count otherwise, and the day after."""
    numbers, notice = book.numbers, has.facts.notice
    gone = has.facts.listing_gone
    named = [
        notice_due(notice, months=numbers.notice_months),
        add_months(notice.obtained, numbers.listing_months),
        add_months(notice.obtained, 12 * numbers.retention_years),
        *(one for one in (notice.told, notice.returned, notice.first_contact, gone) if one is not None),
        *(day for sent in notice.sent for day in (sent, sent + timedelta(days=numbers.letter_gap_days))),
        *(rulebook.start for rulebook in books.books),
    ]
    for day in named:
        yield min(day, LAST_DAY)
        yield min(day, LAST_DAY) + _DAY


def _edges(facts: Facts, at: datetime, zones: list[tzinfo], books: Rulebooks) -> Iterator[datetime]:
    """Yield where the hours of calls begin and end on the day of ``at``: the law's, and those the person chose."""
    chosen = {hour for consent in facts.consents for _day, *slot in consent.slots for hour in map(clock, slot)}
    for zone in zones:
        day = at.astimezone(zone).date()
        hours = {hour for slot in books.on(day).numbers.slots for hour in slot} | {one for one in chosen if one}
        yield from (datetime.combine(day, hour, zone) for hour in hours)
        lasts = timedelta(minutes=books.on(day).numbers.appointment_minutes)
        for exact in (moment for consent in facts.consents for moment in consent.exact):
            begins = exact if exact.tzinfo else exact.replace(tzinfo=zone)
            yield from (begins, begins + lasts)


def _moments(has: Situation, step: NextStep, call: Verdict) -> Iterator[datetime | None]:
    """Yield each moment that the situation names."""
    facts, met = has.facts, has.milestone
    yield from (call.until, has.open_call, has.callback, met.moment if met else None)
    yield step.due if isinstance(step.due, datetime) else None
    yield from (moment for consent in facts.consents for moment in (consent.collected, consent.withdrawn))
    yield from (request.at for request in facts.requests)
    yield from (refusal.at for refusal in facts.refusals)
    yield from (moment for attempt in facts.attempts for moment in (attempt, attempt - CLOCK_TOLERANCE))


def _begins(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)
