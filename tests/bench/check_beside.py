"""The check of a file on a team's base, and the refusals that another seat records meanwhile of people who stand in it.

``python -m tests.bench.check_beside [ROWS] [ROUND_TRIP_MS]`` (5 000, of which half are known; 1). Prints the seconds of
the check, the 95th percentile of a refusal alone and beside it, in ms, and what the check left in the base.
"""

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Mapping
from itertools import islice
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

from core.actions.common.people import of_lead
from core.actions.desk import jobs
from core.actions.register import opposing
from core.base.records import replace
from core.store import leads
from core.store.engine.opening import open_store, opened
from core.store.engine.postgres_carry import ordered
from core.store.postgres.address import keep_team_address, team_address
from tests.bench import make_file
from tests.bench.line import line
from tests.bench.make_base import BY, NOW
from tests.bench.window import told
from tests.servers import server
from tests.team_bases import put_team

ALONE = 100
EVERY_S = 0.1
BY_REFUSALS = (
    "lead", "opposition", "journal", "journal_value", "journal_head", "last_seal", "sealed_block", "recipient_task",
    "step", "step_hash",
)  # fmt: skip
"""The tables that a refusal writes to."""


def refuse(folder: Path, begun: Event, over: Event, took: "Queue[list[float]]") -> None:
    """Record refusals, one after the other, until it is over: how long each took, in ms."""
    times: list[float] = []
    with opened(folder) as store:
        with store.read() as r:
            people = [of_lead(r, lead_id) for lead_id in leads.search(r, sort="newest")]
        for who in people:
            if over.is_set():
                break
            start = time.perf_counter()
            opposing.oppose(store, who, how="call", by="Rose", at=NOW)
            times.append((time.perf_counter() - start) * 1000)
            if len(times) == ALONE:
                took.put(times)
                times = []
                begun.wait()
            time.sleep(EVERY_S)
    took.put(times)


def digests(folder: Path) -> Mapping[str, str]:
    """Return the digest of the rows of each table that no refusal writes to."""
    with opened(folder) as store, store.read() as r:
        tables = [table for table in ordered() if table not in BY_REFUSALS]
        digest = "SELECT md5(string_agg(CAST(t AS text), '' ORDER BY CAST(t AS text))) FROM {} t"
        return {table: r.value(str, digest.format(table)) or "" for table in tables}


def main() -> None:
    """Measure one check."""
    count = int(sys.argv[1]) if sys.argv[1:] else 5_000
    far = float(sys.argv[2]) if sys.argv[2:] else 1.0
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as place, line(server().port, far) as wire:
        root = Path(place)
        file, known = root / "pige.csv", root / "connus.csv"
        make_file.write(file, count)
        with file.open(encoding="cp1252") as whole:
            known.write_text("".join(islice(whole, count // 2)), "cp1252")
        asked = jobs.ImportFile(root / "base", known, "Pige Ouest", "2026-11-20", BY, NOW)
        open_store(root / "base").close()
        jobs.import_file(asked)
        put_team(root / "base", root / "poste")
        address = team_address(root / "poste")
        assert address is not None
        keep_team_address(root / "poste", replace(address, port=wire.port))
        before = digests(root / "poste")
        begun, over, took = spawn.Event(), spawn.Event(), spawn.Queue()
        other = spawn.Process(target=refuse, args=(root / "poste", begun, over, took))
        other.start()
        told("a refusal alone", took.get())
        begun.set()
        start = time.perf_counter()
        found = jobs.try_file(replace(asked, folder=root / "poste", file=file))
        seconds = time.perf_counter() - start
        over.set()
        told("a refusal beside", took.get())
        other.join()
        report = found.report
        print(f"check: {seconds:.1f} s, {report.added} added, {report.merged} merged, {report.opposed} opposed")
        after = digests(root / "poste")
        changed = [table for table in before if after[table] != before[table]]
        print(f"tables changed: {len(changed)} of {len(before)} {changed}")


if __name__ == "__main__":
    main()
