"""A street typed beside an ad is the agency's word, and never said to come from the ad."""

from pathlib import Path

from core.actions.desk.captures import with_streets
from core.actions.intake.capturing import OfferChoice, capture
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW
from tests.core.actions.intake.test_offering import asked_of, card, page_of

STREET = {"address": "12 rue des Lices"}


def test_a_street_typed_is_the_agency_s_and_a_refusing_ad_keeps_none(store: Store, tmp_path: Path) -> None:
    refusing = card(7700004, "9 000 €", words="Agences s’abstenir")
    open_card = card(7700001, "249 000 €", phone="06 39 98 01 06")
    page = page_of(tmp_path, open_card, refusing)
    choice = OfferChoice(frozenset({"7700001", "7700004"}), {"7700001": STREET, "7700004": STREET})
    done = with_streets(store, capture(store, asked_of(store, page), choice), by=BY, at=NOW)
    assert (done.report.added, done.report.opposed, done.said) == (1, 1, ())
    with store.read() as r:
        [contact] = [one for one in r.of(Contact) if one.kind == "address"]
        [listing] = r.of(Listing, reference="7700001")
        hows = {one.how for one in leads.origins(r, contact.lead_id)}
        lead = r.row(Lead, contact.lead_id)
    assert (contact.value, contact.postcode, contact.lead_id) == ("12 rue des Lices", "35500", listing.lead_id)
    assert "agency" in hows
    assert lead.opposed_at is None
