"""The door of a team: the one thing that listens on the network. TLS 1.3 from the first byte, then, by the name of the
protocol that both ends chose (ALPN), either the bytes of PostgreSQL, pumped to the server on this computer, or the
pairing of a seat. Everything else is refused and told.

https://docs.python.org/3.11/library/asyncio-eventloop.html#asyncio.loop.connect_accepted_socket
"""

import asyncio
import json
import socket
import ssl
import struct
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from enum import StrEnum
from typing import Any

from core.store.postgres.address import TeamAddress
from core.team.authority import DATABASE, PAIRING, base_context
from core.team.places import is_own_address
from core.words.errors import error

MOST_OF_ADDRESS, MOST = 24, 50
"""Connections at once from one address, and in all: fewer than the server takes, so that its owner always enters."""
HANDSHAKE_S, PAIRING_S = 5.0, 20.0
LONGEST = 64_000
"""Bytes of a message of a pairing."""
_PIECE = 65_536
_SILENCE_S, _SIGNS = 5, 3
"""A computer that was switched off is asked for a sign each 5 s, and let go after 20 s of silence."""
_LOOKED_AT = 16_384
"""Bytes of what the server says first, in which a refused login is looked for."""

Message = dict[str, Any]
Pair = Callable[["PairingLine"], Awaitable[None]]


class DoorRefusal(StrEnum):
    """Why a connection was refused."""

    PLAIN = "plain"
    PROTOCOL = "protocol"
    MANY = "many"
    LOGIN = "login"
    CODE = "code"
    SLOW = "slow"
    AWAY = "away"


class RefusedError(Exception):
    """Ends a connection, and says why."""

    def __init__(self, why: DoorRefusal) -> None:
        super().__init__(why)
        self.why = why


class PairingLine:
    """One end of a pairing: messages of JSON, one a line."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def send(self, message: Message) -> None:
        """Send a message."""
        self._writer.write(json.dumps(message).encode() + b"\n")
        await self._writer.drain()

    async def receive(self) -> Message:
        """Return the next message. Raises RefusedError for what is none."""
        try:
            message = json.loads(await self._reader.readline())
        except (ValueError, RecursionError) as problem:
            raise RefusedError(DoorRefusal.PROTOCOL) from problem
        if not isinstance(message, dict):
            raise RefusedError(DoorRefusal.PROTOCOL)
        return message


class TeamDoor:
    """Listens on a port of every network of this computer. ``server``: where PostgreSQL is
    now, on this computer or behind TLS; ``pair``: pairs who came for it; ``refused``: told each refusal, with the
    address it came from; ``outside``: told the address of each other computer that came through."""

    def __init__(
        self,
        port: int,
        context: ssl.SSLContext,
        *,
        server: Callable[[], TeamAddress],
        pair: Pair,
        refused: Callable[[DoorRefusal, str], None],
        outside: Callable[[str], None],
    ) -> None:
        self._context, self._server, self._pair = context, server, pair
        self._refused, self._outside = refused, outside
        self._present: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        try:
            self._listener = socket.create_server(("", port), backlog=64)
        except OSError as problem:
            raise error("TEAM_PORT", port=str(port)) from problem
        self._listener.setblocking(False)
        self.port = int(self._listener.getsockname()[1])

    async def run(self) -> None:
        """Serve until cancelled; then nobody is connected any more."""
        loop = asyncio.get_running_loop()
        try:
            while True:
                accepted, address = await loop.sock_accept(self._listener)
                task = asyncio.create_task(self._serve(accepted, str(address[0])))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
        finally:
            self._listener.close()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, accepted: socket.socket, address: str) -> None:
        self._present[address] += 1
        try:
            if self._present[address] > MOST_OF_ADDRESS or self._present.total() > MOST:
                raise RefusedError(DoorRefusal.MANY)
            _keep_alive(accepted)
            reader, writer = await self._encrypted(accepted)
            if not is_own_address(address):
                self._outside(address)
            try:
                await self._answer(reader, writer)
            finally:
                await _closed(writer)
        except RefusedError as refusal:
            self._refused(refusal.why, address)
        finally:
            accepted.close()
            self._present[address] -= 1
            self._present += Counter()

    async def _encrypted(self, accepted: socket.socket) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(limit=LONGEST)
        protocol = asyncio.StreamReaderProtocol(reader)
        try:
            transport, _protocol = await loop.connect_accepted_socket(
                lambda: protocol, accepted, ssl=self._context, ssl_handshake_timeout=HANDSHAKE_S
            )
        except (OSError, TimeoutError) as problem:  # What TLS refuses is an OSError (ssl.SSLError), a time-out too.
            raise RefusedError(DoorRefusal.PLAIN) from problem
        return reader, asyncio.StreamWriter(transport, protocol, reader, loop)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        match writer.get_extra_info("ssl_object").selected_alpn_protocol():
            case str(chosen) if chosen == DATABASE:
                await self._to_server(reader, writer)
            case str(chosen) if chosen == PAIRING:
                try:
                    await asyncio.wait_for(self._pair(PairingLine(reader, writer)), PAIRING_S)
                except TimeoutError as problem:
                    raise RefusedError(DoorRefusal.SLOW) from problem
                except OSError as problem:
                    raise RefusedError(DoorRefusal.PROTOCOL) from problem
            case _:
                raise RefusedError(DoorRefusal.PROTOCOL)

    async def _to_server(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            server = self._server()
            context = base_context(server.authority) if server.authority else None
            dialled = asyncio.open_connection(server.host, server.port, ssl=context)
            from_server, to_server = await asyncio.wait_for(dialled, HANDSHAKE_S)
        except OSError as problem:
            raise RefusedError(DoorRefusal.AWAY) from problem
        spoken = bytearray()
        # Whoever ends first ends both: a seat that is gone leaves no session behind, nor its locks.
        pumps = [
            asyncio.create_task(_pump(reader, to_server)),
            asyncio.create_task(_pump(from_server, writer, spoken)),
        ]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
            await _closed(to_server)
        if is_login_refused(bytes(spoken)):
            raise RefusedError(DoorRefusal.LOGIN)


def is_login_refused(spoken: bytes) -> bool:
    """Tell whether what a server said first is an error before it was ready to be asked
    (https://www.postgresql.org/docs/18/protocol-message-formats.html)."""
    while len(spoken) >= 5:
        kind, length = struct.unpack_from(">cI", spoken)
        if kind in b"EZ":
            return bool(kind == b"E")
        spoken = spoken[length + 1 :]
    return False


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter, spoken: bytearray | None = None) -> None:
    """Pass on what comes, until it ends; ``spoken``: where its first bytes are noted."""
    with suppress(OSError):
        while piece := await source.read(_PIECE):
            if spoken is not None and len(spoken) < _LOOKED_AT:
                spoken += piece[:_LOOKED_AT]
            target.write(piece)
            await target.drain()


async def _closed(writer: asyncio.StreamWriter) -> None:
    """Close what was written to; one who does not say goodbye is let go."""
    writer.close()
    with suppress(OSError, TimeoutError):
        await asyncio.wait_for(writer.wait_closed(), HANDSHAKE_S)


def _keep_alive(accepted: socket.socket) -> None:
    accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    accepted.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (("TCP_KEEPIDLE", _SILENCE_S), ("TCP_KEEPINTVL", _SILENCE_S), ("TCP_KEEPCNT", _SIGNS)):
        if number := getattr(socket, option, None):
            accepted.setsockopt(socket.IPPROTO_TCP, number, value)
