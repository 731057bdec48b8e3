"""Runs one long job at a time for one place of the screen, with its bar; the result of a job that was dropped is
ignored."""

from collections.abc import Callable
from typing import TypeVar

from core.base.errors import UserError
from core.base.progress import Progress
from ui.common.jobs import Job, Jobs, Lane
from ui.widgets.job_bar import JobBar

ArgumentT = TypeVar("ArgumentT")
ResultT = TypeVar("ResultT")


def _nothing() -> None:
    return None


class OneJob:
    """Runs a job under ``bar``, whose « Arrêter » asks the work to stop."""

    def __init__(self, jobs: Jobs, bar: JobBar) -> None:
        self._jobs = jobs
        self._bar = bar
        self._job: Job | None = None
        self._turn = 0
        bar.stop_asked.connect(self.ask_stop)

    @property
    def running(self) -> bool:
        """Tell whether a job is running and was not dropped."""
        return self._job is not None

    def run(
        self,
        work: Callable[[ArgumentT, Progress], ResultT],
        argument: ArgumentT,
        *,
        text: str,
        done: Callable[[ResultT], object],
        failed: Callable[[UserError], object],
        stopped: Callable[[], object] = _nothing,
        heard: Callable[[int, int], object] = lambda done, total: None,
        lane: Lane = "process",
    ) -> None:
        """Start ``work(argument, progress)`` and show ``text`` beside the bar; a job already running is dropped.
        ``heard`` is called with what the bar shows."""
        self.drop()
        turn = self._turn
        self._bar.begin(text)

        def over(tell: Callable[[], object]) -> None:
            if turn == self._turn:
                self._end()
                tell()

        def progress(count: int, total: int) -> None:
            if turn == self._turn:
                self._bar.show_progress(count, total)
                heard(count, total)

        self._job = self._jobs.run(
            work,
            argument,
            done=lambda result: over(lambda: done(result)),
            failed=lambda problem: over(lambda: failed(problem)),
            stopped=lambda: over(stopped),
            progress=progress,
            lane=lane,
        )

    def ask_stop(self) -> None:
        """Ask the work to stop; ``stopped`` is called when it has."""
        if self._job is not None:
            self._job.stop()

    def drop(self) -> None:
        """Stop the work and ignore whatever it still reports."""
        self.ask_stop()
        self._end()

    def _end(self) -> None:
        self._turn += 1
        self._job = None
        self._bar.end()
