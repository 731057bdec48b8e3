"""The verdict written a second time, from the law file alone: what may be done with one person, on one channel, now.

It reads the same values as the program (core.model.facts) and shares no line with core/rules. The names of the reasons
are those of the program's sentences. Sections and rules of the law file are named where they decide.
"""

from collections.abc import Iterator
from datetime import date, datetime

from core.model.channel import Channel
from core.model.facts import Facts, OppositionFact
from tests.oracle import calendar_fr as cal
from tests.oracle import telephone
from tests.oracle.asked import T0, Answer, Question, good, running, same_object, today_of, wall

MESSAGES = (Channel.EMAIL, Channel.SMS, Channel.PORTAL)
TO_COMPLETE = {
    *(
        "ADDRESS_NEAR_OPPOSED",
        "ADDRESS_MISSING",
        "ORIGIN_MISSING",
        "AGENCY_INCOMPLETE",
        "CLAIM_UNANSWERED",
        "RENT_NOT_SERVED",
        "SUPPLIER_UNKNOWN",
        "REMINDER_EARLY",
    ),
}


def answer(asked: Question) -> Answer:
    """Return what the law file says of one case."""
    codes = set(_always(asked))
    if asked.channel is Channel.CALL:
        codes |= set(telephone.call(asked))
    elif asked.channel is Channel.LETTER:
        codes |= set(_letter(asked))
    elif asked.channel in MESSAGES:
        codes |= set(_message(asked))
    elif asked.channel is Channel.ROBOT:
        codes.add("ROBOT")
    return Answer(_light(asked.channel, codes), frozenset(codes))


def _light(channel: Channel, codes: set[str]) -> str:
    if any(code.startswith("OPPOSED") for code in codes):
        return "opposed"
    if not codes:
        return "allowed"
    passing = telephone.PASSING if channel is Channel.CALL else TO_COMPLETE
    return "wait" if codes <= passing else "forbidden"


# --- What bears on every channel


def _always(asked: Question) -> Iterator[str]:
    person, today = asked.person, today_of(asked)
    yield from _opposed(asked)
    if person.restricted is not None:
        yield "RESTRICTED"
    if person.erased is not None:
        yield "ERASED"
    # OBJ-04, since the program says so (the law of August 2026).
    if person.stop_asked is not None and today >= T0:
        yield "STOP_ASKED"
    # OBJ-01: what may be a refusal is one until somebody says, since the program says so (the law of August 2026).
    if person.may_refuse is not None and asked.channel is not Channel.ROBOT and today >= T0:
        yield "REFUSAL_IN_DOUBT"
    # OBJ-01: nobody can be looked up in a register whose key is absent.
    if person.register_closed and asked.channel is not Channel.ROBOT and today >= T0:
        yield "REGISTER_CLOSED"
    # OBJ-01: what a copy holds says nothing of the refusals noted since.
    if person.as_of is not None and asked.channel is not Channel.ROBOT and today >= T0:
        yield "REGISTER_AWAY"
    # Section 20.1 of the words: a wrong number is no longer offered, since the program says so (law of August 2026).
    if asked.channel in (Channel.CALL, Channel.SMS) and today >= T0 and _somebody_else(asked):
        yield "NUMBER_WRONG"
    # GDPR-02: the sheet locks after the last day; the letter stays the way to inform.
    if asked.channel not in (Channel.LETTER, Channel.ROBOT) and not _informed(asked) and today > _notice_due(person):
        yield "NOTICE_OVERDUE"
    # OBJ-03: held until somebody says who is who, since the program says so (the law of August 2026).
    if person.near_opposed is not None and asked.channel in (Channel.LETTER, Channel.VISIT) and today >= T0:
        yield "ADDRESS_NEAR_OPPOSED"
    yield from _kept_too_long(asked)
    # BUY-01, BUY-06. Section 1: a visit is outside the scope.
    if asked.channel not in (Channel.ROBOT, Channel.VISIT) and "le nom" in person.supplier_missing:
        yield "SUPPLIER_UNKNOWN"


def _somebody_else(asked: Question) -> bool:
    """Another person answers there, and the one meant has not given the number since; without a number in view, none is
    left."""
    person = asked.person
    for wrong in person.wrong_numbers:
        since = [one.at for one in person.requests]
        since += [one.collected for one in person.consents if one.collected and (not one.key or one.key == wrong.key)]
        if all(moment <= wrong.at for moment in since) and (
            wrong.key == asked.key if asked.key else not person.number_left
        ):
            return True
    return False


def _opposed(asked: Question) -> Iterator[str]:
    """GDPR-04, GDPR-05, POST-03, POST-07: absolute, on every channel, until a later proven agreement for it."""
    for refusal in asked.person.oppositions:
        if _bears_on(refusal, asked.channel) and not _answered(asked, refusal.at, refusal.key, refusal.rank):
            yield _named(refusal, asked.channel)
    # TEL-26-05: since T0 a refusal said in a call is an objection, whenever it was said.
    if today_of(asked) >= T0 and asked.channel in (Channel.CALL, Channel.ROBOT):
        for said in asked.person.refusals:
            if not _answered(asked, said.at, "", said.rank):
                yield "OPPOSED_PERSON"


