"""What the first page reads: things to do by deadline, counts, and the story of the last gestures."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from core.actions.calling import calling, consenting
from core.actions.common import agency, people, suppliers
from core.actions.common.judging import Law, law_of
from core.actions.common.next_step_facts import next_steps
from core.actions.desk import recent, today
from core.actions.desk.steps_due import STEPS_OF, Due
from core.actions.keeping import backing_up, restoring
from core.actions.leads import join_undo, joining, lead_views, milestones
from core.actions.letters import posting, print_runs
from core.actions.letters.letter_answers import note_read
from core.actions.letters.letterhead import letterhead
from core.actions.letters.noticing import make
from core.actions.register import key_phrase, opposing
from core.actions.register.recovery_sheet import code_of, confirm
from core.actions.replies import recording, taking_back
from core.actions.rights import requests
from core.base.errors import UserError
from core.base.records import replace
from core.model.agency import Agency
from core.model.channel import TitleKind
from core.model.milestone import MilestoneKind, TradeEvent
from core.model.reply import Box, ReplyRead
from core.model.request import RequestKind
from core.model.settings import Settings
from core.model.step import Step
from core.records.call import Call
from core.records.supplier import Supplier
from core.store import leads, safe
from core.store import today as counted
from core.store.engine.opening import NAME, open_store
from core.store.port import Store
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, informed, note_agreement, take, things_due, who_is
from tests.core.notices.samples import AGENCY as COMPLETE
from ui.pages.today.lines import page_of

BASES = Path(__file__).resolve().parents[3] / "files" / "bases"


@pytest.fixture
def law(store: Store) -> Law:
    """The law for an agency whose identity is complete, its recovery sheet confirmed."""
    values = {name: getattr(COMPLETE, name) for name in COMPLETE.__struct_fields__ if not name.startswith("mail_")}
    agency.save_agency(store, values, by=BY, at=NOW - timedelta(days=9))
    agency.save_settings(store, {"caller_number": "01 99 00 10 10"}, by=BY, at=NOW - timedelta(days=9))
    key_phrase.set_apart(store, by=BY, at=NOW - timedelta(days=9))
    with store.read() as r:
        return law_of(agency.settings(r))


@pytest.fixture
def coupon(tmp_path: Path) -> Path:
    """A proof."""
    path = tmp_path / "coupon.txt"
    path.write_text("Oui")
    return path


def due(store: Store, law: Law, at: datetime = NOW) -> list[Due]:
    """Return what is to be done."""
    with store.read() as r:
        return things_due(r, law, at=at)


def kinds(store: Store, law: Law, at: datetime = NOW) -> list[str]:
    """Return the kinds of what is to be done, in order."""
    return [one.kind for one in due(store, law, at)]


def told(store: Store, at: datetime = NOW) -> list[str]:
    """Return the sentences of the last gestures."""
    with store.read() as r:
        return [one.text for one in recent.recent(r, at=at)]


def agree(store: Store, lead_id: int, coupon: Path, collected: datetime, until: date | None = None) -> int:
    """Record an agreement to be called."""
    who = who_is(store, lead_id)
    return note_agreement(
        store, who, coupon, collected=collected, until=until, object_="l’estimation et la vente de votre bien"
    )


def called(store: Store, lead_id: int, outcome: str, at: datetime) -> None:
    """Log an outgoing call."""
    who = who_is(store, lead_id)
    calling.log(store, who, direction="out", outcome=outcome, by=BY, at=at)


def test_nothing_to_do_in_a_fresh_base_but_the_identity(store: Store, law: Law) -> None:
    assert due(store, law) == []
    lacking = replace(law, agency_missing=("le numéro SIREN",))
    [identity] = due(store, lacking)
    assert (identity.kind, identity.missing) == ("identity", ("le numéro SIREN",))


def test_letters_are_counted_with_the_most_pressing_person(store: Store, law: Law) -> None:
    early = add(store)
    take(
        store,
        DRAFT._replace(last_name="Besson", phones=("0639981242",), emails=(), reference="TD2"),
        batch=replace(BATCH, collected="2026-11-22"),
    )
    [letters] = due(store, law)
    names = ("Moreau Hélène", "Besson Hélène")
    assert letters == Due("letters", 2, date(2026, 12, 20), name="Moreau Hélène", lead=early, names=names)


def test_letters_prepared_wait_until_they_are_posted(store: Store, law: Law, tmp_path: Path) -> None:
    lead_id = add(store)
    made = make(store, [lead_id], tmp_path / "lettres", by=BY, at=NOW)
    assert kinds(store, law) == ["ready"]
    with store.read() as r:
        letter = posting.letter_of(r, made.made[0].reference)
    posting.posted(store, [letter], by=BY, at=NOW)
    assert kinds(store, law) == []
    with store.read() as r:
        assert counted.replies(r) == counted.Replies(1, 0, 0, 0)
    posting.returned(store, letter, by=BY, at=NOW)
    with store.read() as r:
        assert counted.replies(r) == counted.Replies(1, 0, 0, 1)


def test_letters_given_to_a_printer_are_asked_about(store: Store, law: Law, tmp_path: Path) -> None:
    ids = [add(store), add(store, last_name="Autre", phones=("06 39 98 12 42",), emails=(), reference="TD2")]
    letters = []
    for one in make(store, ids, tmp_path, by=BY, at=NOW).made:
        with store.read() as r:
            letters.append(posting.letter_of(r, one.reference))
    run, _held = print_runs.start_run(store, letters, printer="Accueil", both_sides=True, by=BY, at=NOW)
    assert run is not None
    print_runs.send_run(store, run, lambda _pdf, _title: None, by=BY, clock=lambda: NOW)
    found = {one.kind: one.count for one in due(store, law)}
    assert found["sent"] == 2 and "ready" not in found
    print_runs.answer_run(store, run, "1", by=BY, at=NOW)
    found = {one.kind: one.count for one in due(store, law)}
    assert (found["ready"], found["printed"], "sent" in found) == (1, 1, False)


def test_whoever_cannot_be_written_to_is_there_to_be_completed(store: Store, law: Law) -> None:
    """The list says of the same people as the rule that they are to be completed, and the page counts them."""
    whole = {"emails": ()}
    bare = add(store, last_name="Sans", phones=("0639981001",), address="", reference="A1", **whole)
    dayless = add(store, last_name="Loin", phones=("0639981002",), address="2 rue A", reference="A2", **whole)
    with store.write("older", by=BY, at=NOW) as w:
        [origin] = w.column(int, "SELECT id FROM origin WHERE lead_id = ?", dayless)
        w.update("origin", origin, {"seen": None})
    lacking = {bare, dayless}
    add(store, last_name="Tout", phones=("0639981003",), emails=(), address="3 rue A", reference="A3")
    gone = add(store, last_name="Opposé", phones=("0639981004",), emails=(), address="", reference="A4")
    informed(store, add(store, last_name="Écrit", phones=("0639981005",), emails=(), address="", reference="A5"))
    opposing.oppose(store, people.Who(gone), how="letter", by=BY, at=NOW)
    with store.read() as r:
        ids = list(leads.search(r, sort="newest"))
        steps = next_steps(r, ids, law, at=NOW)
        assert {one for one in ids if steps[one].step is Step.COMPLETE} == lacking
        assert set(leads.search(r, filters={"notice": "lacking"}, sort="name")) == lacking
    [one] = [one for one in due(store, law) if one.kind == "lacking"]
    assert (one.count, one.name) == (2, "Sans Hélène")


def test_what_is_late_comes_before_what_is_near(store: Store, law: Law) -> None:
    lead_id = add(store)
    calling.plan_callback(store, lead_id, due=NOW + timedelta(hours=1), by=BY, at=NOW)
    assert kinds(store, law) == ["barred", "letters"]
    late = NOW + timedelta(days=60)
    assert kinds(store, law, late)[0] == "barred"
    lacking = replace(law, agency_missing=("le numéro SIREN",))
    assert kinds(store, lacking, late) == ["identity", "barred", "lacking"]


def test_a_callback_of_tomorrow_is_not_due_and_is_the_next_thing(store: Store, law: Law) -> None:
    lead_id = add(store)
    calling.plan_callback(store, lead_id, due=NOW + timedelta(days=1), by=BY, at=NOW)
    assert kinds(store, law) == ["letters"]
    with store.read() as r:
        assert today.next_due(r, at=NOW) == date(2026, 11, 25)
        assert today.next_due(r, at=NOW + timedelta(days=1)) is None


def test_a_call_without_outcome_is_to_be_closed(store: Store, law: Law) -> None:
    lead_id = add(store)
    who = who_is(store, lead_id)
    calling.receive(store, who, by=BY, at=NOW - timedelta(minutes=5))
    open_call = next(one for one in due(store, law) if one.kind == "unfinished")
    assert (open_call.name, open_call.lead, open_call.count) == ("Moreau Hélène", lead_id, 1)


@pytest.mark.parametrize(
    ("collected", "until", "end"),
    [
        (NOW - timedelta(days=350), date(2027, 12, 1), date(2026, 12, 8)),
        (NOW - timedelta(days=10), date(2026, 12, 1), date(2026, 12, 1)),
        (NOW - timedelta(days=10), None, None),
        (NOW - timedelta(days=10), date(2027, 2, 1), None),
        (NOW - timedelta(days=380), None, None),
        (NOW - timedelta(days=10), date(2026, 11, 23), None),
    ],
)
def test_agreements_ending_within_thirty_days(
    store: Store, law: Law, coupon: Path, collected: datetime, until: date | None, end: date | None
) -> None:
    agree(store, add(store), coupon, collected, until)
    found = [one.day for one in due(store, law) if one.kind == "agreements"]
    assert found == ([end] if end else [])


def test_a_renewed_agreement_does_not_end(store: Store, law: Law, coupon: Path) -> None:
    lead_id = add(store)
    agree(store, lead_id, coupon, NOW - timedelta(days=350))
    agree(store, lead_id, coupon, NOW - timedelta(days=2))
    assert "agreements" not in kinds(store, law)


def test_contracts_ending_and_opposed_people_left_alone(store: Store, law: Law) -> None:
    lead_id = add(store)
    who = who_is(store, lead_id)
    starts = NOW.date() - timedelta(days=90)
    consenting.open_title(
        store, who, TitleKind.CONTRACT, object_="mandat", number="12", starts=starts,
        ends=NOW.date() + timedelta(days=20), by=BY, at=NOW,
    )  # fmt: skip
    contract = next(one for one in due(store, law) if one.kind == "contracts")
    assert (contract.day, contract.lead) == (date(2026, 12, 14), lead_id)
    opposing.oppose(store, who, how="letter", by=BY, at=NOW)
    assert kinds(store, law) == ["messages"], "whoever delivered the data is to be told"


def test_leads_to_erase_after_twelve_months_unless_a_title_holds(store: Store, law: Law, coupon: Path) -> None:
    lead_id = add(store)
    on_the_day, after = (NOW.replace(year=2027, day=day) for day in (20, 21))
    assert "kept" not in kinds(store, law, on_the_day)
    assert kinds(store, law, after)[-1] == "kept"
    agree(store, lead_id, coupon, NOW - timedelta(days=1))
    assert "kept" not in kinds(store, law, after)


def test_each_step_has_its_line_and_everybody_is_counted(store: Store, law: Law, coupon: Path) -> None:
    """The sum of the lines is the number of leads with something to do, as the list filtered by step shows them."""
    ids = [
        add(store, last_name=name, phones=(f"06399812{place:02d}",), emails=(), reference=f"S{place}", **changes)
        for place, (name, changes) in enumerate(
            [*((name, {}) for name in ("Un", "Deux", "Trois", "Quatre", "Cinq")), ("Six", {"address": ""})]
        )
    ]
    for lead_id in ids[:2]:
        agree(store, lead_id, coupon, NOW - timedelta(days=1))
    for lead_id in ids[:4]:  # No appointment hides an information that is due.
        informed(store, lead_id)
    for lead_id, moment in ((ids[2], NOW + timedelta(days=1)), (ids[3], NOW - timedelta(hours=20))):
        met = TradeEvent(MilestoneKind.APPOINTMENT, moment, "au bien")
        milestones.note_milestone(store, _who(store, lead_id), met, by=BY, at=NOW)
    found = {one.kind: one for one in due(store, law)}
    assert {kind: one.count for kind, one in found.items()} == {
        "callable": 2, "meetings": 1, "report": 1, "letters": 1, "lacking": 1,
    }  # fmt: skip
    assert set(found["callable"].names) == {"Un Hélène", "Deux Hélène"}
    assert found["meetings"].at == NOW + timedelta(days=1)
    with store.read() as r:
        assert found.keys() <= STEPS_OF.keys()
        for kind, steps in STEPS_OF.items():
            asked = ",".join(step.value for step in steps)
            held = lead_views.find(r, law, at=NOW, filters={"step": asked})
            assert len(held) == (found[kind].count if kind in found else 0)
    later = {one.kind: one for one in due(store, law, NOW + timedelta(days=40))}
    assert (later["letters"].late, later["letters"].count) == (1, 1)


def test_an_estimate_is_spoken_of_again_on_its_day_and_not_before(store: Store, law: Law) -> None:
    names = {"Tard": NOW.date() - timedelta(days=1), "Bientôt": NOW.date() + timedelta(days=5)}
    for place, (name, back) in enumerate(names.items()):
        lead_id = add(store, last_name=name, phones=(f"06399812{place:02d}",), emails=(), reference=f"S{place}")
        informed(store, lead_id)
        handed = TradeEvent(MilestoneKind.ESTIMATE, NOW - timedelta(days=9), said="hand", back=back)
        milestones.note_milestone(store, _who(store, lead_id), handed, by=BY, at=NOW)
    [line] = [one for one in due(store, law) if one.kind == "follow"]
    assert (line.count, line.late) == (1, 1)
    [line] = [one for one in due(store, law, NOW + timedelta(days=5)) if one.kind == "follow"]
    assert (line.count, line.late) == (2, 1)


def test_each_person_written_to_answers_once(store: Store, law: Law, coupon: Path, tmp_path: Path) -> None:
    ids = [
        add(store, last_name=name, phones=(f"063998124{place}",), emails=(), reference=f"TD{place}")
        for place, name in enumerate(("Moreau", "Besson", "Colin"))
    ]
    made = make(store, ids, tmp_path / "lettres", by=BY, at=NOW - timedelta(days=5))
    with store.read() as r:
        letters = [posting.letter_of(r, one.reference) for one in made.made]
    posting.posted(store, letters, by=BY, at=NOW - timedelta(days=5))
    agree(store, ids[0], coupon, NOW - timedelta(days=1))
    agree(store, ids[1], coupon, NOW - timedelta(days=1))
    with store.read() as r:
        who = people.of_lead(r, ids[1])
    opposing.oppose(store, who, how="letter", by=BY, at=NOW)
    with store.read() as r:
        found = counted.replies(r)
    assert found == counted.Replies(written=3, agreed=1, opposed=1, returned=0)
    assert found.silent == 1
    said = ReplyRead(made.made[2].reference, frozenset({Box.ESTIMATE}), NOW.date())
    done = recording.record(store, said, by=BY, at=NOW)
    with store.read() as r:
        found = counted.replies(r)
    assert (found.otherwise, found.silent) == (1, 0), "who wants an estimate answered"
    taking_back.undo(store, done, by=BY, at=NOW)
    with store.read() as r:
        assert counted.replies(r).silent == 1


def test_calls_by_working_day(store: Store, law: Law, coupon: Path) -> None:
    lead_id = add(store)
    agree(store, lead_id, coupon, NOW - timedelta(days=30))
    called(store, lead_id, "no_answer", NOW - timedelta(minutes=30))
    called(store, lead_id, "appointment", NOW)
    with store.read() as r:
        days = today.call_days(r, at=NOW)
    assert [one.day.isoweekday() for one in days] == [3, 4, 5, 1, 2, 3, 4, 5, 1, 2]
    assert [(one.calls, one.appointments) for one in days[-2:]] == [(0, 0), (2, 1)]
    with store.read() as r:
        sunday = today.call_days(r, at=NOW.replace(day=29))
    assert len(sunday) == 10, "a Saturday and a Sunday without a call are not shown"


def test_the_story_of_a_day(store: Store, law: Law, coupon: Path, tmp_path: Path) -> None:
    first, second = add(store), add(store, last_name="Besson", phones=("0639981242",), emails=(), reference="TD2")
    make(store, [first, second], tmp_path / "lettres", by=BY, at=NOW)
    agree(store, first, coupon, NOW - timedelta(days=3))
    called(store, first, "appointment", NOW)
    calling.plan_callback(store, first, due=NOW + timedelta(hours=4), by=BY, at=NOW)
    who = who_is(store, second)
    gesture = opposing.oppose(store, who, how="counter", by=BY, at=NOW).gesture
    opposing.undo(store, gesture, by=BY, at=NOW)
    assert told(store) == [
        "Opposition annulée\u202f: Besson Hélène",
        "Besson Hélène s’oppose au démarchage (comptoir)",
        "Rappel prévu avec Moreau Hélène, le 24\u00a0novembre à 14\u00a0h\u00a042",
        "Appel à Moreau Hélène\u202f: rendez-vous pris",
        "Moreau Hélène donne son accord, preuve au dossier",
        "2 lettres préparées",
        "«\u202fpige.csv\u202f»\u202f: 1 lue = 1 ajoutée",
        "«\u202fpige.csv\u202f»\u202f: 1 lue = 1 ajoutée",
    ]


def test_what_is_older_than_yesterday_or_to_come_is_not_told(store: Store, law: Law) -> None:
    add(store)
    assert told(store, NOW + timedelta(days=1)) != []
    assert told(store, NOW + timedelta(days=2)) == []
    assert told(store, NOW - timedelta(minutes=1)) == []


Gesture = Callable[[Store, int], object]


def _who(store: Store, lead_id: int) -> people.Who:
    with store.read() as r:
        return people.of_lead(r, lead_id)


GESTURES: list[tuple[str, Gesture]] = [
    ("Réglages modifiés", lambda store, _lead: agency.save_settings(store, {"user": "Ana"}, by=BY, at=NOW)),
    ("Identité de l’agence modifiée", lambda store, _lead: agency.save_agency(store, {"town": "Nîmes"}, by=BY, at=NOW)),
    (
        "Fiche du fournisseur Pige Ouest modifiée",
        lambda store, _lead: suppliers.save(store, supplier(store), {"address": "1 rue du Pont"}, by=BY, at=NOW),
    ),
    (
        "Contrat noté\u202f: Moreau Hélène",
        lambda store, lead: consenting.open_title(
            store, _who(store, lead), TitleKind.CONTRACT, object_="mandat", number="1", by=BY, at=NOW
        ),
    ),
    (
        "Appel reçu de Moreau Hélène\u202f: échange",
        lambda store, lead: calling.log(store, _who(store, lead), direction="in", outcome="talked", by=BY, at=NOW),
    ),
]


@pytest.mark.parametrize(("sentence", "gesture"), GESTURES, ids=[words for words, _ in GESTURES])
def test_other_gestures_are_told(store: Store, sentence: str, gesture: Gesture) -> None:
    lead_id = add(store)
    gesture(store, lead_id)
    assert told(store)[0] == sentence


def test_a_form_filled_field_by_field_is_told_once(store: Store) -> None:
    for town in ("Uzès", "Nîmes", "Alès"):
        agency.save_agency(store, {"town": town}, by=BY, at=NOW)
    assert told(store) == ["Identité de l’agence modifiée"]


def test_an_opposition_without_a_sheet_is_told_without_a_name(store: Store) -> None:
    opposing.oppose_typed(store, "06 39 98 77 77", how="letter", by=BY, at=NOW)
    assert told(store) == ["Opposition enregistrée (courrier)"]


def supplier(store: Store) -> int:
    """Return the only supplier."""
    with store.read() as r:
        return r.of(Supplier, "name_key")[0].id


def test_the_address_of_a_supplier_is_kept_on_one_line(store: Store) -> None:
    add(store)
    suppliers.save(store, supplier(store), {"address": " 1 rue du Pont\n30700  Uzès "}, by=BY, at=NOW)
    with store.read() as r:
        assert r.of(Supplier, "name_key")[0].address == "1 rue du Pont 30700 Uzès"
    with pytest.raises(UserError):
        suppliers.save(store, 1, {"address": "1 rue du Pont"}, by=BY, at=NOW)


def test_the_letterhead_is_what_the_letter_prints() -> None:
    shown = letterhead(COMPLETE)
    assert shown.missing == ()
    assert shown.name == COMPLETE.name
    assert COMPLETE.card_cci in shown.footer
    empty = letterhead(Agency(name="Agence des Tilleuls", town="Uzès", phone="0199001010"))
    assert (empty.footer, empty.lines) == ("", ("Uzès", "01\u00a099\u00a000\u00a010\u00a010"))
    assert "le numéro SIREN" in empty.missing


def test_the_recovery_sheet_is_asked_each_day_from_the_first_lead_on(store: Store) -> None:
    law = law_of(Settings(agency=COMPLETE, caller_number="01 99 00 10 10"))
    assert kinds(store, law) == []
    add(store)
    for days in (0, 1, 400):
        [asked] = [one for one in due(store, law, NOW + timedelta(days=days)) if one.kind == "sheet"]
        assert (asked.count, asked.day) == (1, (NOW + timedelta(days=days)).date())
    with store.read() as r:
        code = code_of(bytes.fromhex(safe.key(r)))
    confirm(store, code, by=BY, at=NOW)
    assert "sheet" not in kinds(store, law)


# --- The computer's clock is moved between opening a form and pressing its button: what was said is kept, nothing is
# deleted by a year that is not, and no call ends before it began

BACK, YEAR = NOW - timedelta(hours=2), NOW + timedelta(days=366)


def test_a_refusal_dated_to_come_is_kept_as_of_today(store: Store) -> None:
    """The form was opened before the clock was set back a day."""
    for opposes, kind in ((False, RequestKind.OBJECTION), (True, RequestKind.ACCESS)):
        done = requests.note(
            store, "06 39 98 12 41", kind, received=NOW.date() + timedelta(days=1), how="letter", by=BY, at=NOW,
            opposes=opposes,
        )  # fmt: skip
        assert done.opposed is not None
        with store.read() as r:
            assert requests.request(r, done.id).received == NOW.date()


def test_a_call_does_not_end_before_it_began(store: Store) -> None:
    lead = add(store)
    who = who_is(store, lead)
    call = calling.receive(store, who, by=BY, at=NOW)
    calling.finish(store, call, outcome="talked", by=BY, at=BACK)
    with store.read() as r:
        found = r.get(Call, call)
    assert found is not None and found.ended == found.started


def test_a_clock_a_year_ahead_keeps_what_takes_a_join_back(store: Store) -> None:
    four = [
        add(store, last_name=name, phones=(f"06 39 98 13 0{n}",), emails=(), address=f"{n} rue Haute", reference=name)
        for n, name in enumerate(("Alba", "Blanc", "Cassan", "Duval"))
    ]
    first = joining.join(store, four[0], four[1], by=BY, at=NOW)
    joining.join(store, four[2], four[3], by=BY, at=YEAR)
    join_undo.disjoin(store, first.id, by=BY, at=NOW)
    with store.read() as r:
        assert people.present(r, four[1]) == four[1]


def test_the_answers_of_another_year_are_to_be_read_again_and_nothing_waits_for_it(store: Store, law: Law) -> None:
    add(store)
    january = NOW.replace(year=2027, month=1, day=4)
    assert "year" not in kinds(store, law, NOW)
    [line] = [one for one in due(store, law, january) if one.kind == "year"]
    assert line.missing == ("2026",) and "letters" in kinds(store, law, january)
    note_read(store, by=BY, at=january)
    with store.read() as r:
        assert agency.settings(r).answers_year == "2027"
    assert "year" not in kinds(store, law, january)
    assert "year" in kinds(store, law, january.replace(year=2028)), "each January"


def test_answers_that_letters_still_wait_for_are_not_asked_twice(store: Store, law: Law) -> None:
    january, waiting = NOW.replace(year=2027, month=1), replace(law, unanswered=("scores",))
    assert "year" not in kinds(store, waiting, january)


def test_an_agency_that_begins_in_a_year_is_asked_the_next_one(store: Store) -> None:
    agency.save_agency(store, {"name": "Agence du Mail"}, by=BY, at=NOW.replace(year=2029))
    with store.read() as r:
        assert agency.settings(r).answers_year == "2029"


def answers_asked(store: Store) -> list[tuple[str, str]]:
    """Return (kind, the page it opens) of what keeps the letters of a base from leaving."""
    with store.read() as r:
        lines = things_due(r, law_of(agency.settings(r)), at=NOW)
    return [(one.kind, page_of(one)[0]) for one in lines if one.kind in ("answers", "letters", "lacking", "identity")]


def test_a_copy_put_back_from_before_the_answers_holds_its_letters_again(
    store: Store, law: Law, tmp_path: Path
) -> None:
    del law
    lead = add(store)
    agency.save_agency(store, {"scores": ""}, by=BY, at=NOW)
    asked = [("answers", "settings/section=claims")]
    assert answers_asked(store) == asked
    copy = backing_up.back_up(store, tmp_path / "copies", by=BY, at=NOW).path
    agency.save_agency(store, {"scores": "non"}, by=BY, at=NOW)
    assert answers_asked(store) == [("letters", "letters")]
    restoring.restore(store.path.parent, copy, by=BY, at=NOW)
    store.news()
    assert answers_asked(store) == asked
    assert make(store, [lead], tmp_path / "lettres", by=BY, at=NOW).refused[0].codes == ("CLAIM_UNANSWERED",)


def test_a_base_of_an_earlier_schema_is_asked_once_for_what_its_letters_wait_for(tmp_path: Path) -> None:
    shutil.copy(BASES / "m035.db", tmp_path / NAME)
    with closing(open_store(tmp_path)) as store:
        assert answers_asked(store) == [("answers", "settings/section=claims")]
