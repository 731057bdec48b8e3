"""Reads listing pages: saved ones, an address, or the alerts of a mailbox. Pages are read one at a time, a site that
refuses is not asked again, and the terms of a site are asked once (SCR-04, SCR-06)."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from core.actions.intake import alert_mailbox, capturing, pages_given, site_terms
from core.actions.intake.capturing import Captured
from core.actions.intake.offering import OfferPreview
from core.base.errors import UserError
from core.base.i18n import N_, _, n_
from core.base.records import Struct, replace
from core.base.screen_shapes import labelled, number
from core.model.batch import Report
from core.model.site_standing import Terms
from core.sources.copied_page import CopiedPage, page_address
from core.sources.pages import sites
from core.words.batches import left_out
from core.words.errors import user_text
from ui.common.jobs import Lane
from ui.common.office import Office
from ui.common.one_job import OneJob
from ui.pages.imports.mailbox import MailboxCard
from ui.pages.imports.offers import NOTHING, OffersPanel
from ui.pages.imports.runs import look_for_twins
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import mark_wrong, text_field
from ui.widgets.flow import Flow, Turning, flow
from ui.widgets.header import PageHeader
from ui.widgets.job_bar import JobBar
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import Named, fill, vbox, widget_of
from ui.widgets.lists.table import ListTable
from ui.widgets.lists.table_model import Cell, Column
from ui.widgets.mark import ProblemLine
from ui.widgets.pages import Pages, scrolled


class PageRow(Struct, frozen=True):
    """One page that gave no ad, as listed. ``code``: why, as ``resources/words/errors.toml`` names it."""

    page: str
    site: str
    said: str
    code: str


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
    counts = [(report.parts[part], singular, plural) for part, singular, plural in PARTS]
    parts = [n_(singular, plural, count).format(n=number(count)) for count, singular, plural in counts if count]
    text = n_("{n} annonce lue", "{n} annonces lues", report.read).format(n=number(report.read))
    return labelled(text, f"{', '.join(parts)}.") if parts else f"{text}."


def page_row(page: pages_given.GivenPage) -> PageRow:
    """Return the row of a page that gave no ad."""
    name = page.page if pages_given.is_address(page.page) else Path(page.page).name
    rest = left_out(ad.left_out for ad in page.left)
    return PageRow(name, page.site, f"{page.said} {rest}".strip(), page.code)


ASKED = "PAGE_TERMS_UNREAD"
BY_HAND = frozenset(
    {"PAGE_TERMS", "PAGE_TERMS_NO", "PAGE_ACCOUNT", "PAGE_RESERVED", "PAGE_ROBOTS", "PAGE_BLOCKED", "PAGE_LOGIN",
     "PAGE_CAP", "PAGE_WAIT", "PAGE_SHELL", "PAGE_CONSENT", ASKED}
)  # fmt: skip
"""Why an address was not read, where somebody may save or copy the ad."""


class TermsCard(Named, QWidget):
    """The question about one site, and what to do instead. Signals: ``allowed``, the page may be asked for;
    ``save_asked``, to choose a saved page; ``type_asked``, to type the ad."""

    allowed = Signal()
    save_asked = Signal()
    type_asked = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(name="terms")
        self._office = office
        self._site = ""
        theme = office.theme
        self._question = paragraph("", semibold=True, name="terms-question")
        self.page = text_field(theme, name="terms-page", title=_("Adresse de la page des conditions"), hint="https://…")
        self.yes = Button(theme, _("Oui, je les ai l&ues"), name="terms-yes", press=lambda: self._answer(Terms.ALLOWED))
        self.no = Button(theme, _("&Non, elles le refusent"), name="terms-no")
        self.unread = Button(theme, _("Je ne les ai pas lues"), name="terms-unread")
        self.why = Button(theme, _("Pour&quoi cette question\u202f?"), name="terms-why", kind="link")
        self._reasons = paragraph(
            _(
                "La CNIL demande de vérifier les conditions du site\u202f: si elles interdisent la lecture par un "
                "programme, les données ne doivent pas être prises ainsi. Le site peut aussi interdire la copie d’une "
                "part importante de sa base, ou la copie répétée de petites parts (CPI, art.\u00a0L342-1 et L342-2)."
            ),
            "caption",
            ink="muted",
            name="terms-reasons",
        )
        self.save = Button(theme, _("Choisir une page enregistrée…"), name="terms-save", icon="page")
        self.type = Button(theme, _("Saisir l’annonce à la &main"), name="terms-type", icon="edit")
        self._card = Card(theme, name="terms-card")
        self._hand = QWidget()
        self._build()
        self.no.clicked.connect(lambda: self._answer(Terms.REFUSED))
        self.unread.clicked.connect(lambda: self._answer(Terms.UNREAD))
        self.why.clicked.connect(lambda: self._reasons.setVisible(self._reasons.isHidden()))
        self.save.clicked.connect(self.save_asked)
        self.type.clicked.connect(self.type_asked)
        self.hide()

    def show_refusal(self, code: str, site: str) -> None:
        """Show what may be done about an address that was not read: ``code`` says why; nothing for another reason."""
        self._site = site
        self._card.setVisible(code == ASKED)
        self._reasons.hide()
        self.setVisible(code in BY_HAND)
        if code == ASKED:
            question = _("Les conditions de {site} permettent-elles de lire une annonce avec un programme\u202f?")
            self._question.setText(question.format(site=site))
            self._card.setAccessibleName(self._question.text())
            self.page.clear()
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        elif code in BY_HAND:
            self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, terms: Terms) -> None:
        office = self._office
        try:
            site_terms.answer(office.store, self._site, terms, page=self.page.text(), by=office.by, at=office.now())
        except UserError as problem:
            office.say("error", problem.text)
            return
        self._card.hide()
        if terms is Terms.ALLOWED:
            self.hide()
            self.allowed.emit()
            return
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._card.body.setContentsMargins(16, 14, 16, 14)
        self._card.body.setSpacing(8)
        answers = flow(self.yes, self.no, self.unread, self.why, spacing=12)
        where = label(_("Adresse de la page des conditions"), of=self.page)
        fill(self._card.body, self._question, where, self.page, answers, self._reasons)
        hand = Flow(self._hand, spacing=12)
        for button in (self.save, self.type):
            hand.add_widget(button)
        vbox(self._card, self._hand, on=self, spacing=12)


class CapturePanel(Pages):
    """The panel: what to read, then what was read. Signals: ``left``, back to the list; ``choose_asked``, to open the
    dialog of saved pages; ``paste_asked``, to read what the clipboard holds; ``batch_asked(id, said)``, to show a
    batch, with what was left out of it."""

    left = Signal()
    choose_asked = Signal()
    paste_asked = Signal()
    batch_asked = Signal(object, str)

    def __init__(self, office: Office) -> None:
        super().__init__(name="capture")
        self._office = office
        theme = office.theme
        self.setAccessibleName(_("Lire une page d’annonce"))
        self.header = PageHeader(theme, _("Lire une page d’annonce"), name="capture-header")
        self.back = Button(theme, _("Retour au&x imports"), name="capture-back", icon="chevron-left")
        self.header.add_button(self.back)
        self.address = text_field(theme, name="capture-address", title=_("Adresse de l’annonce"), hint="https://…")
        self.read = Button(theme, _("Lire cette adresse"), name="capture-read", kind="primary", icon="link")
        self.choose = Button(theme, _("C&hoisir des pages enregistrées…"), name="capture-choose", icon="page")
        self.paste = Button(theme, _("Coller une page"), name="capture-paste", icon="copy")
        self.note = ProblemLine(theme, name="capture-note")
        self.bar = JobBar(theme, name="capture-job", keeps=True)
        self.alerts = Button(theme, _("Lire les alertes reçues"), name="capture-alerts", icon="mail")
        self.change = Button(theme, _("Changer de boîte"), name="capture-mailbox", kind="link")
        self.mailbox = MailboxCard(office)
        self.terms = TermsCard(office)
        self.offers = OffersPanel(office)
        self._seen = NOTHING
        self._forget_copied()
        columns: tuple[Column[PageRow], ...] = (
            Column("site", _("Site"), 150, lambda row: Cell(row.site or "—", semibold=True)),
            Column("page", _("Page"), 360, lambda row: Cell(row.page)),
            Column("said", _("Résultat"), 500, lambda row: Cell(row.said, ink="wait", icon="warning")),
        )
        self.table = ListTable(theme, columns, name="capture-pages", title=_("Pages lues"))
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
            self._forget_copied()
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
        if self._copied.data:
            # What is asked is the address of the page copied: nothing is asked of its site.
            if address := page_address(typed):
                self._give_address(address)
            else:
                self.note.show_problem(user_text("PAGE_ADDRESS_BAD"))
            return
        self._run([typed], "thread")

    def read_alerts(self, password: str) -> None:
        """Read the mailbox of the alerts, in a thread since it waits."""
        self._run([alert_mailbox.GIVEN], "thread", password=password)

    def read_on(self) -> None:
        """Read the pages that were left when the user stopped."""
        self._run(self._seen.rest, "thread", before=self._seen.pages)

    def read_copied(self, page: CopiedPage, words: str) -> None:
        """Read a page copied in a browser, whose plain text is ``words``."""
        self._copied, self._words = page, words.strip() or "…"
        self._run([pages_given.COPIED], "process")

    def _give_address(self, address: str) -> None:
        """Read the page copied again, now that its address is known."""
        self.read_copied(replace(self._copied, url=address), self._words)

    def _run(
        self, pages: Sequence[str], lane: Lane, *, before: tuple[pages_given.GivenPage, ...] = (), password: str = ""
    ) -> None:
        self._clear()
        if pages_given.COPIED not in pages:
            self._forget_copied()
        self.setCurrentWidget(self._start)
        office = self._office
        capture = pages_given.Capture(
            office.folder, tuple(pages), office.by, office.now(), before, password, self._copied
        )
        count = n_("Lecture d’une page…", "Lecture de {n} pages…", len(pages)).format(n=number(len(pages)))
        self._job.run(
            capturing.preview_pages,
            capture,
            text=count,
            done=lambda seen: self._done(seen, more=bool(before)),
            failed=self._failed,
            stopped=self._stopped,
            lane=lane,
        )
        self._free(busy=True)

    def _done(self, seen: OfferPreview, *, more: bool) -> None:
        self._free(busy=False)
        self._seen = seen
        if seen.offers:
            self.setCurrentWidget(self.offers)
            self.offers.show_preview(seen, more=more, copied=self._words)
            return
        rows = [page_row(page) for page in seen.pages]
        self.table.show_rows(rows)
        alone = rows[0] if len(rows) == 1 else None
        if not any(page.unaddressed for page in seen.pages):
            self._forget_copied()
        self.table.setVisible(alone is None)
        # Of a page copied, what is said asks for its address.
        (self.note.show_caution if self._copied.data else self.note.show_problem)(alone.said if alone else "")
        if self._copied.data:
            self.address.setFocus(Qt.FocusReason.OtherFocusReason)
        elif alone and pages_given.is_address(seen.pages[0].page):
            self.terms.show_refusal(alone.code, sites.shown(seen.pages[0].page))
        elif rows:
            self.table.go_to(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _taken(self, captured: Captured) -> None:
        """Show the batch that was made, where it can be undone."""
        self.setCurrentWidget(self._start)
        if captured.report.batch:
            look_for_twins(self._office, captured.report.batch)
            self._office.say("done", told(captured.report))
            self.batch_asked.emit(captured.report.batch, " ".join(captured.said))
        else:
            self.note.show_caution(" ".join(captured.said) or told(captured.report))

    def _forget_copied(self) -> None:
        self._copied, self._words = CopiedPage(), ""

    def _again(self) -> None:
        """Leave what was read: nothing of it is kept."""
        self._seen = NOTHING
        self._forget_copied()
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
        for button in (self.read, self.choose, self.paste, self.alerts):
            if busy:
                button.refuse(_("Une lecture est en cours."))
            else:
                button.allow()

    def _clear(self) -> None:
        self.note.show_problem("")
        mark_wrong(self.address, "")
        for widget in (self.table, self.terms, self.mailbox):
            widget.hide()

    def _build(self) -> None:
        card = Card(self._office.theme, name="capture-what")
        card.body.setContentsMargins(16, 14, 16, 14)
        card.body.setSpacing(8)
        title = label(_("Adresse de l’annonce"), semibold=True, of=self.address)
        words = _("Pages enregistrées par votre navigateur (Ctrl+S) : rien n’est alors demandé au site.")
        told = paragraph(words, ink="muted")
        fill(
            card.body,
            title,
            Turning(self._office.theme, self.address, self.read),
            paragraph(
                _(
                    "La page est demandée une fois, sous notre nom. Si le site ne veut pas être lu par un programme, "
                    "nous n’insistons pas."
                ),
                "caption",
                ink="muted",
            ),
        )
        card.add_line()
        hint = _("Ou copiez une annonce dans le navigateur (Ctrl+A, Ctrl+C), puis collez-la ici.")
        fill(card.body, Turning(self._office.theme, told, self.choose))
        fill(card.body, Turning(self._office.theme, paragraph(hint, ink="muted"), self.paste))
        fill(card.body, flow(self.alerts, self.change, spacing=12))
        held = QWidget()
        held.setProperty("plain", True)
        inside = vbox(on=held, margins=(20, 4, 20, 12), spacing=12)
        fill(inside, card, self.mailbox, self.note, self.terms, self.bar, (self.table, 1))
        inside.addStretch(0)
        self._start = widget_of(vbox(self.header, (scrolled(held, name="capture-area"), 1), spacing=0))
        for page in (self._start, self.offers):
            self.addWidget(page)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.read.clicked.connect(self.read_address)
        self.address.returnPressed.connect(self.read_address)
        self.choose.clicked.connect(self.choose_asked)
        self.paste.clicked.connect(self.paste_asked)
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
        self.offers.address.given.connect(self._give_address)
        self.offers.paste_asked.connect(self.paste_asked)
