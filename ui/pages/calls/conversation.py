"""One person and the call with them: the actions of the call desk, what they write to the base, what the columns then
show, and what the band says of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from core.actions.calling import calling, oral_notice
from core.actions.calling.calldesk import Desk
from core.actions.calling.calling import CallForbidden
from core.actions.common.people import Who
from core.actions.register import opposing
from core.base.errors import UserError
from core.base.i18n import _
from core.base.records import replace
from core.base.screen_shapes import hour
from core.model.milestone import MilestoneKind, TradeEvent
from core.model.opposing import CallOutcome
from core.notices import call_script
from core.records.lead import Lead
from core.store.port import PRESENT
from core.words.register import unrecorded_refusal
from ui.common.lead_messages import next_sentence, tell, tell_again, tell_undone
from ui.common.office import Office
from ui.common.page import Still
from ui.common.softphone import dial_allowed
from ui.pages.calls.outcomes import Outcomes, effects
from ui.pages.calls.person import PersonColumn
from ui.pages.calls.reading import CallDeskReading, CallInHand, found, hold
from ui.widgets.message_band import Act
from ui.widgets.speech import announce


def finished(
    office: Office,
    outcome: CallOutcome,
    name: str,
    fix: Callable[[], None],
    *,
    heard: str,
    note: str,
    lead_id: int | None,
) -> None:
    """Show which outcome was recorded and what comes next for that person, or that the note says a refusal (``heard``)
    which it does not; it can be corrected at once. ``note``: as it was typed; it is not kept of somebody erased during
    the call."""
    act = Act(_("Corriger"), run=fix, icon="edit")
    if heard:
        office.say("caution", unrecorded_refusal(heard), name, act=act)
        return
    words = _("{outcome} : noté à {hour}.").format(outcome=outcome.shown, hour=hour(office.now()))
    follows = next_sentence(office, lead_id) if lead_id is not None else ""
    with office.store.read() as r:
        dropped = bool(note) and lead_id is not None and bool(r.count(Lead, id=lead_id, erased_at=PRESENT))
    lost = _("La note n’est pas gardée.") if dropped else ""
    said = ". ".join(part for part in (name, follows) if part)
    office.say("done", words, f"{said} {lost}".strip(), act=act)


def planned(office: Office, due: datetime, name: str) -> None:
    """Show when the callback is planned."""
    office.say("done", _("Rappel prévu le {day} à {hour}.").format(day=f"{due:%d/%m}", hour=hour(due)), name)


def began(office: Office, page: QWidget, name: str) -> None:
    """Say that a call began, which only the timer shows; what was said of the last one is gone, and Ctrl+Z with it."""
    office.quiet()
    announce(page, _("Appel en cours\u202f: {who}.").format(who=name))


def open_again(office: Office, page: QWidget) -> None:
    """Show the call desk, wherever Ctrl+Z was pressed: a call that is open again is ended there."""
    if not page.isVisible():
        office.go("calls")


def none_to_oppose(office: Office, page: QWidget, *, shown: bool) -> None:
    """Say that F8 changed nothing for the person shown, opposed already: the band still offers to undo the first one;
    with nobody shown, go where anybody can be opposed."""
    if shown:
        announce(page, _("Déjà opposé. Rien n’a changé."))
    else:
        office.go("oppositions")


def refused(office: Office, problem: CallForbidden) -> None:
    """Show why the call did not start."""
    office.say("caution", _("L’appel n’a pas commencé."), problem.text)


def busy(office: Office, name: str) -> None:
    """Show that a call is still going on."""
    who = _("Un appel est en cours avec {name}.").format(name=name)
    office.say("caution", who, _("Choisissez son issue avant de passer à une autre personne."))


def no_callback(office: Office) -> None:
    """Show why no callback can be planned."""
    office.say("note", _("Aucun rappel n’est possible ici."), _("Il faut une fiche, et aucune opposition."))


def sheet_made(office: Office) -> None:
    """Show that the caller has a sheet, with the call and the note."""
    words = _("Numéro donné par la personne, au téléphone. L’appel y est rattaché.")
    office.say("done", _("Fiche créée."), words)


class Conversation(QObject):
    """The present conversation. ``call``: the call going on, None for none. Signals: ``shown``, the columns show
    something else, so the queue must follow; ``moved_on``, one gesture is over, so the focus must go to where the next
    begins; ``stayed``, the same with the same person still shown. ``writing``: one of our own actions is being
    written, whose change must not be read a second time."""

    shown = Signal()
    moved_on = Signal()
    stayed = Signal()

    def __init__(self, office: Office, person: PersonColumn, outcomes: Outcomes, still: Still) -> None:
        super().__init__(person)
        self.still = still
        self._office = office
        self.person = person
        self.outcomes = outcomes
        self.call: CallInHand | None = None
        self.read = CallDeskReading(office)
        self.writing = False
        self._gesture: int | None = None
        person.dial.receive_asked.connect(still(self.receive))
        person.possible.receive_asked.connect(still(self.receive))
        person.dial.other_asked.connect(self.read.other_phone)
        person.dial.other_asked.connect(self.show)
        person.note.kept.connect(still(self._keep_note))
        person.words.ticked.connect(self._keep_said)
        outcomes.chosen.connect(still(self._finish))
        outcomes.callback_form.done.connect(still(self._plan))
        outcomes.appointment_form.done.connect(still(self._meet))

    @property
    def opposed_now(self) -> bool:
        """Tell whether the opposition just recorded is shown."""
        return self._gesture is not None

    def go_to(self, lead_id: int) -> None:
        """Show a person; if one of their calls has no outcome yet, it is resumed."""
        if lead_id != self.read.lead_id:
            self._leave()
        with self._office.trying():
            self.read.read_lead(lead_id, self.call)
        left = self.read.left_open(lead_id)
        if left is not None and self.call is None and self.read.desk is not None:
            self.call = found(left, self.read.desk.who)
        self.show()
        if self.call is not None:
            self.person.words.show_said(self.read.said(self.call))

    def go_to_stranger(self, who: Who) -> None:
        """Show a caller the base does not know."""
        self._leave()
        self.read.read_stranger(who)
        self.show()

    def take_up_stranger(self) -> bool:
        """Show the oldest call without an outcome of somebody who has no sheet; return False when there is none."""
        left = self.read.left_by_strangers()
        if left is None:
            return False
        who = self.read.caller(left.phone)
        self.call = found(left, who)
        self.go_to_stranger(who)
        return True

    def read_again(self) -> None:
        """Judge the person shown once more; nobody is shown when their sheet is gone and no call goes on."""
        self._hold()
        with self._office.trying():
            self.read.read_again(self.call)
        if self.read.desk is None:
            self._leave()
        self.show()

    def next_person(self) -> None:
        """Show the next person who may be called, else the next of the queue, else nobody."""
        self.read.read_queue()
        after = self.read.after()
        if after is not None:
            self.go_to(after)
        else:
            self._leave()
            self.read.forget()
            self.show()
        self.moved_on.emit()

    def start(self, desk: Desk) -> None:
        """Start an outgoing call, judged again inside the transaction; a refusal is shown in the panel and the band."""
        office, now = self._office, self._office.now()
        with office.trying(), self.own():
            try:
                started = calling.start(office.store, desk.who, by=office.by, at=now)
            except calling.CallForbidden as problem:
                refused(office, problem)
            else:
                self.call = CallInHand(started.call, desk.who, "out", now, verdict=started.verdict)
                self.person.words.untick()
                began(office, self.person, self.read.name)
                dial_allowed(office, desk.who.phone, started.verdict)
        self.read_again()

    def hang_up(self) -> None:
        """Stop the timer; the outcome must still be chosen, so it gets the focus."""
        if self.call is not None and self.call.live:
            self.call = replace(self.call, ended=self._office.now())
            self._office.store.hold(self.call.who.lead_id, noting=True)
        self.show()
        self.outcomes.first().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def receive(self) -> None:
        """Record that the person shown is calling, which is allowed whatever their light."""
        desk, office, now = self.read.desk, self._office, self._office.now()
        if desk is None or self.call is not None:
            return
        with office.trying(), self.own():
            self.call = CallInHand(calling.receive(office.store, desk.who, by=office.by, at=now), desk.who, "in", now)
            office.quiet()
        self.read_again()
        self.person.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def oppose(self) -> None:
        """Record (F8) the opposition of the person shown and close the call with them, in one transaction, on every
        channel, without a question (RGPD, art. 21); a second press changes nothing."""
        desk, call, office = self.read.desk, self.call, self._office
        if desk is None or (self.read.opposed and call is None):
            none_to_oppose(office, self.person, shown=desk is not None)
            return
        self._hold()
        with office.trying(), self.own():
            done = opposing.oppose(
                office.store, desk.who, how="call", by=office.by, at=office.now(), note=self._note(),
                call_id=call.id if call is not None else None,
            )  # fmt: skip
            self.call, self._gesture = None, done.gesture
            self._show_opposed(desk, call, done)
            if done.already:
                tell_again(office, None)
                return
            points = len(desk.sheet.contacts) if desk.sheet else 1
            tell(office, done, self.still(lambda: self._undo(done, desk, call)), points=points, name=self.read.name)

    def show(self) -> None:
        """Show in the columns what was read."""
        desk, call, reading = self.read.desk, self.call, self.read
        self._office.on_call = call is not None and call.live
        self._office.talking_with = call.who.lead_id if call is not None and call.live else None
        if call is None and reading.lead_id in self._office.store.calls() and self.person.dial.main.hasFocus():
            self.stayed.emit()  # A button that is closed would hand the keyboard to whatever follows it.
        if desk is not None:
            self.person.show_desk(desk, call, done=self.opposed_now)
        is_done = reading.opposed and call is None
        is_known, machine = reading.lead_id is not None, self.person.machine(call)
        self.outcomes.show_call(call, known=is_known, can_plan=is_known and not reading.opposed, machine=machine)
        self.outcomes.show_opposition(shown=desk is not None, done=is_done, undoable=self.opposed_now)
        self.shown.emit()

    def _meet(self) -> None:
        """Close the call with the appointment it gave."""
        form = self.outcomes.appointment_form
        if (when := form.due()) is not None:
            self._finish(
                CallOutcome.APPOINTMENT, TradeEvent(MilestoneKind.APPOINTMENT, when, form.place.text().strip())
            )

    def _finish(self, outcome: CallOutcome, met: TradeEvent | None = None) -> None:
        """Close the call with its outcome, which can be corrected at once, and go on to the next person."""
        desk, call, note, office = self.read.desk, self.call, self._note(), self._office
        if desk is None or call is None:
            return
        words, now = calling.heard(outcome, note), office.now()
        self._hold()
        with office.trying(), self.own():
            calling.finish(
                office.store, call.id, outcome=outcome, by=office.by, at=now, note=note, ended=call.ended, met=met
            )
            self.call = None
            ended = replace(call, ended=call.ended or now)
            fix = self.still(lambda: self._correct(desk, ended, outcome, note))
            finished(office, outcome, self.read.name, fix, heard=words, note=note, lead_id=desk.lead_id)
        if self.call is None and words:
            self.stayed.emit()  # F8 must still be about this person, whom Entrée must not call again.
            self.read_again()
        elif self.call is None:
            self.next_person()

    def _correct(self, desk: Desk, call: CallInHand, outcome: CallOutcome, note: str) -> None:
        if self.call is not None:
            busy(self._office, self.read.name)
            return
        self.call = replace(call, ended=call.ended or self._office.now(), outcome=outcome)
        open_again(self._office, self.person)
        if desk.lead_id is not None:
            self.go_to(desk.lead_id)
        else:
            self.go_to_stranger(desk.who)
        self.person.note.take_up(note)
        self.moved_on.emit()

    def _plan(self) -> None:
        lead_id, form, office = self.read.lead_id, self.outcomes.callback_form, self._office
        if (due := form.due()) is None or lead_id is None:
            return
        try:
            with self.own():
                calling.plan_callback(office.store, lead_id, due=due, by=office.by, at=office.now(), note=self._note())
        except UserError as problem:
            form.show_error(problem.text)
            return
        form.hide()
        if self.call is not None:
            self._finish(CallOutcome.CALLBACK)
            return
        planned(office, due, self.read.name)
        self.read.read_queue()
        self.read_again()
        self.moved_on.emit()

    def _keep_said(self) -> None:
        """Save each point of the information as it is said during an outgoing call (RGPD, art. 12 to 14), so that a
        program that stops loses none."""
        call, office = self.call, self._office
        if call is not None and call.direction == "out":
            with office.trying(), self.own():
                oral_notice.say(office.store, call.id, self.person.words.said, by=office.by, at=office.now())

    def _keep_note(self) -> None:
        """Save the note and go on when an outcome is chosen (Ctrl+Entrée), else give the focus to the outcomes."""
        if self.call is not None and self.call.outcome:
            self._finish(self.call.outcome)
            return
        self.outcomes.first().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _undo(self, done: opposing.Opposed, desk: Desk, call: CallInHand | None) -> None:
        """Undo the opposition; the call it closed is open again, and the present one unless there is another."""
        with self._office.trying(), self.own():
            opposing.undo(self._office.store, done.gesture, by=self._office.by, at=self._office.now())
            tell_undone(self._office)
            if self._gesture == done.gesture:
                self._gesture = None
            if self.call is None and done.call is not None:
                self.call = call
                open_again(self._office, self.person)
        self.read.read_queue()
        if self.call is not call or desk.lead_id is None:
            self.read_again()
        else:
            self.go_to(desk.lead_id)
        self.moved_on.emit()

    def _show_opposed(self, desk: Desk, call: CallInHand | None, done: opposing.Opposed) -> None:
        lasted = call.lasted(self._office.now()) if call is not None and not call.found else None
        answer = call_script.where_from(desk.sheet, given=desk.given, own=desk.own)
        self.person.done.show_effects(effects(done, desk, lasted=lasted), answer.sentence)
        self.read.drop(done.leads)
        self.read_again()
        self.person.show_top()
        self.person.done.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        """Clear everything about one person before the next is shown."""
        self._gesture = None
        self.person.note.clear()
        self.person.show_top()
        self.outcomes.close_forms()

    def _hold(self) -> None:
        """Keep the call that goes on written, with what was said in it: another window may have put back a copy that
        does not hold it."""
        with self.own():
            if hold(self._office, self.call):
                self._keep_said()

    def _note(self) -> str:
        return self.person.note.toPlainText().strip()

    @contextmanager
    def own(self) -> Iterator[None]:
        """Write something of our own, whose change is not read a second time."""
        self.writing = True
        try:
            yield
        finally:
            self.writing = False
