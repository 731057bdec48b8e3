"""Holds a person as who is being called from a seat: a lock of the server (``pg_try_advisory_lock``) that a connection
of its own keeps, so that it is free as soon as the seat is gone. A seat that is frozen sends no sign: the server itself
ends a connection that was silent for twenty seconds (``idle_session_timeout``)."""

import threading
from collections.abc import Callable
from contextlib import suppress

from core.store.postgres import roster
from core.store.postgres.driver import Error, TeamConnection
from core.words.errors import error

SIGN_S, SILENCE_S = 5.0, 20.0


class CallLease:
    """The one person whom a seat holds, ``lead_id``. ``connect``: opens a connection; ``sign``: seconds between two
    signs; ``silence``: how many the server waits for one."""

    def __init__(
        self, connect: Callable[[], TeamConnection], sign: float = SIGN_S, silence: float = SILENCE_S
    ) -> None:  # fmt: skip
        self._connect, self._sign, self._silence = connect, sign, silence
        self._connection: TeamConnection | None = None
        self._ended, self._noting = threading.Event(), threading.Event()
        self.lead_id: int | None = None

    def take(self, lead_id: int) -> None:
        """Hold a person instead of any other; one who is held stays so. Raises UserError CALL_TAKEN where another seat
        holds them, TEAM_AWAY."""
        self._noting.clear()
        with suppress(Error):
            if lead_id == self.lead_id and self._connection and self._connection.execute(roster.NOTES_NO_MORE):
                return
        self.let_go()
        connection = self._connect()
        try:
            connection.execute(f"SET idle_session_timeout = {round(self._silence * 1000):d}".encode())
            connection.execute(f"SET application_name = '{roster.CALLS}'".encode())
            row = connection.execute(b"SELECT pg_try_advisory_lock($1)", (lead_id,)).fetchone()
            if not row or not row[0]:
                raise _taken(connection, lead_id)
            connection.execute(roster.TELL)
        except BaseException:
            connection.close()
            raise
        self._connection, self.lead_id = connection, lead_id
        self._ended, self._noting = threading.Event(), threading.Event()
        events = (self._ended, self._noting)
        threading.Thread(target=_give_signs, args=(connection, *events, self._sign), daemon=True).start()

    def note(self) -> None:
        """Have the next sign tell that the call has ended, and is being noted."""
        self._noting.set()

    def let_go(self) -> None:
        """Hold nobody any more."""
        if self._connection is not None:
            with suppress(Error):
                # Free at once: a server hears of a connection that ended a moment later.
                self._connection.execute(b"SELECT pg_advisory_unlock_all()")
                self._connection.execute(roster.TELL)
        self.drop()

    def drop(self) -> None:
        """Hold nobody any more, without waiting for a server that may be away: it frees them by itself."""
        self._ended.set()
        if self._connection is not None:
            self._connection.close()
        self._connection = self.lead_id = None


def _give_signs(
    connection: TeamConnection, ended: threading.Event, noting: threading.Event, sign: float
) -> None:  # fmt: skip
    # What the server cut, since it heard no sign, is anybody's: whoever holds the connection closes it.
    with suppress(Error):
        while not ended.wait(sign):
            if noting.is_set():
                noting.clear()
                connection.execute(roster.NOTES)
                connection.execute(roster.TELL)
            connection.execute(b"SELECT 1")


def _taken(connection: TeamConnection, lead_id: int) -> Exception:
    roles = [call.role for call in roster.calling(connection) if call.lead == lead_id]
    seat = next((seat for seat in roster.seats(connection) if seat.role in roles), None)
    return error("CALL_TAKEN", user=seat.person if seat else "", seat=seat.name if seat else "")
