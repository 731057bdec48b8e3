"""The telephone for the oracle: sections 4 and 5 of the law file."""

from collections.abc import Iterator
from datetime import timedelta

from core.base.records import replace
from core.model.channel import Channel
from core.model.facts import ConsentFact
from tests.oracle import calendar_fr as cal
from tests.oracle.asked import T0, Question, good, running, same_object, today_of, wall

APPOINTMENT = timedelta(minutes=15)
PASSING = {
    *("HOURS_OUTSIDE", "HOURS_WEEKEND", "HOURS_HOLIDAY", "HOURS_LOCAL_HOLIDAY", "HOURS_VAGUE_AGREEMENT"),
    *("FREQUENCY", "CONSENT_SLOT", "REFUSAL_RECENT"),
}
CLOCK_SLACK = timedelta(minutes=5)


def call(asked: Question) -> Iterator[str]:
    """Yield what blocks a call, under the law of the person's day."""
    person = asked.person
    law = _call_before if today_of(asked) < T0 else _call_since
    yield from law(asked)
    # Section 12: the consumer's clock; where a number tells another than the postcode, the hour must suit both.
    told = cal.zone(person.number_zone)
    if told is not None and cal.zone(person.zone) is not None:
        there = replace(asked, person=replace(person, zone=person.number_zone))
        yield from (code for code in law(there) if code in PASSING)
    if any(moment - asked.at > CLOCK_SLACK for moment in person.attempts):
        yield "CLOCK_DOUBTFUL"


def _call_before(asked: Question) -> Iterator[str]:
    """Section 4: Bloctel, hours unless agreed, four attempts, sixty days after a refusal."""
    person, today = asked.person, today_of(asked)
    checked = person.bloctel_checked
    # Section 1 and TEL-OLD-01: a running contract, a request or a professional is called without Bloctel.
    apart = _contract(asked) or _requested(asked) or _professional(asked)
    if not apart and (checked is None or not checked <= today <= cal.month_after(checked, 1)):
        yield "BLOCTEL_UNCHECKED"
    for said in person.refusals:
        if 0 <= (today - wall(asked, said.at).date()).days <= 60:
            yield "REFUSAL_RECENT"
    if cal.zone(person.zone) is None:
        yield "ZONE_UNKNOWN"
    elif not any(_good_for_call(asked, one) for one in person.consents):
        yield from _hours(asked)
    yield from _frequency(asked)


def _call_since(asked: Question) -> Iterator[str]:
    """TEL-26-01: one of four titles, then TEL-26-08 whatever the title."""
    agreements = [one for one in asked.person.consents if _good_for_call(asked, one)]
    timely = [one for one in agreements if cal.inside(wall(asked), one.slots) or _appointed(asked, one)]
    others = _contract(asked) or _requested(asked) or _professional(asked)
    if not agreements and not others:
        yield "NO_TITLE"
    elif not timely and not others:
        yield "CONSENT_SLOT"
    if cal.zone(asked.person.zone) is None:
        yield "ZONE_UNKNOWN"
    elif not any(_appointed(asked, one) for one in agreements):
        yield from _hours(asked)
    yield from _frequency(asked)


def title(asked: Question) -> bool:
    """Tell whether one of the four titles stands, whatever the hour."""
    agreed = any(_good_for_call(asked, one) for one in asked.person.consents)
    return agreed or _contract(asked) or _requested(asked) or _professional(asked)


def _good_for_call(asked: Question, consent: ConsentFact) -> bool:
    if not good(asked, consent, Channel.CALL):
        return False
    if consent.key and asked.key and consent.key != asked.key:
        return False
    return same_object(consent.object, asked.object)


def _appointed(asked: Question, consent: ConsentFact) -> bool:
    """L223-1 al. 6: a day and an hour the person fixed; a quarter of an hour is left to dial."""
    for moment in consent.exact:
        local = moment if moment.tzinfo is None else wall(asked, moment)
        if local <= wall(asked) < local + APPOINTMENT:
            return True
    return False


def _contract(asked: Question) -> bool:
    """TEL-26-06."""
    today = today_of(asked)
    return any(running(one, today) and same_object(one.object, asked.object) for one in asked.person.contracts)


def _requested(asked: Question) -> bool:
    """TEL-26-07."""
    for one in asked.person.requests:
        if not (one.has_proof and one.how and one.object) or one.answered is not None or one.at > asked.at:
            continue
        last = cal.working_day_number(wall(asked, one.at).date(), 5)
        if today_of(asked) <= last and same_object(one.object, asked.object):
            return True
    return False


def _professional(asked: Question) -> bool:
    """TEL-26-12 and the table of section 1: nine digits, an object, a proof, and its last day not over."""
    one = asked.person.professional
    if one is None or (one.until is not None and one.until < today_of(asked)):
        return False
    return one.has_proof and bool(one.object) and len(one.siren) == 9 and one.siren.isdigit()


def _hours(asked: Question) -> Iterator[str]:
    """TEL-26-08, TEL-OLD-02: Monday to Friday, no holiday, 10 h to 13 h and 14 h to 20 h where the person is."""
    now, today = wall(asked), today_of(asked)
    if not cal.legal_hour(now):
        yield "HOURS_OUTSIDE"
    if now.isoweekday() > 5:
        yield "HOURS_WEEKEND"
    if cal.national(today):
        yield "HOURS_HOLIDAY"
    elif asked.person.local_holidays and cal.local(today, asked.person.postcode, asked.person.zone):
        yield "HOURS_LOCAL_HOLIDAY"


def _frequency(asked: Question) -> Iterator[str]:
    """TEL-26-08, TEL-OLD-04: the fifth in 31 dates, today included; one dated later is counted, by doubt."""
    first = today_of(asked) - 30 * cal.ONE_DAY
    if sum(wall(asked, moment).date() >= first for moment in asked.person.attempts) >= 4:
        yield "FREQUENCY"
