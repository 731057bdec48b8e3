"""Nobody is reached by a telephone or an e-mail that the register holds, whoever's refusal put it there."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.calling import calling
from core.actions.common import people
from core.actions.common.judging import judged_who, law_of
from core.actions.leads import editing, join_undo, joining
from core.actions.register import opposing
from core.model.channel import Channel
from core.model.editing import Change, How, ValueSource
from core.model.settings import Settings
from core.records.call import Callback
from core.records.consent import Consent
from core.records.lead import Lead
from core.store import steps
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add, note_agreement

TOLD = ValueSource(How.SIGN, NOW.date())
LAW = law_of(Settings(caller_number="01 99 00 10 10"))
LATER = NOW + timedelta(minutes=3)


@pytest.fixture
def chain(store: Store, tmp_path: Path) -> list[int]:
    """Three sheets, each with an e-mail of the next, and a twin of none; the third agreed to calls."""
    found = []
    for rank, surname in enumerate(("Bœuf", "Roche", "Petit", "Faure")):
        found.append(
            add(store, last_name=surname, phones=(f"06 39 98 60 1{rank + 1}",), emails=(f"{rank}@exemple.fr",),
                reference=f"CH{rank}", address=f"{rank} rue Haute")
        )  # fmt: skip
    for lead_id, rank in ((found[0], 1), (found[1], 2)):
        editing.edit(store, lead_id, [Change("email", f"{rank}@exemple.fr")], told=TOLD, by=BY, at=NOW)
    note_agreement(store, people.Who(found[2]), tmp_path / "coupon.txt", collected=NOW - timedelta(days=2))
    calling.plan_callback(store, found[2], due=NOW + timedelta(days=1), by=BY, at=NOW)
    return found


def closed(store: Store, lead_ids: list[int]) -> list[bool]:
    with store.read() as r:
        return [r.row(Lead, one).opposed_at is not None for one in lead_ids]


def has_its_agreement(store: Store, lead_id: int) -> bool:
    with store.read() as r:
        agreed = all(one.withdrawn is None for one in r.of(Consent, lead_id=lead_id))
        return (
            agreed
            and bool(r.of(Callback, "due", lead_id=lead_id, done_at=None, cancelled_at=None))
            and lead_id in steps.worth_a_call(r)
        )


def test_a_refusal_closes_whoever_bears_what_it_puts_in_the_register(store: Store, chain: list[int]) -> None:
    done = opposing.oppose(store, people.Who(chain[0]), how="call", by=BY, at=NOW)
    assert closed(store, chain) == [True, True, True, False]
    assert not has_its_agreement(store, chain[2])
    with store.read() as r:
        assert not judged_who(r, people.find(r, "2@exemple.fr"), LAW, channel=Channel.EMAIL, at=NOW).allowed
    opposing.undo(store, done.gesture, by=BY, at=LATER)
    assert closed(store, chain) == [False, False, False, False]
    assert has_its_agreement(store, chain[2])


def test_a_join_with_who_refused_closes_the_others_and_opens_them_undone(store: Store, chain: list[int]) -> None:
    first, second, third, twin = chain
    other = add(store, last_name="Blanc", phones=("06 39 98 60 20",), emails=(), reference="CH9", address="9 rue Basse")
    opposing.oppose(store, people.Who(other), how="call", by=BY, at=NOW - timedelta(days=3))
    joined = joining.join(store, second, other, by=BY, at=NOW)
    assert closed(store, [first, second, third, twin]) == [True, True, True, False]
    assert not has_its_agreement(store, third)
    join_undo.disjoin(store, joined.id, by=BY, at=LATER)
    assert closed(store, [first, second, third, other]) == [False, False, False, True]
    assert has_its_agreement(store, third)
