"""Deadlines, holidays, zones: the law file's own dates, and what must hold for every date."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from core.model.facts import NoticeFact
from core.rules.deadlines import add_months, consent_last_day, notice_due, working_days_after
from core.rules.holidays import easter, local_holiday, national_holiday
from core.rules.zones import zone_of_phone, zone_of_postcode
from tests.tables import table

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@table(
    "day, months, expected",
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 24), 36, date(2029, 11, 24)),
        (date(9999, 12, 1), 1, date.max),
    ],
)
def test_months(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_the_information_is_due_at_the_earliest_of_three() -> None:
    obtained = date(2026, 11, 21)
    assert notice_due(NoticeFact(obtained)) == date(2026, 12, 21)
    assert notice_due(NoticeFact(obtained, first_contact=date(2026, 12, 1))) == date(2026, 12, 1)
    assert notice_due(NoticeFact(obtained, first_disclosure=date(2026, 11, 30))) == date(2026, 11, 30)
    assert notice_due(NoticeFact(obtained, first_contact=date(2027, 1, 5))) == date(2026, 12, 21)


def test_a_consent_lasts_a_year_less_a_day() -> None:
    assert consent_last_day(date(2026, 8, 15), None) == date(2027, 8, 14)
    assert consent_last_day(date(2026, 8, 15), date(2027, 2, 14)) == date(2027, 2, 14)
    assert consent_last_day(date(2026, 8, 15), date(2029, 2, 14)) == date(2027, 8, 14)
    assert consent_last_day(date(2028, 2, 29), None) == date(2029, 2, 27)


@given(collected=DAYS, until=st.none() | DAYS)
def test_a_consent_never_exceeds_a_year(collected: date, until: date | None) -> None:
    last = consent_last_day(collected, until)
    assert last < collected.replace(year=collected.year + 1, day=min(collected.day, 28)) + timedelta(days=4)
    assert until is None or last <= until


def test_working_days_leave_out_sundays_and_holidays() -> None:
    assert working_days_after(date(2026, 11, 20), 5) == date(2026, 11, 26)
    # 25 December 2026 is a Friday.
    assert working_days_after(date(2026, 12, 23), 2) == date(2026, 12, 26)
    assert working_days_after(date(2026, 11, 20), 0) == date(2026, 11, 20)


@table(
    "year, monday, ascension, whit",
    [
        (2026, date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25)),
        (2027, date(2027, 3, 29), date(2027, 5, 6), date(2027, 5, 17)),
        (2028, date(2028, 4, 17), date(2028, 5, 25), date(2028, 6, 5)),
    ],
)
def test_moving_holidays(year: int, monday: date, ascension: date, whit: date) -> None:
    keys = {day: national_holiday(day) for day in (monday, ascension, whit)}
    assert keys == {monday: "easter_monday", ascension: "ascension", whit: "whit_monday"}
    every = [day for day in _year(year) if national_holiday(day)]
    assert len(every) == 11
    fixed = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
    assert {(day.month, day.day) for day in every if day not in keys} == fixed


@table("good_friday", [date(2026, 4, 3), date(2027, 3, 26), date(2028, 4, 14)])
def test_alsace_and_moselle(good_friday: date) -> None:
    assert local_holiday(good_friday, "67000") == "good_friday"
    assert local_holiday(date(good_friday.year, 12, 26), "57000") == "boxing"
    assert local_holiday(good_friday, "75001") is None
    assert local_holiday(good_friday + timedelta(days=1), "68000") is None
    assert national_holiday(good_friday) is None


@table(
    "postcode, month, day",
    [
        ("97600", 4, 27),
        ("97200", 5, 22),
        ("97100", 5, 27),
        ("97150", 5, 27),
        ("97300", 6, 10),
        ("97133", 10, 9),
        ("97400", 12, 20),
    ],
)
def test_overseas_holidays(postcode: str, month: int, day: int) -> None:
    assert [(d.month, d.day) for d in _year(2027) if local_holiday(d, postcode)] == [(month, day)]


def test_no_place_no_local_holiday() -> None:
    assert not [day for day in _year(2027) if local_holiday(day, "") or local_holiday(day, "", "Europe/Paris")]


@table("postcode", ["", "30700"])
def test_an_overseas_number_has_the_holiday_of_its_island(postcode: str) -> None:
    kept = [(d.month, d.day) for d in _year(2027) if local_holiday(d, postcode, "Indian/Reunion")]
    assert kept == [(12, 20)]


@given(year=st.integers(1583, 4099))
def test_easter_is_a_spring_sunday(year: int) -> None:
    sunday = easter(year)
    assert sunday.isoweekday() == 7
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)


@table(
    "postcode, zone",
    [
        ("49000", "Europe/Paris"),
        ("20000", "Europe/Paris"),
        ("97110", "America/Guadeloupe"),
        ("97133", "America/St_Barthelemy"),
        ("97150", "America/Marigot"),
        ("97200", "America/Martinique"),
        ("97300", "America/Cayenne"),
        ("97400", "Indian/Reunion"),
        ("97500", "America/Miquelon"),
        ("97600", "Indian/Mayotte"),
        ("98714", "Pacific/Tahiti"),
        ("98800", "Pacific/Noumea"),
        ("98600", "Pacific/Wallis"),
        ("", None),
        ("1000", None),
        ("00123", None),
        ("B-1000", None),
        ("4900١", None),
    ],
)
def test_zone_of_a_postcode(postcode: str, zone: str | None) -> None:
    assert zone_of_postcode(postcode) == zone
    assert zone is None or ZoneInfo(zone)


@table(
    "phone, zone",
    [
        ("+33639980000", None),
        ("+33199000000", None),
        ("+262692000000", "Indian/Reunion"),
        ("+33692000000", "Indian/Reunion"),
        ("+262639000000", "Indian/Mayotte"),
        ("+262263000000", "Indian/Reunion"),
        ("+262269000000", "Indian/Mayotte"),
        ("+590690000000", "America/Guadeloupe"),
        ("+33596000000", "America/Martinique"),
        ("+594694000000", "America/Cayenne"),
        ("+594999000000", "America/Cayenne"),
        ("+508410000", "America/Miquelon"),
        ("+687000000", "Pacific/Noumea"),
        ("+689000000", "Pacific/Tahiti"),
        ("+32470000000", None),
        ("", None),
    ],
)
def test_zone_of_a_telephone(phone: str, zone: str | None) -> None:
    assert zone_of_phone(phone) == zone


def _year(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]
