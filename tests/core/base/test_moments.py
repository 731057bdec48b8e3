"""Moments: kept in UTC, read back aware, typed in the person's zone."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.base import moments
from core.base.moments import AGENCY_ZONE


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
