"""What the gestures of a day cost on a line: how many times each sends something, once it was done a few times."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from core.base.records import replace
from core.store import leads
from core.store.engine.opening import open_store
from core.store.port import Store
from core.store.postgres.address import keep_team_address, team_address
from tests.bases import put_team
from tests.bench.gestures import gestures
from tests.bench.line import Line, line
from tests.bench.make_base import NOW, make
from tests.core.actions.conftest import note_agreement, who_is
from tests.servers import server

MOST = {
    "list": 10,
    "word typed": 10,
    "sheet": 10,
    "next person": 10,
    "today": 10,
    "F8": 20,
    "edit": 20,
    "call": 40,
}
"""The most messages of a gesture."""
TIMES = 5


def agency(store: Store) -> None:
    """Fill a base with some people, a few of whom may be called."""
    make(store, 40)
    with store.read() as r:
        ids = leads.search(r)[:4]
    for lead_id in ids:
        proof = store.path.parent / "coupon.txt"
        note_agreement(store, who_is(store, lead_id), proof, collected=NOW - timedelta(days=4))


@contextmanager
def on_a_line(folder: Path) -> Iterator[tuple[Store, Line]]:
    """Open the base of a team at the other end of a line."""
    put_team(folder, agency)
    address = team_address(folder)
    assert address is not None
    with line(server().port, 0.0) as wire:
        keep_team_address(folder, replace(address, port=wire.port))
        with closing(open_store(folder)) as store:
            yield store, wire


def test_a_gesture_is_a_few_messages(tmp_path: Path) -> None:
    with on_a_line(tmp_path / "poste") as (store, wire):
        plays, sent = gestures(store, tmp_path), {name: list[int]() for name in MOST}
        # One after the other, as in a day: many begin with the same readings.
        for turn in range(TIMES):
            for name, counts in sent.items():
                before = wire.turns.value
                plays[name](turn)
                counts.append(wire.turns.value - before)
    assert {name: counts for name, counts in sent.items() if counts[-1] > MOST[name]} == {}, sent
    assert all(counts[0] > min(counts) > 0 for counts in sent.values()), sent
