"""The verb that lifts a refusal read wrong: what it prints, and how it leaves."""

from pathlib import Path

import pytest

from tests.core.cli.test_cli import Terminal


@pytest.fixture
def at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal on an empty base."""
    return Terminal(tmp_path / "base", capsys)


READING = """Nom;Téléphone;Ville;Site;Référence;Prix;Remarque
Moreau;0639981241;Uzès;PAP;R1;340 000;Agences s’abstenir
Petit;0639981242;Uzès;PAP;R2;200 000;Agences s’abstenir
"""


def test_a_refusal_read_wrong_is_lifted_and_one_that_was_said_is_not(at: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "pige.csv"
    file.write_text(READING, encoding="utf-8")
    at.json("import", str(file), "--supplier", "Pige Ouest", "--collected", "2026-11-20")
    at.json("oppose", "0639981242", "--how", "call")
    [source] = at.json("register", "check", "0639981241", code=1)["sources"]
    assert (source["author"], source["words"], source["line"]) == ("read", "Agences s’abstenir", 2)
    assert at.run("register", "mistake", "0639981241")[0] == 2, "why?"
    assert at.run("register", "mistake", "0639987777", "--why", "Une banque.")[0] == 1
    said = at.run("register", "mistake", "0639981242", "--why", "Une banque.")
    assert (said[0], "seul son nouvel accord" in said[1]) == (1, True)
    done = at.json("register", "mistake", "0639981241", "--why", "Une banque.")
    assert [one["opposition"] for one in done["lifted"]] == [source["opposition"]]
    assert (done["stays"], done["rows"]) == ([], [{"batch": source["batch"], "file": "pige.csv", "line": 2}])
    assert at.json("register", "mistake", str(source["opposition"]), "--undo")["back"] > 0
    assert at.run("register", "mistake", "personne", "--undo")[0] == 2
