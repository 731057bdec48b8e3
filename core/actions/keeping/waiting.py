"""What waits on a seat of a team, and how each of it is done."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from core.actions.calling import calling
from core.actions.common.request_rows import keep_request
from core.actions.common.sent_first import Act, send_waiting
from core.actions.register import opposing
from core.actions.register.refused_marks import UnheldError
from core.base.moments import AGENCY_ZONE
from core.model.request import RequestKind, RequestWay
from core.store.engine.outbox import SealedOutbox
from core.store.port import Store, WaitingGesture, Writer
from core.words.errors import error


def _opposed(w: Writer, gesture: WaitingGesture) -> object:
    """Record an opposition that was kept; one told by a name alone, at a seat that could not look it up, is a request:
    whoever bears the name waits until it is said whose it is (rule GDPR-17)."""
    try:
        return opposing.recorded(w, gesture)
    except UnheldError:
        if "typed" not in gesture.values:
            raise
        typed, how = str(gesture.values["typed"]), RequestWay.known(str(gesture.values["how"])) or RequestWay.CALL
        return keep_request(
            w, None, RequestKind.OBJECTION, received=gesture.at.astimezone(AGENCY_ZONE).date(), how=how.value,
            by=gesture.by or w.person, at=gesture.at, words=str(gesture.values["note"]), typed=typed,
        )  # fmt: skip


ACTS: Mapping[str, Act[object]] = {"oppose": _opposed, "call end": calling.closed}


def send(store: Store) -> int:
    """Do what waits on the base, or on the copy of a seat; return how many gestures the base has now. Raises UserError
    for what is done another time."""
    return send_waiting(store, ACTS)


def keep_refusal(folder: Path, typed: str, *, how: str, at: datetime, note: str = "") -> int:
    """Keep an opposition for the server of a team on a seat that has no copy to open, by all that is typed of the
    person, or by a name; return how many gestures wait. Raises UserError GESTURE_LOST, REFUSAL_UNREAD for what names
    nobody."""
    if not any(map(str.isalnum, typed)):
        raise error("REFUSAL_UNREAD", UnheldError, typed=typed)
    outbox = SealedOutbox(folder)
    outbox.put(outbox.numbered(WaitingGesture("oppose", "", at, {"typed": typed, "how": how, "note": note})))
    return len(outbox.pending())
