"""Copies the log back into the base once nothing was written for a minute, so that a copy of its file alone holds all
that was confirmed; and notices a file that was renamed or replaced."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer

from core.base import moments
from core.base.errors import UserError
from core.store.port import Store

QUIET = timedelta(minutes=1)
LOOK_MS = 10_000


class Resting(QObject):
    """Looks every ten seconds; ``complain`` is told once of a file that is no longer the base's."""

    def __init__(self, store: Store, complain: Callable[[UserError], object], parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._complain, self._told = store, complain, ""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Copy the log back if its minute has come."""
        try:
            self._store.rest(moments.now() - QUIET)
        except UserError as problem:
            if problem.code != self._told:
                self._complain(problem)
            self._told = problem.code
        else:
            self._told = ""

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
