"""Drafts made ready to be written, one by one: normalised, and with the keyed hashes by which the register and known
leads are matched."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from core.actions.common.marks import Mark, hashes_of
from core.actions.intake.normalising import Ready, normalise, property_words
from core.model.batch import BatchFacts, Reject
from core.model.draft import Draft
from core.words.errors import user_text

Item = tuple[Ready, list[Mark]] | Reject | int
"""A row with its hashed marks, a row that cannot be taken, or the line of a blank one."""

_HIDDEN = {"value": "…", "column": "…", "site": "…"}
"""What a reason may quote of a row."""

Keyed = Callable[[str, str], str]


def prepared(drafts: Iterable[Draft], batch: BatchFacts, today: date, keyed: Keyed) -> Iterator[Item]:
    """Yield an item for each draft; ``keyed``: the register's keyed hash of (kind, key)."""
    whole = _prepared(drafts, batch, today, keyed)
    return map(_property_of, whole) if batch.property_only else whole


def _prepared(drafts: Iterable[Draft], batch: BatchFacts, today: date, keyed: Keyed) -> Iterator[Item]:
    for draft in drafts:
        if draft.is_blank:
            yield draft.line
            continue
        row = normalise(draft, batch, today)
        yield row if isinstance(row, Reject) else (row, hashes_of(keyed, row.marks))


def _property_of(item: Item) -> Item:
    """Return a row without its person (rule BUY-08): no name, no contact point, no column kept beside, nothing quoted
    of a row that was not taken. Its marks still meet the register; only that of the listing is then kept."""
    if isinstance(item, int):
        return item
    if isinstance(item, Reject):
        return replace(item, cells=(), reason=user_text(item.code, **_HIDDEN))
    row, marks = item
    bare = row._replace(
        name="", name_key="", last_name="", first_name="", civility="", phones=(), emails=(), address="", extra="",
        words=property_words(row),
    )  # fmt: skip
    return bare, marks
