"""Who sold the files, and the address the letter gives so that the person may ask them too."""

from functools import partial

from core.actions import suppliers
from core.i18n import N_, _
from core.store import batches
from ui.office import Office
from ui.pages.settings.section import Section
from ui.widgets.button import Button
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import paragraph


class SuppliersSection(Section):
    """One field a supplier; a supplier comes with its first file."""

    key = "suppliers"
    title = N_("Fournisseurs")
    sentence = N_("La lettre nomme qui a vendu les coordonnées, et donne son adresse.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._form: Form | None = None
        self._shown: tuple[tuple[int, str], ...] = ()
        self._none = paragraph(
            _("Aucun fournisseur. Le premier fichier importé demandera qui vous l’a vendu."), name="suppliers-none"
        )
        self._import = Button(office.theme, _("Importer un fichier"), name="suppliers-import", icon="imports")
        self._import.clicked.connect(partial(office.go, "imports"))
        self.body.addWidget(self._none)
        self.body.addWidget(self._import)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Show the suppliers as they are; a new one brings its field."""
        with self.office.store.read() as r:
            rows = [(int(str(row[0])), str(row[1]), str(row[2])) for row in batches.suppliers(r)]
        known = tuple((supplier_id, name) for supplier_id, name, _address in rows)
        if known != self._shown or self._form is None:
            self._rebuild(known)
        for one in (self._none, self._import):
            one.setVisible(not rows)
        if self._form is not None:
            self.show_kept(self._form, {str(supplier_id): address for supplier_id, _name, address in rows})

    def _rebuild(self, known: tuple[tuple[int, str], ...]) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
        self._shown = known
        rows = [
            FieldRow(
                str(supplier_id),
                name,
                hint=_("12 rue des Mûriers, 30700 Uzès"),
                help=_("Imprimée dans la lettre. Vide : la lettre donne le nom seul."),
            )
            for supplier_id, name in known
        ]
        self._form = Form(self.office.theme, rows, name="suppliers-form")
        self._form.changed.connect(self._save)
        self.body.insertWidget(0, self._form)
        self._form.setVisible(bool(known))

    def _save(self, key: str, value: str) -> None:
        office = self.office
        with self.saving():
            suppliers.save(office.store, int(key), {"address": value}, by=office.by, at=office.now())
