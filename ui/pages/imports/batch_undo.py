"""« Annuler ce lot »: until when, one press, a bar, and what was done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.actions.desk import jobs
from core.base.errors import UserError
from core.base.french import day, moment, number
from core.base.i18n import _, n_
from core.model.undoing import Standing, Undone
from core.words.errors import user_text
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.widgets.button import Button
from ui.widgets.job_bar import JobBar
from ui.widgets.label import paragraph


class UndoPart(QWidget):
    """A line that says where the undoing stands, with its button and its bar. ``done``: it ended, well or not, and the
    batch must be read again."""

    done = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._batch_id = 0
        theme = office.theme
        self.setObjectName("batch-undo-part")
        self.button = Button(theme, _("&Annuler ce lot"), name="batch-undo", icon="undo")
        self.words = paragraph("", ink="muted", name="batch-undo-words")
        self.bar = JobBar(theme, name="batch-undo-job")
        self._job = OneJob(office.jobs, self.bar)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.words, 1)
        line.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.bar)
        self.button.clicked.connect(self.undo)

    @property
    def running(self) -> bool:
        """True while a batch is being undone."""
        return self._job.running

    def show_standing(self, batch_id: int, stands: Standing) -> None:
        """Show where a batch stands."""
        self._batch_id = batch_id
        self.button.setText(_("&Finir l’annulation") if stands.begun or stands.undone else _("&Annuler ce lot"))
        self.button.setVisible(stands.open)
        self.button.setEnabled(not self.running)
        self.words.setText(_standing(stands))

    def undo(self) -> None:
        """Undo the batch in sight."""
        office = self._office
        if self.running or self.button.isHidden():
            return
        self.button.setEnabled(False)
        asked = jobs.OneBatch(office.folder, self._batch_id, office.by, office.now())
        self._job.run(
            jobs.undo_batch,
            asked,
            text=_("Annulation du lot"),
            done=self._told,
            failed=self._failed,
            stopped=self._stopped,
        )

    def _told(self, done: Undone) -> None:
        parts = [
            n_("{n} fiche retirée", "{n} fiches retirées", done.removed).format(n=number(done.removed)),
            n_("{n} réunion défaite", "{n} réunions défaites", done.unmerged).format(n=number(done.unmerged)),
        ]
        said = user_text("UNDO_DONE", removed=done.removed, unmerged=done.unmerged)
        if done.kept_count:
            said = f"{user_text('UNDO_PARTIAL', kept=done.kept_count)} {', '.join(parts)}."
        fact, _stop, rest = said.partition(". ")
        self._office.say("caution" if done.kept_count else "done", f"{fact}.", rest)
        self.done.emit(done)

    def _failed(self, problem: UserError) -> None:
        self._office.complain(problem)
        self.done.emit(None)

    def _stopped(self) -> None:
        said = _("Ce qui est déjà retiré l’est pour de bon. Finissez l’annulation quand vous voulez.")
        self._office.say("note", _("Annulation arrêtée."), said)
        self.done.emit(None)


def _standing(stands: Standing) -> str:
    if stands.undone:
        said = [_("Annulé le {moment} par {by}.").format(moment=moment(stands.undone), by=stands.by)]
        if stands.opposed:
            said.append(_("Les refus lus dans ce fichier restent au registre : dans le doute, nous n’appelons pas."))
        return " ".join(said)
    if stands.begun:
        return _("L’annulation n’est pas finie : des fiches de ce lot restent à retirer.")
    if stands.open:
        return _("Ce lot peut être annulé jusqu’au {day}.").format(day=day(stands.until))
    return _("Ce lot ne peut plus être annulé depuis le {day}.").format(day=day(stands.until))
