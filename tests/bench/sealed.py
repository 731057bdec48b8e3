"""What a seal costs: the same work on a plain base and on a sealed one, in turn, so that the machine's mood is shared.

``python -m tests.bench.sealed [ROWS] [RUNS]`` (20 000 rows, 5 runs): the import of a file into an empty base, then on
what it filled the start of a program, an opening alone, an opposition (F8) and a search; and the sealing itself. Prints
milliseconds of the processor, the least of the runs, and the ratio of sealed to plain.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from core.actions.common.people import of_lead
from core.actions.register import key_phrase, opposing
from core.store import leads
from core.store.engine.opening import open_store
from core.store.safe import homes
from tests.bench import make_file
from tests.bench.intake import IDLE, OURS, run
from tests.day import BY, NOW

ROWS, RUNS = 20_000, 5
OPENINGS, REFUSALS, SEARCHES = 40, 40, 200
WORDS = ("martin", "uzes", "dup", "0639980", "rue")
Times = dict[str, list[float]]


def spent(work: Callable[[], object], count: int) -> float:
    """Return the milliseconds of the processor that one of ``count`` works takes."""
    before = time.process_time()
    for _turn in range(count):
        work()
    return (time.process_time() - before) / count * 1000


def opening(folder: Path) -> None:
    open_store(folder).close()


def measure(file: Path, rows: int, folder: Path, times: Times, *, sealed: bool) -> None:
    """Import into an empty base, then work on it."""
    with closing(open_store(folder)) as store:
        if sealed:
            key_phrase.set_apart(store, by=BY, at=NOW)
    times["import"].append(run(OURS, str(file), str(folder), str(rows)).processor * 1000)
    times["start"].append(run(IDLE, "", str(folder)).processor * 1000)
    times["open"].append(spent(lambda: opening(folder), OPENINGS))
    with closing(open_store(folder)) as store:
        assert store.is_sealed() is sealed
        with store.read() as r:
            people: Iterator[int] = iter(leads.search(r)[: REFUSALS + 1])

        def oppose() -> None:
            with store.read() as r:
                who = of_lead(r, next(people))
            opposing.oppose(store, who, how="call", by=BY, at=NOW)

        def search() -> None:
            with store.read() as r:
                for word in WORDS:
                    leads.search(r, text=word, limit=50)

        oppose()
        times["oppose (F8)"].append(spent(oppose, REFUSALS))
        times["search"].append(spent(search, SEARCHES // len(WORDS)))
        if not sealed:
            times["sealing"].append(spent(lambda: key_phrase.set_apart(store, by=BY, at=NOW), 1))
            assert store.is_sealed()


def main() -> None:
    """Measure both, in turn."""
    rows, runs = (int(sys.argv[place]) if len(sys.argv) > place else usual for place, usual in ((1, ROWS), (2, RUNS)))
    works = ("import", "start", "open", "oppose (F8)", "search", "sealing")
    plain, sealed = ({work: list[float]() for work in works} for _base in range(2))
    with tempfile.TemporaryDirectory() as place, tempfile.TemporaryDirectory() as config:
        file = Path(place) / "pige.csv"
        make_file.write(file, rows)
        # The key goes to a file of another configuration than this user's.
        os.environ[homes.FOLDER] = config
        os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
        for turn in range(runs):
            measure(file, rows, Path(place) / f"claire-{turn}", plain, sealed=False)
            measure(file, rows, Path(place) / f"scellee-{turn}", sealed, sealed=True)
    print(f"{rows} rows, the least of {runs} runs, ms of the processor: plain, sealed, ratio")
    for work in works[:-1]:
        before, after = min(plain[work]), min(sealed[work])
        print(f"  {work:12} {before:10.2f} {after:10.2f}   {after / before:.2f}")
    print(f"  {'sealing':12} {min(plain['sealing']):10.2f}")


if __name__ == "__main__":
    main()
