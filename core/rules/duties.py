"""Conditions about what the agency must do before a contact: information, identity, origin, retention (law file,
GDPR-01, 02, HOG, BUY, RET, POST)."""

from datetime import date, timedelta

from core.model.channel import Channel
from core.model.facts import Facts, WrongNumber
from core.rules.deadlines import add_months, notice_due
from core.rules.question import Case, LawQuestion
from core.rules.rulebook_data import NOTHING, Values
from core.rules.titles import carries, consent_end, relations

SUPPLIER_NAME = "le nom"
"""The word ``Facts.supplier_missing`` holds when nobody knows who sold the file."""


def letters_arrived(ask: LawQuestion) -> tuple[date, ...]:
    """Return the days of the letters that reached the person: those sent by today, without the one that came back,
    which is the last one sent by the day of the return."""
    notice = ask.facts.notice
    sent = tuple(day for day in notice.sent if day <= ask.today)
    if notice.returned is None:
        return sent
    gone = [day for day in notice.sent if day <= notice.returned]
    return tuple(day for day in sent if not gone or day != gone[-1])


def due_day(ask: LawQuestion) -> date | None:
    """Return the last day to inform the person; None when the information has already reached them, in writing or said
    in full."""
    day = ask.facts.notice.told
    if letters_arrived(ask) or (day is not None and day <= ask.today):
        return None
    return notice_due(ask.facts.notice, months=ask.numbers.notice_months)


def notice_overdue(case: Case) -> Values | None:
    """Hold when the information is late: every contact is then blocked except the letter that gives it."""
    due = due_day(case.ask)
    return {"date": due} if due is not None and due < case.ask.today else None


def notice_soon(case: Case) -> Values | None:
    """Hold when the information is still to be given and is not late."""
    due = due_day(case.ask)
    return None if due is None or due < case.ask.today else {"date": due, "days": (due - case.ask.today).days}


def notice_missing(case: Case) -> Values | None:
    """Hold when this would be the first contact: the information must be given at that moment at the latest."""
    return NOTHING if due_day(case.ask) is not None else None


def stop_asked(case: Case) -> Values | None:
    """Hold while a request to be erased or left alone waits for its answer (rule OBJ-04)."""
    return {"date": case.facts.stop_asked} if case.facts.stop_asked is not None else None


def number_wrong(case: Case) -> Values | None:
    """Hold for a number where the last call found somebody else, until the person gives it again (RGPD, art. 5(1)(d),
    prudence); for the person, when they have no other."""
    ask, facts = case.ask, case.facts
    if not ask.key and facts.number_left:
        return None
    numbers = [
        number for number in facts.wrong_numbers if ask.key in ("", number.key) and not _given_again(facts, number)
    ]
    return {"date": ask.day(max(number.at for number in numbers))} if numbers else None


def _given_again(facts: Facts, wrong: WrongNumber) -> bool:
    agreed = (consent.collected for consent in facts.consents if consent.collected and consent.key in ("", wrong.key))
    return any(moment > wrong.at for moment in (*agreed, *(request.at for request in facts.requests)))


def agency_incomplete(case: Case) -> Values | None:
    """Hold when a mandatory mention of the agency is missing (décret 72-678, art. 92)."""
    return {"missing": case.facts.agency_missing} if case.facts.agency_missing else None


def claim_unanswered(case: Case) -> Values | None:
    """Hold while the agency did not answer what its letters state (rule GDPR-15; RGPD art. 5(1)(a) and 14)."""
    return {"missing": case.facts.unanswered} if case.facts.unanswered else None


def rent_not_served(case: Case) -> Values | None:
    """Hold for a property to let when the agency offers nothing for it: there is nothing to propose."""
    return NOTHING if case.facts.lettings is False else None


def caller_number(case: Case) -> Values | None:
    """Hold when the agency has no number to show: a masked call is forbidden (L221-17)."""
    return None if case.facts.has_caller_number else NOTHING


def supplier_unknown(case: Case) -> Values | None:
    """Hold when it is not known who sold the file."""
    return NOTHING if SUPPLIER_NAME in case.facts.supplier_missing else None


def supplier_incomplete(case: Case) -> Values | None:
    """Hold when the supplier's sheet lacks something the buyer must answer for."""
    missing = case.facts.supplier_missing
    if not missing or SUPPLIER_NAME in missing:
        return None
    return {"missing": missing, "supplier": case.facts.supplier}


def origin_missing(case: Case) -> Values | None:
    """Hold when the letter could not say where the data come from."""
    facts = case.facts
    return None if facts.origin_complete else {"gap": facts.origin_gap} if facts.origin_gap else NOTHING


