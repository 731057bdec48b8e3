"""Nearly every row of a file refuses nothing and hides nothing: what is asked of all of them stays a look, and only the
odd one is read at length. Calls are counted, which depend on no machine: a slow path that ordinary rows take is seen at
once."""

import sys
from collections import Counter
from datetime import date
from itertools import islice
from pathlib import Path
from types import FrameType

from core.actions.intake.parse import prepared, read_rows
from core.model.batch import BatchFacts, Source
from core.sources.tables.reading import drafts, fields_of, open_table
from core.store.engine.views import keyed_by
from tests.bench import make_file

ROWS = 200
MOST = 180
"""Calls of Python functions a row, from its cells to its hashes: some 165. One rule more costs a few."""


def test_an_ordinary_row_is_read_in_few_calls(tmp_path: Path) -> None:
    make_file.write(tmp_path / "pige.csv", ROWS)
    table = open_table(tmp_path / "pige.csv")
    batch = BatchFacts(Source.FILE, "pige.csv", "2026-11-20", supplier="Pige Ouest")
    rows = read_rows(drafts(table, fields_of(table, {})), batch, date(2026, 11, 29))
    items = prepared(rows, batch, keyed_by(b"secret"))
    first = list(islice(items, ROWS // 2))  # What columns say again and again is known by then.
    calls: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call":
            calls[frame.f_code.co_qualname] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        rest = list(items)
    finally:
        sys.setprofile(before)
    assert len(first) + len(rest) == ROWS
    assert calls.total() < MOST * len(rest), calls.most_common(20)
