"""Drafts made ready to be written, one by one: normalised, and with the keyed hashes by which the register and known
leads are matched."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from core.actions.normalising import Ready, normalise
from core.model.batch import BatchFacts, Reject
from core.model.draft import Draft

Mark = tuple[str, str]
"""A kind and a key, or a kind and its keyed hash."""

Item = tuple[Ready, list[Mark]] | Reject | int
"""A row with its hashed marks, a row that cannot be taken, or the line of a blank one."""

Keyed = Callable[[str, str], str]


def prepared(drafts: Iterable[Draft], batch: BatchFacts, today: date, keyed: Keyed) -> Iterator[Item]:
    """Yield an item for each draft; ``keyed``: the register's keyed hash of (kind, key)."""
    for draft in drafts:
        if draft.is_blank:
            yield draft.line
            continue
        row = normalise(draft, batch, today)
        yield row if isinstance(row, Reject) else (row, [(kind, keyed(kind, key)) for kind, key in row.marks])
