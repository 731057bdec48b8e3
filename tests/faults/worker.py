"""A busy desk that is going to be killed: logs calls and oppositions for ever, acknowledges each after its commit.

Run as ``python -m tests.faults.worker FOLDER SEED [early]``; ``early`` acknowledges before the commit, as a careless
program would: the harness must catch it.
"""

import os
import random
import sys
from datetime import UTC, datetime
from pathlib import Path

from core.actions.calling import calling
from core.actions.common import people
from core.actions.register import opposing
from core.store.engine.opening import open_store


def main(folder: Path, seed: int, *, early: bool) -> None:
    """Work until killed."""
    draw = random.Random(seed)
    store = open_store(folder)
    step = 0
    while True:
        step += 1
        number = f"06399{draw.randrange(100_000):05d}"
        now = datetime.now(UTC)
        call = step % 2 == 0
        name = f"call {number} {seed}-{step}" if call else f"oppose {number}"
        if early:
            os.write(1, f"{name}\n".encode())
        with store.read() as r:
            who = people.find(r, number)
        if call:
            calling.log(store, who, direction="in", outcome="talked", note=f"{seed}-{step}", by="essai", at=now)
        else:
            opposing.oppose(store, who, how="call", by="essai", at=now)
        if not early:
            os.write(1, f"{name}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), early="early" in sys.argv[3:])
