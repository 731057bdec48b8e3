"""The kept steps brought up to date as a long job: see :mod:`core.actions.common.jobs`."""

from datetime import datetime

from core.actions.common import agency, step_cache
from core.actions.common.judging import law_of
from core.base.progress import Progress, silent
from core.store.port import Store


def keep_steps(store: Store, *, by: str, at: datetime, progress: Progress = silent) -> int:
    """Make again each step that does not hold at a moment (aware), and return how many were."""
    progress(0, 0)
    with store.read() as r:
        law = law_of(agency.settings(r))
    return step_cache.keep(store, law, by=by, at=at, progress=progress)
