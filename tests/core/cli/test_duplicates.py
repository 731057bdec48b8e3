"""The verbs about duplicates, typed."""

import json
from pathlib import Path

from tests.core.conftest import BOUGHT, Run

HEAD = "Nom;Prénom;Téléphone;Adresse;Code postal;Ville;Site;Référence"
ROWS = (
    "Moreau;Hélène;06 39 98 12 41;14 rue des Mûriers;30700;Uzès;Toit Direct;A1",
    "Moreau;H.;06 39 98 12 48;14 r des Muriers bât B;30700;Uzès;Toit Direct;A2",
    "Payet;Inès;06 39 98 77 00;2 place aux Herbes;30700;Uzès;Toit Direct;A3",
)


def fill(run: Run, tmp_path: Path) -> None:
    """Three rows, two of them one person's."""
    file = tmp_path / "pige.csv"
    file.write_text("\n".join((HEAD, *ROWS)), "utf-8")
    code, _out, err = run("import", str(file), *BOUGHT)
    assert code == 0, err


def test_found_joined_split_and_told_apart(run: Run, tmp_path: Path) -> None:

    fill(run, tmp_path)
    code, out, _ = run("duplicates", "0639981241")
    assert code == 0
    assert "Moreau H., Uzès" in out
    assert run("duplicates", "0639987700")[:2] == (1, "Personne ne lui ressemble.\n")
    code, out, _ = run("duplicates", "0639981241", "--json")
    [one] = json.loads(out)["duplicates"]
    assert (one["name"], one["opposed"]) == ("Moreau H.", False)

    code, out, _ = run("duplicates")
    assert code == 0
    assert "1 paire à regarder." in out
    assert "Moreau Hélène" in out

    code, out, _ = run("join", "0639981241", "0639981248", "--dry-run")
    assert code == 0
    assert "Téléphones\u202f: " in out
    code, out, _ = run("join", "0639981241", "0639981248", "--json")
    assert code == 0
    told = json.loads(out)
    assert told["opposed"] is False
    assert {"what": "Annonces", "before": "1", "after": "2"} in told["changes"]
    assert run("duplicates", "0639981241")[0] == 1
    code, out, _ = run("split", str(told["join"]))
    assert code == 0
    assert str(told["other"]) in out
    assert run("split", str(told["join"]))[0] == 2
    assert run("duplicates", "0639981241")[0] == 0
    assert run("apart", "0639981241", "0639981248")[0] == 0
    assert run("duplicates", "0639981241")[0] == 1
    assert run("duplicates")[0] == 1
    assert run("verify")[0] == 0


def test_an_opposed_person_has_no_name_here(run: Run, tmp_path: Path) -> None:
    fill(run, tmp_path)
    assert run("duplicates", "--batch", "0")[0] == 1
    assert run("duplicates")[0] == 0
    assert run("oppose", "0639981248", "--how", "letter")[0] == 0
    code, out, _ = run("duplicates", "0639981241")
    assert code == 0
    assert "une personne opposée" in out
    assert "Moreau H." not in out
    assert "(opposé)" in run("duplicates")[1]
    code, out, _ = run("join", "0639981241", "0639981248")
    assert code == 0
    assert "tout est fermé" in out
    assert run("may", "letter", "0639981241")[0] == 1


def test_two_who_share_an_ad_are_to_be_told_apart(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "pige.csv"
    rows = (
        "Moreau;Hélène;06 39 98 12 41;14 rue des Mûriers;30700;Uzès;Toit Direct;A177",
        "Payet;Inès;06 39 98 77 00;2 place aux Herbes;30700;Uzès;Toit Direct;A177",
    )
    file.write_text("\n".join((HEAD, *rows)), "utf-8")
    for more in (("--dry-run",), ()):
        code, out, err = run("import", str(file), *BOUGHT, *more, "--json")
        assert code == 0, err
        [two] = json.loads(out)["apart"]
        assert (two["line"], two["shared"], two["differing"]) == (3, ["listing"], ["name", "phone", "address"])
    for number in ("0639981241", "0639987700"):
        code, out, _ = run("duplicates", number, "--json")
        [one] = json.loads(out)["duplicates"]
        assert one["apart"]
        assert one["reasons"] == ["à distinguer", "même annonce", "autre nom", "autre téléphone", "autre adresse"]


def test_a_merge_undone_gives_the_row_a_sheet(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "pige.csv"
    for reference in ("A177", "A178"):
        row = f"Moreau;Hélène;06 39 98 12 41;14 rue des Mûriers;30700;Uzès;Toit Direct;{reference}"
        file.write_text(f"{HEAD}\n{row}\n", "utf-8")
        code, out, err = run("import", str(file), *BOUGHT, "--json")
        assert code == 0, err
    batch = str(json.loads(out)["batch"])
    code, out, _ = run("merges", batch, "--json")
    [merge] = json.loads(out)["merges"]
    code, out, err = run("merges", batch, "--undo", str(merge["id"]), "--json")
    assert code == 0, err
    told = json.loads(out)
    assert told["lead"] != told["other"]
    code, out, _ = run("leads", "--json")
    assert len(json.loads(out)["leads"]) == 2
