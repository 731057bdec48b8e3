"""Where a lead stands in the trade: from what happened alone, and the same in the list, its filter and the figures."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.calling import calling, consenting
from core.actions.common import agency, people, step_cache
from core.actions.common.judging import law_of
from core.actions.keeping import forgetting
from core.actions.leads import editing, exporting, lead_views, milestones
from core.actions.letters import posting
from core.actions.register import opposing
from core.base.errors import UserError
from core.cli import shapes
from core.model.channel import TitleKind
from core.model.consent import ConsentTerms
from core.model.editing import Change, How, ValueSource
from core.model.milestone import MilestoneKind, TradeEvent
from core.model.trade import FunnelStage, TradeStatus
from core.model.way_now import WayNow
from core.records.notice import Notice
from core.store import lead_lists, leads
from core.store.port import Store, Value
from core.words.ways_now import way_word
from tests.core.actions.conftest import BY, NOW, add, informed, note_agreement, who_is
from tests.files.bases.make import AGENCY

BEFORE = NOW - timedelta(days=1)
LATER = NOW + timedelta(days=2)


@pytest.fixture(autouse=True)
def complete(store: Store) -> None:
    """The agency may write."""
    agency.save_agency(store, AGENCY, by=BY, at=NOW)


def met(kind: MilestoneKind, said: str = "") -> Callable[[Store, int], int]:
    def note(store: Store, lead: int) -> int:
        moment = LATER if kind is MilestoneKind.APPOINTMENT else BEFORE
        return milestones.note_milestone(store, people.Who(lead), TradeEvent(kind, moment, said=said), by=BY, at=NOW)

    return note


appointment, estimate = met(MilestoneKind.APPOINTMENT), met(MilestoneKind.ESTIMATE, "hand")
mandate, lost = met(MilestoneKind.MANDATE, "2026-118"), met(MilestoneKind.LOST, "alone")


def undone(store: Store, lead: int) -> None:
    with store.read() as r:
        last = milestones.of_lead(r, lead)[-1]
    milestones.take_back(store, last.id, by=BY, at=NOW)


def agreed(store: Store, lead: int) -> None:
    who = who_is(store, lead)
    note_agreement(store, who, store.path.parent / "coupon.txt", collected=BEFORE)


def withdrawn(store: Store, lead: int) -> None:
    with store.read() as r:
        found = r.column(int, "SELECT id FROM consent WHERE lead_id = ?", lead)
    for one in found:
        consenting.withdraw(store, one, by=BY, at=NOW)


def asked(store: Store, lead: int) -> None:
    who = who_is(store, lead)
    consenting.open_title(store, who, TitleKind.REQUEST, object_="estimation", how="mail", starts=BEFORE, by=BY, at=NOW)


def told(store: Store, lead: int) -> None:
    """They called, and were told all of the information."""
    who = who_is(store, lead)
    call = calling.log(store, who, direction="in", outcome="talked", by=BY, at=BEFORE)
    row: dict[str, Value] = {"call_id": call.call, "version": "script-2", "points": "[]", "complete": 1}
    with store.write("oral notice", by=BY, at=NOW) as w:
        w.insert("oral_notice", row | {"at": f"{BEFORE:%Y-%m-%d}T09:00:00.000+00:00", "by": BY})


def met_on_call(store: Store, lead: int) -> None:
    """A call of an older program gave an appointment, and nothing else was noted."""
    who = who_is(store, lead)
    calling.log(store, who, direction="in", outcome="appointment", by=BY, at=BEFORE)


def came_back(store: Store, lead: int) -> None:
    with store.read() as r:
        letter = r.of(Notice, lead_id=lead)[-1]
    posting.returned(store, letter.id, by=BY, at=NOW)


def readdressed(store: Store, lead: int) -> None:
    with store.read() as r:
        home = next(
            one for one in lead_views.lead_sheet(r, lead, law_of(agency.settings(r)), at=NOW).contacts
            if one.kind == "address"
        )  # fmt: skip
    change = Change("address", "9 rue du Moulin", home.id, "30700", "Uzès")
    editing.edit(store, lead, [change], told=ValueSource(How.SIGN, NOW.date()), by=BY, at=NOW)


def homeless(store: Store, lead: int) -> None:
    with store.read() as r:
        [home] = r.column(int, "SELECT id FROM contact WHERE kind = 'address' AND lead_id = ?", lead)
    editing.edit(store, lead, [Change("address", "", home)], by=BY, at=NOW)


def refused(store: Store, lead: int) -> None:
    who = who_is(store, lead)
    opposing.oppose(store, who, how="call", by=BY, at=NOW)


def erased(store: Store, lead: int) -> None:
    forgetting.forget_rows(store, [lead], by=BY, at=NOW, keep_property=False, why="request")


Deed = Callable[[Store, int], object]
LIVES: list[tuple[str, tuple[Deed, ...]]] = [
    ("to_inform", ()),
    ("to_complete", (homeless,)),
    ("posted", (informed,)),
    ("to_complete", (informed, came_back)),
    ("to_inform", (informed, came_back, readdressed)),
    ("posted", (informed, came_back, informed)),
    ("answered", (informed, agreed)),
    ("answered", (agreed,)),
    ("posted", (informed, agreed, withdrawn)),
    ("to_inform", (agreed, withdrawn)),
    ("answered", (informed, asked)),
    ("answered", (told,)),
    ("appointment", (met_on_call,)),
    ("lost", (met_on_call, lost)),
    ("appointment", (informed, agreed, appointment)),
    ("appointment", (appointment,)),
    ("answered", (informed, agreed, appointment, undone)),
    ("estimate", (informed, agreed, appointment, estimate)),
    ("appointment", (estimate, appointment)),
    ("mandate", (informed, estimate, mandate)),
    ("answered", (informed, mandate, undone)),
    ("lost", (informed, agreed, appointment, lost)),
    ("appointment", (lost, appointment)),
    ("opposed", (refused,)),
    ("opposed", (informed, agreed, appointment, mandate, refused)),
    ("erased", (informed, appointment, erased)),
    ("erased", (refused, erased)),
]  # fmt: skip
"""What happened, and the status that follows; a mandate taken back leaves a contract, closed: they had answered."""


def test_the_status_follows_from_what_happened_and_is_one_everywhere(store: Store) -> None:
    wanted: dict[int, str] = {}
    for rank, (status, deeds) in enumerate(LIVES):
        lead = add(store, phones=(f"06 39 98 30 {rank:02d}",), emails=(), reference=f"TS{rank}",
                   last_name=f"Nom{rank}", address=f"{rank} rue des Essais")  # fmt: skip
        for place, deed in enumerate(deeds):
            if deed is informed and deeds.index(informed) != place:
                with store.write("post", by=BY, at=NOW) as w:
                    [old] = [one.id for one in w.of(Notice, lead_id=lead)]
                    w.update("notice", old, {"reference": f"OLD{rank}"})
            deed(store, lead)
        wanted[lead] = status
    with store.read() as r:
        law = law_of(agency.settings(r))
        every = list(lead_views.find(r, law, at=NOW))
        assert set(every) == set(wanted)
        rows = {row.id: row.status.value for row in lead_views.lead_rows(r, every, law, at=NOW)}
        assert rows == wanted
        for one in TradeStatus:
            found = set(lead_views.find(r, law, at=NOW, filters={"status": one.value}))
            assert found == {lead for lead, status in wanted.items() if status == one}, one
        assert lead_lists.status_counts(r) == dict(Counter(wanted.values()))
        assert lead_views.lead_sheet(r, every[0], law, at=NOW).row.status == wanted[every[0]]
        stages = lead_lists.funnel(r)
        assert list(stages) == [*map(str, FunnelStage)]
        for stage, count in stages.items():
            assert count == len(lead_views.find(r, law, at=NOW, filters={"reached": stage})) > 0, stage
    assert set(wanted.values()) == set(TradeStatus)


def test_nobody_is_called_informed() -> None:
    assert not [one for one in TradeStatus if one.word.lower().startswith("informé")]


def test_a_mandate_opens_the_contract_and_its_undoing_closes_it(store: Store, tmp_path: Path) -> None:
    lead, proof = add(store), tmp_path / "mandat.pdf"
    proof.write_bytes(b"%PDF-1.4 signed")
    signed = TradeEvent(MilestoneKind.MANDATE, BEFORE, said="2026-118", back=(NOW + timedelta(days=90)).date())
    number = milestones.note_milestone(store, people.Who(lead), signed, by=BY, at=NOW, proof=proof)

    def allowed() -> bool:
        with store.read() as r:
            return lead_views.lead_sheet(r, lead, law_of(agency.settings(r)), at=NOW).row.call.allowed

    assert allowed()
    milestones.take_back(store, number, by=BY, at=NOW)
    assert not allowed()


def test_without_its_paper_a_mandate_opens_no_call_and_a_second_one_no_second_title(store: Store) -> None:
    lead = add(store)
    mandate(store, lead)
    mandate(store, lead)
    with store.read() as r:
        assert r.column(str, "SELECT number FROM title WHERE lead_id = ?", lead) == ["2026-118"]
        row = lead_views.lead_sheet(r, lead, law_of(agency.settings(r)), at=NOW).row
    assert (row.status, row.call.allowed) == (TradeStatus.MANDATE, False)


def of_every_way(store: Store, proof: Path) -> list[int]:
    """Somebody of each way: agreed, agreed for one hour, new, written to, without an address, maybe known, refusing,
    withdrawing an agreement, erased."""
    ids = [
        add(
            store, last_name=f"Personne{place}", first_name="", phones=(f"06 39 98 13 {place:02d}",), emails=(),
            reference=f"W{place}", address=f"{place} rue Basse" if place != 4 else "", postcode="30700",
        )
        for place in range(9)
    ]  # fmt: skip
    for place, slots in ((0, ()), (1, ((NOW.isoweekday(), "17:00", "18:00"),)), (7, ())):
        note_agreement(
            store,
            who_is(store, ids[place]),
            proof,
            collected=BEFORE,
            object_="l’estimation",
            given=ConsentTerms(slots=slots),
        )
    informed(store, ids[3])
    add(store, last_name="Autre", first_name="", phones=("06 39 98 13 05",), emails=("autre@exemple.fr",),
        reference="W60", address="90 rue Haute", postcode="30700")  # fmt: skip
    opposing.oppose(store, who_is(store, ids[6]), how="letter", by=BY, at=NOW)
    consenting.withdraw_all(store, ids[7], by=BY, at=NOW, how="letter", calls_only=True)
    forgetting.forget(store, ids[8], by=BY, at=NOW)
    with store.read() as r:
        return list(leads.search(r))


MOMENTS = (
    NOW, NOW.replace(hour=7), NOW.replace(hour=17, minute=30), NOW.replace(hour=22), NOW + timedelta(days=45),
)  # fmt: skip


def test_what_may_be_done_is_the_same_everywhere_at_any_moment(store: Store, tmp_path: Path) -> None:
    coupon = tmp_path / "coupon.txt"
    coupon.write_text("signé")
    everyone, seen = of_every_way(store, coupon), Counter[str | None]()
    with store.read() as r:
        law = law_of(agency.settings(r))
    step_cache.keep(store, law, by=BY, at=MOMENTS[1])
    for at in sorted(MOMENTS):
        with store.read() as r:
            listed = {row.id: row for row in lead_views.lead_rows(r, everyone, law, at=at)}
            for row, phones, emails, letter in lead_views.lines(r, list(listed.values()), law, at=at):
                sheet = lead_views.lead_sheet(r, row.id, law, at=at)
                told = {shapes.lead(row, phones, emails, letter)["way_now"], shapes.sheet(sheet)["way_now"]}
                assert told == {row.way.value if row.way else None} == {sheet.row.way and sheet.row.way.value}
                text, _left = exporting.as_text(r, [row.id], law, at=at)
                assert not text or text.splitlines()[1].split("\t")[0] == way_word(row.way)
                seen[row.way] += 1
            half = step_cache.standing(r, law, at=at, most=0)
            for way in WayNow:
                wanted = {number for number, row in listed.items() if row.way is way}
                assert set(lead_views.find(r, law, at=at, filters={"way_now": way.value})) == wanted, (way, at)
                still = set(lead_views.find(r, law, at=at, filters={"way_now": way.value}, tally=half))
                assert still <= wanted, (way, at, "what is kept past its moment is not told")
            counts = step_cache.way_tally(r, step_cache.standing(r, law, at=at))
            ways = [listed[number].way for number in lead_views.find(r, law, at=at, sort="way")]
        order = [*WayNow, None]
        assert ways == sorted(ways, key=order.index)
        assert counts == {way: ways.count(way) for way in WayNow}
    assert set(seen) == {*WayNow, None}
    with pytest.raises(UserError), store.read() as r:
        lead_views.find(r, law, at=NOW, filters={"way_now": "maybe"})
