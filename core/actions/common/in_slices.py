"""Does the same to many persons, one after the other: a transaction for a few of them, so that nobody waits long to
write; each person whole, and what was written stays when the rest is stopped or fails."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Generic, TypeVar

from core.base.errors import Cancelled, UserError
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.store.port import Store, Writer

SLICE, LOOK = 50, 10
"""Persons of one transaction at most: some 60 ms, beside the 5 ms of a commit; persons between two looks at whether
another writer waits (0.3 ms), who ends it sooner."""
ItemT = TypeVar("ItemT")
DoneT = TypeVar("DoneT")


class SliceResult(Struct, Generic[DoneT], frozen=True):
    """What was done to the first of many. ``total``: how many there were; ``problem``: what ended it before the last,
    None when somebody stopped it."""

    done: tuple[DoneT, ...]
    total: int
    problem: UserError | None = None

    @property
    def stopped(self) -> bool:
        """Tell whether some were left as they were."""
        return len(self.done) < self.total


class BulkResult(Struct, frozen=True):
    """What a gesture for many did. ``ids``: those changed, the refusals written for an opposition; ``lines``: of the
    journal, by which undoing finds what was there before; ``same``: how many were so already, or are gone; ``total``:
    how many were asked; ``problem``: what ended it before the last, empty when somebody stopped it."""

    ids: tuple[int, ...]
    lines: tuple[int, ...]
    same: int
    total: int
    problem: str = ""

    @property
    def leads(self) -> int:
        """The number of those changed."""
        return len(self.ids)

    @property
    def whole(self) -> bool:
        """Tell whether all were gone through."""
        return len(self.ids) + self.same == self.total


def in_slices(
    store: Store,
    items: Sequence[ItemT],
    start: Callable[[Writer], Callable[[ItemT], DoneT]],
    *,
    what: str,
    by: str,
    at: datetime,
    progress: Progress = silent,
) -> SliceResult[DoneT]:
    """Do to each of ``items`` what ``start`` returns, called once a transaction, and return what was done. ``progress``
    hears of what is committed; where it raises Cancelled, those already done are kept. A UserError before anything is
    committed is raised, a later one ends the work."""
    done: list[DoneT] = []
    while len(done) < len(items):
        slice_, gone_on = [], True
        try:
            with store.write(what, by=by, at=at) as w:
                each = start(w)
                for item in items[len(done) : len(done) + SLICE]:
                    slice_.append(each(item))
                    gone_on = _goes_on(progress, len(done), len(items))
                    if not gone_on or (len(slice_) % LOOK == 0 and w.awaited()):
                        break
        except UserError as problem:
            if not done:
                raise
            return SliceResult(tuple(done), len(items), problem)
        done += slice_
        if not gone_on:
            break
    if len(done) == len(items):
        _goes_on(progress, len(done), len(items))
    return SliceResult(tuple(done), len(items))


def _goes_on(progress: Progress, done: int, total: int) -> bool:
    try:
        progress(done, total)
    except Cancelled:
        return False
    return True
