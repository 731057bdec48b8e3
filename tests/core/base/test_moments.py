"""Moments: kept in UTC, read back aware, typed in the person's zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base import moments
from core.base.errors import UserError
from core.base.moments import AGENCY_ZONE
from tests.tables import table


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(AGENCY_ZONE)))  # noqa: DTZ001
def test_a_moment_is_read_back_to_the_millisecond(moment: datetime) -> None:
    read = moments.read(moments.kept(moment))
    assert read is not None
    assert timedelta(0) <= moment.astimezone(UTC) - read < timedelta(milliseconds=1)


def test_kept_moments_sort_as_they_happened() -> None:
    """The night the clock goes back, 02:30 comes twice: UTC tells which was first."""
    first = datetime(2026, 10, 25, 2, 30, tzinfo=AGENCY_ZONE)
    second = first.replace(fold=1)
    assert moments.kept(first) == "2026-10-25T00:30:00.000+00:00"
    assert moments.kept(second) == "2026-10-25T01:30:00.000+00:00"


def test_nothing_kept_reads_as_nothing() -> None:
    assert moments.read(None) is None
    assert moments.read("") is None
    assert moments.read_day(None) is None
    assert moments.read_day("2026-11-24") == date(2026, 11, 24)


def test_now_is_aware_and_in_the_zone_of_the_agency() -> None:
    assert moments.now().tzinfo is AGENCY_ZONE


@table(
    "raw, utc",
    [
        ("2026-11-24T14:30", "2026-11-24T13:30:00.000+00:00"),
        ("24/11/2026 14:30", "2026-11-24T13:30:00.000+00:00"),
        ("2026-11-24T14:30+04:00", "2026-11-24T10:30:00.000+00:00"),
        ("2026-07-14", "2026-07-13T22:00:00.000+00:00"),
    ],
)
def test_a_typed_moment(raw: str, utc: str) -> None:
    assert moments.kept(moments.typed(raw)) == utc


def test_a_moment_typed_for_a_person_far_away() -> None:
    typed = moments.typed("2026-11-24T14:30", ZoneInfo("Indian/Reunion"))
    assert moments.kept(typed) == "2026-11-24T10:30:00.000+00:00"


@table("raw", ["", "tantôt", "31/02/2026 10:00", "2026-11-24T25:00"])
def test_a_bad_moment_is_told_with_an_example_that_works(raw: str) -> None:
    with pytest.raises(UserError) as refused:
        moments.typed(raw)
    assert refused.value.code == "BAD_MOMENT"
    example = refused.value.text.split("comme ceci")[1].strip(" :\u202f\u00a0.")
    assert moments.typed(example).hour == 14
