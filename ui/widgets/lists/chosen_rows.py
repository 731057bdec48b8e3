"""The rows chosen in a table, as lines: read from Qt's selection, and given back to it run by run."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QAbstractItemModel, QItemSelection, QItemSelectionModel


def chosen_lines(selection: QItemSelectionModel) -> list[int]:
    """Return the lines chosen, in order."""
    chosen = selection.selection()
    spans = [chosen.at(place) for place in range(chosen.count())]
    return sorted({line for span in spans for line in range(span.top(), span.bottom() + 1)})


def rows_of(rows: QAbstractItemModel, lines: Sequence[int]) -> QItemSelection:
    """Return the selection of these rising lines, whole."""
    found, last = QItemSelection(), rows.columnCount() - 1
    for top, bottom in _runs(lines):
        found.select(rows.index(top, 0), rows.index(bottom, last))
    return found


def _runs(lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of the lines that follow each other."""
    first = 0
    for place, line in enumerate(lines):
        if place + 1 == len(lines) or lines[place + 1] != line + 1:
            yield lines[first], line
            first = place + 1
