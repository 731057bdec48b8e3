"""Editing a sheet in place, on a real base: the register asked first, the origin kept, and everything taken back."""

import pickle
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.actions.calling import calldesk, calling
from core.actions.common import people
from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of, verdict
from core.actions.common.next_step_facts import next_steps
from core.actions.intake import batch_undo
from core.actions.intake.typed_lead import type_lead
from core.actions.keeping import forgetting
from core.actions.leads import correcting, editing, join_undo, joining, lead_views
from core.actions.leads.edit_undo import CLOSED_FOR, undo_edit
from core.actions.leads.sheet_shown import TwoValues
from core.actions.letters import noticing, posting
from core.actions.letters.registering import Letters
from core.actions.register import opposing
from core.actions.rights import everything_known
from core.base.errors import Stale
from core.base.records import replace
from core.model.batch import TypedOrigin
from core.model.channel import Channel
from core.model.editing import LABELS, Change, Edited, How, ValueSource
from core.model.lead import LeadSheet
from core.model.letter import Way
from core.model.step import NextStep, Step
from core.notices import call_script
from core.records.consent import Consent
from core.records.contact import Contact, Mark
from core.records.lead import Lead
from core.records.listing import Listing
from core.sources.hotlines import hotlines
from core.store import leads, registers
from core.store import leads as found
from core.store.port import Store
from tests.core.actions.conftest import BY, DRAFT, NOW, add, note_agreement, take
from tests.failing import fails_with
from tests.lengths import length
from tests.tables import table

SIGN = ValueSource(How.SIGN, date(2026, 11, 23))
LATER = NOW + timedelta(minutes=3)


def edit(store: Store, lead_id: int, *changes: Change, told: ValueSource | None = SIGN) -> Edited:
    return editing.edit(store, lead_id, changes, told=told, by=BY, at=NOW)


def sheet(store: Store, lead_id: int) -> LeadSheet:
    with store.read() as r:
        return lead_views.lead_sheet(r, lead_id, law_of(settings(r)), at=NOW)


def values(store: Store, lead_id: int, kind: str) -> list[str]:
    return [one.value for one in sheet(store, lead_id).contacts if one.kind == kind]


def point(store: Store, lead_id: int, kind: str) -> int:
    return next(one.id for one in sheet(store, lead_id).contacts if one.kind == kind)


def step(store: Store, lead_id: int) -> NextStep:
    with store.read() as r:
        return next_steps(r, [lead_id], law_of(settings(r)), at=NOW)[lead_id]


def state(store: Store, lead_id: int) -> object:
    """Return all that a sheet holds, its rows and its marks, to compare before and after."""
    with store.read() as r:
        tables = ("lead", "contact", "listing", "origin", "stated")
        held = {
            table: r.records(
                f"SELECT * FROM {table} WHERE {'id' if table == 'lead' else 'lead_id'} = ? ORDER BY id", lead_id
            )
            for table in tables
        }
        return held, sorted(r.of(Mark, lead_id=lead_id)), r.search(["moreau"], 9)


def test_an_address_completed_lets_the_letter_leave(ready: Store) -> None:
    lead = add(ready, address="")
    assert step(ready, lead).code == "NEXT_ADDRESS"
    done = edit(ready, lead, Change("address", "27 rue de la Calade", postcode="30700"))
    assert [(one.label, one.before, one.after) for one in done.changed] == [
        ("adresse", "", "27 rue de la Calade, 30700 Uzès")
    ]
    assert step(ready, lead).code == "NEXT_WRITE"
    with ready.read() as r:
        assert verdict(r, lead, law_of(settings(r)), channel=Channel.LETTER, at=NOW).allowed
        origin = found.contact_origin(r, point(ready, lead, "address"))
    assert origin == ("sign", "", "2026-11-23", "2026-11-24")


def written(store: Store, folder: Path, lead_id: int) -> Letters:
    return noticing.make(store, [lead_id], folder, by=BY, at=NOW)


@table(
    "changes, code, completes",
    [
        ({"address": ""}, "NEXT_ADDRESS", [Change("address", "27 rue A", postcode="30700", town="Uzès")]),
        ({"address": ""}, "NEXT_ADDRESS", [Change("address", "27 rue A, 30700 Uzès")]),
        ({"postcode": ""}, "NEXT_ADDRESS_PART", [Change("postcode", "30700")]),
        ({"town": ""}, "NEXT_ADDRESS_PART", [Change("town", "Uzès")]),
        ({"address": "", "town": "", "postcode": ""}, "NEXT_ADDRESS",
         [Change("address", "27 rue A", postcode="30700", town="Uzès")]),
    ],
)  # fmt: skip
def test_a_lead_that_lacks_something_says_what_and_is_written_to_once_it_is_there(
    ready: Store, tmp_path: Path, changes: dict[str, str], code: str, completes: list[Change]
) -> None:
    with ready.read() as r:
        before = list(leads.search(r))
    forgetting.forget_rows(ready, before, by=BY, at=NOW, keep_property=False, why="request")
    lead = add(ready, **changes)
    assert step(ready, lead).code == code
    assert written(ready, tmp_path, lead).made == ()
    edit(ready, lead, *completes)
    assert step(ready, lead).code == "NEXT_WRITE"
    assert len(written(ready, tmp_path, lead).made) == 1


