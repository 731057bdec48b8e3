"""The page of letters, by deadline: preview one, prepare all at once, confirm that they were posted, record what
comes back."""

from array import array
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.actions.letters import noticing
from core.base.errors import UserError
from core.base.french import number
from core.base.i18n import _, n_
from core.store.port import Changed
from ui.common import choosing
from ui.common.office import Office
from ui.common.opposing import oppose
from ui.common.page import Gesture, Page
from ui.common.preparing import Preparing
from ui.common.preview import Preview
from ui.pages.letters.chosen import Chosen
from ui.pages.letters.paper import letter_pdf, open_letters
from ui.pages.letters.print_runs import PrintRuns
from ui.pages.letters.reply_desk import ReplyDesk
from ui.pages.letters.rows import Letter, Queue, columns
from ui.pages.letters.side import Side
from ui.pages.letters.side_area import SideArea
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_chips import Filter, FilterChips
from ui.widgets.header import PageHeader
from ui.widgets.job_bar import JobBar
from ui.widgets.table import Table

SAME_LETTER_MS = 1000
"""A letter that does not look changed is drawn again after so long without news: an import brings some four times a
second."""
ROOMY = 900
"""Width of the page, at 100 % text, from which the paper is shown."""
HEARS = frozenset({"notice", "print_run", "run_letter", "lead", "opposition", "contact", "setting", "*"})


