"""One random life of a base: what may happen to its people, in any order, and what must hold after each step.

The life knows only what a person would: which telephones and e-mails were refused.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl

from core.actions.calling import calling, consenting
from core.actions.common import agency, step_cache
from core.actions.common.judging import Law, judged_who, law_of, verdicts
from core.actions.common.marks import MAILBOX, NUMBER
from core.actions.common.next_step_facts import next_steps
from core.actions.common.people import find, of_lead
from core.actions.common.step_counts import StepTallies
from core.actions.desk import today
from core.actions.desk.steps_due import STEPS_OF
from core.actions.intake import batch_undo, rejected_rows
from core.actions.intake.import_rows import take_in
from core.actions.keeping import backing_up, forgetting, restoring, retaining
from core.actions.leads import editing, join_undo, joining, lead_views
from core.actions.leads.edit_undo import undo_edit
from core.actions.letters import noticing
from core.actions.register import entries, opposing
from core.actions.register.refusal_lists import ImportList, import_list
from core.base import text
from core.base.errors import UserError
from core.base.phones import parse
from core.model.batch import BatchFacts, Source
from core.model.channel import Channel
from core.model.draft import Draft
from core.model.editing import Change, Edited, How, ValueSource
from core.model.step import Step
from core.records.contact import Contact, Mark
from core.records.lead import Lead
from core.rules.deadlines import add_months
from core.store import batches, leads, notices, steps
from core.store.engine.opening import open_store
from core.store.port import Reader, Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW
from tests.core.test_random_user import SPELLINGS, STREETS, SURNAMES
from tests.files.bases.make import AGENCY
from tests.lengths import LONG

PHONES = (*(f"63998{rank:04d}" for rank in range(18)), *(f"19900{rank:04d}" for rank in range(4)), "692990001")
EMAILS = tuple(f"{letter}@exemple.fr" for letter in "abcdefgh")
SUPPLIERS = ("Pige Ouest", "Pige Est", "Annonces Midi")
CHANNELS = tuple(Channel)
BY_NUMBER = (Channel.CALL, Channel.SMS, Channel.ROBOT)
CALLED, WRITTEN = (Step.CALL, Step.CALL_PROMISED), (Step.WRITE, Step.PRINT, Step.POST)
NOTHING = "nothing to do it with"


class Life:
    """One base, from its first file to its last restored backup."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.draw = random.Random(seed)
        self.calls = random.Random(-1 - seed)
        self.edits = random.Random(f"edits {seed}")
        self.steps = random.Random(f"steps {seed}")
        self.standings = StepTallies()
        self.edited: list[Edited] = []
        self.asked: set[str] = set()
        """Draws the calls apart, so that the rest of a life stays what it was."""
        self.folder = folder
        self.store = new_base(folder / "base")
        self.now: datetime = NOW
        self.refused: set[str] = set()
        """Telephones in the national form, e-mails."""
        self.batches: list[int] = []
        self.backups: list[Path] = []
        self.done: Counter[str] = Counter()
        self.looks = 0
        agency.save_agency(self.store, AGENCY, by=BY, at=self.now)

    def drawn(self) -> str:
        """Return the name of one deed."""
        deeds = (
            *(self.take, self.take, self.take, self.take, self.agree, self.agree, self.agree, self.refuse),
            *(self.refuse_email, self.refuse_sheet, self.refuse_sheet, self.refuse_list, self.join, self.join),
            *(self.join, self.part, self.part, self.undo, self.erase, self.retain, self.save),
            *(self.restore, self.nobody_opposed_is_printed, self.nobody_opposed_is_exported),
        )
        return self.draw.choice(deeds).__name__

    def do(self, deed: str) -> None:
        """Do one thing; what the program refuses is no fault."""
        self.now += timedelta(minutes=self.draw.randint(11, 600))
        try:
            if getattr(self, deed)() is not NOTHING:
                self.done[deed] += 1
        except UserError as refused:
            self.done[f"{deed} refused {refused.code}"] += 1

    def number(self, nine: str) -> str:
        """A number in some shape."""
        return self.draw.choice(SPELLINGS)(nine)

    def ids(self) -> list[int]:
        """Every sheet that still has somebody's number or e-mail."""
        with self.store.read() as r:
            return sorted(lead_id for lead_id in leads.search(r, sort="newest") if borne(r, lead_id))

    def take(self) -> None:
        rows = [self.row(line) for line in range(2, 2 + self.draw.randint(1, 4))]
        sold = self.draw.choice(SUPPLIERS)
        facts = BatchFacts(Source.FILE, "pige.csv", "2026-11-20", supplier=sold, site="Toit Direct",
                           sha256="0" * 64, property_only=self.draw.random() < 0.15)  # fmt: skip
        report = take_in(self.store, rows, facts, by=BY, now=self.now)
        assert report.read == len(rows)
        self.batches.append(report.batch)
        self.done["rejected rows"] += report.rejected

    def row(self, line: int) -> Draft:
        """A row with a number or two, in some shape; one in six bears a date that is none."""
        draw = self.draw
        phones = [self.number(nine) for nine in draw.sample(PHONES, draw.randint(0, 2))]
        emails = draw.sample(EMAILS, draw.randint(0, 1))
        name, seen = draw.choice(SURNAMES), "99/99/2026" if draw.random() < 1 / 6 else "18/11/2026"
        return Draft(line, last_name=name, phones=tuple(phones), emails=tuple(emails), seen=seen,
                     address=draw.choice(("", *STREETS)), postcode="30700", town="Uzès",
                     reference=f"R{draw.randint(1, 9)}", cells=(name, " / ".join(phones), *emails, seen))  # fmt: skip

    def agree(self) -> str | None:
        """By a coupon: somebody who did not refuse."""
        with self.store.read() as r:
            free = [lead_id for lead_id in self.ids() if not self.refused & borne(r, lead_id)]
            if not free:
                return NOTHING
            who = of_lead(r, self.draw.choice(free))
        proof = self.folder / "coupon.pdf"
        proof.write_bytes(b"%PDF-1.4 coupon")
        consenting.record(self.store, who, channels=[Channel.CALL, Channel.EMAIL], collected=self.now,
                          wording="consent-1", proof=proof, by=BY, at=self.now)  # fmt: skip
        return None

    def call(self) -> None:
        """Now and then, beside what is done: a call, noted at once or days later, on a sheet or on a number alone; or
        the outcome of one corrected."""
        draw, ids = self.calls, self.ids()
        if draw.random() < 0.6:
            return
        outcome = draw.choice(("no_answer", "voicemail", "talked", "callback", "message_left", "wrong_number"))
        with self.store.read() as r:
            alone = not ids or draw.random() < 0.3
            who = find(r, f"0{draw.choice(PHONES)}") if alone else of_lead(r, draw.choice(ids))
            made = r.column(int, "SELECT id FROM call ORDER BY id")
        back = timedelta(days=draw.choice((0, 0, 0, 3, 20)))
        direction = draw.choice(("out", "out", "in"))
        if made and draw.random() < 0.3:
            calling.finish(self.store, draw.choice(made), outcome=outcome, by=BY, at=self.now)
            self.done["correct"] += 1
        else:
            calling.log(
                self.store, who, direction=direction, outcome=outcome, by=BY, at=self.now - back,
                now=self.now if back else None,
            )  # fmt: skip
            self.done["call"] += 1

    def edit(self) -> None:
        """Now and then, beside what is done: a value of a sheet set by the agency, or an edit taken back."""
        draw, ids = self.edits, self.ids()
        if draw.random() < 0.88 or not ids:
            return
        try:
            if self.edited and draw.random() < 0.65:
                undo_edit(self.store, self.edited.pop(), by=BY, at=self.now)
                self.done["edit undone"] += 1
                return
            lead_id = draw.choice(ids)
            with self.store.read() as r:
                had = borne(r, lead_id)
            told = ValueSource(draw.choice(list(How)), self.now.date(), "un courrier")
            done = editing.edit(self.store, lead_id, [self.change(lead_id)], told=told, by=BY, at=self.now)
        except UserError as refused:
            self.done[f"edit refused {refused.code}"] += 1
            return
        self.done["edit closed" if done.opposed else "edit"] += 1
        if done.opposed is None:
            self.edited.append(done)
            return
        # Else the sheet was closed already, maybe by a join that can be undone.
        if (self.asked - had) & self.refused:
            with self.store.read() as r:
                self.learn(borne(r, lead_id))

    def change(self, lead_id: int) -> Change:
        """Any value; ``asked``: what it would make a way to reach the person."""
        draw = self.edits
        self.asked = set()
        with self.store.read() as r:
            points = r.of(Contact, lead_id=lead_id)
        kind = draw.choice(("phone", "phone", "email", "address", "last_name", "price", "notes", "remove"))
        if kind == "remove":
            point = draw.choice(points)
            return Change(point.kind, "", point.id)
        held = next((one.id for one in points if one.kind == kind), 0) if draw.random() < 0.5 else 0
        if kind == "phone":
            nine = draw.choice(PHONES)
            self.asked = {f"0{nine}"}
            return Change(kind, draw.choice(SPELLINGS)(nine), held)
        if kind == "email":
            email = draw.choice(EMAILS)
            self.asked = {email}
            return Change(kind, email, held)
        if kind == "address":
            return Change(kind, draw.choice(STREETS), held, "30700", "Uzès")
        values = {"last_name": draw.choice(SURNAMES), "price": "310 000", "notes": "Vu."}
        return Change(kind, values[kind])

    def refuse(self) -> None:
        nine = self.draw.choice(PHONES)
        opposing.oppose_typed(self.store, self.number(nine), how="call", by=BY, at=self.now)
        self.learn({f"0{nine}"})

    def refuse_email(self) -> None:
        email = self.draw.choice(EMAILS)
        opposing.oppose_typed(self.store, email.upper(), how="email", by=BY, at=self.now)
        self.learn({email})

    def refuse_sheet(self) -> str | None:
        """By the coupon of a letter."""
        ids = self.ids()
        if not ids:
            return NOTHING
        lead_id = self.draw.choice(ids)
        opposing.oppose_typed(self.store, str(lead_id), how="letter", by=BY, at=self.now)
        with self.store.read() as r:
            self.refused |= borne(r, lead_id)
        return None

    def refuse_list(self) -> None:
        chosen = self.draw.sample(PHONES, 2)
        file = self.folder / "liste.csv"
        # No name is told: a number refused under another name waits for an answer, and this life tells no names apart.
        file.write_text("Téléphone\n" + "".join(f"{self.number(nine)}\n" for nine in chosen), "utf-8")
        asked = ImportList(self.folder / "base", file, BY, self.now, supplier=self.draw.choice(("", *SUPPLIERS)))
        assert import_list(self.store, asked).read == 2
        for nine in chosen:
            self.learn({f"0{nine}"})

    def learn(self, refused: set[str]) -> None:
        """Whoever is recognised by what was refused refused by every other number and e-mail too."""
        self.refused |= refused
        with self.store.read() as r:
            for lead_id in leads.search(r, sort="newest"):
                if refused & telling(r, lead_id):
                    self.refused |= borne(r, lead_id)

    def join(self) -> str | None:
        ids = self.ids()
        if len(ids) < 2:
            return NOTHING
        joining.join(self.store, *self.draw.sample(ids, 2), by=BY, at=self.now)
        return None

    def part(self) -> str | None:
        ids = self.ids()
        with self.store.read() as r:
            found = [one for lead_id in ids if (one := join_undo.undoable(r, lead_id, self.now))]
        if not found:
            return NOTHING
        join_undo.disjoin(self.store, self.draw.choice(found).id, by=BY, at=self.now)
        return None

    def undo(self) -> None:
        batch_undo.undo(self.store, self.draw.choice(self.batches), by=BY, at=self.now)

    def erase(self) -> str | None:
        ids = self.ids()
        if not ids:
            return NOTHING
        keep = self.draw.random() < 0.5
        forgetting.forget(self.store, self.draw.choice(ids), by=BY, at=self.now, keep_property=keep)
        return None

    def retain(self) -> None:
        """Months go by, and what is kept too long goes."""
        if self.draw.random() < 0.3:
            self.now += timedelta(days=self.draw.randint(10, 200))
        retaining.run(self.store, by=BY, at=self.now)

    def save(self) -> None:
        folder = self.folder / f"copie-{len(self.backups)}"
        folder.mkdir(exist_ok=True)
        self.backups.append(backing_up.back_up(self.store, folder, by=BY, at=self.now).path)

    def restore(self) -> None:
        """Put any of the backups back: the last, or one of before the refusals."""
        self.store.close()
        try:
            told = restoring.restore(self.folder / "base", self.draw.choice(self.backups), by=BY, at=self.now)
            self.done["refusals carried over"] += told.oppositions
            self.done["erased again"] += told.erased
        finally:
            self.store = open_store(self.folder / "base")
            with self.store.read() as r:
                self.batches = [batch for batch in self.batches if batches.file_of(r, batch)]

    def desk(self) -> datetime:
        """The next morning when somebody may be called."""
        at = (self.now + timedelta(days=1)).replace(hour=10, minute=30)
        return at + timedelta(days=(7 - at.weekday()) % 7 if at.weekday() > 4 else 0)

    def typed(self, refused: str) -> str:
        """What was refused, as somebody may type it."""
        return refused if "@" in refused else self.number(refused[1:])

    def nobody_opposed_is_reachable(self) -> None:
        """The property, for calls, letters and messages. Whoever is asked for as they may be typed is judged on one way
        at each look, on another at the next; everybody known is judged on all of them each time."""
        self.looks += 1
        with self.store.read() as r:
            law = law_of(agency.settings(r))
            desk = self.desk()
            for place, refused in enumerate(sorted(self.refused), self.looks):
                found = entries.registered(r, self.typed(refused))
                assert found is not None
                assert found.at is not None, refused
                who = find(r, self.typed(refused))
                for channel in CHANNELS if LONG else (CHANNELS[place % len(CHANNELS)],):
                    assert not judged_who(r, who, law, channel=channel, at=desk).allowed, (refused, channel)
            people = list(leads.search(r, sort="newest"))
            closed = {lead_id for lead_id in people if self.refused & telling(r, lead_id)}
            lent = {
                channel: {one for one in people if any(("@" in way) is mailed for way in self.refused & borne(r, one))}
                for channels, mailed in (((Channel.EMAIL,), True), (BY_NUMBER, False))
                for channel in channels
            }
            for channel in CHANNELS:
                said = verdicts(r, sorted(people), law, channel=channel, at=desk)
                reached = {lead_id for lead_id, one in said.items() if one.allowed}
                assert not reached & (closed | lent.get(channel, set())), channel
                self.done[f"open to {channel.value}"] += len(reached)
            assert closed <= set(leads.search(r, filters={"opposition": "yes"}))
            assert not closed & set(steps.worth_a_call(r))
            assert not closed & set(noticing.due(r, at=desk))

    def everyone_has_one_day_to_be_informed(self) -> None:
        """The list, the sheet, the letters, what is late and the verdict say the same day."""
        with self.store.read() as r:
            law = law_of(agency.settings(r))
            ids = list(leads.search(r))
            rows = {one.id: one for one in lead_views.lead_rows(r, ids, law, at=self.now)}
            lines = {one.lead_id: one.notice_due for one in notices.letter_lines(r, ids)}
            late = set(leads.search(r, filters={"late": self.now.date().isoformat()}))
            judged = verdicts(r, ids, law, channel=Channel.LETTER, at=self.now)
        for lead_id, row in rows.items():
            told = {reason.code: reason.values for reason in judged[lead_id].reasons}
            due = next((told[code]["date"] for code in ("NOTICE_DUE", "NOTICE_OVERDUE") if code in told), None)
            if not isinstance(due, date) or row.notice_sent:
                continue
            self.done["days told"] += 1
            assert row.notice_due == due
            assert lines.get(lead_id, row.notice_due.isoformat()) == due.isoformat()
            assert (lead_id in late) is (due < self.now.date()) is ("NOTICE_OVERDUE" in told)
            self.done["days brought forward"] += due < add_months(obtained(self.store, lead_id), 1)

    def everyone_has_a_step_that_is_allowed(self) -> None:
        """Each lead has one step, which its own action would not refuse."""
        with self.store.read() as r:
            ids, law = self.ids(), law_of(agency.settings(r))
            found = next_steps(r, ids, law, at=self.desk())
            assert set(found) == set(ids)
            for channel, ones in ((Channel.CALL, CALLED), (Channel.LETTER, WRITTEN)):
                said = verdicts(r, ids, law, channel=channel, at=self.desk())
                assert not [one for one in ids if found[one].step in ones and not said[one].allowed]
            self.done.update(f"step {one.step}" for one in found.values())

    def steps_kept_are_those_that_are_made(self) -> None:
        """Now, and at a later moment: where everybody stands is what the rule says of each, whatever was written."""
        draw = self.steps
        later = timedelta(minutes=draw.choice((1, 90, 700)), days=draw.choice((0, 0, 1, 2, 9, 40, 400)))
        for at in (self.now, self.now + later):
            with self.store.read() as r:
                law, ids = law_of(agency.settings(r)), list(leads.search(r))
                stale = step_cache.find_stale(r, law, at=at)
                told = step_cache.standing(r, law, at=at, most=None)
                found = next_steps(r, ids, law, at=at)
                assert told.whole
                drawn = draw.choice(list(Step))  # The list is asked for those that somebody stands at, and another.
                for step in Step:
                    here = {one for one in ids if found[one].step is step}
                    assert told.count(step) == len(here), (step, at)
                    if here or step is drawn:
                        assert set(lead_views.find(r, law, at=at, filters={"step": step.value})) == here
                    dues = Counter(str(found[one].day or "") for one in here)
                    assert Counter(dict(told.days[step])) == dues, (step, at)
                self.all_due_is_on_the_first_page(r, law, at, told)
            self.done["steps kept"] += len(ids) - len(stale.leads)
            self.done["steps made again"] += len(stale.leads)
            if draw.random() < 0.7:
                step_cache.keep(self.store, law, by=BY, at=at)
                if at > self.now:
                    self.now = at if draw.random() < 0.2 and later < timedelta(days=1) else self.now

    def all_due_is_on_the_first_page(self, r: Reader, law: Law, at: datetime, told: step_cache.StepTally) -> None:
        """Whoever has something to do is counted in Aujourd’hui, once a step is known for everybody."""
        quick = step_cache.standing(r, law, at=at)
        kept = self.standings.told(r, law, at=at, state=self.store.state)
        assert (kept.days, kept.whole) == (quick.days, quick.whole)
        if not quick.whole:
            return
        lines: dict[str, int] = {one.kind: one.count for one in today.pressing(r, law, quick, by=BY, at=at)}
        for kind, those in STEPS_OF.items():
            if kind != "follow":
                assert lines.get(kind, 0) == sum(told.count(step) for step in those), kind
        for own, step in (("requests", Step.ANSWER), ("unfinished", Step.END_CALL)):
            assert lines.get(own, 0) >= min(1, told.count(step)), own
        assert lines.get("messages", 0) or not any(told.days[Step.OPPOSED])
        self.done["first pages looked at"] += 1

    def nobody_opposed_is_printed(self) -> None:
        """Ask a letter for everyone."""
        made = noticing.make(self.store, self.ids(), self.folder / "lettres", by=BY, at=self.now)
        self.done["letters"] += len(made.made)
        with self.store.read() as r:
            for one in made.made:
                assert not self.refused & telling(r, one.lead)

    def nobody_opposed_is_exported(self) -> None:
        """Ask every batch for its rejected rows: the one list of contact points that leaves the program."""
        for batch in self.batches:
            out = self.folder / "rejets.xlsx"
            try:
                with self.store.read() as r:
                    rejected_rows.export_rejects(r, batch, out)
            except UserError as refused:
                assert refused.code == "REJECTS_NONE"
                continue
            cells = list(written(out))
            self.done["rejects exported"] += 1
            self.done["rows withheld"] += sum("ne sont pas données" in cell for cell in cells)
            assert not self.refused & set(points(cells)), cells