def test_where_a_lead_comes_from_is_completed_too(ready: Store, tmp_path: Path) -> None:
    lead = add(ready, reference="")
    with ready.write("test", by=BY, at=NOW) as w:
        origin = found.first_origin(w, lead)
        assert origin is not None
        w.update("origin", origin.id, {"site": "", "supplier_id": None, "seen": None})
    for code, change in (
        ("NEXT_SUPPLIER", Change("supplier", "Pige Ouest")),
        ("NEXT_SITE", Change("site", "Toit Direct")),
        ("NEXT_DAY", Change("seen", "3/11/2026")),
    ):
        assert step(ready, lead).code == code
        edit(ready, lead, change, told=None)
    assert step(ready, lead).code == "NEXT_WRITE"
    assert written(ready, tmp_path, lead).made


def test_the_town_of_the_property_is_asked_for(ready: Store) -> None:
    lead = add(ready, town="", postcode="")
    edit(ready, lead, Change("address", "27 rue A", point(ready, lead, "address"), "30700", "Uzès"))
    with ready.write("test", by=BY, at=NOW) as w:
        w.update("lead", lead, {"town": "", "town_key": ""})
    assert step(ready, lead).code == "NEXT_TOWN"
    edit(ready, lead, Change("property_town", "Uzès"), told=None)
    assert step(ready, lead).code == "NEXT_WRITE"


def test_the_list_the_letters_and_the_step_agree_on_what_lacks(ready: Store, tmp_path: Path) -> None:
    """Every way to lack something, among many leads: one rule, whoever asks."""
    blanks = [("contact", "postcode"), ("contact", "town"), ("lead", "postcode"), ("lead", "town"), ("origin", "site"),
              ("origin", "seen"), ("origin", "supplier_id"), ("listing", "town"), ("origin", "reference")]  # fmt: skip
    rows = [
        DRAFT._replace(line=rank + 2, phones=(f"06 39 97 {rank // 100:02d} {rank % 100:02d}",), emails=(),
            address=f"{rank + 1} rue A" if rank % 7 else "", reference=f"R{rank + 1}",
        )
        for rank in range(length(120, long=320))
    ]  # fmt: skip
    take(ready, *rows)
    draw = random.Random(7)
    with ready.write("test", by=BY, at=NOW) as w:
        ids = list(leads.search(w, sort="newest"))
        for lead_id in ids:
            for table_, column in draw.sample(blanks, draw.randrange(4)):
                empty = None if column in ("seen", "supplier_id") else ""
                key = "id" if table_ == "lead" else "lead_id"
                for row in w.records(f"SELECT id FROM {table_} WHERE {key} = ?", lead_id):
                    w.update(table_, int(str(row["id"])), {column: empty})
    with ready.read() as r:
        steps = next_steps(r, ids, law_of(settings(r)), at=NOW)
        lacking = set(lead_views.find(r, law_of(settings(r)), at=NOW, filters={"notice": "lacking"}))
        due = set(noticing.due(r, at=NOW))
    complete = {lead_id for lead_id, one in steps.items() if one.step is Step.COMPLETE}
    written = {lead_id for lead_id, one in steps.items() if one.step is Step.WRITE}
    assert lacking == complete and len(complete) > length(40, long=100)
    assert written <= due and len(written) > length(20, long=50)
    made = noticing.make(ready, sorted(written)[:6], tmp_path, by=BY, at=NOW)
    assert (len(made.made), made.refused) == (6, ())
    refused_ones = noticing.make(ready, sorted(complete)[:20], tmp_path, by=BY, at=NOW)
    assert (refused_ones.made, len(refused_ones.refused)) == ((), 20)


def test_who_gave_their_data_is_written_to_without_a_site(ready: Store, tmp_path: Path) -> None:
    type_lead(ready, DRAFT, came=TypedOrigin.PERSON, by=BY, now=NOW)
    with ready.read() as r:
        lead = people.known(r, DRAFT.phones[0])
        facts = noticing.letter_facts(r, lead, settings(r), day=NOW.date(), reference="K7P-4MD")
    assert step(ready, lead).code == "NEXT_INFORM"
    assert [(one.way, one.obtained) for one in facts.origins] == [(Way.PERSON, NOW.date())]
    assert "property" in facts.fields and "listing" not in facts.fields
    assert written(ready, tmp_path, lead).made


def test_the_letter_says_where_the_agency_found_what_it_added(ready: Store, tmp_path: Path) -> None:
    lead = add(ready, address="")
    edit(ready, lead, Change("address", "27 rue A", postcode="30700"), Change("phone", "06 39 98 77 77"))
    edit(ready, lead, Change("last_name", "Moraux"), told=ValueSource(How.OTHER, NOW.date(), "sa boîte aux lettres"))
    with ready.read() as r:
        facts = noticing.letter_facts(r, lead, settings(r), day=NOW.date(), reference="K7P-4MD")
    assert [(one.way, one.data, one.day, one.words, one.added) for one in facts.origins] == [
        (Way.FILE, ("listing", "first_name", "phone", "email"), date(2026, 10, 26), "", False),
        (Way.SIGN, ("phone", "address"), SIGN.day, "", True),
        (Way.AGENCY, ("last_name",), NOW.date(), "sa boîte aux lettres", True),
    ]
    assert written(ready, tmp_path, lead).made


