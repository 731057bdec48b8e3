"""Ids: ordered, unique, positive 63-bit integers, even when the clock stands still or goes back."""

from collections.abc import Iterator
from itertools import count, repeat

from hypothesis import given
from hypothesis import strategies as st

from core.base.ids import SEATS, Ids
from tests.tables import table

NOON = 1_795_000_000_000


def _clock(moments: Iterator[int]) -> Ids:
    return Ids(3, lambda: next(moments))


@table(
    "moments",
    [count(NOON), repeat(NOON), count(NOON, -1), iter([NOON, NOON - 3_600_000] * 10_000)],
)
def test_ids_are_unique_and_never_go_back(moments: Iterator[int]) -> None:
    ids = _clock(moments)
    made = [ids.new() for _ in range(10_000)]
    assert made == sorted(set(made))


@given(st.lists(st.integers(min_value=0, max_value=(1 << 41) - 100), min_size=1, max_size=60))
def test_whatever_the_clock_says(moments: list[int]) -> None:
    ids = _clock(iter(moments))
    made = [ids.new() for _ in moments]
    assert made == sorted(set(made))
    assert all(0 < one < 1 << 63 for one in made)


def test_two_seats_never_share_an_id() -> None:
    made = [Ids(seat, lambda: NOON).new() for seat in range(SEATS)]
    assert len(set(made)) == SEATS


def test_an_id_tells_its_moment() -> None:
    assert _clock(repeat(NOON)).new() >> 22 == NOON


def test_the_real_clock() -> None:
    ids = Ids(SEATS + 5)
    first, second = ids.new(), ids.new()
    assert first < second
    assert first >> 12 & (SEATS - 1) == 5
