"""Tells in which order a file writes the day and the month. A French file is read day first without a question; one
that shows the other order somewhere is read so where nothing denies it, and asked about where both orders show."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from core.base import text
from core.model.finding import FileFinding
from core.model.problem_codes import DATE_BOTH_WAYS
from core.sources.columns.guessed import TAKEN, ColumnGuess

_NUMERIC = re.compile(r"(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4}|\d{2})(?=\D|$)")
DAY, MONTH, BOTH = "day", "month", "both"


def month_first(value: str) -> date | None:
    """Return the day of « 11/03/2026 » read month first (3 November); None when it cannot be read so."""
    match = _NUMERIC.match(value)
    return text.parse_day(f"{match[3]}/{match[1]}/{match[4]}") if match else None


def order_of(value: str) -> str:
    """Return how a date in figures is written: day first, month first, either way; empty when its order is not that of
    its figures, or changes nothing."""
    other = month_first(value)
    day = text.parse_day(value)
    if other is None:
        return DAY if day and _NUMERIC.match(value) else ""
    return MONTH if day is None else BOTH if day != other else ""


def day_order(guesses: Sequence[ColumnGuess], rows: Sequence[Sequence[str]]) -> Iterator[FileFinding]:
    """Yield the question about the column of days that shows dates written month first."""
    for guess in guesses:
        if guess.field == "seen" and guess.confidence >= TAKEN:
            at = guess.index
            cells = Counter(cell for row in rows if at < len(row) and (cell := row[at].strip()))
            if any(order_of(cell) == MONTH for cell in cells):
                yield ordered(FileFinding(DATE_BOTH_WAYS, heading=guess.header, column=at), cells)


def ordered(finding: FileFinding, cells: Mapping[str, int]) -> FileFinding:
    """Return the question with what the cells show: those written month first answer it when none is written day
    first."""
    orders = {cell: order_of(cell) for cell in cells}
    unsure = [(cell, cells[cell]) for cell, order in orders.items() if order == BOTH]
    return FileFinding(
        finding.code, heading=finding.heading, column=finding.column,
        count=sum(count for _cell, count in unsure), values=tuple(unsure[:3]),
        choice=MONTH if DAY not in orders.values() else "" if unsure else DAY,
    )  # fmt: skip
