"""People who agreed to be called, for the measures of the page of calls."""

from datetime import timedelta
from pathlib import Path

from core.actions.calling import calldesk, consenting
from core.actions.common import agency
from core.actions.letters import noticing, posting
from core.model.channel import Channel
from core.records.contact import Contact
from core.store import leads
from core.store.engine.opening import open_store
from tests.journeys.program import MORNING
from tests.ui.office_fixture import AGENCY, BY

AGREED = 250


def agree(folder: Path, count: int) -> None:
    """Inform ``count`` people by a letter, then give them an agreement to be called, for the desk to have someone to
    show each time."""
    proof = folder / "coupon.pdf"
    proof.write_bytes(b"%PDF-1.4 coupon")
    before = MORNING - timedelta(days=2)
    store = open_store(folder)
    agency.save_agency(store, AGENCY, by=BY, at=before)
    agency.save_settings(store, {"user": BY, "started": True}, by=BY, at=before)
    with store.read() as r:
        chosen = leads.search(r, filters={"opposition": "no"}, sort="newest", limit=4 * count)
        held = [(lead, [row.value for row in r.of(Contact, lead_id=lead) if row.kind == "phone"]) for lead in chosen]
        people = [calldesk.telephone(r, lead, phones[0]) for lead, phones in held if phones][:count]
    sent = before - timedelta(hours=1)
    made = noticing.make(store, [who.lead_id for who in people if who.lead_id], folder / "lettres", by=BY, at=sent)
    with store.read() as r:
        letters = [posting.letter_of(r, one.reference) for one in made.made]
    posting.posted(store, letters, by=BY, at=sent)
    for who in people:
        consenting.record(
            store, who, channels=[Channel.CALL], collected=before, wording="consent-1", proof=proof, by=BY, at=before
        )
    store.close()
