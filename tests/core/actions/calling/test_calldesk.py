"""Who is worth looking at for a call: a callback or a title, in that order; never who refused or was erased, whatever
title they left."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from core.actions.calling import calldesk, calling, consenting
from core.actions.common import agency, step_cache
from core.actions.common.judging import law_of
from core.actions.common.people import Who
from core.actions.keeping import forgetting
from core.actions.leads import editing
from core.actions.register import opposing
from core.model.channel import TitleKind
from core.model.consent import ConsentTerms
from core.model.editing import Change
from core.store import steps
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add, informed, law_today, note_agreement, who_is
from ui.pages.calls.reading import nobody_now, nobody_yet


def with_contract(store: Store, rank: int) -> Who:
    """Somebody whose mandate runs."""
    phone, street = f"06 39 98 20 0{rank}", f"{rank} rue Y"
    lead_id = add(store, last_name=f"Roux{rank}", phones=(phone,), emails=(), address=street, reference=f"Q{rank}")
    who = who_is(store, lead_id)
    consenting.open_title(
        store, who, TitleKind.CONTRACT, object_="vente", number=str(rank), starts=NOW.date(), by=BY, at=NOW
    )
    return who


def promise(store: Store, lead_id: int, at: datetime) -> None:
    calling.plan_callback(store, lead_id, due=at + timedelta(minutes=5), by=BY, at=at)


def test_who_refused_or_was_erased_leaves_the_queue_with_a_contract(store: Store) -> None:
    refused, erased, left, due = (with_contract(store, rank) for rank in range(1, 5))
    assert due.lead_id is not None
    assert erased.lead_id is not None
    calling.plan_callback(store, due.lead_id, due=NOW + timedelta(hours=1), by=BY, at=NOW)
    with store.read() as r:
        assert steps.worth_a_call(r) == [due.lead_id, refused.lead_id, erased.lead_id, left.lead_id]
    gesture = opposing.oppose(store, refused, how="letter", by=BY, at=NOW).gesture
    forgetting.forget(store, erased.lead_id, by=BY, at=NOW)
    with store.read() as r:
        assert steps.worth_a_call(r) == [due.lead_id, left.lead_id]
    opposing.undo(store, gesture, by=BY, at=NOW)
    with store.read() as r:
        assert steps.worth_a_call(r) == [due.lead_id, refused.lead_id, left.lead_id]


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
        note_agreement(
            store, Who(lead), proof, collected=agreed, wording="papier", until=until, given=ConsentTerms(way="counter")
        )
        people.append(lead)
    called, fresh, ending, promised = people
    who = who_is(store, called)
    calling.log(store, who, direction="out", outcome="no_answer", by=BY, at=NOW - timedelta(days=1))
    calling.plan_callback(store, promised, due=NOW, by=BY, at=NOW)
    at = NOW.replace(hour=15)
    with store.read() as r:
        found = calldesk.queue(r, law_of(agency.settings(r)), at=at)
    assert [one.id for one in found.now] == [promised, ending, fresh, called]


def test_who_did_not_change_is_not_judged_again_and_the_queue_is_the_same(store: Store, tmp_path: Path) -> None:
    """A queue read with what was judged before is the one read afresh, whatever was written meanwhile, and whether the
    steps were kept meanwhile or not; and each write makes again those it concerns only."""
    people = [with_contract(store, rank) for rank in range(1, 7)]
    ids = [one.lead_id or 0 for one in people]
    at, proof = NOW.replace(hour=15), tmp_path / "coupon.txt"
    proof.write_text("Oui")
    for one in people:
        informed(store, one.lead_id or 0)
        note_agreement(store, one, proof, collected=NOW - timedelta(days=3))
        promise(store, one.lead_id or 0, at)
    judged: calldesk.Judged = {}
    law = law_today(store)

    def attempt(place: int) -> None:
        calling.log(store, people[place], direction="out", outcome="no_answer", by=BY, at=at)

    writes: list[Callable[[], object]] = [
        lambda: None,
        lambda: attempt(1),
        lambda: promise(store, ids[1], at),
        lambda: opposing.oppose(store, people[2], how="letter", by=BY, at=at),
        lambda: editing.edit(store, ids[3], [Change("notes", "vue sur cour")], told=None, by=BY, at=at),
        lambda: attempt(4),
        lambda: forgetting.forget(store, ids[5], by=BY, at=at),
        lambda: None,
    ]
    for keeps in (True, False):
        for write in writes if keeps else writes[:2]:
            write()
            if keeps:
                step_cache.keep(store, law, by=BY, at=at)
            for later in (timedelta(0), timedelta(minutes=6), timedelta(hours=20)):
                with store.read() as r:
                    assert calldesk.queue(r, law, at=at + later, judged=judged) == calldesk.queue(r, law, at=at + later)
    step_cache.keep(store, law, by=BY, at=at)
    with store.read() as r:
        found = calldesk.queue(r, law, at=at, judged=judged)
        assert (len(found.today), found.others) == (4, 0)
        before = {one: row for one, (_mark, row) in judged.items()}
        calldesk.queue(r, law, at=at, judged=judged)
        assert len(before) >= 3
        assert all(judged[one][1] is row for one, row in before.items())


def test_who_is_still_to_be_judged_is_not_said_to_be_nobody(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calldesk, "MOST", 2)
    for rank in range(4):
        with_contract(store, rank)
    law = law_today(store)
    with store.read() as r:
        few = calldesk.queue(r, law, at=NOW.replace(hour=22))
        assert (few.now, few.unjudged) == ((), 2)
        assert nobody_now(few) == ("Patientez", "Ce qui est à faire se compte…")
        assert nobody_yet(few) == "Ce qui est à faire se compte…"
    step_cache.keep(store, law, by=BY, at=NOW.replace(hour=22))
    with store.read() as r:
        every = calldesk.queue(r, law, at=NOW.replace(hour=22))
    assert (every.unjudged, nobody_yet(every)) == (0, "Aucune personne à appeler maintenant")
