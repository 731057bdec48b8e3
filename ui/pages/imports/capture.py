"""Reads listing pages: saved ones or an address. Pages are read one at a time, and a site that refuses is not asked
again."""

from array import array
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.actions.intake import alert_mailbox, capturing, pages_given
from core.actions.intake.capturing import Captured
from core.actions.intake.offering import Preview
from core.base.errors import UserError
from core.base.french import number
from core.base.i18n import _, n_
from core.sources.pages import sites
from ui.common.jobs import Lane
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.pages.imports.mailbox_card import MailboxCard
from ui.pages.imports.offers import NOTHING, OffersPanel
from ui.pages.imports.page_rows import PageRow, page_row, said_cell, told
from ui.pages.imports.runs import look_for_twins
from ui.pages.imports.terms_card import TermsCard
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import mark_wrong, text_field
from ui.widgets.flow import flow
from ui.widgets.header import PageHeader
from ui.widgets.job_bar import JobBar
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import nest
from ui.widgets.lists.table_model import Cell, Column
from ui.widgets.lists.tip_table import TipTable
from ui.widgets.pages import Pages, scrolled
from ui.widgets.problem import Problem
from ui.widgets.turning import Turning


class CapturePanel(Pages):
    """The panel: what to read, then what was read. Signals: ``left``, back to the list; ``choose_asked``, to open the
    dialog of saved pages; ``batch_asked(id, note)``, to show a batch."""

    left = Signal()
    choose_asked = Signal()
    batch_asked = Signal(object, str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._rows: list[PageRow] = []
        theme = office.theme
        self.setObjectName("capture")
        self.setAccessibleName(_("Lire une page d’annonce"))
        self.header = PageHeader(theme, _("Lire une page d’annonce"), name="capture-header")
        self.back = Button(theme, _("Retour au&x imports"), name="capture-back", icon="chevron-left")
        self.header.add_button(self.back)
        self.address = text_field(theme, name="capture-address", title=_("Adresse de l’annonce"), hint="https://…")
        self.read = Button(theme, _("Lire cette adresse"), name="capture-read", kind="primary", icon="link")
        self.choose = Button(theme, _("C&hoisir des pages enregistrées…"), name="capture-choose", icon="page")
        self.note = Problem(theme, name="capture-note")
        self.bar = JobBar(theme, name="capture-job", keeps=True)
        self.alerts = Button(theme, _("Lire les alertes reçues"), name="capture-alerts", icon="mail")
        self.change = Button(theme, _("Changer de boîte"), name="capture-mailbox", kind="link")
        self.mailbox = MailboxCard(office)
        self.terms = TermsCard(office)
        self.offers = OffersPanel(office)
        self._seen = NOTHING
        columns: tuple[Column[PageRow], ...] = (
            Column("site", _("Site"), 150, lambda row: Cell(row.site or "—", semibold=True), sortable=False),
            Column("page", _("Page"), 360, lambda row: Cell(row.page), sortable=False),
            Column("said", _("Résultat"), 500, said_cell, sortable=False),
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

    def read_alerts(self, password: str) -> None:
        """Read the mailbox of the alerts, in a thread since it waits."""
        self._run([alert_mailbox.GIVEN], "thread", password=password)

    def read_on(self) -> None:
        """Read the pages that were left when the user stopped."""
        self._run(self._seen.rest, "thread", before=self._seen.pages)

    def _run(
        self, pages: Sequence[str], lane: Lane, *, before: tuple[pages_given.Page, ...] = (), password: str = ""
    ) -> None:
        self._clear()
        self.setCurrentWidget(self._start)
        office = self._office
        asked = pages_given.Capture(office.folder, tuple(pages), office.by, office.now(), before, password)
        count = n_("Lecture d’une page…", "Lecture de {n} pages…", len(pages)).format(n=number(len(pages)))
        self._job.run(
            capturing.preview_pages,
            asked,
            text=count,
            done=lambda seen: self._done(seen, more=bool(before)),
            failed=self._failed,
            stopped=self._stopped,
            lane=lane,
        )
        self._free(busy=True)

    def _done(self, seen: Preview, *, more: bool) -> None:
        self._free(busy=False)
        self._seen = seen
        if seen.offers:
            self.setCurrentWidget(self.offers)
            self.offers.show_preview(seen, more=more)
            return
        self._rows = [page_row(rank, page) for rank, page in enumerate(seen.pages, start=1)]
        self.table.show_ids(array("q", [row.id for row in self._rows]))
        alone = self._rows[0] if len(self._rows) == 1 else None
        self.table.setVisible(alone is None)
        self.note.show_problem(alone.said if alone else "")
        if alone and pages_given.is_address(seen.pages[0].page):
            self.terms.show_refusal(alone.code, sites.shown(seen.pages[0].page))
        elif self._rows:
            self.table.go_to(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _taken(self, captured: Captured) -> None:
        """Show the batch that was made, where it can be undone."""
        self.setCurrentWidget(self._start)
        note = " ".join((told(captured.report), *captured.said))
        if captured.report.batch:
            look_for_twins(self._office, captured.report.batch)
            self.batch_asked.emit(captured.report.batch, note)
        else:
            self.note.show_problem(note)

    def _again(self) -> None:
        """Leave what was read: nothing of it is kept."""
        self._seen = NOTHING
        self._clear()
        self.setCurrentWidget(self._start)
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, problem: UserError) -> None:
        self._free(busy=False)
        self.note.show_problem(problem.text)

    def _stopped(self) -> None:
        self._free(busy=False)
        self._office.say("note", _("Lecture arrêtée."), _("Rien n’a été lu, rien n’est enregistré."))

    def _free(self, *, busy: bool) -> None:
        for button in (self.read, self.choose, self.alerts):
            if busy:
                button.refuse(_("Une lecture est en cours."))
            else:
                button.allow()

    def _clear(self) -> None:
        self._rows = []
        self.note.show_problem("")
        mark_wrong(self.address, "")
        for widget in (self.table, self.terms, self.mailbox):
            widget.hide()

    def _fetch(self, ids: Sequence[int]) -> list[PageRow]:
        return [self._rows[one - 1] for one in ids]

    def _build(self) -> None:
        card = Card(self._office.theme, name="capture-what")
        card.body.setContentsMargins(16, 14, 16, 14)
        card.body.setSpacing(8)
        title = label(_("Adresse de l’annonce"), semibold=True)
        title.setBuddy(self.address)
        words = _("Pages enregistrées par votre navigateur (Ctrl+S) : rien n’est alors demandé au site.")
        told = paragraph(words, ink="muted")
        card.body.addWidget(title)
        card.body.addWidget(Turning(self._office.theme, self.address, self.read))
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
        card.body.addWidget(Turning(self._office.theme, told, self.choose))
        nest(card.body, flow(self.alerts, self.change, spacing=12))
        held = QWidget()
        held.setProperty("plain", True)
        inside = QVBoxLayout(held)
        inside.setContentsMargins(20, 4, 20, 12)
        inside.setSpacing(12)
        for widget in (card, self.mailbox, self.note, self.terms, self.bar):
            inside.addWidget(widget)
        inside.addWidget(self.table, 1)
        inside.addStretch(0)
        self._start = QWidget()
        column = QVBoxLayout(self._start)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(scrolled(held, name="capture-area"), 1)
        for page in (self._start, self.offers):
            self.addWidget(page)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.read.clicked.connect(self.read_address)
        self.address.returnPressed.connect(self.read_address)
        self.choose.clicked.connect(self.choose_asked)
        self.alerts.clicked.connect(lambda: self.mailbox.begin())
        self.change.clicked.connect(lambda: self.mailbox.begin(change=True))
        self.mailbox.read_asked.connect(self.read_alerts)
        self.mailbox.left.connect(lambda: self.alerts.setFocus(Qt.FocusReason.OtherFocusReason))
        self.terms.allowed.connect(self.read_address)
        self.terms.save_asked.connect(self.choose_asked)
        self.terms.type_asked.connect(lambda: self._office.go("leads/new_lead"))
        self.offers.left.connect(self._again)
        self.offers.taken.connect(self._taken)
        self.offers.resume_asked.connect(self.read_on)
