"""Exports of the programs that agencies use, each read without touching a column: invented people in the shape that
each program writes (its headings, its encoding, its separators). What each row must give is in truth.csv."""

import csv
from datetime import date
from pathlib import Path

from core.actions.intake.parse import normalise
from core.actions.intake.rows import ParsedRow
from core.model.batch import BatchFacts, Source
from core.sources.tables.reading import drafts, fields_of, open_table
from tests.tables import each

FACTS = BatchFacts(Source.FILE, "export", "2026-11-03", site="PAP")
TODAY = date(2026, 11, 24)
LEAST = 25


def _told(ready: ParsedRow) -> tuple[str, ...]:
    phones = " ".join(sorted(key for _e164, key in ready.phones))
    return ready.name, phones, " ".join(ready.emails), ready.address, ready.postcode, ready.town


def read(path: Path) -> list[tuple[str, ...]]:
    table = open_table(path)
    rows = [normalise(draft, FACTS, TODAY) for draft in drafts(table, fields_of(table, {})) if not draft.is_blank]
    return [_told(row) if isinstance(row, ParsedRow) else (row.reason,) for row in rows]


def test_each_export_is_read_without_touching_a_column(files: Path) -> None:
    with (files / "exports" / "truth.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    truth: dict[str, list[tuple[str, ...]]] = {}
    for row in lines:
        phones = " ".join(sorted(row["phones"].split()))
        told = (row["name"], phones, *(row[one] for one in ("emails", "street", "postcode", "town")))
        truth.setdefault(row["file"], []).append(told)
    assert len(truth) >= LEAST

    def check(name: str) -> None:
        assert read(files / "exports" / name) == truth[name]

    each(sorted(truth), check)
