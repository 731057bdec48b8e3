"""Reads listing pages: saved ones or an address. Pages are read one at a time, and a site that refuses is not asked
again."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.actions.intake import capturing, pages_given
from core.base.errors import UserError
from core.base.french import number
from core.base.i18n import N_, _, n_
from core.model.batch import Report
from core.words.left_out import left_out
from ui.common.jobs import Lane
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.pages.imports.outcome import open_figures
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.equation import Equation, counts_of
from ui.widgets.fields import mark_wrong, text_field
from ui.widgets.header import PageHeader
from ui.widgets.job_bar import JobBar
from ui.widgets.label import label, paragraph
from ui.widgets.problem import Problem
from ui.widgets.table_model import Cell, Column
from ui.widgets.tip_table import TipTable


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page as listed. ``id``: its rank; ``batch``: 0 when nothing was taken from it."""

    id: int
    page: str
    site: str
    said: str
    batch: int


class CapturePanel(QWidget):
    """The panel. Signals: ``left``, back to the list; ``choose_asked``, to open the dialog of saved pages;
    ``batch_asked(id)``, to show a batch."""

    left = Signal()
    choose_asked = Signal()
    batch_asked = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._rows: list[PageRow] = []
        theme = office.theme
        self.setObjectName("capture")
        self.setAccessibleName(_("Lire une page d’annonce"))
        self.header = PageHeader(theme, _("Lire une page d’annonce"), name="capture-header")
        self.back = Button(theme, _("Reto&ur aux imports"), name="capture-back", icon="chevron-left")
        self.leads = Button(theme, _("&Voir les prospects"), name="capture-leads")
        self.header.add_button(self.back)
        self.header.add_button(self.leads)
        self.address = text_field(theme, name="capture-address", title=_("Adresse de l’annonce"), hint="https://…")
        self.read = Button(theme, _("Lire cette adre&sse"), name="capture-read", kind="primary", icon="link")
        self.choose = Button(theme, _("C&hoisir des pages enregistrées…"), name="capture-choose", icon="page")
        self.note = Problem(theme, name="capture-note")
        self.bar = JobBar(theme, name="capture-job")
        self.equation = Equation(theme, name="capture-equation")
        open_figures(self.equation, set())
        columns: tuple[Column[PageRow], ...] = (
            Column("site", _("Site"), 150, lambda row: Cell(row.site or "—", semibold=True), sortable=False),
            Column("page", _("Page"), 360, lambda row: Cell(row.page), sortable=False),
            Column("said", _("Résultat"), 500, _said, sortable=False),
        )
        self.table: TipTable[PageRow] = TipTable(
            theme, columns, self._fetch, name="capture-pages", title=_("Pages lues")
        )
        self._job = OneJob(office.jobs, self.bar)
        self._build()
        self._connect()
        self._clear()

    @property
    def reading(self) -> bool:
        """Tell whether pages are being read."""
        return self._job.running

    def begin(self, files: Sequence[Path] = ()) -> None:
        """Show the panel, and read ``files`` at once when there are some."""
        if not self.reading:
            self._clear()
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)
        if files:
            self.read_files(files)

    def read_files(self, files: Sequence[Path]) -> None:
        """Read saved pages, in a process since it computes."""
        self._run([str(file) for file in files], "process")

    def read_address(self) -> None:
        """Read the address typed, in a thread since it waits."""
        typed = self.address.text().strip()
        if not typed.lower().startswith(("http://", "https://")):
            sentence = _("Copiez l’adresse entière de l’annonce, qui commence par https://.")
            self.note.show_problem(sentence)
            mark_wrong(self.address, sentence)
            self.address.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._run([typed], "thread")

    def _run(self, pages: Sequence[str], lane: Lane) -> None:
        self._clear()
        asked = pages_given.Capture(self._office.folder, tuple(pages), self._office.by, self._office.now())
        count = n_("Lecture d’une page…", "Lecture de {n} pages…", len(pages)).format(n=number(len(pages)))
        self._job.run(
            capturing.capture_pages,
            asked,
            text=count,
            done=self._done,
            failed=self._failed,
            stopped=self._stopped,
            lane=lane,
        )
        self._free(busy=True)

    def _done(self, captured: capturing.Captured) -> None:
        self._free(busy=False)
        self._rows = [_row(rank, page, captured) for rank, page in enumerate(captured.pages, start=1)]
        self.table.show_ids(array("q", [row.id for row in self._rows]))
        self.table.show()
        self.equation.show_counts(counts_of(captured.report))
        self.equation.setVisible(captured.report.read > 0)
        self.leads.setVisible(captured.report.added + captured.report.merged > 0)
        refused = [*captured.said, *(row.said for row in self._rows if not row.batch)]
        self.note.show_problem(refused[0] if len(self._rows) == 1 and refused else "")
        if self._rows:
            self.table.go_to(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, problem: UserError) -> None:
        self._free(busy=False)
        self.note.show_problem(problem.text)

    def _stopped(self) -> None:
        self._free(busy=False)
        self._office.say("note", _("Lecture arrêtée."), _("Les pages déjà lues sont dans la liste des imports."))
        self.left.emit()

    def _free(self, *, busy: bool) -> None:
        for button in (self.read, self.choose):
            if busy:
                button.refuse(_("Une lecture est en cours."))
            else:
                button.allow()

    def _clear(self) -> None:
        self._rows = []
        self.note.show_problem("")
        mark_wrong(self.address, "")
        for widget in (self.equation, self.table, self.leads):
            widget.hide()

    def _open(self, rank: int) -> None:
        row = self._rows[rank - 1]
        if row.batch:
            self.batch_asked.emit(row.batch)

    def _fetch(self, ids: Sequence[int]) -> list[PageRow]:
        return [self._rows[one - 1] for one in ids]

    def _build(self) -> None:
        card = Card(self._office.theme, name="capture-what")
        card.body.setContentsMargins(16, 14, 16, 14)
        card.body.setSpacing(8)
        title = label(_("Adresse de l’annonce"), semibold=True)
        title.setBuddy(self.address)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.address, 1)
        line.addWidget(self.read)
        saved = QHBoxLayout()
        saved.setSpacing(12)
        saved.addWidget(self.choose)
        saved.addWidget(
            paragraph(_("Enregistrées par votre navigateur (Ctrl+S) : rien n’est alors demandé au site."), ink="muted"),
            1,
        )
        card.body.addWidget(title)
        card.body.addLayout(line)
        card.body.addWidget(
            paragraph(
                _(
                    "La page est demandée une fois, sous notre nom. Si le site ne veut pas être lu par un programme, "
                    "nous n’insistons pas."
                ),
                "caption",
                ink="muted",
            )
        )
        card.add_line()
        card.body.addLayout(saved)
        inside = QVBoxLayout()
        inside.setContentsMargins(20, 4, 20, 12)
        inside.setSpacing(12)
        for widget in (card, self.note, self.bar, self.equation):
            inside.addWidget(widget)
        inside.addWidget(self.table, 1)
        inside.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(inside, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.leads.clicked.connect(lambda: self._office.go("leads"))
        self.read.clicked.connect(self.read_address)
        self.address.returnPressed.connect(self.read_address)
        self.choose.clicked.connect(self.choose_asked)
        self.table.opened.connect(self._open)


PARTS = (
    ("added", N_("{n} ajoutée"), N_("{n} ajoutées")),
    ("merged", N_("{n} déjà connue"), N_("{n} déjà connues")),
    ("opposed", N_("{n} opposée"), N_("{n} opposées")),
    ("rejected", N_("{n} rejetée"), N_("{n} rejetées")),
    ("blank", N_("{n} vide"), N_("{n} vides")),
)


def told(report: Report) -> str:
    """Return the result in words: « 35 annonces lues : 1 ajoutée, 2 opposées, 32 rejetées »; for a single ad not
    taken, the reason."""
    if report.read == 1 and report.rejects:
        return report.rejects[0].reason
    counts = [(getattr(report, part), singular, plural) for part, singular, plural in PARTS]
    parts = [n_(singular, plural, count).format(n=number(count)) for count, singular, plural in counts if count]
    read = n_("{n} annonce lue", "{n} annonces lues", report.read).format(n=number(report.read))
    return f"{read} : {', '.join(parts)}." if parts else f"{read}."


def _row(rank: int, page: pages_given.Page, found: capturing.Captured) -> PageRow:
    name = page.page if page.page.lower().startswith(("http://", "https://")) else Path(page.page).name
    left = left_out(ad.left_out for ad in page.left)
    taken = any(found.pages[one.page] is page for one in found.offers)
    if not taken:
        return PageRow(rank, name, page.site, f"{page.said} {left}".strip(), 0)
    return PageRow(rank, name, page.site, f"{told(found.report)} {left}".strip(), found.report.batch)


def _said(row: PageRow) -> Cell:
    if row.batch:
        return Cell(row.said)
    return Cell(row.said, ink="wait", icon="warning")
