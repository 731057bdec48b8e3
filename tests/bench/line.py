"""A line of a given length between a seat and its server, which counts how many times something was sent over it."""

import asyncio
import multiprocessing
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from typing import NamedTuple

HOST = "127.0.0.1"
_READ = 1 << 16


class Line(NamedTuple):
    """A line that stands. ``port``: where it begins; ``turns``: how many times the seat sent something after it had
    heard from the server, or first."""

    port: int
    turns: "Synchronized[int]"


@contextmanager
def line(target: int, round_trip_ms: float) -> Iterator[Line]:
    """Lay a line to a port of this computer, in a process of its own: the seat's has its own work to do."""
    spawn = multiprocessing.get_context("spawn")
    turns: Synchronized[int] = spawn.Value("q", 0)
    here, there = spawn.Pipe()
    process = spawn.Process(target=_run, args=(there, target, round_trip_ms / 2000, turns), daemon=True)
    process.start()
    try:
        yield Line(here.recv(), turns)
    finally:
        process.kill()
        process.join()


def _run(ready: Connection, target: int, half: float, turns: "Synchronized[int]") -> None:
    asyncio.run(_serve(ready, target, half, turns))


async def _serve(ready: Connection, target: int, half: float, turns: "Synchronized[int]") -> None:
    server = await asyncio.start_server(partial(_join, target=target, half=half, turns=turns), HOST, 0)
    ready.send(server.sockets[0].getsockname()[1])
    async with server:
        await server.serve_forever()


async def _join(
    seat: asyncio.StreamReader, to_seat: asyncio.StreamWriter, *, target: int, half: float, turns: "Synchronized[int]"
) -> None:
    served, to_server = await asyncio.open_connection(HOST, target)
    for end in (to_seat, to_server):
        end.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    answered = [True]
    await asyncio.gather(
        _carry(seat, to_server, half, partial(_sent, answered, turns)),
        _carry(served, to_seat, half, partial(_heard, answered)),
    )


def _sent(answered: list[bool], turns: "Synchronized[int]") -> None:
    turns.value += answered[0]
    answered[0] = False


def _heard(answered: list[bool]) -> None:
    answered[0] = True


async def _carry(source: asyncio.StreamReader, target: asyncio.StreamWriter, half: float, noted: partial[None]) -> None:
    """Carry bytes one way, each as long after as the line is."""
    loop = asyncio.get_running_loop()
    under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def deliver() -> None:
        while (piece := await under_way.get())[1]:
            if (wait := piece[0] - loop.time()) > 0:
                await asyncio.sleep(wait)
            target.write(piece[1])
            await target.drain()
        target.close()

    delivery = asyncio.create_task(deliver())
    try:
        while data := await source.read(_READ):
            noted()
            under_way.put_nowait((loop.time() + half, data))
    except ConnectionError:
        pass
    under_way.put_nowait((0.0, b""))
    await delivery
