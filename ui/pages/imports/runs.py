"""What workers do for the assistant: the counts of a check, and the import itself."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from core.actions.desk import jobs
from core.actions.leads.duplicates import LookForDuplicates, look_for
from core.base.errors import UserError
from core.base.i18n import _
from core.model.batch import Report
from core.model.checking import Expectation
from core.store import batches
from ui.common.jobs import Job, Jobs
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.pages.imports.foot import kept_words, stopped_words

REST_MS = 250
"""Two decisions closer than this are counted together."""


class Recount(QObject):
    """Counts a check again. ``done(asked, expectation)`` and ``failed(error)`` are emitted for the last question
    only."""

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
        """Tell whether counts are on the way for the last decision."""
        return self._asked is not None

    def ask(self, asked: jobs.ImportFile) -> None:
        """Count ``asked`` soon; a count already running is dropped."""
        self.drop()
        self._asked = asked
        self._rest.start()

    def drop(self) -> None:
        """Drop the count that is running."""
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


def look_for_twins(office: Office, batch_id: int) -> None:
    """Look for duplicates of a batch in the background; the result is shown with it."""
    survey = LookForDuplicates(office.folder, batch_id, office.by, office.now())
    office.jobs.run(look_for, survey, done=_unheard, failed=_unheard, lane="quiet")


def _unheard(_said: object) -> None:
    """Ignore the result of a job nobody waits for; a failure is in the log."""


class ImportRun:
    """The import. Signals: ``done(report)``, or ``cut_short(batch id or 0, sentence)`` when it was stopped or failed
    after some rows."""

    def __init__(
        self,
        office: Office,
        job: OneJob,
        *,
        done: Callable[[Report], object],
        cut_short: Callable[[int, str], object],
    ) -> None:
        self._office = office
        self._job = job
        self._done = done
        self._tell = cut_short
        self._before = 0

    def start(self, asked: jobs.ImportFile) -> None:
        """Read ``asked`` into the base."""
        with self._office.store.read() as r:
            self._before = batches.last_batch(r)
        self._job.run(
            jobs.import_file,
            asked,
            text=_("Import en cours…"),
            done=lambda report: self._over(report, asked),
            failed=lambda problem: self._cut_short(problem.text, asked),
            stopped=lambda: self._cut_short("", asked),
        )

    def _over(self, report: Report, asked: jobs.ImportFile) -> None:
        if report.added:
            look_for_twins(self._office, report.batch)
        self._done(report)

    def _cut_short(self, sentence: str, asked: jobs.ImportFile) -> None:
        """Emit ``cut_short`` with the batch that was begun, if any, and what it kept."""
        with self._office.store.read() as r:
            newest = batches.last_batch(r)
            row = batches.batch(r, newest) if newest != self._before else None
        kept = row.added + row.merged + row.opposed if row else 0
        if not sentence:
            sentence = stopped_words(kept)
        elif kept:
            sentence = f"{sentence} {kept_words(kept)}"
        if kept:
            look_for_twins(self._office, newest)
        self._tell(newest if row else 0, sentence)
