"""The kept steps brought up to date as a long job: see :mod:`core.actions.desk.jobs`."""

from datetime import datetime
from pathlib import Path

from core.actions.common import agency, step_cache
from core.actions.common.judging import law_of
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.store.engine.opening import opened


class KeepSteps(Struct, frozen=True):
    """The base of ``folder``, whose steps are to be those of ``now`` (aware)."""

    folder: Path
    by: str
    now: datetime


def keep_steps(asked: KeepSteps, progress: Progress = silent) -> int:
    """Make again each step that does not hold, and return how many were."""
    progress(0, 0)
    with opened(asked.folder) as store:
        with store.read() as r:
            law = law_of(agency.settings(r))
        return step_cache.keep(store, law, by=asked.by, at=asked.now, progress=progress)
