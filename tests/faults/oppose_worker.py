"""Opposes everybody of a base a few at a time, and says so after each commit: made to be killed."""

import sys
from pathlib import Path

from core.actions.common import in_slices
from core.actions.register import opposing_many
from core.store import leads
from core.store.engine.opening import opened
from tests.day import BY, NOW


def main() -> None:
    """Oppose everybody of the base in the folder given."""
    vars(in_slices).update({"SLICE": 3})
    with opened(Path(sys.argv[1])) as store:
        with store.read() as r:
            everybody = list(leads.search(r, sort="name"))
        opposing_many.oppose_many(
            store, everybody, how="letter", by=BY, at=NOW, progress=lambda done, total: print(done, flush=True)
        )


if __name__ == "__main__":
    main()
