"""A robot at the call desk: 400 calls in one hour of the clock, and a month of calls to the same few people. Nobody is
called twice in a row, nor against the law, nor a fifth time; nothing is lost."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from core.actions.keeping import verifying
from core.records.call import Call
from core.store.engine.opening import open_store
from core.store.port import Store
from tests.journeys.robot import Clock, Robot, people, written
from tests.journeys.window import Screen, Shots
from tests.lengths import LONG, length
from tests.ui.office_fixture import NOW, started
from ui.app import build
from ui.pages.calls.outcomes import OFFERED

CALLS = length(17, long=400)
DAYS = range(35) if LONG else (*range(6), 12, *range(28, 35))
"""Of a month: those of the first attempts, one in between, and those when an attempt is thirty days old."""
HELD = 3
OF_A_STRANGER = [one for one in OFFERED if one not in ("callback", "appointment")]
OFTEN = (*("voicemail", "no_answer") * 4, *OFFERED, *("callback", "talked", "opposed", "opposed"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return started(tmp_path / "base")


def robot(store: Store, qapp: QApplication, folder: Path, seed: int) -> Robot:
    clock = Clock(NOW)
    window = build(qapp, store, clock=clock)
    window.resize(1366, 768)
    window.showNormal()
    screen = Screen(window, Shots(folder / "shots"))
    screen.come_forward()
    window.go_to("calls")
    return Robot(screen, store, clock, random.Random(seed))


def outcomes(draw: random.Random) -> Iterator[str]:
    """Yield how calls end, one after the other: each way once, then those that are seen often."""
    first = [*OFFERED, "opposed"]
    draw.shuffle(first)
    yield from first
    while True:
        yield draw.choice(OFTEN)


def test_an_hour_at_the_desk_loses_nothing(tmp_path: Path, qapp: QApplication, store: Store) -> None:
    people(store, tmp_path / "coupon.pdf", agreed=CALLS + length(4, long=12), others=HELD)
    at_desk = robot(store, qapp, tmp_path, seed=CALLS)
    before = at_desk.count()
    with closing(open_store(tmp_path / "base")) as other:
        ends = outcomes(at_desk.draw)
        for place in range(CALLS):
            at_desk.pass_time(seconds=3600 / CALLS - 4)
            if place % 20 == 7:
                at_desk.other_seat(other)
            if place % 10 == 2:
                at_desk.plan_alone()
            if place % 8 == 5:
                at_desk.try_anybody()
            if place % 20 == 14 and at_desk.call_next():
                at_desk.note_refuses()
            elif place % 20 == 9 and at_desk.call_next():
                at_desk.talk_and_correct()
            elif place % 15 == 11:
                at_desk.answer_known(at_desk.draw.choice(OFFERED))
            elif place % 10 == 3:
                at_desk.answer_stranger(at_desk.draw.choice(OF_A_STRANGER))
            elif at_desk.call_next():
                at_desk.talk(next(ends))
    print(dict(at_desk.what))
    compare(at_desk, before)
    assert len(at_desk.done) >= CALLS
    deeds = (
        "strangers",
        "known callers",
        "refusals in a note",
        "callbacks alone",
        "sheets made",
        "held back",
        "noted and corrected",
    )
    for what in (*deeds, "opposed", "opposed elsewhere", *OFFERED):
        assert at_desk.what[what], f"{what} never happened"
    at_desk.screen.close()
    store.close()


def compare(at_desk: Robot, before: int) -> None:
    """The table, the journal and what the robot did are the same."""
    with at_desk.store.read() as r:
        held = written(r)[before:]
        said = Counter(r.column(str, "SELECT what FROM journal"))
        planned = Counter(r.column(int, "SELECT lead_id FROM callback"))
    found = [(one.lead, one.phone, one.direction, one.outcome, one.note) for one in held]
    assert found == [(one.lead, one.phone, one.direction, one.outcome, one.note) for one in at_desk.done]
    out = sum(one.direction == "out" for one in at_desk.done)
    assert said["call"] - at_desk.what["held back"] == out
    assert said["call received"] == len(at_desk.done) - out
    assert dict(planned) == at_desk.callbacks
    assert verifying.verify(at_desk.store).problems == ()


def test_a_month_of_calls_nobody_answers(tmp_path: Path, qapp: QApplication, store: Store) -> None:
    """Twice a day for five weeks, the same few people: four attempts in thirty days, each on another day and at
    another hour."""
    count = length(3, long=12)
    people(store, tmp_path / "coupon.pdf", agreed=count, others=0)
    at_desk = robot(store, qapp, tmp_path, seed=1)
    start = NOW.replace(hour=10, minute=5)
    for day in DAYS:
        for hours in (0, 5):
            at_desk.clock.now = start + timedelta(days=day, hours=hours)
            at_desk.pass_time(seconds=0)
            for _turn in range(count):
                shown = at_desk.page.talk.read
                if shown.lead_id not in [one.id for one in shown.queue.now] or not at_desk.call_next():
                    break
                at_desk.talk("no_answer")
    for lead in {one.lead for one in at_desk.done}:
        tried = [one.at for one in at_desk.done if one.lead == lead]
        assert len(tried) == len({one.date() for one in tried}), "each attempt on another day"
        assert all((early.hour < 13) != (late.hour < 13) for early, late in pairwise(tried))
    print(dict(at_desk.what), len(at_desk.done))
    assert len(at_desk.done) >= 4 * count
    with at_desk.store.read() as r:
        assert all(r.of(Call, "started", lead_id=one.lead) for one in at_desk.done if one.lead is not None)
    at_desk.screen.close()
    store.close()
