"""A cell merged over several rows stands for each of them: who, where, which ad, what was said against being called.
A telephone or an e-mail does not: it would be lent to another person."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from core.base.records import Struct
from core.sources.formats.open_document import Merge

BETWEEN = " / "
Record = tuple[int, list[str]]
Block = tuple[str, int]
"""What a merged cell says, and the last row it covers."""


class MergedColumns(Struct, frozen=True):
    """Which columns of a table mean what, from 0: ``lent``, whose merged cells stand for each row; ``names``;
    ``contacts``, the telephones and the e-mails."""

    lent: Collection[int] = ()
    names: Collection[int] = ()
    contacts: Collection[int] = ()


def spread(rows: Iterable[Record], merges: Iterable[Merge], columns: MergedColumns, *, first: int) -> Iterator[Record]:
    """Yield (row number from 1, cells), the cells covered by a merged one saying what it says, in the columns lent and
    from row ``first``. A row that holds nothing else stays blank. Under one merged name, a row of telephones or e-mails
    alone is more of the same person: they are said in the row above it."""
    begins = _begins(merges, columns, first)
    running: dict[int, tuple[str, int]] = {}
    held: list[Record] = []
    for number, row in rows:
        running = {column: block for column, block in running.items() if block[1] >= number}
        is_named = any(column in running for column in columns.names)
        if not is_named:
            yield from held
            held = []
        if running and any(cell.strip() for cell in row):
            row = _covered(row, running, held, columns) if is_named else _filled(row, running)
        for column, last in begins.pop(number, ()):
            if column < len(row) and row[column].strip():
                running[column] = row[column], last
        if any(column in running for column in columns.names):
            held.append((number, row))
        else:
            yield number, row
    yield from held


def _begins(merges: Iterable[Merge], columns: MergedColumns, first: int) -> dict[int, list[tuple[int, int]]]:
    """Return row number → (column, last row) of the blocks that begin there."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for top, column, bottom in merges:
        if column in columns.lent and top + 1 >= first:
            found[top + 1].append((column, bottom + 1))
    return found


def _covered(row: list[str], running: Mapping[int, Block], held: list[Record], columns: MergedColumns) -> list[str]:
    """Return a row under a merged name, emptied when its contact points were given to the person above."""
    said_ids = [column for column, cell in enumerate(row) if cell.strip()]
    if not held or any(column not in columns.contacts for column in said_ids):
        return _filled(row, running)
    at = next(at for at in range(len(held) - 1, -1, -1) if any(held[at][1]))
    number, top = held[at]
    cells = top + [""] * (max(said_ids) + 1 - len(top))
    for column in said_ids:
        cells[column] = BETWEEN.join(filter(None, (cells[column], row[column])))
    held[at] = number, cells
    return [""] * len(row)


def _filled(row: list[str], running: Mapping[int, Block]) -> list[str]:
    cells = row + [""] * (max(running) + 1 - len(row))
    for column, (text, _last) in running.items():
        cells[column] = cells[column] or text
    return cells
