"""The suppliers from the command line: their risks listed, a sheet filled, and what cannot be refused in a sentence."""

import json
from pathlib import Path

import pytest

from tests.core.cli.test_cli import Terminal, at
from tests.core.conftest import BOUGHT, Run

__all__ = ["at"]
SHEET = (
    "legal_name=Pige Ouest SARL", "siren=123 456 782", "address=1 rue du Pont, 30700 Uzès", "email=a@pige.example",
    "contract=2026-118 du 3 mars 2026", "method=À la main", "notice_day=18/11/2026", "notice_text=Bonjour",
    "objections=Retirées le lendemain",
)  # fmt: skip
ROWS = (
    "Nom;Prénom;Téléphone;Adresse;Code postal;Commune;Site;Référence;Date\n"
    "Moreau;Hélène;0639985001;14 rue des Mûriers;30700;Uzès;Toit Direct;TD71;01/11/2026\n"
)


def set_(*pairs: str) -> list[str]:
    """Return the options that fill these fields."""
    return [word for pair in pairs for word in ("--set", pair)]


def test_the_list_says_each_risk(at: Terminal) -> None:
    assert at.run("suppliers")[0] == 1
    at.import_()
    found = at.json("suppliers")["suppliers"]
    assert [(one["name"], one["severity"]) for one in found] == [("Pige Ouest", "red")]
    assert {risk["rule"] for risk in found[0]["risks"]} == {f"BUY-0{n}" for n in range(1, 8)} | {"GDPR-07"}
    _, said, _ = at.run("suppliers")
    assert "Pige Ouest" in said
    assert "Risque" in said
    assert "4 points de prudence" in said


def test_a_sheet_is_filled_and_its_risks_go(at: Terminal) -> None:
    at.import_()
    sites = [one["site"] for one in at.json("supplier", "pige ouest")["sites"]]
    assert sites
    licences = [word for site in sites for word in ("--site", f"{site}=licence 2026-12")]
    found = at.json("supplier", "Pige Ouest", *set_(*SHEET), *licences)
    assert found["severity"] == "none"
    assert (found["siren"], found["notice_day"]) == ("123456782", "2026-11-18")
    assert {one["licence"] for one in found["sites"]} == {"licence 2026-12"}
    assert {risk["severity"] for risk in found["risks"]} == {"none"}
    _, said, _ = at.run("supplier", "Pige Ouest")
    assert said.startswith("Pige Ouest\u202f: Remplie")
    assert "  contract = 2026-118 du 3 mars 2026" in said
    assert "→" not in said
    assert "Remplie" in at.run("suppliers")[1]


def test_a_sheet_may_come_before_the_first_file(at: Terminal) -> None:
    found = at.json("supplier", "Pige Nouvelle", "--site", "Toit Direct=")
    assert found["sites"] == [{"site": "Toit Direct", "licence": "", "audience": ""}]
    at.json("supplier", "Pige Nouvelle", "--audience", "Toit Direct=Tous", "--set", "audience=il faut un compte")
    found = at.json("supplier", "Pige Nouvelle")
    assert (found["audience"], found["sites"][0]["audience"]) == ("il faut un compte", "tous")
    said = at.run("supplier", "Pige Nouvelle")[1]
    assert "Toit Direct = aucune licence connue" in said
    assert "→ Demander la licence ou l’autorisation pour Toit Direct" in said
    assert "(GDPR-07, Prudence)" in said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("supplier", "Personne"), "Aucun fournisseur ne s’appelle"),
        (("supplier", "Pige", "--set", "siren=12"), "« 12 » ne convient pas pour « siren »"),
        (("supplier", "Pige", "--set", "nom=x"), "Champs possibles"),
        (("supplier", "Pige", "--site", "Toit Direct"), "n’est pas de la forme nom=valeur"),
        (("supplier", " ", "--set", "contract=1"), "Il manque le nom du fournisseur"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_kept(at: Terminal, words: tuple[str, ...], told: str) -> None:
    code, _, said = at.run(*words)
    assert code == 2
    assert told in said.replace("\u202f", " ").replace("«\u202f", "« ")
    assert at.run("suppliers")[0] == 1


def test_the_funnel_counts_stages_and_statuses(run: Run, filled: str) -> None:
    run("milestone", filled, "mandate", "--said", "2026-118")
    told = json.loads(run("funnel", "--json")[1])
    assert (told["reached"]["mandate"], told["status"]["mandate"], told["status"]["lost"]) == (1, 1, 0)
    assert sum(told["status"].values()) == json.loads(run("leads", "--json")[1])["total"]
    assert "Mandat signé\u202f: 1" in run("funnel")[1].splitlines()


def test_a_price_comes_with_a_file_or_later(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "prix.csv"
    file.write_text(ROWS, encoding="utf-8")
    assert run("import", str(file), *BOUGHT, "--price", "cher")[0] == 2
    code, said, problem = run("import", str(file), *BOUGHT, "--price", "120,50", "--json")
    assert code == 0, problem
    batch = json.loads(said)["batch"]
    [one] = [one for one in json.loads(run("worth", "--json")[1])["suppliers"] if one["price"]]
    assert (one["leads"], one["price"], one["price_per_lead"], one["price_per_agreement"]) == (1, 120.5, 120.5, None)
    assert one["per_hundred"] == {
        "letters": 0.0,
        "agreements": 0.0,
        "appointments": 0.0,
        "mandates": 0.0,
        "opposed": 0.0,
    }
    code, said, _ = run("worth", "--price", f"{batch}=60")
    assert (code, "prix payé 60\u00a0€" in said) == (0, True)
    assert run("worth", "--price", "lot=60")[0] != 0
    assert json.loads(run("worth", "--price", f"{batch}=", "--json")[1])["suppliers"][0]["price"] is None
