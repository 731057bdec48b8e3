"""The intake of a supplier's file, whole way, beside the sqlite-utils command line on the same file and a bare floor.

``python -m tests.bench.intake [ROWS] [RUNS]`` (100 000 rows, 3 runs), in turn, so that the machine's mood is shared:

- peer: ``sqlite-utils insert … --csv`` then ``sqlite-utils enable-fts``;
- floor: the bare csv reader into one table by ``executemany``, then the same search index, one transaction;
- ours: the import job on an empty base: decode, map, normalise, register, duplicates, origins, journal, search index;
- again: the same file on the base it filled, every row a known lead.

``python -m tests.bench.intake ads [ROWS] [RUNS]``: a file whose ads all differ (5 000 rows).
``python -m tests.bench.intake xlsx [ROWS]``: the same rows as a workbook, beside calamine reading it bare.
``python -m tests.bench.intake slope``: 10 000, 100 000 and 1 000 000 rows, time per row beyond the start of the
program, and memory over the idle program. Prints seconds, microseconds a row, MiB, and the ratios.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from core.base.records import Struct
from tests.bench import ads, make_file

ROOT = Path(__file__).resolve().parents[2]
FLOOR = """
import csv, sqlite3, sys
with open(sys.argv[1], encoding="cp1252", newline="") as file:
    rows = csv.reader(file, delimiter=";")
    heads = next(rows)
    base = sqlite3.connect(sys.argv[2] + "/floor.db")
    base.execute("CREATE TABLE leads (" + ", ".join(f"c{n} TEXT" for n in range(len(heads))) + ")")
    base.executemany("INSERT INTO leads VALUES (" + ", ".join("?" * len(heads)) + ")", rows)
base.execute("CREATE VIRTUAL TABLE words USING fts5 (c5, c6, c12, c18, content = 'leads')")
base.execute("INSERT INTO words (words) VALUES ('rebuild')")
base.commit()
"""
IDLE = """
import sys
from pathlib import Path
from core.actions.desk import jobs
from core.store.engine.opening import open_store
open_store(Path(sys.argv[2])).close()
"""
BARE = """
import sys
import python_calamine
book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
for row in book.get_sheet_by_index(0).iter_rows(): pass
"""
OURS = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from core.actions.desk import jobs
if __name__ == "__main__":
    found = jobs.import_file(
        jobs.ImportFile(Path(sys.argv[2]), Path(sys.argv[1]), "Pige Ouest", "2026-11-20", "essai", datetime.now(UTC)))
    assert found.read == int(sys.argv[3]), found
"""
TELL = """
import resource, sys
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(peak / 1024)
"""


class Taken(Struct, frozen=True):
    """Seconds of the clock and of the processor, and MiB at the highest of the process and of its largest child
    together."""

    seconds: float
    processor: float
    memory: float


