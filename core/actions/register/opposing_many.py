"""Records that many persons refuse canvassing, and takes all of it back: one gesture for whoever asked it, the refusal
of each person for the register."""

from collections.abc import Callable, Sequence
from datetime import datetime

from core.actions.common import people
from core.actions.common.in_slices import BulkResult, SliceResult, in_slices
from core.actions.register import opposing
from core.actions.register.opposing import ReadOnce
from core.actions.register.refused_marks import UnheldError
from core.base.progress import Progress, silent
from core.records.opposition import Opposition
from core.store.port import Store, Writer
from core.words.errors import error


def oppose_many(
    store: Store, lead_ids: Sequence[int], *, how: str, by: str, at: datetime, progress: Progress = silent
) -> BulkResult:
    """Record the opposition of several leads, a few in each transaction, and return the refusals; stopped or failing
    midway, those already written stay. Who is gone since they were chosen is left out."""

    def start(w: Writer) -> Callable[[int], int]:
        once = ReadOnce(w)
        return lambda lead_id: _oppose(w, lead_id, how=how, by=by, at=at, once=once)

    return _told(in_slices(store, lead_ids, start, what="oppose", by=by, at=at, progress=progress))


def undo_many(
    store: Store, gestures: Sequence[int], *, by: str, at: datetime, progress: Progress = silent
) -> BulkResult:
    """Take back the oppositions of one gesture for many, in the ten minutes that follow it, and return which. One that
    somebody took back since is left out. Raises UserError UNDO_LATE."""
    with store.read() as r:
        first = next(
            (
                oppositions[0]
                for number in gestures
                if (oppositions := r.of(Opposition, gesture=number, lifted_at=None))
            ),
            None,
        )
    if first is None or not opposing.undoable(first.at, at):
        raise error("UNDO_LATE")

    def start(w: Writer) -> Callable[[int], int]:
        return lambda gesture: _undo(w, gesture, at=at)

    return _told(in_slices(store, gestures, start, what="oppose undo", by=by, at=at, progress=progress))


def _oppose(w: Writer, lead_id: int, *, how: str, by: str, at: datetime, once: ReadOnce) -> int:
    """Record one refusal and return its gesture, 0 for none."""
    if people.present(w, lead_id) is None:
        return 0
    try:
        done = opposing.record(w, people.of_lead(w, lead_id), how=how, by=by, at=at, once=once)
    except UnheldError:  # Somebody erased, of whom nothing was kept: nothing was written.
        return 0
    return 0 if done.already else done.gesture


def _undo(w: Writer, gesture: int, *, at: datetime) -> int:
    if not w.of(Opposition, gesture=gesture, lifted_at=None):
        return 0
    opposing.undo_one(w, gesture, at=at)
    return gesture


def _told(sliced: SliceResult[int]) -> BulkResult:
    gestures = tuple(number for number in sliced.done if number)
    problem = sliced.problem.text if sliced.problem else ""
    return BulkResult(gestures, (), len(sliced.done) - len(gestures), sliced.total, problem)
