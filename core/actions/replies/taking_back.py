"""Takes back a coupon recorded by mistake: all of it, or nothing."""

from datetime import datetime, timedelta

from core.actions.leads.edit_undo import take_edit_back
from core.actions.register import opposing
from core.actions.replies.recording import Recorded
from core.base.moments import kept
from core.records.call import Call
from core.records.reply import Reply
from core.records.request import Request
from core.records.title import Title
from core.store.port import Reader, Store, Value
from core.words.errors import error


def undo(store: Store, done: Recorded, *, by: str, at: datetime) -> None:
    """Take a coupon back, as long as a refusal itself may be, and while nothing followed of it. Both gestures stay in
    the journal. Raises UserError UNDO_LATE for a refusal, REPLY_UNDO_LATE for the rest, UNDO_SINCE (Stale) when a value
    it set was changed since."""
    if not timedelta(0) <= at - done.at <= opposing.UNDO_FOR:
        raise error("UNDO_LATE" if done.gestures else "REPLY_UNDO_LATE")
    with store.write("reply undo", by=by, at=at) as w:
        row = w.get(Reply, done.reply)
        if row is None or row.undone_at is not None or _followed(w, done):
            raise error("REPLY_UNDO_LATE")
        for gesture in done.gestures:
            opposing.undo_one(w, gesture, at=at)
        for edited in reversed(done.edits):
            take_edit_back(w, edited, by=by, at=at)
        for table, row_id in reversed(done.made):
            w.delete(table, row_id)
        for table, row_id, values in reversed(done.before):
            w.update(table, row_id, values)
        gone: dict[str, Value] = {"undone_at": kept(at), "proof_id": None}
        w.update("reply", done.reply, gone)
        if row.proof_id is not None:
            w.delete("proof", row.proof_id)


def _followed(r: Reader, done: Recorded) -> bool:
    """Tell whether something the coupon opened was answered, ended or used since."""
    for table, row_id in done.made:
        if table == "title":
            title = r.get(Title, row_id)
            if title is None or title.answered or title.closed_at:
                return True
        if table == "request":
            request = r.get(Request, row_id)
            if request is None or request.answered:
                return True
    opened = any(table in ("title", "consent") for table, _row in done.made)
    return opened and any(call.started >= kept(done.at) for call in r.of(Call, "started", lead_id=done.lead_id))
