"""Jobs run for real: spawned processes and threads, their results, errors, stops and deaths."""

import signal
import time
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from core.base.errors import UserError
from tests.ui.common.works import die, double, give_lambda, name_qt, refuse, trip, wait
from ui.common.jobs import Jobs, Lane

LANES: tuple[Lane, ...] = ("process", "quiet", "thread")
BOTH = pytest.mark.parametrize("lane", LANES)


class Heard:
    """What a page would hear of its job."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[UserError] = []
        self.steps: list[tuple[int, int]] = []
        self.stops = 0

    def step(self, done: int, total: int) -> None:
        self.steps.append((done, total))

    def stopped(self) -> None:
        self.stops += 1

    @property
    def ended(self) -> bool:
        return bool(self.results or self.errors or self.stops)


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.stop()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@BOTH
def test_a_result_comes_back(jobs: Jobs, heard: Heard, qtbot: QtBot, lane: Lane) -> None:
    jobs.run(double, 21, done=heard.results.append, failed=heard.errors.append, lane=lane)
    qtbot.waitUntil(lambda: heard.ended, timeout=20_000)
    assert heard.results == [42]
    assert heard.errors == []
    assert not jobs.busy


def test_a_process_of_its_own_loads_no_qt(jobs: Jobs, heard: Heard, qtbot: QtBot) -> None:
    """It is half of what a process takes to begin, and a fifth of its memory."""
    jobs.run(name_qt, 0, done=heard.results.append, failed=heard.errors.append)
    qtbot.waitUntil(lambda: heard.ended, timeout=20_000)
    assert (heard.results, heard.errors) == ([[]], [])


@BOTH
def test_an_error_of_the_user_comes_back_as_it_is(jobs: Jobs, heard: Heard, qtbot: QtBot, lane: Lane) -> None:
    jobs.run(refuse, "a.csv", done=heard.results.append, failed=heard.errors.append, lane=lane)
    qtbot.waitUntil(lambda: heard.ended, timeout=20_000)
    assert [(error.code, error.text) for error in heard.errors] == [("FILE_UNREADABLE", "a.csv ne s’ouvre pas.")]


@BOTH
def test_a_bug_is_logged_and_told_in_a_sentence(
    jobs: Jobs, heard: Heard, qtbot: QtBot, lane: Lane, caplog: pytest.LogCaptureFixture
) -> None:
    jobs.run(trip, "secret", done=heard.results.append, failed=heard.errors.append, lane=lane)
    qtbot.waitUntil(lambda: heard.ended, timeout=20_000)
    assert heard.errors[0].code == "JOB_BROKEN"
    assert "ZeroDivisionError" in caplog.text
    assert "trip" in caplog.text
    assert "secret\n" not in caplog.text


@BOTH
def test_stopping_is_silent(jobs: Jobs, heard: Heard, qtbot: QtBot, lane: Lane) -> None:
    job = jobs.run(
        wait,
        60.0,
        done=heard.results.append,
        failed=heard.errors.append,
        progress=heard.step,
        stopped=heard.stopped,
        lane=lane,
    )
    qtbot.waitUntil(lambda: bool(heard.steps), timeout=20_000)
    job.stop()
    qtbot.waitUntil(lambda: heard.ended, timeout=5_000)
    assert (heard.results, heard.errors, heard.stops) == ([], [], 1)
    assert heard.steps[0] == (1, 2)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no signal to kill a worker with")
def test_a_killed_worker_is_an_error_not_a_hang(
    jobs: Jobs, heard: Heard, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    jobs.run(die, int(signal.SIGKILL), done=heard.results.append, failed=heard.errors.append)
    qtbot.waitUntil(lambda: heard.ended, timeout=20_000)
    assert heard.errors[0].code == "JOB_BROKEN"
    assert heard.errors[0].text.startswith("Ce travail s’est interrompu.")
    assert "the worker died" in caplog.text


def test_a_result_that_cannot_cross_is_a_bug_not_a_hang(
    jobs: Jobs, heard: Heard, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    jobs.run(give_lambda, 0, done=heard.results.append, failed=heard.errors.append)
    qtbot.waitUntil(lambda: heard.ended, timeout=20_000)
    assert heard.errors[0].code == "JOB_BROKEN"
    assert "ForkingPickler" in caplog.text


def test_closing_stops_what_runs_and_calls_nobody(jobs: Jobs, heard: Heard, qtbot: QtBot) -> None:
    for lane in LANES:
        jobs.run(wait, 60.0, done=heard.results.append, failed=heard.errors.append, stopped=heard.stopped, lane=lane)
    began = time.monotonic()
    jobs.stop()
    qtbot.wait(250)
    assert time.monotonic() - began < 20
    assert not jobs.busy
    assert not heard.ended


def test_two_jobs_run_at_once(jobs: Jobs, heard: Heard, qtbot: QtBot) -> None:
    for number in (1, 2):
        jobs.run(double, number, done=heard.results.append, failed=heard.errors.append, lane="thread")
    qtbot.waitUntil(lambda: len(heard.results) == 2, timeout=5_000)
    assert sorted(map(str, heard.results)) == ["2", "4"]
