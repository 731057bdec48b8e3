"""Reads the rows of a big file in a second process, ahead of the one that writes them: with two cores it takes two
thirds of the time. The keyed hashes are made by the one that writes, which waits for it otherwise.

Its frames: ``R`` rows (``marshal``: the line reached, the rows as plain tuples, what a check needs of them), ``E`` a
refusal (JSON), ``Z`` the end.
"""

import gc
import json
import marshal
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

from core.actions.common.fuzzy_suppression import Dweller
from core.actions.common.shared_values import Hashes
from core.actions.intake.parse import (
    Item,
    Keyed,
    Read,
    WaitingRow,
    answered_before,
    answers_heard,
    prepared,
    read_rows,
)
from core.actions.intake.row_problems import See, Spotted, spotted
from core.actions.intake.rows import ParsedRow
from core.base import children
from core.base.disk import size_of
from core.base.errors import UserError
from core.base.progress import Progress
from core.base.records import Struct, field
from core.model.batch import BatchFacts, RejectedRow
from core.model.checking import Fixes
from core.sources.tables.reading import SourceTable, drafts
from core.store.engine.opening import opened
from core.words.errors import error

WORTH = 500_000
"""Bytes of a file from which a process of its own is worth it: some 2 500 rows of a text."""
_ROWS = 200
_LEAST, _MOST = 600, 4000
"""Rows waited for before a transaction begins, since each costs something by itself, and those it carries at most."""
_SHARE = 8
"""Of the rows written so far, the part waited for next: a transaction writes again nearly every page of the indexes
whose order is not that of the file, and they grow."""
_OF_PARSED, _OF_WAITING = len(ParsedRow._fields), len(WaitingRow._fields)
_AHEAD = 100
"""Blocks of rows read before they are asked for, some twenty megabytes: what is read while the file is learned from."""


class Task(Struct, frozen=True):
    """The request sent to the process: the description of the file, the facts of the batch, the base whose key knows
    the ``answers`` given before to what sounds like a refusal, whether the rows are ``watched`` by a check."""

    folder: Path
    table: SourceTable
    fields: Mapping[int, str]
    fixes: Fixes
    batch: BatchFacts
    today: date
    watched: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)


def unseen(_spotted: Spotted) -> None:
    """Ignore the row: for an import without a check."""


@contextmanager
def started(file: Path) -> Iterator["ReaderProcess | None"]:
    """Start the process for a big ``file``, so that it is ready once the file is understood, and end it afterwards.
    None for a small file, or where there is none."""
    reading = ReaderProcess() if _size(file) >= WORTH else None
    try:
        yield reading
    finally:
        if reading is not None:
            reading.close()


def _size(file: Path) -> int:
    """Return the bytes of a file, 0 when it is none: whoever opens it says so."""
    with suppress(OSError):
        return size_of(file)
    return 0


