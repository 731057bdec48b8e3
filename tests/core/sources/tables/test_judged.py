"""Files in the shapes of prospecting tools and customer programs, French and of the countries around: what is asked of
each as a whole, and, once answered, what each of its rows gives, field by field, and whether it refuses."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from core.actions.intake.parse import Read, read_rows
from core.actions.intake.rows import ParsedRow
from core.model.batch import RejectedRow
from core.model.checking import Fixes
from core.sources.tables.findings import judge
from core.sources.tables.reading import drafts, fields_of, open_table, records
from tests.core.sources.tables.test_exports import FACTS, TODAY
from tests.tables import each

FIELDS = ("name", "phone", "street", "postcode", "town", "seen")


def sheet(path: Path) -> Mapping[str, list[dict[str, str]]]:
    """Return the rows of a sheet by the file they are about."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["file"]].append(row)
    return rows


def reading(row: Read) -> tuple[str, ...]:
    """Return the fields of a row and its fate: « refuses », « out » when it is left out, empty for a lead."""
    if isinstance(row, RejectedRow):
        return ("out",)
    assert isinstance(row, ParsedRow), row
    phone = row.phones[0][0] if row.phones else ""
    fields = (row.name, phone, row.address, row.postcode, row.town, row.seen or "")
    return (*fields, "refuses" if row.refusal else "")


def expected(row: Mapping[str, str]) -> tuple[str, ...]:
    return ("out",) if row["fate"] == "out" else (*(row[field] for field in FIELDS), row["fate"])


def test_each_file_asks_what_it_must_and_is_read_so(files: Path) -> None:
    readings, answers = sheet(files / "judged" / "readings.csv"), sheet(files / "judged" / "answers.csv")

    def check(name: str) -> None:
        given = {row["question"]: row["answer"] for row in answers.get(name, ())}
        table = open_table(files / "judged" / name)
        judgement = judge(table, fields_of(table, {}), Fixes(given), {}, partial(records, table))
        assert [finding.key for finding in judgement.findings if not finding.choice] == list(given)
        rows = read_rows(drafts(table, judgement.fields, fixes=judgement.fixes), FACTS, TODAY)
        assert [reading(row) for row in rows if not isinstance(row, int)] == list(map(expected, readings[name]))

    each(sorted(readings), check)
