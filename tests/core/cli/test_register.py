"""The register typed in a terminal."""

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.common.agency import save_agency
from core.base.moments import now
from core.cli import run as terminal
from core.store.engine.opening import opened
from core.store.safe import homes
from tests.core.actions.conftest import NOW
from tests.core.conftest import BOUGHT, Run
from tests.files.bases.make import AGENCY

LIST = "Nom;Téléphone\nMoreau;0639980077\nBœuf;0639980078\nPersonne;\n"


class Keyboard(io.StringIO):
    """What somebody types, who is told what to type."""

    def isatty(self) -> bool:
        """Be a keyboard."""
        return True


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


HEAD = "Nom;Prénom;Téléphone;Adresse;Code postal;Ville;Site;Référence\n"
FIRST = "Moreau;Hélène;06 39 98 12 41;14 rue des Mûriers;30700;Uzès;Toit Direct;A1\n"
NEXT = """\
Moreau;H.;;14 r. des Murier, bât B;30700;Uzès;Autre Toit;B1
Payet;Inès;;14 rue des Mûriers;30700;Uzès;Autre Toit;B2
"""


def test_one_person_from_the_first_file_to_the_letter_that_waits(run: Run, tmp_path: Path) -> None:
    first, later = tmp_path / "pige.csv", tmp_path / "suite.csv"
    first.write_text(HEAD + FIRST, "utf-8")
    later.write_text(HEAD + NEXT, "utf-8")
    with opened(tmp_path / "base") as store:
        save_agency(store, AGENCY, by="Claire", at=NOW)
    assert run("import", str(first), *BOUGHT)[0] == 0
    assert run("oppose", "0639981241", "--how", "call")[0] == 0
    [lead] = json.loads(run("leads", "--json")[1])["leads"]
    assert run("forget", str(lead["id"]))[0] == 0
    assert run("import", str(later), *BOUGHT)[0] == 0
    held, twin = sorted(
        (one for one in json.loads(run("leads", "--json")[1])["leads"] if one["id"] != lead["id"]),
        key=lambda one: str(one["name"]),
    )
    code, out, _ = run("notice", "--due", "--out", str(tmp_path / "lettres"), "--json")
    answer = json.loads(out)
    assert [one["lead"] for one in answer["letters"]] == [twin["id"]]
    assert answer["undecided"] == [held["id"]]
    answer = json.loads(run("notice", str(held["id"]), "--out", str(tmp_path / "lettres"), "--json")[1])
    assert [(one["lead"], one["codes"]) for one in answer["refused"]] == [(held["id"], ["ADDRESS_NEAR_OPPOSED"])]
    code, out, _ = run("register", "near", str(held["id"]))
    assert code == 1
    assert "Moreau H. 14 r. des Murier, bât B 30700 Uzès" in out
    assert "même adresse à peu près" in out
    code, out, _ = run("register", "check", "14 r. des Murier, 30700 Uzès", "--json")
    assert (code, json.loads(out)["near"]) == (1, True)
    code, out, _ = run("register", "check", "Bât. C, 14 rue des Mûriers, 30700 UZES", "--json")
    assert (json.loads(out)["registered"], json.loads(out)["near"]) == (True, False)
    assert "presque semblable" in run("register", "check", "14 r. des Murier, 30700 Uzès")[1]
    assert run("register", "near", str(held["id"]), "--another")[0] == 0
    assert "ne ressemble" in run("register", "near", str(held["id"]))[1]
    answer = json.loads(run("notice", str(held["id"]), "--out", str(tmp_path / "lettres"), "--json")[1])
    assert answer["refused"] == []
    assert [one["lead"] for one in answer["letters"]] == [held["id"]]


def test_words_that_sound_like_a_refusal_are_shown_and_answered(run: Run, tmp_path: Path) -> None:
    head = "Nom;Téléphone;CP;Ville;Site;Note\n"
    rows = ("Moreau;0639980041;30000;Nîmes;Toit Direct;", "Petit;0639980042;30000;Nîmes;Toit Direct;")
    for said in ("", "Souhaite vendre seul"):
        (tmp_path / "pige.csv").write_text(head + "".join(f"{row}{said}\n" for row in rows), "utf-8")
        run("import", str(tmp_path / "pige.csv"), *BOUGHT)
    code, out, _ = run("register", "doubt", "0639980041")
    assert code == 1, "it waits for an answer"
    assert "« Souhaite vendre seul »" in out.replace("\u202f", " ")
    assert json.loads(run("register", "doubt", "0639980042", "--json")[1])["words"] == ["Souhaite vendre seul"]
    assert run("register", "doubt", "0639980041", "--refuses")[:2] == (
        0,
        "Opposition enregistrée\u202f: ni lettre ni appel.\n",
    )
    assert run("register", "check", "0639980041")[0] == 1
    assert "libre" in run("register", "doubt", "0639980042", "--free")[1]
    assert run("register", "check", "0639980042")[0] == 0
    assert "Aucune phrase" in run("register", "doubt", "0639980042")[1]


