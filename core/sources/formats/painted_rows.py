"""Tells the rows that a colour or a strike sets apart from those that a sheet only adorns."""

from collections import Counter, defaultdict
from typing import Any

from core.base.records import Struct, field

Looks = dict[str, Any]
"""``fills``: colour (six hexadecimal figures) → row from 1 → its columns (a bit each), of the rows that hold something;
``struck``: row → columns; ``hidden``: rows; ``columns``: hidden ones, from 0; ``comments``: (row, cell, text);
``alone``: of the rows that show something, those of one cell, which are titles; ``decorated``: colour → columns that
bear it nearly everywhere."""
STRIKE = "strike"
MOST_COLOURS, MOST_COMMENTS, LONGEST = 24, 5000, 500
"""Colours that mean something; comments of a sheet, and letters of one."""
_DECORATED, _FEW = 0.95, 4
"""Share of the rows from which a look of one column is that of the column, where there are more than these."""
_WIDE = 1 << 62
_BANDED = 0.4
"""Share of the rows from which a look of every second row adorns."""


class PaintedRows(Struct):
    """What the rows of one sheet show, as it is read: ``count``, the rows that hold something."""

    count: int = 0
    hidden: list[int] = field(default_factory=list)
    alone: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    comments: list[tuple[int, str, str]] = field(default_factory=list)
    rows: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    seen: Counter[tuple[str, int]] = field(default_factory=Counter)

    def see(self, number: int, column: int, look: str) -> None:
        """Add the look of one cell of a row."""
        self.seen[look, column] += 1
        rows = self.rows[look]
        rows[number] = rows.get(number, 0) | 1 << column

    def looks(self) -> Looks:
        """Return what the rows show, without what adorns and what is not there."""
        fills = {look: rows for look in self.rows if (rows := self._set_apart(look))}
        struck = fills.pop(STRIKE, {})
        if len(fills) > MOST_COLOURS:  # A scale of colours says nothing of anybody.
            fills = {}
        looks = {"fills": fills, "struck": struck, "hidden": self.hidden, "columns": self.columns}
        looks |= {"comments": self.comments, "alone": self.alone, "decorated": self._decorated()}
        return {name: value for name, value in looks.items() if value}

    def _decorated(self) -> dict[str, list[int]]:
        """Return the columns that bear each look nearly everywhere: of a sheet whose people stand in columns, those of
        somebody."""
        columns: dict[str, list[int]] = defaultdict(list)
        for (look, column), count in self.seen.items():
            if self.count > _FEW and count >= _DECORATED * self.count and column < LONGEST:
                columns[look].append(column)
        return columns if len(columns) <= MOST_COLOURS else {}

    def _set_apart(self, look: str) -> dict[int, int]:
        """Return the rows of a look with its columns, but for those that bear it nearly everywhere, and for every
        second row. Of a sheet too wide to tell, 0 stands for the whole row."""
        most = _DECORATED * self.count if self.count > _FEW else self.count + 1
        columns_apart = sum(1 << column for (name, column), count in self.seen.items() if name == look and count < most)
        rows = {number: bits for number, columns in self.rows[look].items() if (bits := columns & columns_apart)}
        is_banded = len({number % 2 for number in rows}) == 1 and len(rows) >= max(_BANDED * self.count, _FEW)
        return {} if is_banded else {number: bits if bits < _WIDE else 0 for number, bits in rows.items()}


def column_of(reference: str) -> int:
    """Return the column, from 0, of a cell: « C12 » gives 2; -1 when it is none."""
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number - 1
