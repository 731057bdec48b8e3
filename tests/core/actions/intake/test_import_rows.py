"""The door: every row is added, merged, opposed, rejected or blank, and nobody opposed comes through."""

import gc
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.calling import calling
from core.actions.common import people
from core.actions.common.agency import settings
from core.actions.common.judging import law_of
from core.actions.intake.import_rows import take_in
from core.actions.keeping import verifying
from core.actions.leads import lead_views
from core.actions.register import opposing
from core.actions.register.opposing import oppose_typed
from core.base.errors import Cancelled, UserError
from core.base.moments import kept
from core.base.records import replace
from core.model.batch import BatchFacts, Source
from core.model.draft import Draft
from core.model.lead import LeadSheet
from core.model.verdict import Light
from core.records.batch import Reject
from core.records.call import Call
from core.records.lead import Lead
from core.records.listing import Listing
from core.records.supplier import Supplier
from core.store import batches, leads, registers
from core.store.engine import journal
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, counts, take
from tests.failing import fails_with
from tests.tables import table


def _sheet(store: Store, lead_id: int) -> LeadSheet:
    with store.read() as r:
        return lead_views.lead_sheet(r, lead_id, law_of(settings(r)), at=NOW)


def test_a_row_becomes_a_lead_with_its_origin(store: Store) -> None:
    sheet = _sheet(store, add(store))
    assert sheet.row.name == "Moreau Hélène"
    assert [one.value for one in sheet.contacts] == [
        "+33639981241",
        "h.moreau@exemple.fr",
        "14 rue des Mûriers, 30700 Uzès",
    ]
    [origin] = sheet.origins
    assert (origin.supplier, origin.site, origin.reference, origin.line) == ("Pige Ouest", "Toit Direct", "TD1", 2)
    assert (str(origin.seen), str(origin.obtained)) == ("2026-10-26", "2026-11-20")
    [listing] = sheet.listings
    assert (listing.price, listing.area, listing.rooms) == (34_200_000, 128.0, 5)
    assert str(sheet.row.notice_due) == "2026-12-20"
    assert sheet.row.light is Light.FORBIDDEN


