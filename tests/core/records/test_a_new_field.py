"""A field added to the record of a property is carried by whatever derives from it, with no other line changed; and the
recipe of CONTRIBUTING names the files that do not derive."""

import json
import re
import subprocess
import sys

from tests.tree import ROOT, program

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
STANDS_FOR = "rooms"
"""An old field that goes the whole way, as a new one would."""
ELSEWHERE = (
    *("core/sources/pages/", "core/rules/", "core/words/offers.py", "core/actions/intake/offering.py"),
    *("core/actions/intake/merging.py", "core/actions/leads/comparing.py", "core/actions/intake/merge_history.py"),
    *("core/sources/columns/header.py", "core/sources/columns/plausibility.py", "core/sources/columns/shapes.py"),
    "core/sources/columns/columns.py",
)
"""What reads pages, compares people or checks how likely cells are: no file of the way from an import to an export."""


def test_what_derives_from_the_record_carries_a_new_field() -> None:
    script = ADDED.format(field=FIELD)
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    carried = json.loads(done.stdout)
    assert [name for name, does in carried.items() if not does] == []
    assert len(carried) == 5


def test_the_recipe_names_each_file_that_a_field_of_a_property_takes() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    recipe = text.partition("## A field of a property")[2].partition("\n## ")[0]
    named = set(re.findall(r"`((?:core|resources)/[\w/.]+)`", recipe))
    word = re.compile(rf"""[.\"' ]{STANDS_FOR}\b(?! of)""")
    naming = {
        code.name
        for code in program()
        if code.name.startswith("core/") and not code.name.startswith(ELSEWHERE) and word.search(code.text)
    }
    assert {name for name in named if name.startswith("core/") and not (ROOT / name).is_file()} == set()
    assert naming - named == set()
    assert len(named) <= 12
