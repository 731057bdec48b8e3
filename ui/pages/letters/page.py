"""The page of letters, by where they stand: prepare them, print them, note that they were posted, record what comes
back; the paper of the one chosen is beside."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from core.actions.common.jobs import OnBase, on_base
from core.actions.letters.changed_letters import changed_leads
from core.base.errors import UserError
from core.base.i18n import _
from core.base.screen_shapes import day, number
from core.store.notices import LetterLine
from core.store.port import Changed
from core.words.printing import changed_said
from ui.common.file_dialogs import dropped_files
from ui.common.jobs import Job
from ui.common.lead_messages import oppose, tell_strayed
from ui.common.office import Office
from ui.common.one_job import Preparing
from ui.common.page import Page, PageGesture
from ui.look.theme import Theme
from ui.pages.letters.paper_side import PaperSide, open_letters
from ui.pages.letters.print_runs import PrintPanel, PrintRuns
from ui.pages.letters.reply_desk import ReplyDesk
from ui.pages.letters.rows import REPLIES, STATES, TABS, LetterLines, LetterList, LettersHead, tab_of
from ui.widgets.button import Button
from ui.widgets.job_bar import JobBar
from ui.widgets.label import paragraph
from ui.widgets.layouts import STRETCH, Fitted, Themed, fill, hbox, nest, vbox
from ui.widgets.mark import Pill
from ui.widgets.pages import bare_area, move_part, stand_beside

WIDE = 284


class Side(Themed, QFrame):
    """The column. It has a signal for each action."""

    prepare_all = Signal()
    prepare_one = Signal()
    open_folder = Signal()
    sheet = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="letters-side")
        self.setProperty("ground", "surface")
        self._column = vbox(on=self, margins=16, spacing=8)
        self._title = paragraph("", semibold=True, name="letter-title")
        self._state = Pill(theme, " ", ink="muted", name="letter-state")
        self._facts = paragraph("", ink="muted", name="letter-facts")
        fill(self._column, hbox((self._title, 1), (self._state, 0, Qt.AlignmentFlag.AlignTop)), self._facts)
        self.person = Button(theme, _("Ouvrir la fiche"), name="open-sheet", kind="link", press=self.sheet)
        self.paper = Button(theme, _("Voir la lettre"), name="letter-paper", kind="link")
        nest(self._column, hbox(self.person, self.paper, STRETCH))
        # Beside the list, so that its rows stay where they are when a run begins.
        self.bar = JobBar(theme, name="letters-job", narrow=True)
        self._column.addWidget(self.bar)
        self.panel = PrintPanel(theme)
        self._column.addWidget(self.panel, 1)
        self.all = Button(
            theme, _("Préparer"), name="prepare-all", kind="primary", key="Ctrl+P", tall=40, press=self.prepare_all
        )
        self.one = Button(theme, _("Préparer cette lettre"), name="prepare-one", press=self.prepare_one)
        words = _("Ouvrir le dossier des lettres")
        self.folder = Button(theme, words, name="open-folder", kind="link", press=self.open_folder)
        fill(self._column, self.all, self.one, self.folder)
        theme.follow(self._fit)

    def tell_above(self, said: QWidget) -> None:
        """Show ``said`` above what is to be done."""
        self._column.insertWidget(self._column.indexOf(self.panel), said)

    def show_letter(self, letter: LetterLine | None) -> None:
        """Show which letter is selected."""
        for widget in (self._state, self._facts, self.person):
            widget.setVisible(letter is not None)
        if letter is None:
            self._title.setText(_("Aucune lettre choisie"))
            return
        words, ink = STATES[letter.state]
        self._title.setText(letter.name or _("Madame, Monsieur"))
        self._state.show_status(_(words), ink=ink)
        lines = [_("Référence {reference}").format(reference=letter.reference)] if letter.reference else []
        if letter.posted:
            lines.append(_("Postée le {day}").format(day=day(letter.posted)))
        elif letter.due:
            lines.append(_("À poster au plus tard le {day}").format(day=day(letter.due)))
        self._facts.setText("\n".join(lines))

    def show_counts(self, due: int) -> None:
        """Show how many letters are to be prepared; 0 where none are."""
        self.all.reword(_("Préparer les {n} lettres").format(n=number(due)) if due > 1 else _("Préparer la lettre"))
        self.all.setVisible(due > 0)
        self.one.setVisible(due > 1)

    def _fit(self) -> None:
        self.setMinimumWidth(self._theme.px(WIDE))


TALL, LIST_TALL = 150, 110
"""Heights, at 100 %, of this column and of the list where one stands under the other."""


class SideArea(Themed, QScrollArea):
    """What stands beside the list, in a scroll area, since at 200 % text it is taller than the window."""

    def __init__(self, theme: Theme, inner: QWidget) -> None:
        super().__init__(theme, name="letters-side-area")
        self._inner = inner
        bare_area(self, inner)
        self.setProperty("ground", "surface")

    def stand_by(self, above: QWidget, row: QBoxLayout) -> None:
        """Stand beside the list, or under it in a narrow window; ``row`` holds both."""
        wide = self._inner.minimumWidth() + self.verticalScrollBar().sizeHint().width()
        under = stand_beside(self._theme, self, row, wide=wide, tall=self._theme.px(TALL))
        above.setMinimumHeight(self._theme.px(LIST_TALL) if under else 0)


QUIET_MS = 1500
"""Without news before the letters are looked at: each takes a twentieth of a second of another process."""
MOST = 200
"""Letters looked at, in the order of the tab: more are not printed at once."""


class ChangedLetters(QWidget):
    """``again(leads)``: their letters are to be made once more."""

    again = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._letters: tuple[int, ...] = ()
        self._printed = False
        self._job: Job | None = None
        self._timer = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._timer.timeout.connect(self.look)
        self.said = paragraph("", "caption", ink="wait", name="letters-changed")
        self.all = Button(office.theme, "", name="letters-changed-again")
        vbox(self.said, self.all, on=self, spacing=8)
        self._leads: tuple[int, ...] = ()
        self.all.clicked.connect(lambda _checked=False: self.again.emit(list(self._leads)))
        self._tell(())

    def follow(self, letters: Sequence[int], *, printed: bool) -> None:
        """Look at these letters, ``printed`` or to be, once there was no news for a while."""
        if self._letters != tuple(letters):
            self._tell(())
        self._letters, self._printed = tuple(letters), printed
        self._stop()
        if self._letters and self.isVisible():
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again at what changed while the page was hidden."""
        super().showEvent(event)
        if self._letters:
            self._timer.start()

    def look(self) -> None:
        """Look at the letters now, beside the window."""
        asked = OnBase(self._office.folder, partial(changed_leads, letters=self._letters[:MOST]))
        self._job = self._office.jobs.run(
            on_base, asked, done=partial(self._found, self._letters), failed=self._failed, lane="quiet"
        )

    def _stop(self) -> None:
        self._timer.stop()
        if self._job is not None:
            self._job.stop()
            self._job = None

    def _found(self, letters: tuple[int, ...], leads: tuple[int, ...]) -> None:
        self._job = None
        if letters == self._letters:
            self._tell(leads)

    def _failed(self, _problem: UserError) -> None:
        self._job = None

    def _tell(self, leads: tuple[int, ...]) -> None:
        """Say how many changed, when they are several: of one alone its own line says it."""
        self._leads = leads
        count = len(leads)
        self.said.setText(changed_said(count, printed=self._printed) if count > 1 else "")
        self.all.reword(_("Préparer les {n} de nouveau").format(n=number(count)))
        for part in (self.said, self.all):
            part.setVisible(count > 1)