@table(
    "how, way, said",
    [
        (How.SIGN, "", "Sur le panneau posé sur votre bien. Nous l’avons vu le 23 novembre 2026."),
        (How.LISTING, "", "Dans votre annonce. Nous l’avons lue nous-mêmes le 23 novembre 2026."),
        (How.PERSON, "", "Vous nous l’avez donné vous-même, le 23 novembre 2026."),
        (How.AGENCY, "", "Nous l’avons relevé nous-mêmes, le 23 novembre 2026."),
        (How.OTHER, "un courrier", "Nous l’avons relevé nous-mêmes le 23 novembre 2026, d’après un courrier."),
    ],
)
def test_the_agent_says_where_this_very_number_was_found(store: Store, how: How, way: str, said: str) -> None:
    rank = list(How).index(how)
    lead = add(store, phones=(f"06 39 98 30 0{rank}",), emails=(), reference=f"N{rank}9", address=f"{rank} rue A")
    edit(store, lead, Change("phone", f"06 39 98 31 0{rank}"), told=ValueSource(how, SIGN.day, way))
    with store.read() as r:
        law = law_of(settings(r))
        theirs = calldesk.desk(r, lead, law, at=NOW, phone=f"+3363998310{rank}")
        first = calldesk.desk(r, lead, law, at=NOW, phone=f"+3363998300{rank}")
    assert said in call_script.where_from(theirs.sheet, own=theirs.own).sentence.replace("\u00a0", " ")
    assert "fichier vendu" in call_script.where_from(first.sheet, own=first.own).sentence


def test_the_notes_held_are_told_in_the_letter(ready: Store) -> None:
    lead = add(ready)
    with ready.read() as r:
        assert "note" not in noticing.held_fields(r, lead)
    edit(ready, lead, Change("notes", "Deux clés."))
    with ready.read() as r:
        assert "note" in noticing.held_fields(r, lead)


def test_a_corrected_address_is_written_to_again(ready: Store, tmp_path: Path) -> None:
    lead = add(ready)
    [made] = written(ready, tmp_path, lead).made
    with ready.read() as r:
        letter = posting.letter_of(r, made.reference)
    posting.posted(ready, [letter], by=BY, at=NOW)
    posting.returned(ready, letter, by=BY, at=NOW)
    assert step(ready, lead).code == "NEXT_RETURNED"
    edit(ready, lead, Change("price", "300 000"))
    assert step(ready, lead).code == "NEXT_RETURNED"
    correcting.correct(ready, lead, contacts={point(ready, lead, "address"): "27 rue A"}, by=BY, at=NOW)
    assert step(ready, lead).code == "NEXT_WRITE"
    with ready.read() as r:
        facts = noticing.letter_facts(r, lead, settings(r), day=NOW.date(), reference="K7P-4MD")
    assert facts.first_letter is None, "the first letter never arrived"


FIELDS: list[tuple[str, str, str]] = [
    ("civility", "Monsieur", "Monsieur"),
    ("last_name", "Morau", "Morau"),
    ("first_name", "Hélèna", "Hélèna"),
    ("postcode", "30000", "30000"),
    ("town", "Nîmes", "Nîmes"),
    ("kind", "Appartement", "Appartement"),
    ("deal", "location", "location"),
    ("price", "198 500,50 €", "198500,5"),
    ("area", "71,5", "71,5"),
    ("rooms", "3", "3"),
    ("property_town", "Nîmes", "Nîmes"),
    ("property_postcode", "1000", "01000"),
    ("title", "Bel  appartement", "Bel appartement"),
    ("site", "Pierres & Clés", "Pierres & Clés"),
    ("supplier", "Annonces Sud", "Annonces Sud"),
    ("seen", "3/11/2026", "2026-11-03"),
    ("reference", "PC 77", "PC 77"),
    ("url", "https://exemple.fr/77", "https://exemple.fr/77"),
    ("notes", "Deux clés.\n\n Préfère   le soir. ", "Deux clés.\n\nPréfère le soir."),
    ("tags", "urgent; À revoir", "À revoir, urgent"),
    ("phone", "06 39 98 77 77", "06 39 98 77 77".replace(" ", "\u00a0")),
    ("email", "H.Autre@exemple.fr", "h.autre@exemple.fr"),
]


@table("field, typed, shown", FIELDS)
def test_each_field_is_set_and_taken_back(store: Store, field: str, typed: str, shown: str) -> None:
    rank = list(LABELS).index(field)
    lead = add(store, phones=(f"06 39 98 20 {rank:02d}",), emails=(), reference=f"ED{rank}", address=f"{rank} rue A")
    before = state(store, lead)
    done = edit(store, lead, Change(field, typed))
    [one] = done.changed
    assert (one.field, one.label, one.after) == (field, LABELS[field], shown)
    assert state(store, lead) != before
    undo_edit(store, done, by=BY, at=LATER)
    assert state(store, lead) == before
    forgetting.forget_rows(store, [lead], by=BY, at=NOW, keep_property=False, why="request")