def test_the_report_balances(store: Store) -> None:
    report = take(
        store,
        DRAFT,
        Draft(line=3),
        DRAFT._replace(line=4, phones=("+33 6 39 98 12 41",), reference="TD2", emails=()),
        DRAFT._replace(
            line=5, phones=("0639981242",), emails=(), reference="TD3", address="", text="Agences s’abstenir"
        ),
        DRAFT._replace(line=6, seller="pro"),
        Draft(line=7, name="Sans rien", site="PAP", cells=("x",)),
    )
    assert counts(report) == (6, 1, 1, 1, 2, 1)
    assert [(one.line, one.code) for one in report.rejects] == [(6, "ROW_AGENCY"), (7, "ROW_NO_CONTACT")]
    with store.read() as r:
        assert [(row.line, row.code) for row in r.of(Reject, limit=1000, batch_id=report.batch)] == [
            (6, "ROW_AGENCY"),
            (7, "ROW_NO_CONTACT"),
        ]
        kept = batches.batch(r, report.batch)
        assert kept is not None
        assert (kept.added, kept.merged, kept.opposed, kept.rejected, kept.blank) == (1, 1, 1, 2, 1)
        assert journal.check(r).problems == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"phones": ("12",), "emails": (), "address": ""}, "ROW_BAD_PHONE"),
        ({"phones": (), "emails": ("rien",), "address": ""}, "ROW_NO_CONTACT"),
        ({"seen": "31/02/2026"}, "ROW_BAD_DATE"),
        ({"seen": "25/11/2026"}, "ROW_BAD_DATE"),
        ({"seller": "pro"}, "ROW_AGENCY"),
        ({"seller": "pro", "doubt": "Souhaite vendre seul"}, "ROW_AGENCY"),
        ({"headings": ("Mobile 2",)}, "ROW_OTHER_HEADINGS"),
        ({"last_name": "AGENCE DU PONT SARL", "first_name": ""}, "ROW_AGENCY"),
        ({"name": "Étude Immobilière Durand", "last_name": ""}, "ROW_AGENCY"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(store: Store, changes: dict[str, object], code: str) -> None:
    report = take(store, DRAFT._replace(**changes))  # type: ignore[arg-type]
    assert [one.code for one in report.rejects] == [code]
    assert report.rejects[0].reason


@pytest.mark.parametrize(
    "changes",
    [{"last_name": "Lagence"}, {"last_name": "Immobilisé"}, {"last_name": "Agence", "seller": "private"}],
)
def test_a_name_that_only_looks_like_an_agency_is_taken(store: Store, changes: dict[str, object]) -> None:
    assert take(store, DRAFT._replace(**changes)).added == 1  # type: ignore[arg-type]


def test_a_row_without_a_site_is_rejected(store: Store) -> None:
    report = take(store, DRAFT, batch=replace(BATCH, site=""))
    assert [one.code for one in report.rejects] == ["ROW_NO_SOURCE"]


@pytest.mark.parametrize(
    ("url", "typed", "site"),
    [
        ("https://www.leboncoin.fr/ad/ventes_immobilieres/28114", "", "leboncoin"),
        ("https://www.pap.fr/annonces/maison-uzes-r43", "leboncoin", "PAP"),
        ("https://pige-ouest.exemple.fr/fiche/12", "leboncoin", "leboncoin"),
    ],
)
def test_a_row_without_a_site_takes_the_one_its_link_leads_to(store: Store, url: str, typed: str, site: str) -> None:
    """More exact than what was typed for the whole file, when the site has a sheet."""
    draft = DRAFT._replace(site="", url=url)
    assert take(store, draft, batch=replace(BATCH, site=typed)).added == 1
    with store.read() as r:
        assert r.column(str, "SELECT site FROM origin") == [site]


def test_a_link_to_a_site_nobody_described_names_no_source(store: Store) -> None:
    """It may lead to the supplier's own pages."""
    draft = DRAFT._replace(site="", url="https://pige-ouest.exemple.fr/fiche/12")
    report = take(store, draft, batch=replace(BATCH, site=""))
    assert [one.code for one in report.rejects] == ["ROW_NO_SOURCE"]


def test_a_bad_phone_beside_an_address_keeps_the_row(store: Store) -> None:
    sheet = _sheet(store, add(store, phones=("06 39 98 7",), emails=()))
    assert [one.kind for one in sheet.contacts] == ["address"]


@pytest.mark.parametrize(
    "batch", [replace(BATCH, supplier=" "), replace(BATCH, collected=""), replace(BATCH, collected="2026-11-25")]
)
def test_a_batch_must_say_where_it_comes_from(store: Store, batch: BatchFacts) -> None:
    with pytest.raises(UserError):
        take(store, DRAFT, batch=batch)
    with store.read() as r:
        assert batches.recent(r) == []


@pytest.mark.parametrize(
    "again",
    [
        {"phones": ("0033639981241",), "emails": (), "address": "", "reference": "AUTRE"},
        {"phones": (), "emails": ("H.Moreau@Exemple.fr",), "address": "", "reference": "AUTRE"},
        {"phones": (), "emails": (), "address": "14, Rue des Muriers", "reference": "AUTRE"},
        {"phones": ("0639989999",), "emails": (), "address": "", "reference": "td1"},
    ],
    ids=["phone", "email", "address and surname", "listing"],
)
def test_a_known_person_is_recognised(store: Store, again: dict[str, object]) -> None:
    add(store)
    report = take(store, DRAFT._replace(**again))  # type: ignore[arg-type]
    assert counts(report) == (1, 0, 1, 0, 0, 0)


def test_a_neighbour_is_another_person(store: Store) -> None:
    add(store)
    report = take(store, DRAFT._replace(last_name="Dupont", phones=("0639989999",), emails=(), reference="TD9"))
    assert counts(report) == (1, 1, 0, 0, 0, 0)


def test_a_merge_adds_and_never_overwrites(store: Store) -> None:
    lead_id = add(store, last_name="", first_name="", name="", civility="", town="", postcode="", address="", price="")
    take(store, DRAFT._replace(phones=("0639981241", "0199001010"), price="300 000", area=""))
    sheet = _sheet(store, lead_id)
    assert (sheet.row.name, sheet.row.town, sheet.postcode, sheet.civility) == (
        "Moreau Hélène",
        "Uzès",
        "30700",
        "Madame",
    )
    assert {one.value for one in sheet.contacts if one.kind == "phone"} == {"+33639981241", "+33199001010"}
    [listing] = sheet.listings
    assert (listing.price, listing.area) == (30_000_000, 128.0)
    assert len(sheet.origins) == 2
    take(store, DRAFT._replace(last_name="Durand", civility="Monsieur", reference="AUTRE"))
    sheet = _sheet(store, lead_id)
    assert (sheet.row.name, sheet.civility, len(sheet.listings)) == ("Moreau Hélène", "Madame", 2)
    with store.read() as r:
        assert list(leads.search(r, text="99 00 10 10")) == [lead_id]


def test_the_same_person_twice_in_one_file(store: Store) -> None:
    report = take(store, DRAFT, DRAFT._replace(line=3, reference="TD2"), DRAFT._replace(line=4, reference="TD3"))
    assert counts(report) == (3, 1, 2, 0, 0, 0)


def test_an_ad_that_refuses_agencies_keeps_the_property_only(store: Store) -> None:
    report = take(store, DRAFT._replace(text="Belle maison. Agences s’abstenir."))
    assert counts(report) == (1, 0, 0, 1, 0, 0)
    with store.read() as r:
        [lead_id] = leads.search(r)
    sheet = _sheet(store, lead_id)
    assert (sheet.row.name, sheet.contacts, sheet.last_name) == ("", (), "")
    assert sheet.row.light is Light.OPPOSED
    assert all(not verdict.allowed for verdict in sheet.verdicts.values())
    assert sheet.listings[0].reference == "TD1"


@pytest.mark.parametrize(
    "again",
    [
        {"phones": ("+33639981241",), "emails": (), "address": "", "reference": "AUTRE"},
        {"phones": (), "emails": ("h.moreau@exemple.fr",), "address": "", "reference": "AUTRE"},
        {"phones": (), "emails": (), "reference": "AUTRE"},
        {"phones": (), "emails": (), "reference": "AUTRE", "last_name": "", "first_name": ""},
        {"phones": ("0639980000",), "emails": (), "address": "", "reference": "TD1"},
    ],
    ids=["phone", "email", "address", "address without a name", "listing"],
)
def test_a_refusing_person_never_comes_back(store: Store, again: dict[str, object]) -> None:
    take(store, DRAFT._replace(text="Agences s’abstenir"))
    report = take(store, DRAFT._replace(**again))  # type: ignore[arg-type]
    assert counts(report) == (1, 0, 0, 1, 0, 0)
    with store.read() as r:
        assert leads.count_leads(r) == 1


def test_a_later_ad_that_refuses_opposes_the_known_person(store: Store) -> None:
    lead_id = add(store)
    report = take(store, DRAFT._replace(reference="TD2", text="Pas d’agence merci"))
    assert report.opposed == 1
    assert _sheet(store, lead_id).row.light is Light.OPPOSED


def test_an_opposed_number_is_dropped_and_its_owner_s_other_numbers_are_refused(store: Store) -> None:
    oppose_typed(store, "06 39 98 12 41", how="counter", by=BY, at=NOW)
    report = take(store, DRAFT._replace(phones=("0639981241", "0199001010")))
    assert counts(report) == (1, 0, 0, 1, 0, 0)
    report = take(store, DRAFT._replace(phones=("0199001010",), emails=(), address="", reference="TD5"))
    assert counts(report) == (1, 0, 0, 1, 0, 0)
    with store.read() as r:
        assert leads.count_leads(r) == 0


def test_an_opposed_address_without_a_name_holds_for_everybody_there(store: Store) -> None:
    lead_id = add(store, last_name="", first_name="", civility="", phones=(), emails=())
    with store.read() as r:
        who = people.of_lead(r, lead_id)
    opposing.oppose(store, who, how="letter", by=BY, at=NOW)
    report = take(store, DRAFT._replace(last_name="Dupont", phones=("0639989999",), emails=(), reference="TD8"))
    assert report.opposed == 1


def test_a_capture_keeps_a_listing_without_contact(store: Store) -> None:
    page = BatchFacts(Source.PAGE, "page.html", "2026-11-24", site="leboncoin")
    report = take(
        store,
        Draft(line=1, name="Odette", town="Paris", url="https://exemple.fr/1", title="T2", cells=("T2",)),
        batch=page,
    )
    assert counts(report) == (1, 1, 0, 0, 0, 0)


def test_a_stop_keeps_what_was_written_and_says_so(store: Store) -> None:
    def drafts() -> Iterator[Draft]:
        for line in range(2, 2000):
            number = f"06399{line:05d}"
            yield DRAFT._replace(line=line, phones=(number,), emails=(), address="", reference=f"R{line}")

    def give_up(done: int, total: int) -> None:
        if done >= 800:
            raise Cancelled

    with pytest.raises(Cancelled):
        take_in(store, drafts(), BATCH, by=BY, now=NOW, progress=give_up)
    with store.read() as r:
        assert 800 <= leads.count_leads(r) < 1998
        [batch] = batches.recent(r)
        assert batch.ended is not None
        assert batch.added == leads.count_leads(r)


def test_the_supplier_is_one_whatever_its_spelling(store: Store) -> None:
    take(store, DRAFT)
    take(store, DRAFT._replace(phones=("0639989999",)), batch=replace(BATCH, supplier="PIGE  ouest"))
    with store.read() as r:
        assert [row.name for row in r.of(Supplier, "name_key")] == ["Pige Ouest"]
        assert leads.sources(r) == ["Pige Ouest"]


@pytest.mark.parametrize("before", [(777, 7, 7), (100_000, 7, 7)], ids=["at rest", "while another one runs"])
def test_cycles_are_looked_for_after_an_import_as_before(store: Store, before: tuple[int, int, int]) -> None:
    was = gc.get_threshold()
    gc.set_threshold(*before)
    try:
        take(store, DRAFT)
        assert gc.get_threshold() == before
    finally:
        gc.set_threshold(*was)


def test_a_name_that_says_nothing_is_no_supplier(store: Store) -> None:
    with fails_with("SUPPLIER_MISSING"):
        take(store, DRAFT, batch=replace(BATCH, supplier=" *** "))
    with store.read() as r:
        assert batches.recent(r) == []
        assert [row.name for row in r.of(Supplier, "name_key")] == []


def test_undo_reopens_only_what_the_gesture_closed(store: Store) -> None:
    lead_id = add(store)
    with store.read() as r:
        who = people.of_lead(r, lead_id)
    done = opposing.oppose(store, who, how="call", by=BY, at=NOW)
    assert done.entries == 5  # telephone, e-mail, listing; the address with the whole name, and without
    opposing.undo(store, done.gesture, by=BY, at=NOW + timedelta(minutes=9))
    with store.read() as r:
        assert registers.count_gestures(r) == 0
        assert r.row(Lead, lead_id).opposed_at is None
        [story] = registers.refusals_of_lead(r, lead_id)
        assert story.lifted_why == "undo"


def test_a_row_about_a_sheet_covered_by_another_s_refusal_is_opposed(store: Store) -> None:
    lead_id = add(store)
    nameless = add(store, last_name="", first_name="", civility="", phones=("0199001010",), emails=(), reference="TD2")
    with store.read() as r:
        who = people.of_lead(r, nameless)
    opposing.oppose(store, who, how="letter", by=BY, at=NOW)
    report = take(store, DRAFT._replace(address="", emails=(), phones=("0639981241", "0639987070"), reference="TD9"))
    assert counts(report) == (1, 0, 0, 1, 0, 0)
    report = take(store, DRAFT._replace(address="", emails=(), phones=("0639987070",), reference="TD10"))
    assert counts(report) == (1, 0, 0, 1, 0, 0)
    assert _sheet(store, lead_id).row.light is Light.OPPOSED


def test_a_row_about_a_sheet_closed_by_an_older_program_is_opposed_and_registered(store: Store) -> None:
    """That program closed a sheet and registered less of it than is done now."""
    lead_id = add(store)
    with store.write("older", by=BY, at=NOW) as w:
        w.update("lead", lead_id, {"opposed_at": kept(NOW), "opposed_how": "call"})
    assert counts(take(store, DRAFT)) == (1, 0, 0, 1, 0, 0)
    with store.read() as r:
        assert registers.opposed(r, [r.keyed_hash("phone", "0639981241")])


def test_a_refusal_holds_for_a_name_that_meets_its_address(store: Store) -> None:
    """The sheet has the name, another row brings the address: together they are who opposed."""
    take(store, DRAFT)
    oppose_typed(store, "06 39 98 12 41", how="letter", by=BY, at=NOW)
    bare = DRAFT._replace(phones=("06 39 98 12 77",), emails=(), address="", reference="TD7")
    assert counts(take(store, bare)) == (1, 1, 0, 0, 0, 0)
    row = DRAFT._replace(last_name="Durand", phones=("06 39 98 12 77",), emails=(), reference="TD8")
    assert counts(take(store, row)) == (1, 0, 1, 0, 0, 0)
    with store.read() as r:
        lead_id = people.find(r, "06 39 98 12 77").lead_id
        assert lead_id is not None
        assert r.row(Lead, lead_id).opposed_at


@table("number, source, told", [
    (DRAFT.phones[0], Source.TYPED, ["estimation"]),
    ("01 99 00 55 55", Source.TYPED, []),
    (DRAFT.phones[0], Source.FILE, []),
])  # fmt: skip
def test_the_call_of_an_unknown_number_goes_to_the_lead_typed_with_it(
    tmp_path: Path, number: str, source: Source, told: list[str]
) -> None:
    store = new_base(tmp_path / f"{number}{source.value}")
    with store.read() as r:
        who = people.find(r, number)
    calling.log(store, who, direction="in", outcome="talked", by=BY, at=NOW - timedelta(days=1), note="estimation")
    take(store, DRAFT, batch=replace(BATCH, source=source))
    with store.read() as r:
        [lead] = leads.search(r, sort="newest")
        assert [one.note for one in r.of(Call, "started", lead_id=lead)] == told
    assert verifying.verify(store).problems == ()
    store.close()


def test_a_property_stands_where_the_file_says_and_its_owner_elsewhere(store: Store) -> None:
    draft = DRAFT._replace(
        town="Montpellier", postcode="34000", listing_town="Le Grau-du-Roi", listing_postcode="30240"
    )
    take(store, draft)
    with store.read() as r:
        [lead_id] = r.column(int, "SELECT id FROM lead")
        [listing] = r.of(Listing, "-id", lead_id=lead_id)
        person = r.get(Lead, lead_id)
    assert person is not None
    assert (person.town, listing.town, listing.postcode) == ("Montpellier", "Le Grau-du-Roi", "30240")
