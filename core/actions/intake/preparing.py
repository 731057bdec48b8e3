"""Prepares drafts for writing, one by one: normalises them and adds the keyed hashes that match the register and the
known leads."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from core.actions.common.marks import Mark
from core.actions.common.shared_values import NONE, Hashes, place_of, telling_marks
from core.actions.intake.normalising import Ready, normalise, property_words
from core.base.text import fold
from core.model.batch import BatchFacts, Reject
from core.model.draft import Draft
from core.words.errors import user_text

Item = tuple[Ready, list[Mark]] | Reject | int
"""A row with its hashed marks, a row that cannot be taken, or the line of a blank one."""

_HIDDEN = {"value": "…", "column": "…", "site": "…"}
"""What a reason may quote of a row."""

Keyed = Callable[[str, str], str]
BLOCK = 400
"""Items prepared before they are written, where one process does both."""


def in_blocks(items: Iterator[Item]) -> Iterator[list[Item]]:
    """Yield items by blocks."""
    while block := list(islice(items, BLOCK)):
        yield block


def prepared(
    drafts: Iterable[Draft], batch: BatchFacts, today: date, keyed: Keyed, shared: Hashes = NONE
) -> Iterator[Item]:
    """Yield one item per draft. ``keyed``: function that returns the register's keyed hash of (kind, key); ``shared``:
    the hashes of values by which nobody is recognised."""
    whole = _prepared(drafts, batch, today, keyed, shared)
    return map(_property_of, whole) if batch.property_only else whole


def _prepared(drafts: Iterable[Draft], batch: BatchFacts, today: date, keyed: Keyed, shared: Hashes) -> Iterator[Item]:
    for draft in drafts:
        if draft.is_blank:
            yield draft.line
            continue
        row = normalise(draft, batch, today)
        yield row if isinstance(row, Reject) else _marked(row, keyed, shared)


def _marked(row: Ready, keyed: Keyed, shared: Hashes) -> tuple[Ready, list[Mark]]:
    """Return a row with its hashed marks; what others share recognises nobody in either."""
    place = place_of(row.address, row.postcode)
    marks, hashes = telling_marks(row.marks, (row.site, row.reference, row.url), place, shared, keyed)
    return (row if marks is row.marks else row._replace(marks=marks)), hashes


def _property_of(item: Item) -> Item:
    """Return a row without its person (rule BUY-08): no name, no contact point, no extra column, no quotation of a
    rejected row. Its marks are still compared with the register; only that of the listing is then kept."""
    if isinstance(item, int):
        return item
    if isinstance(item, Reject):
        return replace(item, cells=(), reason=user_text(item.code, **_HIDDEN))
    row, marks = item
    postcode, town = row.place
    bare = row._replace(
        town=town, town_key=fold(town), postcode=postcode, name="", name_key="", last_name="", first_name="",
        civility="", phones=(), emails=(), address="", extra="", words=property_words(row),
    )  # fmt: skip
    return bare, marks
