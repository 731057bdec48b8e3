"""A typed prospect goes through the same door as a file, and its mistakes are told before anything is written."""

from datetime import date

import pytest

from core.actions.common import people
from core.actions.common.judging import law_of
from core.actions.intake.typed_lead import kept_lead, type_lead
from core.actions.leads.lead_views import lead_sheet
from core.actions.register import opposing
from core.model.batch import TypedOrigin
from core.model.draft import Draft
from core.model.settings import Settings
from core.model.verdict import Light
from core.records.contact import Contact
from core.records.lead import Lead
from core.store import batches, leads
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add, counts
from tests.failing import fails_with

PERSON = Draft(last_name="Moreau", first_name="Hélène", phones=("06 39 98 12 41",), town="Uzès", postcode="30700")
SEEN = PERSON._replace(site="Toit Direct", reference="TD7", seen="20/11/2026", price="342000", kind="maison")


def typed(store: Store, draft: Draft, came: TypedOrigin) -> int | None:
    report = type_lead(store, draft, came=came, by=BY, now=NOW)
    assert report.read == 1
    with store.read() as r:
        return kept_lead(r, report)


def test_what_the_person_gave_says_so_and_names_no_site(store: Store) -> None:
    lead_id = typed(store, SEEN, TypedOrigin.PERSON)
    assert lead_id is not None
    with store.read() as r:
        sheet = lead_sheet(r, lead_id, law_of(Settings()), at=NOW)
    assert sheet.row.source == "Saisie"
    [origin] = sheet.origins
    assert (origin.source, origin.site, origin.reference, origin.url, origin.by) == ("typed", "", "", "", BY)
    assert origin.obtained == date(2026, 11, 24)


def test_what_was_seen_keeps_its_listing_and_its_day(store: Store) -> None:
    lead_id = typed(store, SEEN, TypedOrigin.LISTING)
    assert lead_id is not None
    with store.read() as r:
        sheet = lead_sheet(r, lead_id, law_of(Settings()), at=NOW)
    [origin] = sheet.origins
    assert (origin.site, origin.reference, origin.seen) == ("Toit Direct", "TD7", date(2026, 11, 20))
    assert sheet.row.source == "Toit Direct"
    assert sheet.listings[0].price == 34_200_000


@pytest.mark.parametrize(
    ("draft", "came", "code"),
    [
        (PERSON, TypedOrigin.LISTING, "ROW_NO_SOURCE"),
        (SEEN._replace(seen="25/11/2026"), TypedOrigin.LISTING, "ROW_BAD_DATE"),
        (PERSON._replace(phones=("12",)), TypedOrigin.PERSON, "ROW_BAD_PHONE"),
        (PERSON._replace(phones=()), TypedOrigin.PERSON, "ROW_NO_CONTACT"),
        (Draft(), TypedOrigin.PERSON, "ROW_NO_CONTACT"),
    ],
    ids=["no site", "day to come", "no number", "no contact", "nothing"],
)
def test_a_mistake_is_told_and_nothing_is_written(store: Store, draft: Draft, came: TypedOrigin, code: str) -> None:
    with fails_with(code):
        type_lead(store, draft, came=came, by=BY, now=NOW)
    with store.read() as r:
        assert (leads.count_leads(r), batches.recent(r)) == (0, [])


def test_a_known_person_is_completed(store: Store) -> None:
    known = add(store)
    assert typed(store, PERSON._replace(emails=("helene@exemple.fr",)), TypedOrigin.PERSON) == known
    with store.read() as r:
        assert "helene@exemple.fr" in {row.value for row in r.of(Contact, lead_id=known)}


def test_an_opposed_number_is_not_kept_and_says_since_when(store: Store) -> None:
    opposing.oppose_typed(store, "06 39 98 12 41", how="counter", by=BY, at=NOW)
    report = type_lead(store, PERSON, came=TypedOrigin.PERSON, by=BY, now=NOW)
    assert counts(report) == (1, 0, 0, 1, 0, 0)
    with store.read() as r:
        assert kept_lead(r, report) is None
        assert leads.count_leads(r) == 0
        assert people.opposed_since(r, people.find(r, "+33 6 39 98 12 41")) == NOW
        assert people.opposed_since(r, people.find(r, "06 39 98 12 42")) is None


def test_an_opposed_person_answers_by_any_name(store: Store) -> None:
    lead_id = add(store, phones=(), emails=())
    with store.read() as r:
        who = people.of_lead(r, lead_id)
        assert people.opposed_since(r, who) is None
    opposing.oppose(store, who, how="letter", by=BY, at=NOW)
    with store.read() as r:
        assert people.opposed_since(r, who) == NOW


def test_a_listing_that_refuses_agencies_keeps_the_property_only(store: Store) -> None:
    report = type_lead(store, SEEN._replace(refuses=True), came=TypedOrigin.LISTING, by=BY, now=NOW)
    assert report.opposed == 1
    with store.read() as r:
        [lead_id] = leads.search(r)
        sheet = lead_sheet(r, lead_id, law_of(Settings()), at=NOW)
        assert (sheet.row.name, sheet.contacts, sheet.row.light) == ("", (), Light.OPPOSED)
        assert r.row(Lead, lead_id).quote == "refus indiqué sur le site"
