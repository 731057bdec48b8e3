"""Second step of the assistant: what each column becomes, and what holds for the whole file."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from core.actions.desk import jobs
from core.actions.intake.known_files import Recalled
from core.base.errors import UserError
from core.base.i18n import _
from core.model.checking import Fixes
from core.sources.tables.reading import Table
from core.store import batches, suppliers
from ui.common.office import Office
from ui.pages.imports.columns_table import ColumnsTable
from ui.pages.imports.mapping import Mapping
from ui.pages.imports.problem import Problem
from ui.pages.imports.surface import Surface
from ui.pages.imports.whole_file import WholeFile
from ui.widgets.label import ElidedLabel, label


class ColumnsStep(QWidget):
    """``changed``: something was said; the owner asks :attr:`problem` again."""

    changed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.mapping: Mapping | None = None
        self.setObjectName("import-mapping")
        self.setAccessibleName(_("Colonnes"))
        self.note = Problem(office.theme, name="import-columns-problem")
        self.table = ColumnsTable(office.theme)
        self.whole = WholeFile(office.theme, office.now)
        self._summary = label("", semibold=True, name="import-summary")
        self._heading = ElidedLabel("", "caption", ink="muted")
        self._heading.setObjectName("import-heading")
        self._heading.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(18, 8, 16, 8)
        line.addWidget(self._summary)
        line.addWidget(self._heading, 1)
        card = Surface(office.theme)
        card.body.setContentsMargins(1, 1, 1, 8)
        card.body.addWidget(head)
        card.body.addWidget(self.table, 1)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.note)
        left.addWidget(card, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 12, 12)
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addWidget(self._scroll())
        self.table.mapped.connect(self._mapped)
        self.whole.changed.connect(self.changed)

    def show_file(self, table: Table, recalled: Recalled | None = None) -> None:
        """Show another file, or the same one read otherwise; ``recalled``: how the last file like it was read."""
        self.mapping = Mapping(table, recalled.fields if recalled else {})
        with self._office.store.read() as r:
            names = suppliers.names(r)
            sites = batches.sites(r)
        self.table.show_mapping(self.mapping)
        self.whole.show_file(table, names, sites, recalled)
        self._heading.setText(_heading(table))
        self._mapped()
        self.whole.supplier.setFocus(Qt.FocusReason.OtherFocusReason)

    def asked(self, reading: jobs.OpenFile, fixes: Fixes) -> jobs.ImportFile:
        """Return the import of the file in sight, read as ``reading`` says, once ``fixes`` are done."""
        assert self.mapping is not None  # noqa: S101 - asked once a file is shown
        office, values = self._office, self.whole.values()
        return jobs.ImportFile(
            office.folder,
            self.mapping.table.path,
            values["supplier"],
            values["collected"],
            office.by,
            office.now(),
            values["site"],
            self.mapping.overrides(),
            sheet=self.mapping.table.sheet,
            encoding=reading.encoding,
            delimiter=reading.delimiter,
            fixes=fixes,
            member=self.mapping.table.member,
        )

    def sites(self) -> list[str]:
        """Return the sites the file names, as far as they are known: the one typed, or the examples of its column."""
        typed = self.whole.values()["site"]
        rows = self.mapping.rows if self.mapping else []
        return [typed] if typed else [site for row in rows if row.field == "site" for site in row.samples]

    @property
    def problem(self) -> UserError | None:
        """What prevents going on with these columns, None when they will do."""
        return self.mapping.problem() if self.mapping else None

    def _mapped(self) -> None:
        mapping = self.mapping
        if mapping is None:
            return
        problem = mapping.problem()
        self.note.show_problem(problem.text if problem else "")
        self._summary.setText(mapping.summary())
        self.whole.needs(site=not mapping.has("site"), address=mapping.has("address"))
        self.changed.emit()

    def _scroll(self) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setObjectName("import-whole-scroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        # A scroll area asks for as much as it holds: the page would be as tall as this panel.
        scroll.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self.whole.setProperty("plain", True)
        scroll.setWidget(self.whole)
        self._side = scroll
        self._office.theme.changed.connect(self._fit)
        self._fit()
        return scroll

    def _fit(self) -> None:
        self._side.setFixedWidth(self.whole.minimumWidth() + 16)


def _heading(table: Table) -> str:
    """Return where the names of the columns come from; nothing where the format itself names them."""
    if table.kind in ("vcf", "json", "ndjson"):
        return ""
    if not table.header_line:
        return _("Sans en-tête : colonnes numérotées")
    return _("En-tête trouvé à la ligne {n}").format(n=table.header_line)
