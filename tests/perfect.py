"""``python -m tests.perfect [--grow]``, after ``coverage run -m pytest -n logical``: the rooms of the law and of the
data are perfect, every line and branch run by a test, and so is each file of the list, which only grows.

The list is ``tests/perfect.txt``. ``--grow`` adds the files that became perfect and drops those that are gone.
"""

import json
import sys
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path

import coverage

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "tests" / "perfect.txt"
ROOMS = ("core/rules/", "core/actions/", "core/store/", "core/base/text.py")
OVERALL = 90
"""Per cent of lines and branches, over core and ui."""

Missing = tuple[int, int]
"""Lines and branches no test runs."""


def measured() -> tuple[dict[str, Missing], float]:
    """Return what is missing in each file, by path from the root, and the per cent covered, of the last run."""
    found = coverage.Coverage(data_file=str(ROOT / ".coverage"), config_file=str(ROOT / "pyproject.toml"))
    with warnings.catch_warnings():  # A process that a test killed left half a file.
        warnings.simplefilter("ignore", coverage.exceptions.CoverageWarning)
        found.combine([str(ROOT)])
    found.save()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "coverage.json"
        found.json_report(outfile=str(out))
        told = json.loads(out.read_text("utf-8"))
    files = {
        Path(name).as_posix(): (one["summary"]["missing_lines"], one["summary"]["missing_branches"])
        for name, one in told["files"].items()
    }
    return files, float(told["totals"]["percent_covered"])


def lost(files: Mapping[str, Missing], listed: set[str]) -> list[str]:
    """Return a line for each file that must be perfect and is not."""
    kept = {name for name in listed if (ROOT / name).exists()}
    asked = sorted(kept | {name for name in files if name.startswith(ROOMS)})
    return [f"{name}: {_words(files.get(name))}" for name in asked if files.get(name) != (0, 0)]


def _words(missing: Missing | None) -> str:
    return "{} lines, {} branches".format(*missing) if missing else "never imported"


def grown(files: Mapping[str, Missing], listed: set[str]) -> list[str]:
    """Return the list with what became perfect, without what is gone; the rooms need no list."""
    whole = {name for name, missing in files.items() if missing == (0, 0)} | listed
    return sorted(name for name in whole if (ROOT / name).exists() and not name.startswith(ROOMS))


def main(words: list[str]) -> int:
    """Say what was lost, and return 1 when something was."""
    files, overall = measured()
    listed = set(LIST.read_text("utf-8").split())
    gone = lost(files, listed)
    print("\n".join([*gone, f"{overall:.1f} % overall, {OVERALL} % at least"]))
    if "--grow" in words and not gone:
        LIST.write_text("\n".join([*grown(files, listed), ""]), "utf-8")
    return int(bool(gone) or overall < OVERALL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
