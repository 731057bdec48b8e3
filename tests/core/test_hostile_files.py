"""The attacker sells files: each is read or refused in a sentence; a name prints as typed or its letter is refused."""

import os
import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader

from core.base.resources import resource
from tests.core.conftest import BOUGHT, Run, whole
from tests.core.hostile import FILES, NAMES, ROW, row, table
from tests.lengths import some


@pytest.mark.parametrize("trick", some([*FILES], of=2))
def test_a_file(run: Run, tmp_path: Path, trick: str) -> None:
    name, make = FILES[trick]
    (tmp_path / name).write_bytes(make())
    code, out, err = run("import", str(tmp_path / name), *BOUGHT, "--site", "Toit")
    assert code != 1
    assert out or err
    assert "root:" not in out + err
    whole(run)


@pytest.mark.parametrize(
    "name",
    [
        "a b é.csv",
        "=1+1.csv",
        "%s{0}.csv",
        "<b>.csv",
        "CON.csv",
        "-x.csv",
        "é" * 120 + ".csv",
        "a\nb.csv",
        "\udcff.csv",
    ],
)
def test_a_file_name(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(table(ROW))
    assert run("import", str(tmp_path / name), *BOUGHT)[0] == 0
    (tmp_path / name).write_bytes(b"%PDF")
    assert run("import", str(tmp_path / name), *BOUGHT)[0] == 2
    whole(run)


@pytest.mark.parametrize("verb", [("import", *BOUGHT), ("capture",), ("agency", "--file"), ("consent", "0639980001")])
@pytest.mark.parametrize("kind", ["folder", "fifo", "loop", "missing", "name too long", "device", "nothing"])
def test_what_is_not_a_file(run: Run, filled: str, tmp_path: Path, verb: tuple[str, ...], kind: str) -> None:
    path = tmp_path / "objet"
    if kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        if not hasattr(os, "mkfifo"):
            pytest.skip("this system has no such pipe")
        os.mkfifo(path)
    elif kind == "loop":
        path.symlink_to(path)
    given = {"name too long": "x" * 5000, "device": "/dev/zero", "nothing": ""}.get(kind, str(path))
    extra = ("--collected", "2025-11-20T10:00", "--wording", "x", "--proof") if verb[0] == "consent" else ()
    assert run(*verb, *extra, given)[0] in (1, 2)
    whole(run)


def letters(text: str) -> str:
    """What must be found again: the letters and figures, composed."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


@pytest.mark.parametrize("name", some([*NAMES], of=4))
def test_a_name_prints_as_typed_or_its_letter_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / "nom.csv"
    file.write_bytes(table(row().replace("Morvan", f'"{name}"')).replace(b"Nom;", b"Nom de famille;"))
    run("import", str(file), *BOUGHT, "--map", "Nom de famille=last_name")
    run("agency", "--file", str(resource("demo", "agence.toml")))
    assert run("leads")[0] == 0
    assert run("leads", f"--search={name}")[0] in (0, 1)
    code, out, _ = run("notice", "--due", "--out", str(tmp_path / "lettres"))
    printed = [*(tmp_path / "lettres").glob("*.pdf")]
    assert len(printed) == (code == 0)
    if printed:
        page = letters(PdfReader(printed[0]).pages[0].extract_text())
        assert letters(name) in page, page
    else:
        assert "Pas de lettre" in out
    whole(run)
