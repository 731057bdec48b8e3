"""Who is worth looking at for a call: a callback or a title, in that order; never who refused or was erased, whatever
title they left."""

from datetime import date, timedelta
from pathlib import Path

from core.actions.calling import calldesk, calling, consenting
from core.actions.common import agency
from core.actions.common.judging import law_of
from core.actions.common.people import Who, of_lead
from core.actions.keeping import forgetting
from core.actions.register import opposing
from core.model.channel import Channel, TitleKind
from core.model.consent import Given
from core.store import calls
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add, informed


def with_contract(store: Store, rank: int) -> Who:
    """Somebody whose mandate runs."""
    phone, street = f"06 39 98 20 0{rank}", f"{rank} rue Y"
    lead_id = add(store, last_name=f"Roux{rank}", phones=(phone,), emails=(), address=street, reference=f"Q{rank}")
    with store.read() as r:
        who = of_lead(r, lead_id)
    consenting.open_title(
        store, who, TitleKind.CONTRACT, object_="vente", number=str(rank), starts=NOW.date(), by=BY, at=NOW
    )
    return who


def test_who_refused_or_was_erased_leaves_the_queue_with_a_contract(store: Store) -> None:
    refused, erased, left, due = (with_contract(store, rank) for rank in range(1, 5))
    assert due.lead_id is not None
    assert erased.lead_id is not None
    calling.plan_callback(store, due.lead_id, due=NOW + timedelta(hours=1), by=BY, at=NOW)
    with store.read() as r:
        assert calls.queue(r) == [due.lead_id, refused.lead_id, erased.lead_id, left.lead_id]
    gesture = opposing.oppose(store, refused, how="letter", by=BY, at=NOW).gesture
    forgetting.forget(store, erased.lead_id, by=BY, at=NOW)
    with store.read() as r:
        assert calls.queue(r) == [due.lead_id, left.lead_id]
    opposing.undo(store, gesture, by=BY, at=NOW)
    with store.read() as r:
        assert calls.queue(r) == [due.lead_id, refused.lead_id, left.lead_id]


def test_the_most_useful_call_comes_first(store: Store, tmp_path: Path) -> None:
    """A promised call, an agreement that ends soon, whoever was never called, then the others."""
    proof = tmp_path / "coupon.txt"
    proof.write_text("Oui")
    people = []
    for rank, until in enumerate((None, None, date(2026, 11, 30), None)):
        lead = add(store, last_name=f"Roux{rank}", phones=(f"06 39 98 21 0{rank}",), emails=(), address=f"{rank} rue Z",
                   reference=f"U{rank}")  # fmt: skip
        informed(store, lead)
        agreed = NOW - timedelta(days=3)
        consenting.record(store, Who(lead), channels=[Channel.CALL], collected=agreed, wording="papier", proof=proof,
                          by=BY, at=NOW, until=until, given=Given(way="counter"))  # fmt: skip
        people.append(lead)
    called, fresh, ending, promised = people
    with store.read() as r:
        who = of_lead(r, called)
    calling.log(store, who, direction="out", outcome="no_answer", by=BY, at=NOW - timedelta(days=1))
    calling.plan_callback(store, promised, due=NOW, by=BY, at=NOW)
    at = NOW.replace(hour=15)
    with store.read() as r:
        found = calldesk.queue(r, law_of(agency.settings(r)), at=at)
    assert [one.id for one in found.now] == [promised, ending, fresh, called]
