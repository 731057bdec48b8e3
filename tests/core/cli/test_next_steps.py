"""The verb of the next step."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from core.base import moments
from tests.core.cli.test_cli import WEEK_AGO
from tests.core.conftest import Run
from tests.files.bases.make import AGENCY


def steps(run: Run, *words: str, code: int = 0) -> dict[str, Any]:
    found, said, _ = run("next", *words, "--json")
    assert found == code
    told: dict[str, Any] = json.loads(said)
    return told


def test_a_lead_has_one_step(run: Run, filled: str) -> None:
    [one] = steps(run, filled)["steps"]
    assert one["step"] == "complete"
    assert one["sentence"] == "Votre agence est incomplète\u202f: aucune lettre ne peut partir."
    run("oppose", filled, "--how", "letter")
    [one] = steps(run, filled)["steps"]
    assert (one["step"], one["where"], one["code"]) == ("opposed", "requests", "NEXT_OPPOSED_TELL")
    assert run("next", filled)[1].endswith("\nOpposé\u202f: 1\n")


def test_those_at_one_step_and_the_count_of_all(run: Run, filled: str) -> None:
    assert steps(run, "--step", "complete")["counts"]["complete"] == 1
    assert steps(run, "--step", "write", code=1) == {"steps": [], "counts": steps(run)["counts"]}
    later = (moments.now() + timedelta(days=730)).isoformat()
    assert [one["step"] for one in steps(run, "--at", later)["steps"]] == ["erase"]


def test_what_cannot_be_read_is_said(run: Run, filled: str) -> None:
    assert run("next", filled, "--at", "demain")[0] == 2
    assert run("next", "06 39 98 99 99")[0] == 1


def test_leads_at_a_step_are_exported(run: Run, filled: str, tmp_path: Path) -> None:
    out = tmp_path / "liste.csv"
    code, said, _ = run("export", "--out", str(out), "--filter", "step=complete", "--json")
    assert (code, json.loads(said)["rows"], json.loads(said)["left_out"]) == (0, 1, {})
    assert out.read_text("utf-8-sig").startswith("Feu;Nom;")
    run("oppose", filled, "--how", "letter")
    code, _said, told = run("export", "--out", str(out))
    assert code == 2
    assert "Aucune ligne à écrire" in told
    assert run("leads", "--filter", "step=opposed", "--json")[0] == 0
    assert run("leads", "--filter", "step=soon")[0] != 0


def test_a_letter_refused_for_its_origin_names_what_lacks_and_the_step_its_field(run: Run, tmp_path: Path) -> None:
    """The town of the property lacks."""
    run("agency", *(word for pair in AGENCY.items() for word in ("--set", "=".join(pair))))
    file = tmp_path / "pige.csv"
    file.write_text("Nom;Téléphone;Adresse;CP;Site\nMoreau Léa;0639981241;1 rue Haute;30700;PAP", "utf-8")
    assert run("import", str(file), "--supplier", "Pige", "--collected", WEEK_AGO)[0] == 0
    refused = json.loads(run("may", "letter", "0639981241", "--json")[1])
    lacks = next(one for one in refused["reasons"] if one["code"] == "ORIGIN_MISSING")
    assert lacks["sentence"].endswith("il manque la commune du bien.")
    assert lacks["change"] == "Indiquer la commune du bien"
    assert run("edit", "0639981241", "--set", "property_town=Uzès", "--from", "listing")[0] == 0
    assert "ORIGIN_MISSING" not in run("may", "letter", "0639981241", "--json")[1]
