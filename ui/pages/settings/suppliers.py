"""The suppliers of files: their list with the risk of each, and the sheet the agency fills once."""

from array import array
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from core.actions.common import suppliers
from core.actions.common.suppliers import Judged
from core.base.i18n import N_, _
from core.base.records import Struct
from core.model.supplier import SupplierSheet
from core.words.suppliers import gaps_said
from ui.common.office import Office
from ui.pages.settings.section import Section
from ui.pages.settings.supplier_fields import RisksCard, parted, rows, severity_cell, values_of
from ui.pages.settings.worth_card import WorthCard
from ui.widgets.button import Button
from ui.widgets.form import Form
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import drop, nest
from ui.widgets.lists.table import Table
from ui.widgets.lists.table_model import Cell, Column

BESIDE = 312
"""Width of the risks at 100 %."""
STACKED = 860
"""Below that width, at 100 %, the risks stand under the form."""
LISTED = 6
"""Suppliers in sight without scrolling the list."""


class SupplierRow(Struct, frozen=True):
    """One supplier as listed."""

    id: int
    found: Judged


COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("name", N_("Fournisseur"), 250),
    ("sheet", N_("Fiche"), 150),
    ("gaps", N_("Ce qui manque"), 260),
    ("sites", N_("Sites"), 240),
)
GAPS = 2
"""Place of what is missing: the last column in sight when there is little room."""


class SuppliersSection(Section):
    """The section. A supplier is added by the import of its first file."""

    key = "suppliers"
    title = N_("Fournisseurs")
    sentence = N_("La lettre nomme qui a vendu les coordonnées : vous répondez de ce qu’il en a fait avant vous.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._rows: dict[int, SupplierRow] = {}
        self._form: Form | None = None
        self._asked: tuple[int, tuple[str, ...]] | None = None
        self._none = paragraph(
            _("Aucun fournisseur. Le premier fichier importé demandera qui vous l’a vendu."), name="suppliers-none"
        )
        self._import = Button(office.theme, _("Importer un fichier"), name="suppliers-import", icon="imports")
        self._table = self._build_table()
        self._heading = label("", "heading", name="supplier-name")
        self._worth = WorthCard(office)
        self._risks = RisksCard(office.theme)
        self._row = QHBoxLayout()
        self._row.setSpacing(24)
        self._row.addWidget(self._risks, 0, Qt.AlignmentFlag.AlignTop)
        for widget in (self._none, self._import, self._table, self._heading, self._worth):
            self.body.addWidget(widget)
        nest(self.body, self._row)
        self.body.addStretch(1)
        self._import.clicked.connect(lambda: office.go("imports"))
        self._table.current_changed.connect(self._show)
        office.theme.changed.connect(self._fit)

    def refresh(self) -> None:
        """Show the suppliers again; the one selected stays selected."""
        with self.office.store.read() as r:
            found = suppliers.judged(r)
        self._rows = {one.sheet.id: SupplierRow(one.sheet.id, one) for one in found}
        for one in (self._none, self._import):
            one.setVisible(not found)
        for part in (self._table, self._heading, self._worth, self._risks):
            part.setVisible(bool(found))
        self._table.show_ids(array("q", list(self._rows)))
        if found and self._table.current_id() is None:
            self._table.go_to(0)
        self._show(self._table.current_id())
        self._fit()

    def resizeEvent(self, event: QEvent) -> None:
        """Put the risks beside the form, or under it when there is no room."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _show(self, supplier_id: int | None) -> None:
        """Show the sheet of a supplier; what is being typed stays."""
        shown = self._rows.get(supplier_id) if supplier_id is not None else None
        if shown is None:
            self._ask(None)
            return
        self._heading.setText(shown.found.sheet.name)
        self._worth.show_supplier(shown.found.sheet.id)
        self._risks.show_risks(shown.found)
        form = self._ask(shown.found)
        if form is not None:
            self.show_kept(form, values_of(shown.found.sheet))

    def _ask(self, found: Judged | None) -> Form | None:
        """Return the form of a sheet, made again for another supplier or another site."""
        asked = None if found is None else (found.sheet.id, tuple(one.site for one in found.sheet.sites))
        if asked == self._asked:
            return self._form
        before, self._form, self._asked = self._form, None, asked
        if before is not None:
            # This makes the focus leave a field being edited, which saves it; the sheet is then read again.
            drop(before)
        if found is not None:
            self._form = Form(self.office.theme, rows(self.office.now, found.sheet.sites), name="supplier-form")
            self._form.changed.connect(partial(self._save, found.sheet))
            self._row.insertWidget(0, self._form, 1)
        self._fit()
        return self._form

    def _save(self, sheet: SupplierSheet, key: str, value: str) -> None:
        office = self.office
        values, licences, seen = parted({key: value}, sheet.sites)
        with self.saving():
            suppliers.save(
                office.store, sheet.id, values, licences=licences, audiences=seen, by=office.by, at=office.now()
            )
        self.refresh()

    def _build_table(self) -> Table[SupplierRow]:
        cells = (_name, lambda row: severity_cell(row.found.severity), _gaps, _sites_of)
        columns = [
            Column(key, _(title), width, cell, sortable=False)
            for (key, title, width), cell in zip(COLUMNS, cells, strict=True)
        ]
        made = Table(self.office.theme, columns, self._fetch, name="suppliers", title=_("Fournisseurs"))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return made

    def _fetch(self, ids: Sequence[int]) -> list[SupplierRow]:
        return [self._rows[one] for one in ids]

    def _fit(self) -> None:
        theme = self.office.theme
        stacked = self.width() < theme.px(STACKED)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        # Only the columns that fit the window are shown; the card shows the rest.
        self._table.setColumnHidden(len(COLUMNS) - 1, stacked)
        room = self._table.width() - self._table.columnWidth(0) - self._table.columnWidth(1)
        self._table.setColumnWidth(GAPS, room if stacked else theme.px(COLUMNS[GAPS][2]))
        self._risks.setMaximumWidth(_ANY if stacked else theme.px(BESIDE))
        self._risks.setMinimumWidth(0 if stacked else theme.px(BESIDE))
        lines = min(max(len(self._rows), 1), LISTED)
        self._table.setFixedHeight(theme.height(30) * lines + theme.height(28) + 3)


_ANY = 16_777_215
"""Qt's word for no widest width."""


def _name(row: SupplierRow) -> Cell:
    return Cell(row.found.sheet.name, semibold=True)


def _gaps(row: SupplierRow) -> Cell:
    return Cell(gaps_said(row.found.risks) or _("rien"), ink="muted")


def _sites_of(row: SupplierRow) -> Cell:
    return Cell(", ".join(one.site for one in row.found.sheet.sites) or "—", ink="muted")
