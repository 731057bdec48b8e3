"""Ways in which a disk damages a base, each drawn by chance: what the file and its log become."""

from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType

PAGE = 4096
Files = tuple[bytes, bytes]
"""The base and its log."""
Damage = Callable[[bytes, bytes, Random], Files]


def _zeroed_page(base: bytes, log: bytes, draw: Random) -> Files:
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(len(base) // PAGE) * PAGE
        base = base[:at] + bytes(PAGE) + base[at + PAGE :]
    return base, log


def _zeroed_sector(base: bytes, log: bytes, draw: Random) -> Files:
    for _ in range(draw.randint(1, 30)):
        at = draw.randrange(len(base) // 512) * 512
        base = base[:at] + bytes(512) + base[at + 512 :]
    return base, log


def _flipped(base: bytes, log: bytes, draw: Random) -> Files:
    changed = bytearray(base)
    for _ in range(draw.choice((1, 10, 100, 1000))):
        changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
    return bytes(changed), log


def _flipped_log(base: bytes, log: bytes, draw: Random) -> Files:
    changed = bytearray(log)
    for _ in range(draw.choice((1, 10, 100))):
        changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
    return base, bytes(changed)


def _cut(base: bytes, log: bytes, draw: Random) -> Files:
    return base[: draw.randrange(1, len(base))], log


def _cut_log(base: bytes, log: bytes, draw: Random) -> Files:
    return base, log[: draw.randrange(len(log))]


def _swapped(base: bytes, log: bytes, draw: Random) -> Files:
    pages = [base[at : at + PAGE] for at in range(0, len(base), PAGE)]
    for _ in range(draw.randint(1, 10)):
        one, other = draw.randrange(len(pages)), draw.randrange(len(pages))
        pages[one], pages[other] = pages[other], pages[one]
    return b"".join(pages), log


def _random_head(base: bytes, log: bytes, draw: Random) -> Files:
    length = draw.choice((16, 100, 512, PAGE, 5 * PAGE))
    return draw.randbytes(length) + base[length:], log


def _empty(_base: bytes, log: bytes, _draw: Random) -> Files:
    return b"", log


def _empty_alone(_base: bytes, _log: bytes, _draw: Random) -> Files:
    return b"", b""


def _no_log(base: bytes, _log: bytes, _draw: Random) -> Files:
    return base, b""


def _noise(base: bytes, log: bytes, draw: Random) -> Files:
    at = draw.randrange(len(base))
    length = draw.randrange(1, len(base) // 2)
    return base[:at] + draw.randbytes(length) + base[at + length :], log


KINDS: Mapping[str, Damage] = MappingProxyType(
    {
        "zeroed pages": _zeroed_page,
        "zeroed sectors": _zeroed_sector,
        "flipped bits": _flipped,
        "flipped bits of the log": _flipped_log,
        "cut": _cut,
        "cut log": _cut_log,
        "swapped pages": _swapped,
        "random head": _random_head,
        "empty": _empty,
        "empty, no log": _empty_alone,
        "no log": _no_log,
        "noise": _noise,
    }
)
"""All but the log of another base, which is taken from one."""
