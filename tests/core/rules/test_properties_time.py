"""What time may do to a verdict: allowed holds until its end, waiting ends when it says, doubt never opens. People
and moments are drawn as for the oracle, on both sides of 11 August 2026."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from core.actions.common.law import rulebooks
from core.base.records import replace
from core.model.channel import Channel
from core.model.facts import Facts, OppositionFact
from core.model.verdict import Light, Verdict
from core.rules.channels import judge
from core.words.verdicts import change, sentence
from tests.lengths import length
from tests.oracle.asked import Question
from tests.oracle.cases import cases
from tests.tables import table

BOOKS = rulebooks()
SECOND = timedelta(seconds=1)
SEEDS = st.integers(0, 2**32)
questions = SEEDS.map(lambda seed: next(cases(1, seed)))
shares = st.floats(0, 1, exclude_max=True)


def said(asked: Question, person: Facts | None = None, at: datetime | None = None) -> Verdict:
    return judge(asked.channel, person or asked.person, at or asked.at, BOOKS, key=asked.key, object_=asked.object)


def first(wanted: Callable[[Question], bool]) -> SearchStrategy[Question]:
    """Questions for which something holds, searched from a seed."""
    return SEEDS.map(lambda seed: next(filter(wanted, cases(5_000, seed))))


def ends(asked: Question) -> bool:
    verdict = said(asked)
    return verdict.allowed and verdict.until is not None and _settled(asked)


def waits(asked: Question) -> bool:
    verdict = said(replace(asked, channel=Channel.CALL))
    return verdict.light is Light.WAIT and verdict.until is not None and _settled(asked)


@settings(max_examples=length(25, long=200))
@given(first(ends), shares)
def test_allowed_holds_strictly_before_its_end(asked: Question, share: float) -> None:
    verdict = said(asked)
    assert verdict.until is not None
    assert verdict.until > asked.at
    between = asked.at + (verdict.until - asked.at) * share
    last = max(asked.at, verdict.until - SECOND)
    for moment in (min(between, last), last):
        assert said(asked, at=moment).allowed


@settings(max_examples=length(25, long=150))
@given(first(waits), shares)
def test_a_call_that_waits_is_allowed_when_it_says_and_not_before(asked: Question, share: float) -> None:
    call = replace(asked, channel=Channel.CALL)
    verdict = said(call)
    assert verdict.until is not None
    assert said(call, at=verdict.until).allowed
    before = min(asked.at + (verdict.until - asked.at) * share, verdict.until - SECOND)
    assert not said(call, at=before).allowed


@settings(max_examples=length(25, long=200))
@given(questions)
def test_every_verdict_speaks(asked: Question) -> None:
    verdict = said(asked)
    assert verdict.reasons
    for reason in verdict.reasons:
        assert sentence(reason).endswith((".", "…"))
        assert change(reason)


@settings(max_examples=length(25, long=200))
@given(questions, st.sampled_from(["person", "phone", "email", "address", "listing"]), st.booleans())
def test_a_refusal_after_everything_closes_every_channel(asked: Question, kind: str, for_calls: bool) -> None:
    refusal = OppositionFact(kind, "letter", datetime(2035, 1, 1, tzinfo=UTC), calls_only=for_calls)
    more = replace(asked.person, oppositions=(*asked.person.oppositions, refusal))
    for channel in Channel:
        one = replace(asked, channel=channel)
        if not for_calls or channel in (Channel.CALL, Channel.ROBOT):
            assert said(one, more).light is Light.OPPOSED
        assert said(one).allowed or not said(one, more).allowed


@settings(max_examples=length(25, long=200))
@given(questions)
def test_a_date_missing_or_to_come_opens_nothing(asked: Question) -> None:
    person, later = asked.person, asked.at + timedelta(days=2)
    doubtful = [
        replace(person, consents=tuple(replace(one, collected=None) for one in person.consents)),
        replace(person, consents=tuple(replace(one, collected=later) for one in person.consents)),
        replace(person, consents=tuple(replace(one, withdrawn=later) for one in person.consents)),
        replace(person, contracts=tuple(replace(one, start=None) for one in person.contracts)),
        replace(person, contracts=tuple(replace(one, end=None) for one in person.contracts)),
        replace(person, requests=tuple(replace(one, at=later) for one in person.requests)),
        replace(person, attempts=(*person.attempts, later)),
        replace(person, bloctel_checked=None),
        replace(person, erased=later),
        replace(person, restricted=later),
    ]
    if not person.notice.returned:
        sent = (later.date(),)
        doubtful.append(replace(person, notice=replace(person.notice, sent=sent, told=None)))
    for one in doubtful:
        for channel in Channel:
            put = replace(asked, channel=channel)
            if channel is Channel.LETTER and one.notice != person.notice:
                continue  # The second letter is another question than the first.
            assert said(put).allowed or not said(put, one).allowed
    assert not said(replace(asked, channel=Channel.CALL), replace(person, zone=None)).allowed


@settings(max_examples=length(25, long=200))
@given(questions)
def test_less_proof_opens_nothing(asked: Question) -> None:
    person = asked.person
    poorer = [
        replace(person, consents=()),
        replace(person, contracts=()),
        replace(person, requests=()),
        replace(person, professional=None),
        replace(person, consents=tuple(replace(one, has_proof=False) for one in person.consents)),
        replace(person, consents=tuple(replace(one, five_mentions_proven=False) for one in person.consents)),
        replace(person, requests=tuple(replace(one, has_proof=False) for one in person.requests)),
        replace(person, origin_complete=False),
        replace(person, has_address=False),
        replace(person, agency_missing=("la carte professionnelle",)),
        replace(person, supplier_missing=("le nom",)),
    ]
    for one in poorer:
        for channel in Channel:
            put = replace(asked, channel=channel)
            assert said(put).allowed or not said(put, one).allowed


@given(questions)
def test_robots_are_never_allowed(asked: Question) -> None:
    assert not said(replace(asked, channel=Channel.ROBOT)).allowed


@table("channel", list(Channel))
def test_some_case_of_every_channel_is_allowed_but_robots(channel: Channel) -> None:
    found = [said(replace(one, channel=channel)).allowed for one in cases(length(150, long=400), 7)]
    assert any(found) == (channel is not Channel.ROBOT)


def _settled(asked: Question) -> bool:
    """Nothing dated after now will come true meanwhile: what is to come is another sheet."""
    person, now, today = asked.person, asked.at, asked.at.date() - timedelta(days=1)
    notice = person.notice
    refused = [one.at for one in person.refusals]
    moments = [*person.attempts, *refused, *(one.collected for one in person.consents if one.collected)]
    days = [*notice.sent, *(day for day in (notice.told, notice.returned, person.listing_gone) if day)]
    starts = [one.start for one in person.contracts if one.start]
    return all(moment <= now for moment in moments) and all(day <= today for day in (*days, *starts))


def test_an_old_agreement_to_every_hour_ends_at_both_clocks() -> None:
    asked = next(filter(ends, cases(5_000, 209_809)))
    until = said(asked).until
    assert asked.person.number_zone is not None
    assert until is not None
    assert said(asked, at=until - SECOND).allowed
    assert not said(asked, at=until).allowed
