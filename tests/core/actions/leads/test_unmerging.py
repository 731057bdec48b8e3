"""A merge undone gives back both persons whole, whatever came after: what is about one goes with that one, and a
refusal closes both."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.calling import calling, consenting
from core.actions.common import people
from core.actions.common.provenance import given
from core.actions.intake import batch_undo, import_rows, merge_history
from core.actions.intake.merging import read_row, stored_row
from core.actions.intake.rows import ParsedRow
from core.actions.keeping import verifying
from core.actions.leads import correcting
from core.actions.leads.duplicates import proposals
from core.actions.leads.join_undo import disjoin
from core.actions.leads.joining import join
from core.actions.leads.unmerging import undo_merge
from core.actions.register import opposing
from core.base.errors import UserError
from core.base.records import replace
from core.model.batch import Report
from core.model.channel import Channel
from core.records.call import Call
from core.records.consent import Consent
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.store import leads, undoing
from core.store.port import Store
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, take

OTHER = replace(BATCH, supplier="Fichier Immo", name="autre.csv")
SECOND = DRAFT._replace(line=7, phones=("06 39 98 12 41", "06 39 98 77 01"),
    emails=("zola@exemple.fr",), address="9 rue Pasteur", reference="TD9", price="210 000 €",
)  # fmt: skip
LATER = NOW + timedelta(hours=1)


def contacts(store: Store, lead_id: int) -> set[str]:
    with store.read() as r:
        return {one.value for one in r.of(Contact, lead_id=lead_id)}


def merge_of(store: Store, report: Report, place: int = 0) -> int:
    with store.read() as r:
        return merge_history.merged_by_batch(r, report.batch)[place].id


def merged(store: Store) -> tuple[int, Report]:
    """Return the known lead and the report of the row wrongly merged into it."""
    one = add(store)
    report = take(store, SECOND, batch=OTHER)
    assert report.merged == 1
    return one, report


def talked(store: Store, number: str, outcome: str) -> None:
    with store.read() as r:
        who = people.find(r, number)
    calling.log(store, who, direction="in", outcome=outcome, by=BY, at=LATER)


def parted(store: Store, report: Report) -> int:
    other = undo_merge(store, merge_of(store, report), by=BY, at=LATER).other
    assert other is not None
    return other


def test_both_persons_are_given_back_whole(store: Store) -> None:
    one, report = merged(store)
    other = parted(store, report)
    assert contacts(store, one) == {"+33639981241", "h.moreau@exemple.fr", "14 rue des Mûriers"}
    assert contacts(store, other) == {"+33639981241", "+33639987701", "zola@exemple.fr", "9 rue Pasteur"}
    with store.read() as r:
        assert [listing.reference for listing in r.of(Listing, "-id", lead_id=one)] == ["TD1"]
        assert [(listing.reference, listing.price) for listing in r.of(Listing, "-id", lead_id=other)] == [
            ("TD9", 21_000_000)
        ]
        assert [origin.origin.supplier for origin in given(r, other)] == ["Fichier Immo"]
        assert [origin.origin.supplier for origin in given(r, one)] == ["Pige Ouest"]
        assert leads.search(r, text="zola@exemple.fr").tolist() == [other]
        assert proposals(r, one) == proposals(r, other) == []
        assert r.column(str, "SELECT row FROM merging") == [""]
    assert verifying.verify(store).problems == ()
    # Next month each row finds its own sheet.
    again = take(store, DRAFT._replace(line=3), SECOND._replace(line=4), batch=replace(OTHER, name="mois.csv"))
    assert (again.added, again.merged) == (0, 2)
    with store.read() as r:
        assert [len(leads.origins(r, lead_id)) for lead_id in (one, other)] == [2, 2]


def test_the_sheet_given_back_goes_with_its_batch(store: Store) -> None:
    one, report = merged(store)
    parted(store, report)
    batch_undo.undo(store, report.batch, by=BY, at=LATER)
    with store.read() as r:
        assert leads.search(r).tolist() == [one]


def test_a_refusal_said_in_between_closes_both(store: Store) -> None:
    one, report = merged(store)
    opposing.oppose(store, people.Who(one), how="call", by=BY, at=NOW)
    other = parted(store, report)
    with store.read() as r:
        assert [leads.refusal(r, lead_id) for lead_id in (one, other)] == [leads.refusal(r, one)] * 2
        assert leads.refusal(r, other) is not None
    assert take(store, SECOND._replace(phones=(), reference="TD77")).opposed == 1


def test_a_call_goes_with_the_number_called(store: Store) -> None:
    one, report = merged(store)
    for number, outcome in (("06 39 98 12 41", "no_answer"), ("06 39 98 77 01", "talked")):
        talked(store, number, outcome)
    other = parted(store, report)
    with store.read() as r:
        assert [[call.outcome for call in r.of(Call, "started", lead_id=lead_id)] for lead_id in (one, other)] == [
            ["no_answer"], ["talked"],
        ]  # fmt: skip


def test_a_correction_in_between_is_kept_on_its_side(store: Store) -> None:
    one, report = merged(store)
    with store.read() as r:
        points = {contact.value: contact.id for contact in r.of(Contact, lead_id=one)}
    wrong = {
        points["+33639987701"]: "06 39 98 77 02",
        points["zola@exemple.fr"]: "",
        points["h.moreau@exemple.fr"]: "h@exemple.fr",
    }
    correcting.correct(store, one, by=BY, at=NOW, contacts=wrong, fields={"first_name": "Helene"})
    other = parted(store, report)
    assert contacts(store, one) == {"+33639981241", "h@exemple.fr", "14 rue des Mûriers"}
    assert contacts(store, other) == {"+33639981241", "+33639987702", "9 rue Pasteur"}


def test_a_later_row_goes_to_the_person_it_is_about(store: Store) -> None:
    one, report = merged(store)
    hers = DRAFT._replace(line=8, phones=("06 39 98 12 41", "06 39 98 55 01"), price="300 000 €")
    theirs = SECOND._replace(line=9, phones=("06 39 98 77 01", "06 39 98 55 02"))
    later = take(store, hers, theirs, batch=replace(BATCH, name="suite.csv"))
    assert later.merged == 2
    other = parted(store, report)
    assert contacts(store, one) == {"+33639981241", "+33639985501", "h.moreau@exemple.fr", "14 rue des Mûriers"}
    assert contacts(store, other) == {
        "+33639981241", "+33639987701", "+33639985502", "zola@exemple.fr", "9 rue Pasteur",
    }  # fmt: skip
    with store.read() as r:
        assert r.of(Listing, "-id", lead_id=one)[0].price == 30_000_000
    assert verifying.verify(store).problems == ()


def test_what_holds_a_merge(store: Store) -> None:
    one, report = merged(store)
    third = add(store, phones=("06 39 98 12 99",), emails=(), reference="TD33", last_name="Roux", address="3 rue Foch")
    done = join(store, one, third, by=BY, at=NOW)
    with pytest.raises(UserError, match="réunie"):
        undo_merge(store, merge_of(store, report), by=BY, at=LATER)
    disjoin(store, done.id, by=BY, at=LATER)
    assert parted(store, report)


def test_the_row_is_held_only_while_its_merge_can_be_undone(store: Store) -> None:
    merged(store)
    with store.read() as r:
        assert r.column(int, "SELECT count(*) FROM merging WHERE row <> ''") == [1]
    import_rows.take_in(store, [DRAFT], BATCH, by=BY, now=NOW + timedelta(days=31))
    with store.read() as r:
        assert r.column(int, "SELECT count(*) FROM merging WHERE row <> '' AND line = 7") == [0]


def test_a_join_undone_gives_each_what_is_about_it(store: Store) -> None:
    one = add(store)
    other = add(store, phones=("06 39 98 77 01",), emails=("zola@exemple.fr",), reference="TD9", last_name="Zola",
                first_name="", address="9 rue Pasteur")  # fmt: skip
    done = join(store, one, other, by=BY, at=NOW)
    with store.read() as r:
        points = {contact.value: contact.id for contact in r.of(Contact, lead_id=one)}
    talked(store, "06 39 98 77 01", "talked")
    correcting.correct(store, one, by=BY, at=LATER, contacts={points["zola@exemple.fr"]: "e.zola@exemple.fr"})
    theirs = DRAFT._replace(line=5, last_name="Zola", first_name="", civility="", emails=(), reference="TD9")
    row = theirs._replace(phones=("06 39 98 77 01", "06 39 98 77 03"), address="9 rue Pasteur")
    assert import_rows.take_in(store, [row], OTHER, by=BY, now=LATER).merged == 1
    disjoin(store, done.id, by=BY, at=LATER + timedelta(hours=1))
    assert contacts(store, one) == {"+33639981241", "h.moreau@exemple.fr", "14 rue des Mûriers"}
    assert contacts(store, other) == {"+33639987701", "+33639987703", "e.zola@exemple.fr", "9 rue Pasteur"}
    with store.read() as r:
        assert [r.count(Call, lead_id=lead_id) for lead_id in (one, other)] == [0, 1]
        assert people.find(r, "e.zola@exemple.fr").lead_id == other
        assert people.find(r, "zola@exemple.fr").lead_id is None
    assert verifying.verify(store).problems == ()


def test_an_agreement_goes_with_its_number(store: Store, tmp_path: Path) -> None:
    one, report = merged(store)
    proof = tmp_path / "coupon.txt"
    proof.write_text("coupon", "utf-8")
    with store.read() as r:
        whose = [people.find(r, number) for number in ("06 39 98 12 41", "06 39 98 77 01")]
    for who in whose:
        consenting.record(
            store, replace(who, lead_id=one), channels=[Channel.CALL], collected=NOW, wording="consent-1", proof=proof,
            by=BY, at=LATER,
        )  # fmt: skip
    other = parted(store, report)
    with store.read() as r:
        assert [[row.hash for row in r.of(Consent, lead_id=lead_id)] for lead_id in (one, other)] == [
            [whose[0].hash], [whose[1].hash],
        ]  # fmt: skip


def test_a_later_row_of_a_person_closed_since_stays_in_the_register(store: Store) -> None:
    one, report = merged(store)
    take(store, SECOND._replace(line=9, phones=("06 39 98 55 02",)), batch=replace(BATCH, name="suite.csv"))
    opposing.oppose(store, people.Who(one), how="call", by=BY, at=NOW)
    other = parted(store, report)
    with store.read() as r:
        assert all(r.row(Lead, lead_id).opposed_at for lead_id in (one, other))
    assert take(store, DRAFT._replace(last_name="Roux", phones=("06 39 98 55 02",), emails=(), address="",
                               reference="TD99")).opposed == 1  # fmt: skip


def test_rows_that_an_older_program_did_not_keep_stay_with_the_kept_lead(store: Store) -> None:
    one = add(store)
    other = add(store, phones=("06 39 98 77 01",), emails=(), reference="TD9", last_name="Zola", first_name="",
                address="9 rue Pasteur")  # fmt: skip
    done = join(store, one, other, by=BY, at=NOW)
    row = DRAFT._replace(last_name="Zola", first_name="", phones=("06 39 98 77 01", "06 39 98 77 03"), emails=(),
                  address="9 rue Pasteur", reference="TD9")  # fmt: skip
    assert import_rows.take_in(store, [row], OTHER, by=BY, now=LATER).merged == 1
    with store.write("older", by=BY, at=LATER) as w:
        w.blank("merging", w.column(int, "SELECT id FROM merging"), {"row": ""})
    disjoin(store, done.id, by=BY, at=LATER + timedelta(hours=1))
    assert "+33639987703" in contacts(store, one)


OLDER = (
    '[7,"Moreau Hélène","moreau helene","Moreau","Hélène","Madame",[["+33639981241","0639981241"],["+33639987701",'
    '"0639987701"]],["zola@exemple.fr"],"9 rue Pasteur","30700","Uzès","uzes","Toit Direct","TD9","","2026-10-26","",'
    '"Maison","sale",21000000,128.0,5,"","","","moreau helene uzes 30700 td9 zola exemple fr 0639981241",'
    '[["phone","0639981241"],["phone","0639987701"],["email","zola@exemple.fr"],["address",'
    '"moreau|9 rue pasteur 30700"],["household","9 rue pasteur 30700"],["listing","toit direct|td9"]],'
    '["30700","Uzès"],null,["",""],[],[]]'
)
"""The row of ``SECOND`` as older programs kept it: by place, folded words among them."""
KEPT_BY_NAME = {
    *("line", "name", "last_name", "first_name", "civility", "phones", "emails", "address", "postcode", "town"),
    *("site", "reference", "url", "seen", "title", "kind", "deal", "price", "area", "rooms", "extra", "refusal"),
    *("heard_in", "marks", "place"),
}
"""What every row stored by name has; a value added since has a default."""
KEPT_BY = {"m009": 27, "m013": 28, "m021": 29, "m025": 30, "m027": 31, "m032": 32}
"""The first schema whose program kept as many values of a row in a list."""


@pytest.mark.parametrize("size", KEPT_BY.values(), ids=KEPT_BY)
def test_a_row_kept_by_an_older_program_is_given_back_whole(store: Store, size: int) -> None:
    one, report = merged(store)
    with store.write("older", by=BY, at=LATER) as w:
        [merge_id] = w.column(int, "SELECT id FROM merging")
        w.update("merging", merge_id, {"row": json.dumps(json.loads(OLDER)[:size])})
    other = parted(store, report)
    assert contacts(store, one) == {"+33639981241", "h.moreau@exemple.fr", "14 rue des Mûriers"}
    assert contacts(store, other) == {"+33639981241", "+33639987701", "zola@exemple.fr", "9 rue Pasteur"}
    with store.read() as r:
        [listing], [origin] = r.of(Listing, "-id", lead_id=other), given(r, other)
        assert (listing.reference, listing.price, listing.area, listing.rooms) == ("TD9", 21_000_000, 128.0, 5)
        assert (origin.origin.supplier, origin.origin.seen) == ("Fichier Immo", "2026-10-26")
        assert leads.search(r, text="uzès moreau 30700 td9 zola 987701").tolist() == [other]


def test_what_a_row_has_since_an_older_program_kept_it_has_a_default() -> None:
    """Whoever adds a value to a row says what it is of the rows kept before, wherever it stands."""
    row = read_row(OLDER)
    by_name = json.loads(stored_row(row))
    for name, default in ParsedRow._field_defaults.items():
        row, by_name = row._replace(**{name: default}), {key: by_name[key] for key in by_name if key != name}
        assert read_row(json.dumps({**by_name, "of_an_older_program": ""})) == row, name
    assert set(by_name) == KEPT_BY_NAME


def test_only_what_a_merge_adds_is_looked_for(store: Store) -> None:
    with store.read() as r, pytest.raises(ValueError, match="call"):
        undoing.rows_left(r, "call", [1])
