"""Takes a list of refusals into the register (who gave it, the progress, the result), and exports the register."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.actions.register import entries, opposing, refusal_lists
from core.actions.register.refusal_lists import ImportList
from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.screen_shapes import number
from core.model.register import ListTaken
from core.words.register import taken
from ui.common.file_dialogs import ask_save, choose_table
from ui.common.jobs import Job
from ui.common.office import Office
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import text_field
from ui.widgets.job_bar import JobBar
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import fill, hbox
from ui.widgets.message_band import Act


class ListStrip(Card):
    """The strip that asks who gave the list. ``done()`` is emitted when a list was taken in. Hidden until a file is
    chosen."""

    done = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(office.theme, name="list")
        self._office = office
        self._file = Path()
        self._job: Job | None = None
        theme = office.theme
        self._name = label("", semibold=True, name="list-file")
        self.supplier = text_field(
            theme, name="list-supplier", title=_("Transmise par"), hint=_("Fournisseur. Vide : le cahier de l’agence")
        )
        self.take = Button(theme, _("Inscrire au registre"), name="list-take", kind="primary", press=self._run)
        self.cancel = Button(theme, _("Annuler"), name="list-cancel", press=self._leave)
        self.bar = JobBar(theme, name="list-job")
        self.said = paragraph("", ink="muted", name="list-said")
        asked = label(_("Transmise par"), of=self.supplier)
        row = hbox(self._name, asked, (self.supplier, 1), self.take, self.cancel, spacing=10)
        fill(self.body, row, self.bar, self.said)
        self.bar.stop_asked.connect(self._stop)
        self.supplier.returnPressed.connect(self._run)
        self.hide()

    def choose(self, parent: QWidget) -> None:
        """Ask for the file, then who gave it."""
        path = choose_table(parent, self._office.seat)
        if path is not None:
            self.show_file(path)

    def show_file(self, file: Path) -> None:
        """Ask who gave a list; nothing is read before the answer."""
        self._file = file
        self._name.setText(file.name)
        self.said.setText(
            _(
                "Seules des empreintes sont gardées : ni nom, ni numéro. Chaque fiche qui porte une de ces coordonnées "
                "se ferme."
            )
        )
        self.show()
        self.supplier.setFocus()

    def _run(self) -> None:
        office = self._office
        asked = ImportList(office.folder, self._file, office.by, office.now(), supplier=self.supplier.text())
        self.take.setEnabled(False)
        self.bar.begin(_("Inscription au registre…"))
        self._job = office.jobs.run(
            refusal_lists.import_file,
            asked,
            progress=self.bar.show_progress,
            done=self._taken,
            failed=self._failed,
            stopped=self._stopped,
        )

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _leave(self) -> None:
        self._stop()
        self.hide()

    def _end(self) -> None:
        self._job = None
        self.bar.end()
        self.take.setEnabled(True)
        self.done.emit()

    def _taken(self, found: ListTaken) -> None:
        self._end()
        self.hide()
        closed = n_("{n} fiche fermée.", "{n} fiches fermées.", found.leads).format(n=number(found.leads))
        words = " ".join([taken(found), closed, *(_told(reject.line, reject.reason) for reject in found.rejects[:3])])
        act = Act(_("Annuler"), partial(self._undo, found)) if found.gesture else None
        self._office.say("opposed", _("Liste inscrite."), words, act=act)

    def _undo(self, found: ListTaken) -> None:
        office = self._office
        with office.trying():
            opposing.undo(office.store, found.gesture, by=office.by, at=office.now())
            office.say("done", _("Liste retirée du registre."), _("Les deux gestes restent au journal."))

    def _failed(self, problem: UserError) -> None:
        self._end()
        self._office.complain(problem)

    def _stopped(self) -> None:
        self._end()
        self.hide()
        self._office.say(
            "note", _("Arrêté."), _("Ce qui était inscrit le reste : reprenez la liste quand vous voudrez.")
        )


def export(parent: QWidget, office: Office) -> None:
    """Ask where to write the register and write it, as keyed hashes."""
    day: date = office.now().date()
    proposed = _("registre-opposition-{day}.csv").format(day=day.isoformat())
    out = ask_save(parent, office.seat, _("Exporter le registre"), proposed, _("Tableau CSV (*.csv)"))
    if out is None:
        return
    with office.trying(), office.store.read() as r:
        done_count = entries.export_register(r, out)
        words = n_(
            "{n} empreinte, sans numéro\u202f; les mots lus y sont.",
            "{n} empreintes, sans numéro\u202f; les mots lus y sont.",
            done_count,
        )
        office.say(
            "done", _("«\u202f{file}\u202f» est écrit.").format(file=out.name), words.format(n=number(done_count))
        )


def _told(line: int, reason: str) -> str:
    return _("Ligne {line} : {reason}").format(line=line, reason=reason)
