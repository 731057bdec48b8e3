"""The verb that says what files are worth, and the price given with an import."""

import json
from pathlib import Path

from tests.core.conftest import BOUGHT, Run

ROWS = (
    "Nom;Prénom;Téléphone;Adresse;Code postal;Commune;Site;Référence;Date\n"
    "Moreau;Hélène;0639985001;14 rue des Mûriers;30700;Uzès;Toit Direct;TD71;01/11/2026\n"
)


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
