"""The gestures of one seat that has no team, and an import, on a copy of a base: to be run, in turn, by two versions of
the program, as one process.

``python -m tests.bench.alone FOLDER [ROWS]`` (5 000) with a base of :mod:`tests.bench.make_base`, which is not written
to. Prints the processor's ms of each gesture, and of the import.
"""

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from core.actions.desk import jobs
from core.store.engine.opening import open_store
from tests.bench import make_file
from tests.bench.gestures import gestures
from tests.bench.make_base import BY, NOW

TIMES, WARM = 12, 3


def took(play: Callable[[], object]) -> float:
    """Return the ms of the processor that something takes."""
    start = time.process_time()
    play()
    return (time.process_time() - start) * 1000


def main() -> None:
    """Measure once."""
    with tempfile.TemporaryDirectory() as place:
        folder, letters, file = Path(place) / "base", Path(place) / "lettres", Path(place) / "pige.csv"
        shutil.copytree(sys.argv[1], folder)
        letters.mkdir()
        make_file.write(file, int(sys.argv[2]) if sys.argv[2:] else 5_000)
        with closing(open_store(folder)) as store:
            for name, play in gestures(store, letters).items():
                times = [took(lambda turn=turn, play=play: play(turn)) for turn in range(TIMES)]  # type: ignore[misc]
                print(f"{name}: {statistics.median(times[WARM:]):.2f}", flush=True)
        asked = jobs.ImportFile(folder, file, "Pige Ouest", "2026-11-20", BY, NOW)
        print(f"import: {took(lambda: jobs.import_file(asked)):.0f}")


if __name__ == "__main__":
    main()
