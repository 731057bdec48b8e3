"""A cell merged over several rows stands for each of them: who, where, which ad, what was said against being called.
A telephone or an e-mail does not: it would be lent to another person."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from core.sources.tables.ods_merges import Merge


def spread(
    rows: Iterable[tuple[int, list[str]]], merges: Iterable[Merge], columns: Collection[int], *, first: int
) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number from 1, cells), the cells covered by a merged one saying what it says, in these ``columns`` and
    from row ``first``. A row that holds nothing else stays blank."""
    begins: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for top, column, bottom in merges:
        if column in columns and top + 1 >= first:
            begins[top + 1].append((column, bottom + 1))
    running: dict[int, tuple[str, int]] = {}
    for number, row in rows:
        if running:
            running = {column: held for column, held in running.items() if held[1] >= number}
            if running and any(cell.strip() for cell in row):
                row = _filled(row, running)
        for column, last in begins.pop(number, ()):
            if column < len(row) and row[column].strip():
                running[column] = row[column], last
        yield number, row


def _filled(row: list[str], running: dict[int, tuple[str, int]]) -> list[str]:
    cells = row + [""] * (max(running) + 1 - len(row))
    for column, (text, _last) in running.items():
        cells[column] = cells[column] or text
    return cells
