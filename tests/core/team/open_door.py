"""A door, open in a thread of its own, before the server of the tests."""

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from core.team.authority import door_context, make_authority
from core.team.door import DoorRefusal, Pair, PairingLine, RefusedError, TeamDoor
from core.team.places import owner_address
from tests.once import made_once

NOW = datetime.now(UTC)
"""Certificates are judged by the clock of the system."""


class OpenDoor:
    """What a test sees of a door: its port, and what it refused."""

    def __init__(self) -> None:
        self.port = 0
        self.refused: list[DoorRefusal] = []
        self.outside: list[str] = []
        self._told = threading.Condition()

    def note(self, why: DoorRefusal, _address: str) -> None:
        with self._told:
            self.refused.append(why)
            self._told.notify_all()

    def wait_for(self, count: int) -> list[DoorRefusal]:
        """Return what was refused, once that many were."""
        with self._told:
            assert self._told.wait_for(lambda: len(self.refused) >= count, timeout=20)
        return self.refused


def put_authority(folder: Path) -> None:
    """Give a team an authority, the same to each: what a code is stretched to under it is asked once."""
    shutil.copytree(made_once("autorite", partial(make_authority, now=NOW)), folder, dirs_exist_ok=True)


async def _nobody(_channel: PairingLine) -> None:
    raise RefusedError(DoorRefusal.CODE)


@contextmanager
def open_door(folder: Path, server: int | Callable[[], int], pair: Pair = _nobody) -> Iterator[OpenDoor]:
    """Open a door before the server of a port; its authority stands in ``folder``, made if it is not."""
    if not (folder / "autorite.pem").exists():
        put_authority(folder)
    seen, loop = OpenDoor(), asyncio.new_event_loop()
    door = TeamDoor(
        0,
        door_context(folder),
        server=lambda: owner_address(server() if callable(server) else server, ""),
        pair=pair,
        refused=seen.note,
        outside=seen.outside.append,
    )
    seen.port = door.port
    serving = loop.create_task(door.run())
    thread = threading.Thread(target=loop.run_until_complete, args=[asyncio.wait([serving])])
    thread.start()
    try:
        yield seen
    finally:
        loop.call_soon_threadsafe(serving.cancel)
        thread.join()
        for answering in (left := asyncio.all_tasks(loop)):  # As asyncio.run() ends what was begun.
            answering.cancel()
        if left:
            loop.run_until_complete(asyncio.wait(left))
        loop.close()
