"""Parses workbooks from outside in a child process, under a limit of memory and time: a malicious file, or a fault
of the reader, kills the child and becomes an error sentence. Rows are passed on as they come, one batch at a time in
memory."""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

from core.base import children
from core.base.lazy_imports import psutil
from core.base.records import Struct, field
from core.sources.formats import foreign
from core.sources.formats.merged_cells import MergedColumns, spread
from core.sources.formats.reader_child import CELL, RECORD
from core.sources.formats.zip_entry import Member
from core.words.errors import error

NOWHERE = MergedColumns()
MIB = 1 << 20
LEAST_MEMORY = 192 * MIB
"""What any workbook may take: the reader, and some four million cells."""
MOST_MEMORY = 3 << 30
PER_BYTE = 8
"""Memory allowed per byte of the unpacked workbook: 100 000 rows of 20 columns take 2.5."""
LEAST_SECONDS = 8
BYTES_PER_SECOND = 8 * MIB
"""A tenth of the speed measured."""
PATIENCE = 3
"""Clock over computing: a busy disk or a busy machine is no fault of the file."""

_LOOK_EVERY = 0.02
_CRASHES_OF_MEMORY = frozenset({-6, -9, -24, 0xC0000409, 0xC0000017})
"""Ends of a child that found no memory or used its time: SIGABRT, SIGKILL, SIGXCPU, and their like on Windows."""


class Limits(Struct, frozen=True):
    """``memory`` in bytes, ``seconds`` of computing time."""

    memory: int
    seconds: int


class BookLooks(Struct, frozen=True):
    """What a sheet shows beside its texts, as :data:`core.sources.formats.book_looks.Looks` tells it."""

    fills: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    struck: Mapping[int, int] = field(default_factory=dict)
    hidden: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    comments: tuple[tuple[int, str, str], ...] = ()
    alone: frozenset[int] = frozenset()
    decorated: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


class WorkbookLook(Struct, frozen=True):
    """A first look at a workbook: its ``sheets``, hidden ones last; the chosen ``sheet``; the ``others`` that hold
    something; its ``height`` in rows; its first ``rows`` as (number from 1, cells); its ``looks``."""

    sheets: tuple[str, ...]
    sheet: str
    others: tuple[str, ...]
    height: int
    rows: list[tuple[int, list[str]]]
    looks: BookLooks


