"""The tabs of a batch: its file, and the leads it keeps."""

import json
from array import array
from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.actions.intake import batch_undo
from core.actions.intake.rejected_rows import read_as
from core.base.french import number
from core.base.i18n import N_, _, n_
from core.base.records import Struct
from core.model.undoing import Kept
from core.records.lead import Lead
from core.sources.columns.headings import FIELDS, IGNORE
from core.store import batches
from core.store.port import Reader
from ui.common.office import Office
from ui.widgets.label import paragraph, value
from ui.widgets.lists.table_model import Cell, Column
from ui.widgets.lists.tip_table import TipTable


class ColumnRead(Struct, frozen=True):
    """One column of the file and the field it was read as; ``id``: its place."""

    id: int
    heading: str
    field: str


READ_COLUMNS: tuple[Column[ColumnRead], ...] = (
    Column("heading", N_("Colonne du fichier"), 320, lambda row: Cell(row.heading, semibold=True)),
    Column("field", N_("Lue comme"), 320,
           lambda row: Cell(_(FIELDS[row.field]), ink="muted" if row.field == IGNORE else "text")),
)  # fmt: skip


def columns_read(mapping: str, headers: Sequence[str]) -> list[ColumnRead]:
    """Return what each column of the file was read as, see :func:`core.actions.intake.rejected_rows.read_as`."""
    return [ColumnRead(place, *pair) for place, pair in enumerate(read_as(mapping, headers))]


class FileFacts(QWidget):
    """The facts of the file; its fingerprint can be selected and copied."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._rows: list[ColumnRead] = []
        theme = office.theme
        self.setObjectName("batch-file")
        self._title = paragraph(_("Empreinte du fichier (SHA-256)"), ink="muted")
        self.sha = value("", name="batch-file-sha")
        columns = [Column(c.key, _(c.title), c.width, c.cell, sortable=False) for c in READ_COLUMNS]
        self.table: TipTable[ColumnRead] = TipTable(
            theme, columns, self._fetch, name="batch-file-columns", title=_("Colonnes du fichier")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self.sha)
        column.addSpacing(8)
        column.addWidget(self.table, 1)

    def show_batch(self, r: Reader, batch_id: int) -> bool:
        """Show the file of a batch; return False when it has none (a page, a typed lead)."""
        row = batches.file_of(r, batch_id)
        if row is None:
            return False
        self.sha.setText(row.sha256)
        self._rows = columns_read(row.mapping, json.loads(row.headers))
        self.table.show_ids(array("q", [one.id for one in self._rows]))
        return True

    def _fetch(self, ids: Sequence[int]) -> list[ColumnRead]:
        return [self._rows[place] for place in ids]


class KeptRow(Struct, frozen=True):
    """One lead that stays; ``id``: its rank in the list."""

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


KEPT_COLUMNS: tuple[Column[KeptRow], ...] = (
    Column("name", N_("Personne"), 240, lambda row: Cell(row.name or _("Annonce sans nom"), semibold=True)),
    Column("town", N_("Ville"), 160, lambda row: Cell(row.town)),
    Column("why", N_("Pourquoi elle reste"), 360, _why),
    Column("what", N_("Ce que le lot y a fait"), 220, _what),
)


def kept_rows(r: Reader, kept: Sequence[Kept]) -> list[KeptRow]:
    """Return the rows of the list."""
    people = {row.id: row for row in r.of(Lead, id=[one.lead_id for one in kept])}
    nobody = Lead(0, "", "")
    names = [people.get(one.lead_id, nobody) for one in kept]
    return [KeptRow(rank, one, who.name, who.town) for rank, (one, who) in enumerate(zip(kept, names, strict=True))]


class KeptList(QWidget):
    """The list of leads that stay; Entrée opens the person."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._rows: list[KeptRow] = []
        theme = office.theme
        self.setObjectName("batch-kept")
        self._words = paragraph("", ink="muted", name="batch-kept-words")
        columns = [Column(c.key, _(c.title), c.width, c.cell, sortable=False) for c in KEPT_COLUMNS]
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
