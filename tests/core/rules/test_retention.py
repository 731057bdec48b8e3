"""What is over, from which day: the durations of RET-01 to RET-12."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.actions.common.retention_law import retention
from core.base.records import replace
from core.base.resources import resource
from core.rules.retention import KEYS, EndedPeriod, RetainedPerson, last_sign, load_retention, over
from tests.tables import table

RULES = retention()
DAY = date(2026, 11, 24)
YEAR_AGO, MONTH_AGO, THREE = date(2025, 11, 24), date(2026, 10, 24), date(2023, 11, 24)
FRESH = RetainedPerson(DAY, informed=True)


def test_every_rule_is_there_with_its_reference() -> None:
    assert tuple(RULES) == KEYS
    assert {rule.id for rule in RULES.values()} == {"GDPR-07"} | {f"RET-{n:02d}" for n in range(1, 13)}
    prudent = {rule.key for rule in RULES.values() if rule.grade == "D" and rule.reference != "Prudence"}
    assert prudent == {"request_proof", "opposed"}
    assert not any(rule.reference == "Prudence" for rule in RULES.values() if rule.grade != "D")
    assert (RULES["prospect"].months, RULES["call"].months, RULES["recording"].months) == (36, 36, 6)


@table(
    "held, expected",
    [
        (FRESH, ()),
        (replace(FRESH, obtained=YEAR_AGO), ()),
        (replace(FRESH, obtained=YEAR_AGO - timedelta(1)), (EndedPeriod("listing", DAY),)),
        (replace(FRESH, obtained=YEAR_AGO - timedelta(1), tied=True), ()),
        (replace(FRESH, listing_gone=DAY), (EndedPeriod("listing_gone", DAY),)),
        (replace(FRESH, listing_gone=DAY + timedelta(1)), ()),
        # A refusal: once all were told, from the next day; after a month whatever waits.
        (replace(FRESH, opposed=MONTH_AGO), ()),
        (replace(FRESH, opposed=MONTH_AGO - timedelta(1)), (EndedPeriod("opposed", DAY),)),
        (replace(FRESH, opposed=DAY, told=DAY), ()),
        (replace(FRESH, opposed=DAY - timedelta(9), told=DAY - timedelta(1)), (EndedPeriod("opposed", DAY),)),
        (replace(FRESH, opposed=DAY - timedelta(1), told=DAY - timedelta(9)), (EndedPeriod("opposed", DAY),)),
        (replace(FRESH, opposed=THREE, told=DAY), (EndedPeriod("opposed", date(2023, 12, 25)),)),
        (RetainedPerson(MONTH_AGO - timedelta(1), opposed=DAY), ()),
        (RetainedPerson(MONTH_AGO), ()),
        (RetainedPerson(MONTH_AGO - timedelta(1)), (EndedPeriod("uninformed", DAY),)),
        (RetainedPerson(MONTH_AGO - timedelta(1), tied=True), ()),
        (replace(FRESH, obtained=THREE - timedelta(1)), (EndedPeriod("prospect", DAY),)),
        # A contact that comes from the person starts the three years again.
        (replace(FRESH, obtained=date(2020, 1, 1), signs=(THREE,)), (EndedPeriod("listing", date(2021, 1, 2)),)),
        (replace(FRESH, obtained=date(2020, 1, 1), signs=(THREE - timedelta(1),)), (EndedPeriod("prospect", DAY),)),
        (replace(FRESH, obtained=date(2020, 1, 1), tied=True), ()),
        (replace(FRESH, calls=((1, THREE), (2, THREE - timedelta(1)))), (EndedPeriod("call", DAY, (2,)),)),
        (replace(FRESH, consents=((1, THREE - timedelta(1)),)), (EndedPeriod("consent_proof", DAY, (1,)),)),
        (replace(FRESH, requests=((1, THREE - timedelta(1)), (4, date(2020, 1, 1)))),
         (EndedPeriod("request_proof", date(2023, 1, 2), (1, 4)),)),
        (replace(FRESH, notices=((1, DAY),)), ()),
        (replace(FRESH, notices=((1, DAY),), erased=THREE), ()),
        (replace(FRESH, obtained=date(2020, 1, 1), notices=((1, DAY),), erased=THREE - timedelta(1)),
         (EndedPeriod("notice", DAY, (1,)),)),
    ],
)  # fmt: skip
def test_what_is_over(held: RetainedPerson, expected: tuple[EndedPeriod, ...]) -> None:
    assert over(held, RULES, DAY) == expected


def test_an_unanswered_call_is_no_sign() -> None:
    held = replace(FRESH, obtained=THREE - timedelta(1), calls=((1, DAY),))
    assert last_sign(held) == held.obtained
    assert [one.key for one in over(held, RULES, DAY)] == ["prospect"]


def test_the_end_of_the_calendar_is_no_accident() -> None:
    assert over(RetainedPerson(date.max, informed=True), RULES, date.max) == (EndedPeriod("prospect", date.max),)


@given(
    obtained=st.dates(date(2015, 1, 1), date(2026, 1, 1)),
    sign=st.dates(date(2015, 1, 1), date(2026, 11, 24)),
    days=st.integers(0, 3000),
)
def test_what_is_over_stays_over_and_a_sign_never_hastens(obtained: date, sign: date, days: int) -> None:
    held = RetainedPerson(obtained, informed=True)
    now, later = DAY, DAY + timedelta(days)
    assert {one.key for one in over(held, RULES, now) if one.key == "prospect"} <= {
        one.key for one in over(held, RULES, later)
    }
    spoken = replace(held, signs=(sign,))
    if any(one.key == "prospect" for one in over(spoken, RULES, now)):
        assert any(one.key == "prospect" for one in over(held, RULES, now))


@table(
    "old, new, complaint",
    [
        ('grade = "C"', 'grade = "E"', "prospect: grade"),
        ('does = "forget"\n', 'does = "burn"\n', "prospect: does"),
        ("months = 36", "months = -1", "prospect: months"),
        ("months = 36", 'months = "36"', "prospect: months"),
        ("months = 36\n", "", "its keys must be"),
        ('key = "prospect"', 'key = "listing"', "each once"),
        ('key = "prospect"', 'key = "other"', "each once"),
    ],
)
def test_a_doubtful_table_is_refused(old: str, new: str, complaint: str) -> None:
    text = resource("law", "retention", "retention.toml").read_text("utf-8")
    with pytest.raises(ValueError, match=complaint):
        load_retention(text.replace(old, new, 1))
