"""Reads the rows of a damaged base straight from the bytes of its file and of its log, without the engine: wherever a
whole row stands it is found, whatever happened to the pages around it.

https://www.sqlite.org/fileformat2.html, sections 1.6 (b-tree pages) and 2.1 (records) ."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from core.base.progress import Progress, silent
from core.base.records import Struct, field
from core.store.port import Value, Values
from core.store.salvage.log import frames
from core.store.salvage.shapes import BEGINNING, OF_LENGTH, SHAPES, Shape

PAGE = 4096
STEP = 4 << 20
"""Bytes gone through between two tellings of the progress."""
_MAGIC = b"SQLite format 3\0"
_LEAF = 13
_LONG = 0x80
"""From it on, a byte of a varint is followed by another."""
_BIG = 0x81
"""The first byte of the length of a varint of two bytes or more."""
Rows = Mapping[str, Mapping[int, Values]]
"""Table → id → values, in the order of the columns of its shape; older rows have fewer."""


class PageShape(NamedTuple):
    """The pages of a base: their ``size``, and how many bytes of each the engine ``uses``; the rest is its seal's."""

    size: int
    uses: int


class _PageRun(Struct, frozen=True):
    """Pages one after the other as some file has them; ``order``: the later of two wins."""

    data: bytes
    numbers: tuple[int, ...]
    order: int


class CarvedRows(Struct):
    """The rows found by table and id."""

    rows: dict[str, dict[int, Values]] = field(default_factory=lambda: {table: {} for table in SHAPES})
    ranks: dict[tuple[str, int], tuple[bool, int]] = field(default_factory=dict)

    def add(self, table: str, row_id: int, values: Values, rank: tuple[bool, int]) -> None:
        """Keep a row unless a surer one is known: one that its page points to, then one of a later page."""
        if rank >= self.ranks.get((table, row_id), (False, -1)):
            self.rows[table][row_id] = values
            self.ranks[table, row_id] = rank


def carve(base: bytes, log: bytes, progress: Progress = silent, reserved: int = 0) -> Rows:
    """Return the rows that can be read in a base and its log (either may be empty, cut or of another base).
    ``progress``: in bytes; ``reserved``: bytes at the end of each page that hold no row."""
    size = size_of_pages(base, log)
    shape = PageShape(size, size - reserved)
    blocks = _blocks(base, log, size)
    pages = {
        number: block.data[place * size : (place + 1) * size]
        for block in blocks
        for place, number in enumerate(block.numbers)
    }
    rows = CarvedRows()
    done_count, total = 0, sum(len(block.data) for block in blocks)
    for block in blocks:
        for begin in range(0, len(block.data), STEP):
            progress(done_count + begin, total)
            among = range(begin, begin + STEP)
            for table, place, row_id, values in _rows(block.data, among, SHAPES, shape, pages):
                rows.add(table, row_id, values, (_is_live(block.data, place, size), block.order))
        done_count += len(block.data)
    return rows.rows


def journal_in(log: bytes, reserved: int = 0) -> set[int]:
    """Return the numbers of the rows of the journal that stand whole in a log, read by the engine or not; ``reserved``:
    as in :func:`carve`."""
    size = size_of_pages(b"", log)
    shape = PageShape(size, size - reserved)
    both = [place for part in frames(log, size) for place in part]
    block = _block(log, both, size, 0)
    pages = {number: block.data[place * size : (place + 1) * size] for place, number in enumerate(block.numbers)}
    found = _rows(block.data, range(len(block.data)), ("journal",), shape, pages)
    return {row_id for _table, _place, row_id, _values in found}


def size_of_pages(base: bytes, log: bytes) -> int:
    """Return how many bytes the pages of a base and its log have, as their headers say."""
    if base.startswith(_MAGIC):
        size = int.from_bytes(base[16:18], "big")
        size = 65536 if size == 1 else size
    else:
        size = int.from_bytes(log[8:12], "big")
    return size if 512 <= size <= 65536 and not size & (size - 1) else PAGE


def _blocks(base: bytes, log: bytes, size: int) -> list[_PageRun]:
    """Return what older turns of the log left, then the file, then the log: each row as it was last."""
    older, current = frames(log, size)
    count = (len(base) + size - 1) // size
    return [
        _block(log, older, size, 0),
        _PageRun(base, tuple(range(1, count + 1)), 1),
        _block(log, current, size, 2),
    ]


def _block(log: bytes, frames: list[tuple[int, int]], size: int, order: int) -> _PageRun:
    data = b"".join(log[start : start + size].ljust(size, b"\0") for _number, start in frames)
    return _PageRun(data, tuple(number for number, _start in frames), order)


