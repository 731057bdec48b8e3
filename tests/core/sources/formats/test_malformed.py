"""Each malformed file is read within bounds or refused with a sentence: never another exception, never ten seconds
of processor, never 300 MiB."""

import os
import re
import subprocess
import sys
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path
from types import ModuleType

import psutil
import pytest

from core.base.errors import UserError
from core.sources.tables.reading import drafts, fields_of, open_table
from tests.core.sources.formats import malformed, malformed_books, malformed_others
from tests.core.sources.formats.malformed import Case, make_texts
from tests.core.sources.formats.malformed_books import make_books
from tests.core.sources.formats.malformed_others import make_others
from tests.lengths import LONG, length
from tests.tables import each, table

MOST_SECONDS = 10
MOST_MEMORY = 300 << 20
TEXTS, BOOKS, OTHERS = make_texts(), make_books(), make_others()


def test_there_are_as_many_as_said() -> None:
    assert len(TEXTS) >= 200
    assert len(BOOKS) >= 60
    assert len(OTHERS) >= 40
    assert len(TEXTS) + len(BOOKS) + len(OTHERS) >= 300
    names = Counter(map(str, [*TEXTS, *BOOKS, *OTHERS]))
    assert max(names.values()) == 1
    assert len({case.make() for case in TEXTS}) >= 260, "nearly all differ from one another"


@table("module, cases", [(malformed, TEXTS), (malformed_books, BOOKS), (malformed_others, OTHERS)])
def test_the_table_of_each_module_counts_right(module: ModuleType, cases: list[Case]) -> None:
    said = re.findall(r"^\| (\w+) \| (\d+) \|", module.__doc__ or "", re.MULTILINE)
    assert {kind: int(count) for kind, count in said} == Counter(case.kind for case in cases)


class Peak(threading.Thread):
    """Watches the memory this process and its children take above what it had, every 100 ms."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._own, self._over = psutil.Process(), threading.Event()
        self._before, self.most = self._taken(), 0
        self.start()

    def run(self) -> None:
        while not self._over.wait(0.1):
            self.most = max(self.most, self._taken() - self._before)

    def stop(self) -> int:
        """Return the most bytes taken."""
        self._over.set()
        self.join()
        return self.most

    def _children(self) -> list[psutil.Process]:
        """Ask the system for ours where it tells them, rather than each process of the computer who its parent is."""
        told = [path.read_text() for path in Path("/proc/self/task").glob("*/children")]
        if not told:
            return self._own.children()
        with suppress(psutil.Error):
            return [psutil.Process(int(number)) for number in " ".join(told).split()]
        return []

    def _taken(self) -> int:
        total = self._own.memory_info().rss
        for child in self._children():
            with suppress(psutil.Error):
                # Between its birth and its own program, a child is this process seen twice.
                total += child.memory_info().rss if child.cmdline() != self._own.cmdline() else 0
        return int(total)


@pytest.mark.parametrize(
    ("cases", "read", "rows"),
    [
        (TEXTS, length(80, long=240), length(1500, long=4400)),
        (BOOKS, length(6, long=15), length(120, long=800)),
        (OTHERS, length(10, long=15), length(45, long=60)),
    ],
    ids=["texts", "books", "others"],
)
def test_malformed_files_are_read_or_refused_with_a_sentence(
    cases: list[Case], read: int, rows: int, tmp_path: Path
) -> None:
    """At least ``read`` of them give ``rows``: a reader that refuses all would keep every other promise."""
    given: Counter[str] = Counter()
    each(
        [case for case in cases if case.usual or LONG], lambda case: given.update({str(case): rows_of(case, tmp_path)})
    )
    assert len(+given) >= read
    assert given.total() >= rows


def processor() -> float:
    """Return the seconds of processor that this process and its ended children took."""
    return sum(os.times()[:4])


def rows_of(case: Case, folder: Path) -> int:
    """Return how many rows are read from a file, 0 when it is refused."""
    path = folder / case.name.split("-", 1)[1]
    path.write_bytes(case.make())
    peak, start = Peak(), processor()
    rows = 0
    try:
        sheet = open_table(path)
        rows = sum(not draft.is_blank for draft in drafts(sheet, fields_of(sheet, {})))
    except UserError as refused:
        assert refused.text.endswith(".")
        assert "{" not in refused.text.replace(path.name, "")
        assert refused.code.startswith(("FILE_", "ARCHIVE_", "RECORD_", "LINES_", "POLIRIS_", "UNKNOWN_SHEET"))
    else:
        assert rows, "no row and no sentence: something was lost in silence"
        assert sheet.headers
        assert len(sheet.guesses) == len(sheet.headers)
    finally:
        most = peak.stop()
        path.unlink()
    assert processor() - start < MOST_SECONDS
    assert most < MOST_MEMORY
    return rows


def test_the_watch_sees_what_a_child_takes() -> None:
    """The control of the limit on memory."""
    peak = Peak()
    program = "import time; taken = b'x' * (320 << 20); time.sleep(0.3)"
    subprocess.run([sys.executable, "-c", program], check=True)
    assert peak.stop() > MOST_MEMORY
