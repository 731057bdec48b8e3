"""The titles that make a contact lawful: consent, running contract, request by the person, professional number (law
file, TEL-26-01 to 07, 12).

In doubt the answer is no: what is missing, unreadable or still to come opens nothing. Any one valid title is enough.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType

from core.base.records import replace
from core.model.channel import Channel, TitleKind
from core.model.facts import ConsentFact, ContractFact, RequestFact
from core.rules.deadlines import consent_last_day, working_days_after
from core.rules.question import LawQuestion, Titles
from core.rules.rulebook_data import NOTHING, Values

Flaw = tuple[str, Values]
Claim = tuple[Flaw | None, date | None, Values]
"""One fact put forward as a title: why it does not hold (None: it does), its last day, and what its sentence tells."""

NO_TITLES = Titles(MappingProxyType({}), (), MappingProxyType({}), MappingProxyType({}))

SIREN_LENGTH = 9


def titles(ask: LawQuestion) -> Titles:
    """Return the titles that hold now, and why the others do not."""
    facts = ask.facts
    if not (facts.consents or facts.contracts or facts.requests or facts.professional):
        return NO_TITLES
    ends: dict[TitleKind, date | None] = {}
    values: dict[TitleKind, Values] = {}
    flaws: dict[str, Values] = {}
    for kind in ask.law.opens:
        for flaw, end, said in CLAIMS[kind](ask):
            if flaw is not None:
                flaws[flaw[0]] = flaw[1]
            elif kind not in ends or _later(end, ends[kind]):
                ends[kind], values[kind] = end, said
    return Titles(ends, tuple(c for c in facts.consents if _consent_flaw(c, ask) is None), flaws, values)


def carries(consent: ConsentFact, channel: Channel) -> bool:
    """Tell whether the agreement names the channel; messages through a portal are treated as e-mail (ELEC-06)."""
    return channel in consent.channels or (channel is Channel.PORTAL and Channel.EMAIL in consent.channels)


def unproven(consent: ConsentFact, ask: LawQuestion) -> Flaw | None:
    """Return why the agreement is not complete, proven and valid for this channel (None when it is), whatever the
    number or the object of the call."""
    if not carries(consent, ask.channel):
        return "CONSENT_NONE", NOTHING
    withdrawn = _withdrawn(consent, ask)
    if withdrawn is not None:
        return "CONSENT_WITHDRAWN", {"date": ask.day(withdrawn)}
    if consent.collected is None:
        return "CONSENT_UNDATED", NOTHING
    if consent.collected > ask.local:
        return "CONSENT_FUTURE", {"date": ask.day(consent.collected)}
    return _weak_proof(consent, ask) or _expired(consent, ask)


def consent_end(consent: ConsentFact, ask: LawQuestion) -> date | None:
    """Return the last day of the agreement, or None when it has no date."""
    if consent.collected is None:
        return None
    return consent_last_day(ask.day(consent.collected), consent.until, years=ask.numbers.consent_years)


def relations(ask: LawQuestion) -> list[date | None]:
    """Return the last day (None: no end) of each link that makes the person more than a listing: an agreement in force
    for any channel, a running contract, a request without an answer."""
    facts = ask.facts
    about_anything = replace(ask, object_="")
    agreed = [consent_end(consent, ask) for consent in facts.consents if _any_channel(consent, ask)]
    running = [contract.end for contract in facts.contracts if _contract_flaw(contract, about_anything) is None]
    asked = [None for request in facts.requests if request.has_proof and request.answered is None]
    return [*agreed, *running, *asked]


def _any_channel(consent: ConsentFact, ask: LawQuestion) -> bool:
    return any(unproven(consent, replace(ask, channel=channel)) is None for channel in consent.channels)


def _withdrawn(consent: ConsentFact, ask: LawQuestion) -> datetime | None:
    # Withdrawing an agreement withdraws all those given before it: the person does not distinguish them.
    moments = [
        other.withdrawn
        for other in ask.facts.consents
        if other.withdrawn is not None
        and (other is consent or (carries(other, ask.channel) and _given_before(consent, other, other.withdrawn)))
    ]
    return max(moments, default=None)


def _given_before(consent: ConsentFact, other: ConsentFact, withdrawn: datetime) -> bool:
    """Tell whether an agreement was given before another one was withdrawn; one recorded before the other was given
    was, whatever the clock said."""
    if consent.rank and consent.rank <= other.rank:
        return True
    return consent.collected is None or consent.collected <= withdrawn


def _weak_proof(consent: ConsentFact, ask: LawQuestion) -> Flaw | None:
    if consent.missing or not consent.five_mentions_proven:
        return "CONSENT_INCOMPLETE", {"missing": consent.missing}
    if not consent.has_proof:
        return "CONSENT_NO_PROOF", NOTHING
    if consent.agency and consent.agency != ask.facts.agency:
        return "CONSENT_OTHER_AGENCY", {"company": consent.agency}
    return None


def _expired(consent: ConsentFact, ask: LawQuestion) -> Flaw | None:
    end = consent_end(consent, ask)
    return ("CONSENT_EXPIRED", {"date": end}) if end is not None and end < ask.today else None


def _consent_flaw(consent: ConsentFact, ask: LawQuestion) -> Flaw | None:
    flaw = unproven(consent, ask)
    if flaw is not None:
        return flaw
    if consent.key and ask.key and consent.key != ask.key:
        return "CONSENT_OTHER_NUMBER", {"phone": consent.key}
    if _differs(consent.object, ask.object_):
        return "CONSENT_OTHER_OBJECT", {"object": consent.object}
    return None


def _consents(ask: LawQuestion) -> Iterator[Claim]:
    facts = [consent for consent in ask.facts.consents if carries(consent, ask.channel)]
    for consent in facts:
        end = consent_end(consent, ask)
        day = ask.day(consent.collected) if consent.collected else None
        yield _consent_flaw(consent, ask), end, {"date": day, "object": consent.object, "consent_end": end}


def _contract_flaw(contract: ContractFact, ask: LawQuestion) -> Flaw | None:
    if not (contract.number and contract.object and contract.start and contract.end and contract.has_proof):
        return "CONTRACT_UNPROVEN", NOTHING
    mandate = contract.number
    if contract.end < ask.today:
        return "CONTRACT_ENDED", {"mandate": mandate, "date": contract.end}
    if contract.start > ask.today:
        return "CONTRACT_NOT_BEGUN", {"mandate": mandate, "date": contract.start}
    return ("CONTRACT_UNRELATED", {"mandate": mandate}) if _differs(contract.object, ask.object_) else None


def _contracts(ask: LawQuestion) -> Iterator[Claim]:
    for contract in ask.facts.contracts:
        said = {"mandate": contract.number, "mandate_end": contract.end}
        yield _contract_flaw(contract, ask), contract.end, said


def _request_flaw(request: RequestFact, ask: LawQuestion, end: date) -> Flaw | None:
    if not (request.has_proof and request.how and request.object) or request.at > ask.local:
        return "REQUEST_UNPROVEN", NOTHING
    if request.answered is not None:
        return "REQUEST_ANSWERED", {"date": ask.day(request.answered)}
    if end < ask.today:
        return "REQUEST_OLD", {"date": ask.day(request.at)}
    return ("REQUEST_OTHER_OBJECT", {"object": request.object}) if _differs(request.object, ask.object_) else None


def _requests(ask: LawQuestion) -> Iterator[Claim]:
    for request in ask.facts.requests:
        day = ask.day(request.at)
        end = working_days_after(day, ask.numbers.request_working_days)
        yield _request_flaw(request, ask, end), end, {"date": day, "object": request.object, "request_end": end}


def _professional(ask: LawQuestion) -> Iterator[Claim]:
    pro = ask.facts.professional
    if pro is None:
        return
    proven = pro.has_proof and pro.object and len(pro.siren) == SIREN_LENGTH and pro.siren.isdecimal()
    holds = proven and (pro.until is None or pro.until >= ask.today)
    yield None if holds else ("PROFESSIONAL_UNPROVEN", NOTHING), pro.until, NOTHING


def _differs(agreed: str, asked: str) -> bool:
    return bool(agreed and asked) and agreed.casefold().split() != asked.casefold().split()


def _later(end: date | None, than: date | None) -> bool:
    return than is not None and (end is None or end > than)


CLAIMS: Mapping[TitleKind, Callable[[LawQuestion], Iterator[Claim]]] = {
    TitleKind.CONSENT: _consents,
    TitleKind.CONTRACT: _contracts,
    TitleKind.REQUEST: _requests,
    TitleKind.PROFESSIONAL: _professional,
}
