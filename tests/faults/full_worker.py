"""Works until the disk refuses: acknowledges each action after its commit, then says how it was refused.

Run as ``python -m tests.faults.full_worker FOLDER WHAT [LIMIT]``, WHAT being open, oppose, intake or letter; ``LIMIT``:
bytes that a file may have, as a full disk would allow (RLIMIT_FSIZE).
"""

import os
import resource
import signal
import sys
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from core.actions.intake.import_rows import take_in
from core.actions.letters import noticing
from core.actions.register import opposing
from core.base.errors import UserError
from core.model.batch import BatchFacts, Source
from core.model.draft import Draft
from core.store.engine.opening import open_store
from core.store.port import Store

NOW = datetime(2026, 11, 24, 9, 42, tzinfo=UTC)
BATCH = BatchFacts(Source.FILE, "pige.csv", "2026-11-20", supplier="Pige Ouest", site="Toit Direct")


def draft(number: int) -> Draft:
    """Return an invented seller with an address."""
    return Draft(
        line=number, last_name=f"Nom{number}", phones=(f"06399{number:05d}",), address=f"{number} rue Neuve",
        postcode="30700", town="Uzès", reference=f"R{number}", seen="18/11/2026", cells=("x",),
    )  # fmt: skip


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def _oppose(store: Store) -> None:
    for number in count():
        phone = f"06399{number:05d}"
        opposing.oppose_typed(store, phone, how="counter", by="essai", at=NOW, note="lettre du notaire " * 20)
        _say(phone)


def _intake(store: Store) -> None:
    for first in count(0, 200):
        report = take_in(store, map(draft, range(first, first + 200)), BATCH, by="essai", now=NOW)
        _say(f"{report.batch} {report.added}")


def _letter(store: Store) -> None:
    with store.read() as r:
        due = noticing.due(r, at=NOW)
    for lead_id in due:
        [made] = noticing.make(store, [lead_id], store.path.parent / "lettres", by="essai", at=NOW).made
        _say(f"{made.reference} {made.sha256}")


WORK = {"oppose": _oppose, "intake": _intake, "letter": _letter}


def main(folder: Path, what: str, limit: int | None) -> None:
    """Work until refused."""
    try:
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        with closing(open_store(folder)) as store:
            WORK[what](store)
    except UserError as problem:
        _say(f"refused {problem.code} {problem.text}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else None)
