"""Who is being called is held for one seat, and free again once that seat ends the call, is gone or is frozen."""

import multiprocessing
import os
import signal
import sys
import time
from contextlib import closing
from functools import partial
from multiprocessing.synchronize import Event
from typing import NamedTuple

import pytest

from core.base.errors import UserError
from core.base.records import replace
from core.model.seat import Rights
from core.store.postgres import roster
from core.store.postgres.address import TeamAddress, connect
from core.store.postgres.lease import SIGN_S, SILENCE_S, CallLease
from core.store.postgres.session import session
from core.team.admitting import new_login
from core.team.places import owner_address
from core.words.steps import caller_words
from tests.core.team.open_door import NOW
from tests.core.team.shared_base import LOOK_S
from tests.lengths import length
from tests.servers import PASSWORD, server

TABLES = (
    "CREATE TABLE journal (id bigint, by text)",
    "CREATE TABLE erased (id bigint)",
    "CREATE TABLE erased_mark (id bigint)",
)
LEAD = (1 << 62) + (7 << 32) + 5


class TwoSeats(NamedTuple):
    """A team of two, on one base."""

    owner: TeamAddress
    claire: TeamAddress
    rose: TeamAddress


RIGHTS = {"Claire": Rights.MANAGER, "Rose": Rights.AGENT}


@pytest.fixture
def seats() -> TwoSeats:
    """Two logins of a base."""
    database = server().new_database()
    with closing(server().connect(database)) as connection:
        for statement in TABLES:
            connection.execute(statement)
    owner = owner_address(server().port, PASSWORD, database)
    with session(owner) as team:
        roster.make_team(team)
        logins = [new_login(team, seat, f"{seat} Martin", rights, NOW) for seat, rights in RIGHTS.items()]
    return TwoSeats(owner, *(replace(owner, role=one.role, password=one.password) for one in logins))


def _lease(address: TeamAddress, **beat: float) -> CallLease:
    return CallLease(partial(connect, address), **beat)


def _callers(seats: TwoSeats) -> list[int]:
    with session(seats.owner) as connection:
        return [call.lead for call in roster.calling(connection)]


def test_a_person_is_called_by_one_seat_at_a_time(seats: TwoSeats) -> None:
    claire, rose = _lease(seats.claire), _lease(seats.rose)
    claire.take(LEAD)
    with session(seats.rose) as connection:
        [call] = roster.calling(connection)
    assert (call.role, call.lead) == (seats.claire.role, LEAD)
    with pytest.raises(UserError) as refused:
        rose.take(LEAD)
    assert refused.value.code == "CALL_TAKEN"
    assert refused.value.text.startswith("Claire Martin appelle déjà cette personne depuis Claire.")
    rose.take(LEAD + 1)
    claire.take(LEAD + 2)
    for _again in range(20):
        claire.take(LEAD + 2)
    assert sorted(_callers(seats)) == [LEAD + 1, LEAD + 2]
    claire.let_go()
    rose.let_go()
    claire.let_go()
    _await(seats, [])


def test_who_gives_signs_keeps_a_person_and_who_is_frozen_does_not(seats: TwoSeats) -> None:
    alive, frozen = _lease(seats.claire, sign=0.05, silence=0.3), _lease(seats.rose, sign=3600.0, silence=0.3)
    alive.take(LEAD)
    frozen.take(LEAD + 1)
    _await(seats, [LEAD])
    after = _lease(seats.claire)
    after.take(LEAD + 1)
    after.let_go()
    assert _callers(seats).count(LEAD) == 1
    alive.note()
    with session(seats.rose) as connection:
        while not roster.calls(connection)[LEAD].noting:
            time.sleep(0.01)
        assert caller_words(roster.calls(connection)[LEAD]) == "Claire note un appel"
        alive.take(LEAD)
        assert not roster.calls(connection)[LEAD].noting, "they call again"
    alive.let_go()


def call(address: TeamAddress, lasting: float, held: Event) -> None:
    """Be a seat that calls somebody; ``lasting``: the part of the usual moments that its signs and silence take."""
    lease = _lease(address, sign=SIGN_S * lasting, silence=SILENCE_S * lasting)
    lease.take(LEAD)
    held.set()
    time.sleep(3600)


@pytest.mark.skipif(sys.platform == "win32", reason="no signal stops a process there")
def test_whom_a_frozen_seat_was_calling_is_free_within_twenty_seconds(seats: TwoSeats) -> None:
    """Its process stands still, and its connection stays open; in the usual run, all of it in a second."""
    lasting = length(1, long=20) / SILENCE_S
    spawn = multiprocessing.get_context("spawn")
    held = spawn.Event()
    frozen = spawn.Process(target=call, args=(seats.rose, lasting, held), daemon=True)
    frozen.start()
    try:
        held.wait()
        os.kill(frozen.pid or 0, signal.SIGSTOP)
        begun = time.monotonic()
        _await(seats, [])
        print(f"free {time.monotonic() - begun:.1f} s after it froze")
        assert frozen.is_alive()
        after = _lease(seats.claire)
        after.take(LEAD)
        after.let_go()
    finally:
        frozen.kill()
        frozen.join()


def test_whoever_is_removed_calls_nobody(seats: TwoSeats) -> None:
    lease = _lease(seats.rose)
    lease.take(LEAD + 9)
    with session(seats.owner) as connection:
        roster.remove_seat(connection, "rose", NOW)
    _await(seats, [])
    with pytest.raises(UserError) as refused:
        lease.take(LEAD + 9)
    assert refused.value.code == "TEAM_REFUSED"


def _await(seats: TwoSeats, leads: list[int]) -> None:
    """Wait until these are being called: the server frees a lock as soon as it hears that a connection ended."""
    end = time.monotonic() + SILENCE_S + 1
    while _callers(seats) != leads:
        assert time.monotonic() < end, _callers(seats)
        time.sleep(LOOK_S)
