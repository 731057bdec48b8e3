"""Erases a person who asks for it: the suppliers of the data are told, the letter is written while the name is still
known, then everything is erased (RGPD art. 17 and 19)."""

import hashlib
from datetime import datetime
from pathlib import Path

from core.actions.keeping import forgetting
from core.actions.register import recipients
from core.actions.rights import answering, replies, requests
from core.base.errors import Stale
from core.base.i18n import _
from core.base.moments import AGENCY_ZONE
from core.model.forgetting import Forgotten
from core.model.request import RequestKind
from core.notices.replies import ReplyMessage
from core.store.port import Store
from core.words.errors import error


def erase(
    store: Store, request_id: int, *, by: str, at: datetime, keep_property: bool = True, shown: int | None = None,
    out: Path | None = None, to: str = "",
) -> tuple[Forgotten, ReplyMessage]:  # fmt: skip
    """Erase the person who made the request, and return (what was done, the letter to send, which is the last place
    that holds the name); its hash is kept with the request. ``shown``: the
    sheet of which somebody read what would go; what another one holds, joined since, is not erased unread. ``out``: the
    PDF of the letter, written first, to the address ``to``, by default that of the sheet. Raises
    UserError REQUEST_UNKNOWN, REQUEST_ANSWERED, REQUEST_NO_SHEET, REQUEST_IDENTITY, AGENCY_INCOMPLETE, LEAD_UNKNOWN;
    Stale."""
    with store.write("erasure told", by=by, at=at) as w:
        request = requests.waiting(w, request_id)
        if request.lead_id is None:
            raise error("REQUEST_NO_SHEET")
        if not request.identity:
            raise error("REQUEST_IDENTITY")
        if shown is not None and request.lead_id != shown:
            raise error("STALE", Stale, user=_("Un autre poste"))
        recipients.tell(w, [request.lead_id], RequestKind.ERASURE, by=by, at=at, day=request.received)
        impact = forgetting.impact(
            w, request.lead_id, on=at.astimezone(AGENCY_ZONE).date(), keep_property=keep_property
        )
        letter = replies.erased(w, request_id, impact, at=at, by=by)
        if out is not None:
            where = to or answering.proposed_address(w, request.lead_id)
            answering.save_answer(w, letter, where, out, at=at)
        w.update("request", request_id, {"answer": hashlib.sha256(letter.text.encode()).hexdigest()})
    forgotten = forgetting.forget(store, request.lead_id, by=by, at=at, keep_property=keep_property, why="request")
    return forgotten, letter
