"""What happens in the trade: noted, told, taken back, and gone with the person."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.actions.common import agency, people
from core.actions.common.judging import law_of
from core.actions.keeping import forgetting, verifying
from core.actions.leads import joining, lead_views, milestones
from core.actions.leads.appointment_file import appointment_file
from core.actions.rights.everything_known import held
from core.base.errors import UserError
from core.base.lazy_imports import icalendar
from core.base.records import replace
from core.model.milestone import MilestoneKind, TradeEvent
from core.model.step import Step
from core.store.port import Store
from core.words.milestones import milestone_words
from tests.core.actions.conftest import BY, NOW, add, informed, things_due
from tests.files.bases.make import AGENCY
from tests.tables import table


@pytest.fixture(autouse=True)
def complete(store: Store) -> None:
    """The agency may write."""
    agency.save_agency(store, AGENCY, by=BY, at=NOW)


MEETING = TradeEvent(MilestoneKind.APPOINTMENT, NOW + timedelta(days=2), "12 rue des Mûriers, Uzès", "Claire Vasseur")
DONE = NOW - timedelta(days=1)


def note(store: Store, lead: int, one: TradeEvent) -> int:
    return milestones.note_milestone(store, people.Who(lead), one, by=BY, at=NOW)


def somebody(store: Store, mark: str) -> int:
    """Add a lead that only ``mark`` tells apart."""
    return add(
        store, last_name=mark, reference=f"M{mark}1", phones=(), emails=(f"{mark}@exemple.fr".lower(),), address=""
    )


def step(store: Store, lead: int) -> tuple[Step, str]:
    with store.read() as r:
        found = lead_views.lead_sheet(r, lead, law_of(agency.settings(r)), at=NOW).row.step
    return found.step, found.code


@table(
    "one, words",
    [
        (MEETING, "Rendez-vous le 26 novembre 2026 à 10 h 42, 12 rue des Mûriers, Uzès, avec Claire Vasseur"),
        (
            TradeEvent(MilestoneKind.ESTIMATE, DONE, said="hand"),
            "Estimation remise le 23 novembre 2026, en main propre",
        ),
        (
            TradeEvent(MilestoneKind.ESTIMATE, DONE, said="letter", back=date(2026, 12, 7)),
            "Estimation remise le 23 novembre 2026, par courrier, y revenir le 7 décembre 2026",
        ),
        (TradeEvent(MilestoneKind.MANDATE, DONE, said="2026-118"), "Mandat n° 2026-118 signé le 23 novembre 2026"),
        (TradeEvent(MilestoneKind.LOST, DONE, said="alone"), "Perdu le 23 novembre 2026 (vend ou loue sans agence)"),
    ],
)  # fmt: skip
def test_a_milestone_is_told_in_the_history_and_in_the_copy_of_the_data(
    store: Store, one: TradeEvent, words: str
) -> None:
    lead = somebody(store, f"{one.kind.value}{one.back or 0}")
    note(store, lead, one)
    with store.read() as r:
        [kept] = milestones.of_lead(r, lead)
        told = milestone_words(kept)
        assert told.replace("\u00a0", " ") == words
        sheet = lead_views.lead_sheet(r, lead, law_of(agency.settings(r)), at=NOW)
        assert told in [event.text for event in sheet.events]
        assert any(told in item.values() for section in held(r, lead) for item in section.items)


def test_an_appointment_is_the_next_step_then_asks_for_its_report(store: Store) -> None:
    lead = add(store)
    informed(store, lead)
    number = note(store, lead, MEETING)
    assert step(store, lead) == (Step.MEET, "NEXT_MEET")
    milestones.take_back(store, number, by=BY, at=NOW)
    assert step(store, lead) == (Step.WAIT, "NEXT_WAIT_SECOND")
    note(store, lead, TradeEvent(MilestoneKind.APPOINTMENT, DONE))
    assert step(store, lead) == (Step.REPORT, "NEXT_REPORT")
    note(store, lead, TradeEvent(MilestoneKind.LOST, DONE, said="price"))
    assert step(store, lead) == (Step.NOTHING, "NEXT_DONE_LOST")


def test_today_tells_the_appointments_of_the_day_and_those_without_report(store: Store) -> None:
    lead = add(store)
    note(store, lead, TradeEvent(MilestoneKind.APPOINTMENT, NOW + timedelta(hours=2)))
    with store.read() as r:
        [due] = [one for one in things_due(r, law_of(agency.settings(r)), at=NOW) if one.kind == "meetings"]
        assert (due.count, due.lead, due.at) == (1, lead, NOW + timedelta(hours=2))
    note(store, lead, TradeEvent(MilestoneKind.LOST, DONE, said="dropped"))
    with store.read() as r:
        assert "meetings" not in [one.kind for one in things_due(r, law_of(agency.settings(r)), at=NOW)]


@table(
    "one, code",
    [
        (TradeEvent(MilestoneKind.LOST, DONE, said="divorce"), "FIELD_VALUE"),
        (TradeEvent(MilestoneKind.ESTIMATE, DONE, said=""), "FIELD_VALUE"),
        (TradeEvent(MilestoneKind.LOST, NOW + timedelta(days=1), said="alone"), "MILESTONE_TO_COME"),
        (TradeEvent(MilestoneKind.MANDATE, DONE, said=" "), "MANDATE_NUMBER"),
    ],
)
def test_what_cannot_be_noted_is_said(store: Store, one: TradeEvent, code: str) -> None:
    lead = somebody(store, f"{code}{one.said}")
    with pytest.raises(UserError, check=lambda problem: problem.code == code):
        note(store, lead, one)
    with store.read() as r:
        assert milestones.of_lead(r, lead) == []


def test_nobody_and_nothing_are_said(store: Store) -> None:
    with pytest.raises(UserError):
        milestones.note_milestone(store, people.Who(None), MEETING, by=BY, at=NOW)
    with pytest.raises(UserError):
        milestones.take_back(store, 12, by=BY, at=NOW)


def test_milestones_follow_a_join_and_go_with_the_person(store: Store) -> None:
    lead, twin = add(store), add(store, phones=("0639981299",), emails=(), reference="TD9", address="1 rue B")
    note(store, twin, MEETING)
    joining.join(store, lead, twin, by=BY, at=NOW)
    with store.read() as r:
        assert [one.place for one in milestones.of_lead(r, lead)] == [MEETING.place]
    forgetting.forget(store, lead, by=BY, at=NOW)
    with store.read() as r:
        assert milestones.of_lead(r, lead) == []
    assert verifying.verify(store).problems == ()


def events_of(store: Store, lead: int, number: int) -> tuple[Any, Any]:
    """Return the calendar of an appointment, and its event."""
    with store.read() as r:
        one = next(one for one in milestones.of_lead(r, lead) if one.id == number)
        calendar = icalendar().Calendar.from_ical(appointment_file(r, lead, one, at=NOW))
    [event] = calendar.walk("VEVENT")
    return calendar, event


def test_an_appointment_goes_to_the_calendar_with_its_address_and_its_alarm(store: Store) -> None:
    lead = add(store)
    calendar, event = events_of(store, lead, note(store, lead, MEETING))
    assert event.decoded("dtstart") == MEETING.moment
    assert (str(event["summary"]), str(event["location"])) == ("Moreau Hélène", MEETING.place)
    [zone], [alarm] = calendar.walk("VTIMEZONE"), calendar.walk("VALARM")
    assert str(zone["tzid"]) == event["dtstart"].params["TZID"] == "Europe/Paris"
    assert alarm.decoded("trigger") == timedelta(minutes=-30)
    at_home = note(store, lead, replace(MEETING, place="Au bien"))
    assert str(events_of(store, lead, at_home)[1]["location"]) == "Au bien, 14 rue des Mûriers, 30700 Uzès"
    elsewhere = add(store, phones=(), emails=("c@exemple.fr",), reference="T3", address="", last_name="Blanc")
    number = note(store, elsewhere, replace(MEETING, place="Au bien"))
    assert str(events_of(store, elsewhere, number)[1]["location"]) == "Au bien, 30700 Uzès"
    number = note(store, elsewhere, replace(MEETING, place="Chez la personne"))
    assert str(events_of(store, elsewhere, number)[1]["location"]) == "Chez la personne"
    at_agency = note(store, lead, replace(MEETING, place="À l’agence"))
    assert str(events_of(store, lead, at_agency)[1]["location"]).startswith("À l’agence, ")


def test_an_appointment_moved_is_the_same_in_the_calendar(store: Store) -> None:
    lead = add(store)
    first = note(store, lead, MEETING)
    before = events_of(store, lead, first)[1]
    moved = note(store, lead, replace(MEETING, moment=MEETING.moment + timedelta(days=1)))
    after = events_of(store, lead, moved)[1]
    assert (after["uid"], int(before["sequence"]), int(after["sequence"])) == (before["uid"], 0, 1)
    assert events_of(store, lead, moved)[1]["sequence"] == after["sequence"], "written twice, it is the same"
    milestones.take_back(store, moved, by=BY, at=NOW)
    back = events_of(store, lead, first)[1]
    assert (back["uid"], int(back["sequence"])) == (before["uid"], 2), "a calendar takes only what is newer"
    # Once it has been, the next one is another.
    late = MEETING.moment + timedelta(days=10)
    another = milestones.note_milestone(
        store, people.Who(lead), replace(MEETING, moment=late), by=BY, at=MEETING.moment + timedelta(days=2)
    )
    assert events_of(store, lead, another)[1]["uid"] != before["uid"]
    assert events_of(store, lead, first)[1]["uid"] == before["uid"]
    other = add(store, phones=(), emails=("b@exemple.fr",), reference="T2", address="1 rue A", last_name="Garcin")
    assert events_of(store, other, note(store, other, MEETING))[1]["uid"] != before["uid"]


def test_the_signed_mandate_proves_the_contract_that_was_noted_before_it(store: Store, tmp_path: Path) -> None:
    """Noted without its file, then again with it: the file is not lost."""
    lead, proof = add(store), tmp_path / "mandat.pdf"
    proof.write_bytes(b"%PDF-1.4 mandat")
    signed = TradeEvent(MilestoneKind.MANDATE, DONE, said="2026-118")
    note(store, lead, signed)
    milestones.note_milestone(store, people.Who(lead), signed, by=BY, at=NOW, proof=proof)
    with store.read() as r:
        [title] = r.column(int, "SELECT proof_id FROM title WHERE lead_id = ?", lead)
        assert r.value(bytes, "SELECT content FROM proof WHERE id = ?", title) == proof.read_bytes()
    proof.write_bytes(b"%PDF-1.4 autre")
    milestones.note_milestone(store, people.Who(lead), MEETING, by=BY, at=NOW, proof=proof)
    milestones.note_milestone(store, people.Who(lead), signed, by=BY, at=NOW, proof=proof)
    with store.read() as r:
        assert r.column(int, "SELECT proof_id FROM title WHERE lead_id = ?", lead) == [title], "it is proven already"
        assert r.value(int, "SELECT count(*) FROM proof") == 1
    assert verifying.verify(store).problems == ()
