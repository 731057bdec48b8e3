"""The list of all legal conditions, each under the code of the reason it gives. A rulebook names those each channel
asks, in order."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from core.model.channel import TitleKind
from core.model.facts import Facts
from core.rules import duties, timing
from core.rules.oppositions import opposed
from core.rules.question import Case, Condition
from core.rules.rulebook_data import NOTHING, Values
from core.rules.titles import carries


def consent_none(case: Case) -> Values | None:
    """Hold when nothing makes the call lawful and no agreement was ever recorded."""
    if case.titles.ends or any(carries(consent, case.ask.channel) for consent in case.facts.consents):
        return None
    return NOTHING


def consent_before_law(case: Case) -> Values | None:
    """Hold when the agreement used is older than the law that requires it."""
    given = case.titles.values.get(TitleKind.CONSENT, NOTHING).get("date")
    return NOTHING if isinstance(given, date) and given < case.ask.numbers.consent_law_since else None


def consent_ends_soon(case: Case) -> Values | None:
    """Hold when only agreements make the call lawful and the last of them ends within a month. It is then time for a
    new form, since an agreement is never renewed by itself (art. R223-1, I, 3°)."""
    end = case.titles.ends.get(TitleKind.CONSENT)
    if end is None or set(case.titles.ends) != {TitleKind.CONSENT}:
        return None
    if end - case.ask.today > timedelta(days=case.ask.numbers.contract_warning_days):
        return None
    return {"date": end}


def contract_ends_soon(case: Case) -> Values | None:
    """Hold when the contract that makes the call lawful ends within a month: time to propose the agreement."""
    end = case.titles.ends.get(TitleKind.CONTRACT)
    if end is None or end - case.ask.today > timedelta(days=case.ask.numbers.contract_warning_days):
        return None
    return {"mandate": case.titles.values[TitleKind.CONTRACT]["mandate"], "date": end}


def flawed(code: str) -> Condition:
    """Return the condition that holds when no title opens the channel and a title was put forward but fails for
    ``code``."""

    def holds(case: Case) -> Values | None:
        return None if case.titles.ends else case.titles.flaws.get(code)

    return holds


def opened(kind: TitleKind) -> Condition:
    """Return the condition that holds when a title of this kind opens the channel."""

    def holds(case: Case) -> Values | None:
        return _with_slot(case, case.titles.values[kind]) if kind in case.titles.ends else None

    return holds


def electronic(case: Case) -> Values | None:
    """Hold when a separate agreement allows this electronic channel."""
    values = case.titles.values.get(TitleKind.CONSENT)
    return None if values is None else {**values, "channel": case.ask.channel}


def opt_out(case: Case) -> Values:
    """Hold in every case: under the old law, what nothing forbids is allowed."""
    return {"law_end": case.ask.book.end or case.ask.today}


def _with_slot(case: Case, values: Values) -> Values:
    ask = case.ask
    end = timing.appointment(case)
    if end is None and (slot := timing.legal_slot(ask, ask.local)):
        end = ask.local.replace(hour=slot[1].hour, minute=slot[1].minute, second=0, microsecond=0)
    return {**values, "slot_end": end}


def dated(moment_of: Callable[[Facts], datetime | None]) -> Condition:
    """Return the condition that holds when the facts have the moment given by ``moment_of``; the sentence shows it as
    {date}."""

    def holds(case: Case) -> Values | None:
        moment = moment_of(case.facts)
        return None if moment is None else {"date": case.ask.day(moment)}

    return holds


OPPOSITIONS = (
    *("OPPOSED_PERSON", "OPPOSED_NUMBER", "OPPOSED_EMAIL", "OPPOSED_ADDRESS"),
    *("OPPOSED_IN_AD", "OPPOSED_BY_SUPPLIER", "OPPOSED_VISIT"),
)

FLAWS = (
    *("CONSENT_EXPIRED", "CONSENT_WITHDRAWN", "CONSENT_INCOMPLETE", "CONSENT_NO_PROOF", "CONSENT_UNDATED"),
    *("CONSENT_FUTURE", "CONSENT_OTHER_AGENCY", "CONSENT_OTHER_OBJECT", "CONSENT_OTHER_NUMBER"),
    *("CONTRACT_ENDED", "CONTRACT_NOT_BEGUN", "CONTRACT_UNRELATED", "CONTRACT_UNPROVEN"),
    *("REQUEST_OLD", "REQUEST_OTHER_OBJECT", "REQUEST_UNPROVEN", "REQUEST_ANSWERED", "PROFESSIONAL_UNPROVEN"),
)

CONDITIONS: Mapping[str, Callable[[Case], Values | None]] = {
    **{code: opposed(code) for code in OPPOSITIONS},
    "RESTRICTED": dated(lambda facts: facts.restricted),
    "STOP_ASKED": duties.stop_asked,
    "REGISTER_CLOSED": duties.register_closed,
    "REGISTER_AWAY": dated(lambda facts: facts.as_of),
    "REFUSAL_IN_DOUBT": dated(lambda facts: facts.may_refuse),
    "ADDRESS_NEAR_OPPOSED": dated(lambda facts: facts.near_opposed),
    "NUMBER_WRONG": duties.number_wrong,
    "ERASED": dated(lambda facts: facts.erased),
    "CONSENT_NONE": consent_none,
    **{code: flawed(code) for code in FLAWS},
    "FREQUENCY": timing.frequency,
    "CONSENT_SLOT": timing.consent_slot,
    "HOURS_OUTSIDE": timing.hours_outside,
    "HOURS_WEEKEND": timing.hours_weekend,
    "HOURS_HOLIDAY": timing.hours_holiday,
    "HOURS_LOCAL_HOLIDAY": timing.hours_local_holiday,
    "HOURS_VAGUE_AGREEMENT": timing.hours_vague,
    "ZONE_UNKNOWN": timing.zone_unknown,
    "CLOCK_DOUBTFUL": timing.clock_doubtful,
    "REFUSAL_RECENT": timing.refusal_recent,
    "BLOCTEL_UNCHECKED": timing.bloctel_unchecked,
    "ROBOT": duties.always,
    "ELECTRONIC_NONE": duties.electronic_none,
    "ELECTRONIC_ENDED": duties.electronic_ended,
    "ELECTRONIC_PORTAL": duties.portal_refused,
    "NOTICE_OVERDUE": duties.notice_overdue,
    "RETENTION_OVER": duties.retention_over,
    "RETENTION_LISTING": duties.retention_listing,
    "SUPPLIER_UNKNOWN": duties.supplier_unknown,
    "SUPPLIER_INCOMPLETE": duties.supplier_incomplete,
    "ORIGIN_MISSING": duties.origin_missing,
    "ADDRESS_MISSING": duties.address_missing,
    "LETTER_RETURNED": duties.letter_returned,
    "REMINDER_SPENT": duties.reminder_spent,
    "REMINDER_EARLY": duties.reminder_early,
    "REMINDER_ANSWERED": duties.reminder_answered,
    "AGENCY_INCOMPLETE": duties.agency_incomplete,
    "CLAIM_UNANSWERED": duties.claim_unanswered,
    "RENT_NOT_SERVED": duties.rent_not_served,
    "AGENCY_CALLER_NUMBER": duties.caller_number,
    "CALL_OFF_HOURS": timing.off_hours,
    "CALL_CONSENT": opened(TitleKind.CONSENT),
    "CALL_CONTRACT": opened(TitleKind.CONTRACT),
    "CALL_REQUEST": opened(TitleKind.REQUEST),
    "CALL_PROFESSIONAL": opened(TitleKind.PROFESSIONAL),
    "CALL_OPT_OUT": opt_out,
    "ELECTRONIC": electronic,
    "LETTER": duties.letter_possible,
    "LETTER_REMINDER": duties.second_letter,
    "VISIT": duties.always,
    "FREQUENCY_LAST": timing.frequency_last,
    "CONSENT_BEFORE_LAW": consent_before_law,
    "CONSENT_ENDS_SOON": consent_ends_soon,
    "CONTRACT_ENDS_SOON": contract_ends_soon,
    "NOTICE_DUE": duties.notice_soon,
    "NOTICE_MISSING": duties.notice_missing,
}
