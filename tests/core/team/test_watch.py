"""What a seat does is known at the others while it does it, and no longer: nobody asks, and nobody waits."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from core.actions.calling import calling
from core.actions.common import people
from core.actions.keeping.current_base import open_current
from core.actions.register import opposing
from core.base.errors import Forbidden, UserError
from core.base.records import replace
from core.store import leads, registers
from core.store.engine.opening import open_store
from core.store.port import Changed, Store
from core.store.postgres.address import keep_team_address, team_address
from tests.core.actions.conftest import BY, NOW
from tests.core.team.test_races import agreed
from tests.core.team.two_seats import PEOPLE, two_seats
from tests.failing import fails_with

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


class SlowLine:
    """A line from a seat to the server, 20 ms long each way. Once the seat says ``word``, the server still hears the
    seat, which hears nothing of it until :meth:`mend`."""

    def __init__(self, seat: Path) -> None:
        address = team_address(seat)
        assert address is not None
        self._server = (address.hostaddr, address.port)
        self._listener = socket.create_server((address.hostaddr, 0))
        self._hears = threading.Event()
        self._hears.set()
        self.word = b""
        keep_team_address(seat, replace(address, port=self._listener.getsockname()[1]))
        threading.Thread(target=self._listen, daemon=True).start()

    def mend(self) -> None:
        self.word = b""
        self._hears.set()

    def close(self) -> None:
        self._listener.close()
        self.mend()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                seat, server = self._listener.accept()[0], socket.create_connection(self._server)
                for ends in ((seat, server), (server, seat)):
                    threading.Thread(target=self._pump, args=(*ends, ends[0] is seat), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, is_of_seat: bool) -> None:
        with suppress(OSError), source, target:
            while piece := source.recv(65_536):
                time.sleep(0.02)
                if is_of_seat and self.word and self.word in piece:
                    self._hears.clear()
                if not is_of_seat:
                    self._hears.wait()
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)


@pytest.fixture
def far(tmp_path: Path) -> Iterator[tuple[Path, SlowLine]]:
    """The folder of Rose, and the line it is at the end of."""
    _claire, rose = two_seats(tmp_path, agreed)
    with closing(SlowLine(rose)) as line:
        yield rose, line


@pytest.mark.parametrize("word", [b"pg_notify", b"pg_advisory_xact_lock", b"INSERT INTO opposition"])
def test_a_refusal_of_which_a_hanging_server_says_nothing_is_kept_and_done_once(
    far: tuple[Path, SlowLine], word: bytes
) -> None:
    """It hangs once it has heard everything, the confirmation too; its beginning; or the middle of it."""
    rose, line = far
    with closing(open_store(rose)) as store:
        store.calls()
        with store.read() as r:
            who = people.of_lead(r, leads.search(r)[0])
        line.word = word
        assert opposing.oppose(store, who, how="call", by=BY, at=NOW).waiting
        assert store.is_cut()
        with fails_with("TEAM_AWAY"), store.read() as r:
            leads.search(r)
    line.mend()
    store, _caught = open_current(rose, at=NOW)
    with closing(store), store.read() as r:
        assert store.outbox is not None
        assert not store.outbox.pending()
        assert r.value(int, "SELECT COUNT(*) FROM journal WHERE what = 'oppose'") == 1
        assert registers.opposed(r, who.hashes)


def test_a_line_that_is_long_and_a_question_that_is_are_waited_for(far: tuple[Path, SlowLine]) -> None:
    rose, _line = far
    with closing(open_store(rose)) as store, store.read() as r:
        assert r.value(int, "SELECT 1 FROM (SELECT pg_sleep(1.5)) AS x") == 1
        assert not store.is_cut()
