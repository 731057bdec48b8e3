"""Detects a row whose cells are shifted by one column: a delimiter inside a cell that is not quoted, or a cell somebody
deleted.

It is seen by the shapes: from some column on, the cells do not suit their own column but suit the one beside it.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from core.sources.columns import shapes

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
    """Return the usual shapes of ``width`` columns from rows of data. A column has some when nine cells in ten (all
    but one in a short file) are data: telephones, dates, numbers, web addresses. A column of words takes anything."""
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
    texts = {name for name, share in shares.items() if share > rare}
    return frozenset(texts.union(*(kin for kin in _KIN if texts & kin)))


def _usual_share(count: int) -> float:
    return min(_USUAL, max(_FEW, (count - 1) / count)) if count else _USUAL


def shifted_at(cells: Sequence[str], shapes_of_columns: Shapes) -> int | None:
    """Return the first column, from 0, where the cells are shifted by one place, or None.

    At least two cells must not suit their column, and all that follow must suit the next column: one odd cell is a
    fault of that cell. In a row that lacks a cell, one such cell is enough.
    """
    texts = [shapes.shape(text) if (text := cell.strip()) else "" for cell in cells]
    strangers = [at for at, name in enumerate(texts) if name and _denies(shapes_of_columns, at, name)]
    least = 1 if len(texts) < len(shapes_of_columns) else 2
    if len(strangers) >= 2 and _follow(texts, shapes_of_columns, strangers[0], 1):
        return strangers[0]
    if len(strangers) >= least and _follow(texts, shapes_of_columns, strangers[0], -1):
        return strangers[0]
    return None


def _denies(columns: Shapes, at: int, name: str) -> bool:
    """Tell whether the column takes other shapes only; a cell beyond the last column suits none."""
    return at >= len(columns) or (bool(columns[at]) and name not in columns[at])


def _welcomes(columns: Shapes, at: int, name: str) -> bool:
    return 0 <= at < len(columns) and (not columns[at] or name in columns[at])


def _follow(found: Sequence[str], columns: Shapes, first: int, step: int) -> bool:
    """Tell whether every cell from ``first`` on suits the column beside it, at least one of these being a column of
    data."""
    after = [(at - step, name) for at, name in enumerate(found) if at >= first and name]
    fits = all(_welcomes(columns, at, name) for at, name in after)
    return fits and any(columns[at] for at, _name in after)