class LettersPage(Page):
    """A page of the rail."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.gestures = {
            Gesture.PRINT: self.print_or_prepare,
            Gesture.OPPOSE: self.oppose,
            Gesture.CALL: partial(self.call, "calls"),
            Gesture.CALLBACK: partial(self.call, "calls/callback"),
        }
        self._office = office
        self._queue = Queue()
        self.replies: ReplyDesk | None = None
        self.setAcceptDrops(True)
        self._drawn: Letter | None = None
        self._drawing = QTimer(self)
        self._drawing.setSingleShot(True)
        self._drawing.timeout.connect(self._draw)
        self.setObjectName("letters")
        self.setAccessibleName(_("Courriers"))
        theme = office.theme
        self.table: Table[Letter] = Table(
            theme, columns(lambda: office.now().date()), self._fetch, name="letters-table", title=_("Lettres")
        )
        self.table.current_changed.connect(self._show)
        self.table.selection_changed.connect(self._offer)
        self.table.opened.connect(partial(office.go, "leads"))
        self.table.opens_by_click = False
        self._header = PageHeader(theme, _("Courriers"), name="letters-header")
        self._bar = JobBar(theme, name="letters-job")
        self._preparing = Preparing(office, self._bar)
        self.preview = Preview(theme)
        self.chosen = Chosen(office)
        self.side = Side(theme)
        self.runs = PrintRuns(office, self.side.panel, self._bar, lambda: self._acted_on()[1])
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
            self._queue.read(r, self._office.law, at=self._office.now())
        chosen = self.table.selected_ids()
        self._filter()
        self.table.select_ids(chosen)
        self._tell_counts()
        held = bool(self._queue.ids())
        away = self.replies is not None and not self.replies.isHidden()
        self._empty.setVisible(not held and not away)
        self._work.setVisible(held and not away)
        letter = self._letter(self.table.current_id())
        self.side.show_letter(letter)
        self._offer()
        # Something the line does not show, such as an address, may have changed too.
        self._drawing.start(SAME_LETTER_MS if letter == self._drawn else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the preview in a narrow window or with large text: the list and its actions come first."""
        super().resizeEvent(event)
        self._paper.setVisible(event.size().width() >= self._office.theme.px(ROOMY))

    def take_focus(self) -> None:
        """Give the keyboard to the list, or to the replies while they are shown."""
        if self.replies is not None and not self.replies.isHidden():
            self.replies.take_focus()
            return
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_lead(self, lead_id: int) -> None:
        """Select the letter of a person, whatever its state."""
        self.chips.show_values({})
        with self._office.store.read() as r:
            self._queue.read(r, self._office.law, at=self._office.now(), asked=lead_id)
        self._filter()
        self._tell_counts()
        place = self.table.rows().place(lead_id)
        if place >= 0:
            self.table.go_to(place)
        else:
            self._drawing.stop()
            self._tell_why_not(lead_id)

    def prepare(self) -> None:
        """Prepare every letter that is due (Ctrl+P)."""
        self._preparing.begin(self._queue.ids("due"))

    def print_or_prepare(self) -> None:
        """Do what the letter chosen waits for: print, say what came out, note its posting, or prepare all (Ctrl+P)."""
        if not self.side.panel.do():
            self.prepare()

    def show_filters(self, values: Mapping[str, str]) -> None:
        """Show the letters of one state."""
        self.chips.show_values(values)
        self._filter()

    def oppose(self) -> None:
        """Mark the person of the chosen letter as opposed (F8)."""
        lead_id = self.table.current_id()
        if lead_id is not None:
            oppose(self._office, lead_id)

    def call(self, place: str) -> None:
        """Show the person of the chosen letter on the call desk (F9), where a callback is asked too (F7)."""
        self._office.go(place, self.table.current_id())

    def _lay_out(self) -> None:
        theme = self._office.theme
        states = (
            ("due", _("à préparer")),
            ("ready", _("à imprimer")),
            ("sent", _("sorties\u202f?")),
            ("printed", _("à poster")),
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
        self._paper = QWidget()
        paper = QVBoxLayout(self._paper)
        paper.setContentsMargins(0, 0, 0, 0)
        paper.setSpacing(0)
        paper.addWidget(self.chosen)
        paper.addWidget(self.preview, 1)
        row.addWidget(self._paper, 11)
        row.addWidget(SideArea(self._office.theme, self.side))
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._work, 1)
        whole.addWidget(self._empty, 1)

    def _connect(self) -> None:
        self.chosen.decided.connect(self._draw)
        self.side.prepare_all.connect(self.prepare)
        self.side.prepare_one.connect(self._prepare_one)
        self.side.open_folder.connect(partial(open_letters, self._office))
        self.side.sheet.connect(self._open_sheet)
        self.side.reply.connect(self.show_replies)

    def _filter(self) -> None:
        ids = self._queue.ids(self.chips.values().get("state", ""))
        self.table.show_ids(array("q", ids))
        self.table.reread()
        if ids and self.table.current_id() is None:
            self.table.go_to(0)

    def _tell_counts(self) -> None:
        due = self._queue.due()
        self._header.show_count(n_("{n} à préparer", "{n} à préparer", due).format(n=number(due)))
        self.side.show_counts(len(self._queue.ids("due")))

    def _fetch(self, ids: Sequence[int]) -> list[Letter]:
        with self._office.store.read() as r:
            return self._queue.letters(r, ids)

    def _show(self, lead_id: int | None) -> None:
        self.side.show_letter(self._letter(lead_id))
        self._drawing.start(0)

    def _offer(self) -> None:
        self.runs.offer(*self._acted_on())
        self.side.give_way()

    def _acted_on(self) -> tuple[str, list[int]]:
        letter = self._letter(self.table.current_id())
        with self._office.store.read() as r:
            return self._queue.acted_on(r, letter, self.table.selected_ids())

    def _letter(self, lead_id: int | None) -> Letter | None:
        return next(iter(self._fetch([lead_id])), None) if lead_id is not None else None

    def _draw(self) -> None:
        """Draw the selected letter after the list, since composing it takes longer than one frame."""
        letter = self._drawn = self._letter(self.table.current_id())
        self.chosen.show_lead(letter.id if letter is not None and letter.notice is None else None)
        if letter is None:
            self.preview.show_words("")
            return
        try:
            self.preview.show_pdf(letter_pdf(self._office, letter), letter.name)
        except UserError as problem:
            self.preview.show_words(problem.text)

    def _tell_why_not(self, lead_id: int) -> None:
        """Show why there is no letter to make for a person."""
        office = self._office
        with office.trying():
            self.preview.show_pdf(noticing.preview(office.store, lead_id, at=office.now()).pdf, "")

    def _prepare_one(self) -> None:
        lead_id = self.table.current_id()
        if lead_id is not None:
            self._preparing.begin([lead_id])

    def _open_sheet(self) -> None:
        lead_id = self.table.current_id()
        if lead_id is not None:
            self._office.go("leads", lead_id)

    def show_replies(self, reference: str = "", files: Sequence[Path] = ()) -> None:
        """Show the replies that came back, on the reference typed or the files dropped, if any."""
        if self.replies is None:
            self.replies = ReplyDesk(self._office)
            self.replies.left.connect(self._leave_replies)
            self._whole.addWidget(self.replies, 1)
        self._work.hide()
        self._empty.hide()
        self.replies.show()
        self.side.reference.clear()
        self.replies.read_files(files)
        self.replies.begin(reference)

    def _leave_replies(self) -> None:
        if self.replies is not None:
            self.replies.hide()
        self.refresh(frozenset({"*"}))
        self.take_focus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept scanned pages, anywhere on the page."""
        if choosing.dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the pages dropped as replies."""
        event.acceptProposedAction()
        self.show_replies(files=choosing.dropped_files(event.mimeData()))
