"""Runs long jobs: work that computes in a spawned process, work that waits in a thread; one timer looks at both. The
process of a quiet job, which nobody waits for, runs at low priority.

No Qt object leaves the main thread: no QThread, no signal out of a job. The work is a core function ``work(argument,
progress) -> result``; argument and result are small and picklable (paths, ids, a report), never rows.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Any, Literal, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer

from core.base.errors import UserError
from core.base.lazy_imports import multiprocessing
from core.base.progress import Progress
from core.base.records import Struct
from core.words.errors import error
from ui.common.job_work import JobMessage, in_process, perform, quietly

LOOK_EVERY_MS = 100
PATIENCE_S = 3.0
Lane = Literal["process", "quiet", "thread"]
ArgumentT = TypeVar("ArgumentT")
ResultT = TypeVar("ResultT")
log = logging.getLogger(__name__)


class Worker(Protocol):
    """What runs a job, in a process or in a thread."""

    def take(self) -> list[JobMessage]: ...
    def alive(self) -> bool: ...
    def ask_stop(self) -> None: ...
    def end(self, patience: float) -> None: ...


class ProcessWorker:
    """A spawned process that sends its messages through a pipe."""

    _inside = staticmethod(in_process)

    def __init__(self, work: Callable[[Any, Progress], Any], argument: Any) -> None:
        context = multiprocessing().get_context("spawn")
        self._pipe, theirs = context.Pipe(duplex=False)
        self._flag = context.Event()
        self._process = context.Process(target=self._inside, args=(work, argument, theirs, self._flag), daemon=True)
        self._process.start()
        # Closed here, so that the pipe ends when the process does.
        theirs.close()

    def take(self) -> list[JobMessage]:
        """Return the messages that came since the last call."""
        told = []
        try:
            while self._pipe.poll():
                told.append(self._pipe.recv())
        except (EOFError, OSError):
            return told
        return told

    def alive(self) -> bool:
        """Tell whether the process is running."""
        running: bool = self._process.is_alive()
        return running

    def ask_stop(self) -> None:
        """Set the flag that the work looks at each time it reports progress."""
        self._flag.set()

    def end(self, patience: float) -> None:
        """Wait ``patience`` seconds, then stop the process; what it had committed stays."""
        self._process.join(patience)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join(PATIENCE_S)
        self._pipe.close()


class QuietWorker(ProcessWorker):
    """A spawned process at low priority."""

    _inside = staticmethod(quietly)


class ThreadWorker:
    """A thread that sends its messages through a queue. It cannot be killed: it ends with the program at the latest."""

    def __init__(self, work: Callable[[Any, Progress], Any], argument: Any) -> None:
        self._said: queue.SimpleQueue[JobMessage] = queue.SimpleQueue()
        self._flag = threading.Event()
        options = {"tell": self._said.put, "flag": self._flag}
        self._thread = threading.Thread(target=perform, args=(work, argument), kwargs=options, daemon=True)
        self._thread.start()

    def take(self) -> list[JobMessage]:
        """Return the messages that came since the last call."""
        return [self._said.get() for _turn in range(self._said.qsize())]

    def alive(self) -> bool:
        """Tell whether the thread is running."""
        return self._thread.is_alive()

    def ask_stop(self) -> None:
        """Set the flag that the work looks at each time it reports progress."""
        self._flag.set()

    def end(self, patience: float) -> None:
        """Wait ``patience`` seconds for the thread."""
        self._thread.join(patience)


LANES: dict[Lane, Callable[[Callable[[Any, Progress], Any], Any], Worker]] = {
    "process": ProcessWorker,
    "quiet": QuietWorker,
    "thread": ThreadWorker,
}


class Job(Struct, eq=False):
    """A running job, and the functions to call with its messages."""

    worker: Worker
    done: Callable[[Any], object]
    failed: Callable[[UserError], object]
    progress: Callable[[int, int], object]
    stopped: Callable[[], object]
    lane: Lane

    def stop(self) -> None:
        """Ask the work to stop; it does at its next report, and keeps what it wrote."""
        self.worker.ask_stop()


class Jobs(QObject):
    """Runs jobs and calls back on the main thread. The application makes one and gives it to the pages."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("jobs")
        self._running: list[Job] = []
        self._leaving: list[tuple[Worker, float]] = []
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Tell whether a job is running."""
        return bool(self._running)

    @property
    def awaited(self) -> bool:
        """Tell whether somebody waits for a job: a quiet one, and what a thread only asks, may be left at any time."""
        return any(job.lane == "process" for job in self._running)

    def run(
        self,
        work: Callable[[ArgumentT, Progress], ResultT],
        argument: ArgumentT,
        *,
        done: Callable[[ResultT], object],
        failed: Callable[[UserError], object],
        progress: Callable[[int, int], object] = lambda done, total: None,
        stopped: Callable[[], object] = lambda: None,
        lane: Lane = "process",
    ) -> Job:
        """Start ``work(argument, progress)``, a function of a module, and return its job.

        One of ``done(result)``, ``failed(error)`` and ``stopped()`` is called, once, on the main thread, after any
        number of ``progress(done, total)``.
        """
        job = Job(LANES[lane](work, argument), done, failed, progress, stopped, lane)
        self._running.append(job)
        self._timer.start()
        return job

    def stop(self, patience: float = PATIENCE_S) -> None:
        """Stop every job and wait for them, ``patience`` seconds in all, because the window closes. No function is
        called back."""
        running, self._running = self._running, []
        self._timer.stop()
        limit = time.monotonic() + patience
        for job in running:
            job.stop()
        leaving, self._leaving = self._leaving, []
        for worker in (*(job.worker for job in running), *(worker for worker, _limit in leaving)):
            worker.end(max(0.0, limit - time.monotonic()))

    def _look(self) -> None:
        self._let_go()
        for job in list(self._running):
            # Asked before the messages are taken, so that a worker seen as ended has no message left after them.
            alive = job.worker.alive()
            messages = job.worker.take()
            last = messages[-1] if messages else None
            if last is not None and last.kind == "progress" and alive:
                job.progress(*last.value)
            elif last is not None and last.kind != "progress":
                self._finish(job, last)
            elif not alive:
                self._finish(job, JobMessage("broken", "the worker died"))

    def _let_go(self) -> None:
        """End the workers that said their last word: a process takes up to half a second to leave, and the window does
        not wait for it."""
        now = time.monotonic()
        workers = [worker for worker, limit in self._leaving if now >= limit or not worker.alive()]
        self._leaving = [one for one in self._leaving if one[0] not in workers]
        for worker in workers:
            worker.end(0.0)
        if not self._running and not self._leaving:
            self._timer.stop()

    def _finish(self, job: Job, told: JobMessage) -> None:
        self._running.remove(job)
        self._leaving.append((job.worker, time.monotonic() + PATIENCE_S))
        match told.kind:
            case "result":
                job.done(told.value)
            case "refused":
                job.failed(told.value)
            case "stopped":
                job.stopped()
            case _:
                log.error("a job broke: %s", told.value)
                job.failed(error("JOB_BROKEN"))
