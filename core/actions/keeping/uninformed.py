"""Persons not informed within a month (RGPD, art. 14; rule GDPR-02): the sheet is locked until the letter leaves, or
the person is erased and the property kept."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from core.actions.common.in_slices import BulkResult
from core.actions.keeping.forgetting import forget, forget_row, sweep
from core.actions.leads.several import set_several
from core.base.progress import Progress, silent
from core.model.forgetting import ErasureReason, Forgotten
from core.model.lead import LeadRow
from core.records.lead import Lead
from core.store.port import Store, Writer


def is_locked(row: LeadRow, today: date) -> bool:
    """Tell whether the person should have been informed before today and was not; a person who is opposed is closed
    anyway."""
    late = row.notice_due is not None and row.notice_due < today
    return late and row.notice_sent is None and row.opposed_at is None


def forget_several(
    store: Store, lead_ids: Sequence[int], *, by: str, at: datetime, progress: Progress = silent
) -> BulkResult:
    """Erase the names and the contact points of several persons that the agency chose, and keep the properties.
    Stopped, those already erased are also cleaned everywhere else. Runs as a job. Raises UserError LEAD_UNKNOWN."""

    def start(w: Writer) -> Callable[[Lead], bool]:
        return lambda lead: forget_row(w, lead.id, by=by, at=at, keep_property=True, why=ErasureReason.CHOICE)

    try:
        return set_several(store, lead_ids, start, what="forget", by=by, at=at, progress=progress)
    finally:
        sweep(store, by=by, at=at)


def forget_person(
    store: Store, lead_id: int, *, by: str, at: datetime, why: str = "notice", progress: Progress = silent
) -> Forgotten:
    """Erase the name and the contact points of a person (not informed in time, or property sold), and keep the
    property. Runs as a job."""
    progress(0, 0)
    return forget(store, lead_id, by=by, at=at, keep_property=True, why=why)
