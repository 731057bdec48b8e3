"""Restores over a damaged base, and is killed before a renaming in its folder: made to stop at each of them in turn."""

import os
import signal
import sys
from pathlib import Path

from core.actions.keeping import restoring
from tests.day import BY, NOW


def main() -> None:
    """``FOLDER BACKUP PLACE``: die before the renaming of that place, from 0, of a file right in the folder; say
    « done » when there are fewer."""
    folder, backup, left = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])

    def watch(event: str, given: tuple[object, ...]) -> None:
        nonlocal left
        if event == "os.rename" and folder in (Path(str(given[0])).parent, Path(str(given[1])).parent):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    restoring.restore(folder, backup, by=BY, at=NOW)
    print("done", flush=True)


if __name__ == "__main__":
    main()
