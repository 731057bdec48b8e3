"""A hand that never tires at the call desk: it presses the keys of the real window, knows what it did, and compares.

What the law allows is asked of the oracle before each call, not of the page.
"""

import random
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from core.actions.calling import calling, consenting
from core.actions.common import agency
from core.actions.common.judging import facts, law_of
from core.actions.common.people import of_lead
from core.actions.intake.import_rows import take_in
from core.actions.register import opposing
from core.base.french import phone_pairs
from core.base.records import Struct, field
from core.model.batch import BatchFacts, Source
from core.model.channel import Channel
from core.model.opposing import CallOutcome
from core.records.call import Call
from core.store import leads
from core.store.port import Reader, Store
from tests.core.actions.conftest import informed, who_is
from tests.journeys.window import CTRL, Screen
from tests.oracle import law as oracle
from tests.oracle.asked import Question
from tests.ui.finding import page_in
from tests.ui.office_fixture import BY, NOW, row
from ui.pages.calls.outcomes import OFFERED
from ui.pages.calls.page import HEARS, CallsPage

DAYS_OF_ATTEMPTS, MOST_ATTEMPTS = 30, 4
DIGITS = (*(Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5),
          *(Qt.Key.Key_6, Qt.Key.Key_7, Qt.Key.Key_8, Qt.Key.Key_9))  # fmt: skip
REFUSING = "Ne m’appelez plus"
NEVER_FOCUSED = {"oppose", "sheet-oppose", "batch-undo", "erase"}


def people(store: Store, proof: Path, *, agreed: int, others: int) -> None:
    """Put in the base people who agreed to be called, and others who did not: without a letter, opposed, or tried four
    times."""
    proof.write_bytes(b"%PDF-1.4 coupon")
    rows = [row(line)._replace(last_name=f"Nom{line}") for line in range(1, agreed + others + 1)]
    take_in(store, rows, BatchFacts(Source.FILE, "pige.csv", "2026-11-21", supplier="Pige Ouest"), by=BY, now=NOW)
    with store.read() as r:
        ids = sorted(leads.search(r))
        whos = [of_lead(r, one) for one in ids]
    for place, (lead_id, who) in enumerate(zip(ids, whos, strict=True)):
        if place >= agreed and place % 3 == 0:
            continue
        informed(store, lead_id)
        consenting.record(store, who, channels=(Channel.CALL,), collected=NOW - timedelta(days=1 + place % 12),
                          wording="consent-1", proof=proof, by=BY, at=NOW - timedelta(days=1))  # fmt: skip
        if place >= agreed and place % 3 == 1:
            opposing.oppose(store, who, how="call", by=BY, at=NOW - timedelta(hours=20))
        elif place >= agreed:
            for day in range(1, 5):
                tried = NOW - timedelta(days=6 - day)
                calling.log(store, who, direction="out", outcome="no_answer", by=BY, at=tried)


class Done(Struct):
    """One call as the robot made it. ``lead``: None while the caller has no sheet; ``phone`` in E.164."""

    lead: int | None
    phone: str
    direction: str
    at: datetime
    outcome: str = ""
    note: str = ""


