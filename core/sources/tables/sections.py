"""Files pasted one under another in one sheet: a second line of headings, its columns in another order. The rows under
it are put back in the order of the first one, so that no name is read as a town; what has no place there is told."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from core.sources.tables import shapes
from core.sources.tables.columns import guess
from core.sources.tables.guessed import TAKEN, ColumnGuess
from core.sources.tables.headings import BARE, IGNORE, field_of, key
from core.sources.tables.table import Table

BETWEEN = " / "

_DATA = re.compile(r"\d\d|@")
"""What every row of data holds somewhere, or nearly, and no line of headings."""
_LOOK = 100
_PLAIN = frozenset({"phone", "email", "postcode"})
"""Fields whose cells show whether the headings above are theirs."""
_REACH = _PLAIN | {"address", "town", "postcode_town", "name", "last_name"}
_ELSEWHERE = {
    "name": ("last_name",),
    "last_name": ("name",),
    "first_name": ("name", "last_name"),
    "civility": ("name", "last_name"),
    "postcode": ("postcode_town", "address"),
    "town": ("postcode_town", "address"),
    "postcode_town": ("town", "address"),
    "phone": ("phone",),
    "email": ("email", "phone"),
    "address": ("address",),
}
"""Field → the fields of a column above that may hold it beside its own."""

Record = tuple[int, list[str]]


class OtherHeadings(list[str]):
    """The cells of a second line of headings; ``left``: those of the columns that have no place above."""

    def __init__(self, cells: list[str], left: tuple[str, ...]) -> None:
        super().__init__(cells)
        self.left = left


def in_first_order(rows: Iterator[Record], table: Table) -> Iterator[Record]:
    """Yield (line, cells), the cells of the rows under other headings in the order of the first ones; those without a
    place follow in one cell. A line of headings that leaves some is yielded as :class:`OtherHeadings`; one that leaves
    none is not."""
    order: _Order | None = None
    held: deque[Record] = deque()
    figures = next((one.index for one in table.guesses if one.field in ("phone", "postcode") and _is_told(one)), 0)
    while True:
        for line, row in chain(_drained(held), rows):
            # The ordinary row first: to look at all its cells costs ten times more.
            if (len(row) > figures and row[figures][-2:].isdigit()) or _is_data(row) or line < table.first_line:
                yield line, row if order is None else order.put(row)
            elif _is_first(row, table.headers):
                order = None
            elif _may_head(row, table.headers):
                break
            else:
                yield line, row if order is None else order.put(row)
        else:
            return
        held.extend(islice(rows, max(0, _LOOK - len(held))))
        found = _Order.of(row, [cells for _line, cells in held], table)
        if found is None:
            yield line, row if order is None else order.put(row)
        elif found.left:
            yield line, OtherHeadings(row, found.left)
        order = found or order


def _is_data(row: Sequence[str]) -> bool:
    return _DATA.search("".join(row)) is not None


def _drained(held: deque[Record]) -> Iterator[Record]:
    while held:
        yield held.popleft()


def _is_first(row: Sequence[str], headers: Sequence[str]) -> bool:
    """Tell whether a row says the first headings again, in their order."""
    said = [(cell, header) for cell, header in zip(row, headers, strict=False) if cell.strip()]
    return len(said) > 1 and all(key(cell) == key(header) for cell, header in said)


def _may_head(row: Sequence[str], headers: Sequence[str]) -> bool:
    """Tell whether most cells of a row are headings: listed ones, about several things, or those above."""
    said = [cell.strip() for cell in row if cell.strip()]
    if len(said) < 2 or len(set(said)) < len(said):
        return False
    known = {key(header) for header in headers}
    fields = [field if sure >= BARE else "" for field, sure in map(field_of, said)]
    hits = [field for cell, field in zip(said, fields, strict=True) if field or key(cell) in known]
    if len(hits) * 2 <= len(said):
        return False
    same = sum(key(cell) in known for cell in said)
    return same == len(said) or (len(set(hits)) > 1 and not _REACH.isdisjoint(hits))


def first_section(rows: Sequence[Sequence[str]], headers: Sequence[str]) -> Sequence[Sequence[str]]:
    """Return the first rows of data down to other headings, all of them when there are none."""
    cut = next((at for at, row in enumerate(rows) if at and not _is_data(row) and _may_head(row, headers)), 0)
    return rows[:cut] if cut else rows


class _Order:
    """Where each cell of a row goes. ``places``: for each column above, the columns of the row and what joins them;
    ``rest``: the columns without a place; ``left``: their headings."""

    def __init__(self, places: Sequence[tuple[Sequence[int], str]], rest: Sequence[int], left: tuple[str, ...]) -> None:
        self._places = places
        self._rest = rest
        self.left = left

    @classmethod
    def of(cls, heads: Sequence[str], below: Sequence[Sequence[str]], table: Table) -> "_Order | None":
        """Return the order that headings give to the rows ``below``, None when these rows deny it."""
        guesses = guess(heads, below, has_header=True)
        if not _suits(guesses, below):
            return None
        taken: dict[int, list[int]] = {}
        _place_same(guesses, table, taken)
        placed = {column for columns in taken.values() for column in columns}
        for one in guesses:
            if one.index not in placed and _is_told(one) and (at := _beside(one.field, table, taken)) is not None:
                taken.setdefault(at, []).append(one.index)
                placed.add(one.index)
        fields = {one.index: one.field for one in table.guesses}
        places = [
            (sorted(taken.get(at, ())), BETWEEN if fields.get(at) in ("phone", "email") else " ")
            for at in range(len(table.headers))
        ]
        rest = [one.index for one in guesses if one.index not in placed]
        return cls(places, rest, tuple(heads[at].strip() for at in rest if heads[at].strip()))

    def put(self, row: Sequence[str]) -> list[str]:
        """Return the cells of a row in the order of the headings above."""
        width = len(row)
        cells = [
            joint.join([row[at] for at in columns if at < width and row[at]]) if columns else ""
            for columns, joint in self._places
        ]
        rest = BETWEEN.join([row[at] for at in self._rest if at < width and row[at].strip()])
        return [*cells, rest] if rest else cells


def _is_told(one: ColumnGuess) -> bool:
    return one.field != IGNORE and one.confidence >= TAKEN


def _suits(guesses: Sequence[ColumnGuess], below: Sequence[Sequence[str]]) -> bool:
    """Tell whether the rows hold what their headings say, where this is seen: « Mobile » and « Vendeur » may be what
    two columns hold in one row among others."""
    for one in guesses:
        said, sure = field_of(one.header)
        if said in _PLAIN and sure >= BARE:
            values = [row[one.index].strip() for row in below if one.index < len(row) and row[one.index].strip()]
            if values and sum(shapes.shape(value) in shapes.DATA or "@" in value for value in values) * 2 < len(values):
                return False
    return True


def _place_same(guesses: Sequence[ColumnGuess], table: Table, taken: dict[int, list[int]]) -> None:
    """Place the columns that have the same heading as one above, then those that hold the same."""
    above = {one.index: one for one in table.guesses}
    placed: set[int] = set()
    for same in (lambda new, old: key(new.header) == key(old.header), _hold_the_same):
        for one in guesses:
            found = next((at for at, old in above.items() if at not in taken and same(one, old)), None)
            if one.index not in placed and found is not None:
                taken[found] = [one.index]
                placed.add(one.index)


def _hold_the_same(new: ColumnGuess, old: ColumnGuess) -> bool:
    return _is_told(new) and _is_told(old) and new.field == old.field


def _beside(field: str, table: Table, taken: dict[int, list[int]]) -> int | None:
    """Return the column above that may hold ``field`` beside its own."""
    for other in _ELSEWHERE.get(field, ()):
        for one in table.guesses:
            if one.field == other and _is_told(one):
                return one.index
    return None