def test_every_field_is_tried() -> None:
    assert {field for field, _, _ in FIELDS} | {"address"} == set(LABELS)


@table(
    "change, told, code",
    [
        (Change("age", "40"), SIGN, "FIELD_UNKNOWN"),
        (Change("civility", "Docteur"), SIGN, "FIELD_VALUE"),
        (Change("deal", "viager"), SIGN, "FIELD_VALUE"),
        (Change("price", "sur demande"), SIGN, "FIELD_VALUE"),
        (Change("area", "-3"), SIGN, "FIELD_VALUE"),
        (Change("rooms", "2,5"), SIGN, "FIELD_VALUE"),
        (Change("rooms", "400"), SIGN, "FIELD_VALUE"),
        (Change("property_postcode", "Uzès"), SIGN, "FIELD_VALUE"),
        (Change("site", " "), SIGN, "FIELD_VALUE"),
        (Change("supplier", ""), SIGN, "FIELD_VALUE"),
        (Change("seen", "25/11/2026"), SIGN, "FIELD_VALUE"),
        (Change("seen", "hier"), SIGN, "FIELD_VALUE"),
        (Change("phone", "12"), SIGN, "FIELD_VALUE"),
        (Change("phone", "06 39 98 77 77 ou 06 39 98 77 78"), SIGN, "FIELD_VALUE"),
        (Change("phone", "06 00 00 00 00"), SIGN, "PHONE_IMPOSSIBLE"),
        (Change("phone", "01 23 45 67 89"), SIGN, "PHONE_IMPOSSIBLE"),
        (Change("email", "h.moreau"), SIGN, "FIELD_VALUE"),
        (Change("email", "nc@nc.fr"), SIGN, "FIELD_VALUE"),
        (Change("address", "NC"), SIGN, "FIELD_VALUE"),
        (Change("address", "2 rue Basse", postcode="307"), SIGN, "FIELD_VALUE"),
        (Change("phone", "06 39 98 77 77"), None, "TOLD_MISSING"),
        (Change("email", "autre@exemple.fr"), None, "TOLD_MISSING"),
        (Change("address", "2 rue Basse", postcode="30700"), None, "TOLD_MISSING"),
        (Change("last_name", "Morel"), None, "TOLD_MISSING"),
        (Change("first_name", ""), None, "TOLD_MISSING"),
        (Change("phone", "06 39 98 77 77"), ValueSource(How.SIGN, date(2026, 11, 25)), "TOLD_DAY"),
        (Change("phone", "06 39 98 77 77"), ValueSource(How.OTHER, date(2026, 11, 24)), "TOLD_WAY"),
        (
            Change("phone", "06 39 98 77 77"),
            ValueSource(How.OTHER, NOW.date(), "l’annuaire inversé"),
            "ADDRESS_DIRECTORY",
        ),
        (
            Change("phone", "06 39 98 77 77"),
            ValueSource(How.AGENCY, NOW.date(), "les Pages Blanches"),
            "ADDRESS_DIRECTORY",
        ),
        (Change("last_name", "Moreau"), SIGN, "CORRECTION_NONE"),
        (Change("price", "342 000"), SIGN, "CORRECTION_NONE"),
        (Change("phone", "06.39.98.12.41"), SIGN, "CORRECTION_NONE"),
        (Change("phone", ""), SIGN, "CORRECTION_NONE"),
        (Change("notes", " "), SIGN, "CORRECTION_NONE"),
        (Change("site", "Toit Direct"), SIGN, "CORRECTION_NONE"),
    ],
)
def test_what_cannot_be_kept_is_refused_whole(
    store: Store, change: Change, told: ValueSource | None, code: str
) -> None:
    with store.read() as r:
        lead = next(iter(leads.search(r)), None)
    lead = lead or add(store)
    before = state(store, lead)
    with fails_with(code):
        edit(store, lead, Change("title", "Belle maison"), change, told=told) if code != "CORRECTION_NONE" else edit(
            store, lead, change, told=told
        )
    assert state(store, lead) == before


def test_the_line_of_a_site_is_nobodys(store: Store) -> None:
    lead = add(store)
    with fails_with("ROW_HOTLINE"):
        edit(store, lead, Change("phone", next(iter(hotlines()))))
    with fails_with("LEAD_UNKNOWN"):
        edit(store, 12, Change("notes", "x"))


def test_another_spelling_needs_no_origin_and_keeps_its_own(store: Store) -> None:
    lead = add(store, last_name="MOREAU", first_name="", name="")
    origins = len(sheet(store, lead).origins)
    home = point(store, lead, "address")
    edit(store, lead, Change("last_name", "Moreau"), Change("address", "14, Rue des Mûriers", home, "30700", "Uzès"),
         told=None)  # fmt: skip
    assert (sheet(store, lead).last_name, values(store, lead, "address")) == (
        "Moreau",
        ["14, Rue des Mûriers, 30700 Uzès"],
    )
    assert len(sheet(store, lead).origins) == origins


