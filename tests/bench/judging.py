"""How long a whole base takes to be judged again, beside the bare reading of the same rows.

Run by name: ``python -m tests.bench.judging FOLDER [CHANNEL]``, where FOLDER was made by tests.bench.make_base; it is
copied, and brought to the schema of the day, first. Nothing here is asserted; the target is 10 s for 100 000 leads, of
the processor too: another program at work beside stretches the hours of the wall only.
"""

import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from core.actions.common import agency
from core.actions.common.judging import facts, law_of, verdicts
from core.model.channel import Channel
from core.records.consent import Consent
from core.records.title import Title
from core.rules.channels import judge
from core.store import judging, leads
from core.store.engine.opening import NAME, open_store
from core.store.port import Reader
from tests.bench.make_base import NOW

CHUNK = 1_000


@contextmanager
def watch(what: str, count: int, times: dict[str, float]) -> Iterator[None]:
    """Time a piece of work, on the wall and on the processor, and tell it by lead."""
    wall, processor = time.perf_counter(), time.process_time()
    yield
    took, used = time.perf_counter() - wall, time.process_time() - processor
    times[what] = used
    print(f"{what:34} {took:7.2f} s   {used:7.2f} s of processor   {used / count * 1000:7.4f} ms a lead")


def bare(r: Reader, ids: list[int]) -> None:
    """Read the rows the law looks at, and nothing else."""
    for chunk in _chunks(ids):
        judging.people(r, chunk)
        for read in (judging.oppositions, judging.letters, judging.calls):
            read(r, chunk)
        judging.told(r, chunk)
        r.of(Consent, lead_id=chunk)
        r.of(Title, lead_id=chunk, written="")


def main(folder: Path, channel: Channel) -> None:
    """Judge every lead of the base."""
    store = open_store(folder)
    times: dict[str, float] = {}
    with store.read() as r:
        ids = list(leads.search(r))
        count, law = len(ids), law_of(agency.settings(r))
        print(f"{count} leads, {channel.value}")
        bare(r, ids)  # The file is in the memory of the system from here on.
        with watch("rows read", count, times):
            bare(r, ids)
        with watch("rows read and made facts", count, times):
            known = [fact for chunk in _chunks(ids) for fact in facts(r, chunk, law).values()]
        with watch("facts judged, without the base", count, times):
            lights = Counter(judge(channel, fact, NOW, law.books).light.value for fact in known)
        with watch("all of it", count, times):
            for chunk in _chunks(ids):
                verdicts(r, chunk, law, channel=channel, at=NOW)
    print(f"ratio to the bare reading: {times['all of it'] / times['rows read']:.2f}")
    print(" ".join(f"{light} {number}" for light, number in sorted(lights.items())))
    store.close()


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


if __name__ == "__main__":
    with TemporaryDirectory() as scratch:
        copied = Path(scratch) / "base"
        copied.mkdir()
        shutil.copy(Path(sys.argv[1]) / NAME, copied / NAME)
        main(copied, Channel(sys.argv[2]) if len(sys.argv) > 2 else Channel.CALL)
