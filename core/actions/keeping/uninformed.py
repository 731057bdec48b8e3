"""Persons not informed within a month (RGPD, art. 14; rule GDPR-02): the sheet is locked until the letter leaves, or
the person is erased and the property kept."""

from collections.abc import Sequence
from datetime import date, datetime

from core.actions.keeping.forgetting import forget, forget_rows, sweep
from core.base.progress import Progress, silent
from core.model.forgetting import Forgotten
from core.model.lead import LeadRow
from core.store.port import Store


def is_locked(row: LeadRow, today: date) -> bool:
    """Tell whether the person should have been informed before today and was not; a person who is opposed is closed
    anyway."""
    late = row.notice_due is not None and row.notice_due < today
    return late and row.notice_sent is None and row.opposed_at is None


def forget_several(
    store: Store, lead_ids: Sequence[int], *, by: str, at: datetime, why: str, progress: Progress = silent
) -> int:
    """Erase the names and the contact points of several persons, keep the properties, and return how many were not
    erased before. ``why``: of :class:`core.model.forgetting.ErasureReason`. Runs as a job."""
    progress(0, 0)
    done_count = forget_rows(store, lead_ids, by=by, at=at, keep_property=True, why=why)
    sweep(store, by=by, at=at)
    return done_count


def forget_person(
    store: Store, lead_id: int, *, by: str, at: datetime, why: str = "notice", progress: Progress = silent
) -> Forgotten:
    """Erase the name and the contact points of a person (not informed in time, or property sold), and keep the
    property. Runs as a job."""
    progress(0, 0)
    return forget(store, lead_id, by=by, at=at, keep_property=True, why=why)
