"""Files pasted one under another in one sheet: a second line of headings, its columns in another order. The rows under
it are put back in the order of the first one, so that no name is read as a town; what has no place there is told."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from core.base.text import fold
from core.sources.columns import shapes
from core.sources.columns.channel_opt_outs import says_no
from core.sources.columns.columns import guess
from core.sources.columns.guessed import TAKEN, ColumnGuess
from core.sources.columns.headings import BARE, IGNORE, field_of, key
from core.sources.columns.refusals import declines, refuses, titles_refusals
from core.sources.tables.table import SourceTable

BETWEEN = " / "

_DATA = re.compile(r"\d\d|@")
"""What every row of data holds somewhere, or nearly, and no line of headings."""
_LOOK = 100
_OTHERS = frozenset({
    "contacter", "appeler", "rappeler", "relancer", "prospects", "vendeurs", "clients", "contacts", "actifs",
    "nouveaux", "acquereurs", "proprietaires", "mandats", "leads", "sellers", "active",
})  # fmt: skip
"""Words of a title over people who do not refuse."""
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


class Refusing(list[str]):
    """The cells of a row under a title that says its people refuse, in the middle of a file."""

    def __init__(self, cells: list[str], title: str) -> None:
        super().__init__(cells)
        self.title = title


def in_first_order(rows: Iterator[Record], table: SourceTable) -> Iterator[Record]:
    """Yield (line, cells), the cells of the rows under other headings in the order of the first ones; those without a
    place follow in one cell. A line of headings that leaves some is yielded as :class:`OtherHeadings`; one that leaves
    none is not. The rows under a title of refusals are yielded as :class:`Refusing`."""
    at = _SectionCursor(table)
    held: deque[Record] = deque()
    figures = next((one.index for one in table.guesses if one.field in ("phone", "postcode") and _is_told(one)), 0)
    while True:
        for line, row in chain(_drained(held), rows):
            # The ordinary row first: to look at all its cells costs ten times more.
            if (len(row) > figures and row[figures][-2:].isdigit()) or line < table.first_line or not at.turns(row):
                yield line, row if at.plain else at.put(row)
            elif at.heads:
                break
        else:
            return
        held.extend(islice(rows, max(0, _LOOK - len(held))))
        yield from at.headed(line, row, [cells for _line, cells in held])


class _SectionCursor:
    """Where a file is: the ``order`` of the columns, the ``title`` of refusals over the rows, whether the row just seen
    ``heads`` others."""

    def __init__(self, table: SourceTable) -> None:
        self._table = table
        self._order: _Order | None = None
        self._title = ""
        self._last = ""
        self.plain = True
        self.heads = False

    def turns(self, row: Sequence[str]) -> bool:
        """Tell whether a row is no data: a title about refusals, headings said again, or headings of another file."""
        self.heads = False
        sole = _sole(row)
        if sole:
            return self._titled(sole)
        if _is_data(row):
            return False
        again = _is_first(row, self._table.headers)
        self.heads = not again and _may_head(row, self._table.headers)
        if again:
            self._order = None
        if again or self.heads:
            # Headings under a title are those of its people; without one, the people are the same as above.
            if self._last:
                self._title = self._last if titles_refusals(self._last) else ""
            self._last = ""
            self._settle()
        return again or self.heads

    def headed(self, line: int, row: list[str], below: Sequence[Sequence[str]]) -> Iterator[Record]:
        """Take the order of a row that may be headings; yield it when it is not, or leaves columns without a place."""
        order = _Order.of(row, below, self._table)
        if order is None:
            yield line, row if self.plain else self.put(row)
        elif order.left:
            yield line, OtherHeadings(row, order.left)
        self._order = order or self._order
        self._settle()

    def put(self, row: list[str]) -> list[str]:
        """Return a row in the order of the first headings, marked when its people refuse."""
        cells = row if self._order is None else self._order.put(row)
        return Refusing(cells, self._title) if self._title and type(cells) is list else cells

    def _titled(self, sole: str) -> bool:
        self._last = sole
        refused = titles_refusals(sole)
        if refused or not _OTHERS.isdisjoint(fold(sole).split()):
            self._title = sole if refused else ""
            self._settle()
        return refused

    def _settle(self) -> None:
        self.plain = self._order is None and not self._title


def _is_data(row: Sequence[str]) -> bool:
    return _DATA.search("".join(row)) is not None


def _sole(row: Sequence[str]) -> str:
    """Return the one cell of a row that is wider, empty when several say something."""
    sentences = [cell for cell in row if cell.strip()]
    return sentences[0].strip() if len(sentences) == 1 and len(row) > 1 else ""


def _drained(held: deque[Record]) -> Iterator[Record]:
    while held:
        yield held.popleft()


def _is_first(row: Sequence[str], headers: Sequence[str]) -> bool:
    """Tell whether a row says the first headings again, in their order."""
    said = [(cell, header) for cell, header in zip(row, headers, strict=False) if cell.strip()]
    return len(said) > 1 and all(key(cell) == key(header) for cell, header in said)


def _may_head(row: Sequence[str], headers: Sequence[str]) -> bool:
    """Tell whether most cells of a row are headings: listed ones, about several things, or those above."""
    sentences = [cell.strip() for cell in row if cell.strip()]
    if len(sentences) < 2 or len(set(sentences)) < len(sentences):
        return False
    known_texts = {key(header) for header in headers}
    fields = [field if sure >= BARE else "" for field, sure in map(field_of, sentences)]
    hits = [field for cell, field in zip(sentences, fields, strict=True) if field or key(cell) in known_texts]
    if len(hits) * 2 <= len(sentences):
        return False
    same = sum(key(cell) in known_texts for cell in sentences)
    return same == len(sentences) or (len(set(hits)) > 1 and not _REACH.isdisjoint(hits))


def first_section(rows: Sequence[Sequence[str]], headers: Sequence[str]) -> Sequence[Sequence[str]]:
    """Return the first rows of data down to other headings, all of them when there are none."""
    cut = next((at for at, row in enumerate(rows) if at and not _is_data(row) and _may_head(row, headers)), 0)
    return rows[:cut] if cut else rows


class _Order:
    """Where each cell of a row goes. ``places``: for each column above, the columns of the row and what joins them;
    ``rest``: the columns without a place, whose answers against being contacted are heard all the same."""

    def __init__(self, places: Sequence[tuple[Sequence[int], str]], rest: Sequence[ColumnGuess]) -> None:
        self._places = places
        self._rest = [one.index for one in rest]
        tests = {"refuses": refuses, "accepts": declines}
        asked = [(one, says_no(one.header) if one.field == "no_call" else tests.get(one.field)) for one in rest]
        self._flags = [(one.index, one.header, says) for one, says in asked if says]
        self.left = tuple(one.header for one in rest if one.header.strip())

    @classmethod
    def of(cls, heads: Sequence[str], below: Sequence[Sequence[str]], table: SourceTable) -> "_Order | None":
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
        return cls(places, [one for one in guesses if one.index not in placed])

    def put(self, row: Sequence[str]) -> list[str]:
        """Return the cells of a row in the order of the headings above."""
        width = len(row)
        cells = [
            joint.join([row[at] for at in columns if at < width and row[at]]) if columns else ""
            for columns, joint in self._places
        ]
        rest = BETWEEN.join([row[at] for at in self._rest if at < width and row[at].strip()])
        for at, heading, says in self._flags:
            if at < width and says(row[at].strip()):
                return Refusing([*cells, rest], f"{heading}\u202f: {row[at].strip()}")
        return [*cells, rest] if rest else cells


def _is_told(one: ColumnGuess) -> bool:
    return one.field != IGNORE and one.confidence >= TAKEN


def _suits(guesses: Sequence[ColumnGuess], below: Sequence[Sequence[str]]) -> bool:
    """Tell whether the rows hold what their headings say, where this is seen: « Mobile » and « Vendeur » may be what
    two columns hold in one row among others."""
    for one in guesses:
        words, sure = field_of(one.header)
        if words in _PLAIN and sure >= BARE:
            values = [row[one.index].strip() for row in below if one.index < len(row) and row[one.index].strip()]
            if values and sum(shapes.shape(value) in shapes.DATA or "@" in value for value in values) * 2 < len(values):
                return False
    return True


def _place_same(guesses: Sequence[ColumnGuess], table: SourceTable, taken: dict[int, list[int]]) -> None:
    """Place the columns that have the same heading as one above, then those that hold the same."""
    above = {one.index: one for one in table.guesses}
    said = {at: key(old.header) for at, old in above.items()}
    placed: set[int] = set()
    for one in guesses:
        heading = key(one.header)
        number = next((at for at in above if at not in taken and said[at] == heading), None)
        if number is not None:
            taken[number] = [one.index]
            placed.add(one.index)
    for one in guesses:
        if one.index not in placed and _is_told(one):
            number = next((at for at, old in above.items() if at not in taken and _hold_the_same(one, old)), None)
            if number is not None:
                taken[number] = [one.index]


def _hold_the_same(new: ColumnGuess, old: ColumnGuess) -> bool:
    return _is_told(new) and _is_told(old) and new.field == old.field


def _beside(field: str, table: SourceTable, taken: dict[int, list[int]]) -> int | None:
    """Return the column above that may hold ``field`` beside its own."""
    for other in _ELSEWHERE.get(field, ()):
        for one in table.guesses:
            if one.field == other and _is_told(one):
                return one.index
    return None
