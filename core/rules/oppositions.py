"""Which refusals apply to a channel, and which were answered by a later agreement (law file, GDPR-04, GDPR-05,
POST-03)."""

from collections.abc import Iterator, Mapping
from datetime import date

from core.model.channel import Channel
from core.model.facts import ConsentFact, OppositionFact
from core.rules.question import Case, Condition, LawQuestion
from core.rules.rulebook_data import Values
from core.rules.titles import consent_end, unproven

CONTACT_CODES: Mapping[tuple[str, Channel], str] = {
    ("phone", Channel.CALL): "OPPOSED_NUMBER",
    ("phone", Channel.SMS): "OPPOSED_NUMBER",
    ("phone", Channel.ROBOT): "OPPOSED_NUMBER",
    ("number", Channel.CALL): "OPPOSED_NUMBER",
    ("number", Channel.SMS): "OPPOSED_NUMBER",
    ("number", Channel.ROBOT): "OPPOSED_NUMBER",
    ("mailbox", Channel.EMAIL): "OPPOSED_EMAIL",
    ("email", Channel.EMAIL): "OPPOSED_EMAIL",
    ("address", Channel.LETTER): "OPPOSED_ADDRESS",
    ("address", Channel.VISIT): "OPPOSED_ADDRESS",
    ("no_email", Channel.EMAIL): "OPPOSED_EMAIL",
    ("no_sms", Channel.SMS): "OPPOSED_NUMBER",
    ("no_call", Channel.CALL): "OPPOSED_NUMBER",
    ("no_call", Channel.ROBOT): "OPPOSED_NUMBER",
    ("no_letter", Channel.LETTER): "OPPOSED_ADDRESS",
}

_CLOSED_ALONE = ("number", "mailbox")
"""A telephone or an e-mail that tells nobody apart: its refusal is of this contact point, not of its bearer."""

BY_TELEPHONE = (Channel.CALL, Channel.ROBOT)
"""What a refusal limited to calls closes."""

_ONE_WAY: Mapping[str, tuple[Channel, ...]] = {
    "visit": (Channel.VISIT,),
    "electronic": (Channel.EMAIL, Channel.SMS),
    "no_email": (Channel.EMAIL,),
    "no_sms": (Channel.SMS,),
    "no_call": BY_TELEPHONE,
    "no_letter": (Channel.LETTER,),
}
"""What a refusal of one way of being reached closes, and nothing else."""


def codes(channel: Channel) -> frozenset[str]:
    """Return every reason code a refusal may give on a channel. A rulebook must list them all: a code it leaves out
    would be ignored."""
    contact = {code for (_kind, where), code in CONTACT_CODES.items() if where is channel}
    visit = {"OPPOSED_VISIT"} if channel is Channel.VISIT else set()
    return frozenset({"OPPOSED_PERSON", "OPPOSED_IN_AD", "OPPOSED_BY_SUPPLIER", *contact, *visit})


def in_force(ask: LawQuestion) -> tuple[OppositionFact, ...]:
    """Return the refusals that apply to the channel and that no later proven agreement answers, the oldest first.

    A refusal counts even when it is dated after the moment asked, so that a clock set back does not reopen a person.
    When an old call is judged again, the caller gives only what was known then.
    """
    refused = [*ask.facts.oppositions, *_refusals(ask)]
    facts = [fact for fact in refused if _bears_on(fact, ask) and not _answered(fact, ask)]
    return tuple(sorted(facts, key=lambda one: one.at))


def closes_all(opposition: OppositionFact) -> bool:
    """Tell whether a refusal closes every channel, not one way of being reached or one contact point alone."""
    return not opposition.calls_only and opposition.kind not in (*_ONE_WAY, *_CLOSED_ALONE)


def closes_one_way(opposition: OppositionFact) -> bool:
    """Tell whether a refusal is of one way of being reached, as a file says it column by column."""
    return opposition.kind.startswith("no_")


def answered_until(ask: LawQuestion) -> Iterator[date]:
    """Yield, for each refusal answered by an agreement, the last day of that agreement; the refusal applies again after
    it."""
    for fact in (*ask.facts.oppositions, *_refusals(ask)):
        if _bears_on(fact, ask):
            ends = [consent_end(consent, ask) for consent in ask.facts.consents if _answers(consent, fact, ask)]
            yield from [max(day for day in ends if day is not None)] if ends else []


def code_of(opposition: OppositionFact, channel: Channel) -> str:
    """Return the reason code a refusal gives on a channel: a refusal known by a number also closes the other channels,
    with OPPOSED_PERSON."""
    if opposition.kind == "visit":
        return "OPPOSED_VISIT"
    if opposition.kind in _ONE_WAY and (opposition.kind, channel) in CONTACT_CODES:
        return CONTACT_CODES[opposition.kind, channel]
    if opposition.kind == "listing" or opposition.how == "listing":
        return "OPPOSED_IN_AD"
    if opposition.how == "list" and opposition.supplier:
        return "OPPOSED_BY_SUPPLIER"
    return CONTACT_CODES.get((opposition.kind, channel), "OPPOSED_PERSON")


def opposed(code: str) -> Condition:
    """Return the condition that holds when a refusal in force gives ``code``; the sentence is about the oldest one."""

    def holds(case: Case) -> Values | None:
        for opposition in case.oppositions:
            if code_of(opposition, case.ask.channel) == code:
                return {"date": case.ask.day(opposition.at), "quote": opposition.quote, "supplier": opposition.supplier}
        return None

    return holds


def _refusals(ask: LawQuestion) -> list[OppositionFact]:
    if ask.numbers.refusal_days:
        return []
    return [
        OppositionFact("person", "call", refusal.at, calls_only=True, rank=refusal.rank)
        for refusal in ask.facts.refusals
    ]


def _bears_on(opposition: OppositionFact, ask: LawQuestion) -> bool:
    channel = ask.channel
    if opposition.kind in _ONE_WAY:
        return channel in _ONE_WAY[opposition.kind]
    if opposition.kind in _CLOSED_ALONE:
        return (opposition.kind, channel) in CONTACT_CODES and opposition.key in ("", ask.key)
    return channel in BY_TELEPHONE or not opposition.calls_only


def _answered(opposition: OppositionFact, ask: LawQuestion) -> bool:
    return any(_answers(consent, opposition, ask) for consent in ask.facts.consents)


def _answers(consent: ConsentFact, opposition: OppositionFact, ask: LawQuestion) -> bool:
    if consent.collected is None or consent.collected <= opposition.at:
        return False
    # The clock may have been wrong: what was recorded after an agreement is not answered by it (rule OBJ-02).
    if opposition.rank and 0 < consent.rank <= opposition.rank:
        return False
    # An agreement to be called on one number counts for that number only: the others stay closed by the refusal.
    if consent.key and any(key and key != consent.key for key in (opposition.key, ask.key)):
        return False
    return unproven(consent, ask) is None
