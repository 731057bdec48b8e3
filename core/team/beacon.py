"""Finds the door of a team on the network: a seat asks everybody (UDP broadcast), and the team answers as long as one
of its codes lives. Nothing of it is secret, and nothing in it is believed: the words of the code prove the rest."""

import asyncio
import json
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import product

from core.team.cluster import HOST
from core.team.places import PORT

_QUESTION = b"premier-contact/1 ?"
_WAIT_S, _AGAIN_S, _LONGEST = 8.0, 1.0, 512
_EVERYBODY = ("255.255.255.255", HOST)
"""Who is asked: the network, and this computer, which a network without broadcast does not reach."""
_PORTS = range(PORT, PORT + 4)
"""Where a team answers: the first of these that no other team of its computer has."""
Where = tuple[str, int]


class Beacon(asyncio.DatagramProtocol):
    """Answers where the door is. ``port``: that of the door; ``lives``: whether a code lives now."""

    def __init__(self, port: int, lives: Callable[[], bool]) -> None:
        self._port, self._lives = port, lives
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        self._transport = transport

    def datagram_received(self, data: bytes, addr: Where) -> None:
        if self._transport and data == _QUESTION and self._lives():
            self._transport.sendto(json.dumps({"port": self._port}).encode(), addr)


async def answer_network(
    door: int, lives: Callable[[], bool], ports: Sequence[int] = _PORTS
) -> asyncio.BaseTransport | None:
    """Answer who looks for the team, until the transport returned is closed. None where each port is taken."""
    loop = asyncio.get_running_loop()
    for port in ports:
        with suppress(OSError):
            transport, _protocol = await loop.create_datagram_endpoint(
                lambda: Beacon(door, lives),
                local_addr=("0.0.0.0", port),  # noqa: S104 - it answers the network
                allow_broadcast=True,
            )
            return transport
    return None


def doors_near(ports: Sequence[int] = _PORTS) -> Iterator[Where]:
    """Yield the doors of teams that answer on this network within eight seconds, each once. All are asked again each
    second: who serves hears of a new code some seconds after it was made."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        asking.settimeout(_AGAIN_S)
        met, end, asked = set(), time.monotonic() + _WAIT_S, -_AGAIN_S
        while (moment := time.monotonic()) < end:
            if moment - asked >= _AGAIN_S:
                for everybody in product(_EVERYBODY, ports):
                    with suppress(OSError):
                        asking.sendto(_QUESTION, everybody)
                asked = moment
            try:
                answer, (address, *_port) = asking.recvfrom(_LONGEST)
                where = (str(address), int(json.loads(answer)["port"]))
            except (OSError, ValueError, TypeError, KeyError):  # Nobody yet, or what another program says on this port.
                continue
            if where not in met:
                met.add(where)
                yield where
