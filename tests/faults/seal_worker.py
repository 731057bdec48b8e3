"""Takes the key out of a base, which is then sealed, and is killed before one of the things it does to its files: made
to stop at each of them in turn."""

import os
import signal
import sys
from pathlib import Path

from core.actions.register import key_phrase
from core.store.engine.opening import opened
from tests.day import BY, NOW

STEPS = ("open", "os.rename", "os.remove", "os.link")


def main() -> None:
    """``FOLDER PLACE``: die before the thing of that place, from 0, done to a file of the folder; say « done » when
    there are fewer."""
    folder, remaining = Path(sys.argv[1]), int(sys.argv[2])

    def watch(event: str, values: tuple[object, ...]) -> None:
        nonlocal remaining
        if event in STEPS and isinstance(values[0], str | bytes) and Path(os.fsdecode(values[0])).parent == folder:
            remaining -= 1
            if remaining < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    with opened(folder) as store:
        sys.addaudithook(watch)
        key_phrase.set_apart(store, by=BY, at=NOW)
    print("done", flush=True)


if __name__ == "__main__":
    main()
