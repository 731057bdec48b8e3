"""A line of a given length between a seat and its server, which counts how many times something was sent over it."""

import multiprocessing
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from queue import SimpleQueue
from typing import NamedTuple

HOST = "127.0.0.1"
_READ = 1 << 16
Noted = Callable[[bytes], object]
"""Hears that something was sent."""


class Line(NamedTuple):
    """A line that stands. ``port``: where it begins; ``turns``: how many messages the seat sent, where it is not
    by TLS."""

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
    listener = socket.create_server((HOST, 0))
    ready.send(listener.getsockname()[1])
    while True:
        seat, _address = listener.accept()
        server = socket.create_connection((HOST, target))
        for source, end, noted in ((seat, server, MessageCount(turns).note), (server, seat, bytes)):
            source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            under_way: SimpleQueue[tuple[float, bytes]] = SimpleQueue()
            threading.Thread(target=_take, args=(source, under_way, half, noted), daemon=True).start()
            threading.Thread(target=_deliver, args=(end, under_way), daemon=True).start()


class MessageCount:
    """Counts what a seat sends in the clear by the protocol of PostgreSQL: each « sync » or « query » awaits an answer,
    but that which ends a view (https://www.postgresql.org/docs/18/protocol-message-formats.html)."""

    def __init__(self, turns: "Synchronized[int]") -> None:
        self._turns, self._rest = turns, b""
        self._kind = 0
        """Bytes that say what a message is: none of the first one."""

    def note(self, data: bytes) -> None:
        """Count the messages that end in these bytes."""
        self._rest += data
        while len(self._rest) >= self._kind + 4:
            size = self._kind + int.from_bytes(self._rest[self._kind : self._kind + 4])
            if len(self._rest) < size:
                break
            ends_view = self._rest[:size].endswith(b"COMMIT\0")
            self._turns.value += self._rest[: self._kind] in (b"S", b"Q") and not ends_view
            self._rest, self._kind = self._rest[size:], 1


def _take(source: socket.socket, under_way: "SimpleQueue[tuple[float, bytes]]", half: float, noted: Noted) -> None:
    """Take what one end sends; each piece is due as long after as the line is."""
    data = b"-"
    while data:
        try:
            data = source.recv(_READ)
        except OSError:
            data = b""
        noted(data)
        under_way.put((time.perf_counter() + half, data))


def _deliver(target: socket.socket, under_way: "SimpleQueue[tuple[float, bytes]]") -> None:
    """Give it to the other end when it is due. An event loop would be a millisecond late."""
    with suppress(OSError):
        while (piece := under_way.get())[1]:
            time.sleep(max(0.0, piece[0] - time.perf_counter()))
            target.sendall(piece[1])
        target.shutdown(socket.SHUT_WR)
