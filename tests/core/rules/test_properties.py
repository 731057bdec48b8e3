"""What must hold for every person, whatever the facts: more refusal, less proof or more doubt never opens anything."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from core.actions.common.law import rulebooks
from core.base.records import replace
from core.model.channel import Channel, TitleKind
from core.model.facts import ConsentFact, ContractFact, Facts, NoticeFact, OppositionFact, RequestFact
from core.model.verdict import Light, Verdict
from core.rules.channels import is_allowed, judge, light_of
from core.words.verdicts import change, sentence
from tests.core.rules.people import PARIS, PROFESSIONAL
from tests.lengths import length
from tests.oracle.asked import Question
from tests.oracle.cases import cases
from tests.tables import table

BOOKS = rulebooks()
AUTUMN = (datetime(2026, 9, 1), datetime(2027, 2, 1))  # noqa: DTZ001 - hypothesis wants naive bounds
MOMENTS = st.datetimes(*AUTUMN, timezones=st.just(PARIS))
# Half of the moments asked are plain working hours, so that many cases are allowed.
ASKED = MOMENTS | st.dates(date(2026, 9, 1), date(2027, 2, 1)).map(
    lambda day: datetime(day.year, day.month, day.day, 15, 0, tzinfo=PARIS)
)
DAYS = st.dates(date(2026, 8, 1), date(2027, 6, 1))
KEYS = st.sampled_from(["", "0639980000", "0639980001"])
CHANNELS = st.frozensets(st.sampled_from(Channel)) | st.just(frozenset(Channel))

consents = st.builds(
    ConsentFact,
    channels=CHANNELS,
    collected=st.none() | MOMENTS,
    until=st.none() | DAYS,
    has_proof=st.booleans() | st.just(True),
    missing=st.just(()) | st.just(("la durée",)),
    withdrawn=st.none() | MOMENTS,
    key=KEYS,
    agency=st.sampled_from(["", "ours", "theirs"]),
    slots=st.just(()) | st.just(((2, "10:00", "12:00"), (6, "09:00", "11:00"))),
    exact=st.just(()) | st.lists(MOMENTS, max_size=2).map(tuple),
)
oppositions = st.builds(
    OppositionFact,
    kind=st.sampled_from(["person", "phone", "email", "address", "listing", "visit"]),
    how=st.sampled_from(["call", "letter", "listing", "list"]),
    at=MOMENTS,
    key=KEYS,
    supplier=st.sampled_from(["", "Fichier Immo"]),
    calls_only=st.booleans(),
)
contracts = st.builds(
    ContractFact, st.sampled_from(["", "12"]), st.just("vente"), st.none() | DAYS, st.none() | DAYS, st.booleans()
)
requests = st.builds(
    RequestFact, st.just("vente"), MOMENTS, st.just("e-mail"), st.booleans(), answered=st.none() | MOMENTS
)
notices = st.builds(
    NoticeFact,
    obtained=st.dates(date(2026, 8, 1), date(2026, 12, 1)),
    sent=st.just(()) | st.lists(DAYS, max_size=2).map(lambda days: tuple(sorted(days))),
    first_contact=st.none() | DAYS,
    reminded=st.booleans(),
    returned=st.none() | DAYS,
)
people = st.builds(
    Facts,
    notice=notices,
    zone=st.sampled_from(["Europe/Paris", "Indian/Reunion", None]) | st.just("Europe/Paris"),
    postcode=st.sampled_from(["", "67000", "97400"]),
    oppositions=st.just(()) | st.lists(oppositions, max_size=2).map(tuple),
    consents=st.lists(consents, max_size=2).map(tuple),
    contracts=st.lists(contracts, max_size=1).map(tuple),
    requests=st.lists(requests, max_size=1).map(tuple),
    professional=st.none() | st.just(PROFESSIONAL),
    attempts=st.lists(MOMENTS, max_size=5).map(tuple),
    agency=st.just("ours"),
    has_address=st.booleans() | st.just(True),
)
channels = st.sampled_from(Channel)


@given(channels, people, ASKED, KEYS)
def test_a_verdict_is_whole(channel: Channel, person: Facts, at: datetime, key: str) -> None:
    verdict = judge(channel, person, at, BOOKS, key=key)
    assert verdict.reasons
    assert key or light_of(channel, person, at, BOOKS) is verdict.light
    assert is_allowed(channel, person, at, BOOKS, key=key) is verdict.allowed
    assert verdict.allowed == (verdict.light is Light.ALLOWED)
    assert verdict.allowed == (not any(reason.blocks for reason in verdict.reasons))
    assert len({reason.code for reason in verdict.reasons}) == len(verdict.reasons)
    assert verdict.until is None or verdict.until > at
    law = BOOKS.on(at.date()).channels[channel]
    assert all(reason.rule and reason.reference and reason.grade in "ABCD" for reason in verdict.reasons)
    assert not verdict.allowed or verdict.code in {rule.code for rule in law.allows}


@given(channels, people, ASKED, oppositions, KEYS)
def test_more_opposition_never_opens(
    channel: Channel, person: Facts, at: datetime, refusal: OppositionFact, key: str
) -> None:
    more = replace(person, oppositions=(*person.oppositions, refusal))
    assert judge(channel, person, at, BOOKS, key=key).allowed or not judge(channel, more, at, BOOKS, key=key).allowed


@given(channels, people, ASKED, oppositions)
def test_an_opposed_person_without_a_later_agreement_is_never_reached(
    channel: Channel, person: Facts, at: datetime, refusal: OppositionFact
) -> None:
    everything = replace(refusal, calls_only=False, kind="person")
    opposed = replace(person, oppositions=(everything,), consents=())
    assert judge(channel, opposed, at, BOOKS).light is Light.OPPOSED


@given(channels, people, ASKED, KEYS)
def test_less_proof_never_opens(channel: Channel, person: Facts, at: datetime, key: str) -> None:
    def weaker(**change: object) -> Facts:
        return replace(person, consents=tuple(replace(one, **change) for one in person.consents))  # type: ignore[arg-type]

    allowed = judge(channel, person, at, BOOKS, key=key).allowed
    for poorer in (
        weaker(has_proof=False),
        weaker(collected=None),
        weaker(missing=("la signature",)),
        weaker(five_mentions_proven=False),
        weaker(withdrawn=at),
        replace(person, consents=()),
        replace(person, contracts=()),
        replace(person, contracts=tuple(replace(one, has_proof=False) for one in person.contracts)),
        replace(person, requests=()),
        replace(person, requests=tuple(replace(one, has_proof=False) for one in person.requests)),
        replace(person, professional=None),
        replace(person, professional=person.professional and replace(person.professional, has_proof=False)),
    ):
        assert allowed or not judge(channel, poorer, at, BOOKS, key=key).allowed


@given(channels, people, ASKED)
def test_doubt_never_opens(channel: Channel, person: Facts, at: datetime) -> None:
    allowed = judge(channel, person, at, BOOKS).allowed
    for doubtful in (
        replace(person, zone=None),
        replace(person, number_zone="Indian/Reunion"),
        replace(person, attempts=(*person.attempts, at)),
        replace(person, origin_complete=False),
        replace(person, supplier_missing=("le contrat",)),
        replace(person, has_caller_number=False),
        replace(person, restricted=at),
        replace(person, erased=at),
    ):
        assert allowed or not judge(channel, doubtful, at, BOOKS).allowed


@given(people, ASKED)
def test_since_the_law_a_call_has_a_title(person: Facts, at: datetime) -> None:
    verdict = judge(Channel.CALL, person, at, BOOKS)
    titles = {f"CALL_{kind.name}" for kind in TitleKind}
    assert not verdict.allowed or titles & {reason.code for reason in verdict.reasons}


@settings(max_examples=40)
@given(people, ASKED)
def test_the_next_moment_is_allowed_and_an_allowed_call_holds(person: Facts, at: datetime) -> None:
    first = judge(Channel.CALL, person, at, BOOKS)
    if first.until is None:
        return
    following = at if first.allowed else first.until
    verdict = judge(Channel.CALL, person, following, BOOKS)
    assert following >= at
    assert verdict.allowed
    assert verdict.until is not None
    just_before = verdict.until - timedelta(seconds=1)
    assert judge(Channel.CALL, person, just_before, BOOKS).allowed


# --- What time may do to a verdict: allowed holds until its end, waiting ends when it says, doubt never opens. People
# and moments are drawn as for the oracle, on both sides of 11 August 2026

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
