"""WHO: what was typed names a person of the base, a bare contact point, or nobody yet."""

import pytest

from core.actions import calling, opposing, people
from core.errors import UserError
from core.store import calls, leads, registers
from core.store.sqlite import SqliteStore
from tests.core.actions.conftest import BY, DRAFT, NOW, add, take


def test_what_is_being_typed_is_nobody_yet(store: SqliteStore) -> None:
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
def test_the_zone_of_a_person(store: SqliteStore, changes: dict[str, object], zone: str) -> None:
    lead_id = add(store, **changes)
    with store.read() as r:
        assert people.zone(r, people.of_lead(r, lead_id)).key == zone


def test_the_zone_of_a_stranger(store: SqliteStore) -> None:
    with store.read() as r:
        assert people.zone(r, people.find(r, "+262 692 99 00 01")).key == "Indian/Reunion"
        assert people.zone(r, people.find(r, "a@exemple.fr")).key == "Europe/Paris"


def test_a_call_nobody_began_is_not_closed(store: SqliteStore) -> None:
    with pytest.raises(UserError) as refused:
        calling.finish(store, 12, outcome="talked", by=BY, at=NOW)
    assert refused.value.code == "LEAD_UNKNOWN"
    with pytest.raises(UserError) as refused:
        calling.finish(store, 12, outcome="rien", by=BY, at=NOW)
    assert refused.value.code == "FIELD_VALUE"


def test_a_stranger_who_calls_and_refuses_is_in_the_register(store: SqliteStore) -> None:
    with store.read() as r:
        stranger = people.find(r, "06 39 98 77 77")
    talked = calling.log(store, stranger, direction="in", outcome="talked", by=BY, at=NOW)
    refused = calling.log(store, stranger, direction="in", outcome="opposed", by=BY, at=NOW, note="ne plus appeler")
    with store.read() as r:
        assert registers.opposed(r, [stranger.hash])
        rows = [calls.call(r, call_id) for call_id in (talked, refused)]
    assert [row and (row[0], row[5]) for row in rows] == [(None, "talked"), (None, "opposed")]


def test_a_call_already_closed_stays_as_it_was_when_the_person_opposes_after(store: SqliteStore) -> None:
    lead_id = add(store)
    with store.read() as r:
        who = people.of_lead(r, lead_id)
    call_id = calling.log(store, who, direction="in", outcome="talked", by=BY, at=NOW)
    done = opposing.oppose(store, who, how="call", by=BY, at=NOW, call_id=call_id)
    assert done.call is None
    with store.read() as r:
        row = calls.call(r, call_id)
    assert row is not None
    assert row[5] == "talked"


def test_the_same_number_twice_in_a_row_is_one(store: SqliteStore) -> None:
    lead_id = add(store, phones=("12", "06 39 98 12 41", "34", "+33639981241"))
    with store.read() as r:
        assert [row[2] for row in leads.contacts(r, lead_id) if row[1] == "phone"] == ["+33639981241"]


def test_a_name_and_an_address_that_refused_together_close_the_sheet_that_joins_them(store: SqliteStore) -> None:
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
        assert leads.opposed_at(r, lead_id) is not None
