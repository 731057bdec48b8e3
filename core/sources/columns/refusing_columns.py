"""Questions about the columns of answers that refuse: one that would refuse for most of the rows, one whose heading
only seems to ask, one under which few cells are answers. A heading known for sure applies without a question."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from core.model.finding import REFUSING_COLUMN, FileFinding
from core.sources.columns.asked_answers import may_refuse
from core.sources.columns.guessed import TAKEN, ColumnGuess
from core.sources.columns.headings import FACTS, FLAG, field_of, key
from core.sources.columns.refusals import declines, is_flag_answer, refuses

_FEWEST, _MOST = 4, 0.6
_ANSWERS = 0.5
Says = Callable[[str], bool]


def flag(guess: ColumnGuess) -> Says | None:
    """Return what tells that a cell of a column refuses, or may; None for a column that is no question."""
    if guess.field in ("refuses", "accepts") and guess.confidence >= TAKEN:
        return refuses if guess.field == "refuses" else declines
    return may_refuse(guess.header) if guess.field not in FACTS else None


def refusing_columns(guesses: Sequence[ColumnGuess], rows: Sequence[Sequence[str]]) -> Iterator[FileFinding]:
    """Yield the questions about the columns of answers of these rows."""
    for guess in guesses:
        if says := flag(guess):
            at = guess.index
            cells = Counter(cell for row in rows if at < len(row) and (cell := row[at].strip()))
            refusing = {cell: count for cell, count in cells.items() if says(cell)}
            if refusing and (guess.field not in FACTS or _is_doubtful(guess.header, cells, refusing, len(rows))):
                counted = sum(refusing.values())
                yield FileFinding(REFUSING_COLUMN, about(guess), guess.header, at, counted, tuple(cells.most_common()))


def _is_doubtful(header: str, cells: Counter[str], refusing: Mapping[str, int], rows: int) -> bool:
    answers = sum(count for cell, count in cells.items() if is_flag_answer(cell))
    return (
        field_of(header)[1] < FLAG
        or (rows >= _FEWEST and sum(refusing.values()) >= _MOST * rows)
        or answers < _ANSWERS * cells.total()
    )


def about(guess: ColumnGuess) -> str:
    """Return how a column is named in what is asked about it: its folded heading, its rank without one."""
    return key(guess.header) or f"#{guess.index + 1}"
