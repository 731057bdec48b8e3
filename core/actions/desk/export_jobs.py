"""A file of leads made as a long job: see :mod:`core.actions.desk.jobs`."""

from datetime import datetime
from pathlib import Path

from core.actions.common import agency
from core.actions.common.judging import law_of
from core.actions.leads import exporting
from core.actions.leads.exporting import Listed
from core.base.progress import Progress, silent
from core.base.records import Struct
from core.store.engine.opening import opened


class ExportLeads(Struct, frozen=True):
    """Leads of the base of ``folder`` to write to ``out``, in their order."""

    folder: Path
    leads: tuple[int, ...]
    out: Path
    by: str
    now: datetime


def export_leads(asked: ExportLeads, progress: Progress = silent) -> Listed:
    """Write the file. Raises UserError as :func:`core.actions.leads.exporting.export` does."""
    progress(0, 0)
    with opened(asked.folder) as store:
        with store.read() as r:
            law = law_of(agency.settings(r))
        return exporting.export(store, asked.leads, asked.out, law, by=asked.by, at=asked.now)