class ReaderProcess:
    """The process that reads for a task, and the thread that keeps what it says."""

    def __init__(self) -> None:
        self._frames: queue.Queue[tuple[bytes, bytes]] = queue.Queue(_AHEAD)
        self._process = children.start("core.actions.intake.reader_process", children.READ_AHEAD)
        self._pipe = cast(IO[bytes], self._process.stdout)
        self._thread = threading.Thread(target=_drain, args=(self._pipe, self._frames), daemon=True)
        self._thread.start()

    def blocks(
        self, task: Task, keyed: Keyed, learned: Callable[[], Hashes], progress: Progress, see: See = unseen
    ) -> Iterator[list[Item]]:
        """Yield the items of the file, in its order, as many together as are ready; ``see`` is called with the rows of
        a watched task before their items. ``keyed`` makes the hashes. ``learned`` returns what recognises nobody, this
        file read: it is called while the process already reads on.

        Raises what reading the file raises, JOB_BROKEN when the process dies, Cancelled when ``progress`` does.
        """
        _ask(self._process, task)
        shared = learned()
        block: list[Item] = []
        least = _LEAST
        while (frame := self._frames.get())[0] == b"R":
            line, plain, seen = marshal.loads(frame[1])  # noqa: S302 - our own process
            progress(line, max(line, task.table.lines))
            for one in seen:
                see(one)
            block += prepared(map(_row, plain), task.batch, keyed, shared)
            if len(block) >= (least if self._frames.empty() else _MOST):
                yield block
                least = min(least + len(block) // _SHARE, _MOST)
                block = []
        if block:
            yield block
        _end(frame)

    def close(self) -> None:
        """End the process and the thread, whatever they have still to say."""
        self._process.kill()
        self._process.wait()
        while self._thread.is_alive():  # It may be waiting for room to put a frame nobody will take.
            with suppress(queue.Empty):
                self._frames.get(timeout=0.01)
        self._pipe.close()
        cast(IO[bytes], self._process.stdin).close()


def _ask(process: "subprocess.Popen[bytes]", task: Task) -> None:
    # When the process died at once, reading its first frame reports it.
    with suppress(BrokenPipeError), cast(IO[bytes], process.stdin) as pipe:
        pickle.dump(task, pipe)


def _drain(pipe: IO[bytes], frames: "queue.Queue[tuple[bytes, bytes]]") -> None:
    """Put the frames of the pipe in the queue, up to the last one."""
    letter = b"R"
    while letter == b"R":
        letter, content = children.heard(pipe)
        frames.put((letter, content))


def _end(frame: tuple[bytes, bytes]) -> None:
    letter, content = frame
    if letter == b"E":
        said = json.loads(content)
        raise UserError(said["code"], said["text"])
    if letter != b"Z":
        raise error("JOB_BROKEN")


def _row(plain: Any) -> Read:
    if isinstance(plain, int):
        return plain
    if len(plain) == _OF_PARSED:
        return _parsed(plain)
    if len(plain) == _OF_WAITING:
        reject, who = plain
        return WaitingRow(RejectedRow(*reject), Dweller._make(who))
    return RejectedRow(*plain)


def _parsed(plain: Any) -> ParsedRow:
    row = ParsedRow._make(plain)
    return row._replace(others=tuple(map(_parsed, row.others))) if row.others else row


def _bare(row: ParsedRow) -> tuple[object, ...]:
    """Return a row as plain tuples, its other people too."""
    return tuple(row._replace(others=tuple(map(_bare, row.others))) if row.others else row)  # type: ignore[arg-type]


def _plain(row: Read) -> object:
    if isinstance(row, ParsedRow):
        return _bare(row)
    if isinstance(row, int):
        return row
    if isinstance(row, RejectedRow):
        return (row.line, row.code, row.reason, row.cells, row.marks, row.doubt, row.closed)
    return _plain(row.reject), tuple(row.who)


def main() -> int:
    """Answer the request on the standard input, and return the exit code."""
    gc.disable()  # The rows make no cycles, and the process ends with the file: looking for them costs a twentieth.
    task: Task = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent
    children.answer(_answer(task))
    return 0


def _answer(task: Task) -> Iterator[tuple[bytes, bytes]]:
    reached = 0

    def reach(line: int, _total: int) -> None:
        nonlocal reached
        reached = line

    try:
        with opened(task.folder) as store:
            seen: list[Spotted] = []
            rows = drafts(
                task.table, task.fields, fixes=task.fixes, progress=reach,
                answered=answers_heard(task.fixes, task.batch.supplier, task.answers, store.keyed_hash),
            )  # fmt: skip
            rows = answered_before(rows, task.batch.supplier, task.answers, store.keyed_hash)
            if task.watched:
                rows = spotted(rows, task.fields, task.fixes, task.today, see=seen.append)
            found = read_rows(rows, task.batch, task.today)
            while block := [_plain(row) for row in islice(found, _ROWS)]:
                yield b"R", marshal.dumps((reached, block, seen))
                seen.clear()
    except UserError as refused:
        yield b"E", json.dumps({"code": refused.code, "text": refused.text}).encode()
    yield b"Z", b""


if __name__ == "__main__":
    children.give_way()  # The writing process must come first: whoever holds the turn to write must not be slowed down.
    sys.exit(main())