def test_a_clock_behind_what_was_recorded_is_said_on_stderr(run: Run, tmp_path: Path) -> None:
    with opened(tmp_path / "base") as store:
        save_agency(store, AGENCY, by="Claire", at=now() + timedelta(days=2))
    code, out, err = run("register", "check", "06 39 98 00 77", "--json")
    assert (code, json.loads(out)["registered"]) == (0, False)
    assert "retarde" in err


def test_two_bases_under_one_key_hand_each_other_their_registers(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, alone = tmp_path / "autre", tmp_path / "seule"
    words = json.loads(run("register", "phrase", "--json")[1])["words"]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(" ".join(words).encode()), encoding="utf-8"))
    assert run("register", "restore", folder=other)[0] == 0
    for folder, number in ((tmp_path / "base", "0639980077"), (other, "0639980078"), (alone, "0639980079")):
        assert run("oppose", number, folder=folder)[0] == 0
        assert run("register", "export", "--out", str(folder / "registre.csv"), folder=folder)[0] == 0
    code, out, _ = run("register", "import", str(tmp_path / "base" / "registre.csv"), folder=other)
    lines = "1 lue = 1 inscrite + 0 déjà inscrite + 0 rejetée + 0 vide."
    refusals = "Chaque ligne est une empreinte\u202f: 1 opposition nouvelle."
    assert (code, out.splitlines()[0]) == (0, f"{lines} {refusals}")
    assert run("register", "import", str(other / "registre.csv"))[0] == 0
    for folder in (tmp_path / "base", other):
        for number, code in (("0639980077", 1), ("0639980078", 1), ("0639980079", 0)):
            assert run("register", "check", number, folder=folder)[0] == code
    code, _, err = run("register", "import", str(alone / "registre.csv"))
    assert code == 2
    assert "autre clé" in err


def test_the_key_leaves_the_base_and_comes_back_by_its_phrase(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole way by the verbs: two words, a sealed backup, and another computer."""
    here, disk, there = str(tmp_path / "base"), tmp_path / "disque", str(tmp_path / "neuf")
    code, out, _err = run("register", "phrase", "--json")
    words = json.loads(out)["words"]
    assert json.loads(run("doctor", "--json")[1])["key"] == "base"
    assert "pas scellée" in run("backup", "--out", str(tmp_path / "avant"))[1]
    monkeypatch.setattr("sys.stdin", Keyboard("faux faux\n"))
    code, _out, err = run("register", "confirm", "--word", "5", "--word", "20")
    assert code == 2
    assert err.startswith("Tapez les mots 5, 20 de la feuille")
    assert "mot n°" in err
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{words[4]}\n{words[19]}\n"))
    code, out, _err = run("register", "confirm", "--word", "5", "--word", "20", "--json")
    assert (code, json.loads(out)["key"]) == (0, "file")
    told = json.loads(run("doctor", "--json")[1])
    assert (told["key"], [one["sealed"] for one in told["copies"]]) == ("file", [False])
    assert "Non scellée" in run("doctor")[1]
    assert run("register", "phrase", "--age")[1].startswith("AGE-SECRET-KEY-1")
    made = json.loads(run("backup", "--out", str(disk), "--json")[1])
    assert made["sealed"]
    assert run("restore", made["file"], "--drill")[0] == 0
    for path in (homes.config_folder() / "cles").iterdir():
        path.unlink()
    assert run("backup", "--out", str(disk))[0] == 2
    # Without its key, the base and its backups say nothing of anybody, and what is there is told.
    code, out, _err = run("doctor", "--copies", str(disk))
    assert code == 1
    assert "manque sur cet ordinateur" in out and "24 mots de sa feuille" in out
    terminal.run(["restore", made["file"], "--data-dir", there])
    monkeypatch.setattr("sys.stdin", io.StringIO(" ".join(words)))
    assert terminal.run(["restore", made["file"], "--phrase", "--data-dir", there]) == 0
    assert terminal.run(["verify", "--data-dir", there]) == 0
    assert terminal.run(["backup", "--out", str(disk), "--data-dir", here]) == 0
