"""A field added to the record of a property is carried by whatever derives from it, with no other line changed."""

import json
import subprocess
import sys

from tests.tree import ROOT

FIELD = "    seen: str | None = None\n"
ADDED = """
import json, sys, types
from pathlib import Path

path = Path("core/records/listing.py")
module = types.ModuleType("core.records.listing")
sys.modules["core.records.listing"] = module
source = path.read_text("utf-8")
assert source.count({field!r}) == 1
source = source.replace({field!r}, {field!r} + "    storey: int | None = None\\n")
exec(compile(source, str(path), "exec"), vars(module))

from core.actions.intake.rows import COLUMNS
from core.cli import shapes
from core.store.undoing import RESTORED
from core.store.one_table import select

Listing = module.Listing
print(json.dumps({{
    "query": "storey" in select(Listing),
    "import": "storey" in COLUMNS["listing"],
    "merge": "storey" in module.RENEWED,
    "undo": "storey" in RESTORED["listing"],
    "command line": shapes._listing(Listing(storey=3))["storey"] == 3,
}}))
"""
"""Run in another process: the record has one field more before anything reads it."""


def test_what_derives_from_the_record_carries_a_new_field() -> None:
    script = ADDED.format(field=FIELD)
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    carried = json.loads(done.stdout)
    assert [name for name, does in carried.items() if not does] == []
    assert len(carried) == 5
