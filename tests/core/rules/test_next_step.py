"""The next step: what is to be done first of everything that could be, and never what its own action would refuse."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

from core.actions.common.law import rulebooks
from core.actions.common.next_step_facts import counted
from core.base.records import replace
from core.model.channel import Channel
from core.model.facts import Facts, NoticeFact
from core.model.milestone import MilestoneKind, TradeEvent
from core.model.opposing import CallOutcome
from core.model.step import NextStep, PendingRequest, Situation, Step, Twin
from core.model.verdict import Light
from core.rules.callbacks import hours_suit, nearest
from core.rules.channels import judge
from core.rules.next_step import next_step
from core.rules.rulebooks import Rulebooks
from core.words import steps
from tests.core.rules.people import (
    CONSENT,
    CONTRACT,
    NEW,
    PROFESSIONAL,
    REFUSAL,
    REQUEST,
    TUESDAY,
    attempts,
    facts,
    paris,
)
from tests.lengths import length
from tests.tables import table

LATE = NoticeFact(date(2026, 10, 1))
RETURNED = NoticeFact(date(2026, 11, 2), sent=(date(2026, 11, 3),), returned=date(2026, 11, 9))
TWICE = NoticeFact(date(2026, 9, 2), sent=(date(2026, 9, 3), date(2026, 10, 10)), reminded=True)
ALONE = NoticeFact(date(2026, 10, 1), sent=(date(2026, 10, 10),))
ASKED = PendingRequest("access", date(2026, 12, 4))
MONDAY, FRIDAY = paris("2026-11-23 10:20"), paris("2026-11-20 15:00")
MORNING, NOON = paris("2026-11-24 10:30"), paris("2026-11-24 11:30")
BEFORE = paris("2026-11-09 10:00")
"""Before the agreement."""
LATER = paris("2026-11-24 17:00")
TODAY = TUESDAY.date()
MEETING = TradeEvent(MilestoneKind.APPOINTMENT, paris("2026-11-27 10:00"), "au bien")
ESTIMATE = TradeEvent(MilestoneKind.ESTIMATE, MONDAY, said="hand", back=date(2026, 12, 7))
MANDATE = TradeEvent(MilestoneKind.MANDATE, MONDAY, said="2026-118")
LOST = TradeEvent(MilestoneKind.LOST, MONDAY, said="alone")
TRIES = (0, 0, 1, 4)
EVENING = paris("2026-11-24 21:00")


def at(has: Situation, moment: datetime = TUESDAY) -> NextStep:
    return next_step(has, moment, rulebooks())


def told(outcome: str, moment: datetime = MONDAY) -> tuple[datetime, CallOutcome | None]:
    return moment, CallOutcome.known(outcome)


def has(person: Facts | None = None, **beside: object) -> Situation:
    return Situation(person or facts(), **beside)  # type: ignore[arg-type]


@table(
    "situation, step, code",
    [
        (has(request=ASKED, open_call=MONDAY), "answer", "NEXT_ANSWER"),
        (has(request=replace(ASKED, due=date(2026, 11, 25))), "answer", "NEXT_ANSWER_ONE"),
        (has(request=replace(ASKED, due=date(2026, 11, 24))), "answer", "NEXT_ANSWER_TODAY"),
        (has(request=replace(ASKED, due=date(2026, 11, 20))), "answer", "NEXT_ANSWER_LATE"),
        (has(request=replace(ASKED, extended=True)), "answer", "NEXT_ANSWER_LONGER"),
        (has(facts(oppositions=(REFUSAL,), restricted=MONDAY), request=ASKED), "answer", "NEXT_ANSWER"),
        (has(facts(oppositions=(REFUSAL,)), open_call=MONDAY), "end_call", "NEXT_CALL_OPEN"),
        (has(facts(oppositions=(REFUSAL,)), callback=MONDAY), "opposed", "NEXT_OPPOSED"),
        (has(facts(oppositions=(replace(REFUSAL, how="listing"),))), "opposed", "NEXT_OPPOSED_AD"),
        (
            has(facts(oppositions=(REFUSAL,)), to_tell=("Pige Ouest", date(2026, 12, 20))),
            "opposed",
            "NEXT_OPPOSED_TELL",
        ),
        (has(facts(restricted=MONDAY)), "nothing", "NEXT_FROZEN"),
        (has(facts(erased=MONDAY)), "nothing", "NEXT_DONE_ERASED"),
        (has(facts(notice=NEW, near_opposed=MONDAY)), "decide", "NEXT_HELD_OPPOSED"),
        (has(facts(notice=NEW), twin=Twin("Moreau Hélène", "Uzès")), "decide", "NEXT_HELD_KNOWN"),
        (has(facts(consents=(CONSENT,)), callback=TUESDAY), "call_promised", "NEXT_CALL_BACK"),
        (has(facts(consents=(CONSENT,)), callback=MONDAY), "call_promised", "NEXT_CALL_BACK_LATE"),
        # A promised call is not hidden by an address that lacks.
        (has(facts(notice=NEW, requests=(REQUEST,), has_address=False)), "call_promised", "NEXT_CALL_REQUEST"),
        (has(facts(requests=(REQUEST,)), last_call=told("no_answer")), "call_promised", "NEXT_CALL_REQUEST"),
        (has(facts(consents=(CONSENT,)), milestone=MEETING), "meet", "NEXT_MEET"),
        (has(facts(notice=NEW), milestone=replace(MEETING, moment=LATER)), "meet", "NEXT_MEET_TODAY"),
        (has(milestone=replace(MEETING, moment=MONDAY)), "report", "NEXT_REPORT"),
        (has(facts(notice=NEW), milestone=MEETING), "write", "NEXT_WRITE"),
        (has(facts(notice=NEW, has_address=False), milestone=MEETING), "complete", "NEXT_ADDRESS"),
        (has(milestone=ESTIMATE), "follow", "NEXT_FOLLOW"),
        (has(facts(consents=(CONSENT,)), milestone=replace(ESTIMATE, back=TODAY)), "follow", "NEXT_FOLLOW_CALL"),
        (has(milestone=replace(ESTIMATE, back=TODAY)), "follow", "NEXT_FOLLOW_WRITE"),
        (has(milestone=replace(ESTIMATE, back=None)), "wait", "NEXT_WAIT_SECOND"),
        (has(facts(consents=(CONSENT,)), milestone=MANDATE), "nothing", "NEXT_DONE_MANDATE"),
        (has(milestone=LOST), "nothing", "NEXT_DONE_LOST"),
        (has(facts(notice=NEW), milestone=LOST), "write", "NEXT_WRITE"),
        (has(facts(listing_gone=date(2026, 11, 20))), "erase", "NEXT_ERASE_GONE"),
        (has(facts(notice=NoticeFact(date(2025, 9, 1), sent=(date(2025, 9, 9),)))), "erase", "NEXT_ERASE_KEPT"),
        (has(facts(notice=LATE, has_address=False)), "erase", "NEXT_ERASE_LATE"),
        (has(facts(notice=LATE, has_address=False, consents=(CONSENT,))), "complete", "NEXT_ADDRESS"),
        (has(facts(notice=NEW, has_address=False)), "complete", "NEXT_ADDRESS"),
        (has(facts(notice=NEW, origin_complete=False), origin_gap="site"), "complete", "NEXT_SITE"),
        (has(facts(notice=NEW, origin_complete=False), origin_gap="supplier"), "complete", "NEXT_SUPPLIER"),
        (has(facts(notice=NEW, origin_complete=False), origin_gap="day"), "complete", "NEXT_DAY"),
        (has(facts(notice=NEW, origin_complete=False), origin_gap="town"), "complete", "NEXT_TOWN"),
        (has(facts(notice=NEW, has_address=False), address_gap="address"), "complete", "NEXT_ADDRESS"),
        (has(facts(notice=NEW, has_address=False), address_gap="postcode"), "complete", "NEXT_ADDRESS_PART"),
        (has(facts(notice=NEW, has_address=False), address_gap="town"), "complete", "NEXT_ADDRESS_PART"),
        (has(facts(notice=NEW, supplier_missing=("le nom",))), "complete", "NEXT_SUPPLIER"),
        (has(facts(notice=NEW, agency_missing=("SIREN",))), "complete", "NEXT_AGENCY"),
        (has(facts(notice=RETURNED)), "complete", "NEXT_RETURNED"),
        (has(facts(notice=NEW)), "write", "NEXT_WRITE"),
        (has(facts(notice=NoticeFact(date(2026, 10, 25)))), "write", "NEXT_WRITE_ONE"),
        (has(facts(notice=NoticeFact(date(2026, 10, 24)))), "write", "NEXT_WRITE_TODAY"),
        (has(facts(notice=LATE)), "write", "NEXT_WRITE_LATE"),
        (has(facts(notice=NEW), letter_ready=date(2026, 11, 23)), "print", "NEXT_PRINT"),
        (has(facts(notice=LATE), letter_ready=date(2026, 11, 23)), "print", "NEXT_PRINT_LATE"),
        (has(facts(notice=NEW), letter_ready=date(2026, 11, 23), letter_sent=True), "print", "NEXT_PRINTED_ASK"),
        (has(facts(notice=NEW), letter_ready=date(2026, 11, 23), letter_printed=True), "post", "NEXT_POST"),
        (has(facts(notice=LATE), letter_ready=date(2026, 11, 23), letter_printed=True), "post", "NEXT_POST_LATE"),
        (has(facts(consents=(CONSENT,))), "call", "NEXT_CALL_CONSENT"),
        (has(facts(contracts=(CONTRACT,))), "call", "NEXT_CALL_CONTRACT"),
        (has(facts(professional=PROFESSIONAL)), "call", "NEXT_CALL_COMPANY"),
        (has(facts(consents=(CONSENT,)), last_call=told("talked", BEFORE)), "call", "NEXT_CALL_CONSENT"),
        # Nobody is called again for a conversation that was had, a wrong number, a house sold.
        (has(facts(consents=(CONSENT,)), last_call=told("talked")), "nothing", "NEXT_DONE_OPEN"),
        (has(facts(consents=(CONSENT,)), last_call=told("sold")), "nothing", "NEXT_DONE_OPEN"),
        (has(facts(consents=(CONSENT,)), last_call=told("appointment")), "nothing", "NEXT_DONE_OPEN"),
        (has(facts(consents=(CONSENT,)), reachable=False), "nothing", "NEXT_DONE_OPEN"),
        # Another day and another hour: Monday morning, then Tuesday afternoon; Tuesday afternoon again is not one.
        (has(facts(consents=(CONSENT,)), last_call=told("no_answer")), "call", "NEXT_CALL_CONSENT"),
        (has(facts(consents=(CONSENT,)), last_call=told("voicemail", FRIDAY)), "wait", "NEXT_WAIT_RETRY"),
        (has(facts(consents=(CONSENT,)), last_call=told("", TUESDAY)), "wait", "NEXT_WAIT_RETRY"),
        (has(facts(consents=(CONSENT,)), callback=paris("2026-11-27 10:00")), "wait", "NEXT_WAIT_BACK"),
        (has(facts(consents=(CONSENT,), attempts=attempts(1, 2, 3, 4))), "wait", "NEXT_WAIT_FOUR"),
        (has(facts()), "wait", "NEXT_WAIT_SECOND"),
        (has(facts(), second_wanted=False), "wait", "NEXT_WAIT_REPLY"),
        (has(facts(notice=ALONE)), "write_again", "NEXT_SECOND"),
        (has(facts(notice=ALONE), letter_ready=TUESDAY.date()), "print", "NEXT_PRINT_SECOND"),
        (has(facts(notice=ALONE), second_wanted=False), "wait", "NEXT_WAIT_REPLY"),
        (has(facts(notice=replace(ALONE, answered=TUESDAY.date()))), "nothing", "NEXT_DONE_OPEN"),
        (has(facts(notice=replace(ALONE, returned=date(2026, 10, 20)))), "erase", "NEXT_ERASE_LATE"),
        (has(facts(notice=ALONE, has_address=False)), "wait", "NEXT_WAIT_REPLY"),
        (has(facts(notice=TWICE)), "wait", "NEXT_WAIT_LAST"),
        (has(facts(notice=NoticeFact(date(2026, 11, 2), told=date(2026, 11, 3)))), "nothing", "NEXT_DONE_OPEN"),
    ],
)  # fmt: skip
def test_the_first_thing_to_do(situation: Situation, step: str, code: str) -> None:
    found = at(situation)
    assert (found.step, found.code) == (step, code)
    assert "{" not in steps.step_sentence(found)


def test_what_waits_says_until_when() -> None:
    waits = at(has(facts(consents=(CONSENT,))), EVENING)
    assert (waits.step, waits.due) == (Step.WAIT, paris("2026-11-25 10:00").astimezone(UTC))
    assert steps.step_sentence(waits) == "Appel possible mercredi 25\u00a0novembre à 10\u00a0h."
    again = at(has(facts(consents=(CONSENT,)), last_call=told("voicemail", FRIDAY)))
    assert again.due == paris("2026-11-25 10:00")


def drawn(dice: random.Random) -> Situation:
    """Return a person to whom anything may have happened."""

    def maybe(value: object, share: float = 0.3) -> tuple[object, ...]:
        return (value,) if dice.random() < share else ()

    notice = NoticeFact(
        TUESDAY.date() - timedelta(days=dice.choice((0, 3, 20, 31, 60, 380, 1200))),
        sent=maybe(dice.choice((date(2026, 11, 20), date(2026, 10, 2)))),  # type: ignore[arg-type]
        returned=dice.choice((None, None, date(2026, 11, 22))),
    )  # fmt: skip
    person = facts(
        notice=notice, oppositions=maybe(REFUSAL, 0.2), consents=maybe(CONSENT), contracts=maybe(CONTRACT),
        requests=maybe(REQUEST), restricted=dice.choice((None,) * 9 + (MONDAY,)), has_address=dice.random() < 0.7,
        origin_complete=dice.random() < 0.8, near_opposed=dice.choice((None,) * 5 + (MONDAY,)),
        listing_gone=dice.choice((None,) * 5 + (date(2026, 11, 20),)), attempts=attempts(*range(dice.choice(TRIES))),
    )  # fmt: skip
    return has(
        person,
        request=dice.choice((None,) * 9 + (ASKED,)),
        open_call=dice.choice((None,) * 9 + (MONDAY,)),
        letter_ready=dice.choice((None, date(2026, 11, 23))),
        letter_sent=dice.random() < 0.1,
        letter_printed=dice.random() < 0.1,
        callback=dice.choice((None,) * 5 + (MONDAY, paris("2026-12-01 10:00"))),
        last_call=dice.choice((None, told("no_answer"), told("talked"), told("sold"), told("voicemail", FRIDAY))),
        reachable=dice.random() < 0.9,
        milestone=dice.choice(
            (*(None,) * 8, MEETING, MEETING, replace(MEETING, moment=MONDAY), ESTIMATE, MANDATE, LOST)
        ),
    )


def test_nobody_is_sent_where_they_would_be_refused() -> None:
    dice, met = random.Random(13), Counter[Step]()
    for _ in range(length(800, long=60_000)):
        one = drawn(dice)
        moment = TUESDAY + timedelta(hours=dice.randint(0, 24 * 14))
        found = at(one, moment)
        met[found.step] += 1
        call = judge(Channel.CALL, one.facts, moment, rulebooks())
        letter = judge(Channel.LETTER, one.facts, moment, rulebooks())
        assert call.allowed or found.step not in (Step.CALL, Step.CALL_PROMISED), one
        assert letter.allowed or found.step not in (Step.WRITE, Step.WRITE_AGAIN, Step.PRINT, Step.POST), one
        assert call.light is not Light.OPPOSED or letter.light is not Light.OPPOSED or found.step in (
            Step.OPPOSED, Step.ANSWER, Step.END_CALL,
        ), one  # fmt: skip
        assert "{" not in steps.step_sentence(found)
    assert set(met) == set(Step), met


def test_an_hour_agreed_is_not_until_this_evening() -> None:
    at_night = replace(CONSENT, exact=(datetime(2026, 11, 24, 20, 30),))  # noqa: DTZ001 - the person's local time
    found = at(has(facts(consents=(at_night,))), paris("2026-11-24 20:35"))
    assert (found.step, found.code) == (Step.CALL, "NEXT_CALL_NOW")
    assert steps.step_sentence(found) == "Vous pouvez l’appeler maintenant."


def test_whoever_chose_one_slot_is_tried_again_in_it_another_day() -> None:
    mornings = tuple((weekday, "10:00", "13:00") for weekday in range(1, 6))
    found = at(has(facts(consents=(replace(CONSENT, slots=mornings),)), last_call=told("no_answer", MORNING)), NOON)
    assert (found.code, found.due) == ("NEXT_WAIT_RETRY", paris("2026-11-25 10:00"))


def test_the_count_of_each_step() -> None:
    found = counted({1: at(has(facts(notice=NEW))), 2: at(has()), 3: at(has())})
    assert (found[Step.WRITE], found[Step.WAIT], found[Step.ERASE]) == (1, 2, 0)


@table(
    "asked, near",
    [
        ("2026-11-28 10:00", ("2026-11-27 19:30", "2026-11-30 10:00")),  # A Saturday.
        ("2026-11-25 09:00", ("2026-11-24 19:30", "2026-11-25 10:00")),
        ("2026-11-25 13:15", ("2026-11-25 12:30", "2026-11-25 14:00")),
        ("2026-12-25 11:00", ("2026-12-24 19:30", "2026-12-28 10:00")),
        ("2026-11-24 21:00", ("2026-11-24 19:30", "2026-11-25 10:00")),
    ],
)
def test_a_callback_outside_the_hours_is_answered_with_the_nearest_two(asked: str, near: tuple[str, str]) -> None:
    assert not hours_suit(facts(), paris(asked), rulebooks())
    assert nearest(facts(), paris(asked), TUESDAY, rulebooks()) == tuple(map(paris, near))
    assert all(hours_suit(facts(), paris(one), rulebooks()) for one in near)


def test_nothing_before_now_is_proposed() -> None:
    assert nearest(facts(), paris("2026-11-24 21:00"), paris("2026-11-24 20:30"), rulebooks()) == (
        paris("2026-11-25 10:00"),
    )


@table(
    "what, met, code",
    [
        ("estimate", None, "NEXT_ESTIMATE_ASKED"), ("estimate", ESTIMATE, "NEXT_FOLLOW"),
        ("estimate", MANDATE, "NEXT_DONE_MANDATE"), ("estimate", LOST, "NEXT_DONE_LOST"),
        ("form", ESTIMATE, "NEXT_FORM_ASKED"), ("form", MANDATE, "NEXT_DONE_MANDATE"),
    ],
)  # fmt: skip
def test_what_a_coupon_asks_is_met_by_what_follows_in_the_trade(what: str, met: TradeEvent | None, code: str) -> None:
    asked = Situation(facts(notice=ALONE), milestone=met, in_writing=(what, FRIDAY))
    assert at(asked).code == code
    if met is not None:
        earlier = replace(asked, milestone=replace(met, moment=BEFORE))
        assert at(earlier).code == f"NEXT_{what.upper()}_ASKED"


def test_an_agreement_that_no_hour_limits_is_not_until_this_evening() -> None:
    """A law, as that of before August 2026, may let who agreed be called at any hour."""
    [*_older, book] = rulebooks().books
    call = book.channels[Channel.CALL]
    allows = tuple(rule for rule in call.allows if rule.code != "CALL_OFF_HOURS")
    any_hour = replace(
        book,
        numbers=replace(book.numbers, consent_waives_hours=True),
        channels={**book.channels, Channel.CALL: replace(call, allows=allows)},
    )
    found = next_step(has(facts(consents=(CONSENT,))), EVENING, Rulebooks((any_hour,)))
    assert (found.step, found.code) == (Step.CALL, "NEXT_CALL_AGREED")
    assert (
        steps.step_sentence(found).replace("\u202f", " ") == "Vous pouvez l’appeler : accord du 10\u00a0novembre 2026."
    )


def test_nothing_waits_once_no_hour_is_left() -> None:
    """The agreement ends this evening, and the hours of calls are over."""
    last = at(has(facts(consents=(replace(CONSENT, until=TODAY),))), EVENING)
    assert (last.step, last.code, last.due) == (Step.NOTHING, "NEXT_DONE_OPEN", None)
