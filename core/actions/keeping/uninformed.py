"""The month is over and the person was not informed (RGPD, art. 14; rule GDPR-02): the sheet is locked until the letter
leaves, or the person goes and the property stays."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from core.actions.keeping.forgetting import forget
from core.base.progress import Progress, silent
from core.model.forgetting import Forgotten
from core.model.lead import LeadRow
from core.store.opening import opened


@dataclass(frozen=True, slots=True)
class ForgetOne:
    """A person to erase: where the base is, whose sheet, who asks, when and why."""

    folder: Path
    lead_id: int
    by: str
    now: datetime
    why: str = "notice"


def is_locked(row: LeadRow, today: date) -> bool:
    """Tell whether the person had to be informed before today and was not; somebody opposed is closed anyway."""
    late = row.notice_due is not None and row.notice_due < today
    return late and row.notice_sent is None and row.opposed_at is None


def forget_person(asked: ForgetOne, progress: Progress = silent) -> Forgotten:
    """Erase the name and the contact points of a person (not informed in time, sold), and keep the property: a job."""
    progress(0, 0)
    with opened(asked.folder) as store:
        return forget(store, asked.lead_id, by=asked.by, at=asked.now, keep_property=True, why=asked.why)
