"""What an import would give, counted again in the background after each decision, a moment after the last one."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from core.actions.desk import jobs
from core.base.errors import UserError
from core.model.checking import Expectation
from ui.common.jobs import Job, Jobs

REST_MS = 250
"""Two decisions closer than this are counted together."""


class Recount(QObject):
    """``done(asked, expectation)`` and ``failed(error)`` are told for the last question only."""

    def __init__(
        self,
        running: Jobs,
        parent: QObject,
        *,
        done: Callable[[jobs.ImportFile, Expectation], object],
        failed: Callable[[UserError], object],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import-recount")
        self._jobs = running
        self._done = done
        self._failed = failed
        self._asked: jobs.ImportFile | None = None
        self._job: Job | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._start)

    @property
    def running(self) -> bool:
        """True from the decision to its figures."""
        return self._asked is not None

    def ask(self, asked: jobs.ImportFile) -> None:
        """Count ``asked`` soon; what was being counted is dropped."""
        self.drop()
        self._asked = asked
        self._rest.start()

    def drop(self) -> None:
        """Count nothing any more."""
        self._rest.stop()
        job, self._job, self._asked = self._job, None, None
        if job is not None:
            job.stop()

    def _start(self) -> None:
        asked = self._asked
        if asked is None:
            return

        def over(tell: Callable[[], object]) -> None:
            if self._asked is asked:
                self._job = self._asked = None
                tell()

        self._job = self._jobs.run(
            jobs.try_file,
            asked,
            done=lambda found: over(lambda: self._done(asked, found)),
            failed=lambda problem: over(lambda: self._failed(problem)),
        )
