"""A seat at work: ``python -m tests.core.team.seat_worker FOLDER COUNT FIRST`` records that many refusals, each under a
number of its own, and prints each once it is confirmed. A server that is away is asked again."""

import sys
import time
from contextlib import closing
from pathlib import Path

from core.actions.register.opposing import oppose_typed
from core.base import moments
from core.base.errors import UserError
from core.store.engine.opening import open_store

AGAIN_S = 0.1


def phone(number: int) -> str:
    """Return a number of the plan kept for fiction (ARCEP): 06 39 98 and four digits."""
    return f"063998{number:04}"


def record(folder: Path, number: int) -> None:
    """Record one refusal, for as long as it takes."""
    while True:
        try:
            with closing(open_store(folder)) as store:
                oppose_typed(store, phone(number), how="call", by="", at=moments.now(), note="")
                return
        except UserError as problem:
            if problem.code not in ("TEAM_AWAY", "BASE_BUSY", "TEAM_UNSURE"):
                raise
            time.sleep(AGAIN_S)


if __name__ == "__main__":
    base, count, first = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    for number in range(first, first + count):
        record(base, number)
        print(number, flush=True)
