"""The small window that is there while no window holds the base: what is done to it, how far, and a way to stop."""

from pathlib import Path

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QFrame

from core.base.errors import UserError
from core.base.i18n import _
from ui.common.jobs import Jobs
from ui.common.office import Arrival, Meanwhile
from ui.common.one_job import OneJob
from ui.look.theme import Theme
from ui.widgets.job_bar import JobBar
from ui.widgets.label import paragraph
from ui.widgets.layouts import STRETCH, Named, vbox
from ui.widgets.message_band import BandMessage
from ui.widgets.speech import announce

_WIDE, _HIGH = 520, 220


class MeantimeWindow(Named, QFrame):
    """The window; it closes when the work has ended, which closing it asks for. ``arrival``: what comes after it."""

    def __init__(self, theme: Theme, folder: Path, asked: Meanwhile) -> None:
        super().__init__(name="meantime", title=asked.title)
        self.arrival = Arrival(asked.place)
        self._folder, self._asked = folder, asked
        self.setProperty("ground", "paper")
        self.setWindowTitle("Premier Contact")
        self.setAccessibleDescription(asked.sentence)
        self._bar = JobBar(theme, name="meantime-job", narrow=True)
        self._job = OneJob(Jobs(self), self._bar)
        vbox(
            paragraph(asked.title, "heading", semibold=True, name="meantime-title"),
            paragraph(asked.sentence, ink="muted", name="meantime-sentence"),
            STRETCH,
            self._bar,
            on=self,
            margins=24,
            spacing=12,
        )
        self.resize(theme.px(_WIDE), theme.px(_HIGH))

    def begin(self) -> None:
        """Begin the work, and say so."""
        plan = self._asked
        self._job.run(
            plan.work, plan.argument, text=_("En cours"), done=self._done, failed=self._failed, stopped=self._stopped
        )
        announce(self, f"{plan.title}. {plan.sentence}")
        self._bar.to_stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask the work to stop, and stay until it has."""
        if self._job.running:
            self._job.ask_stop()
            event.ignore()

    def _done(self, result: object) -> None:
        self._end(self._asked.told(result), result)

    def _stopped(self) -> None:
        self._end(BandMessage("note", _("Arrêté."), _("Tout est comme avant.")))

    def _failed(self, problem: UserError) -> None:
        message = BandMessage("error", problem.text)
        self._job.run(
            self._asked.settle, self._folder, text=_("Retour à la base d’avant"),
            done=lambda _settled: self._end(message), failed=lambda _problem: self._end(message),
            stopped=lambda: self._end(message),
        )  # fmt: skip

    def _end(self, message: BandMessage, result: object = None) -> None:
        self.arrival = Arrival(self._asked.place, message, result)
        self.close()


def pass_meantime(app: QApplication, theme: Theme, folder: Path, asked: Meanwhile) -> Arrival:
    """Do what is asked, under a window, and return what comes after it."""
    window = MeantimeWindow(theme, folder, asked)
    window.show()
    window.begin()
    app.exec()
    return window.arrival
