"""The verb that sets the values of a sheet."""

import json
from pathlib import Path
from typing import Any

from tests.core.conftest import BOUGHT, Run


def edit(run: Run, *words: str, code: int = 0) -> dict[str, Any]:
    found, said, _ = run("edit", *words, "--json")
    assert found == code, said
    told: dict[str, Any] = json.loads(said)
    return told


def shown(run: Run, who: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run("show", who, "--json")[1])
    return told


def test_values_are_set_with_their_origin(run: Run, filled: str) -> None:
    done = edit(
        run, filled, "--set", "address=27 rue de la Calade", "--set", "postcode=30700", "--set", "town=Uzès",
        "--set", "notes=Deux clés.", "--set", "phone=06 39 98 77 77", "--from", "sign", "--seen", "2026-01-05",
    )  # fmt: skip
    assert {one["field"] for one in done["changed"]} == {"address", "notes", "phone"}
    assert (done["opposed"], done["held"], done["known"], done["step"]) == (None, False, "", "complete")
    sheet = shown(run, filled)
    assert sheet["notes"] == "Deux clés."
    assert "\n  Deux clés.\n" in run("show", filled)[1]
    assert sheet["addresses"] == ["27 rue de la Calade, 30700 Uzès"]
    assert [(one["how"], one["seen"]) for one in sheet["origins"]][1:] == [("sign", "2026-01-05")]
    code, said, _ = run("edit", filled, "--remove", "06 39 98 77 77", "--set", "postcode=30000", "--set", "town=Nîmes",
                        "--from", "person")  # fmt: skip
    assert code == 0
    assert "téléphone\u202f: 06\u00a039\u00a098\u00a077\u00a077 → –\n" in said
    assert shown(run, filled)["addresses"] == ["27 rue de la Calade, 30000 Nîmes"]
    edit(run, filled, "--set", "address=")
    assert shown(run, filled)["addresses"] == []
    edit(run, filled, "--set", "town=Alès")
    assert shown(run, filled)["town"] == "Alès"


def test_what_is_refused_says_why(run: Run, filled: str) -> None:
    for words, said in (
        (("--set", "phone=06 39 98 77 77"), "Dites d’où vient cette valeur (téléphone)"),
        (("--set", "phone=06 39 98 77 77", "--from", "other"), "par quel moyen"),
        (("--set", "phone=06 39 98 77 77", "--from", "sign", "--seen", "demain"), "demain"),
        (("--set", "phone=06 39 98 77 77", "--from", "other", "--way", "annuaire inversé"), "annuaire"),
        (("--set", "sans égal"), "nom=valeur"),
        (("--set", "age=40"), "n’existe pas"),
        (("--remove", "06 39 98 99 99"), "--remove"),
        ((), "Rien ne change"),
    ):
        code, _, error = run("edit", filled, *words)
        assert (code, said in error) == (2, True), error
    assert run("edit", "06 39 98 99 99", "--set", "notes=x")[0] == 1


def test_a_number_of_somebody_opposed_is_a_no(run: Run, filled: str) -> None:
    run("oppose", "06 39 98 70 70", "--how", "letter")
    done = edit(run, filled, "--set", "phone=06 39 98 70 70", "--from", "listing", code=1)
    assert done["opposed"] and done["changed"] == [] and done["step"] == "opposed"
    code, said, _ = run("edit", filled, "--set", "email=a@exemple.fr", "--from", "person")
    assert (code, "Rien n’est gardé." in said) == (1, True)


def test_a_number_known_already_and_an_address_near_a_refused_one_are_said(
    run: Run, filled: str, tmp_path: Path
) -> None:
    file = tmp_path / "deux.csv"
    file.write_text(
        "Nom;Prénom;Téléphone;Adresse;Code postal;Commune;Site;Référence;Date\n"
        "Moreau;Hélène;0639985001;14 rue des Mûriers;30700;Uzès;Toit Direct;TD71;01/11/2026\n"
        "Bœuf;Cédric;0639985002;8 impasse des Lilas;34000;Montpellier;Toit Direct;TD72;01/11/2026\n",
        encoding="utf-8",
    )
    assert run("import", str(file), *BOUGHT)[0] == 0
    run("oppose", "0639985001", "--how", "letter")
    code, said, _ = run(
        "edit", filled, "--set", "last_name=Moreaux", "--set", "first_name=Hélène", "--set",
        "address=14 r. des Muriers", "--set", "postcode=30700", "--set", "town=Uzès", "--set",
        "phone=0639985002", "--from", "agency",
    )  # fmt: skip
    assert code == 0
    assert "Cette adresse ressemble à une adresse bloquée. La lettre est retenue." in said
    assert "Déjà sur la fiche de Bœuf Cédric." in said
