"""The verbs of print runs, with a program in the place of CUPS's own that keeps what it is given."""

import io
import os
import re
import sys
from pathlib import Path

import pytest

from core.base import moments
from tests.bases import put_base
from tests.core.cli.test_cli import Terminal, letters_ready
from tests.core.notices.reading import texts
from tests.tables import table

LP = """#!/bin/sh
n=$(ls "$PAPER" | wc -l)
if [ "$n" -ge "${JAM:-1000}" ]; then exit 1; fi
cat > "$PAPER/$(printf %03d "$n").pdf"
echo "$@" >> "$PAPER.said"
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script of POSIX stands for CUPS")


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where the printer puts its sheets."""
    programs, paper = tmp_path / "programs", tmp_path / "paper"
    programs.mkdir()
    paper.mkdir()
    for name, text in (("lp", LP), ("lpstat", '#!/bin/sh\n[ "$1" = -e ] && echo Accueil\nexit 0\n')):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PAPER", str(paper))
    return paper


@pytest.fixture
def at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal on a base with letters ready."""
    put_base(tmp_path / "base", letters_ready)
    return Terminal(tmp_path / "base", capsys)


def test_from_paper_to_post(at: Terminal, paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = at.json("print", "--due", "--printer", "Accueil")
    assert sent["sent"] == len(list(paper.iterdir())) >= 8
    assert "sides=two-sided-long-edge" in Path(f"{paper}.said").read_text()
    assert at.json("runs", "--open")["runs"][0]["run"] == sent["run"]
    assert "sont-elles sorties" in at.run("run", str(sent["run"]))[1]
    last = sent["letters"][4]["reference"]
    answer = at.json("run", str(sent["run"]), "--out", last)["answer"]
    assert answer == {"out": 5, "opposed": 0, "again": sent["sent"] - 5}
    assert at.run("run", str(sent["run"]), "--out", "all")[0] == 2, "it is closed"
    assert at.json("next", "--step", "post")["counts"]["post"] == 5
    assert at.json("runs", "--open") == {"runs": []}
    printed = [one["reference"] for one in sent["letters"][:5]]
    done = at.json("posted", *printed)
    assert (done["posted"], done["late"]) == (5, 0)
    assert at.json("posted", printed[0], "--undo") == {"undone": 1, "kept": 0}
    assert at.json("posted", printed[0], "--undo", code=1) == {"undone": 0, "kept": 0}
    assert at.json("posted", printed[0], "--day", done["day"])["day"] == done["day"]


def test_a_printer_that_refuses_then_resumes(at: Terminal, paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAM", "3")
    code, _out, said = at.run("print", "--due", "--printer", "Accueil")
    assert (code, "a refusé le tirage" in said) == (2, True)
    [left] = at.json("runs", "--open")["runs"]
    assert left["sent"] == 3
    monkeypatch.delenv("JAM")
    again = at.json("run", str(left["run"]), "--resume")
    assert again["to_print"] == 0
    assert again["sent"] == left["sent"] + left["to_print"]
    assert at.json("run", str(left["run"]), "--stop")["sent"] == again["sent"]
    assert at.json("run", str(left["run"]), "--out", "none")["answer"]["again"] == again["sent"]


def test_files_instead_of_paper(at: Terminal, tmp_path: Path) -> None:
    whole = at.json("print", "--due", "--pdf", str(tmp_path / "tout.pdf"))
    assert (tmp_path / "tout.pdf").read_bytes().startswith(b"%PDF")
    assert (
        "compteront une fois imprimées" in at.run("print", *_references(at)[:2], "--pdf", str(tmp_path / "deux.pdf"))[1]
    )
    assert at.json("next")["counts"]["print"] == whole["letters"], "none counts as printed"


def test_a_service_is_said_tried_and_handed_letters(at: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "service"
    assert "son contrat a été accepté" in at.run("print", "--due", "--folder", str(folder))[2]
    assert at.json("service", code=1)["service"]["name"] == ""
    said = ["profile=merci_facteur", "name=Merci Facteur", "accepted_on=2026-01-05", "country=France"]
    said += ["sub_processors=aucun", "erasure_days=40"]
    at.json("service", "set", *(word for pair in said for word in ("--set", pair)))
    assert at.json("service")["missing"] == []
    assert at.run("service", "tried", "--seen", "adresse lisible")[0] == 2
    files = at.json("service", "trial", "--out", str(tmp_path / "essai"))["files"]
    assert len([file for file in files if file.endswith(".pdf")]) == 2
    at.json("service", "tried", "--seen", "adresse lisible, coupon entier")
    assert at.json("print", "--due", "--folder", str(folder), code=1)["letters"] == 0, "made before, they do not say it"
    lead = str(at.json("leads", "--limit", "1")["leads"][0]["id"])
    [made] = at.json("notice", lead, "--out", str(tmp_path / "lettres"))["letters"]
    assert at.json("print", made["reference"], "--folder", str(folder))["letters"] == 1
    assert {file.name for file in folder.iterdir()} == {f"{made['reference']}.pdf", "adresses.csv", "liste.csv"}
    assert at.run("posted", made["reference"])[0] == 2, "its day is that of the report of the service"
    assert at.json("posted", made["reference"], "--day", made_today())["posted"] == 1


@table(
    "words, code, said",
    [
        (("print", "--due"), 2, "Dites où imprimer"),
        (("print", "ZZZ-ZZZ", "--printer", "Accueil"), 2, "Aucune lettre ne porte la référence"),
        (("print", "--printer", "Accueil"), 1, ""),
        (("run", "12"), 2, "Aucun tirage"),
        (("run", "12", "--out", "all"), 2, "Aucun tirage"),
        (("posted", "ZZZ-ZZZ"), 2, "Aucune lettre ne porte la référence"),
    ],
)
def test_what_cannot_be(at: Terminal, paper: Path, words: tuple[str, ...], code: int, said: str) -> None:
    left, _out, told = at.run(*words)
    assert (left, said in told) == (code, True), told
    assert list(paper.iterdir()) == []


def test_a_day_to_come_is_refused(at: Terminal) -> None:
    reference = _references(at)[0]
    assert at.run("posted", reference, "--day", "2099-01-01")[0] == 2
    assert at.run("posted", reference, "--day", "demain")[0] == 2
    assert at.json("posted", reference)["posted"] == 1


def made_today() -> str:
    """Return the day of today as typed."""
    return moments.now().date().isoformat()


def _references(at: Terminal) -> list[str]:
    return [file.stem.removeprefix("lettre-") for file in sorted((at.folder / "lettres").glob("lettre-*.pdf"))]


def test_the_recovery_sheet_is_printed_and_its_code_takes_the_key_out(
    at: Terminal, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = at.json("register", "key")
    assert (before["key"], before["at_rest"], before["printed"]) == ("base", "clear", False)
    assert at.json("register", "sheet", "--printer", "Accueil") == {"printer": "Accueil"}
    assert "sides=one-sided" in Path(f"{paper}.said").read_text()
    [page] = texts((paper / "000.pdf").read_bytes())
    code = re.search(r"[A-Z]{4}-[A-Z]{4}", page)
    assert code is not None
    words = " ".join(at.json("register", "phrase")["words"])
    assert all(word in page for word in words.split())
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{code[0][:-1]}\n"))
    assert "le code de la feuille" in at.run("register", "confirm", "--code")[2]
    monkeypatch.setattr("sys.stdin", io.StringIO(f" {code[0].lower().replace('-', ' ')}\n"))
    assert at.json("register", "confirm", "--code")["key"] == "file"
    after = at.json("register", "key")
    assert (after["key"], after["at_rest"], after["printed"]) == ("file", "beside_key", True)
    assert Path(after["file"]).name == f"{before['id']}.cle"
    assert after["disk"] in ("on", "off", "unknown")
    monkeypatch.setenv("JAM", "0")
    assert "Accueil" in at.run("register", "sheet", "--printer", "Accueil")[2]


def test_the_paper_alone_brings_the_base_back_on_a_bare_computer(
    at: Terminal,
    paper: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at.json("register", "sheet", "--printer", "Accueil")
    [page] = texts((paper / "000.pdf").read_bytes())
    code = re.search(r"[A-Z]{4}-[A-Z]{4}", page)
    assert code is not None
    monkeypatch.setattr("sys.stdin", io.StringIO(code[0]))
    at.json("register", "confirm", "--code")
    held = at.json("leads")["total"]
    file = at.json("backup", "--out", str(tmp_path / "disque"))["file"]
    monkeypatch.setenv("PREMIER_CONTACT_CONFIG", str(tmp_path / "autre-ordinateur"))
    bare = Terminal(tmp_path / "neuf", capsys)
    assert "24 mots" in bare.run("restore", file, "--drill")[2]
    words = re.findall(r"^\d+\. (\w+)\s*$", page, re.MULTILINE)
    assert len(words) == 24
    for asked in ("--drill", "--dry-run"):
        monkeypatch.setattr("sys.stdin", io.StringIO(" ".join(words)))
        assert bare.json("restore", file, asked, "--phrase")["leads"] == held
        assert not (tmp_path / "neuf").exists(), "a trial leaves nothing"
        assert not list((tmp_path / "autre-ordinateur").rglob("*.cle")), "nor the key"
    monkeypatch.setattr("sys.stdin", io.StringIO(" ".join(words)))
    assert bare.json("restore", file, "--phrase")["aside"] == ""
    assert bare.json("leads")["total"] == held
    assert bare.json("backup", code=1)["drilled"] is None
    assert bare.run("verify")[0] == 0
