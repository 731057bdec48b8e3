"""The list of batches, newest first, each with its counts (rows read = added + merged + opposed + rejected + blank);
and above it the line that offers new files."""

from array import array
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.actions.common import suppliers
from core.actions.common.suppliers import BatchState
from core.actions.intake.fresh_files import LookInFolder, fresh_files
from core.base.errors import UserError
from core.base.french import day_short, hour, number
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE, read
from core.base.records import Struct
from core.model.batch import Source
from core.model.supplier import Severity
from core.store import batches
from core.store.port import Reader
from ui.common.file_dialogs import Use
from ui.common.office import Office
from ui.pages.settings.supplier_fields import severity_cell
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import label
from ui.widgets.layouts import drop
from ui.widgets.lists.table_model import Cell, Column
from ui.widgets.lists.tip_table import TipTable
from ui.widgets.pages import Pages

LONGEST = 34
LARGE = 150
"""Size of text, in hundredths, from which one file only is offered: there is no room for two."""


class FreshRow(QWidget):
    """The line that offers new files, hidden when there are none. ``chosen(file)`` is emitted when one is to be
    read."""

    chosen = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._buttons: list[Button] = []
        self._shown: list[Path] = []
        self.setObjectName("imports-fresh")
        self._words = label("", ink="muted")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 0, 20, 8)
        self._row.setSpacing(12)
        self._row.addWidget(self._words)
        self._row.addStretch(1)
        self.hide()

    def look(self) -> None:
        """Look at the folder of the last file, in the background; before the first import there is none."""
        folder = self._office.seat.text(Use.TAKE_IN)
        if not folder:
            return
        asked = LookInFolder(self._office.folder, Path(folder), self._office.now())
        self._office.jobs.run(fresh_files, asked, done=self.show_files, failed=self._forget, lane="thread")

    def show_files(self, files: Sequence[Path]) -> None:
        """Offer these files, unless they are those offered: a button that has the keyboard keeps it."""
        shown = list(files[:1] if self._office.theme.scale >= LARGE else files)
        if shown == self._shown:
            return
        self._shown = shown
        for button in self._buttons:
            drop(button)
        self._buttons = []
        for place, file in enumerate(shown, start=1):
            name = file.name if len(file.name) <= LONGEST else f"{file.name[: LONGEST - 1]}…"
            button = Button(self._office.theme, name.replace("&", "&&"), name=f"fresh-{place}", icon="file")
            button.setAccessibleName(_("Importer {file}").format(file=file.name))
            button.clicked.connect(_teller(self.chosen.emit, file))
            self._row.insertWidget(place, button)
            self._buttons.append(button)
        folder = files[0].parent.name if files else ""
        self._words.setText(_("Arrivés dans «\u202f{folder}\u202f»").format(folder=folder))
        self.setVisible(bool(files))

    def _forget(self, _problem: UserError) -> None:
        self.show_files(())


def _teller(tell: Callable[[object], None], file: Path) -> Callable[[], None]:
    return lambda: tell(file)


ICONS = {Source.FILE.value: "file", Source.PAGE.value: "page", Source.MAIL.value: "mail", Source.TYPED.value: "edit"}
PARTS = ("added", "merged", "opposed", "rejected", "blank")


class BatchRow(Struct, frozen=True):
    """One batch as listed. ``given``: its supplier, or its site; ``at``: when, in the agency's zone; ``ended``:
    False while it runs or when it was cut short; ``counts``: added, merged, opposed, rejected, blank; ``severity``:
    of the gaps in its supplier's sheet, None when nobody sold it; ``undone``: it was undone."""

    id: int
    source: str
    name: str
    given: str
    at: datetime | None
    by: str
    ended: bool
    counts: tuple[int, ...]
    severity: Severity | None = None
    undone: bool = False

    @property
    def read(self) -> int:
        """The number of rows read."""
        return sum(self.counts)


def batch_rows(r: Reader) -> list[BatchRow]:
    """Return the last batches."""
    rows = batches.recent(r)
    states = suppliers.batch_states(r, [row.id for row in rows])
    return [_row(row, states[row.id]) for row in rows]


def _row(row: batches.BatchSeen, state: BatchState) -> BatchRow:
    begun = read(row.at)
    return BatchRow(
        row.id,
        row.source,
        row.name,
        row.supplier or row.site,
        begun.astimezone(AGENCY_ZONE) if begun else None,
        row.by,
        row.ended is not None,
        (row.added, row.merged, row.opposed, row.rejected, row.blank),
        state.severity,
        state.undone_at is not None,
    )


def _when(row: BatchRow) -> Cell:
    return Cell(f"{day_short(row.at.date())}, {hour(row.at)}" if row.at else "")


def _name(row: BatchRow) -> Cell:
    named = _("Saisi à la main") if row.source == Source.TYPED.value else row.name
    if row.undone:
        # The word comes first, since the end of a long name is cut.
        return Cell(_("Annulé : {name}").format(name=named), ink="muted", icon="undo")
    if row.ended:
        return Cell(named, semibold=True, icon=ICONS.get(row.source, "file"))
    return Cell(row.name, ink="wait", semibold=True, icon="warning", spoken=_("{name}, inachevé").format(name=row.name))


def _count(part: str) -> Column[BatchRow]:
    titles = {
        "added": _("= Ajoutées"),
        "merged": _("+ Réunies"),
        "opposed": _("+ Opposées"),
        "rejected": _("+ Rejetées"),
        "blank": _("+ Vides"),
    }
    inks = {"added": "allowed", "merged": "accent", "opposed": "opposed", "rejected": "forbidden", "blank": "muted"}
    place = PARTS.index(part)

    def cell(row: BatchRow) -> Cell:
        count = row.counts[place]
        return Cell(number(count), ink=inks[part] if count and not row.undone else "muted")

    return Column(part, titles[part], 76, cell, sortable=False, right=True)


class BatchList(Pages):
    """The table of batches, or how to begin when there is none."""

    def __init__(self, office: Office, empty: EmptyState) -> None:
        super().__init__()
        self.setObjectName("batches-or-none")
        self._rows: dict[int, BatchRow] = {}
        columns: tuple[Column[BatchRow], ...] = (
            Column("at", _("Quand"), 146, _when, sortable=False),
            Column("name", _("Fichier ou page"), 300, _name, sortable=False),
            Column("given", _("Fournisseur ou site"), 142, lambda row: Cell(row.given or "—"), sortable=False),
            Column("sheet", _("Fiche"), 112, lambda row: severity_cell(row.severity), sortable=False),
            Column(
                "read", _("Lues"), 72, lambda row: Cell(number(row.read), semibold=True), sortable=False, right=True
            ),
            *map(_count, PARTS),
            Column("by", _("Par"), 112, lambda row: Cell(row.by, ink="muted"), sortable=False),
        )
        self.table: TipTable[BatchRow] = TipTable(
            office.theme, columns, self._fetch, name="batches", title=_("Lots"),
            leaving=("by", "given", *reversed(PARTS), "read"),
        )  # fmt: skip
        self.empty = empty
        self.addWidget(self.table)
        self.addWidget(empty)

    def show_rows(self, rows: Sequence[BatchRow]) -> None:
        """Show these batches."""
        self._rows = {row.id: row for row in rows}
        self.table.show_ids(array("q", list(self._rows)))
        self.setCurrentWidget(self.table if rows else self.empty)

    def _fetch(self, ids: Sequence[int]) -> list[BatchRow]:
        return [self._rows[one] for one in ids]
