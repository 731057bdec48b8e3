"""The help of every verb speaks French, and names what it waits for as the sentence that says it is missing does."""

import re

import pytest
from click.testing import CliRunner

from core.cli.run import run, verbs
from tests.tables import table
from tests.test_readme import VERBS

ENGLISH = re.compile(
    r"Usage|Commands:|Show this|required|\.\.\.|"
    r"\b(?:ARGS|WHO|LEAD|CHANNEL|FILE|PATH|TEXT|INTEGER|DIRECTORY|OTHER|KEEP)\b(?!\])"
)


@table("name", ["", *VERBS])
def test_the_help_speaks_french(name: str) -> None:
    told = CliRunner().invoke(verbs, [*name.split(), "--help"], prog_name="main.py", terminal_width=200)
    assert told.exit_code == 0
    assert told.output.startswith("Emploi\u202f: main.py")
    shown = "\n".join(line.rstrip("…. ") for line in told.output.replace("...\n", "\n").splitlines())
    assert ENGLISH.findall(shown) == []


def test_what_is_missing_has_the_name_of_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["may", "call"]) == 2
    assert "«\u202fQUI\u202f»" in capsys.readouterr().err
