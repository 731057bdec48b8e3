"""What a window on the base of a team says besides: a clock that is not the server's and, on the computer that shares
the base, a disk accepted in the clear; that one asks before it closes while other seats work."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox

from core.actions.common.clock import skew_words
from core.base import moments
from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.screen_shapes import number
from core.model.disk_lock import DiskEncryption, DiskLock
from core.store.engine.disk_lock import ask_disk
from core.team.overview import Overview, others_connected, overview
from core.team.places import serves
from ui.common.office import Office
from ui.shell.frame import Frame
from ui.widgets.calm_timer import CalmTimer
from ui.widgets.layouts import drop

_TOLD = "clear-disk"
"""The choice of the seat that keeps the day on which a disk in the clear was last told."""
_LOOK_MS, _COUNT_MS = 3_600_000, 30_000


class TeamSeat(QObject):
    """Says what is to be said when the window opens, and each day that it stays open."""

    def __init__(self, office: Office, frame: Frame) -> None:
        super().__init__(frame)
        self.setObjectName("team-seat")
        self._office = office
        with office.trying():
            if words := skew_words(office.store, moments.now):
                fact, _dot, rest = words.partition(". ")
                office.say("caution", f"{fact}.", rest)
        self._item, self._promise = frame.status.item("team"), frame.status.item("promise")
        for run, every in ((self.look, _LOOK_MS), (self.count, _COUNT_MS)):
            frame.closing.connect(CalmTimer(run, self, every=every).stop)
            run()

    def look(self) -> None:
        """Remind of a disk that may be in the clear, once a day, where the base is."""
        office = self._office
        if serves(office.folder) and office.seat.text(_TOLD) != self._today():
            office.jobs.run(ask_disk, office.folder, done=self._tell, failed=office.complain, lane="thread")

    def count(self) -> None:
        """Ask how many seats there are, and how many of them are off."""
        office = self._office
        office.jobs.run(
            overview, office.folder, done=self._show, failed=lambda _problem: self._show(Overview()), lane="thread"
        )

    def _show(self, seen: Overview) -> None:
        names = {seat.name for seat in seen.seats}
        off = len(names - {seat.name for seat in seen.seats if seat.role in seen.connected})
        words = n_("{n} poste", "{n} postes", len(names)).format(n=number(len(names))) if names else _("Équipe")
        more = n_(", {n} éteint", ", {n} éteints", off).format(n=number(off)) if off else ""
        self._item.show_text(words + more)
        if seen.server:
            self._promise.show_text(_("La base est sur {server}").format(server=seen.server))

    def _tell(self, lock: DiskLock) -> None:
        office = self._office
        office.seat.save_text(_TOLD, self._today())
        if lock.state is not DiskEncryption.ON:
            words = _("Accepté au partage, rappelé chaque jour jusqu’à ce qu’il le soit.")
            office.say("caution", lock.shown, words)

    def _today(self) -> str:
        return self._office.now().date().isoformat()


def may_close(frame: Frame, folder: Path) -> bool:
    """Ask whether the window of the computer that shares the base may close, where other seats work on it; tell what
    the user answers."""
    try:
        names = others_connected(folder)
    except UserError:  # Nobody works on a base whose server does not answer.
        return True
    if not names:
        return True
    works = n_(
        "{seats} travaille sur la base de cet ordinateur.",
        "{seats} travaillent sur la base de cet ordinateur.",
        len(names),
    )
    box = QMessageBox(frame)
    box.setObjectName("closing")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("Premier Contact")
    box.setText(works.format(seats=", ".join(names)))
    box.setInformativeText(
        _(
            "Fermer la fenêtre ne les arrête pas\u202f: la base reste servie. Les autres postes ne pourront plus "
            "travailler si cet ordinateur s’éteint."
        )
    )
    closes = box.addButton(_("Fermer la fenêtre"), QMessageBox.ButtonRole.AcceptRole)
    stays = box.addButton(_("Rester"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stays)
    box.exec()
    is_closing = box.clickedButton() is closes
    drop(box)
    return is_closing
