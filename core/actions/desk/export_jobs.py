"""A file of leads made as a long job: see :mod:`core.actions.common.jobs`."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from core.actions.common import agency
from core.actions.common.judging import law_of
from core.actions.leads import exporting
from core.actions.leads.exporting import Listed
from core.base.progress import Progress, silent
from core.store.port import Store


def export_leads(
    store: Store, leads: Sequence[int], out: Path, *, by: str, at: datetime, progress: Progress = silent
) -> Listed:
    """Write leads to ``out``, in their order. Raises UserError as :func:`core.actions.leads.exporting.export` does."""
    with store.read() as r:
        law = law_of(agency.settings(r))
    return exporting.export(store, leads, out, law, by=by, at=at, progress=progress)
