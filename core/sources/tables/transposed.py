"""Tells a sheet whose people stand in columns, the headings down the first one, and turns it: a person is a row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from core.base.records import replace
from core.base.text import clean
from core.sources.columns.headings import PERSON, field_of
from core.sources.formats.isolated import BookLooks
from core.sources.formats.painted_rows import STRIKE, column_of

MOST_ROWS, MOST_CELLS = 300, 1_000_000
"""Rows, and cells, of a sheet that is turned: it is held whole."""
_FEWEST, _SURE, _MOST = 3, 0.8, 0.6
_REACHED = frozenset({"phone", "email", "address"})
_BITS, _SEVERAL = 62, 2
Row = tuple[int, list[str]]


def is_transposed(rows: Sequence[Row]) -> bool:
    """Tell whether the first cells of all the ``rows`` of a sheet are headings, and its first row holds none after
    its own."""
    written = [cells for _line, cells in rows if any(map(str.strip, cells))]
    if not _FEWEST <= len(written) <= len(rows) < MOST_ROWS or sum(map(len, written)) > MOST_CELLS:
        return False
    fields = {field for cells in written if (field := _known(cells[0]))}
    return (
        sum(bool(_known(cells[0])) for cells in written) >= _MOST * len(written)
        and len(fields) >= _FEWEST
        and not fields.isdisjoint(PERSON)
        and not fields.isdisjoint(_REACHED)
        and any(cell.strip() for cells in written for cell in cells[1:])
        and not any(map(_known, written[0][1:]))
    )


def _known(cell: str) -> str:
    field, confidence = field_of(cell) if cell.strip() else ("", 0.0)
    return field if confidence >= _SURE else ""


def titles_of(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the cells alone in their row above the first row of several."""
    written = ([clean(cell) for cell in cells if cell.strip()] for _line, cells in rows)
    above = takewhile(lambda cells: len(cells) < _SEVERAL, written)
    return tuple(cell for cells in above for cell in cells)


def turned(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield (number from 1, cells) of each column of a sheet."""
    written = [cells for _line, cells in rows]
    for column in range(max(map(len, written), default=0)):
        yield column + 1, [cells[column] if column < len(cells) else "" for cells in written]


def turned_looks(looks: BookLooks) -> BookLooks:
    """Return what the columns of a sheet show, as its rows would: a colour down a whole column is that of somebody."""
    colours = {*looks.fills, *looks.decorated} - {STRIKE}
    return replace(
        looks,
        fills={name: _turned(looks.fills.get(name, {}), looks.decorated.get(name, ())) for name in colours},
        struck=_turned(looks.struck, looks.decorated.get(STRIKE, ())),
        hidden=tuple(column + 1 for column in looks.columns),
        columns=tuple(row - 1 for row in looks.hidden),
        comments=tuple((column_of(cell) + 1, cell, words) for _row, cell, words in looks.comments),
        alone=frozenset(),
    )


def _turned(rows: Mapping[int, int], columns: Sequence[int]) -> dict[int, int]:
    """Return column from 1 → the rows of it that bear a look, a bit each; 0 for a whole one."""
    bits: dict[int, int] = defaultdict(int)
    for row, borne in rows.items():
        for column in range(borne.bit_length()):
            if borne >> column & 1:
                bits[column + 1] |= 1 << min(row - 1, _BITS - 1)
    return bits | {column + 1: 0 for column in columns}
