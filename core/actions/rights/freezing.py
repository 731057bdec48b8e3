"""The freeze of a person's data (RGPD art. 18): it applies at once, and its end is told to whoever was told of it."""

from datetime import date, datetime

from core.actions.register import recipients
from core.base.moments import kept
from core.model.request import RequestKind
from core.records.lead import Lead
from core.store.port import Store, Writer


def freeze(w: Writer, lead_id: int, received: date, *, by: str, at: datetime) -> None:
    """Apply a freeze to a sheet, and have its recipients told."""
    if w.row(Lead, lead_id).restricted_at is None:
        w.update("lead", lead_id, {"restricted_at": kept(at)})
        recipients.tell(w, [lead_id], RequestKind.RESTRICTION, by=by, at=at, day=received)


def unfreeze(store: Store, lead_id: int, *, by: str, at: datetime) -> list[str]:
    """End the freeze of a person's data, and return the recipients who were told of it and must now be told that it
    is over; the person must have been told before."""
    with store.write("restriction lifted", by=by, at=at) as w:
        if w.row(Lead, lead_id).restricted_at is None:
            return []
        w.update("lead", lead_id, {"restricted_at": None})
        messages = [one for one in recipients.of_lead(w, lead_id) if one.kind is RequestKind.RESTRICTION]
        for message in messages:
            if message.sent is None:
                w.delete("recipient_task", message.id)
    return list(dict.fromkeys(one.recipient for one in messages if one.sent is not None))
