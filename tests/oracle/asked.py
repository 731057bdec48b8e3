"""A case put to the oracle, and the agreements given: what the law file says of a consent, a contract and a place."""

from datetime import date, datetime, tzinfo

from core.base.records import Struct
from core.model.channel import Channel
from core.model.facts import ConsentFact, ContractFact, Facts
from tests.oracle import calendar_fr as cal

T0 = date(2026, 8, 11)
PARIS = cal.zone("Europe/Paris")


class Question(Struct, frozen=True):
    """One case: who, which way, when, on which number, what about."""

    person: Facts
    channel: Channel
    at: datetime
    key: str = ""
    object: str = ""


class Answer(Struct, frozen=True):
    """The light (allowed, wait, forbidden, opposed) and the reasons that block."""

    light: str
    codes: frozenset[str]


# --- Place and day


def _place(person: Facts) -> tzinfo:
    """Section 12: the consumer's zone; unknown, Paris."""
    found = cal.zone(person.zone) or PARIS
    assert found is not None
    return found


def wall(asked: Question, moment: datetime | None = None) -> datetime:
    """Return what a clock on the person's wall shows, now or at a moment."""
    return (moment or asked.at).astimezone(_place(asked.person)).replace(tzinfo=None)


def today_of(asked: Question) -> date:
    """Return the person's day."""
    return wall(asked).date()


# --- Agreements


def _last_day(asked: Question, consent: ConsentFact) -> date:
    """TEL-26-04: the safe side of one year, or what was agreed if shorter."""
    assert consent.collected is not None
    year = cal.years_after(wall(asked, consent.collected).date(), 1) - cal.ONE_DAY
    return min(year, consent.until or year)


def good(asked: Question, consent: ConsentFact, channel: Channel) -> bool:
    """TEL-26-02 to 05: the agreement stands today for this channel, whatever the hour, number and object."""
    if not _names(consent, channel) or not consent.has_proof or consent.missing:
        return False
    if not consent.five_mentions_proven or consent.collected is None or consent.collected > asked.at:
        return False
    if _taken_back(asked, consent, channel):
        return False
    if consent.agency and consent.agency != asked.person.agency:
        return False
    return today_of(asked) <= _last_day(asked, consent)


def _taken_back(asked: Question, consent: ConsentFact, channel: Channel) -> bool:
    """TEL-26-05: taking one back takes back those given before."""
    if consent.withdrawn is not None:
        return True
    assert consent.collected is not None
    backs = [one for one in asked.person.consents if _names(one, channel) and one.withdrawn is not None]
    # OBJ-02: one recorded before the other was given before it, whatever the dates say.
    recorded = any(consent.rank and one.rank >= consent.rank for one in backs)
    return recorded or any(one.withdrawn is not None and one.withdrawn >= consent.collected for one in backs)


def _names(consent: ConsentFact, channel: Channel) -> bool:
    return channel in consent.channels or (channel is Channel.PORTAL and Channel.EMAIL in consent.channels)


def running(one: ContractFact, today: date) -> bool:
    """TEL-26-06: number, object, start and end are known, and today is between; TEL-26-01: no proof file, no title."""
    if not (one.number and one.object and one.start and one.end and one.has_proof):
        return False
    return one.start <= today <= one.end


def same_object(agreed: str, asked: str) -> bool:
    """Tell whether a contact is about what was agreed; what is not said differs from nothing."""
    return not agreed or not asked or agreed.casefold().split() == asked.casefold().split()
