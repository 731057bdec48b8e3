"""What is confirmed for a sheet that another window erased, joined, removed or opposed meanwhile: what the person
refuses follows them, and anything else is refused with a sentence."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.actions.calling import calling, consenting, titles
from core.actions.common import people
from core.actions.common.people import Who
from core.actions.intake import batch_undo
from core.actions.keeping import forgetting
from core.actions.leads import joining, milestones
from core.actions.register import opposing
from core.base.errors import UserError
from core.model.milestone import MilestoneKind, TradeEvent
from core.model.verdict import Light
from core.records.call import Call, Callback
from core.records.consent import Consent
from core.records.lead import Lead
from core.records.opposition import Opposition
from core.records.title import Title
from core.store.port import Store
from tests.core.actions.conftest import BY, DRAFT, NOW, add, note_agreement, take
from tests.failing import fails_with

OTHER = {"last_name": "Alba", "phones": ("06 39 98 12 42",), "emails": (), "address": "3 rue Haute", "reference": "TD2"}
Gone = Callable[[Store, int], int | None]


def erased(store: Store, lead_id: int) -> int | None:
    forgetting.forget(store, lead_id, by="Paul", at=NOW)
    return None


def joined(store: Store, lead_id: int) -> int | None:
    other = add(store, **OTHER)
    joining.join(store, other, lead_id, by="Paul", at=NOW)
    return other


def removed(store: Store, lead_id: int) -> int | None:
    with store.read() as r:
        person = r.get(Lead, lead_id)
    assert person is not None and person.batch_id is not None
    batch_undo.undo(store, person.batch_id, by="Paul", at=NOW)
    return None


def whom(store: Store, lead_id: int) -> Who:
    with store.read() as r:
        return people.of_lead(r, lead_id)


def agree(store: Store, who: Who, folder: Path) -> int:
    return note_agreement(store, who, folder / "coupon.txt", collected=NOW - timedelta(days=1), object_="l’estimation")


def mandate(store: Store, who: Who, folder: Path) -> int:
    proof = folder / "mandat.txt"
    proof.write_text("signé")
    return titles.contract(
        store, who, number="12", object_="vente", start=date(2026, 11, 1), end=date(2027, 1, 1), proof=proof, by=BY,
        at=NOW,
    )  # fmt: skip


def appointment(store: Store, who: Who, _folder: Path) -> int:
    met = TradeEvent(MilestoneKind.APPOINTMENT, NOW + timedelta(days=2))
    return milestones.note_milestone(store, who, met, by=BY, at=NOW)


def call_back(store: Store, who: Who, _folder: Path) -> int:
    assert who.lead_id is not None
    return calling.plan_callback(store, who.lead_id, due=NOW + timedelta(days=1), by=BY, at=NOW)


def call(store: Store, who: Who, _folder: Path) -> int:
    return calling.start(store, who, by=BY, at=NOW).call


@pytest.mark.parametrize("gone", [erased, joined, removed])
def test_nothing_is_written_on_a_sheet_that_is_gone(store: Store, tmp_path: Path, gone: Gone) -> None:
    lead_id = add(store)
    who = whom(store, lead_id)
    gone(store, lead_id)
    for write in (agree, mandate, appointment, call_back, call):
        with pytest.raises(UserError) as refused:
            write(store, who, tmp_path)
        assert refused.value.code == ("CALL_FORBIDDEN" if (gone, write) == (erased, call) else "LEAD_UNKNOWN"), write
    with store.read() as r:
        assert not r.of(Consent, "-collected, -id", lead_id=lead_id)
        assert not r.of(Title, "-id", lead_id=lead_id)


@pytest.mark.parametrize("gone", [joined, removed])
def test_a_refusal_follows_the_person(store: Store, gone: Gone) -> None:
    lead_id = add(store)
    who = whom(store, lead_id)
    now = gone(store, lead_id)
    done = opposing.oppose(store, who, how="call", by=BY, at=NOW)
    assert list(done.leads) == [one for one in (now,) if one is not None]
    sold_again = DRAFT._replace(last_name="Autre", emails=(), address="9 rue Basse", reference="TD9")
    assert take(store, sold_again).opposed == 1


def test_a_refusal_that_nothing_is_left_of_is_not_taken_for_done(store: Store) -> None:
    lead_id = add(store)
    removed(store, lead_id)
    for refuse in (
        lambda: opposing.oppose(store, Who(lead_id), how="call", by=BY, at=NOW),
        lambda: consenting.withdraw_all(store, lead_id, by=BY, at=NOW, how="call"),
    ):
        with fails_with("LEAD_UNKNOWN"):
            refuse()


def test_an_agreement_is_taken_back_from_the_sheet_that_holds_it_now(store: Store, tmp_path: Path) -> None:
    lead_id = add(store)
    agree(store, whom(store, lead_id), tmp_path)
    now = joined(store, lead_id)
    assert now is not None
    assert consenting.withdraw_all(store, lead_id, by=BY, at=NOW, how="call") == 1
    with store.read() as r:
        assert [one.withdrawn is None for one in r.of(Consent, "-collected, -id", lead_id=now)] == [False]


def test_a_call_received_is_written_on_the_sheet_that_is_left(store: Store) -> None:
    lead_id = add(store)
    who = whom(store, lead_id)
    now = joined(store, lead_id)
    made = calling.receive(store, who, by=BY, at=NOW)
    with store.read() as r:
        found = r.get(Call, made)
        assert found is not None and found.lead_id == now


def test_nobody_opposed_meanwhile_is_called_back(store: Store, tmp_path: Path) -> None:
    lead_id = add(store)
    who = whom(store, lead_id)
    opposing.oppose(store, who, how="email", by="Paul", at=NOW)
    with pytest.raises(calling.CallForbidden) as refused:
        call_back(store, who, tmp_path)
    assert refused.value.verdict.light is Light.OPPOSED
    with store.read() as r:
        assert not r.of(Callback, "due", lead_id=lead_id, done_at=None, cancelled_at=None)


def test_nothing_more_is_written_about_somebody_erased_during_a_call(store: Store) -> None:
    lead_id, refusing = add(store), add(store, **OTHER)
    made = [calling.receive(store, whom(store, one), by=BY, at=NOW) for one in (lead_id, refusing)]
    who = whom(store, refusing)
    for one in (lead_id, refusing):
        erased(store, one)
    calling.finish(store, made[0], outcome="talked", note="revient de vacances", by=BY, at=NOW)
    opposing.oppose(store, who, how="call", note="dit par sa femme", call_id=made[1], by=BY, at=NOW)
    with store.read() as r:
        told = [r.get(Call, one) for one in made]
        assert [(one.outcome, one.note) for one in told if one] == [("talked", ""), ("opposed", "")]
        [refusal] = {one.note for one in r.of(Opposition, lifted_at=None)}
    assert refusal == ""
