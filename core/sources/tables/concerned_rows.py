"""Tells which rows a question about a file concerns, so that they may be seen before it is answered."""

from collections.abc import Callable, Sequence

from core.base.text import fold
from core.model.finding import AGENCY_NAME, COUNTRY, HIDDEN_ROWS, LOOK, OPEN_QUOTE, REFUSING_COLUMN, FileFinding
from core.model.problem_codes import ALL_MAY_REFUSE, DATE_BOTH_WAYS
from core.sources.columns.country_of_file import place_abroad
from core.sources.columns.day_order import BOTH, order_of
from core.sources.columns.mentions import shown
from core.sources.columns.refusing_columns import flag
from core.sources.tables.table import SourceTable

Concerns = Callable[[int, Sequence[str]], bool]
"""Tells whether a row, its line and its cells, is one that a question is about."""


def concerned(finding: FileFinding, table: SourceTable) -> Concerns:
    """Return what tells the rows of a question."""
    if finding.code in (LOOK, HIDDEN_ROWS, OPEN_QUOTE):
        lines = _lines(finding, table)
        return lambda line, _cells: line in lines
    if finding.code == COUNTRY:
        abroad = place_abroad(table.guesses)
        return lambda _line, cells: abroad(cells)
    says, at = _says(finding, table), finding.column
    return lambda _line, cells: 0 <= at < len(cells) and bool(cells[at].strip()) and says(cells[at].strip())


def _lines(finding: FileFinding, table: SourceTable) -> frozenset[int]:
    if finding.code == OPEN_QUOTE:
        return table.unquoted
    if finding.code == HIDDEN_ROWS:
        return frozenset(table.shown.hidden)
    return frozenset(line for name, rows in table.shown.looks.items() if fold(name) == finding.about for line in rows)


def _says(finding: FileFinding, table: SourceTable) -> Callable[[str], bool]:
    if finding.code == REFUSING_COLUMN:
        return flag(table.guesses[finding.column]) or bool
    if finding.code == DATE_BOTH_WAYS:
        return lambda cell: order_of(cell) == BOTH
    texts = frozenset(text for text, _count in finding.values)
    if finding.code == ALL_MAY_REFUSE:
        return lambda cell: shown(cell) in texts
    return texts.__contains__ if finding.code == AGENCY_NAME else bool