def test_a_name_that_came_whole_keeps_its_last_name(store: Store) -> None:
    lead = add(store, last_name="", first_name="", name="Moreau")
    edit(store, lead, Change("first_name", "Hélène"))
    assert (sheet(store, lead).last_name, sheet(store, lead).row.name) == ("Moreau", "Moreau Hélène")


OPPOSED: list[tuple[str, Callable[[int], Change]]] = [
    ("a number", lambda _: Change("phone", "+33 6 39 98 50 01")),
    ("in place of another", lambda phone: Change("phone", "0639985001", phone)),
    ("an e-mail", lambda _: Change("email", "Paul@Exemple.fr")),
    ("the address of the same name", lambda _: Change("address", "3 RUE du Four", postcode="30700", town="UZES")),
]


@table("name, change", OPPOSED)
def test_who_is_in_the_register_is_never_stored(store: Store, name: str, change: Callable[[int], Change]) -> None:
    rank = [label for label, _ in OPPOSED].index(name)
    with store.read() as r:
        known = registers.entries(r)
    if not known:
        other = add(store, last_name="Moreau", phones=("06 39 98 50 01",), emails=("paul@exemple.fr",),
                    address="3 rue du Four", reference="OPP1")  # fmt: skip
        opposing.oppose(store, people.Who(other), how="letter", by=BY, at=NOW - timedelta(days=9))
    lead = add(store, phones=(f"06 39 98 60 0{rank}",), emails=(), reference=f"ED{rank}", address="",
               first_name="Hélène" if "address" in name else name)  # fmt: skip
    before = state(store, lead)
    done = edit(store, lead, change(point(store, lead, "phone")))
    assert (done.opposed, done.changed) == (NOW - timedelta(days=9), ())
    held = sheet(store, lead)
    assert held.row.opposed_at == done.opposed
    assert [one.value for one in held.contacts] == [f"+3363998600{rank}"]
    with store.read() as r:
        own = people.find(r, f"063998600{rank}")
        assert registers.opposed(r, [own.hash]), "the other ways in of the person are closed too"
    undo_edit(store, done, by=BY, at=LATER)
    assert state(store, lead) == before
    with store.read() as r:
        assert not registers.opposed(r, [own.hash])


def test_a_sheet_closed_by_what_was_typed_is_opened_again_for_ten_minutes(store: Store, tmp_path: Path) -> None:
    other = add(store, phones=("06 39 98 50 01",), emails=(), reference="OPP1", address="")
    opposing.oppose(store, people.Who(other), how="letter", by=BY, at=NOW - timedelta(days=9))
    lead = add(store, phones=("06 39 98 60 01",), emails=(), reference="ED1", address="3 rue Haute")
    note_agreement(store, people.Who(lead), tmp_path / "coupon.txt", collected=NOW - timedelta(days=20))
    calling.plan_callback(store, lead, due=NOW + timedelta(days=1), by=BY, at=NOW)
    done = edit(store, lead, Change("phone", "06 39 98 50 01"))
    assert sheet(store, lead).row.callback is None
    with store.read() as r:
        assert all(one.withdrawn for one in r.of(Consent, lead_id=lead))
    with fails_with("UNDO_LATE"):
        undo_edit(store, done, by=BY, at=NOW + CLOSED_FOR + timedelta(seconds=1))
    undo_edit(store, done, by=BY, at=LATER)
    assert sheet(store, lead).row.callback is not None
    assert sheet(store, lead).row.opposed_at is None
    with store.read() as r:
        assert not any(one.withdrawn for one in r.of(Consent, lead_id=lead))


def test_a_sheet_that_agreed_since_is_closed_whole_by_a_refused_number(store: Store, tmp_path: Path) -> None:
    other = add(store, phones=("06 39 98 50 01",), emails=(), reference="OPP1", address="")
    opposing.oppose(store, people.Who(other), how="letter", by=BY, at=NOW - timedelta(days=9))
    lead = add(store, phones=("06 39 98 60 01",), emails=(), reference="ED1", address="3 rue Haute")
    note_agreement(store, people.Who(lead), tmp_path / "coupon.txt", collected=NOW - timedelta(days=2))
    done = edit(store, lead, Change("phone", "06 39 98 50 01"))
    with store.read() as r:
        assert [bool(one.withdrawn) for one in r.of(Consent, lead_id=lead)] == [True], "they may be two persons"
    undo_edit(store, done, by=BY, at=LATER)
    with store.read() as r:
        assert [bool(one.withdrawn) for one in r.of(Consent, lead_id=lead)] == [False]


def test_a_number_of_who_refuses_is_blocked_and_not_kept(store: Store) -> None:
    lead = add(store)
    opposing.oppose(store, people.Who(lead), how="call", by=BY, at=NOW)
    done = edit(store, lead, Change("phone", "06 39 98 77 77"))
    assert (done.opposed, done.open) == (NOW, False)
    with store.read() as r:
        blocked = people.find(r, "0639987777")
        assert (blocked.lead_id, [*registers.opposed(r, [blocked.hash])]) == (None, [blocked.hash])
    undo_edit(store, done, by=BY, at=LATER)
    assert sheet(store, lead).row.opposed_at == NOW, "their own refusal stays"
    assert edit(store, lead, Change("price", "300 000")).opposed is None


