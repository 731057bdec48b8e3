"""A call that goes on while another window puts back a copy made before it: it stays written, with its person or, when
the copy does not know them, with their number."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.calling import calling, consenting
from core.actions.common import people
from core.actions.common.people import Who
from core.actions.keeping import backing_up, restoring
from core.actions.register import opposing
from core.base.errors import UserError
from core.base.moments import kept
from core.model.channel import Channel
from core.records.call import Call
from core.store.engine.opening import open_store
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add

Step = Callable[[Store, Path], object]


def agreed(store: Store, folder: Path) -> None:
    with store.read() as r:
        who = people.find(r, "06 39 98 12 41")
    proof = folder / "coupon.txt"
    proof.write_text("signé")
    consenting.record(
        store, who, channels=[Channel.CALL], collected=NOW - timedelta(days=1), wording="consent-1", proof=proof,
        by=BY, at=NOW, object_="l’estimation",
    )  # fmt: skip


@pytest.mark.parametrize("known", [True, False])
def test_a_call_stays_written_though_a_copy_without_it_is_put_back(store: Store, tmp_path: Path, known: bool) -> None:
    copy = backing_up.back_up(store, tmp_path / "disque", by=BY, at=NOW).path
    lead = add(store)
    agreed(store, tmp_path)
    if known:
        copy = backing_up.back_up(store, tmp_path / "autre", by=BY, at=NOW).path
    with store.read() as r:
        who = people.of_lead(r, lead)
    started = calling.start(store, who, by=BY, at=NOW)
    going_on = {"direction": "out", "started": NOW, "said": started.verdict, "by": BY, "at": NOW}
    assert not calling.hold(store, started.call, who, **going_on), "as it is"  # type: ignore[arg-type]
    restoring.restore(store.path.parent, copy, by="Paul", at=NOW)
    assert calling.hold(store, started.call, who, **going_on)  # type: ignore[arg-type]
    calling.finish(store, started.call, outcome="talked", note="revient de vacances", by=BY, at=NOW)
    with store.read() as r:
        found = r.get(Call, started.call)
    assert found is not None
    assert (found.lead_id, found.hash, found.outcome) == (lead if known else None, who.hash, "talked")
    assert '"CALL_CONSENT"' in found.verdict, "what allowed it, whatever the copy knows"


def test_a_call_found_open_is_judged_by_what_the_copy_knows(store: Store, tmp_path: Path) -> None:
    copy = backing_up.back_up(store, tmp_path / "disque", by=BY, at=NOW).path
    add(store)
    agreed(store, tmp_path)
    with store.read() as r:
        who = people.find(r, "06 39 98 12 41")
    call = calling.start(store, who, by=BY, at=NOW).call
    restoring.restore(store.path.parent, copy, by="Paul", at=NOW)
    assert calling.hold(store, call, who, direction="out", started=NOW, by=BY, at=NOW)
    with store.read() as r:
        found = r.get(Call, call)
    assert found is not None and '"allowed": false' in found.verdict


def test_two_windows_that_show_a_call_write_it_once(store: Store, tmp_path: Path) -> None:
    copy = backing_up.back_up(store, tmp_path / "disque", by=BY, at=NOW).path
    with store.read() as r:
        who = people.find(r, "06 39 98 12 41")
    call = calling.receive(store, who, by=BY, at=NOW)
    restoring.restore(store.path.parent, copy, by="Paul", at=NOW)

    def other() -> bool:
        with closing(open_store(store.path.parent)) as again:
            return calling.hold(again, call, who, direction="in", started=NOW, by=BY, at=NOW)

    with ThreadPoolExecutor(1) as pool, store.write("test", by=BY, at=NOW) as w:
        late = pool.submit(other)
        while not w.awaited() and not late.done():
            time.sleep(0.001)  # Until the other window, which saw no call, waits for its turn.
        w.insert("call", {"id": call, "phone": who.phone, "hash": who.hash, "direction": "in", "by": BY,
                          "started": kept(NOW), "verdict": "{}"})  # fmt: skip
    assert late.result()


def test_a_refusal_of_nobody_is_said_not_to_be_held(store: Store) -> None:
    with pytest.raises(UserError) as refused:
        opposing.oppose(store, Who(None), how="call", by=BY, at=NOW)
    assert refused.value.code == "REFUSAL_UNHELD"
