"""Does a gesture that must never be lost: what the server of a team could not confirm is kept on this seat, and sent
before anything else when it answers again."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from core.base.errors import UserError
from core.store import safe
from core.store.port import Store, WaitingGesture, Writer

DoneT = TypeVar("DoneT")
Act = Callable[[Writer, WaitingGesture], DoneT]
_SILENT = ("TEAM_AWAY", "TEAM_UNSURE")
_UNABLE = (*_SILENT, "BASE_BUSY", "DISK_FULL", "DISK_UNSURE")
"""What keeps the server of a team from doing a gesture now: it is kept on the seat."""
_LATER = (*_UNABLE, "TEAM_REFUSED", "TEAM_RIGHTS", "TEAM_OLD", "BASE_MOVED")
"""What says nothing of a gesture itself: it is done another time."""


def surely(
    store: Store, gesture: WaitingGesture, act: Act[DoneT], *, absent: Collection[str] = ()
) -> tuple[DoneT | None, bool]:  # fmt: skip
    """Do a gesture in one transaction, and return what it gave, and whether it waits on this seat for the server; None
    where nothing could be done here yet. ``absent``: the errors by which the copy of a seat says that it is too old to
    know what the gesture is about. Raises UserError as ``act`` does, GESTURE_LOST where no disk kept it."""
    outbox = store.outbox
    if outbox is None:
        with store.write(gesture.what, by=gesture.by, at=gesture.at) as w:
            return act(w, gesture), False
    gesture = outbox.numbered(gesture)
    if store.away is None:
        try:
            return _done(store, gesture, act), False
        except UserError as problem:
            if problem.code not in _UNABLE:
                raise
    outbox.put(gesture)
    if store.away is None:
        return None, True
    try:
        return _done(store, gesture, act), True
    except UserError as problem:
        if problem.code in (*_LATER, *absent):
            return None, True
        outbox.drop(gesture.id)
        raise


def send_waiting(store: Store, acts: Mapping[str, Act[object]]) -> int:
    """Do what waits on this seat, in its order, on the base, or on the copy of a seat, which then shows it; return how
    many gestures the base has now. One that can be done no more is set aside. Raises UserError for what can be done
    another time: what follows waits too."""
    outbox, sent_count = store.outbox, 0
    if outbox is None:
        return 0
    for gesture in outbox.pending():
        try:
            _done(store, gesture, acts[gesture.what])
        except UserError as problem:
            if problem.code in _LATER:
                raise
            if store.away is None:
                outbox.set_aside(gesture.id)
            continue
        if store.away is None:
            outbox.drop(gesture.id)
            sent_count += 1
    return sent_count


def _done(store: Store, gesture: WaitingGesture, act: Act[DoneT]) -> DoneT | None:
    """Do a gesture unless it was done; return what it gave, None then."""
    with store.write(gesture.what, by=gesture.by, at=gesture.at) as w:
        if safe.has_gesture(w, gesture.id):
            return None
        safe.note_gesture(w, gesture.id)
        return act(w, gesture)
