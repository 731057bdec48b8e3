"""Old calls judged again under the law of their day: opt-out, Bloctel, hours, four attempts, sixty days after a
refusal."""

from datetime import UTC, date

from core.base.records import replace
from core.model.facts import CallRefusal, NoticeFact
from core.model.verdict import Light
from tests.core.rules.people import (
    CONSENT,
    CONTRACT,
    OLD_FILE,
    PROFESSIONAL,
    REFUSAL,
    REQUEST,
    attempts,
    call,
    codes,
    facts,
    paris,
)
from tests.tables import table

CALL = paris("2026-06-24 10:30")
OPEN = facts(notice=OLD_FILE, bloctel_checked=date(2026, 6, 1))


def test_what_nothing_forbade_was_allowed() -> None:
    verdict = call(OPEN, CALL)
    assert (codes(verdict), verdict.light) == (["CALL_OPT_OUT"], Light.ALLOWED)
    assert verdict.reasons[0].values["law_end"] == date(2026, 8, 10)


def test_the_law_changes_at_midnight_of_the_person() -> None:
    person = replace(OPEN, bloctel_checked=date(2026, 8, 1))
    assert codes(call(person, paris("2026-08-10 19:59"))) == ["CALL_OPT_OUT"]
    assert "CONSENT_NONE" in codes(call(person, paris("2026-08-11 10:00")))
    # 1 h on the 11th in Paris is still 19 h on the 10th in Fort-de-France.
    assert call(replace(person, zone="America/Martinique"), paris("2026-08-11 01:00")).allowed


@table(
    "checked, allowed",
    [(date(2026, 5, 24), True), (date(2026, 5, 23), False), (date(2026, 6, 25), False), (None, False)],
)
def test_bloctel_within_the_month(checked: date | None, allowed: bool) -> None:
    verdict = call(replace(OPEN, bloctel_checked=checked), CALL)
    assert verdict.allowed is allowed
    assert allowed or codes(verdict) == ["BLOCTEL_UNCHECKED"]


def test_sixty_days_after_a_refusal() -> None:
    refused = replace(OPEN, refusals=(CallRefusal(paris("2026-05-01 10:30")),))
    verdict = call(replace(refused, bloctel_checked=date(2026, 6, 10)), paris("2026-06-19 10:30"))
    assert (codes(verdict), verdict.light) == (["REFUSAL_RECENT"], Light.WAIT)
    assert verdict.reasons[0].values["date"] == date(2026, 7, 1)
    assert verdict.reasons[0].reference.endswith("(décret 2022-1313)")
    assert not call(refused, paris("2026-06-30 10:30")).allowed
    assert call(refused, paris("2026-07-01 10:30")).allowed
    assert call(refused, paris("2026-04-30 10:30")).code == "BLOCTEL_UNCHECKED"


def test_hours_frequency_and_oppositions() -> None:
    assert codes(call(OPEN, paris("2026-06-24 13:00"))) == ["HOURS_OUTSIDE"]
    assert codes(call(replace(OPEN, attempts=attempts(1, 2, 3, 4, at=CALL)), CALL)) == ["FREQUENCY"]
    assert codes(call(replace(OPEN, attempts=attempts(1, 2, 3, at=CALL)), CALL)) == ["CALL_OPT_OUT", "FREQUENCY_LAST"]
    opposed = replace(OPEN, oppositions=(replace(REFUSAL, at=paris("2026-06-01 10:00")),))
    assert call(opposed, CALL).light is Light.OPPOSED


def test_a_general_agreement_opened_every_hour() -> None:
    agreed = replace(OPEN, consents=(replace(CONSENT, collected=paris("2026-05-01 10:00")),))
    verdict = call(agreed, paris("2026-06-27 21:00"))
    assert codes(verdict) == ["CALL_OPT_OUT"]
    # The comparison with Bloctel holds a month.
    assert verdict.until == paris("2026-07-02 00:00").astimezone(UTC)
    fresh = replace(agreed, bloctel_checked=date(2026, 7, 20))
    assert call(fresh, paris("2026-07-25 21:00")).until == paris("2026-08-11 00:00").astimezone(UTC)
    ending = replace(fresh, consents=(replace(agreed.consents[0], until=date(2026, 7, 28)),))
    assert call(ending, paris("2026-07-25 21:00")).until == paris("2026-07-29 00:00").astimezone(UTC)
    tired = replace(fresh, attempts=attempts(30, 20, 10, 5, at=paris("2026-07-25 21:00")))
    assert call(tired, paris("2026-07-25 21:00")).until == paris("2026-07-26 00:00").astimezone(UTC)
    assert not call(replace(agreed, consents=()), paris("2026-06-27 21:00")).allowed


def test_a_day_before_every_rulebook_is_judged_by_the_oldest() -> None:
    assert codes(call(OPEN, paris("1970-01-01 10:30")))[-1] == "CLOCK_DOUBTFUL"


def test_a_contract_a_request_and_a_professional_were_called_without_bloctel() -> None:
    unchecked = replace(OPEN, bloctel_checked=None)
    running = replace(CONTRACT, start=date(2026, 6, 1))
    asked = replace(REQUEST, at=paris("2026-06-22 10:00"))
    for person in (
        replace(unchecked, contracts=(running,)),
        replace(unchecked, requests=(asked,)),
        replace(unchecked, professional=PROFESSIONAL),
    ):
        assert codes(call(person, CALL)) == ["CALL_OPT_OUT"]
    ended = replace(running, end=date(2026, 6, 23))
    assert codes(call(replace(unchecked, contracts=(ended,)), CALL)) == ["BLOCTEL_UNCHECKED"]


def test_the_information_was_already_due() -> None:
    uninformed = replace(OPEN, notice=NoticeFact(date(2026, 4, 1)))
    verdict = call(uninformed, CALL)
    assert (codes(verdict), verdict.light) == (["NOTICE_OVERDUE"], Light.FORBIDDEN)
    assert codes(call(replace(uninformed, notice=NoticeFact(date(2026, 6, 1))), CALL)) == [
        *("CALL_OPT_OUT", "NOTICE_MISSING"),
    ]
    unknown = replace(OPEN, supplier_missing=("le nom",))
    assert codes(call(unknown, CALL)) == ["SUPPLIER_UNKNOWN"]
