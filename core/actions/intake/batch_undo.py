"""Undoes a batch: what it brought is removed, what happened since then stays.

A lead since written to, called, opposed, agreed or completed by another batch is kept whole and listed with the reason;
so is a known lead the batch completed, when something happened to it later. The register is never changed: a refusal
read in an undone file stays, since doubt forbids (RGPD art. 21; rule GDPR-04). Leads are removed in small transactions,
so that a call is never delayed, and a stop or a crash leaves a batch marked as half undone. What is removed is held
for an hour (``removed_rows.py``).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import chain, islice

from core.actions.common import shared_values
from core.actions.intake import removed_rows
from core.actions.intake.merge_undo import take_back
from core.base.moments import AGENCY_ZONE, happened, kept, local, made
from core.base.progress import Progress, silent
from core.model.undoing import UNDO_FOR, Kept, Undoable, Undone, UndoStatus
from core.records.batch import Batch, Merging, Reject
from core.records.lead import Lead
from core.store import undoing as found
from core.store.alike import weak
from core.store.port import Above, Reader, Store, Writer
from core.words.errors import error
from core.words.terms import term, terms

SLICE = 25
"""Leads, merges or rejects after which it is asked whether another writer waits."""
SLICES = 40
"""Of them in one transaction when nobody waits."""
SHOWN = 1000
"""Kept leads told one by one; the others are counted."""
_SURVEYED = 2000
_STILL = timedelta(minutes=1)
"""A batch without an end that wrote nothing for so long was cut short; before, its import is running."""
_LAST = (1 << 63) - 1
_OF_A_LEAD = ("stated", "merging", "contact", "mark", "listing", "origin", "near_apart")


def _rank(why: str) -> int:
    """Return the rank of a reason why a lead stays, the strongest first."""
    return [*terms()["stays"]].index(why)


def why_word(why: str) -> str:
    """Return the reason why a lead stays, in words."""
    return term("stays", why)


def last_day(at: str) -> date:
    """Return the last day to undo a batch begun at the stored moment ``at``."""
    return (happened(at) + UNDO_FOR).astimezone(AGENCY_ZONE).date()


def undoable(r: Reader, batch_id: int, now: datetime) -> Undoable:
    """Return what undoing a batch would do at ``now``. The whole batch is read: a second for 100 000 leads. Raises
    UserError BATCH_UNKNOWN."""
    batch = batch_of(r, batch_id)
    size = found.weight_of_batch(r, batch_id)
    created, into = [*_staying(r, batch_id)], [*_staying_merged(r, batch_id)]
    stay = [*created, *into, *_joined(r, batch_id)]
    return Undoable(
        batch_id,
        leads=size.leads - len(created),
        merges=size.merges - len(into),
        rejects=size.rejects,
        kept=tuple(stay[:SHOWN]),
        kept_count=len(stay),
        unrecorded=_unrecorded(r, batch_id, batch),
        until=last_day(batch.at),
        open=bool(batch.undone_by) or now <= happened(batch.at) + UNDO_FOR,
        begun=bool(batch.undone_by) and batch.undone_at is None,
        undone=local(batch.undone_at) if batch.undone_at else None,
    )


def removable(r: Reader, batch_id: int) -> int:
    """Return how many leads undoing a batch would remove: all it made but those that stay (a second for 100 000)."""
    return found.weight_of_batch(r, batch_id).leads - sum(1 for _kept in _staying(r, batch_id))


def standing(r: Reader, batch_id: int, now: datetime) -> UndoStatus:
    """Return the state of the undoing of a batch at ``now``. Raises UserError BATCH_UNKNOWN."""
    batch = batch_of(r, batch_id)
    begun = bool(batch.undone_by)
    kept_leads: tuple[Kept, ...] = ()
    remaining = 0
    if begun:
        joined = _joined(r, batch_id)
        kept_leads = (*islice(chain(_staying(r, batch_id), _staying_merged(r, batch_id), joined), SHOWN),)
        size = found.weight_of_batch(r, batch_id)
        remaining = size.leads + size.merges + len(joined)
    # When other batches still held some of its leads, its undoing can be finished once they are undone too.
    removable = len(kept_leads) < min(remaining, SHOWN)
    open_ = removable or batch.undone_at is None if begun else now <= happened(batch.at) + UNDO_FOR
    return UndoStatus(
        until=last_day(batch.at),
        open=open_,
        begun=begun and batch.undone_at is None,
        undone=local(batch.undone_at) if batch.undone_at else None,
        by=batch.undone_by,
        kept=kept_leads,
        kept_count=max(remaining, len(kept_leads)) if len(kept_leads) == SHOWN else len(kept_leads),
        opposed=batch.opposed,
        unrecorded=_unrecorded(r, batch_id, batch),
        back=begun and removed_rows.can_come_back(r, batch_id, now),
    )


def _unrecorded(r: Reader, batch_id: int, batch: Batch) -> int:
    """Return how many rows an older program merged without keeping what they changed; those of a batch that is being
    undone are no longer counted."""
    return 0 if batch.undone_by else max(0, batch.merged - r.count(Merging, batch_id=batch_id))


def undo(store: Store, batch_id: int, *, by: str, at: datetime, progress: Progress = silent) -> Undone:
    """Undo a batch at most 30 days old, or finish an undoing already begun; doing it again removes only the leads that
    no longer have a reason to stay. :class:`core.base.errors.Cancelled` may be raised between two transactions.

    Raises UserError BATCH_UNKNOWN, BATCH_RUNNING, BATCH_UNDO_LATE.
    """
    with store.write("batch undo begin", by=by, at=at) as w:
        _check(w, batch_id, at)
        w.update("batch", batch_id, {"undone_by": by})
        removed_rows.let_go(w, at)
    with store.read() as r:  # Read outside a transaction (70 ms for a million leads), so that nobody waits to write.
        size = found.weight_of_batch(r, batch_id)
    total = size.leads + size.merges + size.rejects
    job = _Undoing(store, batch_id, by=by, at=at, progress=progress, total=total)
    job.run()
    with store.write("batch undo", by=by, at=at) as w:
        job.stay += _joined(w, batch_id)
        if batch_of(w, batch_id).undone_at is None:
            w.update("batch", batch_id, {"undone_at": kept(at)})
    return Undone(batch_id, job.removed, job.unmerged, tuple(job.stay[:SHOWN]), len(job.stay))


def strongest_why(reasons: Iterable[str]) -> str:
    """Return the strongest of the reasons why a lead or a merge stays, in words."""
    return why_word(min(reasons, key=_rank))


class _Undoing:
    """One undoing in progress. What stays is decided in the same transaction that removes the rest."""

    def __init__(self, store: Store, batch_id: int, *, by: str, at: datetime, progress: Progress, total: int) -> None:
        self._store, self._batch_id, self._by, self._at = store, batch_id, by, at
        self._progress, self._total, self._done = progress, total, 0
        self._lead, self._merge = 0, _LAST
        self.removed = self.unmerged = 0
        self.stay: list[Kept] = []

    def run(self) -> None:
        """Undo everything left to undo."""
        for what, step in (
            ("batch undo leads", self._remove_leads),
            ("batch undo merges", self._take_back_merges),
            ("batch undo rejects", self._forget_rejects),
        ):
            self._by_slices(what, step)

    def _by_slices(self, what: str, step: Callable[[Writer, int], tuple[int, Sequence[Kept]]]) -> None:
        """Repeat ``step`` until it finds nothing. It is given how many rows to take; it returns how many it took and
        which of them stay."""
        taken = 1
        while taken:
            with self._store.write(what, by=self._by, at=self._at) as w:
                for _slice in range(SLICES):
                    taken, stay = step(w, SLICE)
                    self.stay += stay
                    self._done += taken
                    if not taken or w.awaited():
                        break
            self._progress(min(self._done, self._total), self._total)

    def _remove_leads(self, w: Writer, limit: int) -> tuple[int, Sequence[Kept]]:
        """Remove leads the batch made, with all the rows that belong to them."""
        ids = [row.id for row in w.of(Lead, limit=limit, batch_id=self._batch_id, id=Above(self._lead))]
        stay = _kept_of(w, self._batch_id, ids)
        held_ids = {one.lead_id for one in stay}
        gone_ids = [lead_id for lead_id in ids if lead_id not in held_ids]
        taught = weak(w, gone_ids)
        removed_rows.hold_leads(w, self._batch_id, gone_ids, taught, at=self._at)
        for table in _OF_A_LEAD:
            w.delete_many(table, ("lead_id",), ((lead_id,) for lead_id in gone_ids))
        shared_values.forget(w, taught)
        w.unindex(gone_ids)
        w.delete_many("lead", ("id",), ((lead_id,) for lead_id in gone_ids))
        self._lead = ids[-1] if ids else self._lead
        self.removed += len(gone_ids)
        return len(ids), stay

    def _take_back_merges(self, w: Writer, limit: int) -> tuple[int, Sequence[Kept]]:
        """Take back what the batch changed on other leads, the last row first."""
        rows = found.merges_before(w, self._batch_id, self._merge, limit)
        stay = _kept_merges_of(w, self._batch_id, rows)
        gone_ids = [row.id for row in rows if row.id not in stay]
        known_ids = sorted({row.lead_id for row in rows if row.id not in stay})
        with removed_rows.holding_changes(w, self._batch_id, known_ids, at=self._at):
            for merge_id in gone_ids:
                take_back(w, merge_id, by=self._by, at=self._at)
        self._merge = rows[-1].id if rows else self._merge
        self.unmerged += len(gone_ids)
        return len(rows), [*stay.values()]

    def _forget_rejects(self, w: Writer, limit: int) -> tuple[int, Sequence[Kept]]:
        """Delete the rejected rows: they hold personal data, and there is nothing left to correct."""
        ids = [row.id for row in w.of(Reject, limit=limit, batch_id=self._batch_id)]
        removed_rows.hold_rejects(w, self._batch_id, ids, at=self._at)
        w.delete_many("reject", ("id",), ((reject_id,) for reject_id in ids))
        return len(ids), ()


def batch_of(r: Reader, batch_id: int) -> Batch:
    """Return a batch. Raises UserError BATCH_UNKNOWN."""
    row = r.get(Batch, batch_id)
    if row is None:
        raise error("BATCH_UNKNOWN")
    return row


def check_in_time(r: Reader, batch_id: int, at: datetime) -> None:
    """Raise UserError BATCH_UNDO_LATE for a batch that can no longer be undone."""
    begun = batch_of(r, batch_id).at
    if at > happened(begun) + UNDO_FOR:
        raise error("BATCH_UNDO_LATE", day=last_day(begun))


def _check(r: Reader, batch_id: int, at: datetime) -> None:
    """Raise for a batch that is being read, or that is too old unless its undoing was begun."""
    batch = batch_of(r, batch_id)
    if not batch.undone_by:
        check_in_time(r, batch_id, at)
    if batch.ended is None and abs(at - made(max(batch_id, found.last_written(r, batch_id)))) < _STILL:
        raise error("BATCH_RUNNING", file=batch.name)


def _staying(r: Reader, batch_id: int) -> Iterator[Kept]:
    """Yield the leads the batch made that stay."""
    last = 0
    while ids := [row.id for row in r.of(Lead, limit=_SURVEYED, batch_id=batch_id, id=Above(last))]:
        yield from _kept_of(r, batch_id, ids)
        last = ids[-1]


def _staying_merged(r: Reader, batch_id: int) -> Iterator[Kept]:
    """Yield the known leads that keep what the batch changed."""
    last = _LAST
    while rows := found.merges_before(r, batch_id, last, _SURVEYED):
        yield from _kept_merges_of(r, batch_id, rows).values()
        last = rows[-1].id


def _joined(r: Reader, batch_id: int) -> list[Kept]:
    """Return the leads of other batches to which a join by the user moved rows of a lead of this one."""
    return [Kept(lead_id, "joined", merged=True) for lead_id in found.joined_from(r, batch_id)]


def _kept_of(r: Reader, batch_id: int, lead_ids: Sequence[int]) -> list[Kept]:
    why = _strongest(found.touched(r, batch_id, lead_ids))
    return [Kept(lead_id, why[lead_id]) for lead_id in lead_ids if lead_id in why]


def _kept_merges_of(r: Reader, batch_id: int, rows: Sequence[found.Merge]) -> dict[int, Kept]:
    """Return the merges that stay, by id."""
    why = _strongest(found.happened_after(r, batch_id, [row.id for row in rows]))
    return {row.id: Kept(row.lead_id, why[row.id], merged=True, line=row.line) for row in rows if row.id in why}


def _strongest(reasons: Iterable[found.LaterEvent]) -> dict[int, str]:
    """Return the strongest reason of each id."""
    best: dict[int, str] = {}
    for reason in reasons:
        best[reason.id] = min(reason.why, best.get(reason.id, reason.why), key=_rank)
    return best