class Clock(Struct):
    """The hour on the wall."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        """Return it."""
        return self.now


class Robot(Struct):
    """Somebody who calls without rest. ``done``: what it did, call after call; ``what``: how many of each."""

    screen: Screen
    store: Store
    clock: Clock
    draw: random.Random
    done: list[Done] = field(default_factory=list)
    what: Counter[str] = field(default_factory=Counter)
    callbacks: dict[int, int] = field(default_factory=dict)
    strangers: int = 0
    plans: int = 0

    @property
    def page(self) -> CallsPage:
        """The page of calls."""
        return page_in(self.screen.window, CallsPage)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key, and look at where the keyboard then is."""
        self.screen.key(key, modifiers)
        QApplication.processEvents()
        held = self.focus()
        assert held.objectName() not in NEVER_FOCUSED, f"{key.name} gave the keyboard to {held.objectName()}"

    def focus(self) -> QWidget:
        """Return what has the keyboard."""
        held = self.screen.window.focusWidget()
        assert held is not None, "the keyboard is somewhere"
        return held

    def pass_time(self, **length: float) -> None:
        """Let the clock go on, the page judging again as it does each half minute."""
        self.clock.now += timedelta(**length)
        self.page.judging.timeout.emit()

    def call_next(self) -> bool:
        """Press F9 on whoever is shown; return whether a call began. The oracle and the program agree on it."""
        desk = self.page.talk.read.desk
        if desk is None or desk.lead_id is None:
            return False
        with self.store.read() as r:
            known = facts(r, [desk.lead_id], law_of(agency.settings(r)))[desk.lead_id]
        said = oracle.answer(Question(known, Channel.CALL, self.clock.now, desk.who.hash))
        before = self.count()
        self.key(Qt.Key.Key_F9)
        began = self.count() > before
        assert began == (said.light == "allowed"), f"{said} of {desk.lead_id}, and {began=}"
        if not began:
            self.what["held back"] += 1
            return False
        assert not self.done or self.done[-1].lead != desk.lead_id, "called twice in a row"
        self.done.append(Done(desk.lead_id, desk.who.phone, "out", self.clock.now))
        tried = [one for one in self.of(desk.lead_id) if one.direction == "out" and self.recent(one.at)]
        assert len(tried) <= MOST_ATTEMPTS
        return True

    def recent(self, at: datetime) -> bool:
        """Tell whether a moment counts among the attempts of now."""
        return self.clock.now - at < timedelta(days=DAYS_OF_ATTEMPTS)

    def of(self, lead_id: int) -> list[Done]:
        """Return what was done with somebody."""
        return [one for one in self.done if one.lead == lead_id]

    def count(self) -> int:
        """Return how many calls the base holds."""
        with self.store.read() as r:
            return int(r.value(int, "SELECT count(*) FROM call") or 0)

    def talk(self, outcome: str) -> None:
        """Live a conversation and end it."""
        if self.draw.random() < 0.2:
            self.write_note(f"Note {len(self.done)}, elle hésite")
        self.clock.now += timedelta(seconds=self.draw.randint(1, 4))
        if outcome == "opposed":
            self.oppose()
            return
        if self.draw.random() < 0.4:
            self.key(Qt.Key.Key_F9)
        self.close(outcome)
        if outcome not in ("callback", "appointment") and self.draw.random() < 0.08:
            self.correct()

    def close(self, outcome: str) -> None:
        """Press the digit of an outcome, and fill what it asks."""
        self.leave_text()
        self.key(DIGITS[OFFERED.index(outcome)])
        if outcome == "callback":
            self.plan()
        elif outcome == "appointment":
            self.screen.key(Qt.Key.Key_Return)
        last = self.done[-1]
        assert self.page.talk.call is None, f"{outcome} did not end the call: {self.screen.band()}"
        last.outcome = outcome
        self.what[outcome] += 1
        self.ready()

    def plan(self) -> None:
        """Take the callback proposed, or type one that no law allows first."""
        form = self.page.outcomes.callback_form
        if self.draw.random() < 0.5:
            saturday = form.day.text()
            form.day.setText("28/11/2026")
            self.screen.key(Qt.Key.Key_Return)
            assert form.isVisible(), "a Saturday is not taken"
            assert " ou " in self.screen.text("callback-help"), "the two nearest moments are told"
            form.day.setText(saturday)
            self.what["callbacks refused"] += 1
        self.screen.key(Qt.Key.Key_Return)
        lead = self.done[-1].lead
        if lead is not None:
            self.callbacks[lead] = self.callbacks.get(lead, 0) + 1

    def oppose(self) -> None:
        """F8, which is sometimes a mistake."""
        last = self.done[-1]
        self.key(Qt.Key.Key_F8)
        self.what["opposed"] += 1
        if self.draw.random() < 0.3:
            self.key(Qt.Key.Key_Z, CTRL)
            assert self.page.talk.call is not None, "the call is open again"
            self.what["opposition undone"] += 1
            self.close("talked")
            return
        last.outcome = "opposed"
        self.key(Qt.Key.Key_F8)
        self.key(Qt.Key.Key_F9)
        self.ready()

    def correct(self) -> None:
        """Ctrl+Z: the last outcome was another."""
        last = self.done[-1]
        self.key(Qt.Key.Key_Z, CTRL)
        assert self.page.talk.call is not None, "the outcome is to be corrected"
        note = self.page.person.note.toPlainText()
        assert note == last.note, "the note is there to be completed"
        self.close("not_interested")
        self.what["corrected"] += 1

    def talk_and_correct(self) -> None:
        """Live a conversation that is noted, and whose outcome was another."""
        self.write_note(f"Note {len(self.done)}, un doute")
        self.close("talked")
        self.correct()
        self.what["noted and corrected"] += 1

    def write_note(self, words: str) -> None:
        """Write in the note."""
        note = self.page.person.note
        note.setFocus()
        self.screen.write(words)
        self.done[-1].note = note.toPlainText()

    def leave_text(self) -> None:
        """Give the keyboard back to the outcomes."""
        if self.page.person.note.hasFocus():
            self.key(Qt.Key.Key_Return, CTRL)

    def ready(self) -> None:
        """The keyboard is where the next call begins."""
        dial = self.page.person.dial.main
        held = self.focus()
        if dial.isVisible() and dial.isEnabled():
            assert held is dial, f"the keyboard is on {held.objectName()}"
            assert dial.text() == "Appeler"
        else:
            assert held.objectName() in ("queue", "to-letters"), f"the keyboard is on {held.objectName()}"
            self.what["nobody left"] += 1

    def answer_stranger(self, outcome: str) -> None:
        """F2, a number nobody knows, sometimes its sheet, and the outcome, one that a call received may have."""
        outcome = "talked" if CallOutcome(outcome).of_ours else outcome
        self.strangers += 1
        phone = f"01 99 00 {70 + self.strangers // 100:02d} {self.strangers % 100:02d}"
        self.key(Qt.Key.Key_F2)
        self.screen.write(phone)
        self.key(Qt.Key.Key_Return)
        call = self.page.talk.call
        assert call is not None
        assert phone_pairs(call.who.phone).replace("\u00a0", " ") == phone
        self.done.append(Done(None, call.who.phone, "in", self.clock.now))
        self.write_note(f"Appel {self.strangers}")
        if self.strangers % 2:
            self.key(Qt.Key.Key_F2)
            self.done[-1].lead = self.page.talk.read.lead_id
            assert self.done[-1].lead is not None
            self.what["sheets made"] += 1
        self.what["strangers"] += 1
        self.close(outcome)

    def answer_known(self, outcome: str) -> None:
        """F2 and the number of somebody known, whatever their light."""
        outcome = "talked" if CallOutcome(outcome).of_ours else outcome
        with self.store.read() as r:
            who = of_lead(r, self.draw.choice(sorted(leads.search(r))))
        if not who.phone or (self.done and self.done[-1].lead == who.lead_id):
            return
        self.key(Qt.Key.Key_F2)
        self.screen.write(phone_pairs(who.phone))
        self.key(Qt.Key.Key_Return)
        assert self.page.talk.read.lead_id == who.lead_id
        self.done.append(Done(who.lead_id, who.phone, "in", self.clock.now))
        self.write_note("Nous appelle")
        self.what["known callers"] += 1
        if outcome == "callback" and self.page.talk.read.opposed:
            assert not self.page.outcomes.buttons["callback"].isEnabled(), "who opposed is not called back"
            outcome = "talked"
        self.close(outcome)

    def note_refuses(self) -> None:
        """End a call whose note says a refusal: the page stays there for F8, which is then pressed."""
        last = self.done[-1]
        self.write_note(REFUSING)
        self.leave_text()
        self.key(DIGITS[OFFERED.index("talked")])
        last.outcome = "talked"
        assert self.page.talk.read.lead_id == last.lead
        self.key(Qt.Key.Key_F8)
        self.key(Qt.Key.Key_F9)
        self.what["refusals in a note"] += 1
        self.ready()

    def plan_alone(self) -> None:
        """F7 without a call: a callback, or Échap."""
        lead = self.page.talk.read.lead_id
        if lead is None or self.page.talk.read.opposed:
            return
        self.plans += 1
        self.key(Qt.Key.Key_F7)
        if self.plans % 2 == 0:
            self.key(Qt.Key.Key_Escape)
        else:
            self.key(Qt.Key.Key_Return)
            self.callbacks[lead] = self.callbacks.get(lead, 0) + 1
            self.what["callbacks alone"] += 1
        self.ready()

    def try_anybody(self) -> None:
        """Press F9 on somebody drawn from the whole base, whatever their light; go on with the queue if it is held."""
        with self.store.read() as r:
            drawn = self.draw.choice(sorted(leads.search(r)))
        if self.done and self.done[-1].lead == drawn:
            return
        self.page.open_lead(drawn)
        self.what["anybody"] += 1
        if self.call_next():
            self.talk("no_answer")
        else:
            self.page.talk.next_person()

    def other_seat(self, other: Store) -> None:
        """Somebody at another desk notes the opposition of whoever is shown here."""
        lead_id = self.page.talk.read.lead_id
        if lead_id is None:
            return
        who = who_is(other, lead_id)
        opposing.oppose(other, who, how="letter", by="Paul", at=self.clock.now)
        assert not self.call_next(), "they are not called"
        self.what["opposed elsewhere"] += 1
        self.page.refresh(HEARS)
        self.page.talk.next_person()
        self.ready()


def written(r: Reader) -> list[Done]:
    """Return the calls of the base made by this desk, in order."""
    found = []
    for one in r.column(int, "SELECT id FROM call ORDER BY id"):
        call = r.get(Call, one)
        assert call is not None
        started = datetime.fromisoformat(call.started)
        found.append(Done(call.lead_id, call.phone, call.direction, started, call.outcome, call.note))
    return found
