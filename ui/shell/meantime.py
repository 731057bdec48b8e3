"""The small window that is there while no window holds the base: what is done to it, how far, and a way to stop."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QFrame

from core.actions.keeping.current_base import OpenedBase, current_copy
from core.actions.keeping.keeping_jobs import Keeping
from core.base.errors import UserError
from core.base.i18n import _
from core.model.agent import UNNAMED
from core.team.places import serves
from core.team.upkeep import reach_team
from core.words.errors import error
from ui.common.jobs import Jobs
from ui.common.office import Arrival, Meanwhile
from ui.common.one_job import OneJob
from ui.look.theme import Theme
from ui.widgets.job_bar import JobBar
from ui.widgets.label import paragraph
from ui.widgets.layouts import STRETCH, Named, drop, vbox
from ui.widgets.message_band import BandMessage
from ui.widgets.speech import announce

_WIDE, _HIGH = 520, 220
LATE_MS = 700
"""How long an opening may take before anybody is told to wait."""


class MeantimeWindow(Named, QFrame):
    """The window; it closes when the work has ended, which closing it asks for. ``arrival``: what comes after it;
    ``job``: runs the work."""

    def __init__(self, theme: Theme, folder: Path, asked: Meanwhile) -> None:
        super().__init__(name="meantime", title=asked.title)
        self.arrival = Arrival(asked.place)
        self._folder, self._asked = folder, asked
        self.setProperty("ground", "paper")
        self.setWindowTitle("Premier Contact")
        self.setAccessibleDescription(asked.sentence)
        self._bar = JobBar(theme, name="meantime-job", narrow=True)
        self.job = OneJob(Jobs(self), self._bar)
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
        self.job.run(
            plan.work, plan.argument, text=_("En cours"), done=self._done, failed=self._failed, stopped=self._stopped
        )
        self.appear()

    def appear(self) -> None:
        """Come on the screen, and say what is done."""
        self.show()
        announce(self, f"{self._asked.title}. {self._asked.sentence}")
        self._bar.to_stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask the work to stop, and stay until it has."""
        if self.job.running:
            self.job.ask_stop()
            event.ignore()

    def _done(self, result: object) -> None:
        self._end(self._asked.told(result), result)

    def _stopped(self) -> None:
        self._end(BandMessage("note", _("Arrêté."), _("Tout est comme avant.")), self._asked.unless_done)

    def _failed(self, problem: UserError) -> None:
        def end(_settled: object = None) -> None:
            self._end(BandMessage("error", problem.text), self._asked.unless_done)

        self.job.run(
            self._asked.settle, self._folder, text=_("Retour à la base d’avant"), done=end, failed=end, stopped=end
        )

    def _end(self, message: BandMessage, result: object) -> None:
        self.arrival = Arrival(self._asked.place, message, result)
        self.close()


def pass_meantime(app: QApplication, theme: Theme, folder: Path, asked: Meanwhile) -> Arrival:
    """Do what is asked, under a window, and return what comes after it."""
    window = MeantimeWindow(theme, folder, asked)
    window.begin()
    app.exec()
    return window.arrival


def await_team(app: QApplication, theme: Theme, folder: Path, at: datetime) -> OpenedBase:
    """Open the base of a team, under a window that comes when the wait is felt, and whose « Arrêter » waits no more;
    the copy of this seat where its server does not answer. Raises UserError."""
    served, guest = (
        _("Ce poste la sert de nouveau. Après une mise à jour du programme, comptez quelques minutes."),
        _("Le poste qui la partage ne répond pas encore. Sans réponse, ce poste ouvre sa copie."),
    )
    plan = Meanwhile(
        reach_team, Keeping(folder, UNNAMED, at), lambda _folder, _progress: None, lambda _base: BandMessage("", ""),
        _("Ouverture de la base de l’équipe"), served if serves(folder) else guest, place="",
    )  # fmt: skip
    window, ends = MeantimeWindow(theme, folder, plan), list[OpenedBase | UserError]()
    window.job.run(
        plan.work, plan.argument, text=_("En cours"), done=ends.append, failed=ends.append,
        stopped=lambda: ends.append(error("TEAM_AWAY")), lane="thread",
    )  # fmt: skip
    late = QTimer(window, singleShot=True, interval=LATE_MS)
    late.timeout.connect(window.appear)
    late.start()
    while not ends:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    window.hide()
    drop(window)
    if isinstance(base := ends[0], OpenedBase):
        return base
    if base.code == "TEAM_AWAY" and (copy := current_copy(folder)) is not None:
        return OpenedBase(copy)
    raise base