def address_missing(case: Case) -> Values | None:
    """Hold when there is no postal address; the agency may not search for one."""
    return None if case.facts.has_address else NOTHING


def letter_returned(case: Case) -> Values | None:
    """Hold when the last letter came back."""
    notice = case.facts.notice
    if notice.returned is None or any(day > notice.returned for day in notice.sent):
        return None
    return {"date": notice.returned}


def reminder_early(case: Case) -> Values | None:
    """Hold when one letter has left and it is too soon for the second."""
    sent, numbers = case.facts.notice.sent, case.ask.numbers
    if reminder_spent(case) is not None or not sent:
        return None
    day = max(sent) + timedelta(days=numbers.letter_gap_days)
    return {"date": day} if case.ask.today < day else None


def reminder_spent(case: Case) -> Values | None:
    """Hold when the second and last letter has left."""
    notice = case.facts.notice
    return NOTHING if notice.reminded or len(notice.sent) >= case.ask.numbers.letters else None


def reminder_answered(case: Case) -> Values | None:
    """Hold when the person answered the first letter in any way: the second one says that they did not."""
    notice = case.facts.notice
    return NOTHING if notice.sent and notice.answered and reminder_spent(case) is None else None


def retention_over(case: Case) -> Values | None:
    """Hold when the person has given no sign for three years."""
    return NOTHING if case.ask.today > _signs_end(case.ask) else None


def retention_listing(case: Case) -> Values | None:
    """Hold when the listing is gone, or a year old, and nothing else ties the person to the agency."""
    if _listing_end(case.ask) >= case.ask.today:
        return None
    return None if case.titles.ends or relations(case.ask) else NOTHING


def kept_until(case: Case) -> date | None:
    """Return the last day on which the sheet may certainly be used, if nothing happens meanwhile; None when no end is
    known."""
    ask = case.ask
    forbids = {rule.code for rule in ask.law.forbids}
    ends: list[date | None] = [_signs_end(ask)] if "RETENTION_OVER" in forbids else []
    if "RETENTION_LISTING" in forbids:
        held = [_listing_end(ask), *case.titles.ends.values(), *relations(ask)]
        ends.append(None if None in held else max((day for day in held if day is not None), default=None))
    return min((day for day in ends if day is not None), default=None)


def electronic_none(case: Case) -> Values | None:
    """Hold when there is no separate agreement for this electronic channel."""
    return NOTHING if not case.titles.ends and electronic_ended(case) is None else None


def electronic_ended(case: Case) -> Values | None:
    """Hold when the agreement for this channel has ended or was withdrawn."""
    ask = case.ask
    if case.titles.ends:
        return None
    facts = [consent for consent in ask.facts.consents if carries(consent, ask.channel)]
    ends = [ask.day(consent.withdrawn) if consent.withdrawn else consent_end(consent, ask) for consent in facts]
    last = max((day for day in ends if day is not None), default=None)
    ended = {"CONSENT_EXPIRED", "CONSENT_WITHDRAWN"} & set(case.titles.flaws)
    return {"channel": ask.channel, "date": last} if ended and last is not None else None


def letter_possible(case: Case) -> Values | None:
    """Hold when the first letter, which gives the information, may be sent."""
    return None if case.facts.notice.sent else {"notice_due": due_day(case.ask)}


def second_letter(case: Case) -> Values | None:
    """Hold when the second and last letter may be sent."""
    sent = case.facts.notice.sent
    return {"date": sent[0]} if sent else None


def always(_case: Case) -> Values:
    """Hold in every case."""
    return NOTHING


def portal_refused(case: Case) -> Values | None:
    """Hold in every case: messages through a portal are electronic mail and need the agreement for e-mail."""
    return NOTHING if case.ask.channel is Channel.PORTAL and not case.titles.ends else None


def _signs_end(ask: LawQuestion) -> date:
    return add_months(_last_sign(ask), 12 * ask.numbers.retention_years)


def _listing_end(ask: LawQuestion) -> date:
    day = ask.facts.listing_gone
    aged = add_months(ask.facts.notice.obtained, ask.numbers.listing_months)
    return aged if day is None else min(aged, day - timedelta(days=1))


def _last_sign(ask: LawQuestion) -> date:
    facts = ask.facts
    signs = [facts.notice.obtained]
    signs += [ask.day(consent.collected) for consent in facts.consents if consent.collected]
    signs += [ask.day(request.at) for request in facts.requests]
    signs += [contract.end for contract in facts.contracts if contract.end]
    return max(signs)


def register_closed(case: Case) -> Values | None:
    """Hold when the register cannot be asked, for want of its key: whoever is not found in it may be in it."""
    return NOTHING if case.facts.register_closed else None
