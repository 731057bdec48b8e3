"""What a seat does is known at the others while it does it, and no longer: nobody asks, and nobody waits."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.actions.calling import calling
from core.actions.common import people
from core.actions.register import opposing
from core.base.errors import Forbidden, UserError
from core.store import leads
from core.store.engine.opening import open_store
from core.store.port import Changed, Store
from tests.core.actions.conftest import BY, NOW
from tests.core.team.test_races import agreed
from tests.core.team.two_seats import PEOPLE, two_seats

Seats = tuple[Store, Store]


@pytest.fixture
def seats(tmp_path: Path) -> Iterator[Seats]:
    """The stores of Claire and of Rose."""
    claire, rose = two_seats(tmp_path, agreed)
    with closing(open_store(claire)) as one, closing(open_store(rose)) as other:
        yield one, other


def awaited(other: Store, is_there: Callable[[], bool]) -> Changed:
    """Look as a window does until something is there, and return what was told meanwhile."""
    told: Changed = frozenset()
    end = time.monotonic() + 10
    while not is_there():
        assert time.monotonic() < end
        time.sleep(0.01)
        told |= other.news()
    return told | other.news()


def test_who_is_called_from_a_seat_is_known_at_the_others_until_the_call_ends(seats: Seats) -> None:
    claire, rose = seats
    assert rose.calls() == {} == claire.calls()
    with claire.read() as r:
        first, second, *_others = (people.find(r, str(lead_id)) for lead_id in leads.search(r))
    begun = calling.start(claire, first, by=BY, at=NOW)
    assert "calling" in awaited(rose, lambda: bool(rose.calls()))
    [(lead_id, call)] = rose.calls().items()
    assert (lead_id, call.user, call.first) == (first.lead_id, PEOPLE[0], "Claire")
    assert not claire.calls(), "whom a seat calls itself is no news to it"
    calling.finish(claire, begun.call, outcome="talked", by=BY, at=NOW)
    assert "calling" in awaited(rose, lambda: not rose.calls())
    begun = calling.start(claire, second, by=BY, at=NOW)
    awaited(rose, lambda: bool(rose.calls()))
    opposing.oppose(claire, second, how="call", by=BY, at=NOW, call_id=begun.call)
    awaited(rose, lambda: not rose.calls())
    with pytest.raises(Forbidden):
        calling.start(claire, second, by=BY, at=NOW)
    with pytest.raises(UserError, match="n’existe"):
        calling.start(claire, people.Who(1), by=BY, at=NOW)
    calling.receive(rose, second, by=BY, at=NOW)
    awaited(claire, lambda: [*claire.calls()] == [second.lead_id])
    calling.receive(claire, second, by=BY, at=NOW)
    rose.close()
    awaited(claire, lambda: not claire.calls())
