"""What is known of a file before its columns are shown: how one like it was read, and whether it came in already."""

from dataclasses import dataclass
from datetime import date

from core.actions.intake import known_files
from core.actions.intake.known_files import Recalled
from core.base.moments import AGENCY_ZONE, read
from core.sources.tables.reading import Table
from core.store import batches
from ui.common.office import Office


@dataclass(frozen=True, slots=True)
class Past:
    """``recalled``: how the last file of this shape was read. ``imported``: the day this very file was, in the agency's
    zone."""

    recalled: Recalled | None = None
    imported: date | None = None


def past_of(office: Office, table: Table) -> Past:
    """Return what the base knows of a file."""
    with office.store.read() as r:
        recalled = known_files.recall(r, table)
        # An archive of several tables may come in once for each.
        row = batches.same_file(r, table.sha256) if len(table.members) < 2 else None
    at = read(row[0]) if row else None
    return Past(recalled, at.astimezone(AGENCY_ZONE).date() if at else None)
