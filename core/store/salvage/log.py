"""Reads the log of a base (its « -wal ») frame by frame. https://www.sqlite.org/fileformat2.html#the_write_ahead_log"""

from collections.abc import Iterator
from struct import Struct

_HEADER, _FRONT = 32, 24
LEAST = _HEADER + _FRONT + 512
"""Bytes of the shortest log that holds anything: one frame of the smallest page."""
_LOG = Struct(">8I")
_FRAME = Struct(">6I")
_LITTLE = 0x377F0682
Place = tuple[int, int]
"""The number of a page, and where in the log its bytes begin."""


def frames(log: bytes, size: int) -> tuple[list[Place], list[Place]]:
    """Return the frames left by older turns of the log, and those committed in this one. Checksums are not asked for:
    the engine drops all that follows a bad one."""
    if len(log) < _HEADER:
        return [], []
    salts = _LOG.unpack_from(log)[4:6]
    older: list[Place] = []
    current: list[Place] = []
    committed = 0
    for start in range(_HEADER, len(log) - _FRONT, size + _FRONT):
        number, commit, *own = _FRAME.unpack_from(log, start)
        if tuple(own[:2]) == salts:
            current.append((number, start + _FRONT))
            committed = len(current) if commit else committed
        else:
            older.append((number, start + _FRONT))
    return older, current[:committed]


def drops_frames(log: bytes) -> bool:
    """Tell whether the engine leaves out frames committed in this turn of the log, since one before them is damaged: by
    the disk, or because a loss of power cut the last transaction, which was confirmed to nobody."""
    if len(log) < _HEADER:
        return bool(log)
    if not has_sound_header(log):
        return True
    size = page_size(log)
    _older, current = frames(log, size)
    return sum(1 for _ in valid_frames(log, size)) < len(current)


def page_size(log: bytes) -> int:
    """Return the size of a page in bytes, as the header of a log tells it; 0 when it is none."""
    size = int(_LOG.unpack_from(log)[2]) if len(log) >= _HEADER else 0
    return size if size in (1 << power for power in range(9, 17)) else 0


def has_sound_header(log: bytes) -> bool:
    """Tell whether the header of a log is whole: the engine reads nothing behind one that is not."""
    return page_size(log) > 0 and _summed(log[:24], _order(log), (0, 0)) == _LOG.unpack_from(log)[6:]


def _order(log: bytes) -> str:
    return "<" if _LOG.unpack_from(log)[0] == _LITTLE else ">"


def valid_frames(log: bytes, size: int) -> Iterator[int]:
    """Yield where each frame begins in a log whose header is sound, up to the first whose salts or checksum are not
    right."""
    *salts, one, two = _LOG.unpack_from(log)[4:]
    order, sums = _order(log), (one, two)
    words = Struct(f"{order}{size // 4}I")
    for start in range(_HEADER, len(log) - _FRONT - size + 1, size + _FRONT):
        front = _FRAME.unpack_from(log, start)
        if list(front[2:4]) != salts:
            return
        sums = _summed(log[start : start + 8], order, sums)
        sums = _added(words.unpack_from(log, start + _FRONT), sums)
        if sums != front[4:6]:
            return
        yield start


def _summed(data: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    return _added(Struct(f"{order}{len(data) // 4}I").unpack(data), sums)


def _added(words: tuple[int, ...], sums: tuple[int, int]) -> tuple[int, int]:
    number, two = sums
    for first, second in zip(words[::2], words[1::2], strict=True):
        number = (number + first + two) & 0xFFFFFFFF
        two = (two + second + number) & 0xFFFFFFFF
    return number, two
