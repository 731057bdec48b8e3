"""Two people share a property: the refusal of one closes what is theirs and the telephone they share, never the other,
by hand, by a row, and back again (rule OBJ-06)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of, verdict
from core.actions.common.people import Who, of_lead
from core.actions.intake import batch_undo
from core.actions.keeping import forgetting
from core.actions.leads import ads_withdrawn, batch_back, join_undo, joining, lead_views
from core.actions.leads.several import undo_several
from core.actions.register import co_owners, opposing
from core.model.channel import Channel
from core.model.draft import Draft
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.store.port import Store
from core.words.owners import owner_lines
from tests.core.actions.conftest import BY, NOW, take
from tests.files.bases.make import AGENCY
from tests.tables import table

SHARED = "06 39 98 30 01"
HOME = {"address": "8 rue du Moulin", "postcode": "30700", "town": "Uzès", "site": "Toit Direct", "reference": "TD9"}
COUPLE = Draft(line=2, name="Marc et Odile FERRANDEL", phones=(SHARED,), cells=("x",), **HOME)  # type: ignore[arg-type]
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def couple(store: Store) -> Iterator[Store]:
    save_agency(store, AGENCY, by=BY, at=NOW)
    assert take(store, COUPLE).added == 1
    yield store


def lead_of(store: Store, first: str) -> int:
    with store.read() as r:
        [lead] = [lead.id for lead in r.of(Lead, erased_at=None) if lead.first_name == first]
    return lead


def state(store: Store, first: str) -> tuple[bool, bool, bool]:
    """Return (opposed, whether a letter may leave, whether their telephone is closed by a refusal)."""
    lead_id = lead_of(store, first)
    with store.read() as r:
        law, who = law_of(settings(r)), of_lead(r, lead_id)
        letter = verdict(r, lead_id, law, channel=Channel.LETTER, at=LATER)
        call = verdict(r, lead_id, law, channel=Channel.CALL, at=LATER, key=who.hash)
        closed = any(reason.code.startswith("OPPOSED") for reason in call.reasons)
        return r.row(Lead, lead_id).opposed_at is not None, letter.allowed, closed


def property_of(store: Store, first: str) -> tuple[list[int], int | None]:
    """Return the leads that share a property with one, and the number of the property."""
    lead_id = lead_of(store, first)
    with store.read() as r:
        [ad] = r.of(Listing, lead_id=lead_id)
        return co_owners.others_of(r, [lead_id]), ad.share_id


def test_each_is_a_lead_with_the_telephone_and_the_property(couple: Store) -> None:
    marc, odile = lead_of(couple, "Marc"), lead_of(couple, "Odile")
    assert property_of(couple, "Marc")[0] == [odile]
    assert property_of(couple, "Odile")[0] == [marc]
    assert property_of(couple, "Marc")[1] == property_of(couple, "Odile")[1] is not None
    with couple.read() as r:
        kinds = [sorted(one.kind for one in r.of(Contact, lead_id=lead_id)) for lead_id in (marc, odile)]
        assert kinds == [["address", "phone"]] * 2
        assert {lead.name for lead in r.of(Lead)} == {"FERRANDEL Marc", "FERRANDEL Odile"}


def test_the_same_row_again_is_theirs_and_keeps_one_property(couple: Store) -> None:
    before = property_of(couple, "Marc")
    assert take(couple, COUPLE).merged == 1
    assert (property_of(couple, "Marc"), property_of(couple, "Odile")[1]) == (before, before[1])


def test_her_refusal_by_hand_leaves_him_his_letter_and_closes_the_telephone(couple: Store) -> None:
    done = opposing.oppose(couple, Who(lead_of(couple, "Odile")), how="call", by=BY, at=NOW)
    assert done.leads == (lead_of(couple, "Odile"),)
    assert state(couple, "Odile") == (True, False, True)
    assert state(couple, "Marc") == (False, True, True)
    opposing.undo(couple, done.gesture, by=BY, at=LATER)
    assert state(couple, "Odile") == state(couple, "Marc") == (False, True, False)


def test_the_telephone_alone_is_closed_to_both(couple: Store) -> None:
    opposing.oppose_typed(couple, SHARED, how="call", by=BY, at=NOW)
    assert (state(couple, "Odile")[0], state(couple, "Marc")[0]) == (True, True)


@pytest.mark.parametrize("by_row", [False, True])
def test_next_month_he_is_still_written_to(couple: Store, *, by_row: bool) -> None:
    odile = Draft(line=3, last_name="FERRANDEL", first_name="Odile", phones=(SHARED,), cells=("x",), **HOME)  # type: ignore[arg-type]
    if by_row:
        assert take(couple, odile._replace(heard="ne veut pas d'agence", listened=True)).opposed == 1
    else:
        opposing.oppose(couple, Who(lead_of(couple, "Odile")), how="call", by=BY, at=NOW)
    assert take(couple, odile).opposed == 1
    marc = odile._replace(first_name="Marc")
    assert take(couple, marc).merged == 1
    assert take(couple, COUPLE).merged == 1
    assert state(couple, "Odile") == (True, False, True)
    assert state(couple, "Marc") == (False, True, True)


def test_a_row_where_she_refuses_keeps_nothing_of_her_and_him_whole(store: Store) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    report = take(store, COUPLE._replace(text="Odile ne veut pas d'agence"))
    assert (report.added, report.opposed) == (1, 0)
    assert state(store, "Marc") == (False, True, True)
    with store.read() as r:
        assert [lead.name for lead in r.of(Lead)] == ["FERRANDEL Marc"]
    assert take(store, COUPLE._replace(name="Odile FERRANDEL", phones=())).opposed == 1


def test_erased_she_leaves_him_and_the_property(couple: Store) -> None:
    forgetting.forget(couple, lead_of(couple, "Odile"), by=BY, at=NOW, keep_property=False)
    others, _share = property_of(couple, "Marc")
    assert others == []
    assert state(couple, "Marc") == (False, True, False)
    with couple.read() as r:
        assert [contact.kind for contact in r.of(Contact)] == ["phone", "address"]


def test_a_join_and_a_batch_carry_the_property_and_give_it_back(couple: Store) -> None:
    take(couple, Draft(line=4, name="Ami Jean", phones=("06 39 98 30 09",), site="Toit Direct", cells=("x",)))
    with couple.read() as r:
        [friend] = [lead.id for lead in r.of(Lead) if lead.name == "Ami Jean"]
        [batch] = {lead.batch_id for lead in r.of(Lead) if lead.first_name == "Odile"}
    marc, odile = lead_of(couple, "Marc"), lead_of(couple, "Odile")
    done = joining.join(couple, friend, odile, by=BY, at=NOW)
    assert property_of(couple, "Marc")[0] == [friend]
    join_undo.disjoin(couple, done.id, by=BY, at=LATER)
    assert property_of(couple, "Marc")[0] == [odile]
    assert batch is not None
    assert batch_undo.undo(couple, batch, by=BY, at=LATER).removed == 2
    batch_back.bring_back(couple, batch, by=BY, at=LATER)
    assert property_of(couple, "Odile")[0] == [marc]


def sentences(store: Store, first: str) -> list[str]:
    lead_id = lead_of(store, first)
    with store.read() as r:
        return [*owner_lines(lead_views.lead_sheet(r, lead_id, law_of(settings(r)), at=LATER))]


def test_the_sheet_says_who_shares_the_property_and_who_refuses(couple: Store) -> None:
    assert sentences(couple, "Marc") == ["Bien partagé avec FERRANDEL Odile."]
    opposing.oppose(couple, Who(lead_of(couple, "Odile")), how="call", by=BY, at=NOW)
    refuses = "FERRANDEL Odile refuse\u202f: la lettre ne va qu’à FERRANDEL Marc, à son seul nom."
    assert sentences(couple, "Marc") == ["Bien partagé avec FERRANDEL Odile.", refuses]
    assert sentences(couple, "Odile") == ["Bien partagé avec FERRANDEL Marc."]


def test_the_sheet_says_that_somebody_of_the_row_refuses_without_a_sheet(store: Store) -> None:
    take(store, COUPLE._replace(text="Odile ne veut pas d'agence"))
    [sentence] = sentences(store, "Marc")
    assert sentence.startswith("Une autre personne de ce bien ou de cette adresse refuse")


def test_a_sheet_of_both_made_by_an_older_program_waits(store: Store) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    take(store, COUPLE._replace(name="", last_name="FERRANDEL", first_name="Marc", phones=("06 39 98 30 08",)))
    with store.read() as r:
        [both] = [lead.id for lead in r.of(Lead)]
    with store.write("older", by=BY, at=NOW) as w:
        w.update("lead", both, {"name": "Marc et Odile FERRANDEL", "first_name": "", "last_name": ""})
    take(store, COUPLE._replace(text="Odile ne veut pas d'agence"))
    with store.read() as r:
        assert not verdict(r, both, law_of(settings(r)), channel=Channel.LETTER, at=LATER).allowed


def test_the_ad_is_withdrawn_on_both_sheets_and_back(couple: Store) -> None:
    marc, odile = lead_of(couple, "Marc"), lead_of(couple, "Odile")
    ads_withdrawn.withdraw(couple, marc, by=BY, at=NOW)
    with couple.read() as r:
        assert ads_withdrawn.gone(r, odile, at=NOW) is not None
    ads_withdrawn.restore(couple, odile, by=BY, at=LATER)
    gesture = ads_withdrawn.withdraw_several(couple, [odile], by=BY, at=LATER)
    assert len(undo_several(couple, gesture.lines, by=BY, at=LATER).ids) == 2
    with couple.read() as r:
        assert ads_withdrawn.gone(r, marc, at=LATER) is None


@table(
    "name, words, free",
    [
        ("GIRAULT / PETIT", "Petit ne veut pas d'agence", []),
        ("M. Girault / Mme Petit", "Mme Petit ne veut pas d'agence", ["Girault"]),
        ("GIRAULT / PETIT", "", ["GIRAULT", "PETIT"]),
    ],
)
def test_two_surnames_may_be_of_one_person(store: Store, name: str, words: str, free: list[str]) -> None:
    with store.read() as r:
        rank = r.count(Lead)
    save_agency(store, AGENCY, by=BY, at=NOW)
    place = {"address": f"{rank + 1} rue Haute", "reference": f"TD{rank}"}
    couple = COUPLE._replace(name=name, text=words, phones=(f"06 39 98 31 {rank:02d}",))
    take(store, couple._replace(**place))  # type: ignore[arg-type]
    with store.read() as r:
        law, ids = law_of(settings(r)), [lead.id for lead in r.of(Lead)][rank:]
        named = [r.row(Lead, lead_id).name for lead_id in ids
                 if verdict(r, lead_id, law, channel=Channel.LETTER, at=LATER).allowed]  # fmt: skip
    assert sorted(named) == free


@table("second, free", [("PETIT", []), ("M. Vidal", ["Vidal"]), ("Roux Luc", ["Roux Luc"])])
def test_a_surname_beside_one_who_refused_before_waits(store: Store, second: str, free: list[str]) -> None:
    with store.read() as r:
        known = {lead.id for lead in r.of(Lead)}
    person = COUPLE._replace(name="", last_name="GIRAULT", first_name="Anne", phones=(), reference=f"A{len(known)}")
    person = person._replace(address=f"{len(known) + 70} rue Haute")
    take(store, person)
    with store.read() as r:
        [anne] = {lead.id for lead in r.of(Lead)} - known
    opposing.oppose(store, Who(anne), how="call", by=BY, at=NOW)
    first = "Mme GIRAULT Anne" if " " in second else "GIRAULT"
    take(store, person._replace(name=f"{second} / {first}", last_name="", first_name="", reference=f"B{len(known)}"))
    save_agency(store, AGENCY, by=BY, at=NOW)
    with store.read() as r:
        law, ids = law_of(settings(r)), {lead.id for lead in r.of(Lead)} - known
        named = [r.row(Lead, lead_id).name for lead_id in ids
                 if verdict(r, lead_id, law, channel=Channel.LETTER, at=LATER).allowed]  # fmt: skip
    assert named == free


@table("name", ["Marc et Odile FERRANDEL", "GIRAULT / PETIT"])
def test_a_batch_where_one_refuses_is_undone_and_comes_back(store: Store, name: str) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    words = f"{name.split()[-1] if '/' in name else 'Odile'} ne veut pas d'agence"
    report = take(store, COUPLE._replace(name=name, text=words, reference=name, phones=()))
    with store.read() as r:
        before = [(lead.name, lead.opposed_at) for lead in r.of(Lead, batch_id=report.batch)]
    assert batch_undo.undo(store, report.batch, by=BY, at=LATER).removed == report.added
    batch_back.bring_back(store, report.batch, by=BY, at=LATER)
    with store.read() as r:
        assert [(lead.name, lead.opposed_at) for lead in r.of(Lead, batch_id=report.batch)] == before


def test_known_both_a_row_where_she_refuses_closes_her_sheet_alone(couple: Store) -> None:
    assert take(couple, COUPLE._replace(text="Odile ne veut pas d'agence")).merged == 1
    assert state(couple, "Odile") == (True, False, True)
    assert state(couple, "Marc") == (False, True, True)
    assert take(couple, COUPLE._replace(text="Odile ne veut pas d'agence")).merged == 1
    assert state(couple, "Marc") == (False, True, True)


def test_three_share_a_property_and_one_refuses(store: Store) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    several = COUPLE._replace(name="DURAND Paul / PETIT Anne / ROUX Luc", text="Anne ne veut pas d'agence")
    assert take(store, several).added == 1
    assert (state(store, "Paul")[:2], state(store, "Luc")[:2]) == ((False, True), (False, True))
    assert property_of(store, "Paul")[0] == [lead_of(store, "Luc")]


@pytest.mark.parametrize("name", ["FERRANDEL", "M. FERRANDEL", "Odile FERRANDEL"])
def test_a_row_of_who_refuses_takes_nothing_of_the_other(store: Store, name: str) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    take(store, COUPLE._replace(text="Odile ne veut pas d'agence"))
    assert take(store, COUPLE._replace(name=name, reference="TD11", line=3)).opposed == 1
    assert state(store, "Marc") == (False, True, True)
    assert take(store, COUPLE._replace(name="Odile FERRANDEL", phones=(), reference="TD12")).opposed == 1
