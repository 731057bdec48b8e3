"""A short day at the desk, on the pretended screen; whole by ``python -m tests.journeys.desk_day``."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.desk_day import SHORT, Plan, begin
from tests.journeys.window import Shots
from tests.lengths import LONG
from tests.ui.near_jobs import near_jobs

__all__ = ["near_jobs"]

PLAN = Plan() if LONG else SHORT
# The short day has its jobs beside it.
pytestmark = [
    pytest.mark.qt_log_ignore(r"does not support raise\(\)", "does not support grabbing the keyboard"),
    *([pytest.mark.own_process] if LONG else []),
]


def test_a_day_at_the_desk_is_lived_whole(qapp: QApplication, tmp_path: Path) -> None:
    day = begin(qapp, tmp_path, Shots(tmp_path / "shots"), PLAN)
    day.live()
    assert day.done == {
        "completed": PLAN.completed, "calls": PLAN.calls, "strangers": PLAN.strangers, "batches": PLAN.batches,
        "views": PLAN.views, "exports": 1,
    }  # fmt: skip
    assert day.robot.what["appointment"] >= PLAN.appointments
    assert day.count("SELECT count(*) FROM milestone WHERE kind = 'appointment'") >= PLAN.appointments
    day.screen.close()
    day.robot.store.close()
