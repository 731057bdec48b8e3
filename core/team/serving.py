"""Serves the base of a team from this computer until it is stopped: the server, the door, the answer to who looks for
it, and the watch over them."""

import asyncio
import signal
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from core.actions.keeping import backing_up, forgetting
from core.base import moments
from core.base.errors import UserError
from core.base.lazy_imports import filelock
from core.base.records import replace
from core.store.engine.opening import NAME, PROGRAM
from core.store.engine.postgres import open_shared
from core.store.engine.sqlite import WAIT
from core.store.postgres import roster
from core.store.postgres.address import TeamAddress, owner_of, team_address
from core.store.postgres.session import session
from core.team import cluster
from core.team.admitting import Reception
from core.team.authority import door_context
from core.team.awake import awake
from core.team.beacon import answer_network
from core.team.door import DoorRefusal, TeamDoor
from core.team.places import (
    drop_file,
    keep_owner,
    network_address,
    note_outside,
    note_trouble,
    server_files,
    serves,
    team_folder,
)
from core.team.upgrading import upgrade
from core.words.errors import error

_LOCK, _STOP = "sert.lock", "arret"
_SLEEPS = "peut-dormir"
_AGAIN_S = 2.0
"""How long who would serve waits for another: somebody may be looking whether there is one."""
_LOOK_S, _PRESENCE = 1.0, timedelta(seconds=5)
_TIDY = timedelta(hours=1)
Shown = Callable[[str], None]


def serve(folder: Path, shown: Shown) -> None:
    """Serve until stopped by a signal or :func:`ask_to_stop`. ``shown``: told the address of the door, once it is open.
    Raises UserError TEAM_NOT_SHARED, TEAM_SERVED where another process serves, TEAM_PORT, SERVER_FAILED."""
    if not serves(folder):
        raise error("TEAM_NOT_SHARED")
    with serving_alone(folder, _AGAIN_S), awake(team_folder(folder) / _SLEEPS):
        (team_folder(folder) / _STOP).unlink(missing_ok=True)
        drop_file(folder)  # A sharing that was cut at its very end left it.
        note_trouble(folder, "")
        try:
            asyncio.run(_Service(folder).run(shown))
        except UserError as problem:
            note_trouble(folder, problem.text)
            raise
        finally:
            cluster.stop(server_files(folder))


@contextmanager
def serving_alone(folder: Path, wait: float = 0) -> Iterator[None]:
    """Be the one process that runs the server of a folder. Raises UserError TEAM_SERVED."""
    lock = filelock().FileLock(team_folder(folder) / _LOCK, timeout=wait)
    try:
        with lock:
            yield
    except filelock().Timeout as problem:
        raise error("TEAM_SERVED") from problem


def is_served(folder: Path) -> bool:
    """Tell whether a process of this computer serves the base of a folder now."""
    try:
        with serving_alone(folder):
            return False
    except UserError:
        return True


def may_sleep(folder: Path) -> bool:
    """Tell whether this computer could not be kept from going to sleep by the process that serves."""
    return (team_folder(folder) / _SLEEPS).exists()


def ask_to_stop(folder: Path) -> None:
    """Have the process that serves stop, within seconds."""
    (team_folder(folder) / _STOP).touch()


def started(folder: Path, owner: TeamAddress) -> TeamAddress:
    """Start the server of a folder, where it is of this computer, and return how its owner reaches it now."""
    if owner.authority is None:
        owner = replace(owner, port=cluster.start(server_files(folder)))
        keep_owner(folder, owner)
    return owner


