"""What is set on several leads in one gesture, and its undoing: one journal entry for all, and nothing is taken back
from a lead that somebody changed since."""

from collections.abc import Iterable
from datetime import datetime

from core.base.records import Struct
from core.records.lead import Lead
from core.store.port import Store, Value, Writer
from core.words.errors import error


class ColumnChange(Struct, frozen=True):
    """A column of a lead, before and after."""

    lead_id: int
    column: str
    before: Value
    after: Value


class BulkResult(Struct, frozen=True):
    """What a gesture did. ``done``: what undoing takes back; ``same``: how many leads were so already."""

    done: tuple[ColumnChange, ...]
    same: int

    @property
    def leads(self) -> int:
        """The number of leads changed."""
        return len(self.done)


def written(w: Writer, wanted: Iterable[ColumnChange]) -> BulkResult:
    """Write ``wanted``, a column for each lead, where it changes something. Raises UserError LEAD_UNKNOWN when there is
    nobody to set it on."""
    changes = list(wanted)
    if not changes:
        raise error("LEAD_UNKNOWN")
    done = [one for one in changes if one.before != one.after]
    for change in done:
        w.update("lead", change.lead_id, {change.column: change.after})
    return BulkResult(tuple(done), len(changes) - len(done))


def undo_several(store: Store, gesture: BulkResult, *, by: str, at: datetime) -> int:
    """Take a gesture back and return how many leads have what they had before; who was erased or changed since is left
    as is."""
    with store.write("several undo", by=by, at=at) as w:
        now = {lead.id: lead._asdict() for lead in w.of(Lead, id=[one.lead_id for one in gesture.done], erased_at=None)}
        mine = [one for one in gesture.done if one.lead_id in now and now[one.lead_id][one.column] == one.after]
        for change in mine:
            w.update("lead", change.lead_id, {change.column: change.before})
        return len(mine)
