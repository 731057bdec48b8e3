"""Prepares drafts for writing, one by one: reads each as a row, then adds the keyed hashes that match the register and
the known leads. A big file is read in a process of its own (:mod:`core.actions.intake.ahead`); the hashes are made
beside the writing, once the file has taught what recognises nobody."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import NamedTuple

from core.actions.common import possible_refusals
from core.actions.common.fuzzy_suppression import Dweller, dweller, entries
from core.actions.common.marks import KindHash, hashes_of
from core.actions.common.shared_values import NONE, Hashes, place_of, telling_marks
from core.actions.intake.normalising import Ready, marks_of_rejected, normalise
from core.actions.intake.other_owners import other_owners
from core.base.records import replace
from core.model.batch import BatchFacts, RejectedRow, Source
from core.model.draft import Draft
from core.refusals.grammar import quoted
from core.sources.tables.hearing import listened
from core.words.errors import user_text

Prepared = tuple[Ready, list[KindHash]]
"""A row with its hashed marks."""
Item = Prepared | RejectedRow | int
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


class Held(NamedTuple):
    """A row that waits for an answer: why it is not taken for now, the row to take if the answer allows it (None when
    there would be none), and who lives where."""

    reject: RejectedRow
    free: Ready | None
    who: Dweller


Read = Ready | RejectedRow | Held | int
"""A row as it is read, before anything of it is hashed: its marks are keys, what is asked of it is its words."""


def read_rows(drafts: Iterable[Draft], batch: BatchFacts, today: date) -> Iterator[Read]:
    """Yield one row per draft."""
    for draft in drafts if batch.source is Source.FILE else listened_to(drafts, batch):
        if draft.is_blank:
            yield draft.line
            continue
        row = normalise(draft, batch, today)
        if draft.closed and isinstance(row, RejectedRow) and draft.seller != "pro":
            row = replace(row, marks=marks_of_rejected(draft), closed=draft.closed)
        if draft.doubt or draft.closed or (isinstance(row, Ready) and row.refusal):
            row = _with_others(row, draft)
        yield _doubted(row, draft, batch, today) if draft.doubt else row


def _with_others(row: Ready | RejectedRow, draft: Draft) -> Ready | RejectedRow:
    others = other_owners(draft)
    return row._replace(others=others) if isinstance(row, Ready) else replace(row, others=others)


def _doubted(row: Ready | RejectedRow, draft: Draft, batch: BatchFacts, today: date) -> Read:
    """Return a row with what is asked of it. One that is held bears the marks of its person, who may be known already
    or come by another row."""
    words = quoted(draft.doubt)
    if not isinstance(row, RejectedRow):
        # A file holds its rows until the answer; of a page or of what is typed the sheet is made, and held.
        asks = batch.source is not Source.FILE and not row.refusal
        return row._replace(doubt=(draft.doubt, words if asks else ""))
    if not draft.held:
        return row
    free = normalise(draft._replace(held=False), batch, today)
    told = draft if isinstance(free, RejectedRow) else free
    who = dweller(told, told.address, told.postcode, told.town)
    return Held(replace(row, doubt=(draft.doubt, words)), None if isinstance(free, RejectedRow) else free, who)


def prepared(rows: Iterable[Read], batch: BatchFacts, keyed: Keyed, shared: Hashes = NONE) -> Iterator[Item]:
    """Yield one item per row. ``keyed``: function that returns the register's keyed hash of (kind, key); ``shared``:
    the hashes of values by which nobody is recognised."""
    whole = (_hashed(row, batch.supplier, keyed, shared) for row in rows)
    return map(_property_of, whole) if batch.property_only else whole


def _hashed(row: Read, supplier: str, keyed: Keyed, shared: Hashes) -> Item:
    if isinstance(row, Ready):
        return _marked(row._replace(doubt=_asked(row.doubt, supplier, keyed)) if row.doubt[0] else row, keyed, shared)
    if isinstance(row, int):
        return row
    if isinstance(row, RejectedRow):
        return replace(row, marks=tuple(hashes_of(keyed, row.marks))) if row.marks else row
    reject, free, who = row
    marks = _marked(free, keyed, shared)[1] if free else hashes_of(keyed, reject.marks)
    near = tuple(entries(keyed, who).items())
    return replace(reject, marks=tuple(marks), doubt=_asked(reject.doubt, supplier, keyed), near=near)


def _asked(doubt: tuple[str, str], supplier: str, keyed: Keyed) -> tuple[str, str]:
    """Return what is asked of a row with what its answer is remembered by in the place of its whole words."""
    return possible_refusals.text_hash(keyed, supplier, doubt[0]), doubt[1]


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
    """Yield the drafts; one that was held for words already answered takes that answer: a refusal is heard, or nothing
    is asked. ``answers``: keyed hash of the words → « refuse » or « keep »."""
    for draft in drafts:
        answer = (
            answers.get(possible_refusals.text_hash(keyed, supplier, draft.doubt)) if draft.held and answers else None
        )
        if answer == "refuse":
            yield draft._replace(held=False, doubt="", heard=quoted(draft.doubt))
        elif answer:
            yield draft._replace(held=False, doubt="")
        else:
            yield draft


def _marked(row: Ready, keyed: Keyed, shared: Hashes) -> tuple[Ready, list[KindHash]]:
    """Return a row with its hashed marks; what others share recognises nobody in either."""
    place = place_of(row.address, row.postcode)
    marks, hashes = telling_marks(row.marks, (row.site, row.reference, row.url), place, shared, keyed)
    return (row if marks is row.marks else row._replace(marks=marks)), hashes


def _property_of(item: Item) -> Item:
    """Return a row without its person (rule BUY-08): no name, no contact point, no extra column, no quotation of a
    rejected row. Its marks are still compared with the register; only that of the listing is then kept."""
    if isinstance(item, int):
        return item
    if isinstance(item, RejectedRow):
        hidden = user_text(item.code, **_HIDDEN)
        return replace(item, cells=(), reason=hidden, doubt=(item.doubt[0], ""))
    row, marks = item
    postcode, town = row.place
    bare = row._replace(
        town=town, postcode=postcode, name="", last_name="", first_name="", civility="", phones=(), emails=(),
        address="", extra="",
    )  # fmt: skip
    return bare, marks
