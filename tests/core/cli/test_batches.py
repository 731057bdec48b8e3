"""The verbs that look at batches again: listed, undone, their rejects given back, their merges shown and taken back."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.core.cli.test_cli import Terminal

FILE = """Nom;Téléphone;Ville;Site;Référence;Prix
Moreau;0639981241;Uzès;PAP;R1;340 000
Petit;06 39 98;Uzès;PAP;R2;200 000
"""


@pytest.fixture
def at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal on an empty base."""
    return Terminal(tmp_path / "base", capsys)


def take(at: Terminal, name: str, text: str = FILE) -> int:
    """Import a file and return its batch."""
    file = at.folder.parent / name
    file.write_text(text, encoding="utf-8")
    found = at.json("import", str(file), "--supplier", "Pige Ouest", "--collected", "2026-11-20")
    return int(found["batch"])


def batches(at: Terminal) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = at.json("batches")["batches"]
    return found


def test_batches_are_listed_the_last_first(at: Terminal) -> None:
    assert at.run("batches")[1] == "Aucun lot.\n"
    first = take(at, "a.csv")
    second = take(at, "b.csv")
    assert [one["id"] for one in batches(at)] == [second, first]
    one = batches(at)[1]
    assert (one["name"], one["read"], one["added"], one["rejected"], one["undone"]) == ("a.csv", 2, 1, 1, None)
    assert "a.csv  2\u00a0lignes lues" in at.run("batches")[1]


def test_a_batch_is_undone_and_says_what_stays(at: Terminal) -> None:
    first = take(at, "a.csv")
    second = take(at, "b.csv", FILE.replace("340", "330"))
    expected = at.json("undo", str(second), "--dry-run")
    assert (expected["removed"], expected["unmerged"], expected["rejects"], expected["open"]) == (0, 1, 1, True)
    assert "1\u00a0réunion défaite" in at.run("undo", str(second), "--dry-run")[1]
    assert at.run("undo", str(first))[1].splitlines()[-1].endswith("un autre lot l’a complétée")
    done = at.json("undo", str(second))
    assert (done["removed"], done["unmerged"], done["kept_count"]) == (0, 1, 0)
    again = at.json("undo", str(first))
    assert (again["removed"], again["kept"]) == (1, [])
    assert all(one["undone"] for one in batches(at))
    assert at.json("undo", str(first), "--back") == {"batch": first, "back": 1, "left": 0}
    assert [one["undone"] is None for one in batches(at) if one["id"] == first] == [True]
    code, _out, said = at.run("undo", str(first), "--back")
    assert (code, "ne revient plus" in said) == (2, True)
    assert at.run("undo", str(first))[0] == 0
    assert "Annulé le" in at.run("batches")[1]
    code, _out, said = at.run("undo", "12")
    assert (code, said.startswith("Ce lot n’existe pas.")) == (2, True)


def test_rejects_are_listed_or_written(at: Terminal, tmp_path: Path) -> None:
    batch = take(at, "a.csv")
    [reject] = at.json("rejects", str(batch))["rejects"]
    assert (reject["line"], reject["code"], reject["cells"][1]) == (3, "ROW_BAD_PHONE", "06 39 98")
    assert "ligne 3\u202f: Numéro incompréhensible" in at.run("rejects", str(batch))[1]
    out = tmp_path / "rejets.xlsx"
    assert "1\u00a0ligne rejetée dans" in at.run("rejects", str(batch), "--out", str(out))[1]
    assert at.json("rejects", str(batch), "--out", str(out)) == {"batch": batch, "rows": 1, "file": str(out)}
    [_headings, row] = openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True)
    assert row[0] == 3
    assert row[2:] == ("Petit", "06 39 98", "Uzès", "PAP", "R2", "200 000")


def test_merges_are_shown_and_one_is_taken_back(at: Terminal) -> None:
    take(at, "a.csv")
    second = take(at, "b.csv", FILE.replace("340", "330"))
    [merge] = at.json("merges", str(second))["merges"]
    price = {"field": "Prix", "before": "340\u202f000\u00a0€", "after": "330\u202f000\u00a0€"}
    assert price in merge["changes"]
    assert "Prix\u202f: 340\u202f000\u00a0€ → 330\u202f000\u00a0€" in at.run("merges", str(second))[1]
    [after] = at.json("merges", str(second), "--undo", str(merge["id"]))["merges"]
    assert (after["undone"], after["changes"]) == (True, [])
    assert "défaite" in at.run("merges", str(second))[1]


REFUSING = """Nom;Téléphone;Ville;Site;Référence;Prix;Remarque
Moreau;0639981241;Uzès;PAP;R1;340 000;Agences s’abstenir
Petit;0639981242;Uzès;PAP;R2;200 000;
"""


def test_the_refusals_of_an_undone_batch_stay_or_go_with_their_count(at: Terminal) -> None:
    batch = take(at, "a.csv", REFUSING)
    assert at.json("undo", str(batch))["refusals"] == {"lifted": 0, "stays": 0, "kept": 1}
    for asked in (("--mistakes", "2", "--why", "Colonne lue de travers"), ("--mistakes", "1")):
        code, _out, _said = at.run("undo", str(batch), *asked)
        assert code == 2
    found = at.json("undo", str(batch), "--mistakes", "1", "--why", "Colonne lue de travers")
    assert found["refusals"] == {"lifted": 1, "stays": 0, "kept": 0}
    assert at.json("register", "check", "0639981241")["registered"] is False