def _rows(
    data: bytes, among: range, tables: Collection[str], pages_are: PageShape, pages: Mapping[int, bytes]
) -> Iterator[tuple[str, int, int, Values]]:
    """Yield (table, place of the cell, id, values) of every row of ``tables`` that stands whole in ``data``, and the
    second byte of whose header is ``among`` these."""
    for match in BEGINNING.finditer(data, among.start, among.stop):
        header = match.start() - 1
        for table, shape in OF_LENGTH[data[header]]:
            # Before the header stand the length and the id of the row, a byte each at least.
            if header < 2 or table not in tables or not shape.header.match(data, header + 1):
                continue
            record = _record(data, header, shape, pages_are, pages)
            if record is None:
                continue
            place, row_id, values = record
            if row_id > 0 and shape.fits(values):
                yield table, place, row_id, values


def _record(
    data: bytes, start: int, shape: Shape, pages_are: PageShape, pages: Mapping[int, bytes]
) -> tuple[int, int, Values] | None:
    """Return (place of the cell, id, values without the id) of the record whose header is at ``start``; None when
    what stands before it is not the length and the id of such a record."""
    length = data[start]
    end = start + length
    if end > len(data):
        return None
    kinds: list[int] = []
    place = start + 1
    while place < end:
        kind, after = data[place], place + 1
        kind, place = (kind, after) if kind < _LONG else _varint(data, place)
        kinds.append(kind)
    if place != end or not shape.least <= len(kinds) <= len(shape.columns) + 1:
        return None
    widths = [_WIDTHS[kind] if kind < _LONG else _width(kind) for kind in kinds]
    total = length + sum(widths)
    front = _front(data, start, total)
    if front is None:
        return None
    cell, row_id = front
    body = _payload(data, start, total, pages_are.uses, pages)
    if body is None:
        return None
    values: list[Value] = []
    place = length
    for kind, width in zip(kinds, widths, strict=True):
        values.append(_value(kind, body[place : place + width]))
        place += width
    return cell, row_id, tuple(values[1:])


def _front(data: bytes, start: int, total: int) -> tuple[int, int] | None:
    """Return (place, id) of the cell whose record starts at ``start``: a varint of its length, then one of its id. The
    last byte of the length, which is below 0x80, tells where the id begins."""
    last, going_on = start - 1, 0
    while going_on < 8 and going_on < last and data[last - 1 - going_on] >= _LONG:
        going_on += 1
    if data[last] >= _LONG and going_on < 8:
        return None
    before, length = last - going_on, _encoded(total)
    cell = before - len(length)
    if cell < 0 or data[cell:before] != length:
        return None
    return cell, _varint(data, before)[0]


def _encoded(value: int) -> bytes:
    """Return a length as a varint."""
    data = bytes([value & 0x7F])
    while value := value >> 7:
        data = bytes([0x80 | value & 0x7F]) + data
    return data


def _payload(data: bytes, start: int, total: int, size: int, pages: Mapping[int, bytes]) -> bytes | None:
    """Return the whole record, following the pages it overflows to, of which ``size`` bytes are used; None when one of
    them is not there."""
    if total <= size - 35:
        body = data[start : start + total]
        return body if len(body) == total else None
    least = (size - 12) * 32 // 255 - 23
    local = least + (total - least) % (size - 4)
    local = local if local <= size - 35 else least
    body = data[start : start + local]
    following = int.from_bytes(data[start + local : start + local + 4], "big")
    seen: set[int] = set()
    while len(body) < total:
        page = pages.get(following)
        if page is None or following in seen:
            return None
        seen.add(following)
        body += page[4 : 4 + min(size - 4, total - len(body))]
        following = int.from_bytes(page[:4], "big")
    return body


def _is_live(data: bytes, place: int, size: int) -> bool:
    """Tell whether the page of a cell points to it: the others are copies left by what was moved."""
    page = place - place % size
    top = page + (100 if data.startswith(_MAGIC, page) else 0)
    if data[top] != _LEAF:
        return False
    count = int.from_bytes(data[top + 3 : top + 5], "big")
    pointers = data[top + 8 : top + 8 + 2 * min(count, size // 2)]
    wanted = (place - page).to_bytes(2, "big")
    return any(pointers[number : number + 2] == wanted for number in range(0, len(pointers), 2))


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """Return (value, place after) of a varint of one to nine bytes; ids are signed. Cut by the end of the data, it is
    0, and the place lies beyond."""
    value, part = 0, data[place : place + 9]
    for count, byte in enumerate(part, start=1):
        if count == 9:
            value = (value << 8) | byte
            return (value - (1 << 64) if value >> 63 else value), place + count
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, place + count
    return 0, place + len(part) + 1


def _width(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)[max(kind, 0)]


_WIDTHS = tuple(map(_width, range(_LONG)))


def _value(kind: int, raw: bytes) -> Value:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind >= 13 and kind % 2:
        # A text with a damaged letter is still the text of its row.
        return raw.decode("utf-8", "replace")
    return int.from_bytes(raw, "big", signed=True) if 1 <= kind <= 6 else raw
