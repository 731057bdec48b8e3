"""A row whose cells have slid by one: a delimiter inside a cell that nobody quoted, or a cell somebody deleted.

Told by shapes: from some column on the cells are strangers where they stand, and at home in the column beside.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from core.sources.tables import shapes

Shapes = tuple[frozenset[str], ...]
"""For each column the shapes its cells have; empty for a column that takes anything."""

_LOOK = 300
_USUAL, _FEW = 0.9, 0.75
"""Share of a column's cells that are data for it to be one of data; in a short file one cell may always be odd."""
_RARE, _SLIPS = 0.02, 2
"""A shape seen less often, or twice at most in a short file, is what slid rows left in a column, not its own."""
_KIN = (frozenset({"phone", "nine", "long"}), frozenset({"number", "five", "nine"}))
"""Shapes one column mixes: a telephone that lost its zero, a price of five figures."""


def column_shapes(rows: Iterable[Sequence[str]], width: int) -> Shapes:
    """Return the shapes of ``width`` columns from rows of data: a column where nine cells in ten, all but one in a
    short file, are data (telephones, dates, numbers, addresses of the web) has them; one of words takes anything."""
    columns: list[list[str]] = [[] for _column in range(width)]
    for row in islice(rows, _LOOK):
        for column, cell in zip(columns, row, strict=False):
            if text := cell.strip():
                column.append(text)
    return tuple(map(_usual, columns))


def _usual(values: list[str]) -> frozenset[str]:
    shares = shapes.shares(values)
    if sum(share for name, share in shares.items() if name in shapes.DATA) < _usual_share(len(values)):
        return frozenset()
    rare = max(_RARE, _SLIPS / len(values))
    found = {name for name, share in shares.items() if share > rare}
    return frozenset(found.union(*(kin for kin in _KIN if found & kin)))


def _usual_share(count: int) -> float:
    return min(_USUAL, max(_FEW, (count - 1) / count)) if count else _USUAL


def shifted_at(cells: Sequence[str], shapes_of_columns: Shapes) -> int | None:
    """Return the first column, from 0, where the cells have slid by one place, or None.

    Two cells at least must be strangers where they stand, and all that follows at home one place aside: one odd cell is
    a fault of that cell. In a row that lacks a cell, one stranger is enough.
    """
    found = [shapes.shape(text) if (text := cell.strip()) else "" for cell in cells]
    strangers = [at for at, name in enumerate(found) if name and _denies(shapes_of_columns, at, name)]
    least = 1 if len(found) < len(shapes_of_columns) else 2
    if len(strangers) >= 2 and _follow(found, shapes_of_columns, strangers[0], 1):
        return strangers[0]
    if len(strangers) >= least and _follow(found, shapes_of_columns, strangers[0], -1):
        return strangers[0]
    return None


def _denies(columns: Shapes, at: int, name: str) -> bool:
    """True when the column takes other shapes only; a cell beyond the last column is at home nowhere."""
    return at >= len(columns) or (bool(columns[at]) and name not in columns[at])


def _welcomes(columns: Shapes, at: int, name: str) -> bool:
    return 0 <= at < len(columns) and (not columns[at] or name in columns[at])


def _follow(found: Sequence[str], columns: Shapes, first: int, step: int) -> bool:
    """True when every cell from ``first`` on suits the column beside, and one of them at least a column of data."""
    after = [(at - step, name) for at, name in enumerate(found) if at >= first and name]
    fits = all(_welcomes(columns, at, name) for at, name in after)
    return fits and any(columns[at] for at, _name in after)
