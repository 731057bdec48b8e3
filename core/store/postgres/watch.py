"""Watches what the other seats of a team do at this moment, which no table holds: whom they are calling, who
looks at the same sheet.

A thread asks it on a connection of its own, so that a server that is away keeps no window waiting: as soon as a seat
tells that something changed (``NOTIFY``), and every two seconds for a seat that is gone without a word. It is the pulse
of the server too: whoever waits for a long answer has it asked at once, and waits on as long as it answers."""

import select
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import closing

from core.base.errors import UserError
from core.model.agent import SeatCall
from core.store.postgres import roster
from core.store.postgres.driver import Error, OperationalError, TeamConnection

EVERY_S, _AGAIN_S = 2.0, 0.2
_DOUBTED, _A_SECOND = 2, 10
"""Looks without an answer after which a server is doubted, then every so many."""
_CALM, _HURRIED = 30, 15
"""Looks without an answer to the watch itself after which the server is silent, and when somebody waits."""


class SeatWatch:
    """What the others do, as last heard. It asks the server from the first question on. ``connect``: opens a
    connection."""

    def __init__(self, connect: Callable[[], TeamConnection]) -> None:
        self._connect = connect
        self._calls: Mapping[int, SeatCall] = {}
        self._shown: int | None = None
        self._lookers: tuple[str, ...] = ()
        self._ended, self._moved = threading.Event(), threading.Event()
        self._bell: socket.socket | None = None
        self._starting = threading.Lock()
        self._doubted = False
        self.silent = False
        """Whether the server did not answer when it was last asked."""

    def calls(self) -> Mapping[int, SeatCall]:
        """Return who is being called now, by the id of the lead."""
        with self._starting:
            if self._bell is None:
                self._bell, ear = socket.socketpair()
                threading.Thread(target=self._run, args=(ear,), daemon=True).start()
        return self._calls

    def doubt(self, looks: int) -> bool:
        """Have the server asked whether it lives, by who waits for another answer of it, and tell whether it does not;
        see :attr:`core.store.postgres.driver.TeamConnection.gives_up`."""
        if looks % _A_SECOND == _DOUBTED:
            self._doubted = True
            self.calls()
            self._ring()
        return self.silent

    def look(self, lead_id: int | None) -> tuple[str, ...]:
        """Say whose sheet is shown here, None for nobody's, and return who else looks at it."""
        if lead_id != self._shown:
            self._shown, self._lookers = lead_id, ()
            self._ring()
        return self._lookers

    def _ring(self) -> None:
        if self._bell is not None and not self._ended.is_set():
            self._bell.send(b".")

    def has_moved(self) -> bool:
        """Tell, once, that another seat began or ended a call."""
        if not self._moved.is_set():
            return False
        self._moved.clear()
        return True

    def stop(self) -> None:
        """Watch no more."""
        self._ended.set()
        if self._bell is not None:
            self._bell.close()

    def _run(self, ear: socket.socket) -> None:
        with ear:
            while not self._ended.is_set():
                pause = EVERY_S
                try:
                    with closing(self._connect()) as connection:
                        self._follow(connection, ear)
                except OperationalError:
                    # Until the line stands again: nobody else waits for it meanwhile.
                    self.silent, pause = True, _AGAIN_S
                except UserError as problem:
                    self.silent = self.silent or problem.code == "TEAM_AWAY"
                except Error:  # It answered, by a refusal: a seat that was removed is told by its next gesture.
                    pause = EVERY_S
                self._see({}, ())
                select.select([ear], [], [], pause)

    def _follow(self, connection: TeamConnection, ear: socket.socket) -> None:
        told, shown = threading.Event(), None
        connection.gives_up = self._is_silent
        connection.add_notify_handler(lambda _notice: told.set())
        connection.execute(f"LISTEN {roster.SEATS}".encode())
        while not self._ended.is_set():
            told.clear()
            doubted = self._doubted
            if self._shown != shown:
                shown = self._shown
                connection.execute(b"SELECT pg_advisory_unlock_all()")
                if shown is not None:
                    connection.execute(b"SELECT pg_advisory_lock_shared($1)", (-shown,))
                connection.execute(roster.TELL)
            self._see(roster.calls(connection), roster.lookers(connection, shown) if shown else ())
            self.silent, self._doubted = False, self._doubted and not doubted
            if told.is_set():  # While it was asked: what was answered may be of before.
                continue
            server = connection.pgconn
            if ear.fileno() in select.select([ear.fileno(), server.socket], [], [], EVERY_S)[0]:
                ear.recv(64)
            server.consume_input()
            while server.notifies():
                told.set()

    def _is_silent(self, looks: int) -> bool:
        self.silent = looks >= (_HURRIED if self._doubted else _CALM)
        return self.silent

    def _see(self, calls: Mapping[int, SeatCall], lookers: tuple[str, ...]) -> None:
        if (calls, lookers) != (self._calls, self._lookers):
            self._calls, self._lookers = calls, lookers
            self._moved.set()
