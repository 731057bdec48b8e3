"""WHO: what was typed names a person of the base, a bare contact point, or nobody yet."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.calling import calling, consenting
from core.actions.common import people
from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of
from core.actions.intake import merging
from core.actions.leads import lead_views, timeline
from core.actions.register import opposing
from core.base.moments import made
from core.records.call import Call
from core.records.consent import Consent
from core.records.contact import Contact
from core.records.lead import Lead
from core.store import registers
from core.store.port import Store
from tests.core.actions.conftest import BY, DRAFT, NOW, add, note_agreement, take, who_is
from tests.failing import fails_with
from tests.files.bases.make import AGENCY


def test_what_is_being_typed_is_nobody_yet(store: Store) -> None:
    lead_id = add(store)
    with store.read() as r:
        found = [
            people.find_or_none(r, typed) for typed in ("06", "06 39", "06 39 98 12 41", "h.mor", "H.Moreau@exemple.fr")
        ]
    assert [one and one.lead_id for one in found] == [None, None, lead_id, None, lead_id]


@pytest.mark.parametrize(
    ("changes", "zone"),
    [
        ({"postcode": "97400", "phones": ("0639981241",)}, "Indian/Reunion"),
        ({"postcode": "", "phones": ("0690 99 00 01",)}, "America/Guadeloupe"),
        ({"postcode": "30700", "phones": ("0639981241",)}, "Europe/Paris"),
        ({"postcode": "", "phones": ()}, "Europe/Paris"),
    ],
)
def test_the_zone_of_a_person(store: Store, changes: dict[str, object], zone: str) -> None:
    lead_id = add(store, **changes)
    with store.read() as r:
        assert people.zone(r, people.of_lead(r, lead_id)).key == zone


def test_the_zone_of_a_stranger(store: Store) -> None:
    with store.read() as r:
        assert people.zone(r, people.find(r, "+262 692 99 00 01")).key == "Indian/Reunion"
        assert people.zone(r, people.find(r, "a@exemple.fr")).key == "Europe/Paris"


def test_a_call_nobody_began_is_not_closed(store: Store) -> None:
    with fails_with("LEAD_UNKNOWN"):
        calling.finish(store, 12, outcome="talked", by=BY, at=NOW)
    with fails_with("FIELD_VALUE"):
        calling.finish(store, 12, outcome="rien", by=BY, at=NOW)


def test_a_stranger_who_calls_and_refuses_is_in_the_register(store: Store) -> None:
    with store.read() as r:
        stranger = people.find(r, "06 39 98 77 77")
    talked = calling.log(store, stranger, direction="in", outcome="talked", by=BY, at=NOW).call
    refused = calling.log(
        store, stranger, direction="in", outcome="opposed", by=BY, at=NOW, note="ne plus appeler"
    ).call
    with store.read() as r:
        assert registers.opposed(r, [stranger.hash])
        made = [r.get(Call, call_id) for call_id in (talked, refused)]
    assert [call and (call.lead_id, call.outcome) for call in made] == [(None, "talked"), (None, "opposed")]


def test_a_call_already_closed_stays_as_it_was_when_the_person_opposes_after(store: Store) -> None:
    lead_id = add(store)
    who = who_is(store, lead_id)
    call_id = calling.log(store, who, direction="in", outcome="talked", by=BY, at=NOW).call
    done = opposing.oppose(store, who, how="call", by=BY, at=NOW, call_id=call_id)
    assert done.call is None
    with store.read() as r:
        call = r.get(Call, call_id)
    assert call is not None
    assert call.outcome == "talked"


def test_the_same_number_twice_in_a_row_is_one(store: Store) -> None:
    lead_id = add(store, phones=("12", "06 39 98 12 41", "34", "+33639981241"))
    with store.read() as r:
        assert [row.value for row in r.of(Contact, lead_id=lead_id) if row.kind == "phone"] == ["+33639981241"]


def test_a_name_and_an_address_that_refused_together_close_the_sheet_that_joins_them(store: Store) -> None:
    """The ad of Moreau, rue des Mûriers, refused; a sheet of Moreau without an address then learns this address."""
    take(store, DRAFT.__class__(
        line=2, last_name="Moreau", address="14 rue des Mûriers", postcode="30700", reference="A", seen="18/11/2026",
        text="Agences s’abstenir", cells=("x",),
    ))  # fmt: skip
    lead_id = add(store, address="", reference="B")
    take(store, DRAFT.__class__(
        line=2, last_name="Dupont", emails=("h.moreau@exemple.fr",), address="14 rue des Mûriers", postcode="30700",
        reference="C", seen="18/11/2026", cells=("x",),
    ))  # fmt: skip
    with store.read() as r:
        assert r.row(Lead, lead_id).opposed_at is not None


def test_an_opposition_undone_gives_the_call_back(store: Store) -> None:
    lead_id = add(store)
    who = who_is(store, lead_id)
    call_id = calling.receive(store, who, by=BY, at=NOW)
    done = opposing.oppose(store, who, how="call", by=BY, at=NOW, call_id=call_id)
    assert done.call == call_id
    opposing.undo(store, done.gesture, by=BY, at=NOW + timedelta(minutes=1))
    with store.read() as r:
        call = r.get(Call, call_id)
        assert call is not None
        assert (call.ended, call.outcome) == (None, "")
    calling.finish(store, call_id, outcome="appointment", by=BY, at=NOW + timedelta(minutes=2))
    with store.read() as r:
        assert r.of(Call, "started", ended=None) == []


def test_a_lead_nobody_has_is_told(store: Store) -> None:
    with store.read() as r, fails_with("LEAD_UNKNOWN"):
        lead_views.lead_sheet(r, 12, law_of(settings(r)), at=NOW)


def test_lines_of_the_list_for_the_terminal(store: Store) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    first = add(store)
    second = add(store, phones=(), emails=(), address="3 rue Neuve", reference="TD9", last_name="Blanc")
    with store.read() as r:
        law = law_of(settings(r))
        lines = lead_views.lines(r, lead_views.lead_rows(r, [first, second], law, at=NOW), law, at=NOW)
    assert [line[1:3] for line in lines] == [(["+33639981241"], ["h.moreau@exemple.fr"]), ([], [])]
    assert [line[3].allowed for line in lines] == [True, True]


def test_the_story_of_an_agreement_and_of_an_origin_without_a_batch(store: Store, tmp_path: Path) -> None:
    lead_id = add(store)
    proof = tmp_path / "coupon.pdf"
    proof.write_bytes(b"%PDF")
    who = who_is(store, lead_id)
    consent = note_agreement(store, who, proof, collected=NOW)
    consenting.withdraw(store, consent, by=BY, at=NOW + timedelta(minutes=1))
    with store.write("origin", by=BY, at=NOW) as w:
        origin = w.insert("origin", {
            "lead_id": lead_id, "source": "typed", "site": "", "reference": "", "url": "", "obtained": "2026-11-02",
            "line": 0, "by": BY,
        })  # fmt: skip
    with store.read() as r:
        told = {event.text: event.at for event in timeline.events(r, lead_id)}
    assert told["Accord retiré"] == NOW + timedelta(minutes=1)
    assert told["Saisi"] == made(origin)


def test_the_search_forgets_a_lead_that_is_gone(store: Store) -> None:
    with store.write("index", by=BY, at=NOW) as w:
        w.index([(12, "moreau")])
        merging.reindex(w, 12)
        assert w.search(["moreau"], 10) == []


def test_a_row_that_joins_an_old_refusal_leaves_a_later_agreement(store: Store, tmp_path: Path) -> None:
    """A number refused three days ago; its owner's other number agreed in writing since: the agreement is the later
    word."""
    opposing.oppose_typed(store, "0199001010", how="call", by=BY, at=NOW - timedelta(days=3))
    lead_id = add(store)
    proof = tmp_path / "coupon.pdf"
    proof.write_bytes(b"%PDF")
    who = who_is(store, lead_id)
    for days in (5, 1):
        note_agreement(store, who, proof, collected=NOW - timedelta(days=days))
    report = take(store, DRAFT._replace(phones=("0639981241", "0199001010"), reference="TD9"))
    assert report.opposed == 1
    with store.read() as r:
        assert r.row(Lead, lead_id).opposed_at is not None
        assert [row.withdrawn is None for row in r.of(Consent, lead_id=lead_id)] == [False, True]


def test_a_sheet_is_found_by_the_number_an_inspector_reads(store: Store) -> None:
    lead = add(store)
    with store.read() as r:
        assert people.find(r, f"F{lead}").lead_id == people.find(r, f" f{lead} ").lead_id == lead
        assert people.find_or_none(r, "F") is None
