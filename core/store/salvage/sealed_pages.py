"""Opens the pages of a damaged sealed base one by one, in the file and in its log, without the engine, which stops at
the first that is not whole. A damaged page is opened all the same: what is wrong in it stays where it is.

https://www.zetetic.net/sqlcipher/design/ (AES-256 in CBC mode, HMAC-SHA512, 80 bytes reserved in each page)"""

from collections.abc import Iterable
from typing import NamedTuple

from core.base.lazy_imports import ciphers
from core.store.safe import homes
from core.store.safe.base_key import CLEAR, MAGIC, RESERVE, RESERVED, BaseKey, base_key, is_whole
from core.store.salvage.log import frames, page_size

_BLOCK = 16
_TRIED = 64
"""How many pages of a file, or of its log, are tried under a key."""


class OpenedPages(NamedTuple):
    """A base and its log in clear, each page where it was; ``damaged``: the numbers of those that their own seal does
    not prove."""

    base: bytes
    log: bytes
    damaged: frozenset[int]


def opened_pages(base: bytes, log: bytes, key: BaseKey, size: int) -> OpenedPages:
    """Return what a sealed base and its log say in clear; either may be empty or cut. ``size``: bytes of a page."""
    clear_base, damaged = _opened(base, _pages(base, size), key, size)
    clear_log, damaged_too = opened_log(log, key)
    return OpenedPages(clear_base, clear_log, damaged | damaged_too)


def proven_seal(base: bytes, log: bytes, size: int) -> BaseKey | None:
    """Return the key of this computer under which a page of a base or its log is whole, where neither its header nor a
    note beside it says that it is sealed; None for a plain one."""
    if base.startswith(MAGIC) and base[RESERVED : RESERVED + 1] == b"\0":
        return None
    places = [(base, place) for place in _pages(base, size)][:_TRIED]
    places += [(log, place) for part in frames(log, size) for place in part][:_TRIED]
    pages = [(data[start : start + size], number) for data, (number, start) in places]
    keys = [base_key(secret) for name in homes.known_keys() if (secret := homes.find(name))]
    return next((key for key in keys if any(is_whole(*page, key.proving) for page in pages)), None)


def opened_log(log: bytes, key: BaseKey) -> tuple[bytes, frozenset[int]]:
    """Return a log in clear, and the numbers of the pages that it holds damaged."""
    size = page_size(log)
    return (
        _opened(log, [place for part in frames(log, size) for place in part], key, size) if size else (log, frozenset())
    )


def _pages(base: bytes, size: int) -> list[tuple[int, int]]:
    """Return the number of each page of a file, and where it begins."""
    return [(number + 1, start) for number, start in enumerate(range(0, len(base), size))]


def _opened(data: bytes, places: Iterable[tuple[int, int]], key: BaseKey, size: int) -> tuple[bytes, frozenset[int]]:
    clear, damaged, proving = bytearray(data), set(), key.proving
    for number, start in places:
        page = data[start : start + size]
        if not any(page):  # A page that was never written.
            continue
        if len(page) < size or not is_whole(page, number, proving):
            damaged.add(number)
        begin = CLEAR if number == 1 else 0
        end = min(size - RESERVE, len(page) - len(page) % _BLOCK)
        clear[start + begin : start + end] = _deciphered(page[begin:end], page[size - RESERVE :][:_BLOCK], key)
    return bytes(clear), frozenset(damaged)


def _deciphered(content: bytes, begins: bytes, key: BaseKey) -> bytes:
    """Return the clear text of whole blocks; ``begins``: the vector of the first, lost with the end of a cut page."""
    library = ciphers()
    cipher = library.Cipher(library.algorithms.AES(key.key), library.modes.CBC(begins.ljust(_BLOCK, b"\0")))
    reading = cipher.decryptor()
    return bytes(reading.update(content) + reading.finalize())