def test_a_refused_number_closes_a_sheet_for_itself_and_not_for_a_join(store: Store) -> None:
    other = add(store, phones=("06 39 98 50 01",), emails=(), reference="OPP1", address="")
    opposing.oppose(store, people.Who(other), how="letter", by=BY, at=NOW)
    with store.read() as r:
        stranger = people.find(r, "06 39 98 50 50")
    opposing.oppose(store, stranger, how="letter", by=BY, at=NOW)
    lead = add(store, phones=("06 39 98 60 01",), emails=(), reference="ED1", address="3 rue Haute")
    joined = joining.join(store, lead, other, by=BY, at=NOW)
    edit(store, lead, Change("phone", "06 39 98 50 50"))
    join_undo.disjoin(store, joined.id, by=BY, at=LATER)
    with store.read() as r:
        own = people.find(r, "06 39 98 60 01")
        assert registers.opposed(r, [own.hash]), "what was typed is a refused person's, joined or not"


def test_a_shared_number_in_the_register_is_closed_alone(store: Store) -> None:
    save_agency(store, {"phone": "01 99 00 10 20"}, by=BY, at=NOW)
    with store.read() as r:
        own = people.find(r, "01 99 00 10 20")
    opposing.oppose(store, own, how="letter", by=BY, at=NOW)
    lead = add(store)
    with fails_with("TYPED_NUMBER_OPPOSED"):
        edit(store, lead, Change("phone", "01 99 00 10 20"))
    assert sheet(store, lead).row.opposed_at is None


def test_an_address_near_a_refused_one_holds_the_letter(ready: Store) -> None:
    other = add(ready, phones=("06 39 98 50 01",), emails=(), address="14 rue des Mûriers", reference="OPP1")
    opposing.oppose(ready, people.Who(other), how="letter", by=BY, at=NOW)
    lead = add(ready, last_name="Moreaux", phones=("06 39 98 60 01",), emails=(), reference="ED1", address="")
    done = edit(ready, lead, Change("address", "14 r. des Muriers", postcode="30700", town="Uzès"))
    assert done.held
    assert step(ready, lead).code == "NEXT_HELD_OPPOSED"


def test_a_number_known_from_another_sheet_asks_who_is_who(ready: Store) -> None:
    other = add(ready, last_name="Bœuf", phones=("06 39 98 50 01",), emails=(), reference="OT1", address="")
    lead = add(ready)
    assert edit(ready, lead, Change("phone", "06 39 98 50 01")).known == "Bœuf Hélène"
    assert step(ready, lead).code == "NEXT_HELD_KNOWN"
    [phone] = [one.id for one in sheet(ready, lead).contacts if one.value == "+33639985001"]
    edit(ready, lead, Change("phone", "", phone), told=None)
    assert edit(ready, lead, Change("phone", "06 39 98 50 01")).known == "Bœuf Hélène", "the pair is kept once"
    assert other != lead


def test_what_somebody_else_changed_since_is_told(store: Store) -> None:
    lead = add(store)
    phone = point(store, lead, "phone")
    seen = Change("price", "300 000", was="342000")
    with fails_with("STALE", Stale):  # Nobody changed it: the screen showed something else.
        edit(store, lead, replace(seen, was="341000"))
    edit(store, lead, Change("price", "310 000", was="342000"), Change("notes", "x", was=""),
         Change("town", "Nîmes", was="Uzès"),
         Change("phone", "06 39 98 77 77", phone, was="06 39 98 12 41".replace(" ", "\u00a0")),
         Change("site", "Pierres & Clés", was="Toit Direct"), Change("email", "b@exemple.fr", was=""))  # fmt: skip
    for stale in (
        seen,
        Change("notes", "y", was=""),
        Change("phone", "", phone, was="06"),
        Change("site", "Autre", was="Toit Direct"),
    ):
        with fails_with("CONFLICT", Stale):
            edit(store, lead, stale)
    edit(store, lead, Change("phone", "", phone), told=None)
    with fails_with("STALE", Stale):
        edit(store, lead, Change("phone", "06 39 98 77 77", phone))
    with fails_with("CONFLICT", Stale) as told:
        edit(store, lead, seen)
    assert "Claire a changé" in told.value.text and "310000" in told.value.text and "300 000" in told.value.text
    with fails_with("CORRECTION_NONE"):  # Both say the same.
        edit(store, lead, replace(seen, value="310 000"))
    with fails_with("CONFLICT", TwoValues) as removed:
        edit(store, lead, Change("phone", "06 39 98 77 78", phone, was="06 39 98 77 77".replace(" ", "\u00a0")))
    assert isinstance(removed.value, TwoValues)
    both = pickle.loads(pickle.dumps(removed.value)).both
    assert (both.by, both.theirs, both.mine) == (BY, "", "06 39 98 77 78".replace(" ", "\u00a0"))
    edit(store, lead, both.change)
    assert both.mine.replace("\u00a0", "")[1:] in {one.value[3:] for one in sheet(store, lead).contacts}


