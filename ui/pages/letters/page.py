"""The page of letters, by where they stand: prepare them, print them, note that they were posted, record what comes
back; the paper of the one chosen is beside."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from core.base.french import number
from core.base.i18n import _
from core.store.port import Changed
from ui.common import choosing
from ui.common.office import Office
from ui.common.opposing import oppose, tell_strayed
from ui.common.page import Gesture, Page
from ui.common.preparing import Preparing
from ui.pages.letters.changed import ChangedLetters
from ui.pages.letters.head import REPLIES, Head
from ui.pages.letters.letter_list import LetterList
from ui.pages.letters.paper import open_letters
from ui.pages.letters.paper_side import PaperSide
from ui.pages.letters.print_runs import PrintRuns
from ui.pages.letters.reply_desk import ReplyDesk
from ui.pages.letters.rows import TABS, Letter, Queue, tab_of
from ui.pages.letters.side import Side
from ui.pages.letters.side_area import SideArea
from ui.widgets.pages import move_part

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
        self._told = self._reading = self._strayed = False
        self.replies: ReplyDesk | None = None
        self.setAcceptDrops(True)
        self.setObjectName("letters")
        self.setAccessibleName(_("Courriers"))
        self.head = Head(office.theme)
        self.list = LetterList(office, self.head, self._fetch)
        self.table = self.list.table
        self.table.current_changed.connect(self._show)
        self.table.selection_changed.connect(self._offer)
        self.paper = PaperSide(office, lambda: self._letter(self.table.current_id()))
        self.side = Side(office.theme)
        self.changed = ChangedLetters(office)
        self.side.tell_above(self.changed)
        self._preparing = Preparing(office, self.side.bar, self._prepared)
        self.runs = PrintRuns(office, self.side.panel, self.side.bar, self._acted_on, self._offer)
        self._lay_out()
        self._connect()

    def refresh(self, changed: Changed) -> None:
        """Read the letters again when they changed. A tab whose last letter left gives way to what is to be done."""
        if not changed & HEARS:
            return
        held = bool(self._queue.ids(self.head.tab)) if self.head.tab in TABS else False
        with self._office.store.read() as r:
            self._queue.read(r, self._office.law, at=self._office.now())
        if self.head.tab in TABS and not self._queue.ids(self.head.tab) and (held or not self._told):
            self.head.show_tab(self._queue.most_urgent())
        self._told = True
        self._fill()
        if self.replies is not None:
            self.replies.refresh()
        self.side.show_letter(letter := self._letter(self.table.current_id()))
        self._offer()
        self.paper.follow(letter)  # What the line does not show, such as an address, may have changed too.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the paper beside the list, or in its place when it is asked for, where there is little room; the actions
        under the list where there is least."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
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
        self._preparing.begin(self._to_prepare())

    def print_or_prepare(self) -> None:
        """Do what the letters of this tab wait for: prepare, print, say what came out, note their posting (Ctrl+P)."""
        if not self.side.panel.do() and self.head.tab == "due":
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
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 19)
        row.addWidget(self.paper, 20)
        self.side_area = SideArea(self._office.theme, self.side)
        row.addWidget(self.side_area)
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._work, 1)

    def _connect(self) -> None:
        self._office.theme.changed.connect(self._fit)
        self.paper.chosen.again.connect(self.side.prepare_one)
        self.changed.again.connect(self._preparing.begin)
        self.side.prepare_all.connect(self.prepare)
        self.side.prepare_one.connect(lambda: self._preparing.begin([one for one in (self.table.current_id(),) if one]))
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

    def _fetch(self, ids: Sequence[int]) -> list[Letter]:
        with self._office.store.read() as r:
            return self._queue.letters(r, ids)

    def _show(self, lead_id: int | None) -> None:
        self._strayed = False
        self.side.show_letter(self._letter(lead_id))
        self._offer()
        self.paper.timer.start(0)

    def _offer(self) -> None:
        """Offer what the letters chosen wait for, and say how many they are."""
        tab, several, held = self.head.tab, len(self.table.selected_ids()), self.window().focusWidget()
        words = _("{n} choisies sur {total}").format(n=number(several), total=number(len(self.table.rows().ids)))
        self.head.header.show_count(words if several > 1 else "")
        self.side.show_counts(len(self._to_prepare()) if tab == "due" else 0)
        self.runs.offer(tab, self._acted_on())
        if held is not None and self.isVisible() and self.side.isAncestorOf(held) and not held.isVisible():
            self.take_focus()  # What was done is no longer offered: the next button is not given the keyboard instead.

    def _acted_on(self) -> list[int]:
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

    def _letter(self, lead_id: int | None) -> Letter | None:
        return next(iter(self._fetch([lead_id])), None) if lead_id is not None else None

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
        if choosing.dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the pages dropped as replies."""
        event.acceptProposedAction()
        self.show_replies(files=choosing.dropped_files(event.mimeData()))
