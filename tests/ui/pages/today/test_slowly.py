"""Work done a step at a time."""

from collections.abc import Iterator

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.pages.today.slowly import WorkInSteps

STEPS = 3


def test_work_begun_again_is_done_then_done_anew_once(qtbot: QtBot) -> None:
    owner = QObject()
    done: list[int] = []

    def work() -> Iterator[None]:
        for step in range(STEPS):
            done.append(step)
            if step < STEPS - 1 and len(done) < STEPS:
                steps.begin()
            yield

    steps = WorkInSteps(work, owner)
    steps.begin()
    assert done == [], "not before the window had its turn"
    qtbot.waitUntil(lambda: not steps.isActive())
    assert done == [*range(STEPS), *range(STEPS)]


def test_work_dropped_is_left_and_may_be_begun_from_the_start(qtbot: QtBot) -> None:
    owner = QObject()
    done: list[int] = []

    def work() -> Iterator[None]:
        for step in range(STEPS):
            done.append(step)
            if len(done) == 1:
                steps.drop()
            yield

    steps = WorkInSteps(work, owner)
    steps.begin()
    qtbot.wait(50)
    assert done == [0]
    steps.begin()
    qtbot.waitUntil(lambda: not steps.isActive())
    assert done == [0, *range(STEPS)]