def run(code: str, *arguments: str) -> Taken:
    """Return what a script takes, from the start of its interpreter to its end."""
    began, used = time.perf_counter(), _processor()
    told = subprocess.run(
        [sys.executable, "-c", code + TELL, *arguments], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return Taken(time.perf_counter() - began, _processor() - used, float(told.stdout.split()[-1]))


def _processor() -> float:
    times = os.times()
    return times.children_user + times.children_system


def peer(file: Path, folder: Path) -> Taken:
    """Return what the sqlite-utils command line takes."""
    command, base = [sys.executable, "-m", "sqlite_utils"], str(folder / "peer.db")
    steps = (
        [*command, "insert", base, "leads", str(file), "--csv", "--delimiter", ";", "--encoding", "cp1252"],
        [*command, "enable-fts", base, "leads", "Nom", "Prénom", "Ville", "Texte de l'annonce"],
    )
    began, used = time.perf_counter(), _processor()
    for step in steps:
        subprocess.run(step, check=True, stdout=subprocess.DEVNULL, env=os.environ)
    return Taken(time.perf_counter() - began, _processor() - used, 0.0)


def compare(count: int, runs: int, write: Callable[[Path, int], object] = make_file.write) -> None:
    """Measure all of them ``runs`` times in turn and print the medians and ratios."""
    found: dict[str, list[Taken]] = {"floor": [], "peer": [], "ours": [], "again": []}
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "pige.csv"
        write(file, count)
        for turn in range(runs):
            folder = Path(place) / str(turn)
            folder.mkdir()
            asked = (str(file), str(folder), str(count))
            found["floor"].append(run(FLOOR, *asked))
            found["peer"].append(peer(file, folder))
            found["ours"].append(run(OURS, *asked))
            found["again"].append(run(OURS, *asked))
    middle = {name: statistics.median(run.seconds for run in runs) for name, runs in found.items()}
    worked = {name: statistics.median(run.processor for run in runs) for name, runs in found.items()}
    for name, times in found.items():
        each = ", ".join(f"{run.seconds:.2f}" for run in times)
        print(
            f"{name}: median {middle[name]:.2f} s, {middle[name] / count * 1e6:.0f} µs a row ({each}), "
            f"processor {worked[name]:.2f} s"
        )
    for name in ("floor", "peer"):
        print(f"ours / {name}: {middle['ours'] / middle[name]:.2f}, processor {worked['ours'] / worked[name]:.2f}")


def workbook(count: int) -> None:
    """Print what a workbook takes, beside its bare reading and the same rows as text."""
    with tempfile.TemporaryDirectory() as place:
        text, book = Path(place) / "pige.csv", Path(place) / "pige.xlsx"
        make_file.write(text, count)
        _as_workbook(book, count)
        taken: dict[str, float] = {"bare": run(BARE, str(book)).seconds}
        for name, file in (("text", text), ("workbook", book)):
            folder = Path(place) / name
            folder.mkdir()
            taken[name] = run(OURS, str(file), str(folder), str(count)).seconds
    for name, seconds in taken.items():
        print(f"{name}: {seconds:.2f} s, {seconds / count * 1e6:.0f} µs a row")
    print(f"workbook / (bare + text): {taken['workbook'] / (taken['bare'] + taken['text']):.2f}")


def _as_workbook(file: Path, count: int) -> None:
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Vendeurs")
        sheet.write_row(0, 0, make_file.HEADERS)
        for number, row in enumerate(make_file.rows(count), 1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)


def slope(counts: tuple[int, ...] = (10_000, 100_000, 1_000_000)) -> None:
    """Print the time per row at each size and the memory over the idle program."""
    with tempfile.TemporaryDirectory() as place:
        per_row: list[float] = []
        for count in counts:
            file, folder = Path(place) / f"{count}.csv", Path(place) / str(count)
            folder.mkdir()
            make_file.write(file, count)
            asked = (str(file), str(folder), str(count))
            idle, taken = run(IDLE, *asked), run(OURS, *asked)
            per_row.append((taken.seconds - idle.seconds) / count * 1e6)
            print(
                f"{count} rows: {taken.seconds:.1f} s, {idle.seconds:.1f} of them the start; beyond it "
                f"{per_row[-1]:.0f} µs a row; {taken.memory:.0f} MiB, {taken.memory - idle.memory:.0f} over idle",
                flush=True,
            )
    print(f"slope: {max(per_row) / min(per_row):.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["slope"]:
        slope()
    elif sys.argv[1:2] == ["ads"]:
        count, runs = (int(told) for told in (*sys.argv[2:4], *("5000", "3")[len(sys.argv) - 2 :]))
        compare(count, runs, ads.write)
    elif sys.argv[1:2] == ["xlsx"]:
        workbook(int(sys.argv[2]) if sys.argv[2:] else 100_000)
    else:
        compare(int(sys.argv[1]) if sys.argv[1:] else 100_000, int(sys.argv[2]) if sys.argv[2:] else 3)
