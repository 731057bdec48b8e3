"""The pace of a long job."""

from core.actions.common.pacing import HELD, Pace


def test_short_turns_carry_more_and_long_ones_less() -> None:
    pace = Pace(100, 50, 150)
    pace.felt(HELD / 2)
    assert pace.rows == 110
    pace.felt(HELD * 2)
    assert pace.rows == 88


def test_a_pace_stays_within_its_bounds() -> None:
    pace = Pace(100, 50, 150)
    for _turn in range(10):
        pace.felt(0.0)
    assert pace.rows == 150
    for _turn in range(10):
        pace.felt(1.0)
    assert pace.rows == 50