def obtained(store: Store, lead_id: int) -> date:
    """Return the day a lead's data were obtained."""
    with store.read() as r:
        person = r.get(Lead, lead_id)
    assert person is not None
    return date.fromisoformat(person.obtained)


def borne(r: Reader, lead_id: int) -> set[str]:
    """The numbers and e-mails of a sheet, as compared."""
    return set(points(row.value for row in r.of(Contact, lead_id=lead_id) if row.kind != "address"))


def telling(r: Reader, lead_id: int) -> set[str]:
    """Those by which the person is recognised. The e-mail or the number of somebody who refused, which a row bears with
    another name and another address, tells nothing of this one: it is closed, and the address of the other stays
    open."""
    lent = {mark.hash for mark in r.of(Mark, lead_id=lead_id) if mark.kind in (MAILBOX, NUMBER)}
    return {one for one in borne(r, lead_id) if r.keyed_hash("email" if "@" in one else "phone", one) not in lent}


def points(cells: Iterable[str]) -> Iterator[str]:
    """The numbers and e-mails in some cells, as compared."""
    for cell in cells:
        yield from text.emails(cell)
        for part in cell.split(" / "):
            phone = parse(part)
            if phone:
                yield phone.key


def written(out: Path) -> Iterator[str]:
    """Every cell of a workbook."""
    for page in openpyxl.load_workbook(out).worksheets:
        for row in page.iter_rows(values_only=True):
            yield from (str(cell) for cell in row if cell)
