"""A random user on a real base: files, agreements, oppositions, undone or not, calls, letters, in any order.

The model knows only what a person would: which telephones, e-mails, addresses and listings were refused, and when.
After every step, nobody who refused is reachable by any spelling, and the journal explains the base.
"""

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.actions.calling import calling, consenting
from core.actions.common import agency, people
from core.actions.common.judging import judged_who, law_of, verdicts
from core.actions.intake.import_rows import take_in
from core.actions.keeping import verifying
from core.actions.letters import noticing, posting
from core.actions.register import opposing
from core.base.text import fold
from core.model.batch import BatchFacts, Report, Source
from core.model.channel import Channel
from core.model.draft import Draft
from core.model.verdict import Light
from core.records.call import Callback
from core.records.contact import Contact
from core.store import leads
from core.store.engine import journal
from tests.bases import new_base
from tests.core.actions.conftest import who_is
from tests.files.bases.make import AGENCY
from tests.lengths import length

PHONES = ("639980001", "639980002", "639980003", "199000001", "199000002", "692990001", "692990002")
EMAILS = ("a@exemple.fr", "b@exemple.fr", "c@exemple.fr")
SURNAMES = ("Moreau", "D’Aubigné", "Bœuf")
STREETS = ("14 rue des Mûriers", "5 bd Gambetta")
CHANNELS = (Channel.CALL, Channel.LETTER, Channel.EMAIL, Channel.SMS, Channel.VISIT)
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
BY = "Claire"

Key = tuple[str, str]
"""A kind and what a person would recognise: nine digits, an e-mail, a name at a street, a reference."""

SPELLINGS: tuple[Callable[[str], str], ...] = (
    lambda nine: f"0{nine}",
    lambda nine: nine,
    lambda nine: f"+33 {nine[0]} {nine[1:3]} {nine[3:5]} {nine[5:7]} {nine[7:]}",
    lambda nine: f"0033{nine}",
    lambda nine: f"+33 (0){nine}",
    lambda nine: f"+262{nine}" if nine.startswith("692") else f"33{nine}",
)


@st.composite
def rows(draw: st.DrawFn) -> Draft:
    """One row of a file: some contact points in some spelling, sometimes a refusal in the ad."""
    phones = draw(st.lists(st.sampled_from(PHONES), max_size=2, unique=True))
    reference = draw(st.integers(min_value=0, max_value=9))
    return Draft(
        line=2,
        last_name=draw(st.sampled_from(SURNAMES)),
        phones=tuple(draw(st.sampled_from(SPELLINGS))(nine) for nine in phones),
        emails=tuple(draw(st.lists(st.sampled_from(EMAILS), max_size=1))),
        address=draw(st.sampled_from(("", *STREETS))),
        postcode="30700",
        reference=f"R{reference}" if reference else "",
        seen="18/11/2026",
        text=draw(st.sampled_from(("Belle vue.", "Belle vue.", "Belle vue.", "Agences s’abstenir"))),
        seller=draw(st.sampled_from(("", "", "", "pro"))),
        cells=("x",),
    )


def _nine(raw: str) -> str:
    return "".join(filter(str.isdecimal, raw))[-9:]


def _keys(row: Draft) -> frozenset[Key]:
    """Return what a person would recognise in a row."""
    found: set[Key] = {("phone", _nine(raw)) for raw in row.phones} | {("email", one) for one in row.emails}
    if row.address:
        found.add(("address", f"{row.last_name} {row.address}"))
    if row.reference:
        found.add(("listing", row.reference))
    return frozenset(found)


class Origin(NamedTuple):
    """A row of a file, and the lead it went to."""

    lead_id: int
    line: int


class Waiting(NamedTuple):
    """A letter not posted yet."""

    id: int
    lead_id: int


