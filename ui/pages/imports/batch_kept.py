"""The leads that stay after a batch was undone, each with the reason."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.actions.intake import batch_undo
from core.base.french import number
from core.base.i18n import N_, _, n_
from core.model.undoing import Kept
from core.store import undoing as stored
from core.store.port import Reader
from ui.common.office import Office
from ui.pages.imports.tip_table import TipTable
from ui.widgets.label import paragraph
from ui.widgets.table_model import Cell, Column


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One lead that stays; ``id``: rank in the list."""

    id: int
    kept: Kept
    name: str
    town: str


def _why(row: KeptRow) -> Cell:
    why = batch_undo.why_word(row.kept.why)
    return Cell(why[:1].upper() + why[1:])


def _what(row: KeptRow) -> Cell:
    if not row.kept.merged:
        return Cell(_("Venue avec ce lot"))
    if not row.kept.line:
        return Cell(_("Complétée par ce lot"))
    return Cell(_("Complétée par la ligne {n}").format(n=number(row.kept.line)))


COLUMNS: tuple[Column[KeptRow], ...] = (
    Column("name", N_("Personne"), 240, lambda row: Cell(row.name or _("Annonce sans nom"), semibold=True)),
    Column("town", N_("Ville"), 160, lambda row: Cell(row.town)),
    Column("why", N_("Pourquoi elle reste"), 360, _why),
    Column("what", N_("Ce que le lot y a fait"), 220, _what),
)


def kept_rows(r: Reader, kept: Sequence[Kept]) -> list[KeptRow]:
    """Return the rows of the list."""
    people = stored.names(r, [one.lead_id for one in kept])
    return [
        KeptRow(rank, one, *(str(word) for word in people.get(one.lead_id, ("", "")))) for rank, one in enumerate(kept)
    ]


class KeptList(QWidget):
    """Entrée opens the person."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._rows: list[KeptRow] = []
        theme = office.theme
        self.setObjectName("batch-kept")
        self._words = paragraph("", ink="muted", name="batch-kept-words")
        columns = [Column(c.key, _(c.title), c.width, c.cell, sortable=False) for c in COLUMNS]
        self.table: TipTable[KeptRow] = TipTable(
            theme, columns, self._fetch, name="batch-kept-table", title=_("Fiches gardées")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        column.addWidget(self._words)
        column.addWidget(self.table, 1)
        self.table.opened.connect(lambda place: office.go("leads", self._rows[place].kept.lead_id))

    def show_rows(self, rows: Sequence[KeptRow], total: int) -> None:
        """Show the first of ``total`` kept leads."""
        self._rows = list(rows)
        self.table.show_ids(array("q", [row.id for row in rows]))
        words = n_("{n} fiche reste.", "{n} fiches restent.", total).format(n=number(total))
        if len(rows) < total:
            words += " " + _("Les {n} premières sont ici.").format(n=number(len(rows)))
        self._words.setText(words)

    def _fetch(self, ids: Sequence[int]) -> list[KeptRow]:
        return [self._rows[place] for place in ids]
