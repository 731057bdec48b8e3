"""The verbs of what is kept: backup, restore, retention, forget."""

import json
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite3

from core.base import moments
from core.store.engine.opening import NAME
from tests.bases import put_base
from tests.core.conftest import Run, one_person
from tests.tables import table


def test_a_backup_is_made_listed_and_put_back(run: Run, filled: str, tmp_path: Path) -> None:
    code, said, _ = run("backup")
    assert (code, said) == (1, "Aucune sauvegarde\n")
    disk = tmp_path / "disque"
    code, said, _ = run("backup", "--out", str(disk))
    assert code == 0
    assert said.startswith("Sauvegarde vérifiée\u202f: ")
    code, said, _ = run("backup", "--json")
    [one] = json.loads(said)["backups"]
    assert said.count("premier-contact-") == 1
    assert run("backup")[1].splitlines()[-2:-1] == ["Sauvegarde à l’instant"]
    assert run("oppose", filled, "--how", "call")[0] == 0
    code, said, _ = run("restore", one["file"], "--dry-run")
    assert code == 0
    assert "Seront perdus\u202f: 0\u00a0prospect" in said or "Seront perdus\u202f: 0 prospect" in said
    code, said, _ = run("restore", one["file"])
    assert code == 0
    assert said.startswith("Base restaurée et vérifiée.\n")
    assert "opposition" in said
    assert run("may", "call", filled)[0] == 1
    assert run("verify")[0] == 0


def test_an_unreadable_base_is_replaced_and_told(run: Run, filled: str, tmp_path: Path) -> None:
    disk = tmp_path / "disque"
    assert run("backup", "--out", str(disk))[0] == 0
    (tmp_path / "base" / NAME).write_bytes(b"illisible" * 999)
    [file] = disk.glob("*.db")
    code, said, _ = run("restore", str(file))
    assert code == 0
    assert said.endswith("(coupons, e-mails, cahier) et notez-les de nouveau.\n")
    code, _, err = run("restore", str(tmp_path / "absente.db"))
    assert code == 2
    assert err.startswith("«\u202fabsente.db\u202f» est abîmé")


@table("left", [None, b""])
def test_a_base_that_is_gone_is_told_and_nothing_takes_its_place(
    run: Run, filled: str, tmp_path: Path, left: bytes | None
) -> None:
    base, disk = tmp_path / "base" / NAME, tmp_path / f"disque{left is None}"
    put_base(tmp_path / "base", one_person)
    assert run("backup", "--out", str(disk))[0] == 0
    assert run("oppose", "0639980077", "--how", "call")[0] == 0
    base.unlink()
    if left is not None:
        base.write_bytes(left)
    for verb in (("leads",), ("agency",), ("verify",), ("backup",)):
        code, _, err = run(*verb)
        assert (code, "Rien n’a été créé à sa place." in err) == (2, True)
    assert base.exists() == (left is not None)
    [file] = disk.glob("*.db")
    code, said, _ = run("doctor", "--copies", str(disk), "--json")
    seen = json.loads(said)
    assert (code, seen["state"], [one["sound"] for one in seen["copies"]]) == (1, "lost", [True])
    assert run("restore", str(file))[0] == 0
    assert run("show", filled)[0] == 0
    code, said, _ = run("doctor")
    assert (code, said.splitlines()[0]) == (0, "La base se lit jusqu’à sa dernière page.")


def test_a_person_is_erased(run: Run, filled: str) -> None:
    code, said, _ = run("forget", filled, "--dry-run")
    assert code == 0
    assert "Part\u202f: le nom.\n" in said
    assert "Reste\u202f: le bien\u202f: commune, type, surface, prix (Prudence).\n" in said
    code, said, _ = run("forget", filled)
    assert code == 0
    assert said.endswith("Personne effacée.\n")
    assert run("forget", filled)[0] == 1


def test_retention_says_then_does(run: Run, filled: str) -> None:
    assert run("retention")[:2] == (1, "Rien n’est gardé trop longtemps.\n")
    assert run("retention", "--run")[:2] == (0, "0 personne effacée, 0 trace supprimée.\n")
    assert json.loads(run("retention", "--run", "--rule", "uninformed", "--json")[1])["whole"] is True


def test_files_without_a_row_are_listed_then_deleted(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "base"
    assert run("retention", "--files")[0] == 1
    (folder / "copie-12.zip").write_bytes(b"PK")
    assert run("retention", "--files")[:2] == (0, f"{folder / 'copie-12.zip'}\n")
    assert run("retention", "--files", "--run")[1] == "1 fichier supprimé.\n"
    assert not (folder / "copie-12.zip").exists()


def test_retention_counts_an_old_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "vieux.csv"
    file.write_text(
        "nom;telephone;adresse;cp;ville;site;reference\nVieux;0639980002;1 rue X;49000;Angers;Toit;R1\n", "utf-8"
    )
    old = (moments.now() - timedelta(days=1000)).date().isoformat()
    assert run("import", str(file), "--supplier", "P", "--collected", old)[0] == 0
    code, said, _ = run("retention")
    assert code == 0
    assert said.startswith("RET-02 (Prudence)  1  Plus de douze mois")
    assert run("retention", "--run")[1] == "1 personne effacée, 0 trace supprimée.\n"


def test_the_verb_that_touches_a_row_changed_elsewhere_tells_it(run: Run, filled: str, tmp_path: Path) -> None:
    assert run("oppose", filled, "--how", "call")[0] == 0
    with closing(sqlite3.connect(tmp_path / "base" / NAME)) as tool, tool:
        tool.execute("UPDATE lead SET opposed_at = '2025-01-01T10:00:00.000+00:00'")
    code, _said, err = run("forget", filled)
    assert code == 0
    assert "changée hors du programme. Fiches opposées, gelées ou effacées\u202f: 1. Votre geste est enregistré" in err
    assert run("verify")[0] == 1


def test_a_trigger_put_in_the_base_is_named_by_each_verb(run: Run, filled: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "base" / NAME)) as tool:
        tool.execute("CREATE TRIGGER intrus AFTER INSERT ON opposition BEGIN DELETE FROM journal; END")
    for asked in (("verify",), ("leads",), ("oppose", filled, "--how", "call")):
        code, _said, err = run(*asked)
        assert code == 2
        assert "déclencheur «\u202fintrus\u202f» (en trop)" in err
    code, said, _err = run("doctor", "--json")
    assert code == 1
    assert json.loads(said)["state"] == "altered"
