"""The register typed in a terminal."""

import io
import json
from pathlib import Path

import pytest

from tests.core.conftest import Run

LIST = "Nom;Téléphone\nMoreau;0639980077\nBœuf;0639980078\nPersonne;\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A list."""
    made = tmp_path / "cahier.csv"
    made.write_text(LIST, encoding="utf-8")
    return made


def test_a_list_taken_in_checked_and_handed_out(run: Run, file: Path, tmp_path: Path) -> None:
    code, out, _ = run("register", "import", str(file), "--supplier", "Pige Ouest")
    assert code == 0
    assert "3 lues = 2 inscrites + 0 déjà inscrite + 1 rejetée + 0 vide." in out
    assert "ligne 4" in out
    code, out, _ = run("register", "check", "06 39 98 00 77")
    assert code == 1
    assert "Au registre" in out
    assert run("register", "check", "06 39 98 00 79")[0] == 0
    code, out, _ = run("register", "check", "12 rue Foch, 01000 Bourg", "--json")
    assert (code, json.loads(out)["registered"]) == (0, False)
    assert run("register", "check", "bonjour")[0] == 2
    code, out, _ = run("register", "export", "--out", str(tmp_path / "registre.csv"))
    assert code == 0
    assert "2 empreintes" in out
    code, out, _ = run("register", "import", str(file), "--json")
    assert json.loads(out)["already"] == 2


def test_the_phrase_comes_back_from_the_keyboard(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = json.loads(run("register", "phrase", "--json")[1])["words"]
    assert len(words) == 24
    assert "24. " in run("register", "phrase")[1]
    for expected in ("en place", "déjà cette clé"):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(" ".join(words).encode()), encoding="utf-8"))
        code, out, _ = run("register", "restore", folder=tmp_path / "autre")
        assert code == 0
        assert expected in out
