"""The file of a batch: where it came from, its fingerprint, and what each of its columns was read as."""

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.actions.intake.rejected_rows import read_as
from core.base.i18n import N_, _
from core.sources.tables.headings import FIELDS, IGNORE
from core.store import batches
from core.store.port import Reader
from ui.common.office import Office
from ui.pages.imports.tip_table import TipTable
from ui.widgets.label import paragraph, value
from ui.widgets.table_model import Cell, Column


@dataclass(frozen=True, slots=True)
class ReadAs:
    """One column of the file and the field it was read as; ``id``: its place."""

    id: int
    heading: str
    field: str


COLUMNS: tuple[Column[ReadAs], ...] = (
    Column("heading", N_("Colonne du fichier"), 320, lambda row: Cell(row.heading, semibold=True)),
    Column("field", N_("Lue comme"), 320,
           lambda row: Cell(_(FIELDS[row.field]), ink="muted" if row.field == IGNORE else "text")),
)  # fmt: skip


def columns_read(mapping: str, headers: Sequence[str]) -> list[ReadAs]:
    """Return what each column of the file was read as, see :func:`core.actions.intake.rejected_rows.read_as`."""
    return [ReadAs(place, *pair) for place, pair in enumerate(read_as(mapping, headers))]


class FileFacts(QWidget):
    """The fingerprint can be selected and copied."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._rows: list[ReadAs] = []
        theme = office.theme
        self.setObjectName("batch-file")
        self._title = paragraph(_("Empreinte du fichier (SHA-256)"), ink="muted")
        self.sha = value("", name="batch-file-sha")
        columns = [Column(c.key, _(c.title), c.width, c.cell, sortable=False) for c in COLUMNS]
        self.table: TipTable[ReadAs] = TipTable(
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
        """Show the file of a batch; False when it has none (a page, a typed lead)."""
        row = batches.file_of(r, batch_id)
        if row is None:
            return False
        sha, mapping, headers = (str(word) for word in row)
        self.sha.setText(sha)
        self._rows = columns_read(mapping, json.loads(headers))
        self.table.show_ids(array("q", [one.id for one in self._rows]))
        return True

    def _fetch(self, ids: Sequence[int]) -> list[ReadAs]:
        return [self._rows[place] for place in ids]
