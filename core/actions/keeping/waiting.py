"""What waits on a seat of a team, and how each of it is done."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from core.actions.calling import calling
from core.actions.common.sent_first import Act, send_waiting
from core.actions.register import opposing
from core.store.engine.outbox import SealedOutbox
from core.store.port import Store, WaitingGesture

ACTS: Mapping[str, Act[object]] = {"oppose": opposing.recorded, "call end": calling.closed}


def send(store: Store) -> int:
    """Do what waits on the base, or on the copy of a seat; return how many gestures the base has now. Raises UserError
    for what is done another time."""
    return send_waiting(store, ACTS)


def keep_refusal(folder: Path, typed: str, *, how: str, at: datetime, note: str) -> None:
    """Keep an opposition for the server of a team on a seat that has no copy to open: whoever works there said it.
    Raises UserError GESTURE_LOST."""
    outbox = SealedOutbox(folder)
    outbox.put(outbox.numbered(WaitingGesture("oppose", "", at, {"typed": typed, "how": how, "note": note})))
