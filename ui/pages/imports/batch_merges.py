"""What a batch changed on known leads: before → after, field by field; one row of the file can be taken back."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.actions.intake import batch_undo, merge_history
from core.base.french import number
from core.base.i18n import N_, _, n_
from core.model.undoing import FieldChange, Merged
from ui.common.office import Office
from ui.pages.imports.tip_table import TipTable
from ui.widgets.button import Button
from ui.widgets.label import paragraph
from ui.widgets.table_model import BLANK, Cell, Column

_UNDONE = FieldChange("", "", "")


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One field that one row of the file changed; ``first``: the first field of its row. ``id``: rank in the list."""

    id: int
    merge: Merged
    change: FieldChange
    first: bool


def change_rows(found: Sequence[Merged]) -> list[ChangeRow]:
    """Return a line a field; a row that was taken back, or whose changes are gone, is one line."""
    lines = [(one, change, place == 0) for one in found for place, change in enumerate(one.changes or (_UNDONE,))]
    return [ChangeRow(rank, one, change, first) for rank, (one, change, first) in enumerate(lines)]


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
    Column("field", N_("Champ"), 120, lambda row: Cell(row.change.field, ink="muted")),
    Column("before", N_("Avant"), 190, lambda row: Cell(row.change.before, ink="muted")),
    Column("after", N_("Après"), 300, _after),
)


class Merges(QWidget):
    """Entrée opens the person; « Défaire » takes back the row of the file under the cursor."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._rows: list[ChangeRow] = []
        theme = office.theme
        self.setObjectName("batch-merges")
        self._words = paragraph("", ink="muted", name="batch-merges-words")
        self.undo = Button(theme, _("&Défaire cette réunion"), name="batch-merges-undo", icon="undo")
        columns = [Column(c.key, _(c.title), c.width, c.cell, sortable=False) for c in COLUMNS]
        self.table: TipTable[ChangeRow] = TipTable(
            theme, columns, self._fetch, name="batch-merges-table", title=_("Lignes réunies")
        )
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._words, 1)
        head.addWidget(self.undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.table.opened.connect(lambda place: office.go("leads", self._rows[place].merge.lead_id))
        self.table.current_changed.connect(lambda _id: self._allow())
        self.undo.clicked.connect(self._undo)

    def show_batch(self, batch_id: int) -> None:
        """Read the merges of a batch."""
        with self._office.store.read() as r:
            found = merge_history.merged_by_batch(r, batch_id)
        self._rows = change_rows(found)
        self.table.show_ids(array("q", [row.id for row in self._rows]))
        words = n_("{n} ligne réunie avec une fiche connue.", "{n} lignes réunies avec des fiches connues.", len(found))
        if len(found) == merge_history.SHOWN:
            words = _("Les {n} premières lignes réunies avec des fiches connues.")
        if not found:
            words = _("Aucune fiche connue n’a été changée par ce lot.")
        self._words.setText(words.format(n=number(len(found))))
        self.table.setVisible(bool(found))
        self.undo.setVisible(bool(found))
        self._allow()

    def _current(self) -> Merged | None:
        place = self.table.current_id()
        return self._rows[place].merge if place is not None else None

    def _allow(self) -> None:
        current = self._current()
        self.undo.setEnabled(current is not None and not current.undone)

    def _undo(self) -> None:
        current = self._current()
        if current is None:
            return
        office = self._office
        with office.trying():
            batch_undo.undo_merge(office.store, current.id, by=office.by, at=office.now())
            told = _("La fiche est revenue à ce qu’elle disait avant la ligne {n}.").format(n=number(current.line))
            office.say("done", _("Réunion défaite."), told)

    def _fetch(self, ids: Sequence[int]) -> list[ChangeRow]:
        return [self._rows[place] for place in ids]
