"""Finds the door of a team on the network: a seat asks everybody (UDP broadcast), and the team answers as long as one
of its codes lives. Nothing of it is secret, and nothing in it is believed: the words of the code prove the rest."""

import asyncio
import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from core.team.cluster import HOST
from core.team.places import PORT

_QUESTION = b"premier-contact/1 ?"
_WAIT_S, _LONGEST = 2.0, 512
_EVERYBODY = ("255.255.255.255", HOST)
"""Who is asked: the network, and this computer, which a network without broadcast does not reach."""
Where = tuple[str, int]


class Beacon(asyncio.DatagramProtocol):
    """Answers where the door is. ``port``: that of the door; ``lives``: whether a code lives now."""

    def __init__(self, port: int, lives: Callable[[], bool]) -> None:
        self._port, self._lives = port, lives

    def connection_made(self, transport: Any) -> None:
        self._send = transport.sendto

    def datagram_received(self, data: bytes, addr: Where) -> None:
        if data == _QUESTION and self._lives():
            self._send(json.dumps({"port": self._port}).encode(), addr)


async def answer_network(door: int, lives: Callable[[], bool], port: int = PORT) -> asyncio.BaseTransport:
    """Answer who looks for the team, until the transport returned is closed. Raises OSError where the port is taken."""
    loop = asyncio.get_running_loop()
    transport, _protocol = await loop.create_datagram_endpoint(
        lambda: Beacon(door, lives),
        local_addr=("0.0.0.0", port),  # noqa: S104 - it answers the network
        allow_broadcast=True,
    )
    return transport


def doors_near(port: int = PORT, wait: float = _WAIT_S) -> Iterator[Where]:
    """Yield the doors of teams that answer on this network, each once; ``wait``: seconds to wait for them."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        for address in _EVERYBODY:
            with suppress(OSError):
                asking.sendto(_QUESTION, (address, port))
        met, end = set(), time.monotonic() + wait
        while (seconds := end - time.monotonic()) > 0:
            asking.settimeout(seconds)
            try:
                answer, (address, *_port) = asking.recvfrom(_LONGEST)
                where = (str(address), int(json.loads(answer)["port"]))
            except TimeoutError:
                return
            except (OSError, ValueError, TypeError, KeyError):  # What another program says on this port.
                continue
            if where not in met:
                met.add(where)
                yield where
