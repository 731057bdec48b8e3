"""Ids made in Python: 63-bit integers, time-ordered, unique across the seats that share a base.

Layout, from the high bits: 41 bits of milliseconds since 1970, 10 bits of seat, 12 bits of sequence. After September
2039, or under a clock that says so, the milliseconds begin again: an id is then still unique, and no longer tells its
moment.
"""

import time
from collections.abc import Callable, Iterator
from itertools import chain

SEATS = 1 << 10
_SEQUENCE = 1 << 12
_SHIFT = 22
_TURN = 1 << 41


def _clock() -> int:
    return time.time_ns() // 1_000_000


def milliseconds(row_id: int) -> int:
    """Return the moment at which an id was made, in milliseconds since 1970."""
    return row_id >> _SHIFT


class Ids:
    """Makes the ids of one seat. An id never repeats and each is greater than the one before, even when the clock goes
    back."""

    def __init__(self, seat: int, clock: Callable[[], int] = _clock) -> None:
        self._seat = seat % SEATS
        self._clock = clock
        self._last = 0
        self._sequence = 0

    def new(self) -> int:
        """Return a new id."""
        now = self._clock()
        if now > self._last:
            self._last, self._sequence = now, 0
        else:
            self._sequence += 1
            if self._sequence == _SEQUENCE:
                self._last, self._sequence = self._last + 1, 0
        return self._last % _TURN << _SHIFT | self._seat << 12 | self._sequence

    def take(self, count: int) -> Iterator[int]:
        """Yield ``count`` new ids in order, for rows written together."""
        runs = []
        while count > 0:
            first = self.new()
            size = min(count, _SEQUENCE - self._sequence)
            self._sequence += size - 1
            runs.append(range(first, first + size))
            count -= size
        return chain.from_iterable(runs)
