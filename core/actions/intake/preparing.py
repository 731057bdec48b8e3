"""Prepares drafts for writing, one by one: normalises them and adds the keyed hashes that match the register and the
known leads."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice

from core.actions.common import doubting
from core.actions.common.marks import Mark, hashes_of
from core.actions.common.near_refusals import Dweller, entries
from core.actions.common.shared_values import NONE, Hashes, place_of, telling_marks
from core.actions.intake.normalising import Ready, marks_of_rejected, normalise, property_words
from core.base.text import fold
from core.model.batch import BatchFacts, Reject, Source
from core.model.draft import Draft
from core.rules.refusal import quoted
from core.sources.tables.hearing import listened
from core.words.errors import user_text

Prepared = tuple[Ready, list[Mark]]
"""A row with its hashed marks."""
Item = Prepared | Reject | int
"""A row with its hashed marks, a row that cannot be taken, or the line of a blank one."""

_HIDDEN = {"value": "…", "column": "…", "site": "…", "words": "…"}
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
    drafts = drafts if batch.source is Source.FILE else listened_to(drafts, batch)
    whole = _prepared(drafts, batch, today, keyed, shared)
    return map(_property_of, whole) if batch.property_only else whole


def _prepared(drafts: Iterable[Draft], batch: BatchFacts, today: date, keyed: Keyed, shared: Hashes) -> Iterator[Item]:
    for draft in drafts:
        if draft.is_blank:
            yield draft.line
            continue
        row = normalise(draft, batch, today)
        if draft.closed and isinstance(row, Reject) and draft.seller != "pro":
            marks = hashes_of(keyed, marks_of_rejected(draft))
            row = replace(row, marks=tuple(marks), closed=draft.closed)
        if draft.doubt:
            yield _doubted(row, draft, batch, today, lambda found: _marked(found, keyed, shared), keyed)
        else:
            yield row if isinstance(row, Reject) else _marked(row, keyed, shared)


def _doubted(
    row: Ready | Reject, draft: Draft, batch: BatchFacts, today: date, marked: Callable[[Ready], Prepared], keyed: Keyed
) -> Item:
    """Return a row of which a question is asked, with what its answer is remembered by. One that is held bears the
    marks of its person, who may be known already or come by another row."""
    text, words = doubting.text_hash(keyed, batch.supplier, draft.doubt), quoted(draft.doubt)
    if not isinstance(row, Reject):
        # A file holds its rows until the answer; of a page or of what is typed the sheet is made, and held.
        asks = batch.source is not Source.FILE and not row.refusal
        return marked(row._replace(doubt=(text, words if asks else "")))
    if not draft.held:
        return row
    free = normalise(draft._replace(held=False), batch, today)
    marks = row.marks if isinstance(free, Reject) else tuple(marked(free)[1])
    told = draft if isinstance(free, Reject) else free
    who = Dweller(told.name, told.last_name, told.address, told.postcode, told.town)
    return replace(row, marks=marks, doubt=(text, words), near=tuple(entries(keyed, who).items()))


def listened_to(drafts: Iterable[Draft], batch: BatchFacts) -> Iterator[Draft]:
    """Yield the drafts of a page or of what was typed with what only sounds like a refusal in them: a file's rows were
    listened to cell by cell."""
    for draft in drafts:
        cells = dict(enumerate(draft.cells if batch.source is Source.TYPED else (draft.title, draft.text)))
        doubts = {} if draft.doubt or draft.heard or draft.refuses else listened(cells)[1]
        yield draft._replace(doubt=next(iter(doubts.values()))) if doubts else draft


def answered_before(
    drafts: Iterable[Draft], supplier: str, answers: Mapping[str, str], keyed: Keyed
) -> Iterator[Draft]:  # fmt: skip
    """Yield the drafts, the words of a supplier's that were answered before with their answer. ``answers``: keyed hash
    of the words → « refuse » or « keep »."""
    for draft in drafts:
        answer = answers.get(doubting.text_hash(keyed, supplier, draft.doubt)) if draft.held and answers else None
        if answer == "refuse":
            yield draft._replace(held=False, doubt="", heard=quoted(draft.doubt))
        elif answer:
            yield draft._replace(held=False, doubt="")
        else:
            yield draft


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
        hidden = user_text(item.code, **_HIDDEN)
        return replace(item, cells=(), reason=hidden, doubt=(item.doubt[0], ""))
    row, marks = item
    postcode, town = row.place
    bare = row._replace(
        town=town, town_key=fold(town), postcode=postcode, name="", name_key="", last_name="", first_name="",
        civility="", phones=(), emails=(), address="", extra="", words=property_words(row),
    )  # fmt: skip
    return bare, marks
