"""Letters by deadline: preview, prepare all at once, confirm they left, record what comes back."""

from array import array
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.actions import jobs, noticing, posting
from core.actions.noticing import Letters
from core.errors import UserError
from core.french import number
from core.i18n import _, n_
from core.store.port import Changed
from ui.office import Office
from ui.opposing import oppose
from ui.pages.calls.consent_form import open_consent_form
from ui.pages.letters.preview import Preview
from ui.pages.letters.rows import Letter, Queue, columns, read_letters
from ui.pages.letters.side import Side
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_chips import Filter, FilterChips
from ui.widgets.header import PageHeader
from ui.widgets.job_bar import JobBar
from ui.widgets.message_band import Act
from ui.widgets.table import Table

ROOMY = 900
"""Width of the page, at 100 % text, from which the paper is shown."""
HEARS = frozenset({"notice", "lead", "opposition", "contact", "setting", "*"})


class LettersPage(QWidget):
    """See :class:`ui.office.Page`."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._queue = Queue()
        self._job: object = None
        self.setObjectName("letters")
        self.setAccessibleName(_("Courriers"))
        theme = office.theme
        self.table: Table[Letter] = Table(
            theme, columns(lambda: office.now().date()), self._fetch, name="letters-table", title=_("Lettres")
        )
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(partial(office.go, "leads"))
        self._header = PageHeader(theme, _("Courriers"), name="letters-header")
        self._bar = JobBar(theme, name="letters-job")
        self._bar.stop_asked.connect(self._stop)
        self.preview = Preview(theme)
        self.side = Side(theme)
        self._empty = EmptyState(
            theme,
            _("Aucune lettre en attente."),
            _("Toutes les informations dues sont parties."),
            name="letters-empty",
        )
        self._lay_out()
        self._connect()

    def refresh(self, changed: Changed) -> None:
        """Read the queue again when it changed."""
        if not changed & HEARS:
            return
        with self._office.store.read() as r:
            self._queue.read(r)
        self._filter()
        due, ready = len(self._queue.ids("due")), len(self._queue.ids("ready"))
        words = _("plus de {n} à préparer") if self._queue.more else n_("{n} à préparer", "{n} à préparer", due)
        self._header.show_count(words.format(n=number(due)))
        self.side.show_counts(due, ready)
        held = bool(self._queue.ids())
        self._empty.setVisible(not held)
        self._work.setVisible(held)
        self._show(self.table.current_id())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window, or large text, leaves no room for paper: the list and its gestures come first."""
        super().resizeEvent(event)
        self.preview.setVisible(event.size().width() >= self._office.theme.px(ROOMY))

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_lead(self, lead_id: int) -> None:
        """Choose the letter of a person, whatever its state."""
        self.chips.show_values({})
        with self._office.store.read() as r:
            self._queue.read(r, asked=lead_id)
        self._filter()
        place = self.table.rows().place(lead_id)
        if place >= 0:
            self.table.go_to(place)
        else:
            self._tell_why_not(lead_id)

    def print_(self) -> None:
        """Prepare every letter that is due (Ctrl+P)."""
        self._prepare(self._queue.ids("due"))

    def oppose(self) -> None:
        """Mark the person of the chosen letter as opposed (F8)."""
        lead_id = self.table.current_id()
        if lead_id is not None:
            oppose(self._office, lead_id)

    def _lay_out(self) -> None:
        theme = self._office.theme
        states = (
            ("due", _("à préparer")),
            ("ready", _("prêtes")),
            ("posted", _("postées")),
            ("returned", _("retours")),
        )
        self.chips = FilterChips(theme, [Filter("state", _("État"), states)], name="letters-filters")
        self.chips.changed.connect(lambda _values: self._filter())
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        chips = QHBoxLayout()
        chips.setContentsMargins(20, 0, 20, 10)
        chips.addWidget(self.chips)
        bar = QHBoxLayout()
        bar.setContentsMargins(20, 0, 20, 8)
        bar.addWidget(self._bar)
        column.addWidget(self._header)
        column.addLayout(chips)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        self._work = QWidget()
        row = QHBoxLayout(self._work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 10)
        row.addWidget(self.preview, 11)
        row.addWidget(_scrolled(self.side))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._work, 1)
        whole.addWidget(self._empty, 1)

    def _connect(self) -> None:
        self.side.prepare_all.connect(self.print_)
        self.side.prepare_one.connect(self._prepare_one)
        self.side.open_folder.connect(self._open_folder)
        self.side.posted.connect(self._posted)
        self.side.sheet.connect(self._open_sheet)
        self.side.reply.connect(self._reply)

    def _filter(self) -> None:
        ids = self._queue.ids(self.chips.values().get("state", ""))
        self.table.show_ids(array("q", ids))
        self.table.reread()
        if ids and self.table.current_id() is None:
            self.table.go_to(0)

    def _fetch(self, ids: Sequence[int]) -> list[Letter]:
        with self._office.store.read() as r:
            return read_letters(r, ids)

    def _show(self, lead_id: int | None) -> None:
        letter = next(iter(self._fetch([lead_id])), None) if lead_id is not None else None
        self.side.show_letter(letter)
        if letter is None:
            self.preview.show_words("")
            return
        try:
            self.preview.show_pdf(self._pdf(letter), letter.name)
        except UserError as problem:
            self.preview.show_words(problem.text)

    def _pdf(self, letter: Letter) -> bytes:
        """Return the letter made, from its file, else as it would be printed now."""
        office = self._office
        if letter.notice is not None:
            file = office.folder / noticing.FOLDER / f"lettre-{letter.reference}.pdf"
            if file.exists():
                return file.read_bytes()
        return noticing.preview(office.store, letter.id, at=office.now()).pdf

    def _tell_why_not(self, lead_id: int) -> None:
        """A person without a letter to make: say why."""
        office = self._office
        with office.trying():
            self.preview.show_pdf(noticing.preview(office.store, lead_id, at=office.now()).pdf, "")

    def _prepare_one(self) -> None:
        lead_id = self.table.current_id()
        if lead_id is not None:
            self._prepare([lead_id])

    def _prepare(self, lead_ids: list[int]) -> None:
        office = self._office
        if not lead_ids or self._job is not None:
            return
        asked = jobs.MakeLetters(
            office.folder, tuple(lead_ids), office.folder / noticing.FOLDER, office.by, office.now()
        )
        self._bar.begin(_("Préparation des lettres"))
        self._job = office.jobs.run(
            jobs.letters,
            asked,
            done=self._made,
            failed=self._failed,
            progress=self._bar.show_progress,
            stopped=partial(self._ended, _("Préparation arrêtée. Les lettres déjà faites sont gardées.")),
        )

    def _made(self, made: Letters) -> None:
        self._ended("")
        count = len(made.made)
        said = n_("{n} lettre prête.", "{n} lettres prêtes.", count).format(n=number(count))
        left = len(made.refused)
        out = n_("Imprimez-la, puis confirmez sa sortie.", "Imprimez-les, puis confirmez leur sortie.", count)
        why = made.refused[0].reasons[0] if left else out
        if left:
            refused = n_("{n} retenue : {why}", "{n} retenues, la première : {why}", left)
            why = refused.format(n=number(left), why=why)
        act = Act(_("Ouvrir"), partial(self._open_file, made.whole), key="", icon="print") if made.whole else None
        self._office.say("done" if not left else "caution", said, why, act=act)

    def _failed(self, problem: UserError) -> None:
        self._ended("")
        self._office.complain(problem)

    def _ended(self, words: str) -> None:
        self._job = None
        self._bar.end()
        if words:
            self._office.say("note", words)

    def _stop(self) -> None:
        stop = getattr(self._job, "stop", None)
        if stop is not None:
            stop()

    def _open_folder(self) -> None:
        folder = self._office.folder / noticing.FOLDER
        folder.mkdir(exist_ok=True)
        self._open_file(str(folder))

    def _open_file(self, path: str) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
            self._office.say("note", _("Les lettres sont ici :"), path)

    def _posted(self) -> None:
        office = self._office
        ready = [one.notice for one in self._fetch(self._queue.ids("ready")) if one.notice is not None]
        with office.trying():
            left = posting.posted(office.store, ready, by=office.by, at=office.now())
            said = n_("{n} lettre postée.", "{n} lettres postées.", left).format(n=number(left))
            told = n_("Cette personne est informée.", "Ces personnes sont informées.", left)
            office.say("done", said, told)
        self.take_focus()

    def _open_sheet(self) -> None:
        lead_id = self.table.current_id()
        if lead_id is not None:
            self._office.go("leads", lead_id)

    def _reply(self, kind: str, reference: str) -> None:
        """Record what came back, found by the reference of the coupon."""
        office = self._office
        if not reference.strip():
            office.say("caution", _("Tapez d’abord la référence."), _("Elle est sur le coupon."))
            self.side.reference.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        with office.trying():
            with office.store.read() as r:
                notice_id = posting.letter_of(r, reference)
                lead_id = posting.lead_of(r, notice_id)
            if kind == "oppose":
                oppose(office, lead_id, how="letter")
            elif kind == "returned":
                posting.returned(office.store, notice_id, by=office.by, at=office.now())
                office.say("done", _("Retour noté."), _("Cette adresse ne sera plus utilisée."))
            else:
                open_consent_form(office, lead_id, self)
            self.side.reference.clear()


def _scrolled(inner: QWidget) -> QScrollArea:
    """At 200 % text the column is longer than the window: it scrolls."""
    area = QScrollArea()
    area.setObjectName("letters-side-area")
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setProperty("ground", "surface")
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFixedWidth(inner.width() + area.verticalScrollBar().sizeHint().width())
    return area
