"""Persons not informed within a month (RGPD, art. 14; rule GDPR-02): the sheet is locked until the letter leaves, or
the person is erased and the property kept."""

from datetime import date, datetime
from pathlib import Path

from core.actions.keeping.forgetting import forget, forget_rows, sweep
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.model.forgetting import Forgotten
from core.model.lead import LeadRow
from core.store.engine.opening import opened


class ForgetOne(Struct, frozen=True):
    """A request to erase a person: the folder of the base, the lead, who asks, when and why."""

    folder: Path
    lead_id: int
    by: str
    now: datetime
    why: str = "notice"


def is_locked(row: LeadRow, today: date) -> bool:
    """Tell whether the person should have been informed before today and was not; a person who is opposed is closed
    anyway."""
    late = row.notice_due is not None and row.notice_due < today
    return late and row.notice_sent is None and row.opposed_at is None


class ForgetSeveral(Struct, frozen=True):
    """Several persons to erase, their properties kept. ``why``: of :class:`core.model.forgetting.ErasureReason`."""

    folder: Path
    lead_ids: tuple[int, ...]
    by: str
    now: datetime
    why: str


def forget_several(asked: ForgetSeveral, progress: Progress = silent) -> int:
    """Erase the names and the contact points of several persons, keep the properties, and return how many were not
    erased before. Runs as a job."""
    progress(0, 0)
    with opened(asked.folder) as store:
        done_count = forget_rows(store, asked.lead_ids, by=asked.by, at=asked.now, keep_property=True, why=asked.why)
        sweep(store, by=asked.by, at=asked.now)
        return done_count


def forget_person(asked: ForgetOne, progress: Progress = silent) -> Forgotten:
    """Erase the name and the contact points of a person (not informed in time, or property sold), and keep the
    property. Runs as a job."""
    progress(0, 0)
    with opened(asked.folder) as store:
        return forget(store, asked.lead_id, by=asked.by, at=asked.now, keep_property=True, why=asked.why)