ROOMY = 900
"""Width of the page, at 100 % text, from which the paper is shown."""
HEARS = frozenset({"notice", "print_run", "run_letter", "lead", "opposition", "contact", "setting", "*"})


class LettersPage(Fitted, Page):
    """A page of the rail."""

    def __init__(self, office: Office) -> None:
        super().__init__(name="letters", title=_("Courriers"))
        self.gestures = {
            PageGesture.PRINT: self.print_or_prepare,
            PageGesture.OPPOSE: self.oppose,
            PageGesture.CALL: partial(self.call, "calls"),
            PageGesture.CALLBACK: partial(self.call, "calls/callback"),
        }
        self._office = office
        self._queue = LetterLines()
        self._told = self._reading = self._strayed = False
        self.replies: ReplyDesk | None = None
        self.setAcceptDrops(True)
        self.head = LettersHead(office.theme)
        self.list = LetterList(office, self.head, self.fetch)
        self.table = self.list.table
        self.table.current_changed.connect(self._show)
        self.table.selection_changed.connect(self._offer)
        self.paper = PaperSide(office, lambda: self._letter(self.table.current_id()))
        self.side = Side(office.theme)
        self.changed = ChangedLetters(office)
        self.side.tell_above(self.changed)
        self.preparing = Preparing(office, self.side.bar, self._prepared)
        self.runs = PrintRuns(office, self.side.panel, self.side.bar, self.acted_on, self._offer)
        self._lay_out()
        self._connect()

    def refresh(self, changed: Changed) -> None:
        """Read the letters again when they changed. A tab whose last letter left gives way to what is to be done."""
        if not changed & HEARS:
            return
        is_held = bool(self._queue.ids(self.head.tab)) if self.head.tab in TABS else False
        with self._office.store.read() as r:
            self._queue.read(r, self._office.law, at=self._office.now())
        if self.head.tab in TABS and not self._queue.ids(self.head.tab) and (is_held or not self._told):
            self.head.show_tab(self._queue.most_urgent())
        self._told = True
        self._fill()
        if self.replies is not None:
            self.replies.refresh()
        self.side.show_letter(letter := self._letter(self.table.current_id()))
        self._offer()
        self.paper.follow(letter)  # What the line does not show, such as an address, may have changed too.

    def _fit(self) -> None:
        """Show the paper beside the list, or in its place when it is asked for, where there is little room; the actions
        under the list where there is least."""
        roomy, desk = self.width() >= self._office.theme.px(ROOMY), self.replies
        self._reading = self._reading and not roomy
        self.paper.setVisible(roomy or self._reading)
        self.list.setVisible(roomy or not self._reading)
        self.side.paper.setVisible(not roomy)
        self.side.paper.reword(_("Revenir à la liste") if self._reading else _("Voir la lettre"))
        self.side_area.stand_by(self.table, self._row)
        # Across the page, its tabs have more room than above the list alone.
        above = self.list.column if desk is None or desk.isHidden() else desk.column
        move_part(self.head, above if roomy else self._whole, 0)

    def take_focus(self) -> None:
        """Give the keyboard to the list, or to the replies while they are shown; without a letter, to the tabs."""
        self._strayed = False
        if self.replies is not None and not self.replies.isHidden():
            self.replies.take_focus()
            return
        place = self.head.tabs if self.table.isHidden() else self.paper.preview if self._reading else self.table
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_lead(self, lead_id: int) -> None:
        """Select the letter of a person, whatever its state."""
        with self._office.store.read() as r:
            self._queue.read(r, self._office.law, at=self._office.now(), asked=lead_id)
        if (letter := self._letter(lead_id)) is not None:
            self.show_filters({"state": letter.state})
        if (place := self.table.rows().place(lead_id)) >= 0:
            self.table.go_to(place)
        else:
            self.paper.draw_lead(lead_id)

    def prepare(self) -> None:
        """Prepare the letters that are due: those chosen when they are several, else all."""
        self.preparing.begin(self._to_prepare())

    def print_or_prepare(self) -> None:
        """Prepare the letters of this tab, or print them (Ctrl+P)."""
        if not self.side.panel.print() and self.head.tab == "due":
            self.prepare()

    def show_filters(self, values: Mapping[str, str]) -> None:
        """Show the letters of one state."""
        if (state := values.get("state", "")) == REPLIES:
            self.show_replies()
        else:
            self._leave_for(tab_of(state))

    def oppose(self) -> None:
        """Mark the person of the chosen letter as opposed (F8)."""
        lead_id, strayed, self._strayed = self.table.current_id(), self._strayed, False
        if strayed:  # The letter chosen left the list; nobody chose the person of the next one.
            tell_strayed(self._office)
        elif lead_id is not None:
            oppose(self._office, lead_id)

    def call(self, place: str) -> None:
        """Show the person of the chosen letter on the call desk (F9), where a callback is asked too (F7)."""
        self._office.go(place, self.table.current_id())

    def _lay_out(self) -> None:
        self._work = QWidget()
        self.side_area = SideArea(self._office.theme, self.side)
        self._row = hbox((self.list, 19), (self.paper, 20), self.side_area, on=self._work, spacing=0)
        self._whole = vbox((self._work, 1), on=self)

    def _connect(self) -> None:
        self._office.theme.changed.connect(self._fit)
        self.paper.chosen.again.connect(self.side.prepare_one)
        self.changed.again.connect(self.preparing.begin)
        self.side.prepare_all.connect(self.prepare)
        self.side.prepare_one.connect(lambda: self.preparing.begin([one for one in (self.table.current_id(),) if one]))
        self.side.open_folder.connect(partial(open_letters, self._office))
        self.side.paper.clicked.connect(lambda: self._read(on=not self._reading))
        self.side.sheet.connect(lambda: self._office.go("leads", self.table.current_id()))
        self.head.chosen.connect(lambda tab: self.show_filters({"state": tab}))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back from the paper to the list on Échap."""
        if event.key() == Qt.Key.Key_Escape and self._reading:
            self._read(on=False)
        else:
            super().keyPressEvent(event)

    def _read(self, *, on: bool) -> None:
        """Show the paper in the place of the list, to be read, where both have no room; or the list again."""
        self._reading = on
        self.paper.preview.shrink(on=not on)
        self._fit()
        self.take_focus()

    def _fill(self) -> None:
        """List the letters of the tab, tell how many stand at each, and say what an empty one means."""
        tab = self.head.tab
        counts = {key: self._queue.count(key) for key in TABS}
        self.head.show_counts(counts | {REPLIES: self.replies.waiting() if self.replies is not None else 0})
        if tab not in TABS:
            return
        ids = self._queue.ids(tab)
        with self._office.store.read() as r:
            self.changed.follow(self._queue.acted_on(r, tab, ()), printed=tab == "printed")
        self._reading = self._reading and bool(ids)
        self._fit()
        if self.list.show_letters(tab, ids, self._queue.why_none()):
            self._strayed = True

    def fetch(self, ids: Sequence[int]) -> list[LetterLine]:
        with self._office.store.read() as r:
            return self._queue.letters(r, ids)

    def _show(self, lead_id: int | None) -> None:
        self._strayed = False
        self.side.show_letter(self._letter(lead_id))
        self._offer()
        self.paper.timer.start(0)

    def _offer(self) -> None:
        """Offer what the letters chosen wait for, and say how many they are."""
        tab, several, widget = self.head.tab, len(self.table.selected_ids()), self.window().focusWidget()
        words = _("{n} choisies sur {total}").format(n=number(several), total=number(len(self.table.rows().ids)))
        self.head.header.show_count(words if several > 1 else "")
        self.side.show_counts(len(self._to_prepare()) if tab == "due" else 0)
        self.runs.offer(tab, self.acted_on())
        if widget is not None and self.isVisible() and self.side.isAncestorOf(widget) and not widget.isVisible():
            self.take_focus()  # What was done is no longer offered: the next button is not given the keyboard instead.

    def acted_on(self) -> list[int]:
        with self._office.store.read() as r:
            return self._queue.acted_on(r, self.head.tab, self.table.selected_ids())

    def _to_prepare(self) -> list[int]:
        chosen = self.table.selected_ids() if self.head.tab == "due" else []
        return chosen if len(chosen) > 1 else self._queue.ids("due")

    def _leave_for(self, tab: str) -> None:
        """Show another tab of letters."""
        self._reading = False
        if self.replies is not None and not self.replies.isHidden():
            self.replies.hide()
        self._work.show()
        self.head.show_tab(tab)
        self._fill()
        self._show(self.table.current_id())

    def _letter(self, lead_id: int | None) -> LetterLine | None:
        return next(iter(self.fetch([lead_id])), None) if lead_id is not None else None

    def show_replies(self, reference: str = "", files: Sequence[Path] = ()) -> None:
        """Show the replies that came back, on the reference typed or the files dropped, if any."""
        if self.replies is None:
            self.replies = ReplyDesk(self._office)
            self.replies.left.connect(self._leave_replies)
            self.replies.counted.connect(self._fill)
            self._whole.addWidget(self.replies, 1)
        self.head.show_tab(REPLIES)
        self.head.header.show_count("")
        self._work.hide()
        self.replies.show()
        self._fit()
        self.replies.read_files(files)
        self.replies.begin(reference)

    def _prepared(self) -> None:
        """Go on with the letters just made."""
        if self.head.tab == "due":
            self.head.show_tab("ready")
        self.refresh(frozenset({"*"}))

    def _leave_replies(self) -> None:
        self._leave_for(self._queue.most_urgent())
        self.refresh(frozenset({"*"}))
        self.take_focus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept scanned pages, anywhere on the page."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the pages dropped as replies."""
        event.acceptProposedAction()
        self.show_replies(files=dropped_files(event.mimeData()))
