"""What a window does once the base is quiet: the kept steps are brought up to date (after an import, as the hours pass,
and when somebody refuses at an address that may be near another's), and the log is copied back."""

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from core.actions.common.jobs import OnBase, on_base
from core.actions.common.step_cache import AT_ONCE, find_stale
from core.actions.desk.step_jobs import keep_steps
from core.base import moments
from core.base.errors import UserError
from ui.common.jobs import Lane
from ui.common.office import Office

REST_MS = 1_500
"""Without a change for that long, the base is quiet: an import is not slowed."""
BIG = 2_000
"""Leads from which a process of its own makes the steps again; fewer take a thread less than a second."""


class StepKeeper(QObject):
    """Call :meth:`look` when something changed or time has passed. ``kept`` is emitted when the pages may show more
    than they did."""

    kept = Signal()

    def __init__(self, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("step-keeper")
        self._office = office
        self._running = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._begin)

    def look(self) -> None:
        """Begin once nothing has changed for a moment."""
        self._rest.start()

    def stop(self) -> None:
        """Begin nothing more, because the window closes."""
        self._rest.stop()

    def _begin(self) -> None:
        office, now = self._office, self._office.now()
        if office.reads_only:
            return
        if self._running:
            self.look()
            return
        with office.store.read() as r:
            stale = find_stale(r, office.law, at=now, near=False)
        if not stale.leads and not stale.near:
            return
        self._running = True
        self._run(now, "quiet" if len(stale.leads) > BIG else "thread", shown=len(stale.leads) > AT_ONCE or stale.near)

    def _run(self, now: datetime, lane: Lane, *, shown: bool) -> None:
        def done(_count: int) -> None:
            self._running = False
            if shown:
                self.kept.emit()

        def failed(_problem: UserError) -> None:
            # The pages make what they show by themselves; it is tried again at the next change.
            self._running = False

        office = self._office
        asked = OnBase(office.folder, partial(keep_steps, by=office.by, at=now))
        office.jobs.run(on_base, asked, done=done, failed=failed, lane=lane)


QUIET = timedelta(minutes=1)
LOOK_MS = 10_000


class Resting(QObject):
    """Looks every ten seconds; the user is told once of a file that is no longer the base's."""

    def __init__(self, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._told = office, ""
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Copy the log back if its minute has come."""
        try:
            self._office.store.rest(moments.now() - QUIET)
        except UserError as problem:
            if problem.code != self._told:
                self._office.complain(problem)
            self._told = problem.code
        else:
            self._told = ""

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
