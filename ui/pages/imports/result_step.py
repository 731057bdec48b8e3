"""The last step of the assistant: what the import did, the price paid, the sheet of a new supplier, and the rows it did
not take, which can be saved as a workbook."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from core.actions.common import step_cache, suppliers
from core.actions.common.jobs import OnBase, on_base
from core.actions.common.prices import set_price
from core.actions.desk import jobs
from core.actions.intake.rejected_rows import Exported
from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.screen_shapes import number
from core.base.text import fold
from core.model.batch import Report
from core.model.step import Step
from core.model.supplier import SiteLicence
from core.records.batch import Batch
from core.store import alike
from core.words import problems
from core.words.suppliers import euros
from ui.common.file_dialogs import ask_save
from ui.common.office import Office
from ui.pages.imports.outcome import ImportOutcome
from ui.pages.settings.suppliers import parted, rows, values_of
from ui.widgets.button import Button
from ui.widgets.card import Surface
from ui.widgets.edit_value import EditValue, ValuePart
from ui.widgets.equation import counts_of
from ui.widgets.form import Form
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, Named, drop, hbox, nest, vbox
from ui.widgets.mark import ProblemLine
from ui.widgets.pages import Pages, scrolled

WIDE = 260


class PriceLine(Named, QWidget):
    """The line, one value edited in place."""

    def __init__(self, office: Office, *, name: str) -> None:
        super().__init__(name=name)
        self._office, self._name = office, name
        self._shown: tuple[int, int | None] | None = None
        self.value: EditValue | None = None
        self._row = hbox(label(_("Prix payé"), ink="muted"), STRETCH, on=self, spacing=10)

    def show_batch(self, batch_id: int) -> None:
        """Show the price of a batch, unless it is being typed."""
        with self._office.store.read() as r:
            price = r.row(Batch, batch_id).price
        if (batch_id, price) == self._shown or (self.value is not None and self.value.is_open()):
            return
        self._shown = (batch_id, price)
        if self.value is not None:
            drop(self.value)
        typed = "" if price is None else euros(price).rpartition("\u00a0")[0].replace("\u202f", "")
        text = _("Non dit. L’ajouter") if price is None else euros(price)
        part = ValuePart("price", _("Prix payé, en euros"), typed)
        self.value = EditValue(
            self._office.theme, _("Prix payé"), text, [part], keep=self._keep, name=f"{self._name}-value"
        )
        self.value.setMinimumWidth(self._office.theme.px(WIDE))
        # Queued: the line is made again, and the field that is closing is in it.
        self.value.ended.connect(self._read_again, Qt.ConnectionType.QueuedConnection)
        self._row.insertWidget(1, self.value)

    def _read_again(self) -> None:
        if self._shown is not None:
            self.show_batch(self._shown[0])

    def _keep(self, typed: Mapping[str, str]) -> tuple[str, str]:
        office, shown_ids = self._office, self._shown
        if shown_ids is None:
            return "", ""
        try:
            set_price(office.store, shown_ids[0], typed["price"], by=office.by, at=office.now())
        except UserError as problem:
            return problem.text, "forbidden"
        return "", ""


def is_new(office: Office, supplier: str) -> bool:
    """Tell whether ``supplier`` is named for the first time, the only time its sheet is asked."""
    with office.store.read() as r:
        return suppliers.named(r, supplier) is None


class SupplierSheetForm(Named, QFrame):
    """The form. Signals: ``saved(supplier id)``, the sheet was saved, complete or not; ``later()``, the user left it
    for another day."""

    saved = Signal(object)
    later = Signal()

    def __init__(self, office: Office, supplier: str = "", sites: Sequence[str] = ()) -> None:
        """``sites``: those of the file, each with its field."""
        super().__init__(name="supplier-sheet", title=_("Fiche du fournisseur"))
        self._office = office
        self._supplier = ""
        self._sites: tuple[SiteLicence, ...] = ()
        self.setProperty("ground", "surface")
        self._title = label("", "heading", name="supplier-sheet-title")
        self.problem = ProblemLine(office.theme, name="supplier-sheet-problem")
        self._area = scrolled(None, name="supplier-sheet-area")
        self.save = Button(
            office.theme, _("Enregistrer la fiche"), name="supplier-sheet-save", kind="primary", icon="save"
        )
        self.wait = Button(office.theme, _("Plus tard"), name="supplier-sheet-later", press=self.later)
        self.save.clicked.connect(self._save)
        self._lay_out()
        self.show_supplier(supplier, sites)

    def show_supplier(self, supplier: str, sites: Sequence[str] = ()) -> None:
        """Show the sheet of ``supplier``, with what is already known."""
        with self._office.store.read() as r:
            found = suppliers.named(r, supplier)
        licences = found.sheet.sites if found else ()
        seen = {fold(licence.site): licence for licence in licences}
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
        vbox(self._form, STRETCH, on=holder)
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
            kept_count = suppliers.save_named(
                office.store, self._supplier, values, licences=licences, audiences=seen, by=office.by, at=office.now()
            )
        except UserError as problem:
            self.problem.show_problem(problem.text)
            return
        self.problem.show_problem("")
        self.saved.emit(kept_count)

    def _lay_out(self) -> None:
        vbox(
            self._title,
            paragraph(
                _(
                    "Demandé une seule fois. Rien n’est obligatoire pour importer : ce qui manque est montré comme un "
                    "risque, et se complète dans Réglages, Fournisseurs."
                ),
                ink="muted",
            ),
            self.problem,
            (self._area, 1),
            hbox(self.save, self.wait, STRETCH, spacing=8),
            on=self,
            margins=(24, 16, 24, 16),
            spacing=6,
        )


def save_rejects(parent: QWidget, office: Office, batch_id: int, name: str) -> None:
    """Ask where to save the rejects of a batch and write them in the background; ``name``: of the file they come
    from."""
    proposed = _("{name} - rejets.xlsx").format(name=Path(name).stem)
    title = _("Enregistrer les rejets")
    out = ask_save(parent, office.seat, title, proposed, _("Classeur Excel (*.xlsx)"))
    if out is None:
        return

    def written(done: Exported) -> None:
        words = n_("{n} ligne rejetée est enregistrée.", "{n} lignes rejetées sont enregistrées.", done.rows)
        again = _("« {file} » : corrigez-les, puis importez ce classeur.").format(file=done.file.name)
        office.say("done", words.format(n=number(done.rows)), again)

    act = partial(jobs.export_rejects, batch_id=batch_id, out=out)
    office.jobs.run(on_base, OnBase(office.folder, act), done=written, failed=office.complain)


class ResultStep(Pages):
    """Shows ``outcome`` or, when asked for, the ``form`` of the supplier in its place. ``changed``: either is shown, or
    other letters are to be written to those who came (``to_write``). ``form_closed``: the form, or its offer, was
    removed, and the focus with it."""

    changed = Signal()
    form_closed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(name="import-result-pages")
        self._office = office
        self._supplier = ""
        self._sites: Sequence[str] = ()
        self._batch = 0
        self._file = ""
        self.to_write: list[int] = []
        theme = office.theme
        self.outcome = ImportOutcome(theme, name="import-result", links=("added", "merged", "opposed"))
        self.fill = Button(theme, _("Remplir sa fiche"), name="supplier-offer-fill", press=self._open_form)
        self.later = Button(theme, _("Plus tard"), name="supplier-offer-later", kind="link", press=self._close_form)
        self._words = paragraph("", name="supplier-offer-words")
        self.offer = self._build_offer()
        self.price = PriceLine(office, name="result-price")
        self.price.setContentsMargins(20, 4, 20, 4)
        self.form: SupplierSheetForm | None = None
        widget = QWidget()
        widget.setProperty("plain", True)
        vbox(self.offer, self.price, (self.outcome, 1), on=widget, spacing=0)
        self._area = scrolled(widget, name="import-result-area", across=False)
        self.addWidget(self._area)
        self.outcome.save.clicked.connect(self._save)
        theme.follow(self._fit)

    def show_report(self, report: Report, file: str) -> None:
        """Show the result for ``file``."""
        self._batch, self._file = report.batch, file
        self._office.quiet()
        self.outcome.show_outcome(counts_of(report), report.rejects, opposed=problems.opposed(report.heard))
        self.outcome.coverage.show_coverage(report.coverage)
        self.refresh()

    @property
    def batch_id(self) -> int:
        """The batch shown, 0 for none."""
        return self._batch

    def refresh(self) -> None:
        """Show how many leads of the batch may be the same person as another, and who is to be written to, as far as it
        is known."""
        self.price.show_batch(self._batch)
        with self._office.store.read() as r:
            self.outcome.show_twins(alike.unsettled_of_batch(r, self._batch))
            tally = step_cache.standing(r, self._office.law, at=self._office.now())
            self.to_write = step_cache.of_batch(r, tally, self._batch, Step.WRITE)
        self.changed.emit()

    def offer_sheet(self, supplier: str, sites: Sequence[str]) -> None:
        """Offer the sheet of ``supplier``, with the ``sites`` of the file, if this supplier was never named before."""
        if not is_new(self._office, supplier):
            supplier = ""
        self._drop_form()
        self._supplier, self._sites = supplier, sites
        words = _("{supplier} est un nouveau fournisseur. Sa fiche dit ce que vous savez de ses données.")
        self._words.setText(words.format(supplier=supplier))
        self.offer.setVisible(bool(supplier))

    def _fit(self) -> None:
        """Keep two rejects visible at any text size; the step scrolls if needed."""
        theme = self._office.theme
        self.outcome.rejects.setMinimumHeight(theme.height(28) + 2 * theme.height(30) + 16)

    def _open_form(self) -> None:
        self._drop_form()
        self.form = form = SupplierSheetForm(self._office, self._supplier, self._sites)
        form.saved.connect(lambda _id: self._saved())
        form.later.connect(self._close_form)
        self.addWidget(form)
        self.setCurrentWidget(form)
        form.findChildren(QLineEdit)[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _saved(self) -> None:
        self._close_form()
        self._office.say("done", _("Fiche enregistrée."), self._supplier)

    def _close_form(self) -> None:
        """Remove the form and its offer, which is made only once."""
        self.offer.hide()
        self.setCurrentIndex(0)
        self._drop_form()
        self.changed.emit()
        self.form_closed.emit()

    def _drop_form(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            drop(form)

    def _save(self) -> None:
        save_rejects(self, self._office, self._batch, self._file)

    def _build_offer(self) -> QFrame:
        holder = QFrame()
        holder.setObjectName("supplier-offer")
        card = Surface(self._office.theme)
        nest(card.body, hbox((self._words, 1), self.fill, self.later, margins=(20, 8, 16, 8), spacing=12))
        vbox(card, on=holder, margins=(20, 4, 20, 4))
        holder.hide()
        return holder