def limits_for(size: int) -> Limits:
    """Return the limits for reading ``size`` unpacked bytes: in proportion, so that a small file cannot ask for
    much."""
    free = int(psutil().virtual_memory().available * 0.8)
    memory = max(LEAST_MEMORY, min(LEAST_MEMORY + PER_BYTE * size, MOST_MEMORY, free))
    return Limits(memory, LEAST_SECONDS + size // BYTES_PER_SECOND)


def look(where: Path | Member, *, sheet: str, size: int, limit: int) -> WorkbookLook:
    """Return the sheets and the first ``limit`` rows of ``sheet``; an empty ``sheet`` means the one that holds the
    data. ``size``: unpacked bytes.

    Raises UserError FILE_LOCKED, FILE_UNREADABLE, FILE_TOO_HEAVY, FILE_EMPTY, UNKNOWN_SHEET.
    """
    with Child(where, sheet=sheet, limit=limit, limits=limits_for(size)) as child:
        head = child.head()
        others = tuple(head["others"])
        looks = _looks(head["looks"])
        return WorkbookLook(tuple(head["sheets"]), head["sheet"], others, head["height"], list(child.rows()), looks)


def _looks(looks: Mapping[str, Any]) -> BookLooks:
    """Return what the child tells of the looks of a sheet, each value of its own kind whatever it says."""
    return BookLooks(
        {str(colour): _columns_by_row(rows) for colour, rows in looks.get("fills", {}).items()},
        _columns_by_row(looks.get("struck", {})),
        tuple(map(int, looks.get("hidden", ()))),
        tuple(map(int, looks.get("columns", ()))),
        tuple((int(row), str(cell), str(text)) for row, cell, text in looks.get("comments", ())),
        frozenset(map(int, looks.get("alone", ()))),
        {str(look): tuple(map(int, columns)) for look, columns in looks.get("decorated", {}).items()},
    )


def _columns_by_row(rows: Mapping[Any, Any]) -> dict[int, int]:
    return {int(row): int(columns) for row, columns in rows.items()}


def rows(
    where: Path | Member, *, sheet: str, size: int, spread_over: MergedColumns = NOWHERE, first: int = 1
) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number from 1, cells) of a sheet; what is merged over several rows is said in each, as the columns of
    ``spread_over`` allow and from row ``first``. Raises what :func:`look` raises, before the first row when the
    sheet cannot be parsed."""
    with Child(where, sheet=sheet, limit=0, limits=limits_for(size)) as child:
        merged = [(int(top), int(column), int(bottom)) for top, column, bottom in child.head().get("merged", ())]
        yield from spread(child.rows(), merged, spread_over, first=first) if merged else child.rows()


class Child:
    """A running child and the thread that watches it."""

    def __init__(self, where: Path | Member, *, sheet: str, limit: int, limits: Limits) -> None:
        self._name, self._sheet, self._limits = where.name, sheet, limits
        path, member = (where.archive, where.member) if isinstance(where, Member) else (where, "")
        self._begin(
            {"path": str(path.absolute()), "member": member, "sheet": sheet, "limit": limit}
            | {"memory": limits.memory, "seconds": limits.seconds}
        )

    def _begin(self, request: dict[str, Any]) -> None:
        self._process = children.start("core.sources.formats.reader_child", children.READ_WORKBOOK)
        self._pipe = cast(IO[bytes], self._process.stdout)
        self._waiting_since = time.monotonic()
        self._stopped = False
        self._done = threading.Event()
        self._watch = threading.Thread(target=self._look_at_it, daemon=True)
        self._watch.start()
        # When the child died at once, reading its first frame reports it.
        with suppress(BrokenPipeError), cast(IO[bytes], self._process.stdin) as pipe:
            pipe.write(json.dumps(request).encode() + b"\n")

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_error: object) -> None:
        self._done.set()
        self._process.kill()
        self._watch.join()
        self._process.wait()
        self._pipe.close()

    def head(self) -> dict[str, Any]:
        """Return the child's first answer: sheets, sheet, height."""
        _letter, content = self._frame()
        found: dict[str, Any] = json.loads(content)
        return found

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (number, cells) until the end."""
        number = 0
        while True:
            letter, content = self._frame()
            if letter == b"Z":
                return
            for row in content.decode().split(RECORD):
                number += 1
                yield number, row.split(CELL)

    def _frame(self) -> tuple[bytes, bytes]:
        """Return the next frame; raise an error sentence for a refusal, or a child that was stopped or died."""
        letter, content = self._heard()
        if letter == b"E":
            said = json.loads(content)
            raise self._refusal(said["code"], said["sheets"])
        if not letter:
            raise self._death()
        return letter, content

    def _heard(self) -> tuple[bytes, bytes]:
        self._waiting_since = time.monotonic()
        found = children.heard(self._pipe)
        self._waiting_since = 0.0
        return found

    def _refusal(self, code: str, sheets: list[str]) -> Exception:
        if code in foreign.WITHOUT_TABLE:
            return foreign.refusal(self._name, foreign.WITHOUT_TABLE[code])
        return error(code, file=self._name, sheet=self._sheet, choices=", ".join(sheets))

    def _death(self) -> Exception:
        code = self._process.wait()
        heavy = self._stopped or code in _CRASHES_OF_MEMORY
        return error("FILE_TOO_HEAVY" if heavy else "FILE_UNREADABLE", file=self._name)

    def _look_at_it(self) -> None:
        """Stop the child when it is beyond its limits."""
        library = psutil()
        try:
            seen = library.Process(self._process.pid)
            while not self._done.wait(_LOOK_EVERY):
                if self._is_beyond(seen):
                    self._stopped = True
                    self._process.kill()
                    return
        except library.Error:
            return

    def _is_beyond(self, seen: Any) -> bool:
        """Tell whether the child has used up its memory or its computing time, or keeps this process waiting."""
        since, spent = self._waiting_since, seen.cpu_times()
        slow = since > 0 and time.monotonic() - since > self._limits.seconds * PATIENCE
        return bool(
            slow or spent.user + spent.system > self._limits.seconds or seen.memory_info().rss > self._limits.memory
        )