class RandomUser(RuleBasedStateMachine):
    """The agency's day, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="premier-contact-"))
        self.store = new_base(self.folder)
        self.now = TUESDAY
        self.refused: dict[Key, datetime] = {}
        self.borne: dict[int, set[Key]] = {}
        self.gestures: dict[int, tuple[datetime, dict[Key, datetime | None]]] = {}
        self.agreed: dict[int, datetime] = {}
        self.nobody: set[Key] = set()
        self.read = 0
        self.proof = self.folder / "coupon.txt"
        self.proof.write_text("coupon", encoding="utf-8")

    @initialize()
    def an_agency(self) -> None:
        agency.save_agency(self.store, AGENCY, by=BY, at=self.now)

    def teardown(self) -> None:
        assert verifying.verify(self.store).problems == ()
        self.store.close()
        shutil.rmtree(self.folder)

    def _ids(self) -> list[int]:
        with self.store.read() as r:
            return sorted(leads.search(r, sort="newest"))

    def _pick(self, draw: int) -> int:
        ids = self._ids()
        return ids[draw % len(ids)]

    def _closed(self, lead_id: int) -> bool:
        """The person refused, and did not agree in writing since."""
        since = [self.refused[key] for key in self.borne.get(lead_id, ()) if key in self.refused]
        return bool(since) and not (lead_id in self.agreed and self.agreed[lead_id] > max(since))

    def _learn(self, report: Report, drafts: list[Draft]) -> None:
        """Note what each lead bears: what the rows said that its origins name, and what its sheet shows."""
        apart = self._of_another(report)
        with self.store.read() as r:
            for origin in r.named(Origin, "SELECT lead_id, line FROM origin WHERE batch_id = ?", report.batch):
                row = next(row for row in drafts if row.line == origin.line)
                keys = self.borne.setdefault(origin.lead_id, set())
                if "abstenir" in row.text:  # Nothing is kept of the person but the listing.
                    keys |= {key for key in _keys(row) - self.nobody if key[0] == "listing"}
                    continue
                keys |= {key for key in _keys(row) - self.nobody if key[0] != "listing" or row.line not in apart}
                [surname] = r.column(str, "SELECT last_name FROM lead WHERE id = ?", origin.lead_id)
                for contact in r.of(Contact, lead_id=origin.lead_id):
                    if contact.kind == "address":
                        keys |= {("address", f"{surname} {contact.value}")} - self.nobody

    def _of_another(self, report: Report) -> set[int]:
        """Return the lines of the rows held until a person says who is who: the ad of one person, under the name of
        another."""
        return {one.line for one in report.apart if one.shared == ("listing",)}

    def _unlearn(self, drafts: list[Draft], batch: BatchFacts) -> None:
        """Note what the rows prove to be nobody's own: several persons share it."""
        for row in drafts:
            for kind, value in _keys(row):
                said = {"phone": [("phone", f"0{value}")], "email": [("email", value)]}.get(kind, [])
                if kind == "listing":
                    said = [("listing", f"{fold(batch.site)}|{value.casefold()}"), ("reference", value.casefold())]
                if kind == "address":
                    said = [("place", f"{row.address}|{row.postcode}")]
                if {self.store.keyed_hash(*one) for one in said} & self._shared():
                    self.nobody.add((kind, value))
        for keys in self.borne.values():
            keys -= self.nobody

    def _shared(self) -> set[str]:
        with self.store.read() as r:
            return set(r.column(str, "SELECT hash FROM shared_value"))

    def _import(self, drafts: list[Draft], batch: BatchFacts) -> None:
        opposed = rejected = 0
        report = take_in(self.store, drafts, batch, by=BY, now=self.now)
        self._unlearn(drafts, batch)
        for row in drafts:
            keys = _keys(row) - self.nobody
            told = row.phones or row.emails or row.address or "abstenir" in row.text
            if row.seller == "pro" or not (told or (batch.source is Source.PAGE and row.reference)):
                rejected += 1
                continue
            if row.line in self._of_another(report):
                keys = frozenset(key for key in keys if key[0] != "listing")
            hit = sorted(self.refused[key] for key in keys if key in self.refused)
            if hit:
                if "abstenir" in row.text:
                    self._refuse_again(keys)
                for key in keys:
                    if key[0] in ("phone", "email"):
                        self.refused.setdefault(key, hit[0])
            elif "abstenir" in row.text:
                self.refused |= dict.fromkeys(keys, self.now)
            opposed += bool(hit) or "abstenir" in row.text
        assert report.read == len(drafts)
        # More rows may be opposed than their own words tell: those about a sheet that another's refusal covers.
        assert opposed <= report.opposed <= opposed + len(drafts) - rejected
        assert (report.rejected, report.blank) == (rejected, 0)
        self.read += report.read
        self._learn(report, drafts)

    def _refuse_again(self, keys: Collection[Key]) -> None:
        """An ad refuses after its person agreed: it is a refusal of today."""
        for lead_id, agreed in self.agreed.items():
            own = self.borne.get(lead_id, set())
            if own.intersection(keys):
                self.refused |= {key: self.now for key in own if self.refused.get(key, agreed) <= agreed}

    @rule(drafts=st.lists(rows(), min_size=1, max_size=4), supplier=st.sampled_from(("Pige Ouest", "Autre")))
    def import_a_file(self, drafts: list[Draft], supplier: str) -> None:
        batch = BatchFacts(Source.FILE, "pige.csv", "2026-11-20", supplier=supplier, site="Toit Direct")
        self._import([row._replace(line=line) for line, row in enumerate(drafts, start=2)], batch)

    @rule(draft=rows())
    def capture_a_page(self, draft: Draft) -> None:
        self._import(
            [draft._replace(text="Belle vue.")], BatchFacts(Source.PAGE, "page", "2026-11-24", site="Toit Direct")
        )

    @rule(nine=st.sampled_from(PHONES), spelling=st.sampled_from(SPELLINGS), how=st.sampled_from(("call", "counter")))
    def oppose_a_number(self, nine: str, spelling: Callable[[str], str], how: str) -> None:
        self._oppose(("phone", nine), opposing.oppose_typed(self.store, spelling(nine), how=how, by=BY, at=self.now))

    @rule(email=st.sampled_from(EMAILS))
    def oppose_an_email(self, email: str) -> None:
        done = opposing.oppose_typed(self.store, email.upper(), how="email", by=BY, at=self.now)
        self._oppose(("email", email), done)

    @precondition(lambda self: self.borne)
    @rule(draw=st.integers(min_value=0))
    def oppose_a_lead(self, draw: int) -> None:
        lead_id = self._pick(draw)
        done = opposing.oppose_typed(self.store, str(lead_id), how="letter", by=BY, at=self.now)
        self._oppose(None, done, lead_id)

    def _oppose(self, key: Key | None, done: opposing.Opposed, lead_id: int | None = None) -> None:
        """The whole person refused: what was typed, and what the sheet it was found on bears. Said again after they
        agreed to something, it is a refusal of today."""
        if key is not None:
            with self.store.read() as r:
                lead_id = people.find(r, f"0{key[1]}" if key[0] == "phone" else key[1]).lead_id
        keys = set(self.borne.get(lead_id or 0, ())) | ({key} if key else set())
        agreed = self.agreed.get(lead_id or 0)
        before = {one: self.refused.get(one) for one in keys}
        fresh = {one: at for one, at in before.items() if at is None or (agreed and at < agreed)}
        self.refused |= dict.fromkeys(fresh, self.now)
        if done.entries:  # What a row of theirs already brought to the register is no gesture to take back.
            self.gestures[done.gesture] = (self.now, fresh)

    @precondition(lambda self: self.gestures)
    @rule(draw=st.integers(min_value=0))
    def undo(self, draw: int) -> None:
        gesture = list(self.gestures)[draw % len(self.gestures)]
        at, keys = self.gestures.pop(gesture)
        if self.now - at > opposing.UNDO_FOR or not keys:
            return
        opposing.undo(self.store, gesture, by=BY, at=self.now)
        for key, before in keys.items():
            for _, later in self.gestures.values():  # A refusal said again since stands on its own.
                if later.get(key) == at:
                    later[key] = before
            if self.refused.get(key) == at:
                self.refused.pop(key)
                if before is not None:
                    self.refused[key] = before

    @precondition(lambda self: self._reopened())
    @rule(draw=st.integers(min_value=0))
    def oppose_again(self, draw: int) -> None:
        """Who refused, then agreed, refuses again."""
        found = self._reopened()
        lead_id = found[draw % len(found)]
        self.now += timedelta(minutes=1)
        done = opposing.oppose_typed(self.store, str(lead_id), how="call", by=BY, at=self.now)
        assert not done.already
        self._oppose(None, done, lead_id)

    def _reopened(self) -> list[int]:
        return [one for one in sorted(self.agreed) if not self._closed(one) and self.borne[one] & self.refused.keys()]

    @precondition(lambda self: any(map(self._closed, self.borne)))
    @rule(draw=st.integers(min_value=0))
    def agree_after_refusing(self, draw: int) -> None:
        found = [one for one in sorted(self.borne) if self._closed(one)]
        self.now += timedelta(minutes=1)
        self._agree(found[draw % len(found)], self.now)

    @precondition(lambda self: self.borne)
    @rule(draw=st.integers(min_value=0), hours=st.integers(min_value=0, max_value=48))
    def consent(self, draw: int, hours: int) -> None:
        self._agree(self._pick(draw), self.now - timedelta(hours=hours))

    def _agree(self, lead_id: int, collected: datetime) -> None:
        who = who_is(self.store, lead_id)
        consenting.record(
            self.store, who, channels=[Channel.CALL, Channel.EMAIL, Channel.SMS], collected=collected,
            wording="consent-1", proof=self.proof, by=BY, at=self.now,
        )  # fmt: skip
        self.agreed[lead_id] = max(collected, self.agreed.get(lead_id, collected))

    @precondition(lambda self: self.borne)
    @rule(draw=st.integers(min_value=0), outcome=st.sampled_from(("talked", "no_answer", "opposed", "callback")))
    def call(self, draw: int, outcome: str) -> None:
        lead_id = self._pick(draw)
        who = who_is(self.store, lead_id)
        closed = self._closed(lead_id)
        try:
            started = calling.start(self.store, who, by=BY, at=self.now)
        except calling.CallForbidden:
            return
        assert not closed
        self.now += timedelta(minutes=1)
        if outcome == "opposed":
            done = opposing.oppose(self.store, who, how="call", by=BY, at=self.now, call_id=started.call)
            self._oppose(None, done, lead_id)
            return
        calling.finish(self.store, started.call, outcome=outcome, by=BY, at=self.now)
        if outcome == "callback":
            calling.plan_callback(self.store, lead_id, due=self.now + timedelta(days=1), by=BY, at=self.now)

    @precondition(lambda self: self.borne)
    @rule(draws=st.lists(st.integers(min_value=0), min_size=1, max_size=2))
    def letters(self, draws: list[int]) -> None:
        asked = list(dict.fromkeys(self._pick(draw) for draw in draws))
        made = noticing.make(self.store, asked, self.folder / "lettres", by=BY, at=self.now)
        assert not [one.lead for one in made.made if self._closed(one.lead)]
        assert len(made.made) + len(made.refused) == len(asked)

    @rule()
    def post_the_letters(self) -> None:
        with self.store.read() as r:
            sql = "SELECT id, lead_id FROM notice WHERE posted_at IS NULL AND withdrawn_at IS NULL"
            waiting = r.named(Waiting, sql)
        gone = posting.posted(self.store, [letter.id for letter in waiting], by=BY, at=self.now)
        assert len(gone.letters) <= sum(not self._closed(letter.lead_id) for letter in waiting)

    @rule(minutes=st.sampled_from((1, 5, 30, 60 * 24)))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def _refusals(self) -> Iterator[str]:
        for kind, value in self.refused:
            if kind == "phone":
                yield from (spelling(value) for spelling in SPELLINGS)
            elif kind == "email":
                yield value

    @invariant()
    def nobody_who_refused_is_reached(self) -> None:
        with self.store.read() as r:
            law = law_of(agency.settings(r))
            for typed in self._refusals():
                who = people.find(r, typed)
                if who.lead_id in self.agreed:
                    continue
                said = judged_who(r, who, law, channel=Channel.CALL, at=self.now)
                assert said.light is Light.OPPOSED, typed
            closed = [lead_id for lead_id in self.borne if self._closed(lead_id)]
            for channel in CHANNELS:
                allowed = [
                    one for one, said in verdicts(r, closed, law, channel=channel, at=self.now).items() if said.allowed
                ]
                assert allowed == []

    @invariant()
    def who_refused_is_marked_on_every_list(self) -> None:
        with self.store.read() as r:
            marked = set(leads.search(r, filters={"opposition": "yes"}, sort="newest"))
            waiting = [
                lead_id
                for lead_id in self.borne
                if r.of(Callback, "due", lead_id=lead_id, done_at=None, cancelled_at=None)
            ]
        closed = {lead_id for lead_id in self.borne if self._closed(lead_id)}
        assert closed <= marked
        assert not closed & set(waiting)

    @invariant()
    def every_lead_says_where_it_comes_from(self) -> None:
        with self.store.read() as r:
            assert r.records("SELECT id FROM lead WHERE id NOT IN (SELECT lead_id FROM origin)") == []
            assert r.records("SELECT id FROM lead WHERE id NOT IN (SELECT rowid FROM lead_search)") == []

    @invariant()
    def reports_balance(self) -> None:
        with self.store.read() as r:
            [total] = r.column(int, "SELECT coalesce(sum(added + merged + opposed + rejected + blank), 0) FROM batch")
        assert total == self.read

    @invariant()
    def the_journal_explains_the_base(self) -> None:
        with self.store.read() as r:
            assert journal.check(r).problems == ()


TestRandomUser = RandomUser.TestCase
TestRandomUser.settings = settings(
    derandomize=True,
    max_examples=length(5, long=200),
    stateful_step_count=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