def _bears_on(refusal: OppositionFact, channel: Channel) -> bool:
    if refusal.kind == "visit":
        return channel is Channel.VISIT
    if refusal.calls_only:
        return channel in (Channel.CALL, Channel.ROBOT)
    return True


def _named(refusal: OppositionFact, channel: Channel) -> str:
    if refusal.kind == "visit":
        return "OPPOSED_VISIT"
    if refusal.kind == "listing" or refusal.how == "listing":
        return "OPPOSED_IN_AD"
    if refusal.how == "list" and refusal.supplier:
        return "OPPOSED_BY_SUPPLIER"
    own = {
        "phone": ("OPPOSED_NUMBER", (Channel.CALL, Channel.SMS, Channel.ROBOT)),
        "email": ("OPPOSED_EMAIL", (Channel.EMAIL,)),
        "address": ("OPPOSED_ADDRESS", (Channel.LETTER, Channel.VISIT)),
    }
    code, channels = own.get(refusal.kind, ("OPPOSED_PERSON", ()))
    return code if channel in channels else "OPPOSED_PERSON"


def _answered(asked: Question, since: datetime, key: str, rank: int) -> bool:
    """OBJ-02: only an agreement recorded later, and dated later."""
    for consent in asked.person.consents:
        if not good(asked, consent, asked.channel) or consent.collected is None:
            continue
        if rank and consent.rank and consent.rank <= rank:
            continue
        # Section 6.1 of the words: a new agreement, for this number.
        named = {one for one in (key, asked.key, consent.key) if one}
        if consent.collected > since and (not consent.key or named == {consent.key}):
            return True
    return False


def _informed(asked: Question) -> bool:
    """GDPR-01: a letter that came back informed nobody, nor one dated after today. One return is of the last sent.
    GDPR-03: the first layer said whole on the telephone informs."""
    notice, today = asked.person.notice, today_of(asked)
    arrived = sorted(notice.sent)
    if notice.returned is not None:
        back = [day for day in arrived if day <= notice.returned]
        arrived = [day for day in arrived if day not in back[-1:]]
    said = notice.told is not None and notice.told <= today
    return said or any(day <= today for day in arrived)


def _notice_due(person: Facts) -> date:
    """GDPR-02: the earliest of one month after obtaining, first contact, first disclosure."""
    notice = person.notice
    limits = [cal.month_after(notice.obtained, 1), notice.first_contact, notice.first_disclosure]
    return min(limit for limit in limits if limit is not None)


def _kept_too_long(asked: Question) -> Iterator[str]:
    """RET-01: three years from collection or the person's last sign. RET-02: listing gone, or twelve months."""
    person, today = asked.person, today_of(asked)
    if asked.channel is Channel.ROBOT:
        return
    signs = [person.notice.obtained]
    signs += [wall(asked, one.collected).date() for one in person.consents if one.collected is not None]
    signs += [wall(asked, one.at).date() for one in person.requests]
    signs += [one.end for one in person.contracts if one.end is not None]
    if today > cal.years_after(max(signs), 3):
        yield "RETENTION_OVER"
    gone = person.listing_gone is not None and person.listing_gone <= today
    if asked.channel is Channel.CALL and (today < T0 or telephone.title(asked)):
        return  # Section 8: RET-02 is advice of today, and not for who may be called
    if (gone or today > cal.years_after(person.notice.obtained, 1)) and not _tied(asked):
        yield "RETENTION_LISTING"


def _tied(asked: Question) -> bool:
    today = today_of(asked)
    agreed = any(good(asked, one, channel) for one in asked.person.consents for channel in one.channels)
    mandate = any(running(one, today) for one in asked.person.contracts)
    return agreed or mandate or any(one.has_proof and one.answered is None for one in asked.person.requests)


# --- Letters and messages


def _letter(asked: Question) -> Iterator[str]:
    """Section 7 and 11: address given, source named, agency's mentions; a second letter after thirty days, no third."""
    person, today = asked.person, today_of(asked)
    if not person.has_address:
        yield "ADDRESS_MISSING"
    if not person.origin_complete:
        yield "ORIGIN_MISSING"
    if person.agency_missing:
        yield "AGENCY_INCOMPLETE"
    if person.unanswered:  # GDPR-15
        yield "CLAIM_UNANSWERED"
    if person.lettings is False:
        yield "RENT_NOT_SERVED"
    sent, back = person.notice.sent, person.notice.returned
    if back is not None and all(day <= back for day in sent):
        yield "LETTER_RETURNED"
    if len(sent) > 1 or person.notice.reminded:
        yield "REMINDER_SPENT"
    elif sent:
        if (today - sent[0]).days < 30:
            yield "REMINDER_EARLY"
        if person.notice.answered:
            yield "REMINDER_ANSWERED"


def _message(asked: Question) -> Iterator[str]:
    """ELEC-01, ELEC-06: a specific agreement for this very means; a portal's mailbox is e-mail. ELEC-04: signed."""
    for one in asked.person.consents:
        own = not one.key or not asked.key or one.key == asked.key
        if own and good(asked, one, asked.channel) and same_object(one.object, asked.object):
            break
    else:
        yield "NO_AGREEMENT"
    if asked.person.agency_missing:
        yield "AGENCY_INCOMPLETE"
