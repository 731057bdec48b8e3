"""The Appels page: queue, person, outcomes. What it shows is read again after every gesture, every news and every half
minute, because a light depends on the hour."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from core import scripts
from core.actions import calldesk, calling, opposing
from core.actions.calldesk import Desk
from core.actions.people import Who
from core.errors import UserError
from core.i18n import _
from core.store.port import Changed
from ui.office import Office
from ui.pages.calls import telling
from ui.pages.calls.consent_form import open_consent_form
from ui.pages.calls.done import effects
from ui.pages.calls.keys import digit
from ui.pages.calls.line import Call, Line
from ui.pages.calls.outcomes import Outcomes
from ui.pages.calls.person import PersonColumn
from ui.pages.calls.proof import show_proof
from ui.pages.calls.queue import QueueColumn
from ui.pages.calls.reading import Reading
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState

JUDGE_EVERY_MS = 30_000
NARROW = 1108
"""Width of the page under which the queue is its margin only: a window of 1200."""
SHOWN = frozenset(
    ("lead", "call", "callback", "consent", "title", "opposition", "contact", "notice", "listing", "origin", "setting")
)


class CallsPage(QWidget):
    """See :class:`ui.office.Page`. F7, F8, F9 are :meth:`callback`, :meth:`oppose` and :meth:`call`."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._line = Line(office)
        self._read = Reading(office)
        self._gesture: int | None = None
        self._writing = False
        self.setObjectName("calls")
        self.setAccessibleName(_("Appels"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.queue = QueueColumn(office.theme)
        self.person = PersonColumn(office)
        self.outcomes = Outcomes(office.theme)
        self._letters = Button(office.theme, _("Préparer les lettres"), name="to-letters", kind="primary")
        self._empty = EmptyState(
            office.theme,
            _("Personne à appeler"),
            _("Aucun accord, contrat ou demande en cours. Les accords viennent des lettres."),
            name="calls-empty",
            buttons=[self._letters],
        )
        self._middle = QStackedWidget()
        self._middle.addWidget(self.person)
        self._middle.addWidget(self._empty)
        # Only the one in sight asks for room.
        self._empty.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.queue)
        row.addWidget(self._middle, 1)
        row.addWidget(self.outcomes)
        self._connect()
        self._judging = QTimer(self)
        self._judging.setInterval(JUDGE_EVERY_MS)
        self._judging.timeout.connect(self._judge_again)
        self._judging.start()
        self.refresh(SHOWN)

    def refresh(self, changed: Changed) -> None:
        """Read again what ``changed`` touches; our own gesture reads for itself when it ends."""
        if self._writing or not changed & SHOWN:
            return
        self._read.read_queue()
        if self._read.desk is None and self._read.rows:
            self._go_to(self._read.rows[0].id)
            return
        self._read_again()

    def open_lead(self, lead_id: int) -> None:
        """Show a person, whatever their light; a call without its outcome is not left by accident."""
        if self._line.call is not None and lead_id != self._read.lead_id:
            telling.busy(self._office, self._read.name)
            self.queue.select(self._read.lead_id)
            return
        self._go_to(lead_id)

    def call(self) -> None:
        """F9: start the call, end it, or go to the next person once this one is opposed."""
        desk = self._read.desk
        if desk is None:
            return
        if self._gesture is not None:
            self.next_person()
        elif self._line.call is None:
            self._start(desk)
        else:
            self._line.hang_up()
            self._show()
            self.outcomes.first().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def callback(self) -> None:
        """F7: ask when to call again, in the column itself."""
        if self._read.lead_id is None or self._read.opposed:
            telling.no_callback(self._office)
            return
        self.outcomes.close_forms()
        self.outcomes.callback_form.open(self._office.now())

    def oppose(self) -> None:
        """F8: record the opposition of the person shown, at once, on every channel; a second press changes nothing."""
        desk, call = self._read.desk, self._line.call
        if desk is None or (self._read.opposed and call is None):
            return
        with self._office.trying(), self._own():
            done = self._line.oppose(desk.who, self.person.note.toPlainText().strip())
            self._gesture = done.gesture
            self._show_opposed(desk, call, done)
            telling.opposed(self._office, done, lambda: self._undo(done.gesture, desk))

    def focus_search(self) -> None:
        """Ctrl+F: the queue."""
        self.queue.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def next_person(self) -> None:
        """Show the next person who may be called; without one, the next of the queue."""
        self._read.read_queue()
        after = self._read.after()
        if after is not None:
            self._go_to(after)
            return
        self._leave()
        self._read.forget()
        self._show()
        telling.nobody(self._office)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses an outcome; text fields keep theirs, and the seat may switch single keys off (WCAG 2.1.4)."""
        pressed = digit(event) if self._office.seat.text("single-keys", "1") == "1" else 0
        if not (pressed and self.outcomes.press(pressed)):
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        """The page takes the window's height and its columns scroll: the opposition button never does."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the person: the queue gives up its words first."""
        super().resizeEvent(event)
        self._fit()

    # --- Gestures

    def _start(self, desk: Desk) -> None:
        with self._office.trying(), self._own():
            try:
                self._line.start(desk)
            except calling.Refused as problem:
                telling.refused(self._office, problem)
            else:
                self.person.words.untick()
        self._read_again()

    def _receive(self) -> None:
        """The person shown calls: allowed whatever their light."""
        desk = self._read.desk
        if desk is None or self._line.call is not None:
            return
        with self._office.trying(), self._own():
            self._line.receive(desk.who)
        self._read_again()
        self.person.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_caller(self) -> None:
        self.outcomes.close_forms()
        self.outcomes.caller_form.open()

    def _caller_named(self) -> None:
        """Show who calls, known or not, and note the call."""
        form = self.outcomes.caller_form
        try:
            with self._office.store.read() as r:
                who = calldesk.caller(r, form.who.text())
        except UserError as problem:
            form.show_error(problem.text)
            return
        if who.lead_id is not None:
            self._go_to(who.lead_id)
        else:
            self._show_stranger(who)
        self._receive()

    def _finish(self, outcome: str) -> None:
        desk, note = self._read.desk, self.person.note.toPlainText().strip()
        call: Call | None = None
        with self._office.trying(), self._own():
            call = self._line.finish(outcome, note)
        if call is None or desk is None:
            return
        ended = call
        telling.finished(self._office, outcome, self._read.name, lambda: self._correct(desk, ended, outcome, note))
        self.next_person()

    def _correct(self, desk: Desk, call: Call, outcome: str, note: str) -> None:
        if self._line.call is not None:
            telling.busy(self._office, self._read.name)
            return
        self._line.correct(call, outcome)
        if desk.lead_id is not None:
            self._go_to(desk.lead_id)
        else:
            self._show_stranger(desk.who)
        self.person.note.setPlainText(note)

    def _plan(self) -> None:
        lead_id, form = self._read.lead_id, self.outcomes.callback_form
        due, note = form.due(), self.person.note.toPlainText().strip()
        if due is None:
            form.show_error(_("Écrivez le jour et l’heure comme ceci : 25/11/2026, 10:00."))
            return
        if lead_id is None:
            return
        try:
            with self._own():
                self._line.plan(lead_id, due, note)
        except UserError as problem:
            form.show_error(problem.text)
            return
        form.hide()
        telling.planned(self._office, due, self._read.name)
        if self._line.call is not None:
            self._finish("callback")
        else:
            self.refresh(SHOWN)

    def _keep_note(self) -> None:
        """Ctrl+Entrée: note and next when an outcome is chosen, else the keyboard goes to the outcomes."""
        call = self._line.call
        if call is not None and call.outcome:
            self._finish(call.outcome)
            return
        self.outcomes.first().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _undo(self, gesture: int, desk: Desk) -> None:
        with self._office.trying(), self._own():
            opposing.undo(self._office.store, gesture, by=self._office.by, at=self._office.now())
            telling.undone(self._office)
        if self._gesture == gesture:
            self._gesture = None
        self.refresh(SHOWN)
        self.outcomes.opposition.setFocus(Qt.FocusReason.OtherFocusReason)

    def _record_consent(self) -> None:
        if self._read.lead_id is not None and open_consent_form(self._office, self._read.lead_id, parent=self):
            self.refresh(SHOWN)

    def _open_sheet(self) -> None:
        self._office.go("leads", self._read.lead_id)

    def _open_letter(self) -> None:
        self._office.go("letters", self._read.lead_id)

    def _open_proof(self) -> None:
        desk = self._read.desk
        if desk is not None and desk.proof is not None:
            show_proof(self._office, desk.proof)

    def _other_phone(self) -> None:
        self._read.other_phone()
        self._show()

    # --- Showing

    def _go_to(self, lead_id: int) -> None:
        if lead_id != self._read.lead_id:
            self._leave()
        with self._office.trying():
            self._read.read_lead(lead_id)
        left = self._read.left_open(lead_id)
        if left is not None and self._line.call is None and self._read.desk is not None:
            self._line.find(left, self._read.desk.who)
        self._show()

    def _show_stranger(self, who: Who) -> None:
        self._leave()
        self._read.read_stranger(who)
        self._show()

    def _read_again(self) -> None:
        self._read.read_again()
        self._show()

    def _leave(self) -> None:
        """Nothing of one person stays on the screen for the next one."""
        self._gesture = None
        self.person.note.clear()
        self.person.show_top()
        self.outcomes.close_forms()

    def _show(self) -> None:
        desk, call = self._read.desk, self._line.call
        self._middle.setCurrentWidget(self._empty if desk is None else self.person)
        if desk is not None:
            self.person.show_desk(desk, call, done=self._gesture is not None)
        self.outcomes.show_opposition(
            shown=desk is not None, done=self._read.opposed and call is None, undoable=self._gesture is not None
        )
        can_plan = self._read.lead_id is not None and not self._read.opposed
        self.outcomes.show_call(call, can_plan=can_plan, machine=self.person.machine(call))
        self._show_queue()

    def _show_queue(self) -> None:
        read = self._read
        self.queue.show_rows(read.shown_rows(), self._office.now(), current=read.lead_id, waiting=len(read.rows))

    def _show_opposed(self, desk: Desk, call: Call | None, done: opposing.Opposed) -> None:
        lasted = call.lasted(self._office.now()) if call is not None and not call.found else None
        told = effects(done, desk, lasted=lasted)
        answer = scripts.where_from(desk.sheet, given=desk.given)
        self.person.done.show_effects(told, answer.sentence)
        self._read_again()
        self.person.done.next.setFocus(Qt.FocusReason.OtherFocusReason)
        # The queue can wait for the next turn of the loop: the person who refuses cannot.
        QTimer.singleShot(0, self._reread_queue)

    def _reread_queue(self) -> None:
        self._read.read_queue()
        self._show_queue()

    def _judge_again(self) -> None:
        if self.isVisible():
            self.refresh(SHOWN)

    @contextmanager
    def _own(self) -> Iterator[None]:
        """A gesture of ours: its news is not read twice."""
        self._writing = True
        try:
            yield
        finally:
            self._writing = False

    def _fit(self) -> None:
        self.queue.set_narrow(self.width() < self._office.theme.px(NARROW))

    def _connect(self) -> None:
        person, outcomes = self.person, self.outcomes
        self.queue.chosen.connect(self.open_lead)
        self._letters.clicked.connect(self._open_letter)
        person.dial.call_asked.connect(self.call)
        person.dial.receive_asked.connect(self._receive)
        person.dial.other_asked.connect(self._other_phone)
        person.possible.letter_asked.connect(self._open_letter)
        person.possible.receive_asked.connect(self._receive)
        person.sheet_asked.connect(self._open_sheet)
        person.consent_asked.connect(self._record_consent)
        person.proof_asked.connect(self._open_proof)
        person.done.next_asked.connect(self.next_person)
        person.note.kept.connect(self._keep_note)
        outcomes.chosen.connect(self._finish)
        outcomes.callback_asked.connect(self.callback)
        outcomes.oppose_asked.connect(self.oppose)
        outcomes.caller_asked.connect(self._ask_caller)
        outcomes.callback_form.done.connect(self._plan)
        outcomes.callback_form.dropped.connect(outcomes.close_forms)
        outcomes.caller_form.done.connect(self._caller_named)
        outcomes.caller_form.dropped.connect(outcomes.close_forms)
        self._office.theme.changed.connect(self._fit)
