"""What must hold for every person, whatever the facts: more refusal, less proof or more doubt never opens anything."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from core.actions.common.law import rulebooks
from core.base.records import replace
from core.model.channel import Channel, TitleKind
from core.model.facts import ConsentFact, ContractFact, Facts, NoticeFact, OppositionFact, RequestFact
from core.model.verdict import Light
from core.rules.channels import is_allowed, judge, light_of
from tests.core.rules.people import PARIS, PROFESSIONAL

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
