"""Undoing in a batch: one merge on a known sheet, or the whole batch."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from core.actions.common.in_slices import SliceResult
from core.actions.common.jobs import OnBase, on_base
from core.actions.intake import batch_undo, merge_history
from core.actions.leads import batch_back
from core.actions.leads.unmerging import undo_merge
from core.actions.register import mistakes
from core.actions.register.mistakes import Lifting
from core.base.errors import UserError
from core.base.i18n import N_, _, n_
from core.base.records import Struct
from core.base.screen_shapes import day, moment, number
from core.model.joining import Difference
from core.model.undoing import BroughtBack, MergedRow, Undone, UndoStatus
from core.words.batches import back_words, unrecorded_merges
from core.words.register import batch_lifted_words
from ui.common.office import Office
from ui.common.one_job import OneJob, ResultT
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.fields import mark_wrong, text_field
from ui.widgets.job_bar import JobBar
from ui.widgets.label import paragraph
from ui.widgets.layouts import Named, hbox, vbox
from ui.widgets.lists.table import ListTable
from ui.widgets.lists.table_model import BLANK, Cell, Column
from ui.widgets.message_band import Act

ASKED_ABOVE = 20
"""Sheets above which the undoing of a batch is asked once more."""
_UNDONE = Difference("", "", "")


class ChangeRow(Struct, frozen=True):
    """One field that one row of the file changed. ``first``: it is the first field of its row."""

    merge: MergedRow
    change: Difference
    first: bool


def change_rows(found: Sequence[MergedRow]) -> list[ChangeRow]:
    """Return one line per field; a row that was undone, or whose changes are gone, is a single line."""
    return [
        ChangeRow(one, change, place == 0) for one in found for place, change in enumerate(one.changes or (_UNDONE,))
    ]


def _after(row: ChangeRow) -> Cell:
    if row.merge.undone:
        return Cell(_("défaite"), ink="muted", icon="undo")
    return Cell(
        row.change.after, icon="" if row.change.before else "plus", ink="allowed" if not row.change.before else "text"
    )


COLUMNS: tuple[Column[ChangeRow], ...] = (
    Column("line", N_("Ligne"), 84, lambda row: Cell(number(row.merge.line), semibold=True) if row.first else BLANK),
    Column(
        "name", N_("Personne"), 200, lambda row: Cell(row.merge.name or _("Annonce sans nom")) if row.first else BLANK
    ),
    Column("field", N_("Champ"), 120, lambda row: Cell(row.change.what, ink="muted")),
    Column("before", N_("Avant"), 190, lambda row: Cell(row.change.before, ink="muted")),
    Column("after", N_("Après"), 300, _after),
)


class Merges(Named, QWidget):
    """The list of changes; Entrée opens the person, « Défaire » undoes the row of the file at the cursor."""

    def __init__(self, office: Office) -> None:
        super().__init__(name="batch-merges")
        self._office = office
        theme = office.theme
        self._words = paragraph("", ink="muted", name="batch-merges-words")
        self.undo = Button(theme, _("&Défaire cette réunion"), name="batch-merges-undo", icon="undo", press=self._undo)
        self.table = ListTable(theme, COLUMNS, name="batch-merges-table", title=_("Lignes réunies"))
        vbox(
            hbox((self._words, 1), self.undo, spacing=12), (self.table, 1), on=self, margins=(20, 12, 20, 12), spacing=8
        )
        self.table.opened.connect(lambda place: office.go("leads", self.table.shown[place].merge.lead_id))
        self.table.current_changed.connect(lambda _id: self._allow())

    def show_batch(self, batch_id: int) -> None:
        """Read the merges of a batch."""
        with self._office.store.read() as r:
            found = merge_history.merged_by_batch(r, batch_id)
        self.table.show_rows(change_rows(found))
        words = n_("{n} ligne réunie avec une fiche connue.", "{n} lignes réunies avec des fiches connues.", len(found))
        if len(found) == merge_history.SHOWN:
            words = _("Les {n} premières lignes réunies avec des fiches connues.")
        if not found:
            words = _("Aucune fiche connue n’a été changée par ce lot.")
        self._words.setText(words.format(n=number(len(found))))
        self.table.setVisible(bool(found))
        self.undo.setVisible(bool(found))
        self._allow()

    def _current(self) -> MergedRow | None:
        row = self.table.current()
        return row.merge if row is not None else None

    def _allow(self) -> None:
        current = self._current()
        self.undo.setEnabled(current is not None and not current.undone)

    def _undo(self) -> None:
        current = self._current()
        if current is None:
            return
        office = self._office
        with office.trying():
            done = undo_merge(office.store, current.id, by=office.by, at=office.now())
            words = _("La fiche est revenue à ce qu’elle disait avant la ligne {n}.").format(n=number(current.line))
            if done.other is not None:
                words = f"{words} {_('La ligne a sa propre fiche.')}"
            office.say("done", _("Réunion défaite."), words)


class UndoPart(Named, QWidget):
    """A line with the state of the undoing, its button and its bar. ``done`` is emitted when it ended, successfully
    or not, and the batch must be read again."""

    done = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__(name="batch-undo-part")
        self._office = office
        self._batch_id = self._sure = 0
        theme = office.theme
        self.button = Button(theme, _("A&nnuler ce lot"), name="batch-undo", icon="undo", press=self.undo)
        self.again = Button(theme, _("Rendre ce lot"), name="batch-back-again", icon="undo")
        self.words = paragraph("", ink="muted", name="batch-undo-words")
        self.bar = JobBar(theme, name="batch-undo-job")
        self._job = OneJob(office.jobs, self.bar)
        self.refusals = RefusalsLeft(theme)
        self.refusals.lifted.connect(self._lift)
        vbox(hbox((self.words, 1), self.again, self.button, spacing=12), self.refusals, self.bar, on=self, spacing=8)
        self.again.clicked.connect(lambda: self._bring_back(self._batch_id))

    @property
    def running(self) -> bool:
        """Tell whether a batch is being undone."""
        return self._job.running

    def show_standing(self, batch_id: int, stands: UndoStatus) -> None:
        """Show the state of a batch's undoing."""
        self._batch_id = batch_id
        if self._sure == batch_id and stands.open:
            return  # It is being asked.
        self._sure = 0
        self.button.setText(_("Finir l’annulation") if stands.begun or stands.undone else _("A&nnuler ce lot"))
        self.button.setVisible(stands.open)
        self.again.setVisible(stands.back)
        for button in (self.button, self.again):
            button.setEnabled(not self.running)
        self.words.setText(_standing(stands))
        with self._office.store.read() as r:
            count = len(mistakes.read_in_batch(r, batch_id)) if stands.undone else 0
        self.refusals.show_count(count)

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask again the next time."""
        super().hideEvent(event)
        self._sure = 0

    def undo(self) -> None:
        """Undo the batch shown."""
        if self.running or self.button.isHidden() or self._ask():
            return
        self._sure = 0
        self.button.setEnabled(False)
        self._run(batch_undo.undo, _("Annulation du lot"), self._told, self._stopped, batch_id=self._batch_id)

    def _run(
        self, act: Callable[..., ResultT], text: str, done: Callable[[ResultT], None],
        stopped: Callable[[], object] | None = None, **given: object,
    ) -> None:  # fmt: skip
        """Do ``act(store, **given)`` as a job; the batch is read again where it is stopped and nothing else is said."""
        office = self._office
        asked = OnBase(office.folder, partial(act, **given, by=office.by, at=office.now()))
        stopped = stopped or partial(self.done.emit, None)
        self._job.run(on_base, asked, text=text, done=done, failed=self._failed, stopped=stopped)

    def _ask(self) -> bool:
        """Ask once, in place, before many sheets are removed, and tell whether it is asked."""
        if self._sure == self._batch_id:
            return False
        with self._office.store.read() as r:
            leads = batch_undo.removable(r, self._batch_id)
        if leads <= ASKED_ABOVE:
            return False
        self._sure = self._batch_id
        words = n_("Retirer {n}\u00a0fiche", "Retirer {n}\u00a0fiches", leads)
        self.button.setText(words.format(n=number(leads)))
        self.words.setText(_("Celles où quelque chose s’est passé depuis restent. Appuyez de nouveau pour le faire."))
        return True

    def _told(self, done: Undone) -> None:
        # Those that stay say why on their line, in their list; what counts none is not said.
        parts = (
            (n_("{n}\u00a0fiche retirée.", "{n}\u00a0fiches retirées.", done.removed), done.removed),
            (n_("{n}\u00a0réunion défaite.", "{n}\u00a0réunions défaites.", done.unmerged), done.unmerged),
            (n_("{n}\u00a0fiche reste.", "{n}\u00a0fiches restent.", done.kept_count), done.kept_count),
        )
        rest = " ".join(words.format(n=number(count)) for words, count in parts if count)
        kind = "caution" if done.kept_count else "done"
        self._office.say(kind, _("Lot annulé."), rest, act=self._back(done.batch_id))
        self.done.emit(done)

    def _lift(self, why: str, count: int) -> None:
        if not self.running:
            words, of = _("Refus lus retirés, entrés par erreur"), self._batch_id
            self._run(mistakes.lift_batch, words, self._told_lifted, batch_id=of, count=count, why=why)

    def _told_lifted(self, lifted: SliceResult[Lifting]) -> None:
        self._office.say("done", _("Erreurs notées."), batch_lifted_words(*mistakes.lifted_and_kept(lifted.done)))
        self.done.emit(None)

    def _back(self, batch_id: int) -> Act:
        """Return the gesture that takes the undoing back."""
        return Act(_("Annuler"), lambda: self._bring_back(batch_id))

    def _bring_back(self, batch_id: int) -> None:
        if not self.running:
            self._run(batch_back.bring_back, _("Retour du lot"), self._told_back, batch_id=batch_id)

    def _told_back(self, done: BroughtBack) -> None:
        fact, _stop, rest = back_words(done).partition(". ")
        self._office.say("caution" if done.left else "done", f"{fact}.", rest)
        self.done.emit(None)

    def _failed(self, problem: UserError) -> None:
        self._office.complain(problem)
        self.done.emit(None)

    def _stopped(self) -> None:
        words = _("Finissez-la quand vous voulez, ou faites revenir ce qui est déjà retiré.")
        self._office.say("note", _("Annulation arrêtée."), words, act=self._back(self._batch_id))
        self.done.emit(None)


class RefusalsLeft(Named, QWidget):
    """After the undoing of a batch: the refusals read in it are kept, or noted as mistakes, with their count and a
    reason. ``lifted(why, count)``."""

    lifted = Signal(str, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(name="batch-refusals")
        self._count = 0
        self._words = paragraph("", ink="muted", name="batch-refusals-words")
        self.why = text_field(
            theme,
            name="batch-refusals-why",
            title=_("Pourquoi\u202f? En une phrase"),
            hint=_("En une phrase, pour qui relira"),
        )
        self.lift = Button(theme, "", name="batch-refusals-lift", press=self._ask)
        self.why.returnPressed.connect(self._ask)
        vbox(self._words, hbox((self.why, 1), self.lift, spacing=12), on=self, margins=0, spacing=6)

    def show_count(self, count: int) -> None:
        """Say how many refusals a batch left in the register; nothing for none."""
        self._count = count
        self.setVisible(bool(count))
        self.why.hide()
        words = n_(
            "Garder le refus lu dans ce fichier (conseillé), ou le retirer, entré par erreur\u202f?",
            "Garder les {n} refus lus dans ce fichier (conseillé), ou les retirer, entrés par erreur\u202f?",
            count,
        )
        self._words.setText(words.format(n=number(count)))
        lift = n_("Retirer {n} refus lu…", "Retirer {n} refus lus…", count)
        self.lift.setText(lift.format(n=number(count)))

    def _ask(self) -> None:
        if self.why.isHidden():
            self.why.show()
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.why.text().strip():
            mark_wrong(self.why, _("Dites pourquoi, en une phrase."))
        else:
            self.lifted.emit(self.why.text().strip(), self._count)


def _standing(stands: UndoStatus) -> str:
    if stands.undone:
        sentences = [_("Annulé le {moment} par {by}.").format(moment=moment(stands.undone), by=stands.by)]
        if stands.opposed:
            sentences.append(
                _("Les refus lus dans ce fichier restent au registre : dans le doute, nous n’appelons pas.")
            )
        return " ".join(sentences)
    if stands.begun:
        return _("L’annulation n’est pas finie : des fiches de ce lot restent à retirer.")
    if stands.open:
        words = _("Ce lot peut être annulé jusqu’au {day}.").format(day=day(stands.until))
        return " ".join(filter(None, (words, unrecorded_merges(stands.unrecorded))))
    return _("Ce lot ne peut plus être annulé depuis le {day}.").format(day=day(stands.until))
