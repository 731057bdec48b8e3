"""The sheet of the seller of a file, asked the first time a supplier is named. It blocks nothing: what is left empty
shows as risks of the supplier and its batches."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.actions.common import suppliers
from core.base.errors import UserError
from core.base.i18n import _
from core.base.text import fold
from core.model.supplier import SiteLicence
from ui.common.office import Office
from ui.pages.settings.supplier_fields import parted, rows, values_of
from ui.widgets.button import Button
from ui.widgets.form import Form
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import nest
from ui.widgets.problem import Problem


def is_new(office: Office, supplier: str) -> bool:
    """Tell whether ``supplier`` is named for the first time, the only time its sheet is asked."""
    with office.store.read() as r:
        return suppliers.named(r, supplier) is None


class SupplierSheetForm(QFrame):
    """The form. Signals: ``saved(supplier id)``, the sheet was saved, complete or not; ``later()``, the user left it
    for another day."""

    saved = Signal(object)
    later = Signal()

    def __init__(self, office: Office, supplier: str = "", sites: Sequence[str] = ()) -> None:
        """``sites``: those of the file, each with its field."""
        super().__init__()
        self._office = office
        self._supplier = ""
        self._sites: tuple[SiteLicence, ...] = ()
        self.setObjectName("supplier-sheet")
        self.setAccessibleName(_("Fiche du fournisseur"))
        self.setProperty("ground", "surface")
        self._title = label("", "heading", name="supplier-sheet-title")
        self.problem = Problem(office.theme, name="supplier-sheet-problem")
        self._area = QScrollArea()
        self._area.setObjectName("supplier-sheet-area")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        self.save = Button(
            office.theme, _("Enregistrer la fiche"), name="supplier-sheet-save", kind="primary", icon="save"
        )
        self.wait = Button(office.theme, _("Plus tard"), name="supplier-sheet-later")
        self.save.clicked.connect(self._save)
        self.wait.clicked.connect(self.later)
        self._lay_out()
        self.show_supplier(supplier, sites)

    def show_supplier(self, supplier: str, sites: Sequence[str] = ()) -> None:
        """Show the sheet of ``supplier``, with what is already known."""
        with self._office.store.read() as r:
            found = suppliers.named(r, supplier)
        known = found.sheet.sites if found else ()
        seen = {fold(one.site): one for one in known}
        for site in filter(fold, sites):
            seen.setdefault(fold(site), SiteLicence(site))
        self._supplier = supplier
        self._sites = tuple(seen.values())
        self._title.setText(_("Que savez-vous du fournisseur {supplier} ?").format(supplier=supplier))
        self.problem.show_problem("")
        self._form = Form(self._office.theme, rows(self._office.now, self._sites), name="supplier-sheet-form")
        if found:
            self._form.show_values(values_of(found.sheet))
        holder = QWidget()
        # Transparent, so that the background of the assistant shows through.
        holder.setProperty("plain", True)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form)
        column.addStretch(1)
        self._area.setWidget(holder)

    def values(self) -> Mapping[str, str]:
        """Return what is typed."""
        return self._form.values()

    def _save(self) -> None:
        if not self._form.check_all():
            return
        office = self._office
        values, licences, seen = parted(self.values(), self._sites)
        try:
            kept = suppliers.save_named(
                office.store, self._supplier, values, licences=licences, audiences=seen, by=office.by, at=office.now()
            )
        except UserError as problem:
            self.problem.show_problem(problem.text)
            return
        self.problem.show_problem("")
        self.saved.emit(kept)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save)
        buttons.addWidget(self.wait)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(
            paragraph(
                _(
                    "Demandé une seule fois. Rien n’est obligatoire pour importer : ce qui manque est montré comme un "
                    "risque, et se complète dans Réglages, Fournisseurs."
                ),
                ink="muted",
            )
        )
        column.addWidget(self.problem)
        column.addWidget(self._area, 1)
        nest(column, buttons)
