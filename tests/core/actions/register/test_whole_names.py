"""A refusal is kept by the whole name at an address: another first name of the same surname who lives there is held,
never closed, and goes free when nothing is held against them; an older entry goes on closing (rule OBJ-06)."""

from datetime import timedelta

from core.actions.common import people
from core.actions.common.agency import settings
from core.actions.common.judging import facts, law_of
from core.actions.common.people import Who
from core.actions.keeping import forgetting
from core.actions.register import older_refusals, opposing
from core.model.draft import Draft
from core.records.contact import Mark
from core.records.lead import Lead
from core.store.port import Store, Value
from tests.core.actions.conftest import BY, NOW, add, take
from tests.tables import table

HOME = {"address": "8 rue du Moulin", "postcode": "30700", "town": "Uzès", "url": "", "reference": ""}
ODILE = {**HOME, "last_name": "Ferrandel", "first_name": "Odile", "civility": "", "emails": ()}


def person(number: int, **changes: object) -> Draft:
    """Return somebody of that house, by a number of their own, with changes."""
    told = {**ODILE, "phones": (f"06 39 98 20 {number:02d}",), "site": "Toit Direct", "line": number, **changes}
    return Draft(cells=("x",), **told)  # type: ignore[arg-type]


def state(store: Store, lead_id: int) -> str:
    """Return whether a lead is opposed, held for a refusal near its name and address, or free."""
    with store.read() as r:
        if r.row(Lead, lead_id).opposed_at is not None:
            return "opposed"
        return "held" if facts(r, [lead_id], law_of(settings(r)))[lead_id].near_opposed else "free"


def test_who_shares_her_house_is_held_and_not_closed(store: Store) -> None:
    odile = add(store, **ODILE, phones=("06 39 98 20 01",))
    marc = add(store, **{**ODILE, "first_name": "Marc"}, phones=("06 39 98 20 02",))
    done = opposing.oppose(store, Who(odile), how="call", by=BY, at=NOW)
    assert (state(store, odile), state(store, marc)) == ("opposed", "held")
    opposing.undo(store, done.gesture, by=BY, at=NOW + timedelta(minutes=1))
    assert {state(store, one) for one in (odile, marc)} == {"free"}


COMES_BACK: dict[str, tuple[dict[str, object], str]] = {
    "alone": ({}, "opposed"),
    "a whole name": ({"last_name": "", "first_name": "", "name": "Ferrandel Odile"}, "opposed"),
    "turned": ({"last_name": "", "first_name": "", "name": "Odile FERRANDEL"}, "opposed"),
    "no name": ({"last_name": "", "first_name": ""}, "opposed"),
    "her husband": ({"first_name": "Marc"}, "held"),
    "a surname alone": ({"first_name": ""}, "held"),
    "a neighbour": ({"last_name": "Lachaud"}, "free"),
    "another house": ({"town": "Nîmes", "postcode": "30900"}, "free"),
}


@table("how, erased", [(how, erased) for how in COMES_BACK for erased in (False, True)])
def test_she_comes_back_by_her_whole_name(store: Store, how: str, *, erased: bool) -> None:
    rank = [*COMES_BACK].index(how) * 2 + erased
    house = {"address": f"{rank + 1} rue du Moulin"}
    odile = add(store, **ODILE | house, phones=(f"06 39 98 21 {rank:02d}",))
    opposing.oppose(store, Who(odile), how="call", by=BY, at=NOW)
    if erased:
        forgetting.forget(store, odile, by=BY, at=NOW)
    changes, fate = COMES_BACK[how]
    report = take(store, person(rank, **house | changes))
    if how == "a surname alone" and not erased:
        fate = "opposed"  # Her sheet is there, and the row is taken for hers.
    if fate == "opposed":
        assert report.opposed == 1
    else:
        with store.read() as r:
            assert state(store, people.known(r, f"06 39 98 20 {rank:02d}")) == fate


def test_a_sheet_and_an_entry_of_an_older_program_keep_their_force(store: Store) -> None:
    odile = add(store, **ODILE, phones=("06 39 98 20 01",))
    with store.write("older", by=BY, at=NOW) as w:
        older = [mark for mark in w.of(Mark, lead_id=odile) if mark.kind == "person"]
        w.delete_many("mark", ("lead_id", "hash"), [(odile, mark.hash) for mark in older])
        w.upsert("safe", ("name", "secret"), [("persons-missing", "1")])
    assert older
    assert older_refusals.complete(store, by=BY, at=NOW) == 1
    assert older_refusals.complete(store, by=BY, at=NOW) == 0
    with store.read() as r:
        assert {mark.hash for mark in older} <= {mark.hash for mark in r.of(Mark, lead_id=odile)}
    with store.write("older entry", by=BY, at=NOW) as w:
        [family] = [mark.hash for mark in w.of(Mark, lead_id=odile) if mark.kind == "address"]
        said: dict[str, Value] = {"how": "call", "at": "2026-01-01T10:00:00.000000Z", "by": BY, "note": ""}
        w.insert("opposition", {"gesture": 7, "hash": family, "kind": "address", "lead_id": None, **said})
    assert take(store, person(9, first_name="Marc")).opposed == 1
