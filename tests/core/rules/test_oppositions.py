"""Refusals: they close every channel, whatever the number they are known by, until a later proven agreement."""

from datetime import timedelta

from core.base.records import replace
from core.model.channel import Channel
from core.model.facts import NoticeFact, OppositionFact
from core.model.verdict import Light
from tests.core.rules.people import CONSENT, CONTRACT, PHONE, REFUSAL, TUESDAY, ask, call, codes, facts, paris
from tests.tables import table

AT = paris("2026-11-12 11:00")


@table(
    "opposition, channel, code",
    [
        (REFUSAL, Channel.CALL, "OPPOSED_PERSON"),
        (REFUSAL, Channel.LETTER, "OPPOSED_PERSON"),
        (REFUSAL, Channel.VISIT, "OPPOSED_PERSON"),
        (OppositionFact("phone", "letter", AT, key=PHONE), Channel.CALL, "OPPOSED_NUMBER"),
        (OppositionFact("phone", "letter", AT, key=PHONE), Channel.SMS, "OPPOSED_NUMBER"),
        (OppositionFact("phone", "letter", AT, key=PHONE), Channel.LETTER, "OPPOSED_PERSON"),
        (OppositionFact("email", "email", AT, key="a@b.fr"), Channel.EMAIL, "OPPOSED_EMAIL"),
        (OppositionFact("email", "email", AT, key="a@b.fr"), Channel.PORTAL, "OPPOSED_PERSON"),
        (OppositionFact("address", "letter", AT, key="x"), Channel.LETTER, "OPPOSED_ADDRESS"),
        (OppositionFact("address", "letter", AT, key="x"), Channel.CALL, "OPPOSED_PERSON"),
        (OppositionFact("listing", "listing", AT, quote="pas d'agence"), Channel.LETTER, "OPPOSED_IN_AD"),
        (OppositionFact("person", "listing", AT), Channel.CALL, "OPPOSED_IN_AD"),
        (OppositionFact("phone", "list", AT, supplier="Fichier Immo"), Channel.CALL, "OPPOSED_BY_SUPPLIER"),
        (OppositionFact("visit", "counter", AT), Channel.VISIT, "OPPOSED_VISIT"),
        (REFUSAL, Channel.ROBOT, "OPPOSED_PERSON"),
    ],
)
def test_what_a_refusal_says_on_each_channel(opposition: OppositionFact, channel: Channel, code: str) -> None:
    verdict = ask(channel, facts(oppositions=(opposition,)))
    assert verdict.code == code
    assert verdict.light is Light.OPPOSED
    assert not verdict.allowed


def test_the_oldest_refusal_speaks() -> None:
    older = replace(REFUSAL, at=paris("2026-10-01 23:30"))
    verdict = call(facts(oppositions=(REFUSAL, older)))
    assert verdict.reasons[0].values["date"] == older.at.date()


def test_a_visit_refused_leaves_the_letter() -> None:
    assert ask(Channel.LETTER, facts(oppositions=(OppositionFact("visit", "counter", AT),), notice=_new())).allowed


def test_a_refusal_of_calls_only() -> None:
    person = facts(oppositions=(replace(REFUSAL, calls_only=True),), contracts=(CONTRACT,), notice=_new())
    assert call(person).light is Light.OPPOSED
    assert ask(Channel.ROBOT, person).light is Light.OPPOSED
    assert ask(Channel.LETTER, person).allowed
    assert ask(Channel.VISIT, person).allowed


def test_a_contract_does_not_answer_a_refusal() -> None:
    assert call(facts(oppositions=(REFUSAL,), contracts=(CONTRACT,))).light is Light.OPPOSED


def test_only_a_later_proven_agreement_answers_a_refusal() -> None:
    later = replace(CONSENT, collected=paris("2026-11-12 11:01"))
    assert call(facts(oppositions=(REFUSAL,), consents=(later,))).allowed
    for weak in (
        replace(later, collected=REFUSAL.at),
        replace(later, collected=paris("2026-11-11 10:00")),
        replace(later, collected=None),
        replace(later, has_proof=False),
        replace(later, missing=("la signature",)),
        replace(later, withdrawn=paris("2026-11-20 10:00")),
        replace(later, until=paris("2026-11-23 10:00").date()),
        replace(later, channels=frozenset({Channel.EMAIL})),
    ):
        assert call(facts(oppositions=(REFUSAL,), consents=(weak,))).light is Light.OPPOSED


def test_the_refusal_comes_back_when_the_agreement_that_answers_it_ends() -> None:
    later = replace(CONSENT, collected=paris("2026-11-13 10:00"), channels=frozenset(Channel), until=TUESDAY.date())
    verdict = ask(Channel.VISIT, facts(oppositions=(REFUSAL,), consents=(later,)))
    assert verdict.until == paris("2026-11-25 00:00")
    assert ask(Channel.VISIT, facts(oppositions=(REFUSAL,), consents=(later,)), verdict.until).light is Light.OPPOSED


def test_the_agreement_answers_on_its_own_channel_only() -> None:
    later = replace(CONSENT, collected=paris("2026-11-13 10:00"))
    person = facts(oppositions=(REFUSAL,), consents=(later,))
    assert ask(Channel.LETTER, person).light is Light.OPPOSED
    assert ask(Channel.EMAIL, person).light is Light.OPPOSED


def test_the_agreement_for_a_number_answers_for_that_number() -> None:
    by_number = OppositionFact("phone", "letter", AT, key=PHONE)
    later = replace(CONSENT, collected=paris("2026-11-13 10:00"), key=PHONE)
    assert call(facts(oppositions=(by_number,), consents=(later,))).allowed
    other = replace(later, key="0639980001")
    assert call(facts(oppositions=(by_number,), consents=(other,))).light is Light.OPPOSED


def test_an_agreement_for_one_number_opens_no_other_not_even_to_a_mandate() -> None:
    later = replace(CONSENT, collected=paris("2026-11-13 10:00"), key=PHONE)
    person = facts(oppositions=(REFUSAL,), consents=(later,), contracts=(CONTRACT,))
    assert call(person, key=PHONE).allowed
    assert call(person, key="0639980001").light is Light.OPPOSED


def test_a_refusal_after_the_agreement_holds() -> None:
    later = replace(CONSENT, collected=paris("2026-11-13 10:00"))
    again = replace(REFUSAL, at=paris("2026-11-14 10:00"))
    assert call(facts(oppositions=(REFUSAL, again), consents=(later,))).light is Light.OPPOSED


def test_a_refusal_dated_after_now_still_holds() -> None:
    assert call(facts(oppositions=(replace(REFUSAL, at=TUESDAY + timedelta(hours=3)),))).light is Light.OPPOSED


@table("channel", list(Channel))
def test_a_frozen_or_erased_sheet_is_not_used(channel: Channel) -> None:
    assert ask(channel, facts(restricted=AT)).code == "RESTRICTED"
    verdict = ask(channel, facts(erased=AT))
    assert (verdict.code, verdict.light) == ("ERASED", Light.FORBIDDEN)
    assert codes(verdict)[0] == "ERASED"


def _new() -> NoticeFact:
    return replace(facts().notice, sent=())