class _Service:
    """What serves: the server's files are started anew when it dies."""

    def __init__(self, folder: Path) -> None:
        seat, owner = team_address(folder), owner_of(folder)
        if seat is None or owner is None:
            raise error("TEAM_NOT_SHARED")
        self._folder, self._own, self._owner = folder, seat, owner
        self._refusals: deque[tuple[DoorRefusal, str, datetime]] = deque(maxlen=1_000)
        self._is_up = self._lives = self._erasure_waits = False
        self._tidied: datetime | None = None
        self._seen = datetime.min.replace(tzinfo=moments.now().tzinfo)

    async def run(self, shown: Shown) -> None:
        """Open the door, and close it when asked to."""
        loop, stopped = asyncio.get_running_loop(), asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_signal: loop.call_soon_threadsafe(stopped.set))
        door = TeamDoor(
            self._own.port,
            door_context(team_folder(self._folder)),
            server=self._reached,
            pair=Reception(self._folder, lambda: self._owner).pair,
            refused=self._note,
            outside=partial(note_outside, self._folder),
        )
        try:
            await asyncio.to_thread(self._start)
        except UserError as problem:
            # A server elsewhere may come later than this computer.
            if self._owner.authority is None or problem.code != "TEAM_AWAY":
                raise
        opened, kept_up = asyncio.create_task(door.run()), asyncio.create_task(self._keep_house(stopped))
        beacon = await answer_network(door.port, lambda: self._lives)
        shown(f"{network_address()}:{door.port}")
        try:
            while not stopped.is_set() and self._goes_on():
                await asyncio.to_thread(self._look)
                with suppress(TimeoutError):
                    await asyncio.wait_for(stopped.wait(), _LOOK_S)
        finally:
            if beacon:
                beacon.close()
            stopped.set()
            opened.cancel()
            await asyncio.gather(opened, kept_up, return_exceptions=True)
            await asyncio.to_thread(self._look)

    def _goes_on(self) -> bool:
        """Tell whether nobody asked for the end, and the folder is still where it was."""
        return serves(self._folder) and not (team_folder(self._folder) / _STOP).exists()

    async def _keep_house(self, stopped: asyncio.Event) -> None:
        while not stopped.is_set():
            if self._erasure_waits or self._tidied is None or moments.now() - self._tidied > _TIDY:
                await asyncio.to_thread(self._tidy)
            with suppress(TimeoutError):
                await asyncio.wait_for(stopped.wait(), _LOOK_S)

    def _tidy(self) -> None:
        """Finish, as the owner, the erasures begun by any seat, and make the daily copy."""
        self._tidied, self._erasure_waits = moments.now(), False
        # What is away or busy now is done at the next turn.
        with suppress(UserError), closing(open_shared(self._folder / NAME, self._owner, WAIT)) as store:
            forgetting.sweep(store, by=PROGRAM, at=self._tidied)
            backing_up.daily(store, at=self._tidied)

    def _start(self) -> None:
        self._owner = started(self._folder, self._owner)
        upgrade(self._folder, self._owner)
        with session(self._owner) as connection:
            roster.renew_team(connection)
        self._is_up = True

    def _reached(self) -> TeamAddress:
        """Return where the server is. Raises OSError as long as it was not begun."""
        if not self._is_up:
            raise ConnectionRefusedError
        return self._owner

    def _note(self, why: DoorRefusal, address: str) -> None:
        self._refusals.append((why, address, moments.now()))

    def _look(self) -> None:
        """See that the server runs, and ask it what its seats do."""
        now = moments.now()
        try:
            is_gone = self._owner.authority is None and not cluster.is_running(server_files(self._folder))
            if is_gone or not self._is_up:
                self._start()
            self._ask_server(now)
        except UserError as problem:  # It is tried again at the next look.
            if problem.code != "TEAM_AWAY":
                note_trouble(self._folder, problem.text)
        else:
            note_trouble(self._folder, "")

    def _ask_server(self, now: datetime) -> None:
        """See whether a code lives and who is connected; keep what was refused."""
        with session(self._owner) as connection:
            self._lives = bool(roster.living_codes(connection))
            self._erasure_waits = roster.erasure_waits(connection)
            if now - self._seen >= _PRESENCE:
                roster.note_seen(connection, roster.present(connection), now)
                self._seen = now
            while self._refusals:
                why, address, at = self._refusals[0]
                roster.note_refused(connection, why.value, address, at)
                self._refusals.popleft()
