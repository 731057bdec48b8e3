"""Conditions about the days, hours and frequency of calls, at the person's local time (C. consom., art. D.223-9; law
file, TEL-26-08, TEL-OLD-02 to 05)."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from core.model.channel import TitleKind
from core.model.facts import ConsentFact
from core.rules.deadlines import add_months
from core.rules.holidays import local_holiday, national_holiday
from core.rules.question import Case, LawQuestion
from core.rules.rulebook_data import NOTHING, Values
from core.rules.titles import consent_end

CLOCK_TOLERANCE = timedelta(minutes=5)
"""Two seats of an agency may differ by that much without anybody having set a clock back."""


def hours_outside(case: Case) -> Values | None:
    """Hold outside the lawful slots; as in the decree, the start of a slot is included and its end excluded."""
    if _hours_waived(case) or legal_slot(case.ask, case.ask.local) is not None:
        return None
    return {"hour": case.ask.local}


def hours_weekend(case: Case) -> Values | None:
    """Hold on a weekday on which calls are forbidden."""
    weekday = case.ask.today.isoweekday()
    return None if weekday in case.ask.numbers.days or _hours_waived(case) else {"weekday": weekday}


def hours_holiday(case: Case) -> Values | None:
    """Hold on a holiday of L3133-1, the only list the decree names."""
    key = national_holiday(case.ask.today)
    return None if key is None or _hours_waived(case) else {"holiday": key}


def hours_local_holiday(case: Case) -> Values | None:
    """Hold on a holiday kept only where the person lives: prudence, chosen in the settings."""
    if not case.facts.local_holidays:
        return None
    key = local_holiday(case.ask.today, case.facts.postcode, case.facts.zone)
    return None if key is None or _hours_waived(case) else {"holiday": key}


def hours_vague(case: Case) -> Values | None:
    """Hold when the call is outside lawful hours and relies on slots agreed in general: since 2026 only an exact date
    and hour are valid."""
    ask = case.ask
    if _hours_waived(case) or _lawful_day_and_hour(ask):
        return None
    return NOTHING if any(agreed_slot(consent, ask.local) for consent in case.titles.consents) else None


def consent_slot(case: Case) -> Values | None:
    """Hold outside the hours the person chose, when only agreements with chosen hours make the call lawful."""
    if set(case.titles.ends) != {TitleKind.CONSENT} or appointment(case) is not None:
        return None
    consents = case.titles.consents
    if any(not consent.slots or agreed_slot(consent, case.ask.local) for consent in consents):
        return None
    return {"slots": tuple(slot for consent in consents for slot in consent.slots)}


def zone_unknown(case: Case) -> Values | None:
    """Hold when the local time of the person is unknown."""
    return None if case.ask.placed else NOTHING


def clock_doubtful(case: Case) -> Values | None:
    """Hold when facts are dated after now: the clock was set back, and neither the hour nor the frequency can be
    trusted."""
    late = case.ask.local + CLOCK_TOLERANCE
    if case.facts.notice.obtained > case.ask.today + timedelta(days=1):
        return NOTHING
    return NOTHING if any(attempt > late for attempt in case.facts.attempts) else None


def frequency(case: Case) -> Values | None:
    """Hold when the attempts of the window have reached their maximum: the next one must wait until the oldest leaves
    it."""
    counted = counted_attempts(case.ask)
    most = case.ask.numbers.max_attempts
    return {"date": _leaves(counted[-most], case.ask)} if len(counted) >= most else None


def freed_on(case: Case) -> date:
    """Return the first day, today or later, on which the attempts counted allow another one."""
    counted, most = counted_attempts(case.ask), case.ask.numbers.max_attempts
    return _leaves(counted[-most], case.ask) if len(counted) >= most else case.ask.today


def frequency_last(case: Case) -> Values | None:
    """Hold when one attempt is left: the one after it must wait until the oldest of the others leaves the window."""
    most = case.ask.numbers.max_attempts
    counted = counted_attempts(case.ask)
    if len(counted) != most - 1:
        return None
    return {"date": _leaves((counted or [case.ask.today])[0], case.ask)}


def refusal_recent(case: Case) -> Values | None:
    """Hold when a refusal said during a call is still recent (old law: sixty calendar days, end included)."""
    days = case.ask.numbers.refusal_days
    said = [case.ask.day(refusal.at) for refusal in case.facts.refusals if refusal.at <= case.ask.local]
    if not said or case.ask.today > max(said) + timedelta(days=days):
        return None
    return {"date": max(said) + timedelta(days=days + 1)}


def bloctel_unchecked(case: Case) -> Values | None:
    """Hold when there is no proof that the file was compared with Bloctel in the month before (old law). A running
    contract, a request and a professional number did not need it."""
    if case.titles.ends:
        return None
    checked, today = case.facts.bloctel_checked, case.ask.today
    if checked is not None and checked <= today <= add_months(checked, case.ask.numbers.bloctel_months):
        return None
    return NOTHING


def bloctel_until(case: Case) -> Iterator[date]:
    """Yield the last day of validity of the comparison with Bloctel, when a call depends on it (old law)."""
    ask, checked = case.ask, case.facts.bloctel_checked
    if ask.numbers.consent_waives_hours and checked is not None and not case.titles.ends:
        yield add_months(checked, ask.numbers.bloctel_months)


def hours_waived_until(case: Case) -> Iterator[date]:
    """Yield the last day of each agreement that opens every hour (old law)."""
    ask = case.ask
    ends = [consent_end(consent, ask) for consent in case.titles.consents if ask.numbers.consent_waives_hours]
    yield from [max(day for day in ends if day is not None)] if ends else []


def counted_attempts(ask: LawQuestion) -> list[date]:
    """Return the days of the attempts in the window, oldest first. Thirty days are counted as 31 calendar dates, today
    included."""
    if not ask.facts.attempts:
        return []
    first = ask.today - timedelta(days=ask.numbers.counted_days - 1)
    return sorted(day for day in map(ask.day, ask.facts.attempts) if day >= first)


def legal_slot(ask: LawQuestion, local: datetime) -> tuple[time, time] | None:
    """Return the lawful slot that contains ``local``, whatever the weekday; None outside all of them."""
    now = local.time()
    return next(((start, end) for start, end in ask.numbers.slots if start <= now < end), None)


def agreed_slot(consent: ConsentFact, local: datetime) -> time | None:
    """Return the end of the chosen slot that contains ``local``; None outside all of them or when unreadable."""
    now, weekday = local.time(), local.isoweekday()
    for iso, start_text, end_text in consent.slots:
        start, end = clock(start_text), clock(end_text)
        if iso == weekday and start is not None and end is not None and start <= now < end:
            return end
    return None


def clock(text: str) -> time | None:
    """Return the hour written "HH:MM", or None when it is not one."""
    try:
        found = time.fromisoformat(text)
    except ValueError:
        return None
    # Hours are in the person's local time: an hour with a zone of its own could not be compared with it.
    return found if found.tzinfo is None else None


def appointment(case: Case) -> datetime | None:
    """Return the end of the exact appointment, agreed in writing, that is going on now; None when there is none."""
    local = case.ask.local
    lasts = timedelta(minutes=case.ask.numbers.appointment_minutes)
    for consent in case.titles.consents:
        for exact in consent.exact:
            # An appointment written without a zone is in the person's own time.
            start = exact if exact.tzinfo else exact.replace(tzinfo=local.tzinfo)
            if start <= local < start + lasts:
                return start + lasts
    return None


def off_hours(case: Case) -> Values | None:
    """Hold when an agreed appointment is going on, outside the hours that would be lawful without it."""
    if appointment(case) is None or _lawful_day_and_hour(case.ask):
        return None
    return {"hour": case.ask.local}


def _lawful_day_and_hour(ask: LawQuestion) -> bool:
    lawful_day = ask.today.isoweekday() in ask.numbers.days and national_holiday(ask.today) is None
    return lawful_day and legal_slot(ask, ask.local) is not None


def _hours_waived(case: Case) -> bool:
    if not case.ask.placed:
        return True  # The sentence would show an hour nobody knows; the condition on the unknown place already blocks.
    if case.ask.numbers.consent_waives_hours and case.titles.consents:
        return True
    return appointment(case) is not None


def _leaves(attempt: date, ask: LawQuestion) -> date:
    return attempt + timedelta(days=ask.numbers.counted_days)
