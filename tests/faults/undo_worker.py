"""Undoes the last batch of a base by small slices, and says so after each one: made to be killed."""

import sys
from pathlib import Path

from core.actions.intake import batch_undo
from core.records.batch import Batch
from core.store.engine.opening import opened
from tests.day import BY, NOW


def main() -> None:
    """Undo the last batch of the base in the folder given."""
    vars(batch_undo).update({"SLICE": 4, "SLICES": 1})
    with opened(Path(sys.argv[1])) as store:
        with store.read() as r:
            batch = (r.one(Batch, "-id") or Batch()).id
        batch_undo.undo(store, batch, by=BY, at=NOW, progress=lambda done, total: print(done, flush=True))


if __name__ == "__main__":
    main()
