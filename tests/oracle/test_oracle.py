"""The program's verdicts against the oracle's, and the oracle against what section 13 of the law file says."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.actions.common.law import rulebooks
from core.base.records import replace
from core.model.channel import Channel
from core.model.facts import CallRefusal, ConsentFact, Facts, NoticeFact, OppositionFact
from core.rules.rulebook_data import Numbers, Rulebook
from core.rules.rulebooks import Rulebooks
from tests.lengths import length
from tests.oracle import calendar_fr as cal
from tests.oracle.asked import Question
from tests.oracle.comparing import compare, disagree
from tests.oracle.law import answer
from tests.tables import table

SLICE, SEED = length(2_500, long=5_000), 24_11_2026
AGREEING = length(1_200, long=5_000)
PARIS = ZoneInfo("Europe/Paris")
AGREED = ConsentFact(frozenset({Channel.CALL}), datetime(2026, 8, 15, 9, tzinfo=PARIS), None, has_proof=True)
PERSON = Facts(NoticeFact(date(2026, 8, 12), sent=(date(2026, 8, 13),)), consents=(AGREED,))


def light(person: Facts, at: str, channel: Channel = Channel.CALL) -> str:
    return answer(Question(person, channel, datetime.fromisoformat(at).replace(tzinfo=PARIS))).light


def test_the_program_agrees() -> None:
    tally = compare(AGREEING, SEED, rulebooks())
    assert not tally.disagreed, tally.disagreed[0]
    reached = {channel for channel, _light in tally.counts}
    assert reached == {channel.value for channel in Channel}
    assert all(tally.counts["call", one] > AGREEING // 100 for one in ("allowed", "wait", "forbidden", "opposed"))


def altered(**changes: object) -> Rulebooks:
    """The rulebooks of the program, today's with wrong numbers."""
    *before, today = rulebooks().books
    return Rulebooks((*before, replace(today, numbers=replace(today.numbers, **changes))))  # type: ignore[arg-type]


def unheard() -> Rulebooks:
    """The rulebooks of the program, today's deaf to what an ad says."""
    *before, today = rulebooks().books
    channels = {
        channel: replace(law, forbids=tuple(rule for rule in law.forbids if rule.code != "OPPOSED_IN_AD"))
        for channel, law in today.channels.items()
    }
    return Rulebooks((*before, replace(today, channels=channels)))


@table(
    "wrong",
    [
        lambda: altered(max_attempts=5),
        lambda: altered(counted_days=30),
        lambda: altered(request_working_days=6),
        lambda: altered(notice_months=2),
        lambda: altered(days=(1, 2, 3, 4, 5, 6)),
        lambda: altered(consent_years=2),
        lambda: altered(appointment_minutes=16),
        unheard,
    ],
)
def test_a_wrong_law_is_found_out(wrong: Callable[[], Rulebooks]) -> None:
    assert disagree(SLICE, SEED, wrong())


@table(
    "at, expected",
    [
        ("2026-11-24 13:00:00", "wait"),
        ("2026-11-24 14:00:00", "allowed"),
        ("2026-11-11 10:30:00", "wait"),
        ("2026-11-28 11:00:00", "wait"),
        ("2027-08-13 10:30:00", "allowed"),
        ("2027-08-16 10:30:00", "forbidden"),
    ],
)
def test_the_vectors_of_the_law_file(at: str, expected: str) -> None:
    assert light(PERSON, at) == expected


def test_the_vectors_about_refusals() -> None:
    nobody = replace(PERSON, consents=())
    assert light(nobody, "2026-11-24 14:00") == "forbidden"
    refused = datetime(2026, 7, 20, 11, tzinfo=PARIS)
    assert light(replace(nobody, refusals=(CallRefusal(refused),)), "2026-09-18 11:00") == "opposed"
    old = Facts(
        NoticeFact(date(2026, 4, 1), sent=(date(2026, 4, 10),)),
        bloctel_checked=date(2026, 6, 1),
        refusals=(CallRefusal(datetime(2026, 5, 1, 11, tzinfo=PARIS)),),
    )
    at = datetime(2026, 6, 22, 11, tzinfo=PARIS)
    assert answer(Question(old, Channel.CALL, at)).codes == {"REFUSAL_RECENT"}
    in_ad = OppositionFact("listing", "listing", datetime(2026, 8, 12, tzinfo=PARIS))
    for channel in Channel:
        assert light(replace(nobody, oppositions=(in_ad,)), "2026-11-24 14:00", channel) == "opposed"


def test_easter_and_its_days() -> None:
    """Section 12 gives these days."""
    for day in ("2026-04-06", "2026-05-14", "2026-05-25", "2027-03-29", "2027-05-06", "2027-05-17"):
        assert cal.national(date.fromisoformat(day))
    for day in ("2028-04-17", "2028-05-25", "2028-06-05"):
        assert cal.national(date.fromisoformat(day))
    for day in ("2026-04-03", "2027-03-26", "2028-04-14"):
        assert cal.local(date.fromisoformat(day), "67000")
        assert not cal.local(date.fromisoformat(day), "75001")
    assert (cal.easter(2024), cal.easter(2038)) == (date(2024, 3, 31), date(2038, 4, 25))


def test_the_books_compared_are_the_shipped_ones() -> None:
    shipped = rulebooks()
    assert all(isinstance(book, Rulebook) and isinstance(book.numbers, Numbers) for book in shipped.books)
    assert altered().books == shipped.books
