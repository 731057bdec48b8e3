"""A seat finds its team on the network as long as one of its codes lives."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from core.team.beacon import answer_network, doors_near


def test_a_team_answers_while_a_code_lives_and_nothing_else_is_believed() -> None:
    port = _free()
    with _answering(port, lambda: True):
        _send(port, b"premier-contact/2 ?")
        assert ("127.0.0.1", 5001) in [*doors_near(port, wait=0.3)]
    with _answering(port, lambda: False):
        assert [*doors_near(port, wait=0.2)] == []
    with _babbling(port):
        assert [*doors_near(port, wait=0.2)] == []


@contextmanager
def _answering(port: int, lives: Callable[[], bool]) -> Iterator[None]:
    loop = asyncio.new_event_loop()
    transport = loop.run_until_complete(answer_network(5001, lives, port))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield
    loop.call_soon_threadsafe(transport.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@contextmanager
def _babbling(port: int) -> Iterator[None]:
    """Answer what is none of ours."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", port))

        def babble() -> None:
            _question, address = line.recvfrom(100)
            for answer in (b"\xff", b"[]", b'{"port": "x"}', b"{}"):
                line.sendto(answer, address)

        thread = threading.Thread(target=babble)
        thread.start()
        yield
        thread.join()


def _send(port: int, words: bytes) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.sendto(words, ("127.0.0.1", port))


def _free() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
