"""Reads a file into a base, and says so at each step: made to be killed in the middle.

Run as ``python -m tests.faults.intake_worker FOLDER FILE [careless]``. ``careless`` counts rows before they are
written, in another transaction, as a hasty program would: the harness must catch it.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from core.actions.desk.jobs import ImportFile, import_into
from core.base.progress import Progress, silent
from core.model.batch import Report
from core.store.engine.opening import open_store, opened

NOW = datetime(2026, 11, 24, 9, 42, tzinfo=UTC)
LEAD = {
    "name": "Moreau", "first_name": "", "last_name": "", "civility": "", "sort_key": "moreau", "town": "",
    "town_key": "", "postcode": "", "obtained": "2026-11-20", "notice_due": "2026-12-20", "source": "Pige Ouest",
}  # fmt: skip
BATCH = {
    "source": "file", "name": "pige.csv", "site": "", "collected": "2026-11-20", "sha256": "", "mapping": "",
    "at": NOW.isoformat(), "by": "essai",
}  # fmt: skip


def read(folder: Path, file: Path, progress: Progress = silent) -> Report:
    """Read ``file`` into the base of ``folder``."""
    asked = ImportFile(folder, file, "Pige Ouest", "2026-11-20", "essai", NOW, site="Toit Direct")
    with opened(folder) as store:
        return import_into(store, asked, progress)


def say(_done: int, _total: int) -> None:
    """Tell that a step is done."""
    os.write(1, b"step\n")


def read_carelessly(folder: Path) -> None:
    """Write for ever: the count first, then the rows."""
    store = open_store(folder)
    with store.write("intake", by="essai", at=NOW) as w:
        batch_id = w.insert("batch", BATCH)
    added = 0
    while True:
        added += 20
        with store.write("intake rows", by="essai", at=NOW) as w:
            w.update("batch", batch_id, {"added": added})
        with store.write("intake rows", by="essai", at=NOW) as w:
            for _ in range(20):
                w.insert("lead", LEAD | {"batch_id": batch_id})
        say(added, 0)


if __name__ == "__main__":
    os.write(1, b"started\n")
    if "careless" in sys.argv[3:]:
        read_carelessly(Path(sys.argv[1]))
    read(Path(sys.argv[1]), Path(sys.argv[2]), say)
