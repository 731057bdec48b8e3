"""Opens the base for a window or a verb: one that is older than this computer remembers is brought up to date first.
The one place here that imports late: what an ordinary start does not need."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from core.base.errors import UserError
from core.model.backup import CaughtUp
from core.store.engine.opening import UNABLE, copy_of, open_store
from core.store.port import Store


class OpenedBase(NamedTuple):
    """An open base. ``caught``: what it lacked, None where it was no older one; ``gestures``: how many waited on this
    seat; ``served_again``: nobody served the base of the team, and this computer does now."""

    store: Store
    caught: CaughtUp | None = None
    gestures: int = 0
    served_again: bool = False


def open_current(folder: Path, *, at: datetime) -> tuple[Store, CaughtUp | None]:
    """Open the base of ``folder``, once it holds every refusal and erasure that this computer remembers of it; return
    it with what it lacked, None where it is no older one. Without its key it is only read, and nothing is lawful.
    Raises UserError as :func:`core.store.engine.opening.open_store` does."""
    try:
        return _sent(open_store(folder)), None
    except UserError as problem:
        if problem.code != "BASE_OLDER":
            raise
    from core.actions.keeping.older_base import bring_up_to_date  # noqa: PLC0415 - see the head of this file

    store = open_store(folder, older=True)
    try:
        with store.read() as r:
            if r.keyless:
                return store, None
        caught = bring_up_to_date(store, at=at)
    except BaseException:
        store.close()
        raise
    return _sent(store), caught


def current_copy(folder: Path) -> Store | None:
    """Open the copy of the seat of a team without asking its server, with what waits on this seat shown in it; None
    where there is none. Raises UserError as :func:`core.store.engine.opening.copy_of` does."""
    copy = copy_of(folder)
    return _sent(copy) if copy is not None else None


def _sent(store: Store) -> Store:
    """Send what waits on this seat of a team, before anything else is done. Raises UserError, the store closed, where
    the server falls silent again."""
    if store.outbox is None:
        return store
    from core.actions.keeping.waiting import send  # noqa: PLC0415 - see the head of this file

    try:
        send(store)
    except UserError as problem:
        store.close()
        if store.away is None and problem.code in UNABLE and (copy := current_copy(store.path.parent)) is not None:
            return copy
        raise
    except BaseException:
        store.close()
        raise
    return store