def test_a_property_not_known_yet_shows_nothing_before(store: Store) -> None:
    lead = add(store)
    with store.write("test", by=BY, at=NOW) as w:
        [listing] = w.of(Listing, "-id", lead_id=lead)
        w.delete("listing", listing.id)
    done = edit(store, lead, Change("price", "200 000", was=""))
    assert (sheet(store, lead).listings[0].price, sheet(store, lead).listings[0].deal) == (20_000_000, "")
    undo_edit(store, done, by=BY, at=LATER)
    assert sheet(store, lead).listings == ()
    with fails_with("CORRECTION_NONE"):
        edit(store, lead, Change("price", ""))


def test_undoing_what_changed_since_changes_nothing(store: Store) -> None:
    lead = add(store)
    first = edit(store, lead, Change("price", "300 000"), Change("phone", "06 39 98 77 77"))
    edit(store, lead, Change("price", "310 000"))
    before = state(store, lead)
    with fails_with("UNDO_SINCE", Stale):
        undo_edit(store, first, by=BY, at=LATER)
    assert state(store, lead) == before
    second = edit(store, lead, Change("address", "2 rue Basse", point(store, lead, "address"), "30000"))
    assert sheet(store, lead).row.town == "Nîmes", "the only town of that postcode"
    forgetting.forget_rows(store, [lead], by=BY, at=NOW, keep_property=True, why="request")
    with fails_with("LEAD_UNKNOWN"):
        undo_edit(store, second, by=BY, at=LATER)


def test_a_number_that_came_back_meanwhile_is_not_put_back_twice(store: Store) -> None:
    lead = add(store)
    with store.read() as r:
        [held] = r.records("SELECT * FROM contact WHERE kind = 'phone'")
    done = edit(store, lead, Change("phone", "", point(store, lead, "phone")), told=None)
    with store.write("test", by=BY, at=NOW) as w:
        w.insert("contact", held)
    with fails_with("UNDO_SINCE", Stale):
        undo_edit(store, done, by=BY, at=LATER)


def test_whoever_shares_a_refused_number_is_closed_by_every_other_way_too(store: Store) -> None:
    first = add(store, last_name="Bœuf", phones=("06 39 98 50 01",), emails=(), reference="OT1", address="")
    lead = add(store)
    edit(store, lead, Change("phone", "06 39 98 50 01"))
    opposing.oppose_typed(store, "06 39 98 50 01", how="call", by=BY, at=NOW)
    forgetting.forget_rows(store, [first, lead], by=BY, at=NOW, keep_property=False, why="request")
    with store.read() as r:
        assert registers.opposed(r, [people.find(r, "06 39 98 12 41").hash]), "erased, they do not come back by it"


def test_an_origin_others_came_from_since_stays_when_an_edit_is_taken_back(store: Store) -> None:
    lead = add(store)
    first = edit(store, lead, Change("phone", "06 39 98 77 77"))
    edit(store, lead, Change("email", "b@exemple.fr"))
    undo_edit(store, first, by=BY, at=LATER)
    assert [one.how for one in sheet(store, lead).origins] == ["", "sign"]


def test_the_town_of_the_address_is_that_of_the_sheet_while_they_are_the_same(store: Store) -> None:
    lead = add(store)
    edit(store, lead, Change("address", "2 rue Basse", point(store, lead, "address"), "30000", "Nîmes"))
    assert (sheet(store, lead).row.town, sheet(store, lead).postcode) == ("Nîmes", "30000")
    done = edit(store, lead, Change("town", "Alès"), Change("postcode", "30100"))
    with store.read() as r:
        assert [(one.postcode, one.town) for one in r.of(Contact, lead_id=lead) if one.kind == "address"] == [
            ("30100", "Alès")
        ]
    assert len(done.changed) == 2
    before = state(store, lead)
    done = edit(store, lead, Change("address", "", point(store, lead, "address")), told=None)
    assert values(store, lead, "address") == []
    undo_edit(store, done, by=BY, at=LATER)
    assert state(store, lead) == before


def test_an_edit_keeps_its_lead_when_the_batch_is_undone(store: Store) -> None:
    edited, noted, left = (
        add(store),
        add(store, phones=("0639981242",), emails=(), reference="T2", address="1 rue A"),
        add(store, phones=("0639981243",), emails=(), reference="T3", address="1 rue B"),
    )
    edit(store, edited, Change("price", "300 000"), told=None)
    edit(store, noted, Change("notes", "Deux clés."), told=None)
    with store.read() as r:
        batches = {one.batch for lead in (edited, noted, left) for one in lead_views.lead_sheet(
            r, lead, law_of(settings(r)), at=NOW).origins if one.batch}  # fmt: skip
    kept = {one.lead_id: one.why for batch in batches
            for one in batch_undo.undo(store, batch, by=BY, at=LATER).kept}  # fmt: skip
    assert kept == {edited: "edited", noted: "edited"}
    with store.read() as r:
        assert r.get(Lead, left) is None


