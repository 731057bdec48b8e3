"""Writes what a person asks of the agency in the base, with its deadline (RGPD art. 12(3))."""

from datetime import date, datetime

from core.actions.common.named_people import name_hash
from core.actions.common.people import Who
from core.actions.common.possible_refusals import hold_said
from core.base.moments import kept
from core.model.request import RequestKind
from core.records.lead import Lead
from core.rules.deadlines import request_due
from core.store.port import PRESENT, Writer


def keep_request(
    w: Writer, who: Who | None, kind: RequestKind, *, received: date, how: str, by: str, at: datetime, words: str = "",
    identity: str = "", typed: str = "",
) -> int:  # fmt: skip
    """Insert the row of a request, with its deadline, and return its id; what it asks for is the caller's to do."""
    lead_id = who.lead_id if who is not None else None
    number = who.hash if who is not None and who.kind == "phone" else ""
    hold_said(w, words, lead_id=lead_id, way="note", by=by, at=at, number=number)
    return w.insert(
        "request",
        {
            "lead_id": lead_id,
            "hash": who.hash if who is not None else name_hash(w, typed),
            "person": typed if lead_id is None or bool(w.count(Lead, id=lead_id, erased_at=PRESENT)) else "",
            "kind": kind.value,
            "received": received.isoformat(),
            "how": how,
            "identity": identity.strip(),
            "due": request_due(received).isoformat(),
            "note": words.strip(),
            "at": kept(at),
            "by": by,
        },
    )
