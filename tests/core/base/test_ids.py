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


def test_a_clock_of_after_2039_makes_ids_that_the_base_takes() -> None:
    """1969, the last milliseconds that fit, a century ahead: a wrong clock loses no refusal."""
    for moment in (-5, (1 << 41) - 1, 1 << 41, 4_083_994_800_000):
        ids = _clock(repeat(moment))
        made = [ids.new() for _ in range(9_000)]
        assert len(set(made)) == 9_000
        assert min(made) >= 0 and max(made) < 1 << 63


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