def test_nothing_of_a_number_changed_then_removed_is_left_by_an_erasure(store: Store) -> None:
    lead = add(store)
    phone = point(store, lead, "phone")
    edit(store, lead, Change("phone", "06 39 98 77 77", phone), Change("notes", "Veut partir à Sète."))
    edit(store, lead, Change("phone", "", phone), told=None)
    forgetting.forget_rows(store, [lead], by=BY, at=NOW, keep_property=True, why="request")
    with store.read() as r:
        held = r.records("SELECT before, after FROM journal_value WHERE salt IS NOT NULL")
        rows = r.records("SELECT notes FROM lead")
    assert rows == [{"notes": ""}]
    assert not [one for one in held if "39981241" in str(one) or "39987777" in str(one) or "Sète" in str(one)]


def test_notes_follow_a_join_and_are_given_to_the_person(store: Store) -> None:
    keep = add(store)
    other = add(store, phones=("0639981242",), emails=(), reference="T2", address="1 rue A")
    edit(store, keep, Change("notes", "Deux clés."))
    editing.edit(store, other, [Change("notes", "Le soir.")], by="Hugo", at=LATER)
    joining.join(store, keep, other, by=BY, at=LATER)
    held = sheet(store, keep)
    assert (held.notes, held.notes_by, held.notes_at) == ("Deux clés.\nLe soir.", "Hugo", LATER)
    edit(store, keep, Change("email", "b@exemple.fr"), told=ValueSource(How.OTHER, NOW.date(), "un courrier reçu"))
    with store.read() as r:
        sections = {one.title: one.items for one in everything_known.held(r, keep)}
    assert "Deux clés" in str(sections["Votre identité"])
    assert [one["comment"] for one in sections["D’où viennent vos données"]][-1] == "d’après un courrier reçu"
    [added] = [one for one in sheet(store, keep).events if one.text == "E-mail\u202f: + b@exemple.fr"]
    assert (added.at, added.where) == (NOW, f"D’après un courrier reçu, {BY}")


def test_only_a_file_has_a_supplier(store: Store) -> None:
    lead = add(store)
    edit(store, lead, Change("supplier", "Annonces Sud"), Change("site", "Pierres & Clés"), told=None)
    assert sheet(store, lead).row.source == "Annonces Sud"
    assert (sheet(store, lead).origins[0].supplier, sheet(store, lead).origins[0].site) == (
        "Annonces Sud",
        "Pierres & Clés",
    )
    type_lead(
        store,
        DRAFT._replace(phones=("0639981250",), emails=(), address="4 rue D"),
        came=TypedOrigin.PERSON,
        by=BY,
        now=NOW,
    )
    with store.read() as r:
        typed = people.find(r, "0639981250").lead_id
    assert typed is not None
    with fails_with("FIELD_VALUE"):
        edit(store, typed, Change("supplier", "Annonces Sud"))
    edit(store, typed, Change("site", "Toit Direct"), told=None)
    assert sheet(store, typed).row.source == "Toit Direct"


def test_what_the_listing_said_is_told_with_its_site(store: Store) -> None:
    lead = add(store)
    edit(store, lead, Change("email", "b@exemple.fr"), told=ValueSource(How.LISTING, NOW.date()))
    last = sheet(store, lead).origins[-1]
    assert (last.how, last.site, last.reference, last.data) == ("listing", "Toit Direct", "TD1", ("email",))


def test_what_was_added_then_removed_says_nothing_any_more(store: Store) -> None:
    lead = add(store)
    edit(store, lead, Change("phone", "06 39 98 77 77"))
    [fresh] = [one.id for one in sheet(store, lead).contacts if one.value == "+33639987777"]
    before = state(store, lead)
    done = edit(store, lead, Change("phone", "", fresh), told=None)
    assert [one.data for one in sheet(store, lead).origins] == [(), ()]
    undo_edit(store, done, by=BY, at=LATER)
    assert state(store, lead) == before
    assert [one.data for one in sheet(store, lead).origins] == [(), ("phone",)]


def test_only_the_tables_of_a_sheet_are_read_whole(store: Store) -> None:
    with store.read() as r, pytest.raises(ValueError, match="safe"):
        found.whole_row(r, "safe", 1)


def test_a_property_shared_is_changed_on_both_sheets_and_back(store: Store) -> None:
    draft = DRAFT._replace(name="Marc et Odile Ferrandel", last_name="", first_name="")
    type_lead(store, draft, came=TypedOrigin.PERSON, by=BY, now=NOW)
    with store.read() as r:
        marc, odile = [lead.id for lead in r.of(Lead)]
        before = [ad.price for ad in r.of(Listing)]

    def prices() -> list[int | None]:
        with store.read() as r:
            return [ad.price for ad in r.of(Listing)]

    done = edit(store, odile, Change("price", "310 000"), told=None)
    assert (done.also, prices()) == (("Ferrandel Marc",), [31_000_000, 31_000_000])
    undo_edit(store, done, by=BY, at=NOW)
    assert prices() == before
    edit(store, marc, Change("price", "310 000"), told=None)
    opposing.oppose(store, people.Who(marc), how="call", by=BY, at=NOW)
    again = edit(store, odile, Change("price", "300 000"), told=None)
    assert (again.also, prices()) == ((), [31_000_000, 30_000_000]), "nothing is noted of who refuses"
