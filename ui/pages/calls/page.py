"""The page Appels: queue, person, outcomes, and whoever calls the agency (F2). It is read again after every action,
every change and every half minute, because a light depends on the hour."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedWidget, QWidget

from core.actions.calling import calldesk
from core.actions.calling.calldesk import CallQueue
from core.base.errors import UserError
from core.base.i18n import _
from core.base.records import replace
from core.store.port import Changed
from core.words.away import as_of
from ui.common.lead_messages import say_joined
from ui.common.office import Office
from ui.common.page import Page, PageGesture
from ui.pages.calls.away import AwayPanel
from ui.pages.calls.consent_form import open_consent_form
from ui.pages.calls.conversation import Conversation, busy, no_callback, sheet_made
from ui.pages.calls.outcomes import Outcomes
from ui.pages.calls.person import SHORT, PersonColumn
from ui.pages.calls.proof import show_proof
from ui.pages.calls.queue import QueueColumn
from ui.pages.calls.reading import nobody_now, shown_phone
from ui.widgets.button import Button
from ui.widgets.calm_timer import CalmTimer
from ui.widgets.empty_state import EmptyState
from ui.widgets.keys import digit, letter
from ui.widgets.layouts import Fitted, hbox


class Caller(QObject):
    """Takes the calls of whoever calls the agency."""

    def __init__(self, office: Office, talk: Conversation, outcomes: Outcomes) -> None:
        super().__init__(talk)
        self._office = office
        self._talk = talk
        self._outcomes = outcomes
        outcomes.caller_asked.connect(outcomes.ask_caller)
        outcomes.caller_form.done.connect(talk.still(self._named))

    def ask(self) -> None:
        """Ask who calls; pressed again for a caller without a sheet, make the sheet."""
        desk = self._talk.read.desk
        if self._talk.call is None:
            self._outcomes.ask_caller()
        elif desk is not None and desk.lead_id is None:
            self._make_sheet(desk.who.phone)
        else:
            busy(self._office, self._talk.read.name)

    def propose(self, phone: str) -> None:
        """Ask who calls, the number of the line already typed."""
        self.ask()
        if self._talk.call is None:
            self._outcomes.caller_form.who.setText(shown_phone(phone))

    def note(self, phone: str) -> None:
        """Record the call of this number, unless another goes on."""
        self.propose(phone)
        if self._talk.call is None:
            self._named()

    def _named(self) -> None:
        """Show the person who calls, known or not, and record the call."""
        form = self._outcomes.caller_form
        try:
            with self._office.store.read() as r:
                who = calldesk.caller(r, form.who.text())
        except UserError as problem:
            form.show_error(problem.text)
            return
        if who.lead_id is not None:
            self._talk.go_to(who.lead_id)
        else:
            self._talk.go_to_stranger(who)
        self._outcomes.close_forms()
        self._talk.receive()

    def _make_sheet(self, phone: str) -> None:
        """Make a sheet of the caller: the number was given by the person; the call and the note go with it."""
        from core.actions.intake import typed_lead  # noqa: PLC0415 - the whole intake

        talk, office, note = self._talk, self._office, self._talk.person.note.toPlainText()
        with office.trying(), talk.own():
            lead_id = typed_lead.sheet_of_caller(office.store, phone, by=office.by, now=office.now())
            if talk.call is not None:
                with office.store.read() as r:
                    talk.call = replace(talk.call, who=calldesk.telephone(r, lead_id, phone))
            talk.go_to(lead_id)
            talk.person.note.take_up(note)
            talk.person.note.setFocus()
            sheet_made(office)


JUDGE_EVERY_MS = 30_000
NARROW = 960
"""Width of the page, at 100 %, under which the queue is a strip above the person."""
TALL_PERSON = 300
"""Height of the person, at 100 %, where the outcomes stand under."""
HEARS = frozenset(
    {
        *("lead", "call", "callback", "consent", "title", "opposition"),
        *("contact", "notice", "listing", "origin", "setting", "step", "calling", "*"),
    }
)

TITLES: Changed = frozenset({"consent", "title", "setting", "*"})
"""Tables that may decide of a call without a trace in the line of the list."""
PASSING: Changed = frozenset({"call"})
"""What is told when only time has passed."""


class CallsPage(Fitted, Page):
    """A page of the rail. F2 is :meth:`Caller.ask`, F7 :meth:`callback`, F8 :meth:`Conversation.oppose`, F9
    :meth:`press_call`."""

    def __init__(self, office: Office) -> None:
        super().__init__(name="calls", title=_("Appels"))
        self._office = office
        # A click beside the controls makes digits choose outcomes again; Tab does not stop here.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.queue = QueueColumn(office.theme)
        self.person = PersonColumn(office)
        self.outcomes = Outcomes(office.theme)
        self.talk = Conversation(office, self.person, self.outcomes, self.still)
        self.caller = Caller(office, self.talk, self.outcomes)
        self.gestures = {
            PageGesture.CALL: self.still(self.press_call),
            PageGesture.CALLER: self.still(self.caller.ask),
            PageGesture.CALLBACK: self.callback,
            PageGesture.OPPOSE: self.still(self.talk.oppose),
            PageGesture.SEARCH: self.focus_search,
        }
        self.empty = self._make_empty()
        self.away: AwayPanel | None = None
        self.middle = QStackedWidget()
        for part in (self.person, self.empty):
            self.middle.addWidget(part)
        self._row = hbox((self.middle, 1), self.outcomes, spacing=0)
        self._whole = hbox(self.queue, (self._row, 1), on=self, spacing=0)
        self._connect()
        self.judging = CalmTimer(self._judge_again, self, every=JUDGE_EVERY_MS)

    def refresh(self, changed: Changed) -> None:
        """Read again what ``changed`` concerns; one of our own actions reads again itself when it ends."""
        if self.talk.writing or not changed & HEARS:
            return
        reading = self.talk.read
        if changed & TITLES:
            reading.forget_judged()
        reading.read_queue()
        if reading.desk is not None:
            before = reading.lead_id
            self.talk.read_again()
            if reading.lead_id not in (before, None):
                say_joined(self._office)
        elif self._office.store.away is None and (after := reading.after()) is not None:
            self.talk.go_to(after)
        else:
            self._take_up_stranger()

    def in_sight(self) -> Collection[int]:
        """Return the person shown, and who is to be called."""
        queue, lead_id = self.talk.read.queue, self.talk.read.lead_id
        return {*(row.id for row in (*queue.now, *queue.today)), *((lead_id,) if lead_id else ())}

    def open_lead(self, lead_id: int) -> None:
        """Show a person, whatever their light; a call without its outcome is not left by accident."""
        reading = self.talk.read
        if self.talk.call is not None and lead_id != reading.lead_id:
            busy(self._office, reading.name)
            self.queue.select(reading.lead_id)
            return
        self.talk.go_to(lead_id)

    def show_filters(self, values: Mapping[str, str]) -> None:
        """Ask who calls from a number (« caller=06… »), or note the call received from it (« received=06… »)."""
        if "received" in values:
            self.still(self.caller.note)(values["received"])
        else:
            self.still(self.caller.propose)(values["caller"])

    def call(self) -> None:
        """Start the call (F9), end it, or go to the next person once this one is opposed."""
        desk, call = self.talk.read.desk, self.talk.call
        if desk is None:
            return
        if self.talk.opposed_now:
            self.talk.next_person()
        elif call is None:
            self.talk.start(desk)
        else:
            self.talk.hang_up()

    def press_call(self) -> None:
        """Do as :meth:`call`, unless somebody else was shown a moment ago: the second half of a double press would call
        a person whose name nobody read."""
        if self.talk.call is not None or self.talk.opposed_now or self.person.dial.is_read():
            self.call()

    def callback(self) -> None:
        """Show the form of a callback (F7) in the right column."""
        if self.talk.read.lead_id is None or self.talk.read.opposed:
            no_callback(self._office)
            return
        self.outcomes.ask_callback(self._office.now())

    def take_focus(self) -> None:
        """Give the focus to where the next gesture begins: the button that calls, the outcomes of a call hung up, the
        button that goes to the next person, the queue, or what leads elsewhere when nobody is shown; never to the
        button that opposes."""
        talk, dial = self.talk, self.person.dial.main
        if talk.read.desk is None:
            place: QWidget = self.to_letters if self._office.store.away is None else self.queue.view
        elif talk.opposed_now:
            place = self.person.done.next
        elif talk.call is not None and talk.call.live and talk.call.direction == "in":
            place = self.person.note
        elif talk.call is not None and not talk.call.live:
            place = self.outcomes.first()
        elif dial.isVisibleTo(self) and dial.isEnabled():
            place = dial
        else:
            place = self.queue.view
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Give the focus to the queue (Ctrl+F)."""
        self.queue.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose an outcome with a digit; text fields keep their digits, and the seat may disable single keys (WCAG
        2.1.4). During a call a letter begins the note: its spaces would press the button that has the keyboard."""
        pressed = digit(event) if self._office.seat.single_keys else 0
        if pressed and self.outcomes.press(pressed):
            return
        typed = letter(event) if self.talk.call is not None else ""
        if typed:
            self.person.note.begin(typed)
        else:
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Return False: the page takes the height of the window and its columns scroll, never the opposition button."""
        return False

    def _go_on(self) -> None:
        """Give the focus to the next gesture, unless another page is shown: it is not ours to take."""
        if self.isVisibleTo(self.window()):
            self.take_focus()

    def _take_up_stranger(self) -> None:
        """Show a call left open by somebody without a sheet, when nobody waits in the queue."""
        if self.talk.call is None and self.talk.take_up_stranger():
            return
        self.talk.show()

    def _follow(self) -> None:
        """Select in the queue what the columns show."""
        reading = self.talk.read
        self.empty.reword(*nobody_now(reading.queue))
        self._show_middle()
        now = self._office.now()
        call = self.talk.call
        calling, answering = call is not None, call is not None and call.direction == "in"
        # Whoever calls is answered: the light of calling them has no place beside.
        rows = list(reading.queue.now) if answering else reading.shown_now()
        as_it_was = as_of(self._office.store.away.made, now) if self._office.store.away else ""
        self.queue.show_queue(rows, reading.queue, now, current=reading.lead_id, calling=calling, told=as_it_was)
        self._fit()
        self._keep_keyboard()

    def _show_middle(self) -> None:
        """Show the person; without one, that nobody is to be called, or may be while the server of the team is away."""
        copy, nobody = self._office.store.away, self.talk.read.desk is None
        self.outcomes.setVisible(copy is None or not nobody)
        if copy is None or not nobody:
            self.middle.setCurrentWidget(self.empty if nobody else self.person)
            return
        if self.away is None:
            self.away = AwayPanel(self._office)
            self.middle.addWidget(self.away)
        self.away.show_copy(copy, self._office.now())
        self.middle.setCurrentWidget(self.away)

    def _keep_keyboard(self) -> None:
        """Move the focus to what is visible: a stack gives it back to the widget that had it last, even one hidden
        since."""
        holder = self.window().focusWidget()
        if holder is not None and self.isAncestorOf(holder) and not holder.isVisibleTo(self):
            self.take_focus()

    def _judge_again(self) -> None:
        if self.isVisible():
            self.refresh(PASSING)

    def _record_consent(self) -> None:
        lead_id = self.talk.read.lead_id
        if lead_id is not None and open_consent_form(self._office, lead_id, parent=self):
            self.refresh(HEARS)

    def _open_sheet(self) -> None:
        self._office.go("leads", self.talk.read.lead_id)

    def _open_letter(self) -> None:
        self._office.go("letters", self.talk.read.lead_id)

    def _open_proof(self) -> None:
        desk = self.talk.read.desk
        if desk is not None and desk.proof is not None:
            show_proof(self._office, desk.proof)

    def _make_empty(self) -> EmptyState:
        self.to_letters = Button(self._office.theme, _("Préparer les lettres"), name="to-letters", kind="primary")
        self.to_letters.clicked.connect(self._open_letter)
        title, sentence = nobody_now(CallQueue())
        state = EmptyState(self._office.theme, title, sentence, name="calls-empty", buttons=[self.to_letters])
        # Only the visible one asks for room.
        state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        return state

    def _fit(self) -> None:
        """Keep room for the person: when it is short, the queue stands above."""
        narrow, along = self.width() < self._office.theme.px(NARROW), QBoxLayout.Direction
        self._whole.setDirection(along.TopToBottom if narrow else along.LeftToRight)
        self.queue.set_narrow(narrow)
        # Nobody else is gone to during a call: where the height is short, what is to be said takes the room.
        self.queue.setHidden(narrow and self.talk.call is not None and self.height() < self._office.theme.px(SHORT))
        # Where even the person and the outcomes have no room side by side, the window scrolls from one to the other.
        under = self._office.theme.upright(self)
        self._row.setDirection(along.TopToBottom if under else along.LeftToRight)
        self.outcomes.stand_under(under)
        self.person.setMinimumHeight(self._office.theme.px(TALL_PERSON) if under else 0)

    def _connect(self) -> None:
        person, outcomes = self.person, self.outcomes
        self.talk.shown.connect(self._follow)
        self.talk.moved_on.connect(self._go_on)
        self.talk.stayed.connect(self.focus_search)
        self.queue.chosen.connect(self.open_lead)
        person.dial.call_asked.connect(self.still(self.press_call))
        person.possible.letter_asked.connect(self._open_letter)
        person.sheet_asked.connect(self._open_sheet)
        person.consent_asked.connect(self._record_consent)
        person.proof_asked.connect(self._open_proof)
        person.titles.changed.connect(lambda: self.refresh(HEARS))
        person.done.next_asked.connect(self.still(self.talk.next_person))
        outcomes.callback_asked.connect(self.callback)
        outcomes.oppose_asked.connect(self.still(self.talk.oppose))
        person.make_sheet_asked.connect(self.still(self.caller.ask))
        outcomes.appointment_asked.connect(lambda: outcomes.ask_appointment(self._office.now()))
        for form in (outcomes.callback_form, outcomes.appointment_form, outcomes.caller_form):
            form.dropped.connect(self.still(outcomes.close_forms))
        self._office.theme.changed.connect(self._fit)
