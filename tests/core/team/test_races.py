"""One seat dials while another records a refusal: no call ever starts after it, and nobody is called by two."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.calling import calling
from core.actions.common import people
from core.actions.register import opposing
from core.base.errors import Forbidden, UserError
from core.records.call import Call
from core.records.opposition import Opposition
from core.store import leads
from core.store.engine.opening import open_store
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add, note_agreement, who_is
from tests.core.team.two_seats import PEOPLE, two_seats
from tests.lengths import length

RACES = length(6, long=500)


def agreed(store: Store) -> None:
    """Add people who agreed to be called."""
    for rank in range(RACES):
        where = {"phones": (f"063998{rank:04}",), "emails": (), "address": f"{rank + 1} rue des Mûriers"}
        lead_id = add(store, last_name=f"Moreau {rank}", reference=f"TD{rank}", **where)
        proof = store.path.parent / "coupon.txt"
        note_agreement(store, who_is(store, lead_id), proof, collected=NOW - timedelta(days=4))


@pytest.fixture
def seats(tmp_path: Path) -> tuple[Path, Path]:
    """The folders of two seats on one base."""
    return two_seats(tmp_path, agreed)


def test_no_call_starts_after_a_refusal(seats: tuple[Path, Path]) -> None:
    outcomes = []
    with closing(open_store(seats[0])) as claire, closing(open_store(seats[1])) as rose:
        with claire.read() as r:
            ids = leads.search(r)
        for lead_id in ids:
            together = threading.Barrier(2)
            with ThreadPoolExecutor(2) as pool:
                dialled = pool.submit(_dial, claire, lead_id, together)
                pool.submit(_oppose, rose, lead_id, together).result()
            outcomes.append(dialled.result())
            with rose.read() as r:
                [refusal] = {row.rank for row in r.of(Opposition, lead_id=lead_id)}
                assert all(call.rank < refusal for call in r.of(Call, lead_id=lead_id))
                assert r.count(Call, lead_id=lead_id) == dialled.result()
            with pytest.raises(Forbidden):
                _dial(claire, lead_id)
    print(f"{sum(outcomes)} dialled before the refusal, {RACES - sum(outcomes)} after it")
    assert len(outcomes) == RACES


def test_nobody_is_called_by_two(seats: tuple[Path, Path]) -> None:
    with closing(open_store(seats[0])) as claire, closing(open_store(seats[1])) as rose:
        with claire.read() as r:
            first, second, *_others = leads.search(r)
        assert _dial(claire, first)
        with pytest.raises(UserError) as refused:
            _dial(rose, first)
        assert refused.value.code == "CALL_TAKEN"
        assert _dial(rose, second)
        with claire.read() as r:
            assert [call.by for call in r.of(Call)] == [*PEOPLE]
            calling_now = r.of(Call)
        calling.finish(claire, calling_now[0].id, outcome="talked", by=BY, at=NOW)
        assert _dial(rose, first)


def _dial(store: Store, lead_id: int, together: threading.Barrier | None = None) -> bool:
    with store.read() as r:
        who, by = people.find(r, str(lead_id)), r.person
    if together is None:
        return calling.start(store, who, by=by, at=NOW).call > 0
    together.wait()
    try:
        return calling.start(store, who, by=by, at=NOW).call > 0
    except Forbidden:
        return False


def _oppose(store: Store, lead_id: int, together: threading.Barrier) -> None:
    together.wait()
    opposing.oppose_typed(store, str(lead_id), how="call", by=BY, at=NOW)
